"""What a sample is told from: the day, how far back it goes, how many members; and its chances and texts."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from liangxin_desktop.domain.periods import Period, add_months
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.paths import resources
from liangxin_desktop.services.sample.diary import on_or_after

_SEED = "八号桥"
_PEOPLE, _YEARS = range(8, 1001), range(1, 41)
_FIRST_YEAR, _LAST_YEAR = 1950, 9000


@dataclass(frozen=True)
class Setting:
    """The sample's day, its first day (1 January, at least `years` years before) and its number of members."""

    as_of: date
    years: int
    people: int

    def __post_init__(self) -> None:
        if self.people not in _PEOPLE:
            raise RefusedError(f"示例支部的党员人数应在{_PEOPLE[0]}到{_PEOPLE[-1]}之间。", "请换一个人数再试。")
        if self.years not in _YEARS:
            raise RefusedError(f"示例的年数应在{_YEARS[0]}到{_YEARS[-1]}之间。", "请换一个年数再试。")
        if self.as_of.year - self.years < _FIRST_YEAR or self.as_of.year > _LAST_YEAR:
            raise RefusedError(f"示例不能从{self.as_of.isoformat()}讲起。", "请换一个日期或较少的年数再试。")

    @property
    def start(self) -> date:
        """The first day of the record."""
        return date(self.as_of.year - self.years, 1, 1)

    @property
    def established_on(self) -> date:
        """The day the branch was set up: the first working day of the record."""
        return on_or_after(self.start)

    @property
    def last_month(self) -> Period:
        """The last whole month before the day."""
        return Period.containing(self.as_of, "month").previous()

    @property
    def last_quarter(self) -> Period:
        """The last whole quarter before the day."""
        return Period.containing(self.as_of, "quarter").previous()

    def months(self) -> list[date]:
        """The first day of each month from the start to the day, in order."""
        count = (self.as_of.year - self.start.year) * 12 + self.as_of.month
        return [add_months(self.start, index) for index in range(count)]


@cache
def texts(name: str) -> dict[str, Any]:
    """One of the sample's text files, e.g. `people`."""
    with (resources() / "sample" / f"{name}.toml").open("rb") as stream:
        return tomllib.load(stream)


def chance(*key: object) -> random.Random:
    """The source of chance for one thing: always the same for the same key."""
    return random.Random("|".join(map(str, (_SEED, *key))))  # noqa: S311 - an invented sample, nothing secret
