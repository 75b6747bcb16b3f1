"""Table models are declared: columns and rows. They format and sort, they never fetch.

model = TableModel([
    Column("姓名", lambda p: p.name),
    Column("入党时间", lambda p: day(p.admitted_on), sort=lambda p: p.admitted_on or date.max),
    Column("状态", lambda p: labels[p.stage], tone=lambda p: "ok"),
], initials=lambda p: pinyin.initials(p.name))
proxy = SortFilter(model); view.setModel(proxy); model.set_rows(people); proxy.seek("cgh")
person = proxy.row_at(view.currentIndex())
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from typing_extensions import override

from liangxin_desktop.ui.theme import Tone

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The row itself, whole."""
TONE_ROLE = Qt.ItemDataRole.UserRole + 2
"""The tone of a cell drawn as a pill; None for plain text."""
SORT_ROLE = Qt.ItemDataRole.UserRole + 3
"""What a column is sorted by."""

_ALIGNMENTS = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "centre": Qt.AlignmentFlag.AlignHCenter,
}


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its title, the text of a row in it, and, where the text isn't enough, the rest.

    `sort` gives a key comparable with the others of its column (the text without it); `tone` makes the cell a pill.
    """

    title: str
    text: Callable[[Row], str]
    sort: Callable[[Row], Any] | None = None
    align: Literal["left", "right", "centre"] = "left"
    tone: Callable[[Row], Tone | None] | None = None
    tooltip: Callable[[Row], str] | None = None


class TableModel(QAbstractTableModel, Generic[Row]):
    """Rows seen through columns. `initials` gives a row's strings of pinyin initials, for SortFilter."""

    def __init__(
        self, columns: Sequence[Column[Row]], initials: Callable[[Row], Collection[str]] | None = None
    ) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._initials = initials
        self._rows: list[Row] = []

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows. Where they are the same things (by their `id`) in the same order, views keep their place."""
        if rows and _ids(rows) == _ids(self._rows):
            self._rows = list(rows)
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self._columns) - 1))
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rows(self) -> list[Row]:
        """The rows in the order given."""
        return list(self._rows)

    def finds(self, row: Row, sought: str) -> bool:
        """Whether the text, case-folded, is a part of any cell or the beginning of the row's initials."""
        if any(sought in column.text(row).casefold() for column in self._columns):
            return True
        return self._initials is not None and any(key.startswith(sought) for key in self._initials(row))

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._columns)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENTS[self._columns[section].align] | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        reader = _READERS.get(role)
        return reader(column, row) if reader else None


def _ids(rows: Sequence[Any]) -> list[object]:
    """What the rows are, as far as they say: those without an `id` are never the same."""
    return [getattr(row, "id", object()) for row in rows]


def _tooltip(column: Column[Any], row: Any) -> str | None:
    return column.tooltip(row) if column.tooltip else None


def _tone(column: Column[Any], row: Any) -> Tone | None:
    return column.tone(row) if column.tone else None


_READERS: dict[int, Callable[[Column[Any], Any], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda column, row: column.text(row),
    Qt.ItemDataRole.AccessibleTextRole: lambda column, row: f"{column.title}：{column.text(row)}",
    Qt.ItemDataRole.ToolTipRole: _tooltip,
    Qt.ItemDataRole.TextAlignmentRole: lambda column, _row: _ALIGNMENTS[column.align] | Qt.AlignmentFlag.AlignVCenter,
    ROW_ROLE: lambda _column, row: row,
    TONE_ROLE: _tone,
    SORT_ROLE: lambda column, row: (column.sort or column.text)(row),
}


class SortFilter(QSortFilterProxyModel, Generic[Row]):
    """Sorts by the columns' keys and keeps the rows that answer what is sought; order is stable."""

    def __init__(self, model: TableModel[Row]) -> None:
        super().__init__()
        self._model = model
        self._sought = ""
        self._keep: Callable[[Row], bool] | None = None
        self.setSourceModel(model)

    def seek(self, text: str) -> None:
        """Keep the rows in which the text occurs or whose pinyin initials begin with it; empty keeps all."""
        self._sought = text.strip().casefold()
        self.invalidate()

    def keep(self, wanted: Callable[[Row], bool] | None) -> None:
        """Keep only the rows wanted, besides what is sought; None for all."""
        self._keep = wanted
        self.invalidate()

    def row_at(self, index: Index) -> Row | None:
        """The row behind an index of this proxy; None for no index."""
        found: Row | None = index.data(ROW_ROLE) if index.isValid() else None
        return found

    def index_of(self, wanted: Callable[[Row], bool]) -> QModelIndex:
        """Where the first row wanted stands now; an invalid index when it is filtered out."""
        for at in range(self.rowCount()):
            index = self.index(at, 0)
            if wanted(index.data(ROW_ROLE)):
                return index
        return QModelIndex()

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        row = self._model.index(source_row, 0).data(ROW_ROLE)
        if self._keep is not None and not self._keep(row):
            return False
        return not self._sought or self._model.finds(row, self._sought)

    @override
    def lessThan(self, source_left: Index, source_right: Index) -> bool:
        left, right = source_left.data(SORT_ROLE), source_right.data(SORT_ROLE)
        return bool(left < right)
