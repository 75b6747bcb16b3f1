"""Keeps the writing in sight: what grows while one types never runs out of the bottom of a scroll area."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea

_MARGIN = 16


class CursorFollower(QObject):
    """Scrolls its area to the text cursor: call `follow` after a key, once the layout has settled it happens."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._show_cursor)

    def follow(self) -> None:
        """Look after the cursor at the next turn of the loop."""
        self._later.start()

    def _show_cursor(self) -> None:
        focused, inner = QApplication.focusWidget(), self._area.widget()
        if focused is None or inner is None or not inner.isAncestorOf(focused):
            return
        cursor = focused.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        rect = QRectF(cursor).toRect() if cursor is not None else focused.rect()
        spot = focused.mapTo(inner, rect.bottomLeft())
        self._area.ensureVisible(spot.x(), spot.y(), 0, _MARGIN)
