"""Asks why somebody is excused: a line to type into, and the usual reasons below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QVBoxLayout, QWidget
from typing_extensions import override

from liangxin_desktop.ui.theme import current, restyle
from liangxin_desktop.ui.widgets.basic import Label
from liangxin_desktop.ui.widgets.suggest import SuggestLine

_WIDTH = 220


class ReasonPopup(QFrame):
    """A small popup. `given(str)` when a reason was typed or picked; Esc changes nothing. Digits pick by number."""

    given = Signal(str)

    def __init__(self, name: str, reason: str, usual: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        restyle(self, role="popup")
        self.line = SuggestLine("写原因，或选一项")
        self.list = QListWidget()
        self._usual = tuple(usual)
        self._build(name, reason)
        self._connect()

    def _build(self, name: str, reason: str) -> None:
        title = Label(f"{name}请假原因", "label", parent=self)
        self.setAccessibleName(title.text())
        self.line.setAccessibleName(title.text())
        self.line.setText(reason)
        self.line.selectAll()
        self.list.setAccessibleName("常用原因")
        self.list.addItems([f"{number}  {one}" for number, one in enumerate(self._usual, start=1)])
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        theme = current()
        row = self.list.sizeHintForRow(0)
        self.list.setFixedHeight(row * len(self._usual) + 4)
        self.setFixedWidth(theme.px(_WIDTH))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(6)
        layout.addWidget(title)
        layout.addWidget(self.line)
        layout.addWidget(self.list)

    def _connect(self) -> None:
        self.line.returnPressed.connect(self._take)
        self.list.itemClicked.connect(lambda _item: self._pick(self.list.currentRow()))
        self.list.itemActivated.connect(lambda _item: self._pick(self.list.currentRow()))

    def open_below(self, widget: QWidget) -> None:
        """Appear under a widget, or above it where there is no room."""
        self.adjustSize()
        spot = widget.mapToGlobal(QPoint(0, widget.height() + 2))
        room = widget.screen().availableGeometry()
        if spot.y() + self.height() > room.bottom():
            spot = widget.mapToGlobal(QPoint(0, -self.height() - 2))
        spot.setX(max(room.left(), min(spot.x(), room.right() - self.width())))
        self.move(spot)
        self.show()
        self.line.setFocus()

    def _take(self) -> None:
        """What was typed; a number of the list means its line."""
        words = self.line.words()
        if words.isdecimal() and 0 < int(words) <= len(self._usual):
            words = self._usual[int(words) - 1]
        self._give(words)

    def _pick(self, row: int) -> None:
        if 0 <= row < len(self._usual):
            self._give(self._usual[row])

    def _give(self, reason: str) -> None:
        self.close()
        self.given.emit(reason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_Down and self.line.hasFocus():
            self.list.setFocus()
            self.list.setCurrentRow(0)
        else:
            super().keyPressEvent(event)
