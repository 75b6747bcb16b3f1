"""The list on the left of a page: records of two or three lines, the chosen one marked by a bar and a tint.

records = RecordList("组织生活")
records.set_records([Record(s.id, (Line("支部党员大会", "11-18 14:00"), Line("讨论接收陈立为预备党员"),
                                   Line("出席 28/31", "已定稿", "ok"))) for s in sessions])
records.chosen.connect(self._show)          # the record's key
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from liangxin_desktop.ui.theme import Tone, current
from liangxin_desktop.ui.widgets.painting import draw_hairline, draw_line, draw_pill, draw_ring, pill_size

Index = QModelIndex | QPersistentModelIndex
_RECORD = Qt.ItemDataRole.UserRole + 1
_PAD_X, _PAD_Y, _LINE = 14, 10, 22


@dataclass(frozen=True)
class Line:
    """One line of a record: text at the left, a word at the right, which with a tone is a pill."""

    left: str
    right: str = ""
    tone: Tone | None = None


@dataclass(frozen=True)
class Record:
    """A record in the list: its key and its lines; the first line is bold, the last muted unless it is `plain`.

    One that is `past` is muted as a whole.
    """

    key: Hashable
    lines: tuple[Line, ...]
    plain: bool = False
    past: bool = False


class RecordList(QListView):
    """Records one below another; the arrow keys move, Enter or a double click opens."""

    chosen = Signal(object)
    """The key of the record now current."""
    opened = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._records = _Records()
        self.setAccessibleName(name)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setModel(self._records)
        self.setItemDelegate(_Painter(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.selectionModel().selectionChanged.connect(self._choose)
        self.doubleClicked.connect(self._open)

    def set_records(self, records: Sequence[Record]) -> None:
        """Show these; the one that was current stays so, in silence, when it is still there."""
        kept = self.current_key()
        self._records.set(records)
        if kept is not None:
            self.choose(kept, silently=True)

    def current_key(self) -> Hashable | None:
        """The key of the current record, None without one."""
        chosen = self.selectionModel().selectedIndexes()
        record: Record | None = chosen[0].data(_RECORD) if chosen else None
        return record.key if record else None

    def choose(self, key: Hashable | None, *, silently: bool = False) -> bool:
        """Make a record current and bring it into sight; False when it isn't in the list."""
        index = self._records.index_of(key)
        model = self.selectionModel()
        model.blockSignals(silently)
        model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        model.blockSignals(False)
        if index.isValid():
            self.scrollTo(index)
        self.viewport().update()
        return index.isValid()

    def _choose(self, now: QItemSelection) -> None:
        if now.indexes():
            self.chosen.emit(now.indexes()[0].data(_RECORD).key)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(_RECORD).key)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            draw_ring(QPainter(self.viewport()), QRectF(self.viewport().rect()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.current_key() is None:
            self.setCurrentIndex(self._records.index(0))
            return
        super().keyPressEvent(event)


class _Records(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._all: list[Record] = []

    def set(self, records: Sequence[Record]) -> None:
        self.beginResetModel()
        self._all = list(records)
        self.endResetModel()

    def index_of(self, key: Hashable | None) -> QModelIndex:
        at = next((i for i, record in enumerate(self._all) if record.key == key), -1)
        return self.index(at) if at >= 0 else QModelIndex()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._all)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        record = self._all[index.row()]
        if role == _RECORD:
            return record
        if role == Qt.ItemDataRole.DisplayRole:
            return record.lines[0].left if record.lines else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "，".join(f"{line.left} {line.right}".strip() for line in record.lines)
        return None


class _Painter(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        lines = len(index.data(_RECORD).lines)
        return QSize(0, current().px(2 * _PAD_Y + _LINE * lines) + 1)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current()
        area = QRectF(option.rect)
        painter.save()
        self._ground(painter, area, option.state)
        record: Record = index.data(_RECORD)
        x, y = area.x() + theme.px(_PAD_X + 1), area.y() + theme.px(_PAD_Y)
        width, height = area.width() - theme.px(2 * _PAD_X), theme.px(_LINE)
        for number, line in enumerate(record.lines):
            last = number > 0 and number == len(record.lines) - 1 and not record.plain
            self._line(painter, QRectF(x, y, width, height), line, bold=number == 0, muted=last or record.past)
            y += height
        painter.restore()

    def _ground(self, painter: QPainter, area: QRectF, state: QStyle.StateFlag) -> None:
        theme = current()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(area, theme.colour("selection" if chosen else "hover" if hovered else "surface"))
        draw_hairline(painter, area)
        if chosen:
            painter.fillRect(QRectF(area.x(), area.y(), 3, area.height()), theme.colour("accent"))

    def _line(self, painter: QPainter, area: QRectF, line: Line, *, bold: bool, muted: bool) -> None:
        theme = current()
        font = theme.font(bold=bold)
        right = 0.0
        if line.tone and line.right:
            size = pill_size(line.right)
            right = min(size.width(), area.width() / 2)
            spot = QRectF(area.right() - right, area.center().y() - size.height() / 2, right, size.height())
            draw_pill(painter, spot, line.right, line.tone)
        elif line.right:
            right = QFontMetricsF(font).horizontalAdvance(line.right)
            draw_line(painter, area, line.right, font, theme.colour("muted"), Qt.AlignmentFlag.AlignRight)
        rest = area.adjusted(0, 0, -(right + theme.px(8)) if right else 0, 0)
        draw_line(painter, rest, line.left, font, theme.colour("muted" if muted else "ink"))
