"""The recurring duties of 组织生活, case by case, worked from the articles: what was held and what is told."""

from __future__ import annotations

from typing import Any

import pytest

from liangxin_desktop.services.rulebook import rulebook
from tests.domain.builders import members, record, session
from tests.domain.rules.tables import MONTH_EDGES, QUARTER_EDGES, YEAR_EDGES, edges, held, plus, spelled, told

MONTHLY = ("life.committee-meeting", "life.group-meeting", "life.theme-day")
QUARTERLY = ("life.member-meeting", "life.lecture")
YEARLY = ("life.organizational-life-meeting", "life.democratic-review")
BOOK = rulebook().switched({"life.lecture": True})
GROUP = {"life.group-meeting": "g1"}


def branch_of(code: str, days: str = "", **particulars: Any) -> Any:
    """A branch that owes the duty (a committee of three, one group of all) and held its sessions on those days."""
    group = {"group": GROUP[code]} if code in GROUP else {}
    return record(
        members(8, committee=3, group="g1"),
        groups=[{"id": "g1", "name": "第一党小组"}],
        sessions=held(code.removeprefix("life."), days, **group),
        branch=particulars,
    )


def wanted(code: str, short: str) -> list[str]:
    """The findings in full, of the branch or of its group."""
    return [line.replace("branch", GROUP.get(code, "branch")) for line in spelled(short)]


@pytest.mark.parametrize("code", MONTHLY)
@pytest.mark.parametrize(("period", "since", "as_of", "short"), edges(MONTH_EDGES))
def test_a_month_by_its_edges(code: str, period: str, since: str, as_of: str, short: str) -> None:
    assert told(code, branch_of(code), as_of, since, BOOK) == wanted(code, short)
    for day in (f"{period}-01", f"{period}-{28:02}"):
        kept = branch_of(code, day)
        assert told(code, kept, as_of, since, BOOK) == (wanted(code, short) if as_of < day else [])


@pytest.mark.parametrize("code", QUARTERLY)
@pytest.mark.parametrize(("period", "since", "as_of", "short"), edges(QUARTER_EDGES))
def test_a_quarter_by_its_edges(code: str, period: str, since: str, as_of: str, short: str) -> None:
    assert told(code, branch_of(code), as_of, since, BOOK) == wanted(code, short)
    assert told(code, branch_of(code, since), as_of, since, BOOK) == []


@pytest.mark.parametrize("code", YEARLY)
@pytest.mark.parametrize(("period", "since", "as_of", "short"), edges(YEAR_EDGES))
def test_a_year_by_its_edges(code: str, period: str, since: str, as_of: str, short: str) -> None:
    assert told(code, branch_of(code), as_of, since, BOOK) == wanted(code, short)
    assert told(code, branch_of(code, since), as_of, since, BOOK) == []


@pytest.mark.parametrize("code", MONTHLY)
@pytest.mark.parametrize(
    ("days", "as_of", "since", "short"),
    [
        ("", "2026-01-01", None, ""),
        ("", "2026-01-16", None, "2026-01?"),
        ("", "2026-03-10", None, "2026-01! 2026-02!"),
        ("", "2026-04-20", None, "2026-01! 2026-02! 2026-03! 2026-04?"),
        ("2026-01-31 2026-02-01", "2026-03-01", None, ""),
        ("2026-01-01 2026-02-28 2026-03-31", "2026-04-01", None, ""),
        ("2026-02-01", "2026-03-01", None, "2026-01!"),
        ("2026-03-01", "2026-03-31", None, "2026-01! 2026-02!"),
        ("2026-01-05 2026-01-12 2026-01-19", "2026-03-01", None, "2026-02!"),  # three in January serve January
        ("2026-01-31", "2026-01-31", None, ""),
        ("2026-01-31", "2026-01-30", None, "2026-01?"),  # after the day of the check
        ("2026-01-20*", "2026-01-31", None, "2026-01?"),  # a draft
        ("2026-01-20* 2026-01-21", "2026-02-01", None, ""),
        ("2026-01-20*", "2026-02-01", None, "2026-01!"),
        ("2025-12-15", "2026-01-20", "2025-11-01", "2025-11! 2026-01?"),
        ("2025-12-31", "2026-01-20", None, "2026-01?"),
        ("", "2026-01-05", "2025-12-01", "2025-12!"),
        ("", "2026-01-05", "2025-12-31", "2025-12!"),  # December's day lies in the window
        ("", "2026-01-05", "2026-01-01", ""),
        ("", "2026-03-10", "2026-02-15", "2026-02!"),
        ("2026-02-03", "2026-03-10", "2026-02-15", ""),  # the month is the duty, wherever the window begins
        ("", "2026-03-10", "2026-03-01", ""),
        ("", "2026-03-31", "2026-03-31", "2026-03?"),
        ("2028-02-29", "2028-03-01", "2028-02-01", ""),
        ("2028-03-01", "2028-03-01", "2028-02-01", "2028-02!"),
    ],
)
def test_months(code: str, days: str, as_of: str, since: str | None, short: str) -> None:
    assert told(code, branch_of(code, days), as_of, since) == wanted(code, short)


