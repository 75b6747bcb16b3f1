"""Working days by the State Council's yearly notices; where a year has none yet, Monday to Friday, marked 暂算."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True)
class Reckoned:
    """A day worked out from working days; `provisional` where a year without a notice was touched."""

    day: date
    provisional: bool


@dataclass(frozen=True)
class Counted:
    """So many working days; `provisional` where a year without a notice was touched."""

    days: int
    provisional: bool


def last_of(first: date, number: int, *, both_ends: bool = True) -> Reckoned:
    """The day on which `number` (at least 1) working days from `first` are full.

    With `both_ends` the first day counts, else the count begins on the day after.
    """
    day = first if both_ends else first + _DAY
    found = provisional = 0
    while True:
        working, guessed = _look_up(day)
        found += working
        provisional |= guessed
        if found >= number:
            return Reckoned(day, bool(provisional))
        day += _DAY


def count(first: date, last: date, *, both_ends: bool = True) -> Counted:
    """The working days of `first` … `last`; without `both_ends` the first day does not count."""
    day = first if both_ends else first + _DAY
    found = provisional = 0
    while day <= last:
        working, guessed = _look_up(day)
        found += working
        provisional |= guessed
        day += _DAY
    return Counted(found, bool(provisional))


@lru_cache(maxsize=4096)  # ten years and more: a board asks for the same few weeks for everybody on it
def _look_up(day: date) -> tuple[bool, bool]:
    """Whether the day is a working one, and whether that is a guess."""
    import chinese_calendar  # late: its tables are not needed on the way to the window

    try:
        return bool(chinese_calendar.is_workday(day)), False
    except NotImplementedError:
        return day.weekday() < _SATURDAY, True
