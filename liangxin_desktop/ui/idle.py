"""Notices that nobody is there: no key and no mouse for some minutes, or the machine slept."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication
from typing_extensions import override

_SIGNS_OF_LIFE = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel}
)
_TICK = 15_000
_SLEPT = 4 * _TICK


class IdleWatch(QObject):
    """`left_alone()` once nobody touched the window for `minutes`, or the machine was suspended. 0 minutes: never."""

    left_alone = Signal()

    def __init__(self, minutes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._minutes = minutes
        self._quiet = QTimer(self, singleShot=True)
        self._quiet.timeout.connect(self.left_alone)
        self._since_tick = QElapsedTimer()
        self._tick = QTimer(self, interval=_TICK)
        self._tick.timeout.connect(self._look_for_a_gap)

    def start(self) -> None:
        """Begin to watch: a record is open."""
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._since_tick.start()
        self._tick.start()
        self._restart()

    def stop(self) -> None:
        """Nothing is open that could be seen."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._quiet.stop()
        self._tick.stop()

    def set_minutes(self, minutes: int) -> None:
        """Lock after so many minutes from now on; 0 never."""
        self._minutes = minutes
        if self._tick.isActive():
            self._restart()

    def _restart(self) -> None:
        if self._minutes:
            self._quiet.start(self._minutes * 60_000)
        else:
            self._quiet.stop()

    def _look_for_a_gap(self) -> None:
        """A timer that comes far too late has slept with the machine."""
        if self._since_tick.restart() > _SLEPT:
            self.left_alone.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self._restart()
        return False
