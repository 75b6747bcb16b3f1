"""Compiles 发展党员情况报表: stock and flow of each stage over the quarter, everybody on the way, the year's plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from liangxin_desktop.domain.development import (
    ADMISSION_VOTE,
    APPLICATION,
    APPROVAL,
    CONVERSION_APPROVAL,
    CONVERSION_REQUEST,
    CONVERSION_VOTE,
    LISTING,
    OATH,
    PRE_REVIEW,
    TALK,
)
from liangxin_desktop.domain.findings import Finding, Severity
from liangxin_desktop.domain.leaving import LeavingKind
from liangxin_desktop.domain.people import Stage
from liangxin_desktop.domain.periods import Period, add_months
from liangxin_desktop.domain.pipeline.person import Pipeline
from liangxin_desktop.domain.pipeline.requirements import assessments_owed
from liangxin_desktop.domain.returns import DevelopmentFigures, DevelopmentRow, StageFigures
from liangxin_desktop.domain.rules import Ground, RuleBook, check_ground, ground_of
from liangxin_desktop.domain.stage_moves import (
    DAY,
    STAGES,
    Move,
    is_arrival,
    is_cancellation,
    is_departure,
    left_by,
    moves_since,
    stage_on,
    stock,
)

RULES = "dev."
_CONVERTED, _CANCELLED, _LEFT = "已转正", "取消资格", "已离开"
_ASSESSMENT = "半年考察"


@dataclass(frozen=True)
class DevelopmentCompilation:
    """What the return says: its figures, a row for each person, and the findings that fall in the period."""

    figures: DevelopmentFigures
    rows: tuple[DevelopmentRow, ...]
    findings: tuple[Finding, ...]


def compile_development(ground: Ground, period: Period) -> DevelopmentCompilation:
    """The quarter on this ground: figures and rows as they stood when it ended or, within it, on the ground's day.

    Findings are judged from the ground's own day, so that a limit on the quarter's last day is told once it is missed.
    """
    told = ground_of(ground.record, ground.book, as_of=min(period.end, ground.as_of), since=period.start)
    moves = moves_since(told, period.start)
    return DevelopmentCompilation(
        figures=development_figures(told, period, moves),
        rows=tuple(_rows(told, moves)),
        findings=_findings(ground, told, period),
    )


def development_figures(ground: Ground, period: Period, moves: Sequence[Move]) -> DevelopmentFigures:
    """Stock and flow over the period up to the ground's day; `moves` are those since the period began."""
    year = period.start.year
    admitted = [day for one in ground.pipelines.values() if (day := one.admitted_here_on)]
    votes = [term.vote for one in ground.pipelines.values() for term in one.terms if term.vote and term.is_extended]
    return DevelopmentFigures(
        told_on=ground.as_of,
        stages=tuple(_stage_figures(ground, stage, period, moves) for stage in STAGES),
        admitted=sum(day in period for day in admitted),
        converted=sum(one.before is Stage.PROBATIONARY and one.after is Stage.FULL for one in moves),
        extended=sum(vote.day in period for vote in votes),
        cancelled=sum(is_cancellation(ground, one) for one in moves),
        left=len(gone := [one for one in moves if is_departure(ground, one)]),
        transferred_out=sum(bool((kind := left_by(ground, one)) and kind.is_transfer) for one in gone),
        transferred_in=sum(one.after in STAGES and is_arrival(ground, one) for one in moves),
        year=year,
        planned=ground.record.branch.yearly_quota.get(str(year)),
        used=sum(day.year == year for day in admitted),
    )


def _stage_figures(ground: Ground, stage: Stage, period: Period, moves: Sequence[Move]) -> StageFigures:
    return StageFigures(
        stage=stage,
        title=ground.book.labels["stage"][stage],
        opening=stock(ground, stage, period.start - DAY),
        entered=sum(one.after is stage for one in moves),
        advanced=sum(one.before is stage and one.is_advance for one in moves),
        gone=sum(one.before is stage and not one.is_advance for one in moves),
        closing=stock(ground, stage, ground.as_of),
    )


def _rows(ground: Ground, moves: Sequence[Move]) -> Iterator[DevelopmentRow]:
    """Those on the way by stage and date, then those whose way ended in the quarter."""
    on_the_way = {person: stage_on(ground, person, ground.as_of) for person in ground.pipelines}
    for stage in STAGES:
        there = [ground.pipelines[person] for person, reached in on_the_way.items() if reached is stage]
        for person in sorted(there, key=_since):
            yield _row(ground, person, ground.book.labels["stage"][stage], *_next(ground, person))
    for ended in sorted(moves, key=lambda one: one.day):
        if ended.before in STAGES and on_the_way[ended.person] not in STAGES and ended.after not in STAGES:
            yield _row(ground, ground.pipelines[ended.person], _ending(ground, ended), "", None, left_by(ground, ended))


