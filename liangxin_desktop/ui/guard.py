"""Errors on their way to the user: the user's world failed (a message with advice), or we did (log and one crash page).

PySide runs a slot inside `emit()` and nothing it raises comes back out. So every slot that asks a service wears
`@guarded`: a LiangxinError goes to the nearest widget upwards that has `show_error(error)` (a Page shows a banner),
else to a dialog. Everything else reaches `sys.excepthook`, which `install()` makes write the log and show the crash
page.

    @guarded
    def _save(self) -> None:
        self._changed.emit(self._services.record_session(...))
"""

from __future__ import annotations

import functools
import inspect
import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from liangxin_desktop.errors import CancelledError, LiangxinError
from liangxin_desktop.mistakes import anonymous

log = logging.getLogger("liangxin_desktop")


@runtime_checkable
class ShowsErrors(Protocol):
    """A widget that can tell the user what failed: pages by a banner, the shell by a dialog."""

    def show_error(self, error: LiangxinError) -> None: ...


def guarded(slot: Callable[..., Any]) -> Callable[..., None]:
    """A slot that tells the user of a LiangxinError instead of raising it; what was cancelled is silent.

    Arguments of the signal that the slot doesn't take are dropped, as Qt does (`clicked(bool)` to a slot of none).
    """
    most = _positional(slot)

    @functools.wraps(slot)
    def safely(self: QObject, *args: Any) -> None:
        try:
            slot(self, *args[:most])
        except CancelledError:
            return
        except LiangxinError as error:
            report(error, self)

    return safely


def report(error: LiangxinError, near: QObject | None = None) -> None:
    """Tell the user, as near to the place as possible; never raises."""
    teller = _teller(near)
    if teller is not None:
        teller.show_error(error)
        return
    from liangxin_desktop.ui.dialogs.message import ErrorDialog  # dialogs stand on this module

    ErrorDialog(error, QApplication.activeWindow()).open()


class CrashCourier(QObject):
    """Carries what went wrong, in any thread, to the window's own."""

    _crashed = Signal(str)
    _failed = Signal(object)

    def __init__(self, show_crash: Callable[[str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show_crash = show_crash
        self._showing = False
        self._crashed.connect(self._present, Qt.ConnectionType.QueuedConnection)
        self._failed.connect(report, Qt.ConnectionType.QueuedConnection)

    def hook(self, kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
        """A `sys.excepthook`: messages for LiangxinError, log and crash page for the rest."""
        if issubclass(kind, KeyboardInterrupt):
            QTimer.singleShot(0, QApplication.quit)
        elif isinstance(value, CancelledError):
            return
        elif isinstance(value, LiangxinError):
            self._failed.emit(value)
        else:
            details = anonymous(kind, trace)
            log.critical("%s", details)
            self._crashed.emit(details)

    def thread_hook(self, args: threading.ExceptHookArgs) -> None:
        """A `threading.excepthook` of the same meaning."""
        if args.exc_value is not None:
            self.hook(args.exc_type, args.exc_value, args.exc_traceback)

    def _present(self, details: str) -> None:
        if self._showing:
            return
        self._showing = True
        try:
            self._show_crash(details)
        finally:
            self._showing = False


def install(show_crash: Callable[[str], None], parent: QObject | None = None) -> CrashCourier:
    """From now on nothing that goes wrong is lost: hooks for the window's thread and for others. Keep the result."""
    courier = CrashCourier(show_crash, parent)
    sys.excepthook = courier.hook
    threading.excepthook = courier.thread_hook
    return courier


def _teller(near: QObject | None) -> ShowsErrors | None:
    while near is not None:
        if isinstance(near, QWidget) and isinstance(near, ShowsErrors):
            return near
        near = near.parent()
    return None


def _positional(slot: Callable[..., Any]) -> int:
    """How many arguments after `self` the slot takes."""
    parameters = list(inspect.signature(slot).parameters.values())
    if any(p.kind is p.VAR_POSITIONAL for p in parameters):
        return sys.maxsize
    return sum(p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD) for p in parameters) - 1
