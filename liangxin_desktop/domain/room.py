"""The activity room's self-checks against the six items (要点 五(四))."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from liangxin_desktop.domain.nouns import Line, Noun, Text
from liangxin_desktop.domain.sessions import Attachment


class ItemStatus(StrEnum):
    """How an item stands."""

    MET = "met"
    PARTLY = "partly"
    UNMET = "unmet"


class RoomItemFields(Noun):
    """One item's particulars. `plan_owner` is a person's id or a plain name."""

    status: ItemStatus = ItemStatus.UNMET
    description: Text | None = None
    evidence_on: date | None = None
    gap: Text | None = None
    plan: Text | None = None
    plan_owner: Line | None = None
    plan_due_on: date | None = None


class RoomItem(RoomItemFields):
    """One item of a self-check."""

    attachments: tuple[Attachment, ...] = ()


class RoomItems(Noun):
    """The six items, in the customer's order. Null where an item was not looked at."""

    room: RoomItem | None = None
    gallery: RoomItem | None = None
    website: RoomItem | None = None
    journal: RoomItem | None = None
    film: RoomItem | None = None
    materials: RoomItem | None = None


class RoomCheck(Noun):
    """One self-check of the room."""

    checked_on: date
    items: RoomItems = RoomItems()
