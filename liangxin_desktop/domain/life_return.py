"""Compiles 组织生活季度报表: what was held in the quarter against what had to be, attendance, the four haves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from liangxin_desktop.domain.findings import Finding, Severity
from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.returns import KindFigures, LifeFigures, LifeRow
from liangxin_desktop.domain.roster import Attendance
from liangxin_desktop.domain.rules import DUTY_RULES, Duty, Ground, RuleBook, check_ground, duties
from liangxin_desktop.domain.rules.life import lacking
from liangxin_desktop.domain.sessions import Session, SessionKind

_ALWAYS = (
    SessionKind.MEMBER_MEETING,
    SessionKind.COMMITTEE_MEETING,
    SessionKind.GROUP_MEETING,
    SessionKind.LECTURE,
    SessionKind.THEME_DAY,
)
"""The kinds that the quarterly form lists whether held or not, where the branch owes them or no rule asks."""


@dataclass(frozen=True)
class _Held:
    session: Session
    attendance: Attendance
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class LifeCompilation:
    """What the return says: its figures, its rows by date, and the findings that fall in the period."""

    figures: LifeFigures
    rows: tuple[LifeRow, ...]
    findings: tuple[Finding, ...]


def compile_life(ground: Ground, period: Period) -> LifeCompilation:
    """The quarter on this ground, whose `since` is the quarter's first day and `as_of` the day of compiling."""
    held = _held_in(ground, period)
    kinds = tuple(_figures_by_kind(ground, period, held))
    last = min(period.end, ground.as_of)
    return LifeCompilation(
        figures=LifeFigures(
            kinds=kinds,
            total=total_of(kinds),
            members=len(ground.roster.members(last)),
            full_members=len(ground.roster.full_members(last)),
            heart_talks=heart_talks(ground, period),
        ),
        rows=tuple(_row(ground, one) for one in held),
        findings=findings_within(check_ground(ground).findings, period),
    )


def kind_figures(ground: Ground, period: Period) -> tuple[KindFigures, ...]:
    """The quarter's figures by kind, as its return tells them."""
    return tuple(_figures_by_kind(ground, period, _held_in(ground, period)))


def heart_talks(ground: Ground, period: Period) -> int:
    """How many 谈心谈话 were held in the period."""
    return sum(one.kind is SessionKind.HEART_TALK and one.held_on in period for one in ground.sessions)


def quarter_duties(ground: Ground, period: Period) -> list[Duty]:
    """Every session that the rules ask for within the period: those of its months, and of itself, not of its year."""
    first = max(period.start, ground.record.branch.established_on or period.start)
    rules = [ground.book[code] for code in DUTY_RULES if ground.book[code].enabled]
    owed = [one for rule in rules for one in duties(ground, rule, first, period.end)]
    return [one for one in owed if period.start <= one.period.start and one.period.end <= period.end]


def _held_in(ground: Ground, period: Period) -> list[_Held]:
    listed = (one for one in ground.sessions if one.held_on in period and one.kind is not SessionKind.HEART_TALK)
    return [_Held(one, ground.roster.attendance(one), lacking(one)) for one in listed]


def _figures_by_kind(ground: Ground, period: Period, held: Sequence[_Held]) -> list[KindFigures]:
    owed = quarter_duties(ground, period)
    asked = {ground.book[code].version[-1].params["kind"] for code in DUTY_RULES if ground.book[code].enabled}
    figures = []
    for kind in SessionKind:
        of_kind = [one for one in held if one.session.kind is kind]
        duties_of_kind = [one for one in owed if one.kind is kind]
        if of_kind or (kind in _ALWAYS and (duties_of_kind or kind not in asked)):
            required = len(duties_of_kind) if duties_of_kind or kind in asked & set(_ALWAYS) else None
            missing = sum(not one.is_done and one.period.end < ground.as_of for one in duties_of_kind)
            figures.append(_figures(ground.book, kind, of_kind, required, missing))
    return figures


def _figures(
    book: RuleBook, kind: SessionKind, held: Sequence[_Held], required: int | None, missing: int
) -> KindFigures:
    return KindFigures(
        kind=kind,
        title=book.labels["session_kind"][kind],
        required=required,
        held=len(held),
        due=sum(len(one.attendance.due) for one in held),
        present=sum(len(one.attendance.present) for one in held),
        complete=sum(not one.lacks for one in held),
        missing=missing,
    )


def total_of(kinds: Sequence[KindFigures]) -> KindFigures:
    """The sum of all kinds; what is required counts where a rule asks for the kind."""
    return KindFigures(
        kind="total", title="合计", required=sum(one.required or 0 for one in kinds), **counts_added(kinds)
    )


def counts_added(figures: Sequence[KindFigures]) -> dict[str, int]:
    """The sum of each count that every kind has."""
    names = ("held", "due", "present", "complete", "missing")
    return {name: sum(getattr(one, name) for one in figures) for name in names}


def findings_within(found: Iterable[Finding], period: Period) -> tuple[Finding, ...]:
    """The findings on organizational life whose limit or session lies in the period, but for what is not late yet."""
    return tuple(
        one
        for one in found
        if one.code.startswith("life.") and one.due_on and one.due_on in period and one.severity is not Severity.DUE
    )


def _row(ground: Ground, one: _Held) -> LifeRow:
    session = one.session
    labels = ground.book.labels["four_haves"]
    return LifeRow(
        id=session.id,
        held_on=session.held_on,
        kind=session.kind,
        title=title_of(ground.record, ground.book, session),
        topic=(session.topic or "").strip(),
        due=len(one.attendance.due),
        present=len(one.attendance.present),
        lacks=tuple(labels[name] for name in one.lacks),
        remarks=tuple(_remarks(ground.book, session)),
    )


def title_of(record: BranchRecord, book: RuleBook, session: Session) -> str:
    """The session's kind as a list names it, with its group: 党小组会（一组）."""
    kind = book.labels["session_kind"][session.kind]
    group = next((one.name for one in record.groups if one.id == session.group), None)
    return f"{kind}（{group}）" if group else kind


def is_late_entry(session: Session, book: RuleBook) -> bool:
    """Whether the record was entered so long after the session that it is marked 补录."""
    if session.entered_at is None:
        return False
    return session.entered_at.date() > session.held_on + timedelta(days=book.limits["late_entry_days"])


def _remarks(book: RuleBook, session: Session) -> list[str]:
    remarks = ["补录"] if is_late_entry(session, book) else []
    if session.votes:
        remarks.append(f"表决{len(session.votes)}项")
    return [*remarks, *session.tags[:1]]
