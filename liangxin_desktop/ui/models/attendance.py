"""Attendance as a table: each member's sums first, then a column for each session."""

from __future__ import annotations

from collections.abc import Callable

from liangxin_desktop.services import pinyin
from liangxin_desktop.services.attendance import AttendanceStatistics, MemberRow, SittingColumn, flag_of, percent
from liangxin_desktop.services.wording import labels
from liangxin_desktop.ui.models.table import Column, TableModel
from liangxin_desktop.ui.theme import Tone

SUM_WIDTHS = [76, 92, 42, 42, 42, 42, 62, 74, 122]
"""Of the columns of sums, in pixels for 13-pixel text; the last one tells whom the branch should ask after."""
GROUP, NOTE = 1, len(SUM_WIDTHS) - 1
_NOTED = "请支部了解情况"


def attendance_model(told: AttendanceStatistics) -> TableModel[MemberRow]:
    """The declared table of one period: `len(SUM_WIDTHS)` columns of sums, then the sessions."""
    sessions = [_session_column(place, column) for place, column in enumerate(told.columns)]
    return TableModel([*_sums(), *sessions], initials=lambda row: pinyin.initials(row.name))


def _sums() -> list[Column[MemberRow]]:
    return [
        Column("姓名", lambda row: row.name, sort=lambda row: min(pinyin.full(row.name), default=row.name)),
        Column("党小组", lambda row: row.group),
        Column("应到", lambda row: str(row.due), sort=lambda row: row.due, align="right"),
        Column("实到", lambda row: str(row.present), sort=lambda row: row.present, align="right"),
        Column("请假", lambda row: str(row.leave), sort=lambda row: row.leave, align="right"),
        Column("缺席", lambda row: str(row.absent), sort=lambda row: row.absent, align="right"),
        Column("出席率", lambda row: percent(row.rate) or "—", sort=_rate, align="right"),
        Column("学时/应达", hours_text, sort=lambda row: row.hours - row.hours_due, align="right", tooltip=_hours_tip),
        Column("提示", _noted, sort=lambda row: not row.note, tone=_tone, tooltip=flag_of),
    ]


def hours_text(row: MemberRow) -> str:
    """Hours of study in the year, and how many the year asks for: 33.5/32."""
    return f"{row.hours:g}/{row.hours_due}"


def _hours_tip(row: MemberRow) -> str:
    left = row.hours_due - row.hours
    return f"全年学时还差 {left:g}" if left > 0 else "全年学时已达到"


def _rate(row: MemberRow) -> float:
    return 2.0 if row.rate is None else row.rate


def _noted(row: MemberRow) -> str:
    return _NOTED if row.note else ""


def _tone(row: MemberRow) -> Tone | None:
    return "warn" if row.note else None


def _session_column(place: int, column: SittingColumn) -> Column[MemberRow]:
    title = f"{column.day.month}.{column.day.day}\n{column.short}"
    return Column(title, _sign(place), align="centre", tooltip=_tip(place, column))


def _sign(place: int) -> Callable[[MemberRow], str]:
    signs = labels()["attendance_sign"]

    def text(row: MemberRow) -> str:
        mark = row.marks[place]
        return signs[mark] if mark else ""

    return text


def _tip(place: int, column: SittingColumn) -> Callable[[MemberRow], str]:
    words = labels()["attendance_mark"]

    def text(row: MemberRow) -> str:
        mark = row.marks[place]
        how = words[mark] if mark else "不应到"
        return f"{column.day.month}月{column.day.day}日 {column.title}\n{row.name}：{how}"

    return text
