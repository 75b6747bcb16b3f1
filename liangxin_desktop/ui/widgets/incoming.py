"""Files and pictures dropped onto a part of the window, or pasted into it.

IncomingFiles(editor, lambda: workspace.now).came.connect(field.add)
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from typing_extensions import override

from liangxin_desktop.services.attachments import Incoming

_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class IncomingFiles(QObject):
    """Takes files and pictures for a widget and for the text fields in it, which would only take their addresses.

    `came(tuple[Incoming, ...])`; `hovering(bool)` while files are held over it. Text is left to the fields.
    """

    came = Signal(object)
    hovering = Signal(bool)

    def __init__(self, onto: QWidget, now: Callable[[], datetime]) -> None:
        super().__init__(onto)
        self._onto, self._now = onto, now
        self.is_open = True
        onto.setAcceptDrops(True)
        onto.installEventFilter(self)
        for field in (*onto.findChildren(QTextEdit), *onto.findChildren(QPlainTextEdit)):
            field.installEventFilter(self)
            field.viewport().installEventFilter(self)
        for line in onto.findChildren(QLineEdit):
            line.installEventFilter(self)

    def paste(self) -> bool:
        """Take what the clipboard holds; whether there was something to take."""
        return self._take(QGuiApplication.clipboard().mimeData())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self.is_open:
            return False
        if event.type() == QEvent.Type.DragLeave and watched is self._onto:
            self.hovering.emit(False)
        elif event.type() in _DRAGS and isinstance(event, (QDragEnterEvent, QDragMoveEvent, QDropEvent)):
            return self._drag(event)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return event.matches(QKeySequence.StandardKey.Paste) and self._paste_into(watched)
        return False

    def _drag(self, event: QDropEvent) -> bool:
        if not holds_files(event.mimeData()):
            return False
        event.acceptProposedAction()
        dropped = event.type() == QEvent.Type.Drop
        self.hovering.emit(not dropped)
        if dropped:
            self._take(event.mimeData())
        return True

    def _paste_into(self, watched: QObject) -> bool:
        """A text field keeps what it can read, such as a table that was copied as text and as a picture."""
        data = QGuiApplication.clipboard().mimeData()
        is_text = isinstance(watched, (QTextEdit, QPlainTextEdit, QLineEdit)) and data.hasText() and not data.hasUrls()
        return not is_text and self._take(data)

    def _take(self, data: QMimeData) -> bool:
        files = files_of(data, f"粘贴的图片{self._now():%m%d-%H%M}.png") if self.is_open else ()
        if files:
            self.came.emit(files)
        return bool(files)


def holds_files(data: QMimeData) -> bool:
    """Whether files of this machine, or a picture, can be taken from it."""
    return any(url.isLocalFile() for url in data.urls()) or (data.hasImage() and not data.hasText())


def files_of(data: QMimeData, picture_name: str) -> tuple[Incoming, ...]:
    """The files of this machine, else the picture under the name given."""
    paths = tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    if paths or not data.hasImage():
        return tuple(map(Incoming.file, paths))
    image = data.imageData()
    return (Incoming(_png(image), picture_name),) if isinstance(image, QImage) and not image.isNull() else ()


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
