"""What the log says of one person, in words; numbers masked, seats with their days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from liangxin_desktop.domain.elections import Candidate, Election
from liangxin_desktop.domain.people import Role
from liangxin_desktop.services.people import get_person, remove_person, save_person
from liangxin_desktop.services.person_history import ChangeKind, RolePeriod, person_history
from liangxin_desktop.services.recycle_bin import list_recycled, take_back
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store import Store
from tests.ui.pages.specimen import ID_NUMBER, NOW, PASSWORD

ENTERED_ON = NOW.date()


class Clock:
    """A clock that a test sets."""

    now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def told(workspace, clock):
    """The specimen, its store told the time by the test's clock."""
    folder = workspace.store.folder
    workspace.store.close(backup=False)
    store = Store.open(folder, PASSWORD, clock=clock)
    yield Workspace(store, clock)
    store.close(backup=False)


def edit(workspace, clock, day: date, **changes):
    clock.now = datetime.combine(day, NOW.time())
    save_person(workspace, get_person(workspace, "p2").but(**changes))


def test_seats_are_told_as_elected_where_elections_are_kept(told, clock):
    def election(one: str, day: date, **more: object) -> Election:
        seat = Candidate(person="p2", elected=True, role=Role.DEPUTY)
        return Election(id=one, held_on=day, candidates=(seat,), **more)

    with told.begin() as work:
        work.elections.put(election("first", date(2020, 6, 1), term_number=2))
        work.elections.put(election("second", date(2023, 6, 15), term_number=3))
        work.commit()
    clock.now = datetime.combine(date(2027, 1, 5), NOW.time())
    save_person(told, get_person(told, "p2").but(role=Role.ORGANIZATION))
    roles = person_history(told, "p2").roles
    assert roles == (
        RolePeriod(Role.ORGANIZATION, date(2027, 1, 5), None),
        RolePeriod(Role.DEPUTY, date(2023, 6, 15), None, term=3),
        RolePeriod(Role.DEPUTY, date(2020, 6, 1), date(2023, 6, 15), term=2),
    )


def test_an_entering_and_a_change_are_told_newest_first(told, clock):
    edit(told, clock, date(2027, 1, 5), unit="和润物业服务有限公司", group="g1", votes=False)
    changed, entered = person_history(told, "p2").changes
    assert (entered.kind, changed.kind) == (ChangeKind.ENTERED, ChangeKind.CHANGED)
    assert changed.at.date() == date(2027, 1, 5)
    assert [(one.title, one.before, one.after) for one in changed.edits] == [
        ("党小组", "第二党小组", "第一党小组"),
        ("有表决权", "是", "否"),
    ]
    assert ("姓名", "（空）", "李文静") in [(one.title, one.before, one.after) for one in entered.edits]


def test_numbers_are_masked_on_both_sides(told):
    save_person(told, get_person(told, "old").but(phone="13911112222"))
    save_person(told, get_person(told, "old").but(phone="13933334444", id_number=None))
    text = repr(person_history(told, "old"))
    assert "139****2222" in text
    assert "110***********002X" in text
    assert all(number not in text for number in (ID_NUMBER, "13911112222", "13933334444"))


def test_a_group_that_is_gone_keeps_its_name(told, clock):
    edit(told, clock, date(2027, 1, 5), group="g3")
    edit(told, clock, date(2027, 1, 6), group="g1")
    with told.begin() as work:
        work.sessions.clear()
        for person in work.people.all():
            if person.group == "g3":
                work.people.put(person.but(group=None))
        work.groups.remove("g3")
        work.commit()
    edits = [one for change in person_history(told, "p2").changes for one in change.edits]
    assert ("第三党小组", "第一党小组") in [(one.before, one.after) for one in edits]


def test_seats_follow_from_the_log(told, clock):
    edit(told, clock, date(2027, 4, 16), role="organization")
    edit(told, clock, date(2027, 9, 1), position="项目经理")
    edit(told, clock, date(2028, 4, 20), role=None)
    edit(told, clock, date(2028, 5, 1), role="secretary")
    assert person_history(told, "p2").roles == (
        RolePeriod(Role.SECRETARY, date(2028, 5, 1), None, from_start=False),
        RolePeriod(Role.ORGANIZATION, date(2027, 4, 16), date(2028, 4, 20), from_start=False),
        RolePeriod(Role.DEPUTY, ENTERED_ON, date(2027, 4, 16), from_start=True),
    )


def test_what_is_put_right_the_same_day_is_no_seat_and_leaving_ends_one(told, clock):
    edit(told, clock, date(2027, 4, 16), role="publicity")
    edit(told, clock, date(2027, 4, 16), role="organization")
    edit(told, clock, date(2028, 3, 1), left_on=date(2028, 2, 20))
    newest, _ = person_history(told, "p2").roles
    assert newest == RolePeriod(Role.ORGANIZATION, date(2027, 4, 16), date(2028, 2, 20), from_start=False)


def test_removed_and_given_back_is_told(told, clock):
    remove_person(told, "a2")
    clock.now += timedelta(days=1)
    take_back(told, list_recycled(told)[0].id)
    kinds = [one.kind for one in person_history(told, "a2").changes]
    assert kinds == [ChangeKind.ENTERED, ChangeKind.REMOVED, ChangeKind.ENTERED]
    assert person_history(told, "a2").changes[1].edits == ()


def test_nobody_has_no_history(workspace):
    assert person_history(workspace, "nobody").changes == ()
    assert person_history(workspace, "nobody").roles == ()
