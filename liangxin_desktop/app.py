"""The composition root: the clock, the folders and the window are put together here and nowhere else."""

from __future__ import annotations

import logging
import os
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from liangxin_desktop.paths import log_folder

_log = logging.getLogger(__name__)


def clock() -> datetime:
    """The wall clock in local time, without a zone, as the record keeps it."""
    return datetime.now()  # noqa: DTZ005 - the record keeps local times


def keep_files_private() -> None:
    """What this process writes is for its user alone."""
    if os.name != "nt":
        os.umask(0o077)


def keep_log() -> None:
    """Keep a small log of our own mistakes; names and numbers of people never go there."""
    folder = log_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "liangxin-desktop.log", maxBytes=500_000, backupCount=2, encoding="utf-8"
        )
    except OSError:
        return  # a log is a convenience: a full or read-only home must not stop the work
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("liangxin_desktop")
    root.addHandler(handler)
    root.setLevel(logging.INFO)


def log_mistake(where: str) -> Path:
    """Log the mistake being handled, its place without its values, and say where the log is."""
    _log.exception("mistake in %s", where)
    return log_folder() / "liangxin-desktop.log"
