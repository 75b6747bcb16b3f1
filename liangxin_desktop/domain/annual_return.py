"""Compiles 年度综合报表 by the definitions of the quarterly returns: what stands on both is counted in one place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from liangxin_desktop.domain import development_return, life_return
from liangxin_desktop.domain.annual_figures import (
    QUARTERS,
    AnnualFigures,
    AnnualRow,
    BranchFigures,
    CoverFigures,
    CoverYear,
    RoomYear,
    RoomYearItem,
    StudyFigures,
    TalkFigures,
    YearlyDuty,
)
from liangxin_desktop.domain.annual_members import leaving_figures, member_figures
from liangxin_desktop.domain.attendance import hours_due, study_hours
from liangxin_desktop.domain.findings import Finding, Severity
from liangxin_desktop.domain.people import Role
from liangxin_desktop.domain.periods import Period, add_years
from liangxin_desktop.domain.returns import KindFigures
from liangxin_desktop.domain.room_return import check_within, rows_of
from liangxin_desktop.domain.rules import DUTY_RULES, Ground, Rule, check_ground, cover, duties, ground_of
from liangxin_desktop.domain.rules.life import talked_with
from liangxin_desktop.domain.sessions import SessionKind
from liangxin_desktop.domain.stage_moves import moves_since
from liangxin_desktop.domain.terms import Term, founding_terms, seats_on, term_on

_TALKS = "life.heart-talk"
_SELF_CHECK = "room.self-check"
_STANDING = ("org.", "room.", "cover.")
"""What is judged by how things stood when the year ended."""


@dataclass(frozen=True)
class AnnualCompilation:
    """What the return says: its figures, a row for each kind of session, and the findings of the year."""

    figures: AnnualFigures
    rows: tuple[AnnualRow, ...]
    findings: tuple[Finding, ...]


def compile_annual(ground: Ground, period: Period) -> AnnualCompilation:
    """The year on this ground, whose `since` is its first day: as it stood when it ended or, within it, on the day.

    What is dated is judged from the ground's own day, so that a limit on 31 December is told once it is missed, and
    what was held next year for this one counts.
    """
    told = ground_of(ground.record, ground.book, as_of=min(period.end, ground.as_of), since=period.start)
    moves = moves_since(told, period.start)
    rows = tuple(_rows(ground, period))
    return AnnualCompilation(
        figures=AnnualFigures(
            told_on=told.as_of,
            branch=_branch(told),
            members=member_figures(told, period, moves),
            leavings=leaving_figures(told, moves),
            life=life_return.total_of([row.year for row in rows]),
            yearly=tuple(_yearly(ground, period)),
            talks=_talks(told, period),
            study=_study(told, period),
            development=development_return.development_figures(told, period, moves),
            room=_room(told, period),
            cover=_cover(told),
        ),
        rows=rows,
        findings=_findings(ground, told, period),
    )


def quarters_of(year: Period) -> tuple[Period, ...]:
    """The year's four quarters."""
    first = Period.containing(year.start, "quarter")
    second = first.next()
    return first, second, second.next(), second.next().next()


def _branch(told: Ground) -> BranchFigures:
    """The leadership as the elections tell of it; where none are kept, as roster and branch do."""
    branch, term = told.record.branch, term_on(told.record, told.as_of)
    elected_on = term.since if term else _elected_before(told)
    seated = _seated(told, term)
    return BranchFigures(
        unit_kind=branch.unit_kind,
        formation=branch.formation,
        affiliation=branch.affiliation,
        established_on=branch.established_on,
        elected_on=elected_on,
        term_ends_on=add_years(elected_on, branch.term_years) if elected_on else None,
        secretary=next((name for name, role in seated if role is Role.SECRETARY), ""),
        seats=len(seated),
        groups=len(told.record.groups),
    )


def _seated(told: Ground, term: Term | None) -> list[tuple[str, Role | None]]:
    if term:
        return [(told.roster.name(one.person), one.role) for one in seats_on(term, told.as_of)]
    return [(one.person.name, one.person.role) for one in told.roster.committee(told.as_of)]


def _elected_before(told: Ground) -> date | None:
    """The day of election that the branch itself names, where it was over by then and no elections are kept."""
    elected_on = told.record.branch.committee_elected_on
    known = elected_on is not None and elected_on <= told.as_of and not founding_terms(told.record.elections)
    return elected_on if known else None


def _rows(ground: Ground, year: Period) -> Iterator[AnnualRow]:
    """The kinds in the order of the quarterly form, each as the quarters tell it."""
    told = [_by_kind(ground, quarter) for quarter in quarters_of(year)]
    for kind in SessionKind:
        quarters = [of_quarter.get(kind) for of_quarter in told]
        known = [one for one in quarters if one]
        if known:
            yield AnnualRow(quarters=tuple(quarters), year=_added_up(known))


