"""What stands below the title: the cards; in their place a self-check, those of the record, the register, a sheet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from liangxin_desktop.services.attachments import Incoming
from liangxin_desktop.services.room import KeptCheck, room_history
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.room.board import CardBoard
from liangxin_desktop.ui.pages.room.desk import CheckDesk
from liangxin_desktop.ui.pages.room.history import HistoryView
from liangxin_desktop.ui.pages.room.model_sheet import ModelSheetView
from liangxin_desktop.ui.pages.room.register import RegisterView
from liangxin_desktop.ui.widgets.page import scrolling


class RoomViews(QStackedWidget):
    """One of them is in front. `turned` when that changed, `came_back` when a self-check was left for the cards."""

    turned = Signal()
    came_back = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.board = CardBoard(workspace, self)
        self.desk = CheckDesk(workspace, self)
        self.history = HistoryView(self)
        self.register = RegisterView(workspace, self)
        self.model = ModelSheetView(workspace, self)
        self.cards: QScrollArea = scrolling(self.board)
        for view in (self.cards, self.desk, self.history, self.register, self.model):
            self.addWidget(view)
        self._connect()

    def _connect(self) -> None:
        self.currentChanged.connect(lambda _at: self.turned.emit())
        self.board.fill_wanted.connect(self.fill)
        self.board.came.connect(self._take_in)
        self.board.adding.connect(self._add)
        self.board.opened.connect(self.desk.editor.form.files.open)
        self.desk.left.connect(self._come_back)
        self.history.opened.connect(self._look)
        for left in (self.history.back_wanted, self.register.back_wanted, self.model.left):
            left.connect(self.show_board)

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        views = (self.board, self.desk, self.history, self.register, self.model)
        return [stop for view in views for stop in view.stops()]

    def refresh(self) -> None:
        """Show what is in front anew, but never what is being written."""
        if self.currentWidget() is self.history:
            self.history.show_history(room_history(self._workspace, self.desk.standard))
        if self.currentWidget() is self.register:
            self.register.show_item()
        if self.currentWidget() is self.model:
            self.model.renew()

    def show_board(self) -> None:
        """The cards."""
        self.setCurrentWidget(self.cards)

    @guarded
    def show_history(self) -> None:
        """The self-checks in a row."""
        if self.desk.keep():
            self.history.show_history(room_history(self._workspace, self.desk.standard))
            self.setCurrentWidget(self.history)
            self.history.take_focus()

    @guarded
    def show_register(self) -> None:
        """The register, the item in front that was there before."""
        if self.desk.keep():
            self.register.show_item()
            self.setCurrentWidget(self.register)
            self.register.list.setFocus()

    @guarded
    def show_model(self) -> None:
        """The sheet that is handed in to be considered as a model; it tells of the six."""
        self.model.show_sheet()
        self.setCurrentWidget(self.model)
        self.model.special.setFocus()

    @guarded
    def fill(self, item: str) -> None:
        """Begin a self-check or go on with the one under way, at an item ("" is the first)."""
        if self.currentWidget() is not self.desk or self.desk.editor.locked:
            self.desk.begin(item)
            self.setCurrentWidget(self.desk)
            self.desk.editor.form.status.take_focus()

    def escape(self) -> None:
        """Back to the cards; what was written is kept."""
        front = self.currentWidget()
        if isinstance(front, CheckDesk | ModelSheetView):
            front.leave()
        else:
            self.show_board()

    def _take_in(self, item: str, files: Sequence[Incoming]) -> None:
        self.fill(item)
        self.desk.editor.form.files.add(files)

    def _add(self, item: str) -> None:
        self.fill(item)
        self.desk.editor.form.files.choose()

    def _look(self, kept: KeptCheck, before: KeptCheck | None) -> None:
        self.desk.look_at(kept, before)
        self.setCurrentWidget(self.desk)

    def _come_back(self) -> None:
        """From a self-check of the record to the row of them; else to the cards."""
        key = self.desk.looked_at()
        if key is None:
            self.show_board()
            self.came_back.emit()
        else:
            self.show_history()
            self.history.choose(key)
