"""What of the room's register is read for a day tells the same as all of it."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.room_particulars import particulars_of
from liangxin_desktop.domain.room_register import EntryKind, RoomEntry
from liangxin_desktop.store.store import Store

DAYS = st.one_of(st.none(), st.dates(date(2023, 1, 1), date(2026, 12, 31)))
ENTRIES = st.lists(st.tuples(st.sampled_from(EntryKind), DAYS, DAYS, st.integers(0, 30)), max_size=25)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ENTRIES, st.dates(date(2024, 1, 1), date(2026, 12, 31)))
def test_what_is_read_for_a_day_tells_the_same_as_all(
    store: Store, given_entries: list[tuple[EntryKind, date | None, date | None, int]], day: date
) -> None:
    entries = [
        RoomEntry(id=f"e{at}", kind=kind, title=f"第{at}条", on=on, withdrawn_on=until, number=number)
        for at, (kind, on, until, number) in enumerate(given_entries)
    ]
    with store.begin() as work:
        work.room_entries.add_all(entries)
        read = work.room_entries.since(date(day.year, 1, 1))
    quarter = Period.containing(day, "quarter")
    assert particulars_of(None, read, quarter, day) == particulars_of(None, entries, quarter, day)


def test_years_gone_by_are_left_where_they_are(store: Store) -> None:
    """A control: of ten years of uses, only the last before the day is read."""
    with store.begin() as work:
        work.room_entries.add_all(
            RoomEntry(id=f"e{year}", kind="use", title="学习", on=date(year, 5, 1)) for year in range(2015, 2025)
        )
        work.room_entries.add_all([RoomEntry(id="f", kind="film", title="十年", year=2015)])
        read = work.room_entries.since(date(2026, 1, 1))
    assert [one.id for one in read] == ["e2024", "f"]