def _by_kind(ground: Ground, quarter: Period) -> dict[str, KindFigures]:
    began = quarter.start <= ground.as_of
    return {one.kind: one for one in life_return.kind_figures(ground, quarter)} if began else {}


def _added_up(parts: Sequence[KindFigures]) -> KindFigures:
    asked = [one.required for one in parts if one.required is not None]
    return KindFigures(
        kind=parts[0].kind,
        title=parts[0].title,
        required=sum(asked) if asked else None,
        **life_return.counts_added(parts),
    )


def _yearly(ground: Ground, year: Period) -> Iterator[YearlyDuty]:
    for code in DUTY_RULES:
        rule = ground.book[code]
        if rule.version[-1].params["unit"] == year.unit:
            yield _duty(ground, rule, year)


def _duty(ground: Ground, rule: Rule, year: Period) -> YearlyDuty:
    kind = SessionKind(rule.version[-1].params["kind"])
    served = [one for one in ground.sessions if one.kind is kind and one.year_served == year.start.year]
    came = [ground.roster.attendance(one) for one in served]
    owed = [one for one in duties(ground, rule, year.start, year.end) if one.period == year] if rule.enabled else []
    return YearlyDuty(
        kind=kind,
        title=ground.book.labels["session_kind"][kind],
        required=len(owed) if rule.enabled else None,
        held_on=tuple(one.held_on for one in served),
        due=sum(len(one.due) for one in came),
        present=sum(len(one.present) for one in came),
        missing=sum(not one.is_done and year.end < ground.as_of for one in owed),
    )


def _talks(told: Ground, year: Period) -> TalkFigures:
    members = {one.person.id for one in told.roster.members(told.as_of)}
    talked = talked_with(told, year) & members
    return TalkFigures(held=life_return.heart_talks(told, year), talked=len(talked), members=len(members))


def _study(told: Ground, year: Period) -> StudyFigures:
    members = [one.person for one in told.roster.members(told.as_of)]
    hours, limits = study_hours(told.sessions, year.start.year), told.book.limits
    return StudyFigures(
        hours=round(sum(hours.get(one.id, 0.0) for one in members), 2),
        members=len(members),
        reached=sum(hours.get(one.id, 0.0) >= hours_due(one.role, limits) for one in members),
        due=hours_due(None, limits),
        due_in_leadership=hours_due(Role.SECRETARY, limits),
    )


def _room(told: Ground, year: Period) -> RoomYear:
    """Each quarter as its own return tells it, by the standard of its day."""
    days: list[date | None] = []
    titles: dict[str, str] = {}
    statuses: dict[str, list[Any]] = {}
    for place, quarter in enumerate(quarters_of(year)):
        as_of = min(quarter.end, told.as_of)
        ground = replace(told, as_of=as_of)
        check = check_within(ground, quarter)
        days.append(check.checked_on if check else None)
        for row in rows_of(ground, check) if check else ():
            titles[row.item] = row.title
            statuses.setdefault(row.item, [None] * QUARTERS)[place] = row.status
    items = (RoomYearItem(item=key, title=titles[key], statuses=tuple(found)) for key, found in statuses.items())
    return RoomYear(checked_on=tuple(days), items=tuple(items))


def _cover(told: Ground) -> CoverYear | None:
    units = told.record.units
    if not units:
        return None
    rates = cover.cover_rates(units, told.book[cover.CODE], told.as_of)
    return CoverYear(
        units=len(units),
        rates=tuple(
            CoverFigures(
                name=one.name,
                title=one.title,
                units=len(one.units),
                covered=one.covered,
                target=one.target,
                percent=one.percent,
                missed=one.is_missed,
            )
            for one in rates
        ),
    )


def _findings(ground: Ground, told: Ground, year: Period) -> tuple[Finding, ...]:
    """Those that the quarterly returns tell, over the year, and how branch, room and coverage stood at its end.

    Talks that were not held are told as a number: with whom, is nobody else's business.
    """
    found, stood = check_ground(ground).findings, check_ground(told).findings
    life = (one for one in life_return.findings_within(found, year) if one.code != _TALKS)
    self_checks = (one for one in found if one.code == _SELF_CHECK and one.due_on and one.due_on in year)
    standing = (one for one in stood if one.code.startswith(_STANDING) and one.code != _SELF_CHECK)
    development = development_return.findings_within(found, stood, year)
    told_of = [*life, *development, *_not_due(self_checks), *_not_due(standing)]
    return tuple(sorted(told_of, key=lambda one: one.order))


def _not_due(findings: Iterable[Finding]) -> Iterator[Finding]:
    return (one for one in findings if one.severity is not Severity.DUE)
