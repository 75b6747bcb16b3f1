"""What lies ahead of one person: the earliest lawful day of every step not yet taken, and what each still wants."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from liangxin_desktop.domain.development import (
    ACTIVIST,
    ADMISSION_VOTE,
    APPLICATION,
    ARCHIVING,
    COMMITTEE_REVIEW,
    CONVERSION_VOTE,
    LISTING,
    POLITICAL_REVIEW,
    TARGET,
    TRAINING,
    Conclusion,
    StepDetails,
)
from liangxin_desktop.domain.periods import add_years, official_date
from liangxin_desktop.domain.pipeline.person import Pipeline
from liangxin_desktop.domain.pipeline.requirements import amount, listing_from, of_age_on, training_of
from liangxin_desktop.domain.pipeline.steps import STEPS
from liangxin_desktop.domain.roster import probation_end
from liangxin_desktop.domain.rules.rulebook import RuleBook, RuleVersion

ORDER = "dev.order"


@dataclass(frozen=True)
class Lack:
    """One thing that is wanting for a step: the rule that asks for it, its ground, and the words.

    `until` is the day before which the step would be too early, None where no calendar decides.
    """

    code: str
    basis: str
    message: str
    until: date | None = None


@dataclass(frozen=True)
class Forecast:
    """A step not yet taken. `earliest` is never before the day it is told from; `provisional` marks 暂算.

    Steps that wait for others count on those being taken on their own earliest days.
    """

    number: int
    earliest: date
    provisional: bool
    lacks: tuple[Lack, ...]

    @property
    def is_open(self) -> bool:
        """Whether the step may be taken today."""
        return not self.lacks


@dataclass(frozen=True)
class _Limit:
    code: str
    day: date
    provisional: bool = False
    words: Mapping[str, object] | None = None


@dataclass(frozen=True)
class _Ahead:
    """The days of the steps, taken or foreseen, as the forecast goes along."""

    person: Pipeline
    book: RuleBook
    days: dict[int, date]
    guessed: set[int] = field(default_factory=set)

    def version(self, code: str, on: date) -> RuleVersion | None:
        """The rule's version that day; None where it is switched off."""
        rule = self.book.rules.get(code)
        return rule.on(on) if rule and rule.enabled else None


def forecast(person: Pipeline, book: RuleBook) -> tuple[Forecast, ...]:
    """Every step not yet taken, in order, as told from the person's `as_of`; none once the way has ended otherwise."""
    if person.is_cancelled or person.has_left:
        return ()
    taken = {number: day for number in book.steps.entries if (day := person.day(number))}
    ahead = _Ahead(person, book, taken)
    return tuple(_foreseen(ahead, number) for number in range(_first(person), STEPS + 1) if number not in taken)


def _first(person: Pipeline) -> int:
    """Whoever is converted has the papers ahead; what was settled elsewhere or before the record is not asked for."""
    return ARCHIVING if person.is_converted else person.brought + 1


def _foreseen(ahead: _Ahead, number: int) -> Forecast:
    needed = ahead.book.steps.after(number)
    day = max([ahead.person.as_of, *(ahead.days[before] for before in needed if before in ahead.days)])
    limit = LIMITS[number](ahead, day) if number in LIMITS else None
    earliest = max(day, limit.day) if limit else day
    lacks = tuple(_lacks(ahead, number, earliest, limit))
    ahead.days[number] = earliest
    if (limit and limit.provisional) or not ahead.guessed.isdisjoint(needed):
        ahead.guessed.add(number)
    return Forecast(number, earliest, number in ahead.guessed, lacks)


def _lacks(ahead: _Ahead, number: int, on: date, limit: _Limit | None) -> Iterator[Lack]:
    """Steps missing, contents wanting, and the day not yet come."""
    for before in ahead.person.missing_before(number, ahead.book.steps):
        if before >= _first(ahead.person):
            words = {"number": before, "name": ahead.book.steps.name(before, on)}
            yield from _lack(ahead, ORDER, on, words)
    if number in (TRAINING, COMMITTEE_REVIEW):
        yield from _training(ahead, on)
    if number == COMMITTEE_REVIEW:
        yield from _review(ahead, on)
    if limit and limit.day > ahead.person.as_of:
        words = {"day": official_date(limit.day), **(limit.words or {})}
        yield from _lack(ahead, limit.code, on, words, until=limit.day)


def _lack(
    ahead: _Ahead, code: str, on: date, words: Mapping[str, object], *, until: date | None = None
) -> Iterator[Lack]:
    version = ahead.version(code, on)
    if version:
        yield Lack(code, version.basis, ahead.book[code].messages["lacking"].format(**words), until)


def _training(ahead: _Ahead, on: date) -> Iterator[Lack]:
    """How much of the training is short, once it is begun; before that the step itself is missing."""
    version, latest = ahead.version("dev.training", on), ahead.person.latest(TRAINING)
    entry = latest.record if latest else ahead.person.under_way.get(TRAINING)
    if version is None or entry is None or entry.details.special_reason:
        return
    had = training_of(entry.details, version.params)
    if not had.is_enough:
        yield from _lack(ahead, "dev.training", on, {"days": amount(had.days_short), "hours": amount(had.hours_short)})


def _review(ahead: _Ahead, on: date) -> Iterator[Lack]:
    latest = ahead.person.latest(POLITICAL_REVIEW)
    if latest and latest.details.conclusion is not Conclusion.QUALIFIED:
        yield from _lack(ahead, "dev.review", on, {})


def _age(ahead: _Ahead, day: date) -> _Limit | None:
    version, birth = ahead.version("dev.age", day), ahead.person.person.birth_date
    return _Limit("dev.age", of_age_on(birth, version.params)) if version and birth else None


def _year(ahead: _Ahead, day: date) -> _Limit | None:
    version, since = ahead.version("dev.target-early", day), ahead.person.activist_on or ahead.days.get(ACTIVIST)
    return _Limit("dev.target-early", add_years(since, version.params["years"])) if version and since else None


def _publicity(ahead: _Ahead, day: date) -> _Limit | None:
    """公示 as it was begun, else beginning on the first day it can."""
    version, begun = ahead.version("dev.publicity", day), ahead.person.under_way.get(LISTING)
    if version is None:
        return None
    details = begun.details if begun else StepDetails()
    found = listing_from(details.publicity_from or day, details.publicity_to, version.params)
    words = {"least": version.params["working_days"], "mark": "（暂算）" if found.provisional else ""}
    return _Limit("dev.publicity", found.day, found.provisional, words)


def _probation(ahead: _Ahead, day: date) -> _Limit | None:
    admitted = ahead.days.get(ADMISSION_VOTE)
    ends_on = ahead.person.probation_ends_on or (probation_end(admitted, ()) if admitted else None)
    version = ahead.version("dev.conversion-early", day)
    return _Limit("dev.conversion-early", ends_on) if version and ends_on else None


LIMITS: dict[int, Callable[[_Ahead, date], _Limit | None]] = {
    APPLICATION: _age,
    TARGET: _year,
    LISTING: _publicity,
    CONVERSION_VOTE: _probation,
}
