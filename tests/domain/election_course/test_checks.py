"""The checks of an election at their boundaries, and for whatever may be written down."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin_desktop.domain.election_course import Course, course_of, elected_by_votes
from liangxin_desktop.domain.elections import Candidate, Election
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.services.elections import course_table
from liangxin_desktop.services.rulebook import rulebook
from tests.domain.builders import members, record

_TODAY = date(2026, 11, 23)
_RECORD = record(members(20, 2), branch={"committee_elected_on": "2023-06-15"})
_TABLE = course_table()
_CACHED_BOOK = rulebook()


def _course(what: BranchRecord = _RECORD, **fields: Any) -> Course:
    election = Election.model_validate({"id": "e", "held_on": "2026-06-10", **fields})
    return course_of(what, election, _TABLE, _CACHED_BOOK, _TODAY)


def _said(course: Course) -> dict[str, bool]:
    """Whether each check was good, by its key; what was broken once is broken."""
    found: dict[str, bool] = {}
    for one in course.judged:
        found[one.key] = found.get(one.key, True) and one.good
    return found


def _candidates(*votes: int | None, elected: int = 0) -> list[dict[str, Any]]:
    return [{"person": f"f{at + 1}", "for": count, "elected": at < elected} for at, count in enumerate(votes)]


@pytest.mark.parametrize(
    ("due", "present", "good"),
    [(10, 8, True), (10, 7, False), (20, 16, True), (20, 15, False), (18, 15, True), (18, 14, False), (3, 3, True)],
)
def test_four_in_five_must_be_there(due: int, present: int, *, good: bool) -> None:
    course = _course(due=due, present=present)
    assert _said(course)["turnout"] is good
    assert bool(course.voids) is not good


def test_what_is_short_is_told() -> None:
    (broken,) = [one for one in _course(due=18, present=13).judged if one.key == "turnout"]
    assert broken.sentence == "应到18人，实到13人，不足五分之四（15人），差2人，不能进行选举"
    assert broken.finding is not None
    assert "选举工作条例" in broken.finding.basis


@pytest.mark.parametrize(
    ("present", "votes", "good"), [(16, 8, False), (16, 9, True), (15, 7, False), (15, 8, True), (3, 2, True)]
)
def test_exactly_half_of_those_present_elects_nobody(present: int, votes: int, *, good: bool) -> None:
    course = _course(present=present, candidates=_candidates(votes, elected=1))
    assert _said(course)["not-half"] is good


@pytest.mark.parametrize(
    ("seats", "count", "good"),
    [(3, 3, False), (3, 4, True), (5, 5, False), (5, 6, True), (7, 8, False), (7, 9, True)],
)
def test_a_fifth_more_candidates_than_seats(seats: int, count: int, *, good: bool) -> None:
    course = _course(seats=seats, candidates=_candidates(*[None] * count))
    assert course.committee
    assert _said(course)["margin"] is good
    assert _TABLE.least_candidates(seats) == {3: 4, 5: 6, 7: 9}[seats]


def test_fewer_candidates_than_seats_are_told_as_that() -> None:
    said = _said(_course(seats=5, candidates=_candidates(None, None)))
    assert said["few"] is False
    assert "margin" not in said


def test_without_a_committee_one_candidate_for_the_secretary_is_enough() -> None:
    small = record(members(5))
    course = _course(small, seats=1, candidates=_candidates(None))
    assert not course.committee
    assert "margin" not in _said(course)
    assert "offices" not in [state.step.key for state in course.steps]


def test_a_by_election_is_only_reminded_of_the_margin() -> None:
    sitting = record(members(12, committee=4))
    course = _course(sitting, kind="by-election", seats=1, candidates=_candidates(None))
    (broken,) = course.state("nominate").findings
    assert (broken.code, broken.severity.value) == ("election.margin-by-election", "warning")


@pytest.mark.parametrize(
    ("fields", "broken"),
    [
        ({"issued": 16, "returned": 16, "valid": 16, "present": 16}, None),
        ({"issued": 16, "returned": 17}, "returned-over"),
        ({"issued": 17, "present": 16}, "issued-over"),
        ({"returned": 16, "valid": 17}, "valid-over"),
        ({"due": 16, "present": 17}, "present-over"),
    ],
)
def test_ballots_never_grow(fields: dict[str, int], broken: str | None) -> None:
    said = _said(_course(**fields))
    assert [key for key, good in said.items() if not good and key != "due-differs"] == ([broken] if broken else [])


def test_more_votes_than_the_ballots_bear() -> None:
    whole = [{"person": "f1", "for": 10, "against": 4, "abstain": 3}]
    assert _said(_course(valid=17, candidates=whole)).get("votes-over") is None
    assert _said(_course(valid=16, candidates=whole))["votes-over"] is False
    assert "all-votes-over" not in _said(_course(valid=10, seats=1, candidates=_candidates(6, 4)))
    assert _said(_course(valid=10, seats=1, candidates=_candidates(6, 5)))["all-votes-over"] is False


def test_who_has_more_votes_comes_first_and_equal_votes_decide_nothing() -> None:
    outvoted = [{"person": "f1", "for": 10}, {"person": "f2", "for": 9, "elected": True}]
    assert _said(_course(present=16, candidates=outvoted))["outvoted"] is False
    tied = [{"person": "f1", "for": 9}, {"person": "f2", "for": 9, "elected": True}]
    assert _said(_course(present=16, candidates=tied))["tied"] is False
    below = [{"person": "f1", "for": 8}, {"person": "f2", "for": 8, "elected": True}]
    assert "tied" not in _said(_course(present=16, candidates=below)), "eight of sixteen elects neither"


@pytest.mark.parametrize(
    ("votes", "chosen"),
    [
        ((9, 8, 16), {"f1", "f3"}),
        ((9, 10, 16), {"f2", "f3"}),
        ((9, 9, 16), {"f3"}),
        ((9, 9, 9), set()),
        ((16, 16, 8), {"f1", "f2"}),
        ((None, None, None), set()),
    ],
)
def test_the_votes_say_who_is_elected(votes: tuple[int | None, ...], chosen: set[str]) -> None:
    """Two seats, sixteen present: nine votes or more, the most first, and nobody where votes are equal for the last."""
    course = _course(present=16, seats=2, candidates=_candidates(*votes))
    assert elected_by_votes(course.election, _TABLE) == chosen
    assert elected_by_votes(course.election.but(present=None), _TABLE) == frozenset()


@pytest.mark.parametrize(("elected", "broken"), [(2, "too-few"), (3, None), (4, "too-many")])
def test_as_many_are_elected_as_there_are_seats(elected: int, broken: str | None) -> None:
    said = _said(_course(seats=3, candidates=_candidates(9, 9, 9, 9, elected=elected)))
    assert [key for key in ("too-few", "too-many") if key in said] == ([broken] if broken else [])


@pytest.mark.parametrize(
    ("held_on", "broken"),
    [
        ("2025-06-14", "shifted"),
        ("2025-06-15", None),
        ("2026-06-14", None),
        ("2026-06-15", None),
        ("2026-06-16", "late"),
        ("2027-06-15", "late"),
        ("2027-06-16", "shifted"),
    ],
)
def test_the_term_ends_on_its_day(held_on: str, broken: str | None) -> None:
    said = _said(_course(held_on=held_on))
    assert [key for key in ("late", "shifted") if key in said] == ([broken] if broken else [])


def test_an_early_election_with_the_superiors_answer_stands() -> None:
    assert "shifted" not in _said(_course(held_on="2025-01-10", replied_on="2024-12-20"))
    assert "shifted" in _said(_course(held_on="2027-12-10", replied_on="2027-12-01")), "late is late"


def test_days_follow_each_other() -> None:
    course = _course(applied_on="2026-01-10", approved_on="2026-06-11", held_on="2026-06-10", reported_on="2026-06-10")
    assert [one.step for one in course.judged if one.key == "order"] == ["hold"]
    assert "选举日期（2026年6月10日）早于审查同意日期（2026年6月11日）" in [one.sentence for one in course.judged]
    same = dict.fromkeys(("applied_on", "replied_on", "nominated_on", "held_on", "offices_on"), "2026-06-10")
    assert "order" not in _said(_course(**same))


@pytest.mark.parametrize("who", ["p1", "away", "barred"])
def test_only_who_may_vote_may_be_elected(who: str) -> None:
    others = [
        {"id": "away", "name": "走了", "left_on": "2026-06-10"},
        {"id": "barred", "name": "停权", "votes": False},
    ]
    what = record([*members(9, 1), *others])
    assert _said(_course(what, candidates=[{"person": who}]))["not-eligible"] is False
    assert "not-eligible" not in _said(_course(what, candidates=[{"person": "f1"}]))


def test_voters_due_are_those_of_the_roster_that_day() -> None:
    course = _course(due=20)
    assert course.voters == 20
    assert _said(course)["due-differs"] is True
    assert _said(_course(due=19))["due-differs"] is False


def test_one_secretary() -> None:
    two = [{"person": f"f{at}", "elected": True, "role": "secretary"} for at in (1, 2)]
    assert _said(_course(candidates=two))["two-secretaries"] is False
    none = [{"person": "f1", "elected": True, "role": "publicity"}]
    assert _said(_course(candidates=none))["no-secretary"] is False
    assert "no-secretary" not in _said(_course(candidates=[{"person": "f1", "elected": True}])), "not decided yet"


def test_a_by_election_to_a_seat_that_is_held_is_told() -> None:
    sitting = record(members(12, committee=4))
    chosen = [{"person": "f9", "elected": True, "role": "secretary"}]
    assert _said(_course(sitting, kind="by-election", seats=1, candidates=chosen))["seat-taken"] is False
    member = [{"person": "f9", "elected": True, "role": "committee-member"}]
    assert "seat-taken" not in _said(_course(sitting, kind="by-election", seats=1, candidates=member))


_counts = st.none() | st.integers(0, 60)
_days = st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))
_whoever = st.builds(
    Candidate,
    person=st.sampled_from([f"f{at}" for at in range(1, 10)] + ["p1"]),
    in_favour=_counts,
    against=_counts,
    abstain=_counts,
    elected=st.booleans(),
    role=st.sampled_from([None, "secretary", "committee-member"]),
)


@given(
    counts=st.fixed_dictionaries(dict.fromkeys(("seats", "due", "present", "issued", "returned", "valid"), _counts)),
    days=st.fixed_dictionaries(dict.fromkeys(("applied_on", "held_on", "reported_on", "confirmed_on"), _days)),
    candidates=st.lists(_whoever, max_size=6, unique_by=lambda one: one.person),
    kind=st.sampled_from(["founding", "term", "by-election"]),
)
def test_whatever_is_written_can_be_judged(
    counts: dict[str, Any], days: dict[str, Any], candidates: list[Candidate], kind: str
) -> None:
    course = _course(**counts, **days, candidates=[one.model_dump() for one in candidates], kind=kind)
    assert course.steps[-1].step.key == "finish"
    for one in course.judged:
        assert one.good is (one.finding is None)
        assert one.sentence or one.good
    if counts["due"] is not None and counts["present"] is not None and counts["present"] <= counts["due"]:
        assert _said(course)["turnout"] is (5 * counts["present"] >= 4 * counts["due"])
    for who in candidates:
        if who.elected and who.in_favour is not None and counts["present"] is not None:
            good = 2 * who.in_favour > counts["present"]
            assert good or _said(course)["not-half"] is False
