"""What the register says of each of the room's six items over a period, told from a day in it (要点 五(四))."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated

from pydantic import Field as Limits

from liangxin_desktop.domain.nouns import Line, Name, Noun
from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.room_register import EntryKind, RoomEntry, RoomFacts, RoomTenure
from liangxin_desktop.domain.sessions import Count

Total = Annotated[int, Limits(ge=0)]


class Tally(Noun):
    """How often something was done: in the period and in the year up to the day told from, and when last."""

    in_period: Total
    in_year: Total
    last_on: date | None = None


class CountedTitle(Noun):
    """A panel, a film or a book: its title, and its boards, minutes or copies where they are known."""

    title: Name
    number: Count | None = None
    year: int | None = None


class RoomParticulars(Noun):
    """党员活动室. `area` in square metres; people are counted at each use."""

    place: Line = ""
    area: float | None = None
    tenure: RoomTenure | None = None
    shared_with: Line = ""
    opening_hours: Line = ""
    uses: Tally
    people_in_period: Total
    people_in_year: Total


class GalleryParticulars(Noun):
    """画廊: the panels that hang on the day; `boards` counts a panel without a number as one."""

    place: Line = ""
    boards: Total
    panels: tuple[CountedTitle, ...]
    changed_on: date | None = None


class WebsiteParticulars(Noun):
    """网站, or the account that stands for it."""

    name: Line = ""
    address: Line = ""
    posts: Tally


class JournalParticulars(Noun):
    """专刊. `latest` is the title of the last issue."""

    title: Line = ""
    rhythm: Line = ""
    issues: Tally
    latest: Line = ""


class FilmParticulars(Noun):
    """专题片: every film, its minutes as its number."""

    films: tuple[CountedTitle, ...]


class MaterialsParticulars(Noun):
    """制度和学习资料 in force on the day; `copies` counts a book without a number as one."""

    systems: tuple[Name, ...]
    books: tuple[CountedTitle, ...]
    copies: Total


class Particulars(Noun):
    """The register's particulars of the six items over a period, as they stood on `told_on`."""

    told_on: date
    room: RoomParticulars
    gallery: GalleryParticulars
    website: WebsiteParticulars
    journal: JournalParticulars
    film: FilmParticulars
    materials: MaterialsParticulars


def particulars_of(facts: RoomFacts | None, entries: Iterable[RoomEntry], period: Period, told_on: date) -> Particulars:
    """The particulars over `period` up to `told_on`; what came later is left out, facts are as they stand."""
    known = facts or RoomFacts()
    told = [one for one in entries if one.on is None or one.on <= told_on]
    of = {kind: [one for one in told if one.kind is kind] for kind in EntryKind}
    return Particulars(
        told_on=told_on,
        room=_room(known, of[EntryKind.USE], period.start, told_on),
        gallery=_gallery(known, of[EntryKind.PANEL], told_on),
        website=WebsiteParticulars(
            name=known.website_name or "",
            address=known.website or "",
            posts=_tally(of[EntryKind.POST], period.start, told_on),
        ),
        journal=_journal(known, of[EntryKind.ISSUE], period.start, told_on),
        film=FilmParticulars(films=_titles(of[EntryKind.FILM])),
        materials=_materials(in_force(of[EntryKind.SYSTEM], told_on), in_force(of[EntryKind.BOOK], told_on)),
    )


def in_force(entries: Iterable[RoomEntry], day: date) -> list[RoomEntry]:
    """The panels that hang, or the systems and books that are in force: not on the day of withdrawal any more."""
    begun = (one for one in entries if one.on is None or one.on <= day)
    return [one for one in begun if one.withdrawn_on is None or day < one.withdrawn_on]


def _room(facts: RoomFacts, uses: Sequence[RoomEntry], start: date, told_on: date) -> RoomParticulars:
    return RoomParticulars(
        place=facts.place or "",
        area=facts.area,
        tenure=facts.tenure,
        shared_with=facts.shared_with or "",
        opening_hours=facts.opening_hours or "",
        uses=_tally(uses, start, told_on),
        people_in_period=_sum(_since(uses, start)),
        people_in_year=_sum(_since(uses, _new_year(told_on))),
    )


def _gallery(facts: RoomFacts, panels: Sequence[RoomEntry], told_on: date) -> GalleryParticulars:
    hanging = in_force(panels, told_on)
    days = [day for one in panels for day in (one.on, one.withdrawn_on) if day and day <= told_on]
    return GalleryParticulars(
        place=facts.gallery_place or "",
        boards=_each(hanging),
        panels=_titles(hanging),
        changed_on=max(days, default=None),
    )


def _journal(facts: RoomFacts, issues: Sequence[RoomEntry], start: date, told_on: date) -> JournalParticulars:
    dated = [one for one in issues if one.on]
    latest = max(dated, key=lambda one: one.on or date.min, default=None)
    return JournalParticulars(
        title=facts.journal_title or "",
        rhythm=facts.journal_rhythm or "",
        issues=_tally(issues, start, told_on),
        latest=latest.title if latest else "",
    )


def _materials(systems: Sequence[RoomEntry], books: Sequence[RoomEntry]) -> MaterialsParticulars:
    return MaterialsParticulars(systems=tuple(one.title for one in systems), books=_titles(books), copies=_each(books))


def _tally(entries: Sequence[RoomEntry], start: date, told_on: date) -> Tally:
    return Tally(
        in_period=len(_since(entries, start)),
        in_year=len(_since(entries, _new_year(told_on))),
        last_on=max((one.on for one in entries if one.on), default=None),
    )


def _since(entries: Iterable[RoomEntry], first: date) -> list[RoomEntry]:
    """Those of the day or later; what has no day counts in no period."""
    return [one for one in entries if one.on and one.on >= first]


def _titles(entries: Iterable[RoomEntry]) -> tuple[CountedTitle, ...]:
    return tuple(CountedTitle(title=one.title, number=one.number, year=one.year) for one in entries)


def _sum(entries: Iterable[RoomEntry]) -> int:
    return sum(one.number or 0 for one in entries)


def _each(entries: Iterable[RoomEntry]) -> int:
    return sum(1 if one.number is None else one.number for one in entries)


def _new_year(day: date) -> date:
    return date(day.year, 1, 1)