@pytest.mark.parametrize("code", MONTHLY)
@pytest.mark.parametrize(
    ("established", "as_of", "since", "short"),
    [
        ("2026-02-20", "2026-03-10", None, "2026-02!"),
        ("2026-02-28", "2026-03-10", None, "2026-02!"),
        ("2026-03-01", "2026-03-10", None, ""),
        ("2026-02-20", "2026-03-10", "2025-06-01", "2026-02!"),  # never before the branch was set up
        ("2026-02-20", "2026-03-16", "2026-03-01", "2026-03?"),
        ("2019-05-04", "2026-02-01", None, "2026-01!"),
    ],
)
def test_months_of_a_young_branch(code: str, established: str, as_of: str, since: str | None, short: str) -> None:
    assert told(code, branch_of(code, established_on=established), as_of, since) == wanted(code, short)


@pytest.mark.parametrize("code", QUARTERLY)
@pytest.mark.parametrize(
    ("days", "as_of", "since", "short"),
    [
        ("2026-04-02 2026-06-28", "2026-07-01", None, "2026Q1!"),  # the worked case
        ("", "2026-02-28", None, ""),
        ("", "2026-11-23", None, "2026Q1! 2026Q2! 2026Q3!"),
        ("", "2026-12-31", None, "2026Q1! 2026Q2! 2026Q3! 2026Q4?"),
        ("", "2027-01-01", None, ""),
        ("", "2027-01-01", "2026-12-31", "2026Q4!"),
        ("2026-01-01 2026-04-01 2026-07-01 2026-10-01", "2026-12-31", None, ""),
        ("2026-03-31 2026-06-30 2026-09-30 2026-12-31", "2026-12-31", None, ""),
        ("2026-03-31 2026-06-30 2026-09-30 2026-12-31", "2026-12-30", None, "2026Q4?"),
        ("2026-01-10 2026-02-10 2026-03-10", "2026-07-01", None, "2026Q2!"),
        ("2026-03-30*", "2026-03-31", None, "2026Q1?"),
        ("2026-03-30*", "2026-04-01", None, "2026Q1!"),
        ("", "2026-07-01", "2026-05-15", "2026Q2!"),
        ("2026-04-10", "2026-07-01", "2026-05-15", ""),
        ("2026-04-10", "2026-07-01", "2026-03-31", "2026Q1!"),
        ("2025-12-31", "2026-04-01", "2025-10-01", "2026Q1!"),
        ("", "2026-01-01", "2025-01-01", "2025Q1! 2025Q2! 2025Q3! 2025Q4!"),
        ("2028-02-29", "2028-04-01", None, ""),
    ],
)
def test_quarters(code: str, days: str, as_of: str, since: str | None, short: str) -> None:
    assert told(code, branch_of(code, days), as_of, since, BOOK) == wanted(code, short)


