"""Stock and flow of the members over a year: who was approved, came over, was converted, went, and in which way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from liangxin_desktop.domain.annual_figures import LeavingFigures, MemberFigures
from liangxin_desktop.domain.leaving import LeavingKind
from liangxin_desktop.domain.people import Stage
from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.rules import Ground
from liangxin_desktop.domain.stage_moves import DAY, Move, is_arrival, is_cancellation, left_by, stock

_STANDINGS = (Stage.FULL, Stage.PROBATIONARY)
_ALL, _OTHERWISE = "合计", "其他"


def member_figures(ground: Ground, period: Period, moves: Sequence[Move]) -> tuple[MemberFigures, ...]:
    """Full and probationary members up to the ground's day, and both; `moves` are those since the period began."""
    figures = tuple(_of_standing(ground, stage, period, moves) for stage in _STANDINGS)
    counts = [name for name in MemberFigures.model_fields if name not in ("stage", "title")]
    sums = {name: sum(getattr(one, name) for one in figures) for name in counts}
    return (*figures, MemberFigures(stage=None, title=_ALL, **sums))


def leaving_figures(ground: Ground, moves: Iterable[Move]) -> tuple[LeavingFigures, ...]:
    """In how many ways how many members left, in the order of the list; those told in other words stand last."""
    counts = Counter(_way(ground, one) for one in moves if _goes(one))
    names = ground.book.labels["leaving_kind"]
    return tuple(
        LeavingFigures(kind=kind, title=names[kind] if kind else _OTHERWISE, count=counts[kind])
        for kind in (*LeavingKind, None)
        if counts[kind]
    )


def _of_standing(ground: Ground, stage: Stage, period: Period, moves: Sequence[Move]) -> MemberFigures:
    def count(wanted: Callable[[Move], bool]) -> int:
        return sum(wanted(one) for one in moves)

    return MemberFigures(
        stage=stage,
        title=ground.book.labels["stage"][stage],
        opening=stock(ground, stage, period.start - DAY),
        approved=count(lambda one: one.after is stage and _comes(one) and not is_arrival(ground, one)),
        transferred_in=count(lambda one: one.after is stage and is_arrival(ground, one)),
        converted_in=count(lambda one: one.after is stage and _is_member(one.before)),
        converted_out=count(lambda one: one.before is stage and _is_member(one.after)),
        transferred_out=count(lambda one: one.before is stage and _goes(one) and _is_transfer(ground, one)),
        gone=count(lambda one: one.before is stage and _goes(one) and not _is_transfer(ground, one)),
        closing=stock(ground, stage, ground.as_of),
    )


def _way(ground: Ground, move: Move) -> LeavingKind | None:
    return LeavingKind.REVOKED if is_cancellation(ground, move) else left_by(ground, move)


def _is_transfer(ground: Ground, move: Move) -> bool:
    way = _way(ground, move)
    return way is not None and way.is_transfer


def _comes(move: Move) -> bool:
    return _is_member(move.after) and not _is_member(move.before)


def _goes(move: Move) -> bool:
    return _is_member(move.before) and not _is_member(move.after)


def _is_member(stage: Stage | None) -> bool:
    return stage is not None and stage.is_member
