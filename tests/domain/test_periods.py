from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin_desktop.domain.periods import (
    Period,
    add_months,
    add_years,
    official_date,
    periods_ending_in,
    whole_months,
)

days = st.dates(date(1921, 7, 1), date(2199, 12, 31))
units = st.sampled_from(["month", "quarter", "half", "year"])


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2025-12-15", 1, "2026-01-15"),
    ],
)
def test_months_are_clamped_to_the_months_end(start: str, months: int, end: str) -> None:
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(end)


@given(days, st.integers(-600, 600))
def test_adding_months_lands_in_the_month_meant(day: date, months: int) -> None:
    later = add_months(day, months)
    assert later.year * 12 + later.month == day.year * 12 + day.month + months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2024-02-29", "2025-02-27", 11),
        ("2024-02-29", "2025-02-28", 12),
        ("2026-01-31", "2026-02-28", 1),
        ("2025-08-31", "2026-02-27", 5),
        ("2026-03-01", "2026-02-01", 0),
        ("2026-03-01", "2026-03-01", 0),
    ],
)
def test_whole_months_are_clamped_as_adding_is(first: str, last: str, months: int) -> None:
    assert whole_months(date.fromisoformat(first), date.fromisoformat(last)) == months


@given(days, days)
def test_whole_months_are_the_most_that_fit(one: date, other: date) -> None:
    first, last = sorted((one, other))
    months = whole_months(first, last)
    assert add_months(first, months) <= last < add_months(first, months + 1)


def test_the_calendar_ends() -> None:
    assert add_months(date(9999, 12, 31), 36) == date.max
    assert add_months(date(1, 1, 1), -1) == date.min


@given(days, st.integers(0, 60))
def test_a_year_is_twelve_months(day: date, years: int) -> None:
    assert add_years(day, years) == add_months(day, 12 * years)


@given(days, units)
def test_a_period_is_read_back_as_written(day: date, unit: str) -> None:
    period = Period.containing(day, unit)
    assert day in period
    assert Period.parse(str(period)) == period
    assert period.next().previous() == period
    assert period.end + timedelta(days=1) == period.next().start


@pytest.mark.parametrize("text", ["2026Q5", "2026-13", "2026H3", "26Q1", "2026 Q1", "", "2026-1", "２０２６"])
def test_other_spellings_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="期间"):
        Period.parse(text)


def test_titles_are_the_forms_words() -> None:
    titles = [Period.parse(text).title for text in ("2026-10", "2026Q4", "2026H2", "2026")]
    assert titles == ["2026年10月", "2026年第四季度", "2026年下半年", "2026年"]


@given(days, st.integers(0, 800), units)
def test_periods_ending_in_a_window_all_end_in_it(since: date, length: int, unit: str) -> None:
    until = since + timedelta(days=length)
    ends = [period.end for period in periods_ending_in(since, until, unit)]
    every_day = (since + timedelta(days=offset) for offset in range(length + 1))
    assert ends == [day for day in every_day if Period.containing(day, unit).end == day]


def test_official_dates_have_no_leading_zero() -> None:
    assert official_date(date(2026, 6, 8)) == "2026年6月8日"
