"""Who belongs to the branch on a given day, who votes, and who is due at a session."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from liangxin_desktop.domain.development import (
    ACTIVIST,
    ADMISSION_VOTE,
    APPLICATION,
    APPROVAL,
    CONVERSION_APPROVAL,
    CONVERSION_VOTE,
    LISTING,
    DevelopmentStep,
    VoteResult,
)
from liangxin_desktop.domain.people import Person, Role, Stage
from liangxin_desktop.domain.periods import add_months, add_years, whole_months
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.sessions import Session, SessionKind

PROBATION_YEARS = 1
_STAGE_BY_STEP = ((APPROVAL, Stage.PROBATIONARY), (LISTING, Stage.TARGET), (ACTIVIST, Stage.ACTIVIST))


@dataclass(frozen=True)
class Standing:
    """Where a person stands.

    `member_from` … `member_until` (the first day no longer) bound the membership in this branch, `votes_from` begins
    full membership; `date.min` where the record only says that it was so before. `admitted_on` and `full_on` are the
    days that count for 入党时间 and 党龄.
    """

    person: Person
    stage: Stage
    admitted_on: date | None
    full_on: date | None
    member_from: date | None
    votes_from: date | None
    member_until: date | None

    def is_member(self, day: date) -> bool:
        """Whether the person is a member of the branch that day, probationary included."""
        return self.member_from is not None and self.member_from <= day and not self._gone(day)

    def is_full(self, day: date) -> bool:
        """Whether the person is a full member of the branch that day."""
        return self.is_member(day) and self.votes_from is not None and self.votes_from <= day

    def may_vote(self, day: date) -> bool:
        """Whether the person has a vote that day: full, and not under 留党察看 or with suspended rights."""
        return self.person.votes and self.is_full(day)

    def months_in_party(self, day: date) -> int | None:
        """党龄 in whole months: from the day probation ended (细则 33) to the day, or to the leaving of the branch.

        None for those not full by then, and where the record doesn't say since when.
        """
        until = min(day, self.member_until or day)
        if self.full_on is None or self.full_on > until:
            return None
        return whole_months(self.full_on, until)

    def _gone(self, day: date) -> bool:
        return self.member_until is not None and self.member_until <= day


def standing_of(person: Person, steps: Sequence[DevelopmentStep]) -> Standing:
    """A person's standing: from the steps taken, where there are any that say; else from the particulars.

    Step 17 makes a probationary member, counted from step 15's date; step 24 after a vote to convert makes a full
    member, whose 党龄 counts from the day probation ended, however late the vote was (细则 31, 33).
    """
    taken = sorted((step for step in steps if step.done_on is not None), key=lambda step: (step.done_on, step.step))
    if not any(step.step == APPROVAL for step in taken):
        return _standing_by_particulars(person, taken)
    return _standing_by_steps(person, taken)


def _standing_by_particulars(person: Person, taken: Sequence[DevelopmentStep]) -> Standing:
    on_the_way = bool(taken) and max(step.step for step in taken) < APPROVAL
    stage = person.stage if person.stage.is_member and not on_the_way else _stage_reached(person, taken)
    if not stage.is_member:
        return Standing(person, stage, None, None, None, None, person.left_on)
    admitted = person.admitted_on
    member_from = max(admitted or date.min, person.joined_on or date.min)
    votes_from = None
    if stage is Stage.FULL:
        votes_from = person.full_on or (add_years(admitted, PROBATION_YEARS) if admitted else date.min)
    return Standing(person, stage, admitted, person.full_on, member_from, votes_from, person.left_on)


def _standing_by_steps(person: Person, taken: Sequence[DevelopmentStep]) -> Standing:
    approved_on = _last_date(taken, APPROVAL)
    admitted = _last_date(taken, ADMISSION_VOTE) or person.admitted_on or approved_on
    member_from = max(approved_on or date.min, person.joined_on or date.min)
    decided = [step for step in taken if step.step == CONVERSION_VOTE and step.details.result is not None]
    result = decided[-1].details.result if decided else None
    settled_on = _last_date(taken, CONVERSION_APPROVAL)
    if settled_on and result is VoteResult.CANCEL:
        until = min(settled_on, person.left_on or settled_on)
        return Standing(person, Stage.PROBATIONARY, admitted, None, member_from, None, until)
    if settled_on and result in (VoteResult.CONVERT, None):
        full_on = probation_end(admitted, taken) if admitted else settled_on
        return Standing(person, Stage.FULL, admitted, full_on, member_from, settled_on, person.left_on)
    return Standing(person, Stage.PROBATIONARY, admitted, None, member_from, None, person.left_on)


def probation_end(admitted_on: date, steps: Iterable[DevelopmentStep]) -> date:
    """The day probation is full: one year after the admission vote, and every extension decided (细则 31)."""
    extensions = (step.details.extend_months or 0 for step in steps if step.details.result is VoteResult.EXTEND)
    return add_months(admitted_on, 12 * PROBATION_YEARS + sum(extensions))


def _stage_reached(person: Person, taken: Sequence[DevelopmentStep]) -> Stage:
    reached = {step.step for step in taken}
    for step, stage in _STAGE_BY_STEP:
        if step in reached:
            return stage
    return Stage.APPLICANT if APPLICATION in reached else person.stage


def _last_date(taken: Sequence[DevelopmentStep], number: int) -> date | None:
    return next((step.done_on for step in reversed(taken) if step.step == number), None)


@dataclass(frozen=True)
class Attendance:
    """One session against the roster of its day; people as ids, counts of voters among them."""

    due: tuple[str, ...]
    present: tuple[str, ...]
    leave: tuple[str, ...]
    absent: tuple[str, ...]
    voters_due: int
    voters_present: int

    @property
    def rate(self) -> float | None:
        """Present of due, 0 … 1; null where nobody was due."""
        return len(self.present) / len(self.due) if self.due else None


class Roster:
    """The people of a record by day. Made once for a record; every question takes the day."""

    def __init__(self, people: Iterable[Person], steps: Iterable[DevelopmentStep] = ()) -> None:
        steps_of: dict[str, list[DevelopmentStep]] = {}
        for step in steps:
            steps_of.setdefault(step.person, []).append(step)
        self.standings = {person.id: standing_of(person, steps_of.get(person.id, ())) for person in people}

    @classmethod
    def of(cls, record: BranchRecord) -> Roster:
        """The roster of a whole record."""
        return cls(record.people, record.development)

    def name(self, person_id: str | None) -> str:
        """The person's name; a text that is no id is a name already."""
        standing = self.standings.get(person_id or "")
        return standing.person.name if standing else person_id or ""

    def members(self, day: date) -> list[Standing]:
        """Members of the branch that day, probationary included, in the order of the record."""
        return [standing for standing in self.standings.values() if standing.is_member(day)]

    def full_members(self, day: date) -> list[Standing]:
        """Full members of the branch that day."""
        return [standing for standing in self.standings.values() if standing.is_full(day)]

    def committee(self, day: date) -> list[Standing]:
        """Members who hold a seat in the leadership that day."""
        return [standing for standing in self.members(day) if standing.person.role is not None]

    def secretary(self, day: date) -> Standing | None:
        """The branch's secretary that day."""
        return next((one for one in self.committee(day) if one.person.role is Role.SECRETARY), None)

    def due(self, kind: SessionKind, group: str | None, day: date) -> list[Standing] | None:
        """Who is due at a session of that kind; None for kinds to which only those named come."""
        if kind in (SessionKind.HEART_TALK, SessionKind.OTHER):
            return None
        if kind is SessionKind.COMMITTEE_MEETING:
            return self.committee(day)
        if kind is SessionKind.GROUP_MEETING:
            return [one for one in self.members(day) if one.person.group == group]
        return self.members(day)

    def attendance(self, session: Session) -> Attendance:
        """The session's attendance; whoever is due and not named counts as absent."""
        day = session.held_on
        excused = [leave.person for leave in session.leave]
        due = self.due(session.kind, session.group, day)
        named = [*session.present, *excused, *session.absent]
        due_ids = named if due is None else [one.person.id for one in due]
        voters = {person for person in due_ids if person in self.standings and self.standings[person].may_vote(day)}
        present, leave = set(session.present) & set(due_ids), set(excused) & set(due_ids)
        return Attendance(
            due=tuple(due_ids),
            present=tuple(person for person in due_ids if person in present),
            leave=tuple(person for person in due_ids if person in leave),
            absent=tuple(person for person in due_ids if person not in present | leave),
            voters_due=len(voters),
            voters_present=len(voters & present),
        )
