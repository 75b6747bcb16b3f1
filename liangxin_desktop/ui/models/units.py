"""The register of covered units as a table: figures, what each has, and what it lacks."""

from __future__ import annotations

from liangxin_desktop.domain.units import Unit
from liangxin_desktop.services import pinyin
from liangxin_desktop.services.units import UnitLine
from liangxin_desktop.services.wording import labels
from liangxin_desktop.ui.models.table import Column, TableModel
from liangxin_desktop.ui.theme import Tone

WIDTHS = [0, 78, 78, 78, 78, 78, 150]
"""Of the columns, in pixels for 13-pixel text; 0 takes what is left."""
LEAST_FREE = 180
"""So wide the free column must be, else a column is left out."""
DISPENSABLE = (5, 4, 3, 2)
"""Columns to leave out where there is no room, the first first; what a unit lacks is told by the last one as well."""
_LACKING = {"members": "缺党员", "has_organization": "缺党组织"}


def units_model() -> TableModel[UnitLine]:
    """The declared table."""
    titles = labels()["unit_field"]
    return TableModel(
        [
            Column(titles["name"], lambda one: one.unit.name, sort=_spelt, tooltip=lambda one: one.unit.name),
            _number("employees", titles["employees"]),
            _number("members", titles["members"]),
            Column("党组织", lambda one: "有" if one.unit.has_organization else "无"),
            _mark("above_scale", titles["above_scale"]),
            _mark("key_industry", titles["key_industry"]),
            Column("差什么", lacking, sort=_gravity, tone=_tone, tooltip=_why),
        ],
        initials=lambda one: one.initials,
    )


def lacking(line: UnitLine) -> str:
    """What the unit lacks for the rates it counts in: 缺党员、缺党组织."""
    return "、".join(dict.fromkeys(_LACKING[rate.has] for rate in line.lacks))


def totals(units: list[Unit]) -> str:
    """How many units, and the people in them."""
    employees, members = sum(one.employees for one in units), sum(one.members for one in units)
    return f"共{len(units)}家，职工{employees}人，党员{members}人"


def _number(field: str, title: str) -> Column[UnitLine]:
    return Column(
        title,
        lambda one: str(getattr(one.unit, field)),
        sort=lambda one: int(getattr(one.unit, field)),
        align="right",
    )


def _mark(field: str, title: str) -> Column[UnitLine]:
    return Column(
        title, lambda one: "是" if getattr(one.unit, field) else "", sort=lambda one: not getattr(one.unit, field)
    )


def _spelt(line: UnitLine) -> str:
    return min(pinyin.full(line.unit.name), default=line.unit.name)


def _gravity(line: UnitLine) -> tuple[int, int]:
    """Those that keep most rates down first."""
    return -len(line.pulls), -len(line.lacks)


def _tone(line: UnitLine) -> Tone:
    return "warn" if line.pulls else "quiet"


def _why(line: UnitLine) -> str:
    if line.pulls:
        return f"拉低了：{'、'.join(rate.short for rate in line.pulls)}"
    return "所在的比率已达到目标" if line.lacks else ""
