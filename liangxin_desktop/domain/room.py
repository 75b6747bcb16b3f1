"""The activity room's self-checks against the six items (要点 五(四))."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Self, TypeVar

from pydantic import Field as Limits
from pydantic import model_validator

from liangxin_desktop.domain.nouns import Id, Line, Name, Noun, Text
from liangxin_desktop.domain.periods import add_months
from liangxin_desktop.domain.sessions import Attachment

ALWAYS = 1200
"""So many months say that the evidence of an item does not age."""


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


class PresetItem(Noun):
    """One item of a standard: its key in the record, its words, and for how many months its evidence holds."""

    key: Id
    title: Name
    shelf_months: Annotated[int, Limits(ge=1, le=ALWAYS)]

    @property
    def ages(self) -> bool:
        """Whether evidence of the item grows too old at all."""
        return self.shelf_months < ALWAYS

    def holds_to(self, item: RoomItem | None) -> date | None:
        """The last day on which the evidence of a met item holds; None where nothing is met, dated, or ages."""
        if item is None or item.status is not ItemStatus.MET or item.evidence_on is None or not self.ages:
            return None
        return add_months(item.evidence_on, self.shelf_months)


class RoomItems(Noun):
    """The six items, in the customer's order. Null where an item was not looked at."""

    room: RoomItem | None = None
    gallery: RoomItem | None = None
    website: RoomItem | None = None
    journal: RoomItem | None = None
    film: RoomItem | None = None
    materials: RoomItem | None = None

    def of(self, key: str) -> RoomItem | None:
        """The item of that key; None where it was not looked at or is not among the six."""
        return getattr(self, key) if key in type(self).model_fields else None


class RoomCheck(Noun):
    """One self-check of the room."""

    checked_on: date
    items: RoomItems = RoomItems()

    def of(self, key: str) -> RoomItem | None:
        """The item of that key; None where it was not looked at."""
        return self.items.of(key)

    def filled(self, day: date, items: Mapping[str, RoomItem | None], asked: Sequence[PresetItem]) -> RoomCheck:
        """The self-check as made on that day, with these items; None where one was not looked at."""
        return RoomCheck(checked_on=day, items=RoomItems(**{one.key: items.get(one.key) for one in asked}))


class RoomPreset(Noun):
    """A standard that a branch may check its room against: the items in the order of the form."""

    id: Id
    title: Name
    items: tuple[PresetItem, ...] = Limits(min_length=1, max_length=50)


class CheckedItem(RoomItem):
    """One item of a check against another standard, in the words that the standard had then."""

    key: Id
    title: Name


class PresetCheckFields(Noun):
    """A check's particulars, one value each. `preset` is the standard's id, `title` its name then."""

    id: Id
    preset: Id
    title: Name
    checked_on: date


class PresetCheck(PresetCheckFields):
    """One check of the room against a standard that is not the district's six items."""

    items: tuple[CheckedItem, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        keys = [item.key for item in self.items]
        if len(set(keys)) != len(keys):
            raise ValueError("同一项目出现了两次")
        return self

    def of(self, key: str) -> CheckedItem | None:
        """The item of that key; None where it was not looked at."""
        return next((item for item in self.items if item.key == key), None)

    def filled(self, day: date, items: Mapping[str, RoomItem | None], asked: Sequence[PresetItem]) -> PresetCheck:
        """The check as made on that day, with these items in the order and the words of what is asked."""
        seen = tuple(
            CheckedItem.model_validate(item.model_dump() | {"key": one.key, "title": one.title})
            for one in asked
            if (item := items.get(one.key)) is not None
        )
        made: PresetCheck = self.but(checked_on=day, items=seen)
        return made


Check = RoomCheck | PresetCheck
"""A check of the room, against the six items or another standard."""
C = TypeVar("C", RoomCheck, PresetCheck, Check)


def latest_check(checks: Iterable[C], first: date = date.min, last: date = date.max) -> C | None:
    """The latest check made on `first` … `last`; of two on one day the one entered later."""
    found = None
    for check in checks:
        if first <= check.checked_on <= last and (found is None or check.checked_on >= found.checked_on):
            found = check
    return found
