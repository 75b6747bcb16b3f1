"""Dates in every usual spelling, and no day that does not exist."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin_desktop.exchange.dates import PartialDate, read_date

DAY = date(1990, 5, 1)
DIGITS = "〇一二三四五六七八九"


FULL = """
1990-05-01 | 1990-5-1 | 1990/5/1 | 1990.05.01 | 1990.5.1 | 1990年5月1日 | 1990年05月01日 | 1990年5月1号 | 1990年5月1
19900501 | 1990 年 5 月 1 日 | １９９０年５月１日 | １９９０．０５．０１ | 1990－05－01 | 1990、5、1 | 32994
一九九〇年五月一日 | 一九九○年五月一日 | 一九九零年五月一日 | 1990-05-01 00:00:00 | 1990-05-01T00:00:00 | 1990/5/1 0:00
1990-5-1 12:30 | 1990年5月1日 8:05:00
"""
PARTIAL = """
1990.5 5 | 1990.05 5 | 1990年5月 5 | 1990年5月份 5 | 1990-05 5 | 1990/5 5 | 199005 5 | 一九九〇年五月 5
一九九〇年十月 10 | 一九九〇年十二月 12 | 1990.10 10 | 1990.1 1 | 1990.12 12
"""
BAD = """
2024-02-30 没有2024年2月30日 | 1990-13-01 没有1990年13月 | 1990.13 没有13月 | 2023年2月29日 这一天
20240230 没有2024年2月30日
199013 没有13月 | 90.5 看不懂 | 90年5月1日 看不懂 | 5/1/1990 看不懂 | 昨天 看不懂 | 至今 看不懂 | 1990-05-01+25 看不懂
0199-01-01 不合理 | 9999-01-01 不合理 | 99999 看不懂 | 1990年五月 看不懂
"""


def _listed(table: str) -> list[str]:
    return [one.strip() for line in table.strip().splitlines() for one in line.split("|")]


@pytest.mark.parametrize("written", _listed(FULL))
def test_full_dates_as_text(written: str) -> None:
    assert read_date(written) == DAY
    assert read_date(f" {written}\u3000") == DAY


@pytest.mark.parametrize(
    "written", [19900501, 19900501.0, 32994, 32994.0, 32994.5, DAY, datetime.combine(DAY, time(8))]
)
def test_full_dates_in_other_cells(written: Any) -> None:
    assert read_date(written) == DAY


@pytest.mark.parametrize("written", _listed(PARTIAL))
def test_year_and_month_as_text(written: str) -> None:
    text, month = written.split()
    assert read_date(text) == PartialDate(1990, int(month))


def test_year_and_month_as_numbers() -> None:
    assert read_date(1990.5) == read_date(1990.05) == read_date(199005) == PartialDate(1990, 5)
    assert read_date(1990.12) == PartialDate(1990, 12)
    assert read_date(1990) == read_date("1990") == read_date("1990年") == PartialDate(1990)


@pytest.mark.parametrize("written", _listed(BAD))
def test_what_is_no_date_is_refused_with_the_reason(written: str) -> None:
    text, reason = written.split()
    with pytest.raises(ValueError, match=reason):
        read_date(text)


@pytest.mark.parametrize("value", [True, time(8), timedelta(1), math.inf, math.nan, 1e300, -5, 0, None, ""])
def test_other_values_are_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"不是日期|看不懂"):
        read_date(value)


def test_a_number_that_lost_its_nought_is_refused() -> None:
    with pytest.raises(ValueError, match="可能是1月也可能是10月"):
        read_date(1990.1)


def test_day_counts_of_both_systems() -> None:
    assert read_date(45_000) == date(2023, 3, 15)
    assert read_date(43_538, uses_1904=True) == date(2023, 3, 15)
    assert read_date("43538", uses_1904=True) == date(2023, 3, 15)


def _in_chinese(day: date) -> str:
    def number(value: int) -> str:
        tens, units = divmod(value, 10)
        lead = {0: "", 1: "十"}.get(tens, DIGITS[tens] + "十")
        return lead + (DIGITS[units] if units else "")

    return f"{''.join(DIGITS[int(one)] for one in str(day.year))}年{number(day.month)}月{number(day.day)}日"


SPELLINGS = [
    lambda day: day.isoformat(),
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year} 年 {day.month:02} 月 {day.day:02} 日",
    lambda day: day.strftime("%Y%m%d"),
    lambda day: int(day.strftime("%Y%m%d")),
    lambda day: datetime.combine(day, time(23, 59)),
    lambda day: day.isoformat().translate({ord("0") + n: ord("０") + n for n in range(10)}),
    _in_chinese,
]


@given(st.dates(date(1850, 1, 1), date(2199, 12, 31)), st.sampled_from(SPELLINGS))
def test_any_day_in_any_spelling(day: date, spelling: Any) -> None:
    assert read_date(spelling(day)) == day


@given(st.dates(date(1928, 1, 1), date(2100, 12, 31)))
def test_any_day_as_a_count(day: date) -> None:
    assert read_date((day - date(1899, 12, 30)).days) == day
    assert read_date((day - date(1899, 12, 30)).days + 0.5) == day


@given(st.integers(1850, 2199), st.integers(1, 12))
def test_any_month(year: int, month: int) -> None:
    for written in (f"{year}.{month:02}", f"{year}年{month}月", f"{year}{month:02}", f"{year}-{month}"):
        assert read_date(written) == PartialDate(year, month)


@given(st.one_of(st.text(max_size=15), st.floats(), st.integers(), st.datetimes(), st.booleans(), st.times()))
def test_anything_else_is_a_date_or_refused_in_chinese(value: Any) -> None:
    try:
        said = str(read_date(value))
    except ValueError as error:
        said = "refused" if re.search("[\u4e00-\u9fff]", str(error)) else str(error)
    assert said.startswith(("refused", "PartialDate", "1", "2"))
