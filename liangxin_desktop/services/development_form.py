"""What the forms of a person's steps offer and say: who may be named, working days, training, age."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liangxin_desktop.domain.development import APPLICATION
from liangxin_desktop.domain.people import Person
from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.domain.pipeline.requirements import of_age_on
from liangxin_desktop.domain.pipeline.working_days import count
from liangxin_desktop.domain.rules.rulebook import Rule, RuleVersion
from liangxin_desktop.services.people import PersonLine, list_people, roster_of
from liangxin_desktop.services.workspace import Workspace

_AGE, _PUBLICITY, _TRAINING = "dev.age", "dev.publicity", "dev.training"


@dataclass(frozen=True)
class Posted:
    """The working days of a 公示 and how many are asked for (None: by no rule); `provisional` marks 暂算."""

    days: int
    least: int | None
    provisional: bool


@dataclass(frozen=True)
class UnderAge:
    """Somebody may not apply yet: at what age, from which day, and on what ground."""

    years: int
    of_age_on: date
    basis: str


def full_members_on(workspace: Workspace, day: date) -> tuple[PersonLine, ...]:
    """The full members of the branch on that day, from whom 培养联系人 and 入党介绍人 are chosen."""
    return tuple(line for line in list_people(workspace, on=day) if line.standing.is_full(day))


def voters_due_on(workspace: Workspace, day: date) -> int:
    """How many had a vote on that day, by the roster."""
    with workspace.begin() as work:
        standings = roster_of(work).standings.values()
    return sum(one.may_vote(day) for one in standings)


def posted(workspace: Workspace, first: date, last: date, listed_on: date) -> Posted:
    """The working days from `first` to `last`, by the rule in force on the day of listing."""
    version = _version(workspace, _PUBLICITY, listed_on)
    counted = count(first, last, both_ends=version.params["both_ends"] if version else True)
    return Posted(counted.days, version.params["working_days"] if version else None, counted.provisional)


def training_asked(workspace: Workspace, on: date) -> tuple[float, float] | None:
    """So many days, or so many hours, of short training; None where no rule asks for it."""
    version = _version(workspace, _TRAINING, on)
    return (version.params["days"], version.params["hours"]) if version else None


def under_age(workspace: Workspace, birth_date: date, received_on: date) -> UnderAge | None:
    """That somebody born then may not apply on that day; None for those of age (细则 5)."""
    version = _version(workspace, _AGE, received_on)
    limit = of_age_on(birth_date, version.params) if version else None
    if version is None or limit is None or received_on >= limit:
        return None
    return UnderAge(version.params["years"], limit, version.basis)


def may_apply(workspace: Workspace) -> tuple[Person, ...]:
    """Those in the roster whose application is not registered: neither members nor gone."""
    with workspace.begin() as work:
        applied = {step.person for _, step in work.development.all() if step.step == APPLICATION}
    lines = (one for one in list_people(workspace) if not one.stage.is_member and not one.person.left_on)
    return tuple(line.person for line in lines if line.person.id not in applied)


def age_words(asked: UnderAge) -> str:
    """The sentence on somebody under age."""
    return f"{official_date(asked.of_age_on)}才满{asked.years}周岁（{asked.basis}）。"


def names_of(workspace: Workspace) -> dict[str, str]:
    """The name of everybody in the record by id."""
    with workspace.begin() as work:
        return {one.id: one.name for one in work.people.all()}


def _version(workspace: Workspace, code: str, on: date) -> RuleVersion | None:
    with workspace.begin() as work:
        rule: Rule = workspace.book(work)[code]
    return rule.on(on) if rule.enabled else None
