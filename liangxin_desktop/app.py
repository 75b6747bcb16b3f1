"""The composition root: the clock, the folders and the window are put together here and nowhere else."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from liangxin_desktop.errors import RefusedError
from liangxin_desktop.paths import default_data_folder, log_folder, preferences_file

_log = logging.getLogger(__name__)


def clock() -> datetime:
    """The wall clock in local time, without a zone, as the record keeps it."""
    return datetime.now()  # noqa: DTZ005 - the record keeps local times


def keep_files_private() -> None:
    """What this process writes is for its user alone."""
    if os.name != "nt":
        os.umask(0o077)


def log_file() -> Path:
    """Where our own mistakes are logged."""
    return log_folder() / "liangxin-desktop.log"


def keep_log() -> None:
    """Keep a small log of our own mistakes; names and numbers of people never go there."""
    try:
        log_folder().mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(log_file(), maxBytes=500_000, backupCount=2, encoding="utf-8", delay=True)
    except OSError:
        return  # a log is a convenience: a full or read-only home must not stop the work
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("liangxin_desktop")
    root.addHandler(handler)
    root.setLevel(logging.INFO)


def log_mistake(error: BaseException) -> Path:
    """Log where in the code a mistake of ours happened, never its values, and say where the log is."""
    from liangxin_desktop.mistakes import anonymous

    _log.critical("%s", anonymous(type(error), error.__traceback__))
    return log_file()


def open_window(asked: argparse.Namespace) -> int:
    """Open the window upon the data folder; the password comes as for any command, else the window asks for it."""
    if asked.self_test:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    elif not _has_screen():
        raise RefusedError("这里没有屏幕，打不开窗口。", "请在桌面上运行；各个命令不用屏幕，用 --help 查看。")
    from liangxin_desktop.ui import start

    if asked.self_test:
        return start.self_test(clock)
    return start.run_window(
        folder=asked.data or default_data_folder(),
        password=_given_password(asked),
        clock=clock,
        preferences=preferences_file(),
        log=log_file(),
        quit_when_ready=asked.quit_when_ready,
    )


def _has_screen() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _given_password(asked: argparse.Namespace) -> str | None:
    """The password of a file or the environment; None leaves it to the window to ask."""
    from liangxin_desktop.passwords import PASSWORD_VARIABLE, password_of

    if asked.password_file or PASSWORD_VARIABLE in os.environ:
        return password_of(asked)
    return None
