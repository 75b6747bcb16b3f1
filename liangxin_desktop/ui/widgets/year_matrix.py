"""The year at a glance: kinds of organizational life by month, a dot in each cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from liangxin_desktop.ui.theme import current
from liangxin_desktop.ui.widgets.basic import Label
from liangxin_desktop.ui.widgets.painting import draw_hairline, draw_line

Index = QModelIndex | QPersistentModelIndex
_DOT = Qt.ItemDataRole.UserRole + 1
_LEAST_WIDTH, _NAME_INDENT, _SPARE = 250, 8, 6
_MONTHS, _APART = ("{}月", "{}"), 2


class Dot(StrEnum):
    """What a cell says. `MISSING` is due and not held, past or to come."""

    DONE = "done"
    PARTLY = "partly"
    MISSING = "missing"
    NONE = "none"


DOT_WORDS = {Dot.DONE: "已完成", Dot.PARTLY: "部分小组完成", Dot.MISSING: "应开未开", Dot.NONE: "无"}


class YearMatrix(QTableView):
    """Rows of kinds × 12 months. `activated_at(kind key, month)` on a click or Enter; the arrows move.

    `matrix.set_rows([("member-meeting", "党员大会", {1: Dot.DONE, 4: Dot.PARTLY})])`; months left out are `NONE`.
    """

    activated_at = Signal(str, int)

    def __init__(self, name: str = "全年组织生活一览", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = _Year()
        self.setAccessibleName(name)
        self.setModel(self._cells)
        self._build()
        self.clicked.connect(self._activate)

    def _build(self) -> None:
        self.setItemDelegate(_Dots(self))
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumSectionSize(16)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setProperty("role", "months")

    def set_rows(self, rows: Sequence[tuple[str, str, Mapping[int, Dot]]]) -> None:
        """Show these kinds: key, name, and the months' dots."""
        self._cells.set(rows)
        self.updateGeometry()
        self._share()

    @override
    def sizeHint(self) -> QSize:
        theme = current()
        return QSize(theme.px(420), theme.px(30) + theme.px(32) * self._cells.rowCount() + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(_LEAST_WIDTH), self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        theme = current()
        self.horizontalHeader().setFixedHeight(theme.px(30))
        self.verticalHeader().setDefaultSectionSize(theme.px(32))
        room = self.viewport().width()
        whole = self._cells.longest(QFontMetrics(theme.font())) + theme.px(_NAME_INDENT) + _SPARE
        name = max(min(theme.px(120), room // 4), min(whole, 2 * room // 5))
        for column in range(13):
            month = (room - name) * column // 12 - (room - name) * (column - 1) // 12
            self.setColumnWidth(column, name if column == 0 else month)
        metrics = QFontMetrics(theme.font(12, bold=True))
        fitting = [how for how in _MONTHS if metrics.horizontalAdvance(how.format(12)) + _APART <= (room - name) // 12]
        self._cells.set_months(fitting[0] if fitting else "")

    def _activate(self, index: QModelIndex) -> None:
        if index.isValid() and index.column() > 0:
            self.activated_at.emit(self._cells.key_at(index.row()), index.column())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._activate(self.currentIndex())
            return
        super().keyPressEvent(event)
        if self.currentIndex().column() == 0:
            self.setCurrentIndex(self._cells.index(self.currentIndex().row(), 1))


class _Year(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[str, str, Mapping[int, Dot]]] = []
        self._months = _MONTHS[0]

    def set_months(self, how: str) -> None:
        """How the months are written; empty where there is no room for each, then every other bare number stands."""
        if how != self._months:
            self._months = how
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 12)

    def set(self, rows: Sequence[tuple[str, str, Mapping[int, Dot]]]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def longest(self, metrics: QFontMetrics) -> int:
        """How wide the longest name is."""
        return max((metrics.horizontalAdvance(name) for _key, name, _months in self._rows), default=0)

    def key_at(self, row: int) -> str:
        return self._rows[row][0]

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else 13

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self._months or ("{}" if section % 2 else "")).format(section) if section else ""
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        _key, name, months = self._rows[index.row()]
        dot = months.get(index.column(), Dot.NONE)
        if index.column() == 0:
            return name if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
        if role == _DOT:
            return dot
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{name} {index.column()}月：{DOT_WORDS[dot]}"
        return None


class _Dots(QStyledItemDelegate):
    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current()
        area = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_hairline(painter, area)
        if index.column() == 0:
            name = area.adjusted(theme.px(_NAME_INDENT), 0, 0, 0)
            draw_line(painter, name, str(index.data()), theme.font(), theme.colour("ink"))
        else:
            if option.state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(area.adjusted(0, 0, 0, -1), theme.colour("hover"))
            draw_dot(painter, area.center(), Dot(index.data(_DOT)))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(2, 2, -2, -3), 4, 4)
        painter.restore()


def draw_dot(painter: QPainter, centre: QPointF, dot: Dot) -> None:
    """A full, a half, or a dashed empty circle; nothing for `NONE`."""
    theme = current()
    radius = theme.px(11) / 2
    circle = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.setPen(Qt.PenStyle.NoPen)
    if dot is Dot.DONE:
        painter.setBrush(theme.colour("ok.ink"))
        painter.drawEllipse(circle)
    elif dot is Dot.PARTLY:
        painter.setBrush(theme.colour("line"))
        painter.drawPie(circle, -90 * 16, 180 * 16)
        painter.setBrush(theme.colour("ok.ink"))
        painter.drawPie(circle, 90 * 16, 180 * 16)
    elif dot is Dot.MISSING:
        pen = QPen(theme.colour("bad.ink"), 1.2)
        pen.setDashPattern([2.2, 1.8])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(circle.adjusted(0.6, 0.6, -0.6, -0.6))


class MatrixLegend(QWidget):
    """What the dots mean, and a hint at the end of the line."""

    def __init__(self, hint: str = "点任一格可查看或补记", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for dot in (Dot.DONE, Dot.PARTLY, Dot.MISSING):
            row.addWidget(_DotLabel(dot, self))
            row.addWidget(Label(DOT_WORDS[dot], "label", parent=self))
            row.addSpacing(8)
        words = Label(hint, "label", parent=self)
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # the first to give way
        row.addWidget(words, 1)


class _DotLabel(QWidget):
    def __init__(self, dot: Dot, parent: QWidget) -> None:
        super().__init__(parent)
        self._dot = dot
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        side = current().px(12)
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_dot(painter, QRectF(self.rect()).center(), self._dot)
