"""The sheet in the middle of an empty window on which the first run and the lock are written."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liangxin_desktop.errors import LiangxinError
from liangxin_desktop.ui.theme import GAP, GAP_S, current, restyle
from liangxin_desktop.ui.widgets.banner import Banner
from liangxin_desktop.ui.widgets.basic import Card, Label
from liangxin_desktop.ui.widgets.page import scrolling


class Sheet(QWidget):
    """A card in the middle; put rows into `rows`. Failures show at its head."""

    WIDTH = 460

    def __init__(self, title: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        restyle(self, role="page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self.banner = Banner(self)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(GAP)
        card = Card(parent=self, padding=28)
        card.setFixedWidth(current().px(self.WIDTH))
        card.body.setSpacing(GAP)
        card.body.addWidget(Label(title, "title", parent=self))
        if text:
            card.body.addWidget(Label(text, "muted", wrap=True, parent=self))
        card.body.addWidget(self.banner)
        self.banner.hide()
        card.body.addLayout(self.rows)
        middle = QVBoxLayout()
        middle.addStretch(2)
        middle.addLayout(_centred(card))
        middle.addStretch(3)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, GAP_S, 0, GAP_S)
        outer.addWidget(scrolling(middle))

    def set_busy(self, busy: bool) -> None:
        """While something slow is under way nothing can be pressed."""
        self.setEnabled(not busy)

    def show_error(self, error: LiangxinError) -> None:
        """Tell of a failure at the head of the sheet."""
        self.banner.show_message("bad", error.title, error.advice)


def _centred(card: QWidget) -> QHBoxLayout:
    """The card between two stretches: aligned instead, its height would be reckoned for the window's whole width."""
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(card)
    row.addStretch(1)
    return row


def side_by_side(*widgets: QWidget) -> QHBoxLayout:
    """Widgets in one row, the first ones to the left."""
    row = QHBoxLayout()
    row.setSpacing(GAP)
    for widget in widgets:
        row.addWidget(widget)
    return row
