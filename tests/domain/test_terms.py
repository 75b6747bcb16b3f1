"""Terms of office, told from the elections of a record."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from liangxin_desktop.domain.people import Role
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.terms import elected_on, former_holders, seat_changes, terms, terms_of
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


def test_a_correction_leaves_what_a_later_by_election_gave() -> None:
    """f5 was elected to an ordinary seat and later to the secretary's; striking the first leaves the second."""
    ordinary = {
        "id": "b1",
        "kind": "by-election",
        "held_on": "2023-05-01",
        "candidates": _chosen(f5="committee-member"),
    }
    higher = {"id": "b2", "kind": "by-election", "held_on": "2023-09-01", "candidates": _chosen(f5="secretary")}
    people = [{**one, "role": "secretary" if one["id"] == "f5" else None} for one in members(9)]
    what = record(people, elections=[_SECOND, ordinary, higher])
    struck = what.elections[1].but(candidates=_chosen(f6="committee-member"))
    changes = {one.person: one.after for one in seat_changes(what.people, what.elections, struck)}
    assert changes == {"f6": Role.MEMBER}


def test_a_by_election_names_who_held_its_seat_and_clears_it_when_told_to() -> None:
    people = [{**one, "role": {"f1": "secretary", "f2": "publicity"}.get(one["id"])} for one in members(9)]
    what = record(people, elections=[_FIRST])
    (late,) = _record(_BETWEEN).elections
    assert [one.id for one in former_holders(what.people, what.elections, late)] == ["f1"]
    changes = {one.person: one.after for one in seat_changes(what.people, what.elections, late, ["f1"])}
    assert changes == {"f1": None, "f5": Role.SECRETARY}
    ordinary = late.but(candidates=_chosen(f5="committee-member"))
    assert former_holders(what.people, what.elections, ordinary) == (), "there are several ordinary seats"
    assert former_holders(what.people, what.elections, late.but(kind="term")) == ()


def test_a_correction_gives_nobody_a_seat_back_that_a_later_by_election_filled() -> None:
    people = [{**one, "role": {"f5": "secretary", "f2": "publicity"}.get(one["id"])} for one in members(9)]
    what = record(people, elections=[_FIRST, _BETWEEN])
    corrected = what.elections[0].but(note="补填批复")
    assert seat_changes(what.people, what.elections, corrected) == ()
    earlier = what.elections[1].but(id="b0", held_on=date(2021, 1, 1), candidates=_chosen(f7="secretary"))
    assert former_holders(what.people, what.elections, earlier) == (), "f5 was elected after that"


_people = st.sampled_from([f"f{at}" for at in range(1, 10)])
_elections = st.lists(
    st.builds(
        lambda kind, day, who: {"kind": kind, "held_on": day, "candidates": _chosen(**who)},
        st.sampled_from(["founding", "term", "by-election"]),
        st.none() | st.dates(date(2010, 1, 1), date(2030, 12, 31)),
        st.dictionaries(_people, st.sampled_from([None, "secretary", "publicity", "committee-member"]), max_size=4),
    ),
    max_size=6,
)


@given(elections=_elections)
def test_terms_follow_each_other_and_seats_lie_within_them(elections: list[dict[str, Any]]) -> None:
    numbered = [{"id": f"e{at}", **one} for at, one in enumerate(elections)]
    found = terms(_record(*numbered))
    for before, after in pairwise(found):
        assert before.until == after.since
    for term in found:
        for seat in term.seats:
            assert term.since <= seat.since
            assert seat.until is None or seat.since <= seat.until
            assert seat.until is None or term.until is None or seat.until <= term.until
    assert not found or found[-1].until is None


@given(elections=_elections, last=_elections.filter(bool))
def test_keeping_an_election_twice_changes_nothing_more(
    elections: list[dict[str, Any]], last: list[dict[str, Any]]
) -> None:
    what = _record(*({"id": f"e{at}", **one} for at, one in enumerate(elections)), {"id": "last", **last[0]})
    kept, election = what.elections[:-1], what.elections[-1]
    after = {one.person: one.after for one in seat_changes(what.people, kept, election)}
    people = [one.but(role=after.get(one.id, one.role)) for one in what.people]
    assert seat_changes(people, what.elections, election) == ()
