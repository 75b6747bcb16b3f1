"""组织生活: how often each session is held, and what makes it a valid and complete one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from liangxin_desktop.domain.findings import Finding
from liangxin_desktop.domain.periods import Period, official_date
from liangxin_desktop.domain.rules.duties import DUTY_RULES, duties, periods
from liangxin_desktop.domain.rules.engine import Case, Ground, person_subject, rule, session_subject
from liangxin_desktop.domain.rules.rulebook import RuleVersion
from liangxin_desktop.domain.sessions import Action, Session, SessionKind, Vote


@rule(*DUTY_RULES)
def duty(case: Case) -> Iterator[Finding]:
    """A session owed once in each period, by the branch, its committee or each group."""
    for owed in duties(case.ground, case.rule, case.ground.since, case.ground.as_of):
        if not owed.is_done:
            yield from case.duty(owed.subject, owed.period)


@rule("life.heart-talk")
def heart_talk(case: Case) -> Iterator[Finding]:
    """谈心谈话 with each member once a year."""
    for period in periods(case.rule, case.ground.since, case.ground.as_of):
        talked = talked_with(case.ground, period)
        for standing in case.ground.roster.members(min(period.end, case.ground.as_of)):
            if standing.person.id not in talked:
                yield from case.duty(person_subject(standing), period)


def talked_with(ground: Ground, period: Period) -> set[str]:
    """The ids of everybody who took part in a heart-to-heart talk of the period."""
    talks = (one for one in ground.sessions if one.kind is SessionKind.HEART_TALK and one.held_on in period)
    return {person for talk in talks for person in (*talk.present, talk.host) if person}


@rule("life.quorum")
def quorum(case: Case) -> Iterator[Finding]:
    """Enough of those who vote were there: voters at a 党员大会, committee members at a 支委会."""
    for session, due, present in _meetings_that_need_a_quorum(case):
        version = case.version(session.held_on)
        if version and due and present * version.params["of"] < due * version.params["at_least"]:
            subject = session_subject(case.ground, session)
            yield from case.finding(subject, session.held_on, case=session.kind, words={"due": due, "present": present})


def _meetings_that_need_a_quorum(case: Case) -> Iterator[tuple[Session, int, int]]:
    for session in case.ground.in_window:
        attendance = case.ground.attendance[session.id]
        if session.kind is SessionKind.MEMBER_MEETING:
            yield session, attendance.voters_due, attendance.voters_present
        elif session.kind is SessionKind.COMMITTEE_MEETING:
            yield session, len(attendance.due), len(attendance.present)


@rule("life.vote")
def vote(case: Case) -> Iterator[Finding]:
    """A motion passes only with more than half of the voters due in favour, written ones included."""
    for session in case.ground.in_window:
        version = case.version(session.held_on)
        due = case.ground.attendance[session.id].voters_due
        for motion in session.votes if version and due else ():
            if motion.passed and not _carried(motion, due, version):
                words = {"due": due, "in_favour": _in_favour(motion), "matter": motion.matter or "表决事项"}
                yield from case.finding(session_subject(case.ground, session), session.held_on, words=words)


def _in_favour(motion: Vote) -> int:
    return motion.in_favour + motion.written_for


def _carried(motion: Vote, due: int, version: RuleVersion | None) -> bool:
    return version is None or _in_favour(motion) * version.params["of"] > due * version.params["more_than"]


FOUR_HAVES = ("topic", "discussion", "consensus", "actions")


def lacking(session: Session) -> tuple[str, ...]:
    """Which of topic, discussion, consensus and actions the session lacks (要点 二(一))."""
    present = {
        "topic": bool((session.topic or "").strip()),
        "discussion": bool((session.discussion or "").strip()),
        "consensus": bool((session.consensus or "").strip()),
        "actions": any(action.what.strip() for action in session.actions),
    }
    return tuple(name for name in FOUR_HAVES if not present[name])


@rule("life.four-haves")
def four_haves(case: Case) -> Iterator[Finding]:
    """A finished record has 主题, 讨论, 共识 and 行动."""
    for session in case.ground.in_window:
        if lacks := lacking(session):
            labels = case.ground.book.labels["four_haves"]
            words = "、".join(labels[name] for name in lacks)
            yield from case.finding(session_subject(case.ground, session), session.held_on, words={"lacks": words})


@rule("life.action-overdue")
def action_overdue(case: Case) -> Iterator[Finding]:
    """An agreed action past its day and not done."""
    for session in case.ground.sessions:
        for action in session.actions:
            if action.due_on and case.ground.since <= action.due_on and _is_late(action, case.ground.as_of):
                words = {
                    "what": action.what.strip() or "未写明事项",
                    "who": case.ground.roster.name(action.who) or "未写明责任人",
                    "by": official_date(action.due_on),
                }
                yield from case.finding(session_subject(case.ground, session), action.due_on, words=words)


def _is_late(action: Action, as_of: date) -> bool:
    still_open = action.done_on is None or action.done_on > as_of
    return still_open and action.due_on is not None and action.due_on < as_of
