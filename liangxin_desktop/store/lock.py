"""One program at a time on a data folder. The system drops the lock of a process that died, so none is ever stale."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from liangxin_desktop.errors import BusyError

NAME = "store.lock"
_FAR_BYTE = 4096


class FolderLock:
    """An operating-system lock on a small file in the data folder, held until `release` or the end of the process."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock. BusyError when another window or process holds it."""
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(descriptor)
        except OSError as error:
            holder = os.read(descriptor, 32).decode("ascii", "replace").strip()
            os.close(descriptor)
            whose = f"（进程{holder}）" if holder.isdigit() else ""
            raise BusyError(
                f"这份数据正被另一个窗口使用{whose}。", "请先关闭那个窗口；它没有响应时，请等它退出后再打开。"
            ) from error
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        self._descriptor = descriptor

    def release(self) -> None:
        """Give the lock back. The file stays: removing it would let two processes lock two files of one name."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            with contextlib.suppress(OSError):
                os.ftruncate(descriptor, 0)
            os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        # A byte beyond the text, so that another process can still read who holds the lock.
        os.lseek(descriptor, _FAR_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
