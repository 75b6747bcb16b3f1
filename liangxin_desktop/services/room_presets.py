"""The standards that a room is checked against, read once from `resources/rules/presets.toml`."""

from __future__ import annotations

import tomllib
from functools import cache

from liangxin_desktop.domain.room import RoomPreset
from liangxin_desktop.paths import resources

PRESETS_FILE = "presets.toml"


@cache
def presets() -> dict[str, RoomPreset]:
    """Every standard by its key, the one that ships as the default first."""
    text = (resources() / "rules" / PRESETS_FILE).read_text(encoding="utf-8")
    found = [RoomPreset.model_validate(one) for one in tomllib.loads(text)["preset"]]
    return {one.id: one for one in found}
