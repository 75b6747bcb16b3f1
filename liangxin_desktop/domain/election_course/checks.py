"""What is to be said of an election: turnout, ballots, candidates, votes, days and seats, against the regulations.

They are shown beside the course; they are no rules of the book, and `check` does not run them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from liangxin_desktop.domain.election_course.table import CourseTable
from liangxin_desktop.domain.elections import Candidate, Election, ElectionKind
from liangxin_desktop.domain.findings import Finding, Subject, SubjectType
from liangxin_desktop.domain.people import Role
from liangxin_desktop.domain.periods import add_years, official_date
from liangxin_desktop.domain.roster import Roster

_IN_ORDER = (
    "applied_on",
    "replied_on",
    "nominated_on",
    "proposed_on",
    "approved_on",
    "held_on",
    "offices_on",
    "reported_on",
    "confirmed_on",
)


@dataclass(frozen=True)
class CourseGround:
    """What an election is judged on. `voters` have a vote on the day of the election; None before that is known."""

    election: Election
    table: CourseTable
    roster: Roster
    committee: bool
    term_ends_on: date | None
    branch: str
    voters: int | None


@dataclass(frozen=True)
class Judged:
    """One check that could be made: as it should be, or not, with its sentence."""

    key: str
    step: str
    good: bool
    sentence: str
    finding: Finding | None
    void: bool = False


Check = Callable[[CourseGround], Iterator[Judged]]


def judge(ground: CourseGround) -> tuple[Judged, ...]:
    """Every check that can be made of what is written so far."""
    return tuple(one for check in _CHECKS for one in check(ground))


def _turnout(ground: CourseGround) -> Iterator[Judged]:
    """At least four in five of the voters due are present; due are those whom the roster gives that day."""
    due, present = ground.election.due, ground.election.present
    if due is not None and ground.voters is not None:
        yield _said(ground, "due-differs", good=due == ground.voters, due=due, voters=ground.voters)
    if due is None or present is None:
        return
    if present > due:
        yield _said(ground, "present-over", good=False, due=due, present=present)
        return
    least = ground.table.least_present(due)
    words: dict[str, Any] = {"due": due, "present": present, "least": least, "short": least - present}
    yield _said(ground, "turnout", good=present >= least, **words)


def _timely(ground: CourseGround) -> Iterator[Judged]:
    """Held when the term ends; later is late, and a year or more off needs the superior's answer."""
    held_on, ends_on = ground.election.held_on, ground.term_ends_on
    if held_on is None or ends_on is None:
        return
    words: dict[str, Any] = {"ends": official_date(ends_on), "held": official_date(held_on)}
    years = ground.table.shift_years
    if not add_years(ends_on, -years) <= held_on <= add_years(ends_on, years):
        if held_on > ends_on or ground.election.replied_on is None:
            yield _said(ground, "shifted", good=False, **words)
    elif held_on > ends_on:
        yield _said(ground, "late", good=False, **words)


def _order(ground: CourseGround) -> Iterator[Judged]:
    """Each day is not before the one that goes before it."""
    names = ground.table.field
    dated = [(name, day) for name in _IN_ORDER if (day := getattr(ground.election, name)) is not None]
    steps = {name: step.key for step in ground.table.step for name in step.fields}
    for (earlier, earlier_on), (later, later_on) in pairwise(dated):
        if later_on < earlier_on:
            words: dict[str, Any] = {"earlier": names[earlier], "later": names[later]}
            words |= {"earlier_on": official_date(earlier_on), "later_on": official_date(later_on)}
            yield _said(ground, "order", good=False, step=steps[later], **words)


def _margin(ground: CourseGround) -> Iterator[Judged]:
    """A fifth more candidates than seats, where a committee is elected; never fewer than seats."""
    election = ground.election
    seats, count = election.seats, len(election.candidates)
    if not seats or not count:
        return
    least = ground.table.least_candidates(seats)
    words: dict[str, Any] = {"seats": seats, "count": count, "least": least, "short": least - count}
    if count < seats:
        yield _said(ground, "few", good=False, **words)
    elif ground.committee:
        key = "margin-by-election" if election.kind is ElectionKind.BY_ELECTION else "margin"
        yield _said(ground, key, good=count >= least, **words)


def _eligible(ground: CourseGround) -> Iterator[Judged]:
    """Only who has a vote may be elected (选举条例 5)."""
    day = ground.election.held_on
    for one in ground.election.candidates if day else ():
        standing = ground.roster.standings.get(one.person)
        if day and (standing is None or not standing.may_vote(day)):
            yield _said(ground, "not-eligible", good=False, name=_name(ground, one), day=official_date(day))


