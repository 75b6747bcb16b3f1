"""How the record is laid out: as high as its width needs, two columns where there is room, else one."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from liangxin_desktop.ui.theme import GAP, current

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
        self._narrow.setMinimumWidth(theme.px(_SIDE - 30) if beside else 0)
        self._narrow.setMaximumWidth(theme.px(_SIDE) if beside else _ANY)


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
