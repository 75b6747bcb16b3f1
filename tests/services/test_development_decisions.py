"""Sessions in which a step was decided: offered near its day, held against the step, kept from deletion."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from liangxin_desktop.domain.development import DevelopmentStep, StepDetails
from liangxin_desktop.domain.sessions import Session, SessionKind, SessionStatus, Vote
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services import development_decisions as decisions
from liangxin_desktop.services import recycle_bin, sessions
from liangxin_desktop.services.development_entry import remove_step, steps_of, take_step
from liangxin_desktop.services.workspace import Workspace

DAY = date(2026, 11, 20)
FINAL, DRAFT = SessionStatus.FINAL, SessionStatus.DRAFT
COMMITTEE, MEMBERS = SessionKind.COMMITTEE_MEETING, SessionKind.MEMBER_MEETING
VOTE = Vote(matter="接收陈立", person="a1", due=18, present=16, in_favour=15, abstain=1)


def hold(
    workspace: Workspace, name: str, kind: SessionKind, day: date, status: SessionStatus = FINAL, **more: object
) -> None:
    starts_at = datetime(day.year, day.month, day.day, 14, 0)  # noqa: DTZ001 - times of the record are local and naive
    with workspace.begin() as work:
        work.sessions.put(Session(id=name, kind=kind, status=status, starts_at=starts_at, **more))
        work.commit()


def offered(workspace: Workspace, number: int, person: str = "a1", day: date = DAY) -> list[str]:
    return [one.session_id for one in decisions.decisions_near(workspace, number, person, day)]


def test_the_committees_final_sessions_near_the_day_are_offered_that_on_the_person_first(workspace: Workspace) -> None:
    hold(workspace, "on-him", COMMITTEE, date(2026, 10, 12), topic="讨论确定陈立为入党积极分子", present=("p1",))
    hold(workspace, "draft", COMMITTEE, DAY, DRAFT)
    hold(workspace, "members", MEMBERS, DAY)
    hold(workspace, "yesterday", COMMITTEE, date(2026, 11, 19))
    for number in (3, 7, 12):
        assert offered(workspace, number)[:2] == ["on-him", "yesterday"]
        assert set(offered(workspace, number)).isdisjoint({"draft", "members"})
    assert decisions.drafts_near(workspace, 3, DAY) == 1
    found = decisions.decisions_near(workspace, 3, "a1", DAY)[0]
    assert (found.title, found.present) == ("2026年10月12日支委会", ("陈国华",))
    assert "on-him" not in offered(workspace, 3, day=date(2026, 1, 5))


def test_a_branch_without_a_committee_decides_in_the_meeting_of_all(workspace: Workspace) -> None:
    hold(workspace, "members", MEMBERS, DAY)
    with workspace.begin() as work:
        for person in work.people.all():
            work.people.put(person.but(role=None))
        work.commit()
    assert offered(workspace, 3)[0] == "members"
    asked = decisions.new_meeting(workspace, 3, "a1", DAY)
    assert (asked.kind, asked.topic, asked.vote_on) == (MEMBERS, "讨论确定陈立为入党积极分子", None)
    assert decisions.new_meeting(workspace, 15, "a1", DAY).vote_on == "a1"


def test_a_step_that_says_otherwise_than_its_session_is_told(workspace: Workspace) -> None:
    hold(workspace, "vote", MEMBERS, DAY, votes=(VOTE,))
    found = decisions.decision_of(workspace, "vote", "a1")
    assert found is not None
    assert found.vote == VOTE
    counts = VOTE.model_dump(include=set(decisions.VOTE_COUNTS))
    step = DevelopmentStep(person="a1", step=15, done_on=DAY, details=StepDetails(**counts, session="vote"))
    assert decisions.disagreements(step, found) == ()
    other = step.but(done_on=date(2026, 11, 19), details=step.details.but(in_favour=14))
    assert decisions.disagreements(other, found) == ("date", "votes")
    assert decisions.disagreements(step.but(done_on=None, details=StepDetails(session="vote")), found) == ()


def link(workspace: Workspace, session_id: str) -> DevelopmentStep:
    step = DevelopmentStep(person="a2", step=3, done_on=None, details=StepDetails(session=session_id))
    take_step(workspace, step)
    return step


def test_a_session_that_a_step_names_is_not_deleted(workspace: Workspace) -> None:
    hold(workspace, "named", COMMITTEE, DAY, DRAFT)
    link(workspace, "named")
    assert decisions.decides(workspace, "named") == (("周敏", 3),)
    with pytest.raises(RefusedError, match="“周敏”第3步的依据，不能删除"):
        sessions.remove_draft(workspace, "named")
    ((key, _),) = steps_of(workspace, "a2")
    remove_step(workspace, key)
    sessions.remove_draft(workspace, "named")
    with pytest.raises(RefusedError, match="会议记录已经没有了"):
        link(workspace, "named")


def test_a_step_comes_back_without_the_session_that_is_gone(workspace: Workspace) -> None:
    hold(workspace, "named", COMMITTEE, DAY, DRAFT)
    link(workspace, "named")
    ((key, _),) = steps_of(workspace, "a2")
    bin_of_step = recycle_bin.taken_out(workspace, remove_step(workspace, key))[0]
    sessions.remove_draft(workspace, "named")
    recycle_bin.take_back(workspace, bin_of_step.id)
    assert steps_of(workspace, "a2")[0][1].details.session is None
