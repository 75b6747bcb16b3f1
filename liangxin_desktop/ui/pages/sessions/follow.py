"""Keeps the writing in sight: what grows while one types never runs out of the bottom of a scroll area."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QObject, QRectF, Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

_MARGIN = 16


class CursorFollower(QObject):
    """Scrolls its area to the text cursor: call `follow` after a key; it happens once the layout has settled.

    What was asked to be revealed stays whole in sight as long as it has the focus.
    """

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._whole: QWidget | None = None
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._show)
        area.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self.follow())

    def follow(self) -> None:
        """Look after the cursor at the next turn of the loop."""
        self._later.start()

    def reveal(self, widget: QWidget) -> None:
        """Bring the whole of a widget into sight, also when it gets its size later."""
        self._whole = widget
        self.follow()

    def _show(self) -> None:
        focused, sheet = QApplication.focusWidget(), self._area.widget()
        if focused is None or sheet is None or not sheet.isAncestorOf(focused):
            return
        whole = self._whole
        if whole is not None and shiboken6.isValid(whole) and whole.isAncestorOf(focused):
            self._area.ensureWidgetVisible(whole, 0, _MARGIN)
            return
        cursor = focused.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        rect = QRectF(cursor).toRect() if cursor is not None else focused.rect()
        spot = focused.mapTo(sheet, rect.bottomLeft())
        self._area.ensureVisible(spot.x(), spot.y(), 0, _MARGIN)
