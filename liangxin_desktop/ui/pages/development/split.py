"""Left and right half of the page: beside each other where there is room for both, else the right one in front."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from liangxin_desktop.ui.theme import GAP, current

_RIGHT, _LEAST_LEFT = 328, 620


class Split(QWidget):
    """The right half is hidden until `show_right`. `shared(bool)` tells whether there is room for both."""

    shared = Signal(bool)

    def __init__(self, left: QWidget, right: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left, self._right = left, right
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        self._row.addWidget(left, 1)
        self._row.addWidget(right)
        right.hide()

    def is_wide(self) -> bool:
        """Whether both halves have room beside each other."""
        return self.width() >= current().px(_RIGHT + _LEAST_LEFT)

    def show_right(self) -> None:
        """Bring the right half up."""
        self._right.show()
        self._share()

    def hide_right(self) -> None:
        """Put the right half away."""
        self._right.hide()
        self._share()

    def _share(self) -> None:
        wide = self.is_wide()
        self._left.setVisible(wide or self._right.isHidden())
        if wide:
            self._right.setFixedWidth(min(current().px(_RIGHT), self.width() * 3 // 10))
        else:
            self._right.setMinimumWidth(0)
            self._right.setMaximumWidth(self.width())
        self._row.setStretch(1, 0 if wide else 1)
        self.shared.emit(wide)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()