@pytest.mark.parametrize("code", QUARTERLY)
@pytest.mark.parametrize(
    ("established", "as_of", "since", "short"),
    [
        ("2026-05-15", "2026-07-01", None, "2026Q2!"),
        ("2026-06-30", "2026-07-01", None, "2026Q2!"),
        ("2026-07-01", "2026-07-01", None, ""),
        ("2026-05-15", "2026-07-01", "2026-01-01", "2026Q2!"),
        ("2026-05-15", "2026-05-31", None, "2026Q2?"),
        ("2025-05-15", "2026-04-01", "2025-01-01", "2025Q2! 2025Q3! 2025Q4! 2026Q1!"),
    ],
)
def test_quarters_of_a_young_branch(code: str, established: str, as_of: str, since: str | None, short: str) -> None:
    assert told(code, branch_of(code, established_on=established), as_of, since, BOOK) == wanted(code, short)


@pytest.mark.parametrize("code", YEARLY)
@pytest.mark.parametrize(
    ("days", "as_of", "since", "short"),
    [
        ("2026-06-30", "2026-12-31", None, ""),
        ("2026-12-31", "2026-12-30", None, "2026?"),
        ("2026-12-31", "2027-01-01", "2026-01-01", ""),
        ("2026-11-05*", "2026-11-23", None, "2026?"),
        ("2026-01-15@2025", "2026-11-10", None, "2026?"),  # last year's, not this one's
        ("2026-01-15", "2026-12-01", None, ""),  # without a year it serves its own
        ("2026-01-15@2026", "2026-12-01", None, ""),
        ("2027-01-10@2026", "2027-01-10", "2026-01-01", ""),  # held early next year still counts
        ("2027-01-10@2026", "2027-01-09", "2026-01-01", "2026!"),
        ("2027-02-28@2026", "2027-03-01", "2026-01-01", ""),
        ("2027-02-28@2026", "2027-02-01", "2026-01-01", "2026!"),
        ("2027-01-10@2026*", "2027-01-31", "2026-01-01", "2026!"),
        ("2027-01-10", "2027-01-31", "2026-01-01", "2026!"),  # without a year it serves 2027
        ("2027-01-10@2026", "2027-11-01", None, "2027?"),
        ("", "2027-01-10", None, ""),  # the window begins with the year
        ("", "2027-01-10", "2026-12-31", "2026!"),
        ("", "2026-11-23", "2025-01-01", "2025! 2026?"),
        ("2026-01-10@2025 2026-12-10", "2026-12-31", "2025-01-01", ""),
        ("2026-01-10@2025 2026-01-11@2026", "2026-12-31", "2025-01-01", ""),
        ("2026-02-10@2024", "2026-02-28", "2024-01-01", "2025!"),
        ("2026-02-10@2024", "2026-02-28", "2025-01-01", "2025!"),
        ("", "2027-01-01", "2024-06-01", "2024! 2025! 2026!"),
    ],
)
def test_years(code: str, days: str, as_of: str, since: str | None, short: str) -> None:
    assert told(code, branch_of(code, days), as_of, since) == wanted(code, short)


@pytest.mark.parametrize("code", YEARLY)
@pytest.mark.parametrize(
    ("established", "as_of", "since", "short"),
    [
        ("2026-10-20", "2026-10-31", None, ""),
        ("2026-10-20", "2026-11-01", None, "2026?"),
        ("2026-12-31", "2027-01-05", "2026-01-01", "2026!"),
        ("2027-01-01", "2027-01-05", "2026-01-01", ""),
        ("2025-07-01", "2026-11-01", "2020-01-01", "2025! 2026?"),
    ],
)
def test_years_of_a_young_branch(code: str, established: str, as_of: str, since: str | None, short: str) -> None:
    assert told(code, branch_of(code, established_on=established), as_of, since) == wanted(code, short)


MONTHS = (
    # the month of the only session, the quarters left without one
    ("2026-01-31", "2026Q2! 2026Q3! 2026Q4!"),
    ("2026-02-28", "2026Q2! 2026Q3! 2026Q4!"),
    ("2026-03-31", "2026Q2! 2026Q3! 2026Q4!"),
    ("2026-04-01", "2026Q1! 2026Q3! 2026Q4!"),
    ("2026-05-31", "2026Q1! 2026Q3! 2026Q4!"),
    ("2026-06-30", "2026Q1! 2026Q3! 2026Q4!"),
    ("2026-07-01", "2026Q1! 2026Q2! 2026Q4!"),
    ("2026-08-31", "2026Q1! 2026Q2! 2026Q4!"),
    ("2026-09-30", "2026Q1! 2026Q2! 2026Q4!"),
    ("2026-10-01", "2026Q1! 2026Q2! 2026Q3!"),
    ("2026-11-30", "2026Q1! 2026Q2! 2026Q3!"),
    ("2026-12-31", "2026Q1! 2026Q2! 2026Q3!"),
)


