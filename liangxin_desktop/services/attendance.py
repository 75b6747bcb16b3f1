"""出席统计: who was due, who came, who is to be asked after, and hours of study; on screen and as a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from liangxin_desktop.domain.attendance import (
    AttendanceTable,
    Mark,
    MemberAttendance,
    MissedMonths,
    attendance_table,
    sessions_from,
)
from liangxin_desktop.domain.life_return import title_of
from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.roster import Roster
from liangxin_desktop.domain.rules import RuleBook
from liangxin_desktop.services.partial_record import record_with
from liangxin_desktop.services.wording import labels
from liangxin_desktop.services.workspace import Workspace

_TITLES = ("姓名", "党小组", "应到", "实到", "请假", "缺席", "出席率", "全年学时", "应达学时", "提示")
_LINES = ("日期", "类型", "主题", "应到", "实到", "请假", "缺席", "出席率", "请假名单", "缺席名单")


@dataclass(frozen=True)
class SittingColumn:
    """One session of the grid: its id and day, its kind as short as a column's head and whole, and who missed it."""

    id: str
    day: date
    short: str
    title: str
    topic: str
    due: int
    present: int
    on_leave: tuple[str, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True)
class MemberRow:
    """One member of the grid. `rate` is 0 … 1, None where never due; `note` says which months in a row
    were missed, for the branch to look into.
    """

    id: str
    name: str
    group: str
    due: int
    present: int
    leave: int
    absent: int
    rate: float | None
    hours: float
    hours_due: int
    note: str
    marks: tuple[Mark | None, ...]


@dataclass(frozen=True)
class AttendanceStatistics:
    """The period's attendance by member and by session. `marks` of each row follow the columns."""

    period: Period
    columns: tuple[SittingColumn, ...]
    rows: tuple[MemberRow, ...]

    @property
    def rate(self) -> float | None:
        """Present of due over all, 0 … 1; None where nobody was due."""
        due = sum(one.due for one in self.rows)
        return sum(one.present for one in self.rows) / due if due else None

    @property
    def flagged(self) -> int:
        """About how many members the branch should ask."""
        return sum(bool(one.note) for one in self.rows)


def attendance_statistics(workspace: Workspace, period: Period) -> AttendanceStatistics:
    """The period's attendance as it stands today."""
    year_end = date(period.start.year, 12, 31)
    with workspace.begin() as work:
        book = workspace.book(work)
        record = record_with(work, work.sessions.between(sessions_from(period, book.limits), year_end))
    return statistics_of(record, book, period, as_of=workspace.today)


def statistics_of(record: BranchRecord, book: RuleBook, period: Period, *, as_of: date) -> AttendanceStatistics:
    """The same for a record at hand, which holds the sessions from `sessions_from` on."""
    roster = Roster.of(record)
    table = attendance_table(roster, record.sessions, period, book.limits, as_of=as_of)
    groups = {one.id: one.name for one in record.groups}
    return AttendanceStatistics(
        period=period,
        columns=_columns(table, record, book, roster),
        rows=tuple(_row(one, groups) for one in table.members),
    )


def _columns(table: AttendanceTable, record: BranchRecord, book: RuleBook, roster: Roster) -> tuple[SittingColumn, ...]:
    short = book.labels["session_kind_short"]
    return tuple(
        SittingColumn(
            id=one.session.id,
            day=one.session.held_on,
            short=short[one.session.kind],
            title=title_of(record, book, one.session),
            topic=" ".join((one.session.topic or "").split()),
            due=len(one.attendance.due),
            present=len(one.attendance.present),
            on_leave=tuple(roster.name(person) for person in one.attendance.leave),
            absent=tuple(roster.name(person) for person in one.attendance.absent),
        )
        for one in table.sittings
    )


def _row(one: MemberAttendance, groups: dict[str, str]) -> MemberRow:
    person = one.standing.person
    return MemberRow(
        id=person.id,
        name=person.name,
        group=groups.get(person.group or "", ""),
        due=one.due,
        present=one.count(Mark.PRESENT),
        leave=one.count(Mark.LEAVE),
        absent=one.count(Mark.ABSENT),
        rate=one.rate,
        hours=one.hours,
        hours_due=one.hours_due,
        note=_note(one.missed),
        marks=one.marks,
    )


def _note(missed: MissedMonths | None) -> str:
    if missed is None:
        return ""
    first, last = missed.first.title, missed.last.title
    if missed.first.start.year == missed.last.start.year:
        last = last.removeprefix(f"{missed.last.start.year}年")
    return f"{first}至{last}未参加"


def export_attendance(workspace: Workspace, period: Period, path: Path) -> str:
    """Write the period's members, grid and sessions to an `.xlsx`; says what was written.

    Raises LiangxinError when the place takes no file.
    """
    from liangxin_desktop.exchange.sheets import Sheet, write_book

    told = attendance_statistics(workspace, period)
    signs = labels()["attendance_sign"]
    heads = ["姓名", *(f"{one.day.month}.{one.day.day}{one.short}" for one in told.columns)]
    grid = [[row.name, *(signs[mark] if mark else None for mark in row.marks)] for row in told.rows]
    legend = "　".join(f"{signs[mark]} {word}" for mark, word in labels()["attendance_mark"].items())
    grid.append([f"{legend}　空白为不应到", *(None for _ in told.columns)])
    sheets = [
        Sheet(f"{period}出席统计", _TITLES, [_member_cells(row) for row in told.rows]),
        Sheet("逐次签到", heads, grid),
        Sheet("逐次人数", _LINES, [_session_cells(one) for one in told.columns]),
    ]
    write_book(path, sheets)
    return f"{len(told.rows)}人，{len(told.columns)}次"


def _member_cells(row: MemberRow) -> list[Any]:
    counts = [row.due, row.present, row.leave, row.absent]
    return [row.name, row.group, *counts, percent(row.rate), row.hours, row.hours_due, flag_of(row)]


def _session_cells(one: SittingColumn) -> list[Any]:
    rate = one.present / one.due if one.due else None
    counts = [one.due, one.present, len(one.on_leave), len(one.absent), percent(rate)]
    return [one.day, one.title, one.topic, *counts, "、".join(one.on_leave), "、".join(one.absent)]


def flag_of(row: MemberRow) -> str:
    """What is said of a member whom the branch should ask after; empty for the others."""
    return f"请支部了解情况：{row.note}" if row.note else ""


def percent(rate: float | None) -> str:
    """A rate with one decimal, 100% plain and never rounded up to it; empty where nobody was due."""
    if rate is None:
        return ""
    return "100%" if rate >= 1 else f"{min(round(rate * 1000), 999) / 10}%"
