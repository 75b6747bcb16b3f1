"""The closed lists of the national standards, read once: 民族 (GB/T 3304-1991) and 学历 (GB/T 4658-2006)."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from liangxin_desktop.paths import resources


@cache
def ethnicities() -> tuple[str, ...]:
    """The names of 民族, in the order of their codes."""
    return tuple(str(entry["name"]) for entry in _read("ethnicities")["ethnicity"])


@cache
def educations() -> tuple[str, ...]:
    """The levels of 学历 as a roster says them, highest first, then how the schooling ended in the standard's words."""
    data = _read("education")
    names = [str(entry["name"]) for entry in (*data["level"], *data.get("completion", ()))]
    return tuple(dict.fromkeys(names))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((resources() / "wording" / f"{name}.toml").read_text(encoding="utf-8"))
