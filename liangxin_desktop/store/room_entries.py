"""The room's register as one unit of work sees it: whole, or what tells of the time since a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, func, or_, select

from liangxin_desktop.domain.room_register import EntryKind, RoomEntry
from liangxin_desktop.store.records import Records

_DAILY = (EntryKind.USE, EntryKind.POST, EntryKind.ISSUE)
"""Kinds that grow with the days; the others grow with what the branch has."""


class RoomEntries(Records[RoomEntry]):
    """Entries of the register, also by time."""

    def since(self, first: date) -> list[RoomEntry]:
        """Entries of this day or later, in order of insertion, with what older ones still tell of.

        Those are panels, films, systems and books, whenever they came, entries without a day, and of uses, posts and
        issues the last before the day.
        """
        columns = self._shape.table.c
        lasting = [kind for kind in EntryKind if kind not in _DAILY]
        undated = columns.kind.in_(_DAILY) & columns.on.is_(None)
        dated = [(columns.kind == kind) & (columns.on >= self._from(kind, first)) for kind in _DAILY]
        # Each is a place in the index, not a walk through the years.
        return [one for _, one in self._shelf.read(or_(columns.kind.in_(lasting), undated, *dated))]

    def _from(self, kind: EntryKind, first: date) -> ColumnElement[date]:
        """The last day before this one that has an entry of the kind; this one where none has."""
        columns = self._shape.table.alias().c
        last = select(func.max(columns.on)).where(columns.kind == kind, columns.on < first)
        return func.coalesce(last.scalar_subquery(), first)
