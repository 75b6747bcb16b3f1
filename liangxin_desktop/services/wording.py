"""The labels of closed lists, with those that the room's standards bring."""

from __future__ import annotations

from functools import cache

from liangxin_desktop.labels import read_labels
from liangxin_desktop.services.room_presets import presets


@cache
def labels() -> dict[str, dict[str, str]]:
    """Every table of labels: `labels()["stage"]["full"]` is 正式党员. `room_item` has the items of every standard."""
    items = {item.key: item.title for preset in presets().values() for item in preset.items}
    return read_labels() | {"room_item": items}


def label(table: str, value: str | None) -> str:
    """The Chinese word for a value; empty for none."""
    return labels()[table][value] if value else ""
