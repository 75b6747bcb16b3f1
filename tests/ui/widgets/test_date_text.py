"""Dates and times as people type them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin_desktop.ui.widgets.date_text import parse_date, parse_times, times_text

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20260312", date(2026, 3, 12)),
        ("260312", date(2026, 3, 12)),
        ("2026.3.12", date(2026, 3, 12)),
        ("2026-3-12", date(2026, 3, 12)),
        ("2026/03/12", date(2026, 3, 12)),
        ("2026年3月12日", date(2026, 3, 12)),
        ("２０２６．３．１２", date(2026, 3, 12)),
        ("3-12", date(2026, 3, 12)),
        ("3月12日", date(2026, 3, 12)),
        ("0312", date(2026, 3, 12)),
        ("12.31", date(2026, 12, 31)),
        (" 2026 3 12 ", date(2026, 3, 12)),
        ("2024-2-29", date(2024, 2, 29)),
        ("1958.10.1", date(1958, 10, 1)),
    ],
)
def test_a_date_is_understood(text, expected):
    assert parse_date(text, TODAY) == expected


@pytest.mark.parametrize(
    "text",
    ["", "12", "2-30", "2024-02-30", "13-1", "今天", "2026-3", "1-2-3-4", "99999999", "0-0", "12345", "-", "3-12x"],
)
def test_what_is_no_date_is_refused(text):
    assert parse_date(text, TODAY) is None


@given(st.dates(date(1921, 7, 23), date(2999, 12, 31)))
def test_every_date_is_understood_as_shown(day):
    assert parse_date(day.isoformat(), TODAY) == day
    assert parse_date(f"{day:%Y%m%d}", TODAY) == day


@given(st.text(max_size=20))
def test_no_text_breaks_it(text):
    assert parse_date(text, TODAY) is None or isinstance(parse_date(text, TODAY), date)
    assert parse_times(text) is None or isinstance(parse_times(text), tuple)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14:00 – 15:30", (time(14), time(15, 30))),
        ("14：00至15：30", (time(14), time(15, 30))),
        ("1400-1530", (time(14), time(15, 30))),
        ("14-15:30", (time(14), time(15, 30))),
        ("9-10", (time(9), time(10))),
        ("930-1030", (time(9, 30), time(10, 30))),
        ("14点~15点30分", (time(14), time(15, 30))),
        ("14:00", (time(14), None)),
        ("0:00-23:59", (time(0), time(23, 59))),
    ],
)
def test_times_are_understood(text, expected):
    assert parse_times(text) == expected


@pytest.mark.parametrize(
    "text", ["", "25:00", "14:60", "15:30-14:00", "14:00-14:00", "14:00-", "下午", "14:00-15:00-16:00"]
)
def test_what_are_no_times_is_refused(text):
    assert parse_times(text) is None


@given(st.times(), st.times())
def test_times_are_understood_as_shown(one, other):
    start, end = sorted((one.replace(second=0, microsecond=0), other.replace(second=0, microsecond=0)))
    if start < end:
        assert parse_times(times_text(start, end)) == (start, end)
    assert parse_times(times_text(start, None)) == (start, None)
