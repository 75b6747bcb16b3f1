"""Those on the way as a table, for whoever prefers rows to cards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from liangxin_desktop.services import pinyin
from liangxin_desktop.services.development import Column as BoardColumn
from liangxin_desktop.services.development import StepState, Way
from liangxin_desktop.services.wording import label
from liangxin_desktop.ui.models.table import Column, TableModel
from liangxin_desktop.ui.theme import Tone

WIDTHS = [84, 100, 0, 0, 96, 64, 94]
"""Of the columns, in pixels for 13-pixel text; 0 shares what is left."""
_ORDER = list(BoardColumn)
Words = Callable[[Way], tuple[Tone, str, str]]
"""A way's pill (tone and text) and its line."""


def way_table(words: Words) -> TableModel[Way]:
    """The declared table: who, how far, what comes next, what presses."""
    return TableModel(
        [
            Column("姓名", lambda one: one.person.name, sort=lambda one: min(pinyin.full(one.person.name), default="")),
            Column("类别", lambda one: label("stage", one.stage), sort=_place),
            Column("单位", lambda one: one.person.unit or "", tooltip=lambda one: one.person.unit or ""),
            Column("眼下", lambda one: words(one)[2], tooltip=lambda one: words(one)[2]),
            Column("情况", lambda one: words(one)[1], sort=_pressing, tone=lambda one: words(one)[0]),
            Column("进度", _steps, sort=lambda one: one.progress, align="right"),
            Column("申请日期", lambda one: _day(one.steps[0].done_on)),
        ],
        initials=lambda one: pinyin.initials(one.person.name) | pinyin.full(one.person.name),
    )


def _place(way: Way) -> int:
    return _ORDER.index(way.column) if way.column else len(_ORDER)


def _pressing(way: Way) -> tuple[int, date]:
    found = way.pressing
    return (found.severity.rank, found.due_on or date.max) if found else (99, date.max)


def _steps(way: Way) -> str:
    return f"{sum(step.state is StepState.DONE for step in way.steps)}/{len(way.steps)}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
