"""Terms of office: the elections in order, who held which seat from when to when, and who is to hold it now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from liangxin_desktop.domain.branch import Branch
from liangxin_desktop.domain.elections import Election, ElectionKind
from liangxin_desktop.domain.people import Person, Role
from liangxin_desktop.domain.periods import add_years
from liangxin_desktop.domain.record import BranchRecord

_ORDER = list(Role)


@dataclass(frozen=True)
class Seat:
    """A seat held by a person: from the day of the election, `until` the first day no longer (None: still held)."""

    person: str
    role: Role
    since: date
    until: date | None


@dataclass(frozen=True)
class Term:
    """One term: its election, its number, its first day, and `until`, the first day of it no longer.

    `ends_on` is the day on which it is over by the years of its election. Seats stand in the order of the roles,
    those of by-elections among them.
    """

    election: Election
    number: int
    since: date
    until: date | None
    ends_on: date
    seats: tuple[Seat, ...]


@dataclass(frozen=True)
class SeatChange:
    """What an election makes of a person's seat in the roster."""

    person: str
    before: Role | None
    after: Role | None


def held(elections: Iterable[Election]) -> list[Election]:
    """The elections that were held, in order of their days."""
    return sorted((one for one in elections if one.held_on), key=lambda one: one.held_on or date.min)


def founding_terms(elections: Iterable[Election]) -> list[Election]:
    """Those that begin a term, in order."""
    return [one for one in held(elections) if one.kind is not ElectionKind.BY_ELECTION]


def terms(record: BranchRecord) -> tuple[Term, ...]:
    """Every term that the elections of the record make, the oldest first."""
    begun, left = founding_terms(record.elections), {one.id: one.left_on for one in record.people}
    found = []
    for place, election in enumerate(begun):
        after = begun[place + 1].held_on if place + 1 < len(begun) else None
        until = _first(after, election.ended_on + timedelta(days=1) if election.ended_on else None)
        since = election.held_on or date.min
        ends_on = add_years(since, record.branch.term_years)
        seats = _seats(_within(record.elections, since, after), until, left)
        found.append(Term(election, election.term_number or place + 1, since, until, ends_on, seats))
    return tuple(found)


def terms_of(record: BranchRecord, person: str) -> tuple[tuple[Term, Seat], ...]:
    """The seats that a person was elected to, each with its term, the oldest first."""
    return tuple((term, seat) for term in terms(record) for seat in term.seats if seat.person == person)


def term_on(record: BranchRecord, day: date) -> Term | None:
    """The term that runs on a day; None before the first, after one that ended early, or without elections."""
    return term_of_day(terms(record), day)


def term_of_day(every: Iterable[Term], day: date) -> Term | None:
    """The one of these terms that runs on a day."""
    return next((one for one in every if one.since <= day and (one.until is None or day < one.until)), None)


def seats_on(term: Term, day: date) -> tuple[Seat, ...]:
    """The seats of a term that are held on a day."""
    return tuple(one for one in term.seats if one.since <= day and (one.until is None or day < one.until))


def elected_on(branch: Branch, elections: Iterable[Election]) -> date | None:
    """The day on which the leadership in office was elected: as the elections say, else as the branch itself does."""
    begun = founding_terms(elections)
    return begun[-1].held_on if begun else branch.committee_elected_on


def term_before(branch: Branch, elections: Iterable[Election], election: Election) -> date | None:
    """The last day of the term that an election ends; None where none is known, or where it ends none."""
    if election.kind is not ElectionKind.TERM:
        return None
    day = election.held_on or date.max
    begun = founding_terms(elections)
    earlier = [one.held_on for one in begun if one.id != election.id and (one.held_on or date.max) < day]
    since = earlier[-1] if earlier else None if begun else branch.committee_elected_on
    if since is None or since == election.held_on:
        return None
    return add_years(since, branch.term_years)


def seat_changes(
    people: Sequence[Person], elections: Sequence[Election], election: Election, given_up: Collection[str] = ()
) -> tuple[SeatChange, ...]:
    """What keeping an election makes of the seats in the roster: those elected take theirs, former ones give theirs up.

    `elections` are those kept so far, an earlier version of this one perhaps among them. A by-election only adds, and
    takes the seats of those who are named as giving theirs up. An election of a term that is over changes nothing, nor
    is anybody seated who has left the branch; whose seat a later by-election gave to another stays as the roster says.
    """
    wanted, renews = _wanted(elections, election), _begins_the_term(elections, election)
    wanted |= dict.fromkeys(given_up)
    overtaken = _overtaken(elections, election)
    found = [SeatChange(one.id, one.role, _after(one, wanted, renews=renews)) for one in people]
    return tuple(one for one in found if one.before is not one.after and one.person not in overtaken)


