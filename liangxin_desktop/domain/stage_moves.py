"""Who stands where on the way to membership on which day, and every change of it: what returns count from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from liangxin_desktop.domain.leaving import LeavingKind, leaving_kind
from liangxin_desktop.domain.people import Stage
from liangxin_desktop.domain.pipeline.person import Pipeline
from liangxin_desktop.domain.rules import Ground

STAGES = (Stage.APPLICANT, Stage.ACTIVIST, Stage.TARGET, Stage.PROBATIONARY)
"""The stages before full membership, in order."""
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Move:
    """One person's change of stage on a day; None is off the way, before it began or after it ended."""

    person: str
    day: date
    before: Stage | None
    after: Stage | None

    @property
    def is_advance(self) -> bool:
        """Whether it leads to a later stage."""
        return bool(self.before and self.after and _rank(self.after) > _rank(self.before))


def stage_on(ground: Ground, person_id: str, day: date) -> Stage | None:
    """Where somebody stands on a day: one of the stages, full, or None for who is not on the way or not in the branch.

    Members go by the roster, so that what the superior committee decides counts from its approval.
    """
    standing, person = ground.roster.standings[person_id], ground.pipelines[person_id]
    if standing.is_member(day):
        return Stage.FULL if standing.is_full(day) else Stage.PROBATIONARY
    gone = (day_ for day_ in (standing.member_until, person.person.left_on) if day_)
    if any(end <= day for end in gone) or (standing.member_from and standing.member_from <= day):
        return None
    if person.person.joined_on and day < person.person.joined_on:
        return None
    return _stage_before_membership(person, day)


def stock(ground: Ground, stage: Stage, day: date) -> int:
    """How many stand at a stage on a day."""
    return sum(stage_on(ground, person, day) is stage for person in ground.pipelines)


def _stage_before_membership(person: Pipeline, day: date) -> Stage | None:
    taken = replace(person, as_of=day)
    if not taken.taken:
        begins_later = any(step.done_on for step in person.steps)
        return None if begins_later or person.person.stage.is_member else person.person.stage
    return taken.stage if taken.stage in STAGES else None


def moves_since(ground: Ground, first: date) -> list[Move]:
    """Everybody's changes of stage from that day to the ground's, those of one person in order."""
    return [move for person in ground.pipelines for move in _moves(ground, person, first)]


def _moves(ground: Ground, person_id: str, first: date) -> Iterator[Move]:
    before = stage_on(ground, person_id, first - DAY)
    for day in _days_of_change(ground, person_id, first):
        after = stage_on(ground, person_id, day)
        if after is not before:
            yield Move(person_id, day, before, after)
        before = after


def _days_of_change(ground: Ground, person_id: str, first: date) -> list[date]:
    standing, person = ground.roster.standings[person_id], ground.pipelines[person_id]
    bounds = (standing.member_from, standing.votes_from, standing.member_until)
    days = (*bounds, person.person.joined_on, person.person.left_on, *(one.day for one in person.taken))
    return sorted({day for day in days if day and first <= day <= ground.as_of})


def has_left(ground: Ground, move: Move) -> bool:
    """Whether the person has left the branch by the day of the move."""
    left_on = ground.pipelines[move.person].person.left_on
    return left_on is not None and left_on <= move.day


def left_by(ground: Ground, move: Move) -> LeavingKind | None:
    """How somebody left by the day of the move, where the record says it in the words of the list."""
    reason = ground.pipelines[move.person].person.left_reason if has_left(ground, move) else None
    return leaving_kind(reason, ground.book.labels["leaving_kind"])


def is_cancellation(ground: Ground, move: Move) -> bool:
    """By the vote that was to convert, or by a decision before it was due."""
    if move.before is not Stage.PROBATIONARY or move.after is not None:
        return False
    return not has_left(ground, move) or left_by(ground, move) is LeavingKind.REVOKED


def is_departure(ground: Ground, move: Move) -> bool:
    """Whether somebody on the way left otherwise than by a cancellation."""
    gone = move.before in STAGES and move.after is None and has_left(ground, move)
    return gone and not is_cancellation(ground, move)


def is_arrival(ground: Ground, move: Move) -> bool:
    """Whether somebody came over from another branch, at whatever stage."""
    return move.before is None and move.day == ground.pipelines[move.person].person.joined_on


def _rank(stage: Stage) -> int:
    return list(Stage).index(stage)
