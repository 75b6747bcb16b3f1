"""Working days over weekends, holidays and the days worked for them, in years with and without a notice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin_desktop.domain.pipeline.working_days import Counted, Reckoned, count, last_of

MONDAY = date(2026, 6, 8)


@pytest.mark.parametrize(
    ("first", "last", "days", "provisional"),
    [
        (MONDAY, date(2026, 6, 12), 5, False),
        (MONDAY, date(2026, 6, 11), 4, False),
        (MONDAY, date(2026, 6, 14), 5, False),
        (MONDAY, date(2026, 6, 7), 0, False),
        (date(2026, 6, 13), date(2026, 6, 14), 0, False),
        # Dragon Boat Festival, Friday 19 June.
        (date(2026, 6, 15), date(2026, 6, 21), 4, False),
        # National Day, with Saturday 10 October worked for it.
        (date(2026, 9, 29), date(2026, 10, 10), 5, False),
        # No notice yet: the first of May is a Saturday, the week before counts whole.
        (date(2027, 4, 26), date(2027, 5, 2), 5, True),
        (date(2026, 12, 28), date(2027, 1, 1), 5, True),
    ],
)
def test_days_are_counted_with_both_ends(first: date, last: date, days: int, *, provisional: bool) -> None:
    assert count(first, last) == Counted(days, provisional)


def test_the_first_day_may_be_left_out() -> None:
    assert count(MONDAY, date(2026, 6, 12), both_ends=False) == Counted(4, provisional=False)
    assert last_of(MONDAY, 5, both_ends=False) == Reckoned(date(2026, 6, 15), provisional=False)


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2024, 1, 1), date(2028, 1, 1)), st.integers(1, 15), st.booleans())
def test_the_last_day_is_the_first_on_which_the_count_is_full(first: date, number: int, both_ends: bool) -> None:
    found = last_of(first, number, both_ends=both_ends)
    assert count(first, found.day, both_ends=both_ends) == Counted(number, found.provisional)
    assert count(first, found.day - timedelta(days=1), both_ends=both_ends).days == number - 1
