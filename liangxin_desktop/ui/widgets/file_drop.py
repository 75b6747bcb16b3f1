"""Files dropped onto a widget: `FileDrop(page, (".xlsx",)).dropped.connect(self._import)`, one or several paths."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override


class FileDrop(QObject):
    """Takes local files with one of the endings; with `folders` also folders. Anything else is not accepted."""

    dropped = Signal(object)
    """The paths, a tuple."""

    def __init__(self, onto: QWidget, endings: Sequence[str], *, folders: bool = False) -> None:
        super().__init__(onto)
        self._endings, self._folders = tuple(endings), folders
        onto.setAcceptDrops(True)
        onto.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and self._paths(event.mimeData()):
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            paths = self._paths(event.mimeData())
            if paths:
                event.acceptProposedAction()
                self.dropped.emit(paths)
                return True
        return super().eventFilter(watched, event)

    def _paths(self, data: QMimeData) -> tuple[Path, ...]:
        urls = data.urls()
        paths = tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
        return paths if len(paths) == len(urls) and all(map(self._fits, paths)) else ()

    def _fits(self, path: Path) -> bool:
        return path.suffix.lower() in self._endings or (self._folders and path.is_dir())
