"""Terms of office, told from the elections of a record."""

from __future__ import annotations

from datetime import date
from typing import Any

from liangxin_desktop.domain.people import Role
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.terms import elected_on, seat_changes, terms, terms_of
from tests.domain.builders import members, record


def _chosen(**roles: str | None) -> list[dict[str, Any]]:
    return [{"person": who, "elected": True, "role": role} for who, role in roles.items()]


def _record(*elections: dict[str, Any], **changes: Any) -> BranchRecord:
    return record(members(9), elections=list(elections), **changes)


_FIRST = {
    "id": "e1",
    "kind": "founding",
    "held_on": "2020-03-01",
    "candidates": _chosen(f1="secretary", f2="publicity"),
}
_SECOND = {"id": "e2", "held_on": "2023-02-20", "candidates": _chosen(f2="secretary", f3="publicity", f4=None)}
_BETWEEN = {"id": "b", "kind": "by-election", "held_on": "2021-06-01", "candidates": _chosen(f5="secretary")}


def test_a_term_lasts_until_the_next_election() -> None:
    first, second = terms(_record(_SECOND, _FIRST))
    assert (first.number, first.since, first.until) == (1, date(2020, 3, 1), date(2023, 2, 20))
    assert (second.number, second.until, second.ends_on) == (2, None, date(2026, 2, 20))
    assert [(seat.person, seat.role) for seat in second.seats] == [
        ("f2", Role.SECRETARY),
        ("f3", Role.PUBLICITY),
        ("f4", Role.MEMBER),
    ]


def test_a_term_that_ended_before_the_next_election_ended_then() -> None:
    first, _ = terms(_record({**_FIRST, "ended_on": "2023-01-31"}, _SECOND))
    assert first.until == date(2023, 2, 1)


def test_a_by_election_belongs_to_its_term_and_takes_the_seat_over() -> None:
    first, _ = terms(_record(_FIRST, _SECOND, _BETWEEN))
    held = [(seat.person, seat.since, seat.until) for seat in first.seats if seat.role is Role.SECRETARY]
    assert held == [
        ("f1", date(2020, 3, 1), date(2021, 6, 1)),
        ("f5", date(2021, 6, 1), date(2023, 2, 20)),
    ]


def test_who_leaves_the_branch_leaves_the_seat() -> None:
    people = [*members(9)[1:], {"id": "f1", "name": "走了", "left_on": "2021-01-15"}]
    (first,) = terms(record(people, elections=[_FIRST]))
    assert first.seats[0].until == date(2021, 1, 15)


def test_the_seats_of_one_person() -> None:
    found = terms_of(_record(_FIRST, _SECOND), "f2")
    assert [(term.number, seat.role) for term, seat in found] == [(1, Role.PUBLICITY), (2, Role.SECRETARY)]
    assert terms_of(_record(_FIRST), "f9") == ()


def test_the_day_of_election_is_that_of_the_latest_term() -> None:
    told = _record(
        _SECOND, _FIRST, {**_BETWEEN, "held_on": "2024-01-01"}, branch={"committee_elected_on": "2010-01-01"}
    )
    assert elected_on(told.branch, told.elections) == date(2023, 2, 20)
    assert elected_on(told.branch, ()) == date(2010, 1, 1)


def test_only_those_whom_the_term_renews_lose_their_seats() -> None:
    what = record(members(9, committee=4), elections=[_FIRST])
    (election,) = _record(_SECOND).elections
    changes = {one.person: one.after for one in seat_changes(what.people, what.elections, election)}
    assert changes == {"f1": None, "f2": Role.SECRETARY, "f3": Role.PUBLICITY}, "f4 stays an ordinary member"
    late = election.but(id="b", kind="by-election", candidates=_chosen(f9="committee-member"))
    changes = {one.person: one.after for one in seat_changes(what.people, what.elections, late)}
    assert changes == {"f9": Role.MEMBER}