def former_holders(people: Sequence[Person], elections: Sequence[Election], election: Election) -> tuple[Person, ...]:
    """Who stands in the roster with a seat of one that a by-election gives to somebody else."""
    if election.kind is not ElectionKind.BY_ELECTION:
        return ()
    wanted, overtaken = _wanted(elections, election), _overtaken(elections, election)
    given = {role for person, role in wanted.items() if person not in overtaken} - {None, Role.MEMBER}
    return tuple(one for one in people if one.role in given and one.id not in wanted and one.left_on is None)


def _after(person: Person, wanted: dict[str, Role | None], *, renews: bool) -> Role | None:
    """The person's seat from then on."""
    if person.id not in wanted:
        return None if renews else person.role
    seat = wanted[person.id]
    return person.role if seat is not None and person.left_on is not None else seat


def _wanted(elections: Sequence[Election], election: Election) -> dict[str, Role | None]:
    """The seats by person as they shall be, of everybody whom this election concerns."""
    begun = founding_terms(_with(elections, election))
    last = begun[-1] if begun else None
    if election.held_on is None or (last is not None and election.held_on < (last.held_on or date.min)):
        return {}
    before = next((one for one in elections if one.id == election.id), None)
    wanted: dict[str, Role | None] = {one.person: None for one in before.elected} if before else {}
    wanted |= {one.person: one.role or Role.MEMBER for one in election.elected}
    renews = election.kind is not ElectionKind.BY_ELECTION
    for later in (one for one in held(elections) if _later_by_election(one, election)):
        wanted |= {who.person: who.role or Role.MEMBER for who in later.elected if renews or who.person in wanted}
    return wanted


def _overtaken(elections: Sequence[Election], election: Election) -> set[str]:
    """Those elected here to a seat of one that a later by-election gave to somebody else."""
    later = [who for one in held(elections) if _later_by_election(one, election) for who in one.elected]
    given = {who.role for who in later} - {None, Role.MEMBER}
    chosen_again = {who.person for who in later}
    return {one.person for one in election.elected if one.role in given and one.person not in chosen_again}


def _begins_the_term(elections: Sequence[Election], election: Election) -> bool:
    begun = founding_terms(_with(elections, election))
    return bool(begun) and begun[-1].id == election.id


def _later_by_election(one: Election, election: Election) -> bool:
    later = one.held_on is not None and election.held_on is not None and one.held_on >= election.held_on
    return later and one.id != election.id and one.kind is ElectionKind.BY_ELECTION


def _with(elections: Sequence[Election], election: Election) -> list[Election]:
    return [*(one for one in elections if one.id != election.id), election]


def _within(elections: Iterable[Election], since: date, after: date | None) -> list[Election]:
    """The election that begins a term, and the by-elections held in it."""
    return [
        one
        for one in held(elections)
        if one.held_on and since <= one.held_on and (after is None or one.held_on < after)
    ]


def _seats(elections: Sequence[Election], until: date | None, left: dict[str, date | None]) -> tuple[Seat, ...]:
    """A seat taken anew ends the one that its holder, or another in a seat of one, held before."""
    seats: list[Seat] = []
    for election in elections:
        day = election.held_on or date.min
        for one in election.elected:
            role = one.role or Role.MEMBER
            seats = [_given_up(seat, one.person, role, day) for seat in seats]
            seats.append(Seat(one.person, role, day, _first(until, left.get(one.person))))
    return tuple(sorted(seats, key=lambda seat: (_ORDER.index(seat.role), seat.since)))


def _given_up(seat: Seat, person: str, role: Role, day: date) -> Seat:
    taken = seat.person == person or (seat.role is role and role is not Role.MEMBER)
    if not taken or seat.since == day:
        return seat
    return Seat(seat.person, seat.role, seat.since, _first(seat.until, day))


def _first(*days: date | None) -> date | None:
    known = [day for day in days if day is not None]
    return min(known) if known else None
