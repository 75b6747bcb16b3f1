"""What the first page shows: how the quarter stands, what is to be done on what ground, and the year at a glance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from liangxin_desktop.domain.findings import CheckReport, Finding
from liangxin_desktop.domain.ledger import ReturnEntry
from liangxin_desktop.domain.life_return import quarter_duties
from liangxin_desktop.domain.periods import Period, add_months
from liangxin_desktop.domain.returns import ReturnKind
from liangxin_desktop.domain.room import ItemStatus, RoomCheck
from liangxin_desktop.domain.rules import DUTY_RULES, Duty, Ground, check_ground, duties, ground_of
from liangxin_desktop.domain.sessions import Session, SessionKind
from liangxin_desktop.services.checks import record_for_check
from liangxin_desktop.services.workspace import Workspace

_ROWS = (
    SessionKind.MEMBER_MEETING,
    SessionKind.COMMITTEE_MEETING,
    SessionKind.GROUP_MEETING,
    SessionKind.LECTURE,
    SessionKind.THEME_DAY,
    SessionKind.ORGANIZATIONAL_LIFE,
    SessionKind.DEMOCRATIC_REVIEW,
)
_TOGETHER = frozenset({"life.heart-talk"})
"""Findings about many people that the list shows as one line."""
_MONTHS_SHOWN = 12


class CellState(StrEnum):
    """A month of a kind: nothing asked, done, done by some groups, asked for and still time, or missed."""

    NONE = "none"
    DONE = "done"
    PARTLY = "partly"
    PLANNED = "planned"
    MISSED = "missed"


@dataclass(frozen=True)
class MatrixCell:
    """One month of one kind: the ids of its sessions, and the duties not done that end in it."""

    month: Period
    state: CellState
    sessions: tuple[str, ...]
    open_duties: tuple[Duty, ...]


@dataclass(frozen=True)
class MatrixRow:
    """One kind over the twelve months of the year."""

    kind: SessionKind
    title: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True)
class Workbench:
    """Everything on the first page, as of `today`. Rates are 0 … 1, None where nobody was due.

    `return_period` is the quarter whose return is next: the last one while it is not handed in, else this one.
    """

    today: date
    quarter: Period
    report: CheckReport
    tasks: tuple[tuple[Finding, ...], ...]
    required: int
    done: int
    attendance: float | None
    attendance_before: float | None
    attendance_by_month: tuple[tuple[Period, float | None], ...]
    matrix: tuple[MatrixRow, ...]
    in_pipeline: int
    room: RoomCheck | None
    return_period: Period
    return_entry: ReturnEntry | None

    @property
    def room_met(self) -> int:
        """How many of the six items the latest self-check found met."""
        items = [getattr(self.room.items, name) for name in type(self.room.items).model_fields] if self.room else []
        return sum(item is not None and item.status is ItemStatus.MET for item in items)


def workbench(workspace: Workspace) -> Workbench:
    """The first page's content by the workspace's clock."""
    today = workspace.today
    with workspace.begin() as work:
        record = record_for_check(work, today)
        ground = ground_of(record, workspace.book(work), as_of=today)
        returns = work.returns.all()
    quarter = Period.containing(today, "quarter")
    report = check_ground(ground)
    owed = quarter_duties(ground, quarter)
    return_period = _return_period(ground, returns, quarter)
    return Workbench(
        today=today,
        quarter=quarter,
        report=report,
        tasks=_tasks(report),
        required=len(owed),
        done=sum(one.is_done for one in owed),
        attendance=_rate(ground, quarter),
        attendance_before=_rate(ground, quarter.previous()),
        attendance_by_month=tuple((month, _rate(ground, month)) for month in _last_months(today)),
        matrix=_matrix(ground),
        in_pipeline=sum(_in_pipeline(ground)),
        room=max(record.room_checks, key=lambda one: one.checked_on, default=None),
        return_period=return_period,
        return_entry=_return_of(returns, return_period),
    )


def _tasks(report: CheckReport) -> tuple[tuple[Finding, ...], ...]:
    """The findings in their order; those about many people, of one rule and period, stand together."""
    lines: dict[object, list[Finding]] = {}
    for place, finding in enumerate(report.findings):
        together = (finding.code, finding.period, finding.severity) if finding.code in _TOGETHER else place
        lines.setdefault(together, []).append(finding)
    return tuple(tuple(found) for found in lines.values())


def _rate(ground: Ground, period: Period) -> float | None:
    due = present = 0
    for session in ground.sessions:
        if session.held_on in period and session.kind in _ROWS:
            attendance = ground.roster.attendance(session)
            due += len(attendance.due)
            present += len(attendance.present)
    return present / due if due else None


def _last_months(today: date) -> Iterable[Period]:
    for back in range(_MONTHS_SHOWN - 1, -1, -1):
        yield Period.containing(add_months(today, -back), "month")


def _in_pipeline(ground: Ground) -> Iterable[bool]:
    return (not one.stage.is_member and not one.person.left_on for one in ground.roster.standings.values())


def _return_of(returns: Iterable[ReturnEntry], period: Period) -> ReturnEntry | None:
    entries = [one for one in returns if (one.kind, one.period) == (ReturnKind.LIFE, str(period))]
    return max(entries, key=lambda one: one.revision, default=None)


def _return_period(ground: Ground, returns: Sequence[ReturnEntry], quarter: Period) -> Period:
    last = quarter.previous()
    held = any(session.held_on in last for session in ground.sessions)
    return last if held and _return_of(returns, last) is None else quarter


def _matrix(ground: Ground) -> tuple[MatrixRow, ...]:
    year = Period.containing(ground.as_of, "year")
    labels = ground.book.labels["session_kind"]
    return tuple(MatrixRow(kind, labels[kind], tuple(_cells(ground, year, kind))) for kind in _ROWS)


def _cells(ground: Ground, year: Period, kind: SessionKind) -> Iterable[MatrixCell]:
    held = [one for one in ground.sessions if one.kind is kind and one.held_on in year]
    still_open = [one for one in _year_duties(ground, year, kind) if not one.is_done]
    month = Period.containing(year.start, "month")
    while month.start <= year.end:
        sessions = [one for one in held if one.held_on in month]
        yield _cell(ground, month, sessions, [one for one in still_open if one.period.end == month.end])
        month = month.next()


def _cell(ground: Ground, month: Period, sessions: Sequence[Session], still_open: Sequence[Duty]) -> MatrixCell:
    if still_open:
        missed = month.end < ground.as_of
        state = CellState.PARTLY if sessions else CellState.MISSED if missed else CellState.PLANNED
    else:
        state = CellState.DONE if sessions else CellState.NONE
    return MatrixCell(month, state, tuple(one.id for one in sessions), tuple(still_open))


def _year_duties(ground: Ground, year: Period, kind: SessionKind) -> Iterable[Duty]:
    first = max(year.start, ground.record.branch.established_on or year.start)
    for code in DUTY_RULES:
        rule = ground.book[code]
        if rule.enabled and rule.version[-1].params["kind"] == kind:
            yield from duties(ground, rule, first, year.end)
