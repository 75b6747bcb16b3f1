"""Long work beside the window. The only place that starts a thread.

    run(lambda progress: services.export(path, progress), owner=self, key="export",
        done=self._exported, progress=panel.advance, failed=panel.fail)

The work is a plain function of plain data; it may call `progress(done, total, text)`, which raises CancelledError once
the user has stopped it. `done`, `failed`, `progress` and `ended` are called on the window's thread, and never after the
owner has died. Without `failed` a LiangxinError is reported near the owner and a cancelled task is silent; any other
exception reaches `sys.excepthook` and so the crash page.

While any work is under way Python's cyclic collector rests: on a thread of ours it would destroy widgets there, which
Qt answers by aborting.
"""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from liangxin_desktop.errors import CancelledError, LiangxinError
from liangxin_desktop.ui.guard import report

T = TypeVar("T")


class Progress(Protocol):
    """Told by the work how far it is: `done` of `total` (0 when unknown). Raises CancelledError when stopped."""

    def __call__(self, done: int, total: int, text: str = "") -> None: ...


@dataclass(frozen=True)
class _Listeners:
    done: Callable[[Any], None]
    failed: Callable[[LiangxinError], None] | None
    progress: Callable[[int, int, str], None] | None
    ended: Callable[[], None] | None


class Task(QObject):
    """A piece of work under way; made by `run`."""

    _advanced = Signal(int, int, str)
    _ended = Signal(object, object)

    def __init__(self, work: Callable[[Progress], Any], owner: QObject, key: Hashable, listeners: _Listeners) -> None:
        super().__init__()
        self._work, self._owner, self._key, self._listeners = work, owner, key, listeners
        self._stop = threading.Event()
        self._dropped = False
        self._thread = threading.Thread(target=self._run, name=f"task {key}", daemon=True)
        self._advanced.connect(self._on_advanced, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin; called once, by `run`."""
        _alive.add(self)
        _running[self._key] = self
        gc.disable()
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop at its next progress call; `failed` is told by a CancelledError when it has."""
        self._stop.set()

    def drop(self) -> None:
        """Stop, and tell nobody how it ended."""
        self._dropped = True
        self.cancel()

    def wait(self, seconds: float) -> bool:
        """Wait for the thread's end, at most so long; True when it has ended."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _progress(self, done: int, total: int, text: str = "") -> None:
        if self._stop.is_set():
            raise CancelledError("已取消。", "没有改动任何内容。")
        self._advanced.emit(done, total, text)

    def _run(self) -> None:
        try:
            result = self._work(self._progress)
        except BaseException as error:  # noqa: BLE001 - handed whole to the window's thread, which sorts it
            self._ended.emit(None, error)
        else:
            self._ended.emit(result, None)

    def _on_advanced(self, done: int, total: int, text: str) -> None:
        if self._listeners.progress is not None and self._heard() and not self._stop.is_set():
            self._listeners.progress(done, total, text)

    def _on_ended(self, result: object, error: BaseException | None) -> None:
        _alive.discard(self)
        _let_collect()
        if _running.get(self._key) is self:
            del _running[self._key]
        if self._heard() and self._listeners.ended is not None:
            self._listeners.ended()
        if error is not None and not isinstance(error, LiangxinError):
            sys.excepthook(type(error), error, error.__traceback__)
        elif self._heard():
            self._tell(result, error)

    def _tell(self, result: object, error: LiangxinError | None) -> None:
        told = self._listeners
        if error is None:
            told.done(result)
        elif told.failed is not None:
            told.failed(error)
        elif not isinstance(error, CancelledError):
            report(error, self._owner)

    def _heard(self) -> bool:
        return not self._dropped and shiboken6.isValid(self._owner)


_running: dict[Hashable, Task] = {}
_alive: set[Task] = set()


def run(
    work: Callable[[Progress], T],
    *,
    owner: QObject,
    done: Callable[[T], None],
    failed: Callable[[LiangxinError], None] | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    ended: Callable[[], None] | None = None,
    key: Hashable = None,
    supersede: bool = False,
) -> Task:
    """Start the work and return at once. `ended` is called first, however it ended: hide the progress there.

    With a key, at most one task of that key is under way: a second call returns the first one and starts nothing, or,
    with `supersede`, drops the first one and takes its place (previews).
    """
    key = object() if key is None else key
    present = _running.get(key)
    if present is not None and not supersede:
        return present
    if present is not None:
        present.drop()
    task = Task(work, owner, key, _Listeners(done, failed, progress, ended))
    task.start()
    return task


def running(key: Hashable) -> bool:
    """Whether a task of that key is under way."""
    return key in _running


def wait_all(seconds: float = 30.0) -> bool:
    """Wait for every task under way, at most so long each; True when none is left. Results come with later events."""
    return all(task.wait(seconds) for task in list(_alive))


def cancel_all(seconds: float = 5.0) -> bool:
    """On leaving: drop every task and wait for each at most so long; True when none is left."""
    tasks = list(_alive)
    for task in tasks:
        task.drop()
    ended = [task.wait(seconds) for task in tasks]
    _running.clear()
    _alive.clear()
    if all(ended):
        _let_collect()
    return all(ended)


def _let_collect() -> None:
    """Let the collector go round again once no work is under way."""
    if not _alive:
        gc.enable()
