"""The published order of the archive's keys, taken from its JSON Schema."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from liangxin_desktop.paths import resources


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of the branch archive (draft 2020-12)."""
    text = (resources() / "schemas" / "branch-archive.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def in_order(tree: dict[str, Any]) -> dict[str, Any]:
    """The same archive with the keys of every object in the schema's order."""
    ordered: dict[str, Any] = _ordered(tree, schema())
    return ordered


def _ordered(value: Any, shape: dict[str, Any]) -> Any:
    shape = _resolved(shape)
    if isinstance(value, list):
        return [_ordered(one, shape["items"]) for one in value]
    if isinstance(value, dict) and "properties" in shape:
        return {key: _ordered(value[key], inner) for key, inner in shape["properties"].items() if key in value}
    return value


def _resolved(shape: dict[str, Any]) -> dict[str, Any]:
    """The shape behind a reference, or behind “this or null”."""
    if "$ref" in shape:
        shape = schema()["$defs"][shape["$ref"].rsplit("/", 1)[1]]
    if "anyOf" in shape:
        return _resolved(next(one for one in shape["anyOf"] if one.get("type") != "null"))
    return shape
