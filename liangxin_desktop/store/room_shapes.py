"""How the room's nouns lie in their tables: items are parts of a check, and attachments parts of its items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from liangxin_desktop.domain.room import (
    CheckedItem,
    PresetCheck,
    PresetItem,
    RoomCheck,
    RoomItem,
    RoomItems,
    RoomPreset,
)
from liangxin_desktop.domain.room_register import RoomEntry, RoomFacts
from liangxin_desktop.domain.sessions import Attachment
from liangxin_desktop.store import tables
from liangxin_desktop.store.shape import Part, Shape, Values, built, names_of, nouns, table_of

_ITEM_NAMES = tuple(name for name in names_of(table_of(tables.RoomItemRow)) if name != "item")
_Items = Iterable[tuple[str, RoomItem]]


class _RoomShape(Shape[RoomCheck]):
    """The six items by their names."""

    def build(self, values: Values, lists: Mapping[str, Sequence[Values]]) -> RoomCheck:
        named = {row["item"]: built(RoomItem, _without(row, "item")) for row in _with_attachments(lists)}
        full = {name: named.get(name) for name in RoomItems.model_fields}
        return built(self.noun, {**values, "items": built(RoomItems, full)})


class _PresetCheckShape(Shape[PresetCheck]):
    """The items in their order, each with the words it had."""

    def build(self, values: Values, lists: Mapping[str, Sequence[Values]]) -> PresetCheck:
        rows = _with_attachments(lists)
        items = (built(CheckedItem, {**_without(row, "item"), "key": row["item"]}) for row in rows)
        return built(self.noun, {**values, "items": tuple(items)})


def _with_attachments(lists: Mapping[str, Sequence[Values]]) -> list[Values]:
    items = {row["item"]: {**row, "attachments": ()} for row in lists["items"]}
    for row in lists["attachments"]:
        items[row["item"]]["attachments"] += (built(Attachment, {"sha256": row["sha256"], "name": row["name"]}),)
    return list(items.values())


def _without(values: Values, name: str) -> Values:
    return {key: value for key, value in values.items() if key != name}


def _six(check: RoomCheck) -> _Items:
    named = ((name, getattr(check.items, name)) for name in RoomItems.model_fields)
    return [(name, item) for name, item in named if item is not None]


def _others(check: PresetCheck) -> _Items:
    return [(item.key, item) for item in check.items]


def _item_rows(items: _Items) -> Iterable[Values]:
    return [{"item": name, **{one: getattr(item, one) for one in _ITEM_NAMES}} for name, item in items]


def _checked_item_rows(check: PresetCheck) -> Iterable[Values]:
    return [{**row, "title": item.title} for row, item in zip(_item_rows(_others(check)), check.items, strict=True)]


def _attachment_rows(items: _Items) -> Iterable[Values]:
    return [{"item": name, "sha256": one.sha256, "name": one.name} for name, item in items for one in item.attachments]


def _preset_item_rows(preset: RoomPreset) -> Iterable[Values]:
    return [{"item": one.key, "title": one.title, "shelf_months": one.shelf_months} for one in preset.items]


def _preset_items(rows: Sequence[Values]) -> tuple[PresetItem, ...]:
    return tuple(built(PresetItem, {**_without(row, "item"), "key": row["item"]}) for row in rows)


ROOM_CHECKS = _RoomShape(
    "room_checks",
    RoomCheck,
    tables.RoomCheckRow,
    {
        "items": Part(tables.RoomItemRow, lambda check: _item_rows(_six(check)), tuple),
        "attachments": Part(tables.RoomItemAttachmentRow, lambda check: _attachment_rows(_six(check)), tuple),
    },
)
ROOM_FACTS = Shape("room_facts", RoomFacts, tables.RoomFactsRow)
ROOM_ENTRIES = Shape(
    "room_entries",
    RoomEntry,
    tables.RoomEntryRow,
    {"attachments": nouns("attachments", tables.RoomEntryAttachmentRow, Attachment)},
    identified_by="id",
)
ROOM_PRESETS = Shape(
    "room_presets",
    RoomPreset,
    tables.RoomPresetRow,
    {"items": Part(tables.RoomPresetItemRow, _preset_item_rows, _preset_items)},
    identified_by="id",
)
PRESET_CHECKS = _PresetCheckShape(
    "preset_checks",
    PresetCheck,
    tables.PresetCheckRow,
    {
        "items": Part(tables.PresetCheckItemRow, _checked_item_rows, tuple),
        "attachments": Part(tables.PresetCheckItemAttachmentRow, lambda check: _attachment_rows(_others(check)), tuple),
    },
    identified_by="id",
)
