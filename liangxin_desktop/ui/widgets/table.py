"""A flat table: no grid, hairlines between rows, pills where the model gives a tone, sorted by a click on the head."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget
from typing_extensions import override

from liangxin_desktop.ui.models.table import TONE_ROLE
from liangxin_desktop.ui.theme import current
from liangxin_desktop.ui.widgets.painting import draw_hairline, draw_pill, draw_ring, pill_size

Index = QModelIndex | QPersistentModelIndex


class TableView(QTableView):
    """A table of whole rows. `opened(index)` on double click or Enter; `picked(index)` when another row is chosen.

    `view.set_model(proxy, widths=[90, 60, 0])`: widths in pixels for 13-pixel text; 0 shares what is left.
    """

    opened = Signal(QModelIndex)
    picked = Signal(QModelIndex)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._widths: list[int] = []
        self._build()

    def _build(self) -> None:
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setItemDelegate(CellPainter(self))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(24)
        self.doubleClicked.connect(self.opened)

    def set_model(self, model: QAbstractItemModel, widths: list[int], sorted_by: int = 0) -> None:
        """Show a model, sorted by a column at first (-1: as given)."""
        self.setModel(model)
        self._widths = widths
        self.sortByColumn(sorted_by, Qt.SortOrder.AscendingOrder)
        self.selectionModel().selectionChanged.connect(self._pick)
        self._share()

    def show_columns(self, shown: Collection[int]) -> None:
        """Show only these columns, such as those there is room for; the others keep their width for later."""
        for column in range(len(self._widths)):
            self.setColumnHidden(column, column not in shown)
        self._share()

    def pick(self, index: QModelIndex) -> None:
        """Make a row current and bring it into sight."""
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def _pick(self, now: QItemSelection) -> None:
        if now.indexes():
            self.picked.emit(now.indexes()[0])

    def _share(self) -> None:
        """Give each column its width, and the rest to those of 0; too little room shrinks all alike."""
        theme = current()
        self.verticalHeader().setDefaultSectionSize(theme.px(38))
        shown = {at: theme.px(width) for at, width in enumerate(self._widths) if not self.isColumnHidden(at)}
        room, free = self.viewport().width(), list(shown.values()).count(0)
        least = sum(shown.values()) + free * theme.px(90)
        factor = min(1.0, room / least) if least else 1.0
        rest = (room - sum(int(w * factor) for w in shown.values())) // free if free else 0
        for column, width in shown.items():
            self.setColumnWidth(column, int(width * factor) if width else rest)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.model() is not None:
            self._share()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            draw_ring(QPainter(self.viewport()), QRectF(self.viewport().rect()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not self.selectionModel().hasSelection():
            self.selectRow(0)
            return
        super().keyPressEvent(event)


class YieldingTable(TableView):
    """Leaves out, one after another, the columns there is no room for.

    `widths` as for `set_model`, one of them 0; `dispensable` are the columns that may go, the first first; so wide
    must the free one be.
    """

    def __init__(
        self, name: str, widths: Sequence[int], dispensable: Sequence[int], least_free: int, parent: QWidget
    ) -> None:
        super().__init__(name, parent)
        self._wanted, self._dispensable, self._least_free = tuple(widths), tuple(dispensable), least_free

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        theme, room = current(), self.viewport().width()
        shown = set(range(len(self._wanted)))
        for column in self._dispensable:
            if sum(theme.px(self._wanted[at] or self._least_free) for at in shown) <= room:
                break
            shown.discard(column)
        if {at for at in range(len(self._wanted)) if not self.isColumnHidden(at)} != shown:
            self.show_columns(shown)
            self.horizontalHeader().setStretchLastSection(self._wanted.index(0) not in shown)
        super().resizeEvent(event)


class CellPainter(QStyledItemDelegate):
    """Draws a cell: the row's ground, a hairline, and plain text or a pill."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(option.rect, theme.colour("selection" if chosen else "surface"))
        draw_hairline(painter, QRectF(option.rect))
        text, tone = str(index.data() or ""), index.data(TONE_ROLE)
        area = QRectF(option.rect).adjusted(theme.px(8), 0, -theme.px(8), -1)
        if tone and text:
            size = pill_size(text)
            spot = QRectF(area.x(), area.center().y() - size.height() / 2, size.width(), size.height())
            draw_pill(painter, spot, text, tone)
        else:
            painter.setFont(theme.font(bold=chosen and index.column() == 0))
            painter.setPen(theme.colour("ink"))
            align = index.data(Qt.ItemDataRole.TextAlignmentRole)
            metrics = QFontMetricsF(painter.font())
            painter.drawText(area, align, metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width()))
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), current().px(38))
