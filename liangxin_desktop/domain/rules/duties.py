"""What organizational life asks for by the calendar: each session owed, for which period, and which sessions served it.

The rules, the quarterly return and the year's matrix all count from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from liangxin_desktop.domain.findings import Subject, SubjectType
from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.rules.engine import Ground, branch_subject
from liangxin_desktop.domain.rules.rulebook import Rule
from liangxin_desktop.domain.sessions import Session, SessionKind

DUTY_RULES = (
    "life.member-meeting",
    "life.committee-meeting",
    "life.group-meeting",
    "life.lecture",
    "life.theme-day",
    "life.organizational-life-meeting",
    "life.democratic-review",
)
"""The rules that ask for a session once in each period, in the order of the form."""


@dataclass(frozen=True)
class Duty:
    """One session owed by the branch or a group in a period, and the ids of the sessions that served it."""

    code: str
    kind: SessionKind
    subject: Subject
    period: Period
    served_by: tuple[str, ...]

    @property
    def is_done(self) -> bool:
        """Whether a final session served it."""
        return bool(self.served_by)


def duties(ground: Ground, rule: Rule, first: date, last: date) -> Iterator[Duty]:
    """The rule's duties whose period ends on or after `first` and begins by `last`, while the rule is in force."""
    kind = SessionKind(_params(rule)["kind"])
    served = _served(ground, rule, kind)
    for period in periods(rule, first, last):
        for subject in _owing(ground, kind, period):
            group = subject.id if subject.type is SubjectType.GROUP else None
            yield Duty(rule.code, kind, subject, period, tuple(served.get((period.start, group), ())))


def periods(rule: Rule, first: date, last: date) -> Iterator[Period]:
    """The rule's periods that end on or after `first` and begin by `last`, while the rule is in force."""
    period = Period.containing(first, _params(rule)["unit"])
    while period.start <= last:
        if rule.on(period.end):
            yield period
        period = period.next()


def _params(rule: Rule) -> dict[str, str]:
    return rule.version[-1].params


def _owing(ground: Ground, kind: SessionKind, period: Period) -> Iterator[Subject]:
    """The branch; for 支委会 if it has a committee in the period, for 党小组会 each group that has members in it."""
    day = min(period.end, ground.as_of)
    if kind is not SessionKind.GROUP_MEETING:
        if kind is not SessionKind.COMMITTEE_MEETING or ground.has_committee(day):
            yield branch_subject(ground)
        return
    peopled = {one.person.group for one in ground.roster.members(day)}
    for group in ground.record.groups:
        if group.id in peopled:
            yield Subject(type=SubjectType.GROUP, id=group.id, name=group.name)


def _served(ground: Ground, rule: Rule, kind: SessionKind) -> dict[tuple[date, str | None], list[str]]:
    """Session ids by the start of the period they served, and their group."""
    served: dict[tuple[date, str | None], list[str]] = {}
    for session in ground.sessions:
        if session.kind is kind:
            served.setdefault((_start_served(rule, session), session.group), []).append(session.id)
    return served


def _start_served(rule: Rule, session: Session) -> date:
    if _params(rule).get("by_for_year"):
        return date(session.year_served, 1, 1)
    return Period.containing(session.held_on, _params(rule)["unit"]).start
