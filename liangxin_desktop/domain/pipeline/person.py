"""One person on the way to membership, as the record tells it on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from liangxin_desktop.domain.development import (
    ACTIVIST,
    ADMISSION_VOTE,
    APPLICATION,
    APPROVAL,
    CONVERSION_APPROVAL,
    CONVERSION_REQUEST,
    CONVERSION_VOTE,
    LISTING,
    TERM,
    Assessment,
    AssessmentKind,
    DevelopmentStep,
    StepDetails,
    VoteResult,
)
from liangxin_desktop.domain.people import Person, Stage
from liangxin_desktop.domain.pipeline.steps import StepTable
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.roster import probation_end

_STAGES = (
    (APPROVAL, Stage.PROBATIONARY),
    (LISTING, Stage.TARGET),
    (ACTIVIST, Stage.ACTIVIST),
    (APPLICATION, Stage.APPLICANT),
)


@dataclass(frozen=True)
class Taken:
    """A step that was taken, and its day."""

    day: date
    record: DevelopmentStep

    @property
    def number(self) -> int:
        """Which of the 25 it is."""
        return self.record.step

    @property
    def details(self) -> StepDetails:
        """What it records beside its date."""
        return self.record.details


@dataclass(frozen=True)
class Term:
    """One term of probation, its request, vote and approval where they are taken; an extension begins another.

    `ends_on` is the day the term is full, from which a vote is lawful; None where the admission is not known.
    """

    ends_on: date | None
    request: Taken | None
    vote: Taken | None
    approval: Taken | None

    @property
    def is_extended(self) -> bool:
        """Whether the vote ended the term by extending probation."""
        return self.vote is not None and self.vote.details.result is VoteResult.EXTEND

    @property
    def is_cancelled(self) -> bool:
        """Whether the vote took the candidacy away."""
        return self.vote is not None and self.vote.details.result is VoteResult.CANCEL

    @property
    def is_conversion(self) -> bool:
        """Whether the vote was to convert; so is one whose result was not written down."""
        return self.vote is not None and self.vote.details.result in (VoteResult.CONVERT, None)


@dataclass(frozen=True)
class Pipeline:
    """A person's steps and assessments as they stand on `as_of`: what is dated later does not exist yet.

    Of several entries of one step the latest counts. Only 22 to 24 come again, after an extension: `terms` holds them,
    and `day` and `latest` then tell of the last term.
    """

    person: Person
    steps: Sequence[DevelopmentStep]
    assessments: Sequence[Assessment]
    as_of: date

    @cached_property
    def taken(self) -> tuple[Taken, ...]:
        """The steps taken, in order of date."""
        dated = [Taken(step.done_on, step) for step in self.steps if step.done_on and step.done_on <= self.as_of]
        return tuple(sorted(dated, key=lambda one: (one.day, one.number)))

    @cached_property
    def under_way(self) -> dict[int, DevelopmentStep]:
        """The steps begun and not yet dated, by number."""
        return {step.step: step for step in self.steps if step.done_on is None}

    def all(self, number: int) -> tuple[Taken, ...]:
        """Every time this step was taken, in order of date."""
        return tuple(one for one in self.taken if one.number == number)

    def latest(self, number: int) -> Taken | None:
        """The step as it was taken last, in the last term for 22 to 24; None while it is not."""
        if number in TERM:
            term = self.terms[-1]
            return (term.request, term.vote, term.approval)[TERM.index(number)]
        return self._last.get(number)

    @cached_property
    def _last(self) -> dict[int, Taken]:
        """Each step as it was taken last, by number."""
        return {one.number: one for one in self.taken}

    def day(self, number: int) -> date | None:
        """The day of the step; None while it is not taken."""
        found = self.latest(number)
        return found.day if found else None

    @cached_property
    def activist_on(self) -> date | None:
        """The day from which the year and the half-years of an activist count.

        A move to another branch that accepts the papers does not restart them (细则 13), so the first decision counts.
        """
        return next((one.day for one in self.taken if one.number == ACTIVIST), None)

    @cached_property
    def listed_on(self) -> date | None:
        """The day of listing; where that is not in the record, of the first step that comes after it."""
        return self.day(LISTING) or next((one.day for one in self.taken if one.number > LISTING), None)

    @cached_property
    def admitted_on(self) -> date | None:
        """The day from which probation counts: of step 15, or as the roster has it where the way there is not kept."""
        return self.day(ADMISSION_VOTE) or self._known_since

    @cached_property
    def _known_since(self) -> date | None:
        """The roster's day of admission of a probationary member of whose way none is in the record up to step 17."""
        on = self.person.admitted_on
        if self.person.stage is not Stage.PROBATIONARY or on is None or on > self.as_of:
            return None
        return None if any(one.number <= APPROVAL for one in self.taken) else on

    @cached_property
    def brought(self) -> int:
        """The step up to which all was settled before the record takes the person up; 0 for who began here.

        That is the one by which they came to the stage in which they joined this branch (细则 13), whether or not the
        days of those before it are known; for a probationary member known from the roster, what precedes conversion.
        """
        if self._known_since:
            return CONVERSION_REQUEST - 1
        joined_on = self.person.joined_on or date.min
        return next((step for step, _ in _STAGES if any(one.day < joined_on for one in self.all(step))), 0)

    @property
    def admitted_here_on(self) -> date | None:
        """The day from which probation counts, unless the membership came to this branch later."""
        day, joined_on = self.admitted_on, self.person.joined_on
        return None if day and joined_on and day < joined_on else day

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The terms of probation, at least one; the last is open while probation lasts."""
        votes: list[Taken | None] = list(self.all(CONVERSION_VOTE))
        held = [one for one in votes if one]
        if not held or held[-1].details.result is VoteResult.EXTEND:
            votes.append(None)
        requests, approvals = self._requests(held, len(votes) - 1), self._approvals(held, len(votes) - 1)
        return tuple(
            Term(self._full_after(held[:place]), requests.get(place), vote, approvals.get(place))
            for place, vote in enumerate(votes)
        )

    def _full_after(self, votes: Iterable[Taken]) -> date | None:
        return probation_end(self.admitted_on, (vote.record for vote in votes)) if self.admitted_on else None

    def _requests(self, votes: Sequence[Taken], last: int) -> dict[int, Taken]:
        """Each request by the vote it waits for; one after the last vote is that vote's, if it has no other."""
        found: dict[int, Taken] = {}
        for request in self.all(CONVERSION_REQUEST):
            place = sum(vote.day < request.day for vote in votes)
            if place <= last:
                found[place] = request
            else:
                found.setdefault(last, request)
        return found

    def _approvals(self, votes: Sequence[Taken], last: int) -> dict[int, Taken]:
        """Each approval by the vote before it; a second one of the same vote belongs to the next term, if any."""
        found: dict[int, Taken] = {}
        for approval in self.all(CONVERSION_APPROVAL):
            place = max(sum(vote.day <= approval.day for vote in votes) - 1, 0)
            if place in found and place < last:
                place += 1
            found.setdefault(place, approval)
        return found

    @property
    def is_converted(self) -> bool:
        """Whether the way has ended in full membership: the conversion is approved, even where no vote is recorded."""
        last = self.terms[-1]
        return last.approval is not None and (last.is_conversion or (last.vote is None and len(self.terms) == 1))

    @property
    def is_cancelled(self) -> bool:
        """Whether the way has ended without it."""
        return self.terms[-1].is_cancelled

    @property
    def probation_ends_on(self) -> date | None:
        """The day probation is or was full, extensions included."""
        return self.terms[-1].ends_on

    @property
    def has_left(self) -> bool:
        """Whether the person has left the branch."""
        return self.person.left_on is not None and self.person.left_on <= self.as_of

    @property
    def stage(self) -> Stage:
        """How far the person is, from the steps taken where they tell."""
        if self.is_converted:
            return Stage.FULL
        return next((stage for step, stage in _STAGES if step in self._last), self.person.stage)

    def missing_before(self, number: int, table: StepTable) -> tuple[int, ...]:
        """The steps that this one depends on and that are not taken, here or where the person came from."""
        return tuple(before for before in table.after(number) if before > self.brought and self.day(before) is None)

    def next_steps(self, table: StepTable) -> tuple[int, ...]:
        """The steps not taken for which everything they depend on is there."""
        ahead = (number for number in table.entries if number > self.brought and self.day(number) is None)
        return tuple(number for number in ahead if not self.missing_before(number, table))

    def assessed_on(self, kind: AssessmentKind) -> tuple[date, ...]:
        """The days of the person's assessments of that kind, in order."""
        days = (one.done_on for one in self.assessments if one.kind is kind and one.done_on <= self.as_of)
        return tuple(sorted(days))


def pipelines_of(record: BranchRecord, as_of: date) -> dict[str, Pipeline]:
    """Everybody in the record by id, with their steps and assessments; empty ways for those who have none."""
    steps: dict[str, list[DevelopmentStep]] = {}
    assessments: dict[str, list[Assessment]] = {}
    for step in record.development:
        steps.setdefault(step.person, []).append(step)
    for assessment in record.assessments:
        assessments.setdefault(assessment.person, []).append(assessment)
    return {one.id: Pipeline(one, steps.get(one.id, ()), assessments.get(one.id, ()), as_of) for one in record.people}
