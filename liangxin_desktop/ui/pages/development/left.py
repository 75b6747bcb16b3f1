"""The page's left half: the board, the same people as rows, or what will stand there."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from liangxin_desktop.services.development import Board
from liangxin_desktop.ui.pages.development.board import BoardView
from liangxin_desktop.ui.pages.development.listing import ListCard
from liangxin_desktop.ui.pages.steps import Asked
from liangxin_desktop.ui.widgets.basic import Button, EmptyState

_TO_LIST = "换成名单，可筛选（Ctrl+F）"


class LeftSide(QStackedWidget):
    """`picked(id)` when another person becomes current, `opened` to work on them, `apply_wanted` on an empty board.

    `toggle` is the button for the page's head that turns from one view to the other.
    """

    picked = Signal(str)
    opened = Signal()
    apply_wanted = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board = BoardView(self)
        self.listing = ListCard(today, self)
        self._unlisted: tuple[Board, Asked, str | None] | None = None
        self.empty = EmptyState(
            "还没有人在发展党员的过程里。收到入党申请书后，从登记申请开始。",
            "登记入党申请",
            self.apply_wanted.emit,
            icon_name="trending-up",
        )
        self.toggle = Button("名单", self.turn, tip=_TO_LIST)
        for view in (self.board, self.listing, self.empty):
            self.addWidget(view)
        for source in (self.board, self.listing):
            source.picked.connect(self.picked)
            source.opened.connect(self.opened)

    def show_board(self, board: Board, asked: Asked, chosen: str | None) -> None:
        """Show everybody on the way; the rows are filled in once they are in front."""
        self.board.show_board(board, asked, chosen)
        self._unlisted = (board, asked, chosen)
        self._list()
        somebody = any(board.columns.values())
        if not somebody:
            self.setCurrentWidget(self.empty)
        elif self.currentWidget() is self.empty:
            self.setCurrentWidget(self.board)

    def choose(self, person_id: str | None) -> None:
        """Make a person current in both views, in silence."""
        self.board.choose(person_id)
        if self._unlisted is None:
            self.listing.choose(person_id)
        else:
            self._unlisted = (*self._unlisted[:2], person_id)

    def turn(self) -> None:
        """Show the rows in place of the board, or the board in place of the rows."""
        if self.currentWidget() is not self.empty:
            self.setCurrentWidget(self.board if self.is_list() else self.listing)
            self._list()
        self.toggle.setText("看板" if self.is_list() else "名单")
        self.toggle.setToolTip("换成看板" if self.is_list() else _TO_LIST)

    def _list(self) -> None:
        if self.is_list() and self._unlisted is not None:
            self.listing.show_board(*self._unlisted)
            self._unlisted = None

    def seek(self) -> None:
        """Seek somebody among the rows."""
        if not self.is_list():
            self.turn()
        self.listing.search.setFocus()

    def is_list(self) -> bool:
        """Whether the rows are in front."""
        return self.currentWidget() is self.listing

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as read."""
        if self.currentWidget() is self.empty:
            return [self.empty.button]
        return self.listing.stops() if self.is_list() else self.board.stops()

    def take_focus(self) -> None:
        """Give the keyboard to the current person."""
        if self.is_list():
            self.listing.table.setFocus()
        else:
            self.board.focus_chosen()
