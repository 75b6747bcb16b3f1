"""What was agreed and is not done goes on to the next session, until it is done."""

from __future__ import annotations

from datetime import date

import pytest

from liangxin_desktop.domain.branch import Branch, Group
from liangxin_desktop.domain.people import Person
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.sessions import Action, Session, SessionKind, SessionStatus
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.actions import mark_action_done, open_actions
from liangxin_desktop.services.sessions import finalize, get_session
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store import Cost, Store
from tests.ui.pages.specimen import NOW

ASKED = Action(what="向公司争取活动室", who="p1", due_on=date(2026, 3, 1))


def session(id_, day, *actions, kind=SessionKind.COMMITTEE_MEETING, status=SessionStatus.FINAL, **more):
    hours = {"starts_at": f"{day}T14:00", "ends_at": f"{day}T15:00"}
    return Session(id=id_, kind=kind, status=status, actions=actions, **hours, **more)


@pytest.fixture
def workspace(tmp_path):
    quick = Cost(memory_kib=19 * 1024, iterations=1, lanes=1)
    store, _ = Store.create(tmp_path / "branch", "demo", clock=lambda: NOW, cost=quick)
    group = {"kind": SessionKind.GROUP_MEETING, "group": "g1"}
    kept = (
        session("old", "2019-01-10", Action(what="补齐 名册", who="王五"), ASKED),
        session(
            "members",
            "2026-10-10",
            Action(what="收齐党费"),
            Action(what="已办", done_on="2026-10-11"),
            kind=SessionKind.MEMBER_MEETING,
        ),
        session("carried", "2026-09-10", ASKED.but(due_on=date(2026, 12, 1))),
        session("group", "2026-08-10", Action(what="走访"), Action(what=" "), **group),
        session("draft", "2026-11-01", Action(what="未定"), status=SessionStatus.DRAFT),
        session("later", "2026-11-22", Action(what="以后")),
    )
    record = BranchRecord(
        branch=Branch(name="支部"),
        groups=(Group(id="g1", name="一组"),),
        people=(Person(id="p1", name="李四"),),
        sessions=kept,
    )
    with store.begin() as work:
        work.replace_record(record)
        work.commit()
    yield Workspace(store, lambda: NOW)
    store.close(backup=False)


def told(workspace, now):
    return [(one.session_id, one.place, one.action.what) for one in open_actions(workspace, now)]


def test_its_own_kind_comes_first_then_the_newest_and_nothing_twice(workspace):
    committee = session("now", "2026-11-20", status=SessionStatus.DRAFT)
    assert told(workspace, committee) == [
        ("carried", 0, ASKED.what),
        ("old", 0, "补齐 名册"),
        ("members", 0, "收齐党费"),
        ("group", 0, "走访"),
    ]
    assert [one.who for one in open_actions(workspace, committee)] == ["李四", "王五", "", ""]
    assert open_actions(workspace, committee)[0].session_title == "2026-09-10 支委会"


def test_a_group_looks_after_its_own_first(workspace):
    own = session("now", "2026-11-20", kind=SessionKind.GROUP_MEETING, group="g1")
    assert told(workspace, own)[0] == ("group", 0, "走访")


def test_what_is_carried_already_is_not_offered_again(workspace):
    carrying = session("now", "2026-11-20", Action(what="补齐名册", who="王五"))
    assert "old" not in {one.session_id for one in open_actions(workspace, carrying)}


@pytest.mark.parametrize("kind", [SessionKind.THEME_DAY, SessionKind.HEART_TALK, SessionKind.LECTURE])
def test_other_kinds_do_not_follow_up(workspace, kind):
    assert open_actions(workspace, session("now", "2026-11-20", kind=kind)) == ()


def test_done_is_entered_into_the_finished_record_and_where_it_came_from(workspace):
    changes = mark_action_done(workspace, "carried", 0, date(2026, 11, 20))
    assert changes.ids("sessions") == {"carried", "old"}
    for id_, place in (("carried", 0), ("old", 1)):
        kept = get_session(workspace, id_)
        assert kept.actions[place].done_on == date(2026, 11, 20)
        assert kept.is_final
        assert not kept.amendments
    assert get_session(workspace, "old").actions[0].done_on is None
    with workspace.begin() as work:
        assert {one.noun for one in work.audit.entries(2)} == {"sessions"}


def test_a_mark_set_by_mistake_is_taken_back(workspace):
    mark_action_done(workspace, "group", 0, date(2026, 11, 20))
    mark_action_done(workspace, "group", 0, None)
    assert get_session(workspace, "group").actions[0].done_on is None


@pytest.mark.parametrize(
    ("id_", "place", "day"),
    [
        ("group", 0, date(2027, 1, 1)),
        ("group", 0, date(2026, 8, 9)),
        ("group", 2, date(2026, 11, 1)),
        ("group", -1, date(2026, 11, 1)),
        ("nobody", 0, date(2026, 11, 1)),
    ],
)
def test_what_cannot_be_is_refused(workspace, id_, place, day):
    with pytest.raises(RefusedError):
        mark_action_done(workspace, id_, place, day)


def test_what_a_later_record_says_is_done_is_done_in_the_earlier_ones(workspace):
    finalize(workspace, session("now", "2026-11-20", ASKED.but(done_on=date(2026, 11, 19))))
    assert get_session(workspace, "old").actions[1].done_on == date(2026, 11, 19)
    assert get_session(workspace, "carried").actions[0].done_on == date(2026, 11, 19)
    assert get_session(workspace, "later").actions[0].done_on is None
