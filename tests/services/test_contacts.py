"""联系人: the secretary is offered, each kind lists those of today first, trainings come and go."""

from __future__ import annotations

from datetime import date

import pytest

from liangxin_desktop.domain.contacts import Contact, ContactKind, Training
from liangxin_desktop.domain.people import Role
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services import people, recycle_bin
from liangxin_desktop.services.contacts import (
    add_training,
    list_contacts,
    put_contact,
    remove_contact,
    remove_training,
    trainings_held,
)

FRIEND = Contact(id="f1", kind=ContactKind.FRIEND, name="方远", unit="新港商会", phone="13900001234")
LATE = Training(name="两新党组织书记轮训", held_on=date(2026, 9, 18), organizer="区委组织部", hours=24)
EARLY = Training(name="两新党组织书记轮训", held_on=date(2025, 9, 12), hours=16)


def kept(workspace, contact_id):
    with workspace.begin() as work:
        return work.contacts.get(contact_id)


def test_the_secretary_is_offered_until_something_is_written_of_them(workspace):
    (line,) = list_contacts(workspace).lines
    assert (line.name, line.is_kept, line.is_current, line.key) == ("陈国华", False, True, "")
    assert (line.contact.kind, line.contact.person, line.contact.position) == (ContactKind.SECRETARY, "p1", "工程师")
    changes = add_training(workspace, line.contact, LATE)
    assert changes.touch("contacts")
    (line,) = list_contacts(workspace).lines
    assert (line.is_kept, line.last, line.hours) == (True, LATE, 24)


def test_a_new_secretary_makes_the_old_one_a_former_one(workspace):
    put_contact(workspace, list_contacts(workspace).lines[0].contact.but(id="s1"))
    people.save_person(workspace, people.get_person(workspace, "p1").but(role=None))
    people.save_person(workspace, people.get_person(workspace, "p2").but(role=Role.SECRETARY))
    now, before = list_contacts(workspace).lines
    assert (now.name, now.is_kept, now.is_current) == ("李文静", False, True)
    assert (before.name, before.key, before.is_current) == ("陈国华", "s1", False)


def test_without_a_secretary_in_the_roster_the_one_written_down_counts(workspace):
    people.save_person(workspace, people.get_person(workspace, "p1").but(role=None))
    assert list_contacts(workspace).lines == ()
    put_contact(workspace, Contact(id="s1", kind=ContactKind.SECRETARY, name="街道委派"))
    assert list_contacts(workspace).of(ContactKind.SECRETARY)[0].name == "街道委派"


def test_those_of_today_come_before_the_former_and_kinds_in_their_order(workspace):
    put_contact(workspace, FRIEND)
    put_contact(workspace, FRIEND.but(id="f0", name="早先", until=date(2024, 5, 1)))
    put_contact(workspace, FRIEND.but(id="f2", name="上任", until=date(2026, 11, 22)))
    put_contact(workspace, FRIEND.but(id="f3", name="今日止", until=date(2026, 11, 23)))
    put_contact(workspace, Contact(id="i1", kind=ContactKind.INSTRUCTOR, name="吴敏"))
    book = list_contacts(workspace)
    assert [one.name for one in book.lines] == ["陈国华", "吴敏", "方远", "今日止", "上任", "早先"]
    assert [one.name for one in book.of(ContactKind.FRIEND)] == ["方远", "今日止"]
    assert [one.name for one in book.of(ContactKind.FRIEND, current=False)] == ["上任", "早先"]
    assert "fy" in book.of(ContactKind.FRIEND)[0].initials


def test_somebody_of_the_roster_goes_by_the_name_there(workspace):
    put_contact(workspace, Contact(id="r1", kind=ContactKind.RESERVE, name="随手写的", person="p2"))
    assert kept(workspace, "r1").name == "李文静"
    people.save_person(workspace, people.get_person(workspace, "p2").but(name="李文婧"))
    assert list_contacts(workspace).of(ContactKind.RESERVE)[0].name == "李文婧"


@pytest.mark.parametrize("again", [FRIEND.but(id="f2"), FRIEND.but(id="f2", phone=None, since=date(2026, 1, 1))])
def test_nobody_is_entered_twice_for_the_same_thing(workspace, again):
    put_contact(workspace, FRIEND)
    with pytest.raises(RefusedError, match=r"已登记为党建之友"):
        put_contact(workspace, again)
    put_contact(workspace, again.but(id="i1", kind=ContactKind.INSTRUCTOR))
    put_contact(workspace, FRIEND.but(until=date(2026, 10, 1)))
    put_contact(workspace, again)
    assert len(list_contacts(workspace).lines) == 4


