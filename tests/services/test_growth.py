"""What is done every day asks for what it shows: nothing reads every session, and old ones cost nothing."""

from __future__ import annotations

import pytest

from liangxin_desktop.domain.sessions import Action, Session, SessionKind, SessionStatus
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services import (
    actions,
    branch,
    checks,
    development,
    people,
    return_desk,
    search,
    sessions,
    workbench,
)
from liangxin_desktop.store.shape import Shape


@pytest.fixture
def built(workspace, monkeypatch):
    """The ids of the sessions that were read out of the store, beside the daily ones sixty of long ago."""
    old = [
        Session(
            id=f"old-{at}",
            kind=SessionKind.COMMITTEE_MEETING,
            status=SessionStatus.FINAL,
            starts_at=f"{1960 + at}-03-01T14:00",
            topic="旧事",
            actions=(Action(what="旧事已办", done_on=f"{1960 + at}-04-01"),),
        )
        for at in range(60)
    ]
    with workspace.begin() as work:
        work.sessions.add_all(old)
        work.commit()
    seen: list[str] = []
    build = Shape.build

    def watched(self, values, lists):
        if self.kind == "sessions":
            seen.append(values["id"])
        return build(self, values, lists)

    monkeypatch.setattr(Shape, "build", watched)
    return seen


@pytest.mark.parametrize(
    "deed",
    [
        workbench.workbench,
        checks.run_check,
        lambda workspace: sessions.list_sessions(workspace, 2026),
        sessions.session_years,
        sessions.places,
        lambda workspace: search.find(workspace, "学习"),
        lambda workspace: search.find(workspace, "陈国华"),
        return_desk.return_lines,
        people.list_people,
        development.board,
        lambda workspace: development.way_of(workspace, "p7"),
        branch.list_groups,
        lambda workspace: actions.open_actions(workspace, sessions.new_session(workspace, SessionKind.MEMBER_MEETING)),
    ],
)
def test_old_sessions_are_not_read(workspace, built, deed):
    deed(workspace)
    assert not [one for one in built if one.startswith("old-")]


def test_whoever_is_named_is_known_without_reading_the_sessions(workspace, built):
    with pytest.raises(RefusedError, match="不能删除"):
        people.remove_person(workspace, "p7")
    assert built == []


def test_an_old_session_is_read_for_what_it_agreed_for_this_year(workspace, built):
    long_agreed = Action(what="三年规划总结", due_on="2026-06-30")
    with workspace.begin() as work:
        work.sessions.put(work.sessions.get("old-59").but(actions=(long_agreed,)))
        work.commit()
    built.clear()
    found = [one for one in checks.run_check(workspace).findings if one.code == "life.action-overdue"]
    assert [one.subject.id for one in found] == ["old-59"]
    assert [one for one in built if one.startswith("old-")] == ["old-59"]


def test_control_what_asks_for_old_ones_reads_them(workspace, built):
    search.find(workspace, "旧事")
    assert 0 < len([one for one in built if one.startswith("old-")]) <= 16
