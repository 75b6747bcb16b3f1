"""The cards, three in a line: how each item stands, what proves it, and the way into the self-check."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from liangxin_desktop.domain.room_particulars import Particulars
from liangxin_desktop.services.room import RoomBoard, RoomCard
from liangxin_desktop.services.room_summary import summary_of
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.pages.attachments import thumbnails
from liangxin_desktop.ui.pages.room.evidence import EvidenceStrip
from liangxin_desktop.ui.pages.room.wording import evidence_line, numeral, pill_of, short
from liangxin_desktop.ui.tasks import run
from liangxin_desktop.ui.theme import GAP, GAP_S, current
from liangxin_desktop.ui.widgets.basic import Card, IconLabel, Label, LinkButton, Pill
from liangxin_desktop.ui.widgets.incoming import IncomingFiles
from liangxin_desktop.ui.widgets.painting import draw_line

_ACROSS = 3
_DESCRIPTION = 52


class Numeral(QWidget):
    """The item's number on a tinted square. Decoration: the card's name says it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(current().px(22), current().px(22))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, area = current(), QPainter(self), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent_tint"))
        painter.drawRoundedRect(area, 4, 4)
        font = theme.font(12, bold=True)
        draw_line(painter, area, self._text, font, theme.colour("accent"), Qt.AlignmentFlag.AlignHCenter)


class ItemCard(Card):
    """One item. `fill_wanted`, `came(files)` when evidence was dropped or pasted, `adding`, `opened(Attachment)`."""

    fill_wanted = Signal()
    came = Signal(object)

    def __init__(self, number: str, title: str, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.pill = Pill(parent=self)
        self.description = Label("", wrap=True, parent=self)
        self.register = Label("", "label", wrap=True, parent=self)
        self.line = Label("", "label", wrap=True, parent=self)
        self.evidence = EvidenceStrip(title, self)
        self.told = Label("", "label", wrap=True, parent=self)
        self._sign = IconLabel("triangle-alert", "warn.ink", 14, self)
        self.checked = Label("", "label", parent=self)
        self.fill = LinkButton("填写自查 ›", self.fill_wanted.emit, parent=self)
        self._name = f"{number}、{title}"
        self.fill.setAccessibleName(f"填写自查：{title}")
        self._build(number, title)
        self.incoming = IncomingFiles(self, now)
        self.incoming.came.connect(self.came)
        self.incoming.hovering.connect(self.evidence.set_welcoming)

    def _build(self, number: str, title: str) -> None:
        top = Qt.AlignmentFlag.AlignTop
        words = Label(title, "section", wrap=True, parent=self)
        self.head.addWidget(Numeral(number, self), 0, top)
        self.head.addWidget(words, 1, top)
        self.head.addWidget(self.pill, 0, top)
        told = QHBoxLayout()
        told.setSpacing(6)
        told.addWidget(self._sign, 0, top)
        told.addWidget(self.told, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.checked, 1)
        foot.addWidget(self.fill)
        self.body.setSpacing(4)
        self.body.addWidget(self.description)
        self.body.addWidget(self.register)
        self.body.addWidget(self.line)
        self.body.addSpacing(GAP_S)
        self.body.addWidget(self.evidence)
        self.body.addSpacing(4)
        self.body.addLayout(told)
        self.body.addStretch(1)
        self.body.addLayout(foot)

    def show_card(self, card: RoomCard) -> None:
        """Show how the item stands."""
        tone, word = pill_of(card.standing)
        self.pill.set(tone, word)
        described = card.item.description if card.item else None
        self.description.setText(short(described, _DESCRIPTION))
        self.description.setToolTip(described or "")
        self.description.setVisible(bool(described))
        self.line.setText(evidence_line(card))
        self.evidence.set_files(card.item.attachments if card.item else ())
        self._tell(card)
        self.checked.setText(f"核查 {card.checked_on.isoformat() if card.checked_on else '—'}")
        self.setAccessibleName(f"{self._name}：{word}")

    def show_register(self, said: str) -> None:
        """Show what the register says of the item, in a line; empty hides it."""
        self.register.setText(f"台账：{said}")
        self.register.setVisible(bool(said))

    def _tell(self, card: RoomCard) -> None:
        """The findings on the item, each with its ground as a tip."""
        lines = [
            one.message if one.override is None else f"已说明：{one.override.reason}（{one.message}）"
            for one in card.findings
            if one.code != "room.unmet" or one.override is not None
        ]
        self.told.setText("\n".join(lines))
        self.told.setToolTip("\n".join(dict.fromkeys(one.basis for one in card.findings)))
        bad = any(one.severity.is_bad for one in card.findings)
        self._sign.set("circle-alert" if bad else "triangle-alert", "bad.ink" if bad else "warn.ink")
        self._sign.setVisible(bool(lines))
        self.told.setVisible(bool(lines))

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [*self.evidence.tiles, self.fill]


class CardBoard(QWidget):
    """The cards. `fill_wanted(key)`, `came(key, files)`, `adding(key)`, `opened(Attachment)`."""

    fill_wanted = Signal(str)
    came = Signal(str, object)
    adding = Signal(str)
    opened = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.cards: dict[str, ItemCard] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        for column in range(_ACROSS):
            self._grid.setColumnStretch(column, 1)

    def show_board(self, board: RoomBoard) -> None:
        """Show the cards of the board, and fetch their pictures beside the window."""
        if list(self.cards) != [card.asked.key for card in board.cards]:
            self._clear()
        for at, card in enumerate(board.cards):
            if card.asked.key not in self.cards:
                self._add(at, card)
            self.cards[card.asked.key].show_card(card)
        files = tuple(file for card in board.cards if card.item for file in card.item.attachments[-2:])
        if files:
            work = partial(thumbnails, self._workspace, files)
            run(work, owner=self, done=self._draw, key=("evidence", id(self)), supersede=True)

    def show_register(self, told: Particulars | None) -> None:
        """Show on each card what the register says of its item; None where the cards are not of the six items."""
        for key, card in self.cards.items():
            card.show_register(summary_of(key, told) if told else "")

    def stops(self) -> list[QWidget]:
        """Where Tab stops, card after card."""
        return [stop for card in self.cards.values() for stop in card.stops()]

    def _clear(self) -> None:
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        for card in self.cards.values():
            card.hide()
            card.deleteLater()
        self.cards = {}

    def _add(self, at: int, asked: RoomCard) -> None:
        key = asked.asked.key
        card = self.cards[key] = ItemCard(numeral(at), asked.asked.title, lambda: self._workspace.now, self)
        self._grid.addWidget(card, at // _ACROSS, at % _ACROSS)
        self._grid.setRowStretch(at // _ACROSS, 1)
        card.fill_wanted.connect(lambda: self.fill_wanted.emit(key))
        card.came.connect(lambda files: self.came.emit(key, files))
        card.evidence.adding.connect(lambda: self.adding.emit(key))
        card.evidence.opened.connect(self.opened)

    def _draw(self, pictures: dict[str, bytes]) -> None:
        for card in self.cards.values():
            card.evidence.set_pictures(pictures)
