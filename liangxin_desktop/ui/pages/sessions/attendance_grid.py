"""The members' sums and, beside them, their marks by session: two views of one table that scroll down together."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from liangxin_desktop.services.attendance import AttendanceStatistics, MemberRow
from liangxin_desktop.ui.models.attendance import GROUP, NOTE, SUM_WIDTHS, attendance_model
from liangxin_desktop.ui.models.table import SortFilter
from liangxin_desktop.ui.theme import current
from liangxin_desktop.ui.widgets.table import TableView

_ROW, _HEAD, _MARK = 30, 44, 54
_MOST = 0.6
"""Of the width for the sums; where they need more, the group is left out."""


class AttendanceGrid(QWidget):
    """One period's table. `session_wanted(id)` on double click or Enter in a session's column."""

    session_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sums = _Pane("出席统计")
        self.marks = _MarksPane("逐次出席情况")
        self._told: AttendanceStatistics | None = None
        self._proxy: SortFilter[MemberRow] | None = None
        self._under_sums = QWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.sums, 1)
        left.addWidget(self._under_sums)
        self._under_sums.setFixedHeight(0)
        self.sums.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left)
        row.addWidget(self.marks, 1)

    def _connect(self) -> None:
        self.sums.verticalScrollBar().valueChanged.connect(self.marks.verticalScrollBar().setValue)
        self.marks.verticalScrollBar().valueChanged.connect(self.sums.verticalScrollBar().setValue)
        self.marks.horizontalScrollBar().rangeChanged.connect(self._make_room)
        self.marks.opened.connect(self._open)

    def show_table(self, told: AttendanceStatistics) -> None:
        """Show a period, the members in the order of the roster."""
        self._told = told
        model = attendance_model(told)
        proxy = SortFilter(model)
        self.sums.set_model(proxy, SUM_WIDTHS, -1)
        self.marks.set_model(proxy, [0] * len(SUM_WIDTHS) + [_MARK] * len(told.columns), -1)
        self.marks.setSelectionModel(self.sums.selectionModel())
        self._proxy = proxy
        model.set_rows(told.rows)
        self._choose_columns(told)

    def _choose_columns(self, told: AttendanceStatistics) -> None:
        sums = [place for place in range(len(SUM_WIDTHS)) if place != NOTE or told.flagged]
        if sum(current().px(SUM_WIDTHS[place]) for place in sums) > self.width() * _MOST:
            sums.remove(GROUP)
        for place in range(len(SUM_WIDTHS) + len(told.columns)):
            self.sums.setColumnHidden(place, place not in sums)
            self.marks.setColumnHidden(place, place < len(SUM_WIDTHS))
        self.sums.setFixedWidth(sum(current().px(SUM_WIDTHS[place]) for place in sums) + 2)
        self.sums.fit()
        self.marks.fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._told is not None:
            self._choose_columns(self._told)

    def _make_room(self, _least: int, most: int) -> None:
        """Both views end at the same line, also where only one has a scroll bar below."""
        self._under_sums.setFixedHeight(self.marks.horizontalScrollBar().sizeHint().height() if most else 0)

    def _open(self, index: QModelIndex) -> None:
        place = index.column() - len(SUM_WIDTHS)
        if self._told is not None and 0 <= place < len(self._told.columns):
            self.session_wanted.emit(self._told.columns[place].id)


class _Pane(TableView):
    """Low rows under a head of two lines."""

    def fit(self) -> None:
        """Give rows, columns and head their sizes."""
        self._share()

    @override
    def _share(self) -> None:
        super()._share()
        self.verticalHeader().setDefaultSectionSize(current().px(_ROW))
        self.horizontalHeader().setFixedHeight(current().px(_HEAD))


class _MarksPane(_Pane):
    """Columns of one width, however many there are; they scroll sideways inside the view."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollMode(TableView.ScrollMode.ScrollPerPixel)
        self.setSortingEnabled(False)
        self.setCornerWidget(QWidget())

    @override
    def _share(self) -> None:
        super()._share()
        for place in range(len(SUM_WIDTHS), self.model().columnCount() if self.model() else 0):
            self.setColumnWidth(place, current().px(_MARK))
