"""What steps ask for beyond their order, worked out once for the rules and for the forecast. Numbers come as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

from liangxin_desktop.domain.development import AssessmentKind, StepDetails
from liangxin_desktop.domain.periods import add_months, add_years
from liangxin_desktop.domain.pipeline.person import Pipeline
from liangxin_desktop.domain.pipeline.working_days import Reckoned, last_of

Params = Mapping[str, Any]
HORIZON = date(9900, 1, 1)
"""Nothing is reckoned beyond this day, so that a slip of the pen in a year stays a date."""


def of_age_on(birth_date: date, params: Params) -> date:
    """The birthday on which a person may apply; the horizon for a birth beyond it."""
    years: int = params["years"]
    return add_years(birth_date, years) if birth_date.year + years < HORIZON.year else HORIZON


def assessments_owed(person: Pipeline, params: Params) -> Iterator[date]:
    """The days of the half-yearly assessments of an activist that none was made for, in order; they end with listing.

    Assessments answer the days due in their order, whenever they were made. The days to come are among those owed, but
    none before the person came to this branch: what was not made by then was owed elsewhere.
    """
    since, until = person.activist_on, person.listed_on or HORIZON
    if since is None:
        return
    joined_on = person.person.joined_on or since
    made = [day for day in person.assessed_on(AssessmentKind.ACTIVIST) if day >= since]
    made_before = sum(day < joined_on for day in made)
    due_before = next(n for n in count() if add_months(since, (n + 1) * params["months"]) >= min(joined_on, HORIZON))
    for number in count(max(made_before, due_before) + len(made) - made_before + 1):
        due_on = add_months(since, number * params["months"])
        if due_on >= until:
            return
        yield due_on


def posted_long_enough_on(posted_from: date, params: Params) -> Reckoned:
    """The last of the working days that 公示 needs; listing is lawful from the day after."""
    return last_of(posted_from, params["working_days"], both_ends=params["both_ends"])


def listing_from(posted_from: date, posted_to: date | None, params: Params) -> Reckoned:
    """The first day on which listing is lawful; the horizon for a 公示 beyond it."""
    if max(posted_from, posted_to or posted_from) >= HORIZON:
        return Reckoned(HORIZON, provisional=True)
    full = posted_long_enough_on(posted_from, params)
    return Reckoned(max(full.day, posted_to or full.day) + timedelta(days=1), full.provisional)


@dataclass(frozen=True)
class Training:
    """How much of the short training was had, and how much of each measure is wanting; either is enough."""

    days: float
    hours: float
    days_short: float
    hours_short: float

    @property
    def is_enough(self) -> bool:
        """Whether one of the measures is full."""
        return self.days_short <= 0 or self.hours_short <= 0

    @property
    def is_none(self) -> bool:
        """Whether there was no training at all."""
        return self.days <= 0 and self.hours <= 0


def training_of(details: StepDetails | None, params: Params) -> Training:
    """The training that the details tell of; none for no details."""
    days = (details and details.days) or 0
    hours = (details and details.hours) or 0
    return Training(days, hours, params["days"] - days, params["hours"] - hours)


def amount(number: float) -> str:
    """A number of days or hours as a form writes it: 3, 2.5."""
    return f"{number:g}"
