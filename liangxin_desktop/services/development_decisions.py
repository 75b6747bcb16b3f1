"""The sessions in which steps of the way to membership were decided: offered, linked, held against the step."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from liangxin_desktop.domain.development import ADMISSION_VOTE, CONVERSION_VOTE, VOTE_COUNTS, DevelopmentStep
from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.domain.roster import Roster
from liangxin_desktop.domain.sessions import Session, SessionKind, SessionStatus, Vote
from liangxin_desktop.paths import resources
from liangxin_desktop.services.people import roster_of
from liangxin_desktop.services.rulebook import rulebook
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.unit_of_work import UnitOfWork

VOTED_ON = frozenset({ADMISSION_VOTE, CONVERSION_VOTE})
"""The steps whose ballot is that of the session."""


@dataclass(frozen=True)
class Decision:
    """A session in which a step may have been decided. `vote` is its last motion on the person; `present` are names."""

    session_id: str
    kind: SessionKind
    held_on: date
    topic: str
    present: tuple[str, ...]
    vote: Vote | None
    is_final: bool

    @property
    def title(self) -> str:
        """2026年7月10日支部党员大会."""
        return f"{official_date(self.held_on)}{label('session_kind', self.kind)}"


@dataclass(frozen=True)
class NewMeeting:
    """The session to be recorded for a step that has none: its kind, what it is about, and whom the vote is on."""

    kind: SessionKind
    topic: str
    vote_on: str | None


def is_decided(number: int) -> bool:
    """Whether the step is decided in a session."""
    return number in _topics()


def decisions_near(workspace: Workspace, number: int, person_id: str, day: date) -> tuple[Decision, ...]:
    """The final sessions near the day in which the step may have been decided.

    Those that voted on the person or name them in the topic come first, then the nearest.
    """
    reach = timedelta(days=rulebook().limits["decision_days"])
    with workspace.begin() as work:
        roster = roster_of(work)
        held = work.sessions.between(day - reach, min(day + reach, workspace.today))
    kind, name = _kind(roster, number, day), roster.name(person_id)
    found = [_decision(roster, one, person_id) for one in held if one.is_final and one.kind is kind]
    return tuple(sorted(found, key=lambda one: (not (one.vote or name in one.topic), abs((one.held_on - day).days))))


def drafts_near(workspace: Workspace, number: int, day: date) -> int:
    """How many such sessions of that very day are drafts still, and therefore not offered."""
    with workspace.begin() as work:
        kind, held = _kind(roster_of(work), number, day), work.sessions.between(day, day)
    return sum(one.kind is kind and one.status is SessionStatus.DRAFT for one in held)


def decision_of(workspace: Workspace, session_id: str, person_id: str) -> Decision | None:
    """The session that a step names, a draft as well; None where there is none of that id."""
    with workspace.begin() as work:
        session = work.sessions.get(session_id)
        return _decision(roster_of(work), session, person_id) if session else None


def decisions_of(workspace: Workspace, steps: Iterable[DevelopmentStep]) -> dict[str, Decision]:
    """The sessions that the steps of one person name, by id."""
    named = {step.details.session: step.person for step in steps if step.details.session}
    if not named:
        return {}
    with workspace.begin() as work:
        roster = roster_of(work)
        found = [(work.sessions.get(one), person) for one, person in named.items()]
    return {session.id: _decision(roster, session, person) for session, person in found if session}


def new_meeting(workspace: Workspace, number: int, person_id: str, day: date) -> NewMeeting:
    """What to record for a step that was decided in a session not recorded yet."""
    with workspace.begin() as work:
        roster = roster_of(work)
    topic = _topics()[number].format(name=roster.name(person_id))
    return NewMeeting(_kind(roster, number, day), topic, person_id if number in VOTED_ON else None)


def disagreements(step: DevelopmentStep, decision: Decision) -> tuple[str, ...]:
    """Where a step says something else than the session that it names: `date`, `votes`."""
    details, vote = step.details, decision.vote if step.step in VOTED_ON else None
    counted = any(getattr(details, name) is not None for name in VOTE_COUNTS)
    found = ["date"] if step.done_on and step.done_on != decision.held_on else []
    if vote and counted and any((getattr(details, name) or 0) != (getattr(vote, name) or 0) for name in VOTE_COUNTS):
        found.append("votes")
    return tuple(found)


def decided_in(work: UnitOfWork, session_id: str) -> tuple[tuple[str, int], ...]:
    """The steps that name the session: the person's name and the step's number."""
    steps = [step for _, step in work.development.all() if step.details.session == session_id]
    people = {one: work.people.get(one) for one in {step.person for step in steps}} if steps else {}
    return tuple((person.name if (person := people[step.person]) else step.person, step.step) for step in steps)


def decides(workspace: Workspace, session_id: str) -> tuple[tuple[str, int], ...]:
    """The same, read by itself."""
    with workspace.begin() as work:
        return decided_in(work, session_id)


def session_titles(work: UnitOfWork, steps: tuple[DevelopmentStep, ...]) -> dict[str, str]:
    """How the sessions that the steps name are called, by id."""
    ids = {step.details.session for step in steps} - {None}
    found = (work.sessions.get(one) for one in sorted(one for one in ids if one))
    return {one.id: f"{official_date(one.held_on)}{label('session_kind', one.kind)}" for one in found if one}


def _kind(roster: Roster, number: int, day: date) -> SessionKind:
    """What a branch without a committee decides in its 支部党员大会."""
    if number in VOTED_ON or not roster.committee(day):
        return SessionKind.MEMBER_MEETING
    return SessionKind.COMMITTEE_MEETING


def _decision(roster: Roster, session: Session, person_id: str) -> Decision:
    votes = [vote for vote in session.votes if vote.person == person_id]
    return Decision(
        session_id=session.id,
        kind=session.kind,
        held_on=session.held_on,
        topic=" ".join((session.topic or "").split()),
        present=tuple(roster.name(one) for one in session.present),
        vote=votes[-1] if votes else None,
        is_final=session.is_final,
    )


@cache
def _topics() -> dict[int, str]:
    text = (resources() / "wording" / "decisions.toml").read_text(encoding="utf-8")
    return {int(number): topic for number, topic in tomllib.loads(text).items()}
