"""The board: five columns of cards, from the application to this year's conversions."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from liangxin_desktop.services.development import Board, Column
from liangxin_desktop.ui.pages.development.cards import CardList, CardRow
from liangxin_desktop.ui.pages.development.wording import COLUMNS, card_words
from liangxin_desktop.ui.pages.steps import Asked
from liangxin_desktop.ui.theme import restyle
from liangxin_desktop.ui.widgets.basic import Label

_GAP = 9


class BoardColumn(QFrame):
    """One column: its name, how many, their cards."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        restyle(self, role="column")
        self.cards = CardList(title, self)
        self._count = Label("0", "muted", parent=self)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 6, 0)
        head.setSpacing(6)
        head.addWidget(Label(title, "strong", parent=self))
        head.addWidget(self._count)
        head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 12, 6, 6)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.cards, 1)

    def show_ways(self, rows: list[CardRow], chosen: str | None) -> None:
        """Show these people."""
        self._count.setText(str(len(rows)))
        self.cards.show_cards(rows, chosen)


class BoardView(QWidget):
    """`picked(id)` when a card becomes current, `opened` when it is to be worked on. Only one card is current."""

    picked = Signal(str)
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("发展党员看板")
        self._columns = {column: BoardColumn(title, self) for column, title in COLUMNS.items()}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for column in self._columns.values():
            row.addWidget(column, 1)
            column.cards.picked.connect(self._pick)
            column.cards.entered_by_key.connect(self.opened)
            column.cards.sideways.connect(lambda by, cards=column.cards: self._move(cards, by))

    def show_board(self, board: Board, asked: Asked, chosen: str | None) -> None:
        """Show the board as of its day, the chosen person's card current."""
        for column, view in self._columns.items():
            rows = [CardRow(way, card_words(way, board.today, asked)) for way in board.columns[column]]
            view.show_ways(rows, chosen)

    def choose(self, person_id: str | None) -> None:
        """Make a person's card the current one, in silence."""
        for column in self._columns.values():
            column.cards.choose(person_id)

    def cards(self, column: Column) -> CardList:
        """The cards of a column."""
        return self._columns[column].cards

    def stops(self) -> list[QWidget]:
        """Where Tab stops: the column with the current card, else the first that has any."""
        lists = [column.cards for column in self._columns.values()]
        found = [one for one in lists if one.currentIndex().isValid()] or [one for one in lists if one.rows.rowCount()]
        return [*found[:1]]

    def focus_chosen(self) -> None:
        """Give the keyboard to the current card."""
        for stop in self.stops():
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pick(self, person_id: str) -> None:
        self.choose(person_id)
        self.picked.emit(person_id)

    def _move(self, cards: CardList, by: int) -> None:
        lists = [column.cards for column in self._columns.values()]
        at = lists.index(cards) + by
        while 0 <= at < len(lists):
            if lists[at].rows.rowCount():
                lists[at].take_focus(max(cards.currentIndex().row(), 0))
                return
            at += by
