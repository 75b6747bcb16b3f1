"""The room: self-checks, the register of its items, and other standards with the checks against them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from liangxin_desktop.domain.room import ItemStatus, PresetCheckFields, RoomItemFields
from liangxin_desktop.domain.room_register import EntryKind, RoomEntryFields, RoomFacts, RoomTenure
from liangxin_desktop.domain.sessions import (
    Attachment,
)
from liangxin_desktop.store.columns import ROW, checks, closed_list, owned_by
from liangxin_desktop.store.tables.base import NUMBERED, PART, Keyed, Placed


class RoomCheckRow(Keyed, table=True):
    """One self-check of the room."""

    __tablename__ = "room_checks"
    __table_args__ = (CheckConstraint("checked_on IS date(checked_on)"), NUMBERED)
    checked_on: date


_ITEM = "item IN ('room', 'gallery', 'website', 'journal', 'film', 'materials')"


class RoomItemRow(RoomItemFields, Placed, table=True):
    """One item of a self-check."""

    __tablename__ = "room_items"
    __table_args__ = (*checks(RoomItemFields, _ITEM), PART)
    model_config = ROW
    owner: int = owned_by("room_checks.key")
    item: str
    status: ItemStatus = closed_list(ItemStatus)


class RoomItemAttachmentRow(Attachment, Placed, table=True):
    """One file kept with an item of a self-check."""

    __tablename__ = "room_item_attachments"
    __table_args__ = (*checks(Attachment, _ITEM), PART)
    model_config = ROW
    owner: int = owned_by("room_checks.key")
    item: str


class RoomFactsRow(RoomFacts, Keyed, table=True):
    """What the six items are."""

    __tablename__ = "room_facts"
    __table_args__ = (*checks(RoomFacts, "key = 1"),)
    model_config = ROW
    tenure: RoomTenure | None = closed_list(RoomTenure)


class RoomEntryRow(RoomEntryFields, Keyed, table=True):
    """One entry of the room's register."""

    __tablename__ = "room_entries"
    __table_args__ = (*checks(RoomEntryFields), Index("room_entries_by_kind", "kind", "on"), NUMBERED)
    model_config = ROW
    id: str = Field(unique=True)
    kind: EntryKind = closed_list(EntryKind)


class RoomEntryAttachmentRow(Attachment, Placed, table=True):
    """One file kept with an entry."""

    __tablename__ = "room_entry_attachments"
    __table_args__ = (*checks(Attachment), PART)
    model_config = ROW
    owner: int = owned_by("room_entries.key")


class RoomPresetRow(Keyed, table=True):
    """One standard that the street issued."""

    __tablename__ = "room_presets"
    __table_args__ = (CheckConstraint("id <> '' AND title <> ''"), NUMBERED)
    id: str = Field(unique=True)
    title: str


class RoomPresetItemRow(Placed, table=True):
    """One item of such a standard."""

    __tablename__ = "room_preset_items"
    __table_args__ = (
        CheckConstraint("item <> '' AND title <> ''"),
        CheckConstraint("shelf_months BETWEEN 1 AND 1200"),
        PART,
    )
    owner: int = owned_by("room_presets.key")
    item: str
    title: str
    shelf_months: int


class PresetCheckRow(PresetCheckFields, Keyed, table=True):
    """One check against a standard that is not the six items."""

    __tablename__ = "preset_checks"
    __table_args__ = (*checks(PresetCheckFields), NUMBERED)
    model_config = ROW
    id: str = Field(unique=True)


class PresetCheckItemRow(RoomItemFields, Placed, table=True):
    """One item of such a check."""

    __tablename__ = "preset_check_items"
    __table_args__ = (*checks(RoomItemFields, "item <> '' AND title <> ''"), PART)
    model_config = ROW
    owner: int = owned_by("preset_checks.key")
    item: str
    title: str
    status: ItemStatus = closed_list(ItemStatus)


class PresetCheckItemAttachmentRow(Attachment, Placed, table=True):
    """One file kept with an item of such a check."""

    __tablename__ = "preset_check_item_attachments"
    __table_args__ = (*checks(Attachment, "item <> ''"), PART)
    model_config = ROW
    owner: int = owned_by("preset_checks.key")
    item: str
