"""The labels of closed lists, read once from `resources/wording/labels.toml`."""

from __future__ import annotations

import tomllib
from functools import cache

from liangxin_desktop.paths import resources


@cache
def labels() -> dict[str, dict[str, str]]:
    """Every table of labels: `labels()["stage"]["full"]` is 正式党员."""
    return tomllib.loads((resources() / "wording" / "labels.toml").read_text(encoding="utf-8"))


def label(table: str, value: str | None) -> str:
    """The Chinese word for a value; empty for none."""
    return labels()[table][value] if value else ""
