"""Long work on show: what is being done, how far it is, and 取消."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from liangxin_desktop.ui.theme import GAP
from liangxin_desktop.ui.widgets.basic import Button, Label


class ProgressPanel(QWidget):
    """Hidden until `begin("正在生成报表…")`; give `advance` to `tasks.run(progress=…)` and `finish` to `ended=…`.

    `cancelled` when the user presses 取消: connect it to the task's `cancel`.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = Label(parent=self)
        self._bar = QProgressBar(self)
        self._button = Button("取消", self._cancel, parent=self)
        self._build()

    def _build(self) -> None:
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("进度")
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(self._text)
        words.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addLayout(words, 1)
        row.addWidget(self._button)
        self.hide()

    def begin(self, text: str, *, cancellable: bool = True) -> None:
        """Appear, with a bar that runs to and fro until the first `advance` with a total."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self._bar.setRange(0, 0)
        self._button.setVisible(cancellable)
        self._button.setEnabled(True)
        self.show()

    def advance(self, done: int, total: int, text: str = "") -> None:
        """So much is done; an empty text keeps the last one."""
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        if text:
            self._text.setText(text)

    def finish(self) -> None:
        """Disappear, however it ended."""
        self._bar.setRange(0, 1)
        self.hide()

    def _cancel(self) -> None:
        self._button.setEnabled(False)
        self._text.setText("正在停下…")
        self.cancelled.emit()
