"""One column of the board: the cards of those who stand there, drawn from a model, moved through by the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from liangxin_desktop.services.development import Way
from liangxin_desktop.ui.models.listing import ListModel
from liangxin_desktop.ui.models.table import ROW_ROLE
from liangxin_desktop.ui.pages.development.wording import CardWords
from liangxin_desktop.ui.theme import current
from liangxin_desktop.ui.widgets.painted_list import PaintedList
from liangxin_desktop.ui.widgets.painting import draw_line, draw_pill, draw_words, pill_size, words_height

_PAD, _GAP, _BAR, _MOST_LINES = 9, 8, 4, 2
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class CardRow:
    """One person's card."""

    way: Way
    words: CardWords


class CardList(PaintedList):
    """`picked(id)` when another card becomes current; `sideways(±1)` for the arrows left and right; Enter: `opened`."""

    picked = Signal(str)
    sideways = Signal(int)
    opened = Signal()
    entered_by_key = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("cards", parent)
        self.rows: ListModel[CardRow] = ListModel(_aloud)
        self._name = name
        self._build()

    def _build(self) -> None:
        self.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.setModel(self.rows)
        self.setItemDelegate(_Cards(self))
        self.clicked.connect(lambda index: self.picked.emit(_id_at(index)))
        self.clicked.connect(lambda _index: self.opened.emit())

    def show_cards(self, rows: Sequence[CardRow], chosen: str | None) -> None:
        """Show these cards; the chosen person's, if it is here, is current."""
        self.rows.set_rows(rows)
        self.setAccessibleName(f"{self._name}，{len(rows)}人")
        self.choose(chosen)

    def choose(self, person_id: str | None) -> bool:
        """Make a person's card current in silence; False, with none current, when it is not here."""
        index = self.rows.place(lambda row: row.way.person.id == person_id)
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index)
        return index.isValid()

    def take_focus(self, row: int) -> None:
        """The arrows came from the next column: the card nearest to that row."""
        self._go(min(row, self.rows.rowCount() - 1))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, row: int) -> None:
        index = self.rows.index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.picked.emit(_id_at(index))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = event.key(), self.rows.rowCount() - 1
        now = self.currentIndex().row()
        moves = {
            Qt.Key.Key_Down: min(now + 1, last),
            Qt.Key.Key_Up: max(now - 1, 0),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.sideways.emit(1 if key == Qt.Key.Key_Right else -1)
        elif key in moves and last >= 0:
            self._go(moves[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and now >= 0:
            self.picked.emit(_id_at(self.currentIndex()))
            self.entered_by_key.emit()
        else:
            event.ignore()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_tab = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_tab and not self.currentIndex().isValid() and self.rows.rowCount():
            self._go(0)
        self.viewport().update()


class _Cards(QStyledItemDelegate):
    """Draws a card: name and pill, what is next, how far."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme, view = current(), self.parent()
        width = view.viewport().width() if isinstance(view, CardList) else option.rect.width()
        row: CardRow = index.data(ROW_ROLE)
        words = words_height(row.words.line, width - 2 * theme.px(_PAD) - 2, _MOST_LINES)
        return QSize(width, theme.px(_PAD + 20 + 4 + 9 + _BAR + _PAD) + words + _GAP)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: CardRow = index.data(ROW_ROLE)
        painter.save()
        card = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5 - _GAP)
        self._ground(painter, card, option)
        pad = current().px(_PAD)
        inner = card.adjusted(pad, pad, -pad, -pad)
        self._words(painter, inner, row)
        self._bar(painter, inner, row.way.progress)
        painter.restore()

    def _ground(self, painter: QPainter, card: QRectF, option: QStyleOptionViewItem) -> None:
        theme = current()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("surface"))
        painter.setPen(QPen(theme.colour("accent" if chosen else "line"), 1))
        painter.drawRoundedRect(card, theme.px(6), theme.px(6))
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), theme.px(5), theme.px(5))

    def _words(self, painter: QPainter, inner: QRectF, row: CardRow) -> None:
        theme, words = current(), row.words
        line = QRectF(inner.x(), inner.y(), inner.width(), theme.px(20))
        text = _fitting(row, line.width())
        size = pill_size(text)
        pill = QRectF(line.right() - size.width() + theme.px(2), line.y(), size.width(), size.height())
        draw_pill(painter, pill, text, words.tone)
        name = QRectF(line.x(), line.y(), max(pill.x() - line.x() - 3, 10), line.height())
        draw_line(painter, name, row.way.person.name, theme.font(bold=True), theme.colour("ink"))
        top = line.bottom() + theme.px(4)
        below = QRectF(inner.x(), top, inner.width(), inner.bottom() - top - theme.px(9))
        draw_words(painter, below, words.line)

    def _bar(self, painter: QPainter, inner: QRectF, progress: float) -> None:
        theme = current()
        high = theme.px(_BAR)
        bar = QRectF(inner.x(), inner.bottom() - high, inner.width(), high)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, width in (("track", bar.width()), ("accent", bar.width() * progress)):
            painter.setBrush(theme.colour(colour))
            painter.drawRoundedRect(QRectF(bar.x(), bar.y(), width, high), high / 2, high / 2)


def _fitting(row: CardRow, width: float) -> str:
    """The pill's text; shorter where the name would not have room beside it: 还剩 53 天, 还剩53天, 53天."""
    name = QFontMetricsF(current().font(bold=True)).horizontalAdvance(row.way.person.name)
    close = row.words.pill.replace(" ", "")
    texts = (row.words.pill, close, close.removeprefix("还剩"))
    return next((text for text in texts if name + 3 + pill_size(text).width() <= width), texts[-1])


def _id_at(index: QModelIndex) -> str:
    row: CardRow | None = index.data(ROW_ROLE)
    return row.way.person.id if row else ""


def _aloud(row: CardRow) -> str:
    words = row.words
    return f"{row.way.person.name}，{words.pill}，{words.line}，已完成 {row.way.progress:.0%}"
