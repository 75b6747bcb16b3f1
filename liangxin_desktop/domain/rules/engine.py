"""Runs the rules over a record: one function for each rule, told what to look at, yielding findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from liangxin_desktop.domain.findings import CheckReport, Finding, SetAside, Severity, Subject, SubjectType
from liangxin_desktop.domain.overrides import Override
from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.pipeline.person import Pipeline, pipelines_of
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.roster import Attendance, Roster, Standing
from liangxin_desktop.domain.rules.rulebook import Rule, RuleBook, RuleVersion
from liangxin_desktop.domain.sessions import Session

BRANCH_ID = "branch"

RuleFunction = Callable[["Case"], Iterable[Finding]]
REGISTRY: dict[str, RuleFunction] = {}


def rule(*codes: str) -> Callable[[RuleFunction], RuleFunction]:
    """Register the function that judges the rule, or several that differ only in their data."""

    def register(function: RuleFunction) -> RuleFunction:
        for code in codes:
            if code in REGISTRY:
                raise ValueError(f"{code} is registered twice")
            REGISTRY[code] = function
        return function

    return register


@dataclass(frozen=True)
class Ground:
    """What every rule stands on: the record, the days it is told from, and what was worked out once."""

    record: BranchRecord
    as_of: date
    since: date
    book: RuleBook
    roster: Roster = field(repr=False)

    @cached_property
    def sessions(self) -> list[Session]:
        """Final sessions held up to `as_of`, by date. `load_record(since)` may have left older ones out."""
        held = (one for one in self.record.sessions if one.is_final and one.held_on <= self.as_of)
        return sorted(held, key=lambda one: (one.starts_at, one.id))

    @cached_property
    def attendance(self) -> dict[str, Attendance]:
        """Attendance by session id, of the sessions in the window."""
        return {one.id: self.roster.attendance(one) for one in self.in_window}

    @cached_property
    def in_window(self) -> list[Session]:
        """Final sessions held in `since` … `as_of`."""
        return [one for one in self.sessions if self.since <= one.held_on]

    @cached_property
    def pipelines(self) -> dict[str, Pipeline]:
        """Everybody in the record by id, with the steps and assessments up to `as_of`."""
        return pipelines_of(self.record, self.as_of)

    def has_committee(self, day: date) -> bool:
        """Whether the leadership counts enough seats that day to be a committee (支部条例 20)."""
        least: int = self.book["org.committee-required"].version[-1].params["least"]
        return len(self.roster.committee(day)) >= least


@dataclass(frozen=True)
class Case:
    """One rule before one ground: makes the findings of that rule."""

    ground: Ground
    rule: Rule

    def version(self, day: date) -> RuleVersion | None:
        """The rule's version in force that day."""
        return self.rule.on(day)

    def notice_from(self, due_on: date) -> date:
        """The first day on which the duty is said to fall due."""
        return due_on - timedelta(days=self.rule.notice_days)

    def finding(
        self,
        subject: Subject,
        day: date,
        *,
        case: str = "broken",
        severity: Severity | None = None,
        period: str | None = None,
        dated: bool = True,
        words: Mapping[str, object] | None = None,
    ) -> Iterator[Finding]:
        """One finding of this rule about `day`, in the rule's own words; none where the rule was not in force.

        `dated` is false for how things stand, which has no limit of its own.
        """
        version = self.version(day)
        if version is None:
            return
        yield Finding(
            code=self.rule.code,
            severity=severity or self.rule.severity,
            subject=subject,
            period=period,
            due_on=day if dated else None,
            basis=version.basis,
            message=self.rule.messages[case].format(**{"subject": subject.name, **(words or {})}),
        )

    def duty(self, subject: Subject, period: Period) -> Iterator[Finding]:
        """A duty that nobody did in its period: overdue after the last day, due within the notice window before."""
        if period.end < self.ground.as_of:
            yield from self.finding(subject, period.end, period=str(period), words={"when": period.title})
        elif self.notice_from(period.end) <= self.ground.as_of:
            yield from self.finding(
                subject,
                period.end,
                case="due",
                severity=Severity.DUE,
                period=str(period),
                words={"when": period.title},
            )


def ground_of(record: BranchRecord, book: RuleBook, *, as_of: date, since: date | None = None) -> Ground:
    """The ground for a record told from `as_of`; `since` is by default 1 January, and never before it was set up."""
    start = since or date(as_of.year, 1, 1)
    if record.branch.established_on:
        start = max(start, record.branch.established_on)
    return Ground(record, as_of, start, book, Roster.of(record))


def check(record: BranchRecord, book: RuleBook, *, as_of: date, since: date | None = None) -> CheckReport:
    """Judge the record as told from `as_of`, over `since` … `as_of`; findings come sorted."""
    return check_ground(ground_of(record, book, as_of=as_of, since=since))


def check_ground(ground: Ground) -> CheckReport:
    """Judge what stands on this ground."""
    record, book = ground.record, ground.book
    findings = [finding for found in book.rules.values() if found.enabled for finding in _judge(ground, found)]
    aside = [_set_aside(finding, record.overrides) for finding in findings]
    return CheckReport(
        as_of=ground.as_of,
        since=ground.since,
        branch=record.branch.name,
        findings=tuple(sorted(aside, key=lambda finding: finding.order)),
    )


def _judge(ground: Ground, found: Rule) -> Iterable[Finding]:
    judge = REGISTRY.get(found.code)
    return judge(Case(ground, found)) if judge else ()


def _set_aside(finding: Finding, overrides: Iterable[Override]) -> Finding:
    """The finding, as information where the branch set it aside in writing."""
    for override in overrides:
        if _applies(override, finding):
            aside = SetAside(reason=override.reason, by=override.by, at=override.at, severity=finding.severity)
            changed: Finding = finding.but(severity=Severity.INFO, override=aside)
            return changed
    return finding


def _applies(override: Override, finding: Finding) -> bool:
    return (
        override.code == finding.code
        and override.subject in (None, finding.subject.id)
        and override.period in (None, finding.period)
    )


def branch_subject(ground: Ground) -> Subject:
    """The branch as a finding's subject."""
    return Subject(type=SubjectType.BRANCH, id=BRANCH_ID, name=ground.record.branch.name)


def person_subject(standing: Standing) -> Subject:
    """A person as a finding's subject."""
    return Subject(type=SubjectType.PERSON, id=standing.person.id, name=standing.person.name)


def session_subject(ground: Ground, session: Session) -> Subject:
    """A session as a finding's subject: its kind, its group if it has one, and its day."""
    kind = ground.book.labels["session_kind"][session.kind]
    group = next((one.name for one in ground.record.groups if one.id == session.group), "")
    day = session.held_on
    return Subject(type=SubjectType.SESSION, id=session.id, name=f"{day.month}月{day.day}日{group}{kind}")
