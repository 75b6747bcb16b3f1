"""The register's figures at the edges of quarters and years, and what hangs or is in force on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.room_particulars import Particulars, particulars_of
from liangxin_desktop.domain.room_register import EntryKind, RoomEntry, RoomFacts

Q3 = Period.parse("2026Q3")


def entry(kind: str, on: str | None = None, **fields: Any) -> RoomEntry:
    return RoomEntry.model_validate({"id": f"{kind}-{on}", "kind": kind, "title": "某", "on": on, **fields})


def told(*entries: RoomEntry, on: str = "2026-09-30", facts: RoomFacts | None = None) -> Particulars:
    return particulars_of(facts, entries, Q3, date.fromisoformat(on))


@pytest.mark.parametrize(
    ("day", "in_period", "in_year", "last"),
    [
        ("2025-12-31", 0, 0, True),
        ("2026-01-01", 0, 1, True),
        ("2026-06-30", 0, 1, True),
        ("2026-07-01", 1, 1, True),
        ("2026-09-30", 1, 1, True),
        ("2026-10-01", 0, 0, False),
    ],
)
def test_uses_posts_and_issues_count_in_their_quarter_and_year(
    day: str, in_period: int, in_year: int, last: bool
) -> None:
    found = told(entry("use", day, number=12), entry("post", day), entry("issue", day, title="第5期"))
    for tally in (found.room.uses, found.website.posts, found.journal.issues):
        assert (tally.in_period, tally.in_year) == (in_period, in_year)
        assert tally.last_on == (date.fromisoformat(day) if last else None)
    assert (found.room.people_in_period, found.room.people_in_year) == (12 * in_period, 12 * in_year)
    assert found.journal.latest == ("第5期" if last else "")


def test_told_within_the_quarter_what_comes_later_is_not_known() -> None:
    found = told(entry("use", "2026-08-01"), entry("use", "2026-08-02"), on="2026-08-01")
    assert found.room.uses.in_period == 1
    assert found.told_on == date(2026, 8, 1)


def test_the_year_is_that_of_the_day_told_from() -> None:
    first = particulars_of(
        None, [entry("post", "2025-12-31"), entry("post", "2026-01-01")], Period.parse("2026Q1"), date(2026, 1, 1)
    )
    assert (first.website.posts.in_period, first.website.posts.in_year) == (1, 1)


def test_people_are_counted_where_they_were_written_down() -> None:
    found = told(entry("use", "2026-08-01"), entry("use", "2026-08-02", number=7))
    assert (found.room.uses.in_period, found.room.people_in_period) == (2, 7)


@pytest.mark.parametrize(
    ("on", "withdrawn_on", "hangs", "changed_on"),
    [
        ("2026-09-30", None, True, "2026-09-30"),
        ("2026-10-01", None, False, None),
        ("2026-01-05", "2026-09-30", False, "2026-09-30"),
        ("2026-01-05", "2026-10-01", True, "2026-01-05"),
        (None, None, True, None),
    ],
)
def test_a_panel_hangs_from_its_day_until_the_day_before_it_is_taken_down(
    on: str | None, withdrawn_on: str | None, hangs: bool, changed_on: str | None
) -> None:
    gallery = told(entry("panel", on, withdrawn_on=withdrawn_on, number=4)).gallery
    assert (gallery.boards, len(gallery.panels)) == ((4, 1) if hangs else (0, 0))
    assert gallery.changed_on == (date.fromisoformat(changed_on) if changed_on else None)


def test_systems_and_books_in_force_are_listed_and_films_for_ever() -> None:
    found = told(
        entry("system", "2020-01-01", title="旧制度", withdrawn_on="2026-09-30"),
        entry("system", None, title="三会一课制度"),
        entry("system", "2026-10-01", title="新制度"),
        entry("book", None, title="党章", number=31),
        entry("book", "2026-02-01", title="条例"),
        entry("film", None, title="桥", year=2019, number=8),
    )
    assert found.materials.systems == ("三会一课制度",)
    assert [(one.title, one.number) for one in found.materials.books] == [("党章", 31), ("条例", None)]
    assert found.materials.copies == 32
    assert [(one.title, one.number, one.year) for one in found.film.films] == [("桥", 8, 2019)]


def test_an_empty_register_says_nothing() -> None:
    found = told()
    assert found.room.uses.in_period == found.gallery.boards == found.materials.copies == 0
    assert (found.room.place, found.room.area, found.website.name, found.journal.latest) == ("", None, "", "")


def test_facts_are_as_they_stand() -> None:
    facts = RoomFacts(place="2号楼301", area=62.5, tenure="shared", shared_with="园区", website="a", website_name="b")
    found = told(facts=facts)
    assert (found.room.place, found.room.area, found.room.tenure) == ("2号楼301", 62.5, "shared")
    assert (found.website.name, found.website.address) == ("b", "a")


@pytest.mark.parametrize("kind", list(EntryKind))
def test_an_entry_counts_for_its_own_item_alone(kind: EntryKind) -> None:
    found, empty = told(entry(kind, "2026-08-01", number=3)), told()
    differing = [
        name
        for name in ("room", "gallery", "website", "journal", "film", "materials")
        if getattr(found, name) != getattr(empty, name)
    ]
    assert differing == [kind.item]
