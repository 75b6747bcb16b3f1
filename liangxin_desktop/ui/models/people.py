"""The roster as a table: who, how they stand, where they work."""

from __future__ import annotations

from datetime import date

from liangxin_desktop.domain import identity_number
from liangxin_desktop.domain.people import Role, Stage
from liangxin_desktop.services import pinyin
from liangxin_desktop.services.people import PersonLine
from liangxin_desktop.services.wording import label
from liangxin_desktop.ui.models.table import Column, TableModel
from liangxin_desktop.ui.theme import Tone

WIDTHS = [86, 52, 138, 64, 84, 94, 84, 100, 100, 100, 0, 116]
"""Of the columns, in pixels for 13-pixel text; 0 takes what is left."""
LEAST_FREE = 120
"""So wide the free column must be, else a column is left out."""
DISPENSABLE = (3, 4, 11, 9, 10, 1, 2, 8, 5)
"""Columns to leave out where there is no room, the first first: 民族, 学历, 电话, 转正日期, 单位, 性别 …"""

_TONES: dict[Stage, Tone] = {
    Stage.FULL: "ok",
    Stage.PROBATIONARY: "info",
    Stage.TARGET: "warn",
    Stage.ACTIVIST: "quiet",
    Stage.APPLICANT: "quiet",
}
_STAGES, _ROLES = list(Stage), list(Role)


def people_model(today: date) -> TableModel[PersonLine]:
    """The declared table; ages are as of `today`."""
    return TableModel(
        [
            Column("姓名", lambda one: one.person.name, sort=lambda one: _spelt(one.person.name)),
            Column("性别", lambda one: label("sex", one.person.sex)),
            Column("出生日期（年龄）", lambda one: born(one, today), sort=lambda one: _day(one.person.birth_date)),
            Column("民族", lambda one: one.person.ethnicity or ""),
            Column("学历", lambda one: one.person.education or ""),
            Column("党小组", lambda one: one.group),
            Column("职务", lambda one: label("role", one.person.role), sort=_seat),
            Column("类别", category, sort=lambda one: -_STAGES.index(one.stage), tone=_tone),
            Column("入党日期", lambda one: _text(one.standing.admitted_on), sort=lambda one: _day(_admitted(one))),
            Column("转正日期", lambda one: _text(one.standing.full_on), sort=lambda one: _day(one.standing.full_on)),
            Column("单位", lambda one: one.person.unit or "", tooltip=lambda one: one.person.unit or ""),
            Column("电话", lambda one: identity_number.masked(one.person.phone or "")),
        ],
        initials=lambda one: one.initials | pinyin.full(one.person.name),
    )


def has_left(line: PersonLine, today: date) -> bool:
    """Whether the person is no longer in the branch."""
    left = line.standing.member_until or line.person.left_on
    return left is not None and left <= today


def born(line: PersonLine, today: date) -> str:
    """Date of birth with the age: 1949-12-31（76）."""
    day = line.person.birth_date
    if day is None:
        return ""
    age = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
    return f"{day.isoformat()}（{age}）"


def category(line: PersonLine) -> str:
    """正式党员, 预备党员, …, or that the person has left."""
    return "已离开" if line.person.left_on and not line.is_member else label("stage", line.stage)


def _tone(line: PersonLine) -> Tone:
    return "quiet" if line.person.left_on and not line.is_member else _TONES[line.stage]


def _seat(line: PersonLine) -> int:
    return _ROLES.index(line.person.role) if line.person.role else len(_ROLES)


def _spelt(name: str) -> str:
    return min(pinyin.full(name), default=name)


def _admitted(line: PersonLine) -> date | None:
    return line.standing.admitted_on


def _day(day: date | None) -> date:
    return day or date.max


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""
