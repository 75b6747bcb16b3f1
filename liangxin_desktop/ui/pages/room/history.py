"""历次自查: a column for each self-check, newest first, a line for each item; below, what changed."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QWidget
from typing_extensions import override

from liangxin_desktop.services.room import KeptCheck, RoomHistory
from liangxin_desktop.services.room_shelf import CheckKey
from liangxin_desktop.ui.models.room import ChecksModel
from liangxin_desktop.ui.theme import GAP, current
from liangxin_desktop.ui.widgets.basic import Button, Card, Label, LinkButton, SectionTitle, rule
from liangxin_desktop.ui.widgets.page import scrolling
from liangxin_desktop.ui.widgets.painting import draw_ring
from liangxin_desktop.ui.widgets.table import CellPainter

_COLUMN, _ROW, _TITLES, _TOLD = 128, 36, 270, 66
_FEWEST = 3
"""So many lines are always seen; a small screen scrolls to the others."""


class ChecksTable(QTableView):
    """One stop of the Tab key; left and right go from one self-check to the next, Enter opens it."""

    opened = Signal()
    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.checks = ChecksModel(self)
        self.setAccessibleName("历次自查")
        self.setModel(self.checks)
        self.setItemDelegate(CellPainter(self))
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectColumns)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            header.setHighlightSections(False)
        self.doubleClicked.connect(self.opened)
        self.selectionModel().currentColumnChanged.connect(lambda _now, _before: self.turned.emit())

    def show_history(self, history: RoomHistory) -> None:
        """Show these, the newest one chosen."""
        self.checks.set_history(history)
        theme = current()
        self.horizontalHeader().setDefaultSectionSize(theme.px(_COLUMN))
        self.horizontalHeader().setFixedHeight(theme.px(46))
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
        self.verticalHeader().setFixedWidth(theme.px(_TITLES))
        bar = self.horizontalScrollBar().sizeHint().height()
        head, rows = theme.px(46) + bar + 2, len(history.items)
        self.setMaximumHeight(head + rows * theme.px(_ROW))
        self.setMinimumHeight(head + min(rows, _FEWEST) * theme.px(_ROW))
        if history.checks:
            self.setCurrentIndex(self.checks.index(0, 0))

    def chosen(self) -> KeptCheck | None:
        """The self-check of the column chosen."""
        return self.checks.check_at(self.currentIndex().column())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            draw_ring(QPainter(self.viewport()), QRectF(self.viewport().rect()))

    def index_of(self, key: CheckKey) -> QModelIndex:
        """The head of the column of that self-check."""
        return self.checks.index(0, self.checks.column_of(key))


class HistoryView(Card):
    """The self-checks in a row. `opened(KeptCheck, KeptCheck | None)` with the one before it; `removal_wanted`."""

    opened = Signal(object, object)
    removal_wanted = Signal(object)
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("历次自查", parent)
        self._history: RoomHistory | None = None
        self.table = ChecksTable(self)
        self.line = rule(self)
        self.heading = SectionTitle("", self)
        self.told = Label("", wrap=True, parent=self)
        self.back = Button("返回", self.back_wanted.emit, parent=self)
        self.remove = LinkButton("删除这次自查", self._remove, parent=self)
        self.open_button = Button("查看这次自查", self._open, tip="Enter", parent=self)
        self._build()
        self.table.turned.connect(self._tell)
        self.table.opened.connect(self._open)

    def _build(self) -> None:
        self.body.setSpacing(GAP)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        told = scrolling(self.told)
        told.setMinimumHeight(current().px(_TOLD))
        self.body.addWidget(self.table, 20)
        self.body.addWidget(self.line)
        self.body.addWidget(self.heading)
        self.body.addWidget(told, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        foot.addWidget(self.open_button)
        self.body.addLayout(foot)

    def show_history(self, history: RoomHistory) -> None:
        """Show these, the newest chosen. Those of the six are corrected, never removed."""
        self._history, standard = history, history.standard
        self.title.setText("历次自查" if standard.is_duty else f"历次自查：{standard.preset.title}")
        self.remove.setVisible(not standard.is_duty and bool(history.checks))
        self.table.show_history(history)
        for part in (self.table, self.line, self.open_button):
            part.setVisible(bool(history.checks))
        self._tell()

    def take_focus(self) -> None:
        """Put the focus on the row of self-checks, where there are any."""
        (self.table if self._history and self._history.checks else self.back).setFocus()

    def choose(self, key: CheckKey) -> None:
        """Make a self-check the chosen one."""
        self.table.setCurrentIndex(self.table.index_of(key))

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.table, self.back, self.remove, self.open_button]

    def _tell(self) -> None:
        kept = self.table.chosen()
        if kept is None:
            self.heading.setText("还没有做过自查")
            self.told.setText("完成的自查按季度排在这里，可以前后对比。请返回，做第一次自查。")
            return
        self.heading.setText(f"{kept.quarter.title}（{kept.check.checked_on.isoformat()}）与上次相比")
        lines = ("这是第一次自查。",) if kept.changes is None else kept.changes or ("没有变化。",)
        self.told.setText("\n".join(lines))

    def _remove(self) -> None:
        kept = self.table.chosen()
        if kept is not None:
            self.removal_wanted.emit(kept)

    def _open(self) -> None:
        kept = self.table.chosen()
        if kept is None or self._history is None:
            return
        checks = self._history.checks
        at = checks.index(kept)
        self.opened.emit(kept, checks[at + 1] if at + 1 < len(checks) else None)