def _ballots(ground: CourseGround) -> Iterator[Judged]:
    """No more ballots handed out than voters present, returned than handed out, valid than returned."""
    election = ground.election
    issued, returned, valid = election.issued, election.returned, election.valid
    if issued is not None and election.present is not None and issued > election.present:
        yield _said(ground, "issued-over", good=False, issued=issued, present=election.present)
    if issued is not None and returned is not None:
        yield _said(ground, "returned-over", good=returned <= issued, issued=issued, returned=returned)
    if returned is not None and valid is not None and valid > returned:
        yield _said(ground, "valid-over", good=False, valid=valid, returned=returned)


def _votes(ground: CourseGround) -> Iterator[Judged]:
    """No more marks for one than valid ballots, none in all than these ballots can bear."""
    valid, seats = ground.election.valid, ground.election.seats
    if valid is None:
        return
    for one in ground.election.candidates:
        votes = (one.in_favour or 0) + (one.against or 0) + (one.abstain or 0)
        if votes > valid:
            yield _said(ground, "votes-over", good=False, name=_name(ground, one), votes=votes, valid=valid)
    total = sum(one.in_favour or 0 for one in ground.election.candidates)
    if seats and total > valid * seats:
        yield _said(ground, "all-votes-over", good=False, votes=total, valid=valid, seats=seats, most=valid * seats)


def _majority(ground: CourseGround) -> Iterator[Judged]:
    """Elected is who has more votes than half of the voters present."""
    present = ground.election.present
    for one in ground.election.elected if present is not None else ():
        if present is not None and one.in_favour is not None:
            least = ground.table.least_votes(present)
            words: dict[str, Any] = {
                "name": _name(ground, one),
                "votes": one.in_favour,
                "present": present,
                "least": least,
            }
            yield _said(ground, "not-half", good=one.in_favour >= least, **words)


def _ranked(ground: CourseGround) -> Iterator[Judged]:
    """Of those with more than half, the ones with most votes are elected; equal votes decide nothing."""
    present, elected = ground.election.present, [one for one in ground.election.elected if one.in_favour is not None]
    if present is None or not elected:
        return
    last = min(elected, key=lambda one: one.in_favour or 0)
    for one in ground.election.candidates:
        votes = one.in_favour or 0
        if one.elected or votes < ground.table.least_votes(present) or votes < (last.in_favour or 0):
            continue
        words: dict[str, Any] = {
            "name": _name(ground, one),
            "votes": votes,
            "other": _name(ground, last),
            "other_votes": last.in_favour,
        }
        yield _said(ground, "tied" if votes == last.in_favour else "outvoted", good=False, **words)


def _filled(ground: CourseGround) -> Iterator[Judged]:
    """As many are elected as there are seats."""
    seats, count = ground.election.seats, len(ground.election.elected)
    if seats and count and count != seats:
        yield _said(ground, "too-many" if count > seats else "too-few", good=False, seats=seats, count=count)


def _seated(ground: CourseGround) -> Iterator[Judged]:
    """One secretary, and in a by-election no seat that somebody else holds."""
    election = ground.election
    chosen = [one for one in election.elected if one.role is Role.SECRETARY]
    is_term = election.kind is not ElectionKind.BY_ELECTION
    if len(chosen) > 1:
        yield _said(ground, "two-secretaries", good=False, names="、".join(_name(ground, one) for one in chosen))
    elif is_term and election.elected and not chosen and all(one.role for one in election.elected):
        yield _said(ground, "no-secretary", good=False)
    if not is_term:
        yield from _taken(ground)


def _taken(ground: CourseGround) -> Iterator[Judged]:
    day, elected = ground.election.held_on or date.max, {one.person for one in ground.election.elected}
    wanted = {one.role for one in ground.election.elected if one.role and one.role is not Role.MEMBER}
    for standing in ground.roster.committee(day):
        person = standing.person
        if person.role in wanted and person.id not in elected:
            yield _said(ground, "seat-taken", good=False, name=person.name, role=ground.table.role[person.role])


def _name(ground: CourseGround, one: Candidate) -> str:
    return ground.roster.name(one.person)


def _said(ground: CourseGround, key: str, *, good: bool, step: str = "", **words: Any) -> Judged:
    """One check in its own words."""
    fault = ground.table.fault[key]
    sentence = (fault.good if good else fault.message).format(**words)
    subject = Subject(type=SubjectType.BRANCH, id="branch", name=ground.branch)
    finding = Finding(
        code=f"election.{key}",
        severity=fault.severity,
        subject=subject,
        due_on=ground.election.held_on,
        basis=fault.basis,
        message=sentence,
    )
    return Judged(key, step or fault.step, good, sentence, None if good else finding, fault.void)


_CHECKS: tuple[Check, ...] = (
    _turnout,
    _timely,
    _order,
    _margin,
    _eligible,
    _ballots,
    _votes,
    _majority,
    _ranked,
    _filled,
    _seated,
)
