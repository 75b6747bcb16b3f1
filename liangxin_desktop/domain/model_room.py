"""示范阵地: what the sheet says that a branch hands in to be considered as a model, told from its record on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from liangxin_desktop.domain.nouns import Line, Name, Noun, Text
from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.room import ItemStatus, RoomCheck, latest_check
from liangxin_desktop.domain.room_register import RoomEntry
from liangxin_desktop.domain.sessions import Count

QUARTERS = 4
"""For so many quarters, the present one included, the sheet tells of self-checks and of the room's use."""
MOST_PICTURES = 6


class ModelItem(Noun):
    """One of the six items as the latest self-check has it, and what the register says of it, in a line."""

    title: Name
    status: ItemStatus | None = None
    description: Text = ""
    register_line: Text = ""
    evidence_on: date | None = None


class ModelQuarter(Noun):
    """A quarter's latest self-check; no day where there was none."""

    quarter: Line
    checked_on: date | None = None
    met: Count = 0
    items: Count = 0


class ModelUse(Noun):
    """A day on which the room was used, and by how many, where that is known."""

    on: date
    title: Line
    people: Count | None = None


class ModelUses(Noun):
    """How the room was used from `first` to `last`: how often, by how many in all, and the latest of them."""

    first: date
    last: date
    times: Count
    people: Count
    latest: tuple[ModelUse, ...] = ()


class ModelPicture(Noun):
    """A picture as a sound JPEG or PNG: what it shows, and the day it stands for."""

    title: Line
    taken_on: date
    data: bytes


class ModelRoomForm(Noun):
    """示范阵地申报表. Texts are blank where the record does not know."""

    branch: Line
    superior: Line = ""
    affiliation: Line = ""
    formation: Line = ""
    established_on: date | None = None
    units: Line = ""
    members: Count
    probationary: Count
    secretary: Line = ""
    place: Line = ""
    items: tuple[ModelItem, ...]
    quarters: tuple[ModelQuarter, ...]
    uses: ModelUses
    special: Text = ""
    pictures: tuple[ModelPicture, ...] = ()
    made_on: date


def quarters_to(day: date) -> tuple[Period, ...]:
    """The quarters that the sheet tells of, the earliest first."""
    quarters = [Period.containing(day, "quarter")]
    while len(quarters) < QUARTERS:
        quarters.append(quarters[-1].previous())
    return tuple(reversed(quarters))


def quarters_checked(checks: Sequence[RoomCheck], items: Sequence[str], day: date) -> tuple[ModelQuarter, ...]:
    """Each quarter's latest self-check up to the day, told by the keys of the items."""
    return tuple(_quarter(quarter, checks, items, day) for quarter in quarters_to(day))


def _quarter(quarter: Period, checks: Sequence[RoomCheck], items: Sequence[str], day: date) -> ModelQuarter:
    check = latest_check(checks, quarter.start, min(quarter.end, day))
    if check is None:
        return ModelQuarter(quarter=quarter.title)
    seen = [check.of(key) for key in items]
    met = sum(item is not None and item.status is ItemStatus.MET for item in seen)
    return ModelQuarter(quarter=quarter.title, checked_on=check.checked_on, met=met, items=len(seen))


def uses_of_room(uses: Iterable[RoomEntry], day: date, latest: int) -> ModelUses:
    """How the room was used in the quarters told of, up to the day; each entry once, by its id."""
    first = quarters_to(day)[0].start
    by_id = {one.id: one for one in uses}
    told = [ModelUse(on=one.on, title=one.title, people=one.number) for one in by_id.values() if one.on]
    told = sorted((one for one in told if first <= one.on <= day), key=lambda one: one.on, reverse=True)
    people = sum(one.people or 0 for one in told)
    return ModelUses(first=first, last=day, times=len(told), people=people, latest=tuple(told[:latest]))
