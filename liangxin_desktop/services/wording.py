"""The labels of closed lists, read once from `resources/wording/labels.toml` and the room's standards."""

from __future__ import annotations

import tomllib
from functools import cache

from liangxin_desktop.paths import resources
from liangxin_desktop.services.room_presets import presets


@cache
def labels() -> dict[str, dict[str, str]]:
    """Every table of labels: `labels()["stage"]["full"]` is 正式党员. `room_item` has the items of every standard."""
    tables = tomllib.loads((resources() / "wording" / "labels.toml").read_text(encoding="utf-8"))
    return tables | {"room_item": {item.key: item.title for preset in presets().values() for item in preset.items}}


def label(table: str, value: str | None) -> str:
    """The Chinese word for a value; empty for none."""
    return labels()[table][value] if value else ""