@pytest.mark.parametrize(("day", "quarters"), MONTHS)
def test_one_session_in_a_year(day: str, quarters: str) -> None:
    """It serves its quarter; and of a yearly duty its own year, or the one it names."""
    for code in QUARTERLY:
        assert told(code, branch_of(code, day), "2027-01-01", "2026-01-01", BOOK) == wanted(code, quarters)
    for code in YEARLY:
        assert told(code, branch_of(code, day), "2027-01-01", "2026-01-01") == []
        assert told(code, branch_of(code, f"{day}@2026"), "2027-01-01", "2026-01-01") == []
        assert told(code, branch_of(code, f"{day}@2025"), "2027-01-01", "2025-01-01") == wanted(code, "2026!")


@pytest.mark.parametrize("code", [*MONTHLY, *QUARTERLY, *YEARLY])
def test_only_its_own_kind_serves_a_duty(code: str) -> None:
    kinds = ("member-meeting", "committee-meeting", "theme-day", "lecture", "democratic-review", "heart-talk", "other")
    others = [
        session(kind, f"2026-{month:02}-10", id=f"{kind}{month}", for_year=2026)
        for kind in (*kinds, "organizational-life-meeting", "group-meeting")
        if kind != code.removeprefix("life.")
        for month in range(1, 13)
    ]
    bare = branch_of(code)
    busy = bare.model_validate(bare.model_dump(by_alias=True) | {"sessions": others})
    assert told(code, busy, "2026-12-31", book=BOOK) == told(code, bare, "2026-12-31", book=BOOK) != []


@pytest.mark.parametrize("as_of", ["2026-03-31", "2026-04-01", "2026-12-31"])
def test_lectures_are_not_asked_for_unless_the_branch_says_so(as_of: str) -> None:
    assert told("life.lecture", branch_of("life.lecture"), as_of) == []
    assert told("life.lecture", branch_of("life.lecture"), as_of, book=BOOK) != []


@pytest.mark.parametrize("code", [*MONTHLY, *QUARTERLY, *YEARLY])
def test_a_rule_switched_off_is_silent(code: str) -> None:
    assert told(code, branch_of(code), "2026-12-31", book=BOOK.switched({code: False})) == []


@pytest.mark.parametrize("theme_day", [None, 1, 15, 25, 31])
@pytest.mark.parametrize(
    ("days", "as_of", "short"),
    [
        ("2026-01-01 2026-02-28", "2026-03-15", ""),  # early or late in the month: the month is the duty
        ("2026-01-31 2026-02-01", "2026-03-15", ""),
        ("2026-02-25", "2026-03-15", "2026-01!"),
        ("2026-01-25 2026-03-01", "2026-03-15", "2026-02!"),
        ("2026-01-25", "2026-02-12", ""),  # the notice counts from the month's end, not from the fixed day
        ("2026-01-25", "2026-02-28", "2026-02?"),
    ],
)
def test_a_theme_day_on_any_day_of_its_month(theme_day: int | None, days: str, as_of: str, short: str) -> None:
    assert told("life.theme-day", branch_of("life.theme-day", days, theme_day=theme_day), as_of) == spelled(short)


@pytest.mark.parametrize(
    ("people", "short"),
    [
        (members(6, probationary=3), ""),  # the worked case
        (members(3), ""),
        (members(6, committee=1), ""),  # a secretary alone is no committee
        (members(8, committee=3), "2026-01!"),
        (members(8, committee=5), "2026-01!"),
        (members(9, committee=7), "2026-01!"),
        (members(9, committee=8), "2026-01!"),
        (members(5, committee=3), "2026-01!"),  # not required, yet there is one
        (members(8, committee=3, left_on="2025-12-31"), ""),
        (members(8, committee=3, left_on="2026-02-01"), "2026-01!"),  # a duty missed is not undone by leaving after
        (members(8, committee=3, left_on="2026-01-31"), ""),
        (members(8, committee=3, joined_on="2026-01-31"), "2026-01!"),
        (members(8, committee=3, joined_on="2026-02-01"), ""),
    ],
)
def test_a_committee_meets_where_there_is_one(people: list[dict[str, Any]], short: str) -> None:
    assert told("life.committee-meeting", record(people), "2026-02-05") == spelled(short)


