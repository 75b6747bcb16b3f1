"""What is coming: sessions still owed and duties falling due, each with its day, and without any person's name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from liangxin_desktop.domain.findings import CheckReport, Finding, Severity, SubjectType
from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.rules import DUTY_RULES, Duty, Ground, Rule, check_ground, duties
from liangxin_desktop.domain.sessions import SessionKind


@dataclass(frozen=True)
class Coming:
    """One duty: by which day, what by its rule's title, whose (a group's name, or empty), on what ground.

    `key` names the same duty at any time; `day` is the planned day, `due_on` the last one. `people` is how many people
    it is about, 0 where it is about the branch or a group.
    """

    key: tuple[str, str, str]
    day: date
    due_on: date
    title: str
    group: str
    period: str
    basis: str
    people: int = 0


def coming(ground: Ground, last: date) -> tuple[Coming, ...]:
    """Everything from the ground's day up to `last`, in the order of days."""
    found = [*_sessions_owed(ground, last), *_falling_due(ground, check_ground(ground), last)]
    return tuple(sorted(found, key=lambda one: (one.day, one.due_on)))


def open_duties(ground: Ground, rule: Rule, first: date, last: date) -> Iterator[Duty]:
    """The rule's sessions still to be held in periods that end in `first` … `last`, unless set aside in writing."""
    if rule.enabled:
        for duty in duties(ground, rule, first, last):
            if not duty.is_done and duty.period.end <= last and not _is_set_aside(ground, duty):
                yield duty


def planned_day(ground: Ground, duty: Duty) -> date:
    """The branch's fixed theme day where it is one and still to come, else the last day of the period."""
    fixed = theme_day(ground, duty.period)
    if duty.kind is SessionKind.THEME_DAY and fixed is not None and fixed >= ground.as_of:
        return fixed
    return duty.period.end


def theme_day(ground: Ground, month: Period) -> date | None:
    """The branch's fixed day in the month, clamped to its end; None where it has none."""
    fixed = ground.record.branch.theme_day
    return None if fixed is None else month.start.replace(day=min(fixed, month.end.day))


def _sessions_owed(ground: Ground, last: date) -> Iterator[Coming]:
    for code in DUTY_RULES:
        rule = ground.book[code]
        for duty in open_duties(ground, rule, ground.as_of, last):
            version = rule.on(duty.period.end)
            yield Coming(
                key=(code, duty.subject.id, str(duty.period)),
                day=planned_day(ground, duty),
                due_on=duty.period.end,
                title=rule.title,
                group=duty.subject.name if duty.subject.type is SubjectType.GROUP else "",
                period=duty.period.title,
                basis=version.basis if version else "",
            )


def _falling_due(ground: Ground, report: CheckReport, last: date) -> Iterator[Coming]:
    """The other findings that fall due; those of one rule and day about people are counted as one."""
    together: dict[tuple[str, str, date], list[Finding]] = {}
    for one in report.findings:
        if one.severity is Severity.DUE and one.code not in DUTY_RULES and one.due_on and one.due_on <= last:
            about = "people" if one.subject.type is SubjectType.PERSON else one.subject.id
            together.setdefault((one.code, about, one.due_on), []).append(one)
    for (code, about, due_on), found in together.items():
        yield Coming(
            key=(code, about, due_on.isoformat()),
            day=due_on,
            due_on=due_on,
            title=ground.book[code].title,
            group="",
            period="",
            basis=found[0].basis,
            people=len(found) if about == "people" else 0,
        )


def _is_set_aside(ground: Ground, duty: Duty) -> bool:
    return any(
        one.code == duty.code and one.subject in (None, duty.subject.id) and one.period in (None, str(duty.period))
        for one in ground.record.overrides
    )
