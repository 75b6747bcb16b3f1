"""A secret that was copied leaves the clipboard by itself."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication


class ClipboardGuard(QObject):
    """While it watches a secret, a copy of it is taken off the clipboard after `PAUSE` milliseconds."""

    PAUSE = 30_000

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._secret = ""
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._clear)
        QGuiApplication.clipboard().dataChanged.connect(self._look)

    def watch(self, secret: str) -> None:
        """Watch for copies of this from now on."""
        self._secret = secret

    def _look(self) -> None:
        if self._holds():
            self._timer.start(self.PAUSE)

    def _clear(self) -> None:
        if self._holds():
            QGuiApplication.clipboard().clear()

    def _holds(self) -> bool:
        return bool(self._secret) and self._secret in QGuiApplication.clipboard().text()
