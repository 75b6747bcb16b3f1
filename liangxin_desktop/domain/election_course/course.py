"""换届 as a guided course: its steps with their days, what each still lacks, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from liangxin_desktop.domain.election_course.checks import CourseGround, Judged, judge
from liangxin_desktop.domain.election_course.table import CourseStep, CourseTable
from liangxin_desktop.domain.elections import Election, ElectionKind
from liangxin_desktop.domain.findings import Finding
from liangxin_desktop.domain.periods import add_months
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.roster import Roster
from liangxin_desktop.domain.rules import RuleBook
from liangxin_desktop.domain.terms import term_before

FINISH = "finish"
"""The last step, at which the result goes into the record."""


@dataclass(frozen=True)
class StepState:
    """One step as it stands: `lacks` are the names of what is not filled in, `wanted_by` the day it should be done.

    `done_on` is its latest day; that of the vote where it has none of its own.
    """

    step: CourseStep
    lacks: tuple[str, ...]
    wanted_by: date | None
    done_on: date | None
    judged: tuple[Judged, ...]

    @property
    def is_done(self) -> bool:
        """Whether everything it needs is there."""
        return not self.lacks

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is not as it should be."""
        return tuple(one.finding for one in self.judged if one.finding is not None)


@dataclass(frozen=True)
class Course:
    """An election's whole course. `committee`: whether a committee is elected, or only the secretary and a deputy."""

    election: Election
    committee: bool
    term_ends_on: date | None
    voters: int | None
    steps: tuple[StepState, ...]

    @property
    def judged(self) -> tuple[Judged, ...]:
        """Every check made, in the order of the steps."""
        return tuple(one for state in self.steps for one in state.judged)

    @property
    def voids(self) -> tuple[Judged, ...]:
        """What keeps the election from having a result."""
        return tuple(one for one in self.judged if one.void and not one.good)

    def state(self, key: str) -> StepState:
        """The step of that key. Raises KeyError where the course has none."""
        found = {state.step.key: state for state in self.steps}
        return found[key]


def elected_by_votes(election: Election, table: CourseTable) -> frozenset[str]:
    """Whom the votes elect: of those with more than half of the voters present, as many as there are seats.

    Whoever shares the last seat's votes with more people than there are seats left is not among them.
    """
    if election.present is None:
        return frozenset()
    least, seats = table.least_votes(election.present), election.seats or len(election.candidates)
    enough = [one for one in election.candidates if (one.in_favour or 0) >= least]
    if len(enough) <= seats:
        return frozenset(one.person for one in enough)
    last = sorted((one.in_favour or 0 for one in enough), reverse=True)[seats]
    return frozenset(one.person for one in enough if (one.in_favour or 0) > last)


def voters_on(roster: Roster, day: date) -> int:
    """How many have a vote in the branch that day (选举条例 5)."""
    return sum(one.may_vote(day) for one in roster.standings.values())


def course_of(record: BranchRecord, election: Election, table: CourseTable, book: RuleBook, today: date) -> Course:
    """The course of an election, kept or under way, as told from `today`."""
    roster = Roster.of(record)
    ground = CourseGround(
        election=election,
        table=table,
        roster=roster,
        committee=_elects_committee(roster, election, book, today),
        term_ends_on=term_before(record.branch, record.elections, election),
        branch=record.branch.name,
        voters=voters_on(roster, election.held_on) if election.held_on else None,
    )
    judged = judge(ground)
    steps = [one for one in table.step if ground.committee or not one.committee]
    states = tuple(_state(ground, one, _of_step(judged, one, steps)) for one in steps)
    return Course(election, ground.committee, ground.term_ends_on, ground.voters, states)


def _of_step(judged: tuple[Judged, ...], step: CourseStep, steps: Sequence[CourseStep]) -> tuple[Judged, ...]:
    """The checks that stand at a step; those of a step left out stand at the last."""
    known = {one.key for one in steps}
    return tuple(one for one in judged if (one.step if one.step in known else FINISH) == step.key)


def _elects_committee(roster: Roster, election: Election, book: RuleBook, today: date) -> bool:
    """Whether there is a committee: three seats or more, else by how many full members there are (支部条例 20)."""
    asked, day = book["org.committee-required"].version[-1].params, election.held_on or today
    if election.kind is ElectionKind.BY_ELECTION:
        return len(roster.committee(day)) + (election.seats or 0) >= int(asked["least"])
    if election.seats is not None:
        return election.seats >= int(asked["least"])
    return len(roster.full_members(day)) >= int(asked["members"])


def _state(ground: CourseGround, step: CourseStep, judged: tuple[Judged, ...]) -> StepState:
    names, ends_on = ground.table.field, ground.term_ends_on
    wanted = None if ends_on is None or step.months_before is None else add_months(ends_on, -step.months_before)
    dated = [name for name in step.fields if name.endswith("_on")] or ["held_on"]
    days = [value for name in dated if (value := getattr(ground.election, name)) is not None]
    return StepState(
        step=step,
        lacks=tuple(names[name] for name in step.needs if not _is_there(ground.election, name)),
        wanted_by=wanted,
        done_on=max(days, default=None),
        judged=judged,
    )


def _is_there(election: Election, need: str) -> bool:
    if need == "votes":
        return bool(election.candidates) and all(one.in_favour is not None for one in election.candidates)
    if need == "roles":
        return bool(election.elected) and all(one.role is not None for one in election.elected)
    return getattr(election, need) not in (None, ())
