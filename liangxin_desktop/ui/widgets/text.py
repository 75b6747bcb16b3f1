"""Longer text: a field that grows with what is written, and tags."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QPlainTextEdit, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from liangxin_desktop.ui.theme import restyle
from liangxin_desktop.ui.widgets.basic import clear
from liangxin_desktop.ui.widgets.flow import FlowLayout

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffc\ud800-\udfff]")
_NO_BAR = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
_BREAKS = re.compile("\r\n|[\r\u2028\u2029]")


def characters(text: str) -> int:
    """How many characters were written, blanks and line ends not counted."""
    return len("".join(text.split()))


def printable(text: str) -> str:
    """The text without what no form can print: controls, reversing marks, objects; every line end is \\n."""
    return _UNPRINTABLE.sub("", _BREAKS.sub("\n", text))


class AutoGrowTextEdit(QPlainTextEdit):
    """Plain text that grows from `least` to `most` lines, then scrolls. Pasting takes the words, not their dress.

    `counted(int)` tells the characters (a LabelledField shows them as "15 字"), `edited(str)` comes 600 ms after the
    last key, never in the middle of an input method's composition, and at once when the field is left.
    """

    counted = Signal(int)
    edited = Signal(str)
    PAUSE = 600

    def __init__(self, placeholder: str = "", parent: QWidget | None = None, *, least: int = 1, most: int = 12) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self._told = ""
        self._timer = QTimer(self, singleShot=True, interval=self.PAUSE)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(_NO_BAR)
        self.document().setDocumentMargin(4)
        self._timer.timeout.connect(self._tell)
        self.textChanged.connect(self._on_text)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size)

    def text(self) -> str:
        """What is written."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Fill in without telling `edited`; what was typed before can't be taken back any more."""
        self._told = text
        if text != self.toPlainText():
            self.setPlainText(text)
        self._timer.stop()
        self.counted.emit(characters(text))

    def _on_text(self) -> None:
        self.counted.emit(characters(self.toPlainText()))
        self._on_size()
        self._timer.start()

    def _on_size(self) -> None:
        """Grow; the scroll bar comes only when there is more than may be shown."""
        shown = Qt.ScrollBarPolicy.ScrollBarAsNeeded if self._lines() > self._most else _NO_BAR
        self.setVerticalScrollBarPolicy(shown)
        self.updateGeometry()

    def _lines(self) -> int:
        return int(self.document().size().height())

    def _tell(self) -> None:
        text = self.toPlainText()
        self._timer.stop()
        if text != self._told:
            self._told = text
            self.edited.emit(text)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        self.textCursor().insertText(printable(source.text()))
        self.ensureCursorVisible()

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._tell()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._on_size()

    @override
    def sizeHint(self) -> QSize:
        self.ensurePolished()
        lines = min(max(self._lines(), self._least), self._most)
        box = self.contentsMargins()
        around = box.top() + box.bottom() + int(2 * self.document().documentMargin())
        height = lines * self.fontMetrics().lineSpacing() + around
        return QSize(super().sizeHint().width(), height)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())


class TextField(AutoGrowTextEdit):
    """A longer text in a form; None when nothing is written."""

    def form_value(self) -> str | None:
        """What is written, without blanks around it."""
        return printable(self.toPlainText()).strip() or None

    def set_form_value(self, text: str | None) -> None:
        """Fill in."""
        self.set_text(text or "")


class _TagLine(QLineEdit):
    """Says when Backspace has nothing left to take away."""

    backed = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.backed.emit()
        else:
            super().keyPressEvent(event)


class TagEditor(QWidget):
    """Tags as small pills: press one to remove it, type a new one behind them. `changed(tuple[str, ...])`."""

    changed = Signal(object)

    def __init__(self, suggestions: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("标签")
        self._tags: list[str] = []
        self._layout = FlowLayout(self, gap=5)
        self._edit = _TagLine(self)
        restyle(self._edit, role="tag")
        self._edit.setPlaceholderText("＋ 标签")
        self._edit.setAccessibleName("加标签，回车确认")
        self._edit.setMaxLength(20)
        self._edit.setCompleter(QCompleter(list(suggestions), self))
        self._edit.returnPressed.connect(self._add)
        self._edit.backed.connect(self._remove_last)
        self.setFocusProxy(self._edit)
        self.set_tags(())

    def tags(self) -> tuple[str, ...]:
        """The tags, in order."""
        return tuple(self._tags)

    def set_tags(self, tags: Sequence[str]) -> None:
        """Show these without telling."""
        self._tags = list(dict.fromkeys(tags))
        self._layout.removeWidget(self._edit)
        clear(self._layout)
        for tag in self._tags:
            button = QPushButton(f"{tag} ×", self)
            restyle(button, role="tag")
            button.setAutoDefault(False)
            button.setAccessibleName(f"去掉标签 {tag}")
            button.setToolTip("点一下去掉")
            button.clicked.connect(lambda _checked=False, tag=tag: self._remove(tag))
            self._layout.addWidget(button)
        self._layout.addWidget(self._edit)

    def _add(self) -> None:
        tag = printable(self._edit.text()).strip()
        self._edit.clear()
        if tag and tag not in self._tags:
            self._tell([*self._tags, tag])

    def _remove(self, tag: str) -> None:
        self._tell([t for t in self._tags if t != tag])
        self._edit.setFocus()

    def _tell(self, tags: Sequence[str]) -> None:
        self.set_tags(tags)
        self.changed.emit(self.tags())

    def _remove_last(self) -> None:
        if self._tags:
            self._remove(self._tags[-1])
