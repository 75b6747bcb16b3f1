"""The room's self-checks as a table: a column for each, a row for each item."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from liangxin_desktop.domain.room import ItemStatus, PresetItem
from liangxin_desktop.services.room import KeptCheck, RoomHistory
from liangxin_desktop.services.room_shelf import CheckKey
from liangxin_desktop.services.wording import label
from liangxin_desktop.ui.models.table import TONE_ROLE
from liangxin_desktop.ui.theme import Tone

Index = QModelIndex | QPersistentModelIndex
_TONES: dict[ItemStatus, Tone] = {ItemStatus.MET: "ok", ItemStatus.PARTLY: "warn", ItemStatus.UNMET: "bad"}
_ALIGN = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ChecksModel(QAbstractTableModel):
    """How each item stood in each self-check, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[PresetItem, ...] = ()
        self._checks: tuple[KeptCheck, ...] = ()

    def set_history(self, history: RoomHistory) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._items, self._checks = history.items, history.checks
        self.endResetModel()

    def check_at(self, column: int) -> KeptCheck | None:
        """The self-check of that column."""
        return self._checks[column] if 0 <= column < len(self._checks) else None

    def column_of(self, key: CheckKey) -> int:
        """The column of the self-check of that key; the newest where it is gone."""
        return next((at for at, one in enumerate(self._checks) if one.key == key), 0)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._items)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._checks)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self._checks[index.column()].check.of(self._items[index.row()].key)
        if role == Qt.ItemDataRole.DisplayRole:
            return label("room_status", item.status) if item else "—"
        if role == TONE_ROLE:
            return _TONES[item.status] if item else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return (item.description or item.gap or "")[:200] if item else "这次没有核查"
        return int(_ALIGN) if role == Qt.ItemDataRole.TextAlignmentRole else None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_ALIGN)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self._items[section].title
        kept = self._checks[section]
        return f"{kept.quarter.title}\n{kept.check.checked_on.isoformat()}"
