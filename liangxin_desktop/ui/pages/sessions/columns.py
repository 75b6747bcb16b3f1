"""How the record is laid out: as high as its width needs, two columns where there is room, else one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from liangxin_desktop.ui.theme import GAP, current

_LIST, _SHARE = 300, 0.32
"""The list's width for 13-pixel text, but never more than its share of the page."""
_ROOMY, _SIDE = 600, 270
"""From this width on, for 13-pixel text, the second stands beside the first, so wide."""
_ANY = 16_777_215


class TwoColumns(QWidget):
    """A wide column and a narrow one."""

    def __init__(self, wide: QWidget, narrow: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = narrow
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        self._row.addWidget(wide, 1)
        self._row.addWidget(narrow)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme = current()
        beside = self.width() >= theme.px(_ROOMY)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._narrow.setMinimumWidth(theme.px(_SIDE) if beside else 0)
        self._narrow.setMaximumWidth(theme.px(_SIDE) if beside else _ANY)


class ListAndSheet(QWidget):
    """The list at the left, the thing itself at the right."""

    def __init__(self, listing: QWidget, sheet: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._listing = listing
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(listing)
        row.addWidget(sheet, 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._listing.setFixedWidth(min(current().px(_LIST), max(_LIST, round(self.width() * _SHARE))))


class BarRoom(QObject):
    """Lets a scroll bar stand in the padding at the right of a card, so that nothing moves when it comes.

    `outer` is the card's layout; `lines` are what stands in it besides the scroll area.
    """

    def __init__(self, area: QScrollArea, outer: QLayout, lines: Sequence[QWidget]) -> None:
        super().__init__(area)
        self._bar, self._outer, self._lines = area.verticalScrollBar(), outer, tuple(lines)
        self._padding = outer.contentsMargins()
        self._bar.rangeChanged.connect(self._make_room)

    def _make_room(self, _least: int, most: int) -> None:
        bar = self._bar.sizeHint().width() if most else 0
        around = self._padding
        self._outer.setContentsMargins(around.left(), around.top(), around.right() - bar, around.bottom())
        for line in self._lines:
            line.setContentsMargins(0, 0, bar, 0)


class Sheet(QWidget):
    """What a scroll area holds: as high as what stands in it needs at its width.

    Lines that flow are highest at their least width; asked for its least height, a plain widget would name that one and
    scroll over an empty ground.
    """

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GAP)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)
