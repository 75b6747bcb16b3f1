"""Compiles 组织生活季度报表: what was held in the quarter against what had to be, attendance, the four haves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from liangxin_desktop.domain.findings import CheckReport, Finding, Severity
from liangxin_desktop.domain.periods import Period, periods_ending_in
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.returns import KindFigures, LifeFigures, LifeRow
from liangxin_desktop.domain.roster import Attendance, Roster
from liangxin_desktop.domain.rules.life import lacking
from liangxin_desktop.domain.rules.rulebook import RuleBook
from liangxin_desktop.domain.sessions import Session, SessionKind

_RULE_OF = {
    SessionKind.MEMBER_MEETING: "life.member-meeting",
    SessionKind.COMMITTEE_MEETING: "life.committee-meeting",
    SessionKind.GROUP_MEETING: "life.group-meeting",
    SessionKind.LECTURE: "life.lecture",
    SessionKind.THEME_DAY: "life.theme-day",
}
"""The kinds that the quarterly form always lists, in its order; others are added when they were held."""


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


def compile_life(
    record: BranchRecord, book: RuleBook, report: CheckReport, period: Period, *, compiled_on: date
) -> LifeCompilation:
    """The quarter as told from `compiled_on`; `report` is what the rules say over the period up to that day."""
    roster = Roster.of(record)
    held = _held_in(record, roster, period, compiled_on)
    last = min(period.end, compiled_on)
    kinds = tuple(_figures_by_kind(record, book, roster, report, period, held))
    return LifeCompilation(
        figures=LifeFigures(
            kinds=kinds,
            total=_total(kinds),
            members=len(roster.members(last)),
            full_members=len(roster.full_members(last)),
        ),
        rows=tuple(_row(record, book, one) for one in held),
        findings=tuple(_findings_of(report, period)),
    )


def _held_in(record: BranchRecord, roster: Roster, period: Period, compiled_on: date) -> list[_Held]:
    sessions = [one for one in record.sessions if one.is_final and one.held_on in period and one.held_on <= compiled_on]
    sessions.sort(key=lambda one: (one.starts_at, one.id))
    return [_Held(one, roster.attendance(one), lacking(one)) for one in sessions]


def _figures_by_kind(
    record: BranchRecord,
    book: RuleBook,
    roster: Roster,
    report: CheckReport,
    period: Period,
    held: Sequence[_Held],
) -> list[KindFigures]:
    figures = []
    for kind in SessionKind:
        of_kind = [one for one in held if one.session.kind is kind]
        required = _required(record, book, roster, period, kind)
        if of_kind or (kind in _RULE_OF and required != 0):
            figures.append(_figures(book, kind, of_kind, required, _missing(report, period, kind)))
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


def _total(kinds: Sequence[KindFigures]) -> KindFigures:
    sums = {
        name: sum(getattr(one, name) for one in kinds) for name in ("held", "due", "present", "complete", "missing")
    }
    return KindFigures(kind="total", title="合计", required=sum(one.required or 0 for one in kinds), **sums)


def _required(record: BranchRecord, book: RuleBook, roster: Roster, period: Period, kind: SessionKind) -> int | None:
    """How many sessions of the kind the rules ask for in the period; None where no rule does."""
    rule = book.rules.get(_RULE_OF.get(kind, ""))
    version = rule.on(period.end) if rule and rule.enabled else None
    if version is None:
        return None
    first = max(period.start, record.branch.established_on or period.start)
    times = len(list(periods_ending_in(first, period.end, version.params["unit"])))
    if kind is SessionKind.COMMITTEE_MEETING:
        least: int = book["org.committee-required"].version[-1].params["least"]
        return times if len(roster.committee(period.end)) >= least else 0
    if kind is SessionKind.GROUP_MEETING:
        return times * len({one.person.group for one in roster.members(period.end) if one.person.group})
    return times


def _missing(report: CheckReport, period: Period, kind: SessionKind) -> int:
    code = _RULE_OF.get(kind)
    return sum(one.code == code for one in _findings_of(report, period))


def _findings_of(report: CheckReport, period: Period) -> list[Finding]:
    """The findings on organizational life whose limit or session lies in the period, but for what is not late yet."""
    return [
        one
        for one in report.findings
        if one.code.startswith("life.") and one.due_on and one.due_on in period and one.severity is not Severity.DUE
    ]


def _row(record: BranchRecord, book: RuleBook, one: _Held) -> LifeRow:
    session = one.session
    labels = book.labels["four_haves"]
    return LifeRow(
        id=session.id,
        held_on=session.held_on,
        kind=session.kind,
        title=title_of(record, book, session),
        topic=(session.topic or "").strip(),
        due=len(one.attendance.due),
        present=len(one.attendance.present),
        lacks=tuple(labels[name] for name in one.lacks),
        remarks=tuple(_remarks(book, session)),
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