def test_two_of_the_roster_may_bear_one_name(workspace):
    people.save_person(workspace, people.get_person(workspace, "p3").but(name="李文静"))
    for number in ("2", "3"):
        contact = Contact(id=f"r{number}", kind=ContactKind.RESERVE, name="李文静", person=f"p{number}")
        put_contact(workspace, contact)
    assert len(list_contacts(workspace).of(ContactKind.RESERVE)) == 2


def test_an_end_before_the_beginning_is_refused(workspace):
    put_contact(workspace, FRIEND.but(since=date(2026, 5, 1), until=date(2026, 5, 1)))
    with pytest.raises(RefusedError, match="结束日期不能早于起始日期"):
        put_contact(workspace, FRIEND.but(since=date(2026, 5, 1), until=date(2026, 4, 30)))


def test_a_contact_goes_to_the_bin_and_comes_back_with_the_trainings(workspace):
    put_contact(workspace, FRIEND.but(trainings=(EARLY, LATE)))
    changes = remove_contact(workspace, "f1")
    assert kept(workspace, "f1") is None
    (gone,) = recycle_bin.taken_out(workspace, changes)
    assert gone.title == "党建之友 方远"
    recycle_bin.take_back(workspace, gone.id)
    assert kept(workspace, "f1").trainings == (EARLY, LATE)
    with pytest.raises(RefusedError, match="没有这位联系人"):
        remove_contact(workspace, "nobody")


def test_trainings_are_added_up_for_the_year_and_the_last_one_is_told(workspace):
    put_contact(workspace, FRIEND)
    for training in (LATE, EARLY, LATE.but(name="专题班", held_on=date(2026, 1, 1), hours=None)):
        add_training(workspace, FRIEND, training)
    line = list_contacts(workspace).of(ContactKind.FRIEND)[0]
    assert (line.last, line.hours) == (LATE, 24)
    assert [one.held_on.year for one in line.contact.newest_first] == [2026, 2026, 2025]
    assert trainings_held(workspace) == ("两新党组织书记轮训", "专题班")


def test_a_training_is_of_today_at_the_latest_and_written_down_once(workspace):
    add_training(workspace, FRIEND, LATE.but(held_on=workspace.today))
    with pytest.raises(RefusedError, match="培训日期还没有到"):
        add_training(workspace, FRIEND, LATE.but(held_on=date(2026, 11, 24)))
    with pytest.raises(RefusedError, match="已经登记过"):
        add_training(workspace, FRIEND, LATE.but(held_on=workspace.today, hours=None))
    assert len(kept(workspace, "f1").trainings) == 1


def test_a_training_is_struck_out(workspace):
    put_contact(workspace, FRIEND.but(trainings=(EARLY, LATE)))
    remove_training(workspace, "f1", EARLY)
    assert kept(workspace, "f1").trainings == (LATE,)
    with pytest.raises(RefusedError, match="没有这次培训"):
        remove_training(workspace, "f1", EARLY)


def test_whoever_is_a_contact_stays_in_the_roster(workspace):
    people.save_person(workspace, people.get_person(workspace, "p2").but(id="new", name="新人", role=None))
    put_contact(workspace, Contact(id="r1", kind=ContactKind.RESERVE, name="新人", person="new"))
    with pytest.raises(RefusedError, match="“新人”已出现在联系人里，不能删除"):
        people.remove_person(workspace, "new")
    assert people.get_person(workspace, "new").name == "新人"


def test_whoever_left_the_branch_is_in_reserve_no_more(workspace):
    put_contact(workspace, Contact(id="r1", kind=ContactKind.RESERVE, name="李文静", person="p2"))
    put_contact(workspace, Contact(id="f1", kind=ContactKind.FRIEND, name="李文静", person="p2"))
    gone = people.get_person(workspace, "p2").but(left_on=workspace.today, left_reason="组织关系转出")
    people.save_person(workspace, gone)
    book = list_contacts(workspace)
    assert book.of(ContactKind.RESERVE) == ()
    assert len(book.of(ContactKind.RESERVE, current=False)) == 1
    assert len(book.of(ContactKind.FRIEND)) == 1