def grouped(**fields: Any) -> list[dict[str, Any]]:
    """f1 and f2 in g1, and 林一帆 as described."""
    return [{**one, "group": "g1"} for one in members(2)] + plus(0, **fields)


@pytest.mark.parametrize(
    ("people", "g1", "g2", "as_of", "short"),
    [
        (grouped(group="g2"), "", "", "2026-02-05", "g1/2026-01! g2/2026-01!"),
        (grouped(group="g2"), "2026-01-05", "", "2026-02-05", "g2/2026-01!"),
        (grouped(group="g2"), "", "2026-01-31", "2026-02-05", "g1/2026-01!"),
        (grouped(group="g2"), "2026-01-31", "2026-01-01", "2026-02-13", "g1/2026-02? g2/2026-02?"),
        (grouped(group="g2"), "2026-01-31 2026-02-13", "2026-01-01", "2026-02-13", "g2/2026-02?"),
        (grouped(group="g2"), "2026-01-31", "2026-01-01*", "2026-02-05", "g2/2026-01!"),
        (grouped(), "2026-01-05", "", "2026-02-05", ""),  # nobody in g2: nobody to meet
        (grouped(group="g2", stage="applicant"), "2026-01-05", "", "2026-02-05", ""),
        (grouped(group="g2", stage="probationary"), "2026-01-05", "", "2026-02-05", "g2/2026-01!"),
        (grouped(group="g2", votes=False), "2026-01-05", "", "2026-02-05", "g2/2026-01!"),
        (grouped(group="g2", left_on="2026-01-10"), "2026-01-05", "", "2026-02-05", ""),
        (grouped(group="g2", left_on="2026-02-01"), "2026-01-05", "", "2026-02-05", "g2/2026-01!"),
        (grouped(group="g2", joined_on="2026-02-02"), "2026-01-05", "", "2026-02-05", ""),
        (grouped(group="g2", joined_on="2026-01-31"), "2026-01-05", "", "2026-02-05", "g2/2026-01!"),
    ],
)
def test_each_group_meets(people: list[dict[str, Any]], g1: str, g2: str, as_of: str, short: str) -> None:
    groups = [{"id": "g1", "name": "第一党小组"}, {"id": "g2", "name": "第二党小组"}]
    first = [one | {"id": f"a{one['id']}"} for one in held("group-meeting", g1, group="g1")]
    sessions = [*first, *held("group-meeting", g2, group="g2")]
    assert told("life.group-meeting", record(people, groups=groups, sessions=sessions), as_of) == spelled(short)


@pytest.mark.parametrize("starts", ["00:00", "23:59"])
def test_a_session_belongs_to_the_day_it_begins(starts: str) -> None:
    late = session("theme-day", "2026-01-31", starts_at=f"2026-01-31T{starts}", ends_at="2026-02-01T00:30")
    assert told("life.theme-day", record(sessions=[late]), "2026-02-05") == []


