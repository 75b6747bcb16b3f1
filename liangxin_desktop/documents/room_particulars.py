"""台账 in 阵地六有自查表: what the register says of each item, complete, with 无 where nothing is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from liangxin_desktop.documents.pages import LANDSCAPE
from liangxin_desktop.documents.tables import CELL, CELL_CENTRED, Table, head_row, text_row
from liangxin_desktop.documents.wording import words
from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.domain.room_particulars import (
    CountedTitle,
    FilmParticulars,
    GalleryParticulars,
    JournalParticulars,
    MaterialsParticulars,
    Particulars,
    RoomParticulars,
    Tally,
    WebsiteParticulars,
)
from liangxin_desktop.domain.room_register import RoomTenure

_COLUMNS = (24.0, 88.0, LANDSCAPE.text_width - 112.0)
_ABOVE = 8.0


def particulars_table(told: Particulars) -> Table:
    """The six items, each with its fields."""
    columns = [head.format(day=official_date(told.told_on)) for head in words().room.particulars.columns]
    rows = [
        text_row((words().room.ordinals[place], title, text), _COLUMNS, (CELL_CENTRED, CELL, CELL))
        for place, (title, text) in enumerate(_items(told))
    ]
    return Table(_COLUMNS, tuple(rows), (head_row(columns, _COLUMNS),), before=_ABOVE)


def particulars_texts(told: Particulars | None) -> dict[str, str]:
    """What the table prints of the record, by place; nothing without particulars."""
    return {f"台账“{title}”": text for title, text in _items(told)} if told else {}


def _items(told: Particulars) -> Iterator[tuple[str, str]]:
    say = words().room.particulars
    fields: Mapping[str, Callable[[], Mapping[str, str]]] = {
        "room": lambda: _room(told.room),
        "gallery": lambda: _gallery(told.gallery),
        "website": lambda: _website(told.website),
        "journal": lambda: _journal(told.journal),
        "film": lambda: _film(told.film),
        "materials": lambda: _materials(told.materials),
    }
    for item, title in say.items.items():
        known = {name: value or words().room.nothing for name, value in fields[item]().items()}
        yield title, "\n".join(line.format(**known) for line in getattr(say, item))


def _room(told: RoomParticulars) -> dict[str, str]:
    say = words().room.particulars
    return {
        "place": told.place,
        "area": "" if told.area is None else say.square_metres.format(area=f"{told.area:g}"),
        "tenure": _tenure(told),
        "opening_hours": told.opening_hours,
        **_tally(told.uses),
        "people_in_period": str(told.people_in_period),
        "people_in_year": str(told.people_in_year),
    }


def _tenure(told: RoomParticulars) -> str:
    say = words().room.particulars
    if told.tenure is RoomTenure.OWN:
        return say.own
    if told.shared_with:
        return say.shared_with.format(whom=told.shared_with)
    return say.shared if told.tenure else ""


def _gallery(told: GalleryParticulars) -> dict[str, str]:
    say = words().room.particulars
    panels = [say.panel.format(title=one.title, count=1 if one.number is None else one.number) for one in told.panels]
    return {
        "place": told.place,
        "boards": say.boards.format(count=told.boards) if told.panels else "",
        "changed_on": _day(told.changed_on),
        "panels": _listed(panels),
    }


def _website(told: WebsiteParticulars) -> dict[str, str]:
    return {"name": told.name, "address": told.address, **_tally(told.posts)}


def _journal(told: JournalParticulars) -> dict[str, str]:
    say, day = words().room.particulars, _day(told.issues.last_on)
    latest = say.issue.format(title=told.latest, day=day) if told.latest and day else told.latest
    return {"title": told.title, "rhythm": told.rhythm, **_tally(told.issues), "latest": latest}


def _film(told: FilmParticulars) -> dict[str, str]:
    return {"films": _listed([_noted(one) for one in told.films])}


def _noted(film: CountedTitle) -> str:
    """A film with its year and length, as far as they are known."""
    say = words().room.particulars
    notes = [say.film_year.format(year=film.year)] if film.year else []
    notes += [say.film_minutes.format(minutes=film.number)] if film.number is not None else []
    return say.note.format(title=film.title, note=say.note_mark.join(notes)) if notes else film.title


def _materials(told: MaterialsParticulars) -> dict[str, str]:
    say, titles = words().room.particulars, [one.title for one in told.books]
    systems = say.counted.format(count=len(told.systems), titles=_listed(told.systems)) if told.systems else ""
    books = say.copies.format(count=len(titles), copies=told.copies, titles=_listed(titles)) if titles else ""
    return {"systems": systems, "books": books}


def _tally(told: Tally) -> dict[str, str]:
    return {"in_period": str(told.in_period), "in_year": str(told.in_year), "last_on": _day(told.last_on)}


def _day(day: date | None) -> str:
    return official_date(day) if day else ""


def _listed(titles: Sequence[str]) -> str:
    return words().paper.list_mark.join(titles)
