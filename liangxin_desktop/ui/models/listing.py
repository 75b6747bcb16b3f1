"""A list of rows for views that draw them themselves: the row comes out by ROW_ROLE, its words for screen readers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from liangxin_desktop.ui.models.table import ROW_ROLE

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex


class ListModel(QAbstractListModel, Generic[Row]):
    """Rows in their order. `words` says a row aloud; rows that are not `chooseable` are passed over by the keyboard."""

    def __init__(self, words: Callable[[Row], str], chooseable: Callable[[Row], bool] = lambda _row: True) -> None:
        super().__init__()
        self._words, self._chooseable = words, chooseable
        self._rows: list[Row] = []

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rows(self) -> list[Row]:
        """The rows in the order given."""
        return list(self._rows)

    def place(self, wanted: Callable[[Row], bool]) -> QModelIndex:
        """Where the first row wanted stands; an invalid index when there is none."""
        found = next((at for at, row in enumerate(self._rows) if wanted(row)), -1)
        return self.index(found, 0) if found >= 0 else QModelIndex()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or not self._chooseable(self._rows[index.row()]):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(row)
        return row if role == ROW_ROLE else None
