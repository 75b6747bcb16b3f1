"""The Chinese label of each value of a closed list, the same in the window, on paper and in sheets."""

from __future__ import annotations

import tomllib
from functools import cache

from pydantic import TypeAdapter

from liangxin_desktop.paths import resources


@cache
def read_labels() -> dict[str, dict[str, str]]:
    """Every table of `resources/wording/labels.toml`, read once: `read_labels()["stage"]["full"]` is 正式党员."""
    tables = tomllib.loads((resources() / "wording" / "labels.toml").read_text(encoding="utf-8"))
    return TypeAdapter(dict[str, dict[str, str]]).validate_python(tables)
