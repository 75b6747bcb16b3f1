"""Where something is made beside its place, to be moved there once it is whole; and what a broken-off making left."""

from __future__ import annotations

import shutil
from pathlib import Path

from liangxin_desktop.store.lock import FolderLock


def unfinished(folder: Path) -> Path:
    """Where a data folder is while it is being made."""
    return folder.with_name(f"{folder.name}.part")


def clear_unfinished(folder: Path) -> None:
    """Take away what a making that was broken off has left. Raises BusyError while another window is making it."""
    left = unfinished(folder)
    if left.is_dir():
        lock = FolderLock(left)
        lock.acquire()
        lock.release()
        shutil.rmtree(left, ignore_errors=True)
