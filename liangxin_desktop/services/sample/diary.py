"""When the sample's branch meets: working days, and the usual days of each month."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import chinese_calendar

from liangxin_desktop.domain.periods import Period

THEME_DAY = 25
_FIXED_HOLIDAYS = (
    {(1, day) for day in (1, 2, 3)} | {(5, day) for day in range(1, 6)} | {(10, day) for day in range(1, 8)}
)
_REACH = 31
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class MonthDays:
    """The days of a month on which the branch, its committee or its groups usually meet; None: not that month."""

    committee: date
    theme_day: date
    activity: date
    groups: tuple[date, ...]
    member_meeting: date | None = None
    lecture: date | None = None
    organizational_life: date | None = None
    democratic_review: date | None = None

    @property
    def of_the_branch(self) -> frozenset[date]:
        """The days on which most members or the committee are busy."""
        found = (
            self.committee,
            self.theme_day,
            self.activity,
            self.member_meeting,
            self.lecture,
            self.organizational_life,
            self.democratic_review,
        )
        return frozenset(day for day in found if day)


@cache
def is_working(day: date) -> bool:
    """Whether offices work that day; Saturdays and Sundays never count, even where they make up for a holiday."""
    if day.weekday() > 4 or (day.month, day.day) in _FIXED_HOLIDAYS:
        return False
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return True


def near(day: date, taken: Container[date] = ()) -> date:
    """The free working day of the same month nearest to the day, the earlier of two."""
    for distance in range(_REACH):
        for candidate in (day - distance * _DAY, day + distance * _DAY):
            if candidate.month == day.month and is_working(candidate) and candidate not in taken:
                return candidate
    raise ValueError(f"no working day near {day}")


def on_or_before(day: date) -> date:
    """The last working day up to the day on which the branch does not already meet."""
    while not is_working(day) or day in month_days(day.year, day.month).of_the_branch:
        day -= _DAY
    return day


def on_or_after(day: date) -> date:
    """The first working day from the day on."""
    while not is_working(day):
        day += _DAY
    return day


def working_days_after(day: date, count: int) -> date:
    """The `count`-th working day after the day."""
    for _ in range(count):
        day = on_or_after(day + _DAY)
    return day


@cache
def month_days(year: int, month: int) -> MonthDays:
    """The usual days of a month. Theme day is the working day nearest to the 25th."""
    taken: set[date] = set()

    def free(day: int, when: bool = True) -> date | None:
        found = near(date(year, month, day), taken) if when else None
        taken.update({found} if found else ())
        return found

    groups = tuple(near(date(year, month, 10 + index)) for index in range(5))
    return MonthDays(
        theme_day=free(THEME_DAY) or date.max,
        committee=free(9) or date.max,
        member_meeting=free(16, month in (1, 4, 7, 10)),
        lecture=free(20, month in (1, 4, 8, 10)),
        organizational_life=free(22, month == 1),
        democratic_review=free(6, month == 2),
        activity=near(date(year, month, 18), taken | set(groups)),
        groups=groups,
    )


def quarter_check_day(as_of: date, quarter: Period, last: date | None, limit: date) -> date | None:
    """The day of the room's self-check in a quarter: about the 12th of its first month, sooner when the last grows old.

    `limit` is the day on which the evidence of `last` goes stale. None while the day has not come.
    """
    usual = near(quarter.start.replace(day=12))
    if usual <= as_of:
        return usual
    if last and as_of > limit and quarter.start <= on_or_before(as_of):
        return on_or_before(as_of)
    return None
