"""Hears that the system is locked or put to sleep, where it tells: Windows by messages, Linux by D-Bus."""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QCoreApplication, QObject, Signal, Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

_WM_POWERBROADCAST, _PBT_APMSUSPEND = 0x0218, 0x0004
_WM_WTSSESSION_CHANGE, _WTS_SESSION_LOCK = 0x02B1, 0x0007
_SCREEN_SAVERS = tuple(f"org.{desktop}.ScreenSaver" for desktop in ("freedesktop", "gnome", "ukui", "mate"))
_ON_ACTIVE = b"1on_active(bool)"  # a slot's name as Qt writes it


class SystemLock(QObject):
    """`locked()` when the desk is left by the system's own lock or by sleep."""

    locked = Signal()

    def __init__(self, window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter: QAbstractNativeEventFilter | None = None
        if sys.platform == "win32":
            self._hear_windows(window)
        elif sys.platform.startswith("linux"):
            self._hear_dbus()

    def _hear_windows(self, window: QWidget) -> None:
        self._filter = _Messages(self)
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self._filter)
        library = getattr(ctypes, "windll", None)
        if library is not None:
            library.wtsapi32.WTSRegisterSessionNotification(int(window.winId()), 0)

    def _hear_dbus(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        for name in _SCREEN_SAVERS:
            if session.isConnected():
                session.connect("", "", name, "ActiveChanged", self, _ON_ACTIVE)
        if system.isConnected():
            manager = "org.freedesktop.login1.Manager"
            system.connect("", "", manager, "PrepareForSleep", self, _ON_ACTIVE)

    @Slot(bool)
    def on_active(self, active: bool) -> None:
        """A screen saver or the sleep begins (true) or ends."""
        if active:
            self.locked.emit()


def means_leaving(message: int, what: int) -> bool:
    """Whether a Windows message says that the session is locked or the machine about to sleep."""
    return (message, what) in ((_WM_WTSSESSION_CHANGE, _WTS_SESSION_LOCK), (_WM_POWERBROADCAST, _PBT_APMSUSPEND))


class _Messages(QAbstractNativeEventFilter):
    """Looks at every Windows message, and lets each go on."""

    def __init__(self, lock: SystemLock) -> None:
        super().__init__()
        self._lock = lock

    @override
    def nativeEventFilter(self, kind: Any, message: int) -> tuple[bool, int]:
        told = wintypes.MSG.from_address(int(message))
        if means_leaving(told.message, told.wParam):
            self._lock.locked.emit()
        return False, 0