def _ending(ground: Ground, move: Move) -> str:
    if move.after is Stage.FULL:
        return _CONVERTED
    return _CANCELLED if is_cancellation(ground, move) else _LEFT


def _since(person: Pipeline) -> date:
    return person.taken[0].day if person.taken else person.admitted_on or date.min


def _row(
    ground: Ground,
    person: Pipeline,
    standing: str,
    name: str,
    due_on: date | None,
    gone_by: LeavingKind | None = None,
) -> DevelopmentRow:
    # the last term's vote, unless it extended probation
    decided = next((term.vote for term in reversed(person.terms) if term.vote and term.is_conversion), None)
    known_on = ground.roster.standings[person.person.id].admitted_on
    told = known_on if known_on and known_on <= ground.as_of else None
    return DevelopmentRow(
        name=person.person.name,
        standing=standing,
        applied_on=person.day(APPLICATION),
        activist_on=person.activist_on,
        target_on=person.day(LISTING),
        admitted_on=person.day(ADMISSION_VOTE) or told,
        converted_on=decided.day if decided else None,
        next=name,
        due_on=due_on,
        remarks=(
            *_remarks(ground, person, due_on),
            *([ground.book.labels["leaving_kind"][gone_by]] if gone_by else []),
        ),
    )


def _remarks(ground: Ground, person: Pipeline, due_on: date | None) -> Iterator[str]:
    if due_on and due_on < ground.as_of:
        yield "逾期"
    joined_on = person.person.joined_on
    if joined_on and any(one.day < joined_on for one in person.taken):
        yield "转入"
    months = sum(term.vote.details.extend_months or 0 for term in person.terms if term.vote and term.is_extended)
    if months:
        yield f"延长{months}个月"


def _next(ground: Ground, person: Pipeline) -> tuple[str, date | None]:
    """What is to be done next: what a rule sets the nearest last day for, else the first step that is open."""
    steps = ground.book.steps
    numbers = person.next_steps(steps) if person.taken or person.brought else ()
    limits = [(day, steps.name(number, ground.as_of)) for number in numbers if (day := _limit(ground, person, number))]
    limits += [(day, _ASSESSMENT) for day in _assessment(ground, person)]
    if limits:
        day, name = min(limits, key=lambda one: one[0])
        return name, day
    return (steps.name(numbers[0], ground.as_of) if numbers else ""), None


def _assessment(ground: Ground, person: Pipeline) -> list[date]:
    rule = ground.book["dev.assessment"]
    version = rule.on(ground.as_of) if rule.enabled and person.stage is Stage.ACTIVIST else None
    owed = next(assessments_owed(person, version.params), None) if version else None
    return [owed] if owed else []


_MONTHS_AFTER = {
    TALK: ("dev.talk", APPLICATION),
    ADMISSION_VOTE: ("dev.congress-window", PRE_REVIEW),
    APPROVAL: ("dev.approval", ADMISSION_VOTE),
    OATH: ("dev.oath", APPROVAL),
    CONVERSION_APPROVAL: ("dev.conversion-approval", CONVERSION_VOTE),
}
"""The steps that a rule asks for within so many months of another."""


def _limit(ground: Ground, person: Pipeline, number: int) -> date | None:
    if number in (CONVERSION_REQUEST, CONVERSION_VOTE):
        return person.probation_ends_on if ground.book["dev.conversion"].enabled else None
    code, after = _MONTHS_AFTER.get(number, ("", 0))
    since = person.day(after) if code and ground.book[code].enabled else None
    version = ground.book[code].on(since) if since else None
    return add_months(since, version.params["months"]) if since and version else None


def _findings(ground: Ground, told: Ground, period: Period) -> tuple[Finding, ...]:
    """The findings whose limit or step lies in the quarter, but for what is not late yet; the plan's as of its end."""
    return findings_within(_judged(ground), _judged(told), period)


def findings_within(found: Iterable[Finding], stood: Iterable[Finding], period: Period) -> tuple[Finding, ...]:
    """Of the findings on development judged now and as of the period's end, those that a return of the period tells.

    Dated ones go by what is judged now, the plan by what stood at its end; what is not late yet is no finding.
    """
    dated = [one for one in _told(found) if one.due_on is not None and one.due_on in period]
    undated = [one for one in _told(stood) if one.due_on is None and one.period == str(period.start.year)]
    return tuple(sorted((*dated, *undated), key=lambda one: one.order))


def _told(findings: Iterable[Finding]) -> Iterator[Finding]:
    return (one for one in findings if one.code.startswith(RULES) and one.severity is not Severity.DUE)


def _judged(ground: Ground) -> tuple[Finding, ...]:
    return check_ground(replace(ground, book=_of_development(ground.book))).findings


def _of_development(book: RuleBook) -> RuleBook:
    rules = {code: rule for code, rule in book.rules.items() if code.startswith(RULES)}
    return book.model_copy(update={"rules": rules})
