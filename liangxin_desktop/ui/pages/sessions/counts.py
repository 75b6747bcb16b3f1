"""A count typed into a line of words: 赞成 [25]."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from liangxin_desktop.ui.theme import current, restyle
from liangxin_desktop.ui.widgets.basic import Label

_MOST = 9999
_WIDTH = 34


class Count(QWidget):
    """A word and its number. `touched` when the user types; the number may be left empty."""

    touched = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self._label = Label(words, parent=self)
        self._build(words)
        self.line.textEdited.connect(lambda _text: self.touched.emit())

    def _build(self, words: str) -> None:
        restyle(self, role="plain")
        restyle(self.line, role="count")
        self.line.setValidator(QIntValidator(0, _MOST, self))
        self.line.setAccessibleName(words)
        self.line.setFixedWidth(current().px(_WIDTH))
        self._label.setBuddy(self.line)
        self.setFocusProxy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._label)
        row.addWidget(self.line)

    def value(self) -> int | None:
        """The number, None when nothing was typed."""
        text = self.line.text().strip()
        return int(text) if text.isdecimal() else None

    def show_value(self, number: int | None, *, locked: bool | None = None) -> None:
        """Fill in without telling. A locked count reads as text, and one that says nothing hides."""
        self.line.setText("" if number is None else str(number))
        if locked is None:
            return
        self.line.setReadOnly(locked)
        width = self.line.fontMetrics().horizontalAdvance(self.line.text()) + 8 if locked else current().px(_WIDTH)
        self.line.setFixedWidth(width)
