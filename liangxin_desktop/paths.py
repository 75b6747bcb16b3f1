"""Where things live: resources beside the source or inside the wheel, the branch's data in the user's own folder."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import platformdirs

_APP = "liangxin-desktop"


@cache
def resources() -> Path:
    """The folder of fonts, icons, rules, schemas and wording: frozen build, wheel, or source tree."""
    package = Path(__file__).resolve().parent
    candidates = [package / "_resources", package.parent / "resources"]
    if frozen := getattr(sys, "_MEIPASS", None):
        candidates.insert(0, Path(frozen) / "resources")
    for folder in candidates:
        if (folder / "rules").is_dir():
            return folder
    raise FileNotFoundError(f"no resources folder beside {package}")


def default_data_folder() -> Path:
    """Where the branch's record lives when no folder is named."""
    return Path(platformdirs.user_data_dir(_APP, appauthor=False))


def log_folder() -> Path:
    """Where the program's own log lives. It never holds a name or a number of a person."""
    return Path(platformdirs.user_log_dir(_APP, appauthor=False))


def preferences_file() -> Path:
    """How the window looks on this machine; it holds nothing of the record."""
    return Path(platformdirs.user_config_dir(_APP, appauthor=False)) / "window.ini"