@pytest.mark.parametrize(
    ("person", "talks", "as_of", "since", "short"),
    [
        ({}, "", "2026-10-31", None, ""),
        ({}, "", "2026-11-01", None, "x/2026?"),
        ({}, "", "2026-12-31", None, "x/2026?"),
        ({}, "", "2027-01-01", None, ""),
        ({}, "", "2027-01-01", "2026-01-01", "x/2026!"),
        ({}, "", "2027-01-01", "2026-12-31", "x/2026!"),
        ({}, "", "2026-11-23", "2025-01-01", "x/2025! x/2026?"),
        ({}, "2026-01-01", "2026-12-31", None, ""),
        ({}, "2026-12-31", "2027-01-01", "2026-01-01", ""),
        ({}, "2026-12-31", "2026-12-30", None, "x/2026?"),
        ({}, "2027-01-01", "2027-01-05", "2026-01-01", "x/2026!"),
        ({}, "2026-05-01*", "2026-11-23", None, "x/2026?"),
        ({}, "2025-12-31", "2026-11-23", None, "x/2026?"),
        ({"stage": "probationary", "admitted_on": "2025-03-01"}, "", "2026-11-23", None, "x/2026?"),
        ({"stage": "probationary", "admitted_on": "2025-03-01"}, "2026-02-01", "2026-11-23", None, ""),
        ({"stage": "probationary", "admitted_on": "2026-11-20"}, "", "2026-11-23", None, "x/2026?"),
        ({"stage": "probationary", "admitted_on": "2027-01-01"}, "", "2027-01-05", "2026-01-01", ""),
        ({"votes": False}, "", "2026-11-23", None, "x/2026?"),  # a member still
        ({"stage": "applicant"}, "", "2026-12-31", None, ""),
        ({"stage": "activist"}, "", "2026-12-31", None, ""),
        ({"stage": "target"}, "", "2027-01-01", "2026-01-01", ""),
        ({"left_on": "2026-06-01"}, "", "2026-12-31", None, ""),
        ({"left_on": "2026-06-01"}, "", "2027-01-01", "2026-01-01", ""),
        ({"left_on": "2027-01-02"}, "", "2027-01-05", "2026-01-01", "x/2026!"),
        ({"joined_on": "2026-12-31"}, "", "2026-12-31", None, "x/2026?"),
        ({"joined_on": "2027-01-01"}, "", "2027-01-05", "2026-01-01", ""),
        ({"joined_on": "2026-03-01"}, "", "2026-12-31", "2025-01-01", "x/2026?"),
    ],
)
def test_a_talk_with_each_member(person: Any, talks: str, as_of: str, since: str | None, short: str) -> None:
    others = held("heart-talk", "2025-04-01 2026-04-01", present=["f1", "f2"])
    with_x = [one | {"id": f"x{one['id']}"} for one in held("heart-talk", talks, present=["x", "f1"])]
    what = record(plus(2, **person), sessions=[*others, *with_x])
    assert told("life.heart-talk", what, as_of, since) == spelled(short)


# 林一帆: whether a member on the last day of 2025 and of 2026
MEMBERSHIPS: tuple[tuple[dict[str, Any], str], ...] = (
    ({}, "x/2025! x/2026!"),
    ({"stage": "probationary"}, "x/2025! x/2026!"),
    ({"stage": "target"}, ""),
    ({"stage": "probationary", "admitted_on": "2025-12-31"}, "x/2025! x/2026!"),
    ({"stage": "probationary", "admitted_on": "2026-01-01"}, "x/2026!"),
    ({"admitted_on": "2025-06-01", "full_on": "2026-06-01"}, "x/2025! x/2026!"),
    ({"joined_on": "2025-12-31"}, "x/2025! x/2026!"),
    ({"joined_on": "2026-01-01"}, "x/2026!"),
    ({"admitted_on": "2010-07-01", "joined_on": "2026-12-31"}, "x/2026!"),
    ({"left_on": "2025-12-31"}, ""),
    ({"left_on": "2026-01-01"}, "x/2025!"),
    ({"left_on": "2026-12-31"}, "x/2025!"),
    ({"left_on": "2027-01-01"}, "x/2025! x/2026!"),
    ({"joined_on": "2026-02-01", "left_on": "2026-11-30"}, ""),
)


@pytest.mark.parametrize("talks", ["", "2025-12-31", "2026-01-01", "2025-01-01 2026-12-31"])
@pytest.mark.parametrize(("person", "short"), MEMBERSHIPS)
def test_the_years_of_a_member(person: dict[str, Any], short: str, talks: str) -> None:
    what = record(plus(0, **person), sessions=held("heart-talk", talks, present=["x"]))
    left = " ".join(word for word in short.split() if word[2:6] not in talks)
    assert told("life.heart-talk", what, "2027-01-01", "2025-01-01") == spelled(left)
