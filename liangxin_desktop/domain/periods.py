"""Calendar arithmetic of the regulations: clamped months, and periods written `2026-10`, `2026Q4`, `2026H2`, `2026`."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_PATTERN = re.compile(r"(?P<year>[12][0-9]{3})(?:-(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])|H(?P<half>[12]))?")
_ORDINALS = "一二三四"


def add_months(day: date, months: int) -> date:
    """The same day `months` later, clamped to the month's end: 2026-01-31 + 1 = 2026-02-28; never past the calendar."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def add_years(day: date, years: int) -> date:
    """The same day `years` later, clamped: 2024-02-29 + 1 = 2025-02-28."""
    return add_months(day, 12 * years)


def whole_months(first: date, last: date) -> int:
    """How many months lie between: the most that `add_months` to `first` without passing `last`; 0 where it is later.

    Clamped as they are there: from 2024-02-29 it is twelve on 2025-02-28, from 2026-01-31 one on 2026-02-28.
    """
    months = 12 * (last.year - first.year) + last.month - first.month
    if months > 0 and add_months(first, months) > last:
        months -= 1
    return max(months, 0)


@dataclass(frozen=True, order=True)
class Period:
    """A calendar month, quarter, half or year; both ends are inside it."""

    start: date
    unit: str

    @classmethod
    def containing(cls, day: date, unit: str) -> Period:
        """The period of that unit (`month`, `quarter`, `half`, `year`) in which the day lies."""
        span = _MONTHS_OF[unit]
        return cls(date(day.year, (day.month - 1) // span * span + 1, 1), unit)

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `2026-10`, `2026Q4`, `2026H2` or `2026`. Raises ValueError for anything else."""
        match = _PATTERN.fullmatch(text)
        if match is None:
            raise ValueError(f"不是期间：{text}（应为 2026-10、2026Q4、2026H2 或 2026）")
        year = int(match["year"])
        for unit in ("month", "quarter", "half"):
            if match[unit]:
                return cls(date(year, (int(match[unit]) - 1) * _MONTHS_OF[unit] + 1, 1), unit)
        return cls(date(year, 1, 1), "year")

    @property
    def end(self) -> date:
        """The last day of the period."""
        return self.next().start - timedelta(days=1)

    @property
    def number(self) -> int:
        """Which month, quarter or half of the year it is, from 1; 1 for a year."""
        return (self.start.month - 1) // _MONTHS_OF[self.unit] + 1

    def next(self) -> Period:
        """The period after this one."""
        return Period(add_months(self.start, _MONTHS_OF[self.unit]), self.unit)

    def previous(self) -> Period:
        """The period before this one."""
        return Period(add_months(self.start, -_MONTHS_OF[self.unit]), self.unit)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        suffix = {"month": f"-{self.number:02}", "quarter": f"Q{self.number}", "half": f"H{self.number}", "year": ""}
        return f"{self.start.year}{suffix[self.unit]}"

    @property
    def title(self) -> str:
        """The period in the words of a form: 2026年10月, 2026年第四季度, 2026年下半年, 2026年."""
        if self.unit == "month":
            return f"{self.start.year}年{self.number}月"
        if self.unit == "quarter":
            return f"{self.start.year}年第{_ORDINALS[self.number - 1]}季度"
        if self.unit == "half":
            return f"{self.start.year}年{'上下'[self.number - 1]}半年"
        return f"{self.start.year}年"


def periods_ending_in(since: date, until: date, unit: str) -> Iterator[Period]:
    """Every period of the unit whose last day lies in `since` … `until`, in order."""
    period = Period.containing(since, unit)
    while period.end <= until:
        yield period
        period = period.next()


def official_date(day: date) -> str:
    """A date as a form writes it, without leading zeros: 2026年6月8日 (GB/T 9704-2012, 7.3.5)."""
    return f"{day.year}年{day.month}月{day.day}日"
