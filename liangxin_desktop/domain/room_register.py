"""The standing register of the room's six items: what each one is, and what was done with it day by day.

A self-check says how the items stood on a day; the register is what it can point to: who used the room, what hangs in
the gallery, what was posted, issued, filmed, and which systems and books there are (要点 五(四)).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field as Limits

from liangxin_desktop.domain.nouns import Id, Line, Name, Noun, Text
from liangxin_desktop.domain.sessions import Attachment, Count


class RoomTenure(StrEnum):
    """Whether the room is the branch's own or shared with others."""

    OWN = "own"
    SHARED = "shared"


class RoomFacts(Noun):
    """What the items are, one value each. `area` is in square metres; `website` an address or an account."""

    place: Line | None = None
    area: Annotated[float, Limits(ge=0, le=100_000)] | None = None
    tenure: RoomTenure | None = None
    shared_with: Line | None = None
    opening_hours: Line | None = None
    gallery_place: Line | None = None
    website: Line | None = None
    website_name: Line | None = None
    journal_title: Line | None = None
    journal_rhythm: Line | None = None


class EntryKind(StrEnum):
    """What an entry tells of."""

    USE = "use"
    PANEL = "panel"
    POST = "post"
    ISSUE = "issue"
    FILM = "film"
    SYSTEM = "system"
    BOOK = "book"

    @property
    def item(self) -> str:
        """The key of the item that the entry belongs to."""
        return _ITEMS[self]


_ITEMS = {
    EntryKind.USE: "room",
    EntryKind.PANEL: "gallery",
    EntryKind.POST: "website",
    EntryKind.ISSUE: "journal",
    EntryKind.FILM: "film",
    EntryKind.SYSTEM: "materials",
    EntryKind.BOOK: "materials",
}


class RoomEntryFields(Noun):
    """An entry's particulars, one value each.

    `on` is the day of use, of hanging, posting, issuing or adoption; `withdrawn_on` the day a panel was taken down or a
    system ceased. `number` counts what the kind counts: people at a use, minutes of a film, the number of an issue,
    copies of a book. `year` is the year a film was made.
    """

    id: Id
    kind: EntryKind
    title: Name
    on: date | None = None
    withdrawn_on: date | None = None
    number: Count | None = None
    year: Annotated[int, Limits(ge=1921, le=9999)] | None = None
    detail: Text | None = None


class RoomEntry(RoomEntryFields):
    """One entry of the register."""

    attachments: tuple[Attachment, ...] = ()
