"""A kind's entries in the room's register as a table: the fields that are asked of it, and how many files."""

from __future__ import annotations

from datetime import date
from typing import Any

from liangxin_desktop.domain.room_register import EntryKind, RoomEntry
from liangxin_desktop.services import pinyin
from liangxin_desktop.services.room_register_form import EntryField, entry_forms
from liangxin_desktop.ui.models.table import Column, TableModel

_FILES = 60


def entry_model(kind: EntryKind) -> TableModel[RoomEntry]:
    """The declared table of a kind."""
    columns = [_column(field) for field in entry_forms()[kind].fields]
    columns.append(Column("附件", lambda one: str(len(one.attachments) or ""), sort=lambda one: len(one.attachments)))
    return TableModel(columns, initials=lambda one: pinyin.initials(one.title) | pinyin.full(one.title))


def entry_widths(kind: EntryKind) -> list[int]:
    """Of the columns, in pixels for 13-pixel text; 0 takes what is left."""
    return [*(field.width for field in entry_forms()[kind].fields), _FILES]


def _column(field: EntryField) -> Column[RoomEntry]:
    name = field.name

    def value(one: RoomEntry) -> Any:
        return getattr(one, name)

    if name in ("on", "withdrawn_on"):
        return Column(field.label, lambda one: _day(value(one)), sort=lambda one: value(one) or date.min)
    if name in ("number", "year"):
        return Column(field.label, lambda one: _number(value(one), field.unit), sort=lambda one: value(one) or 0)
    return Column(field.label, lambda one: value(one) or "", tooltip=lambda one: value(one) or "")


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _number(number: int | None, unit: str) -> str:
    return "" if number is None else f"{number} {unit}".strip()
