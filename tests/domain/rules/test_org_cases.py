"""The branch itself, case by case: its size, its committee, its units, its term, its secretary."""

from __future__ import annotations

from typing import Any

import pytest

from tests.domain.builders import findings, members, record
from tests.domain.rules.tables import plus, told

DAY = "2026-06-01"
ERROR, WARNING = ["error - - branch"], ["warning - - branch"]

# 林一帆 on 2026-06-01: a member, a full member
STANDINGS: tuple[tuple[dict[str, Any], bool, bool], ...] = (
    ({}, True, True),
    ({"votes": False}, True, True),  # suspended rights take the vote, not the membership
    ({"stage": "probationary"}, True, False),
    ({"stage": "probationary", "admitted_on": DAY}, True, False),
    ({"stage": "probationary", "admitted_on": "2026-06-02"}, False, False),
    ({"stage": "target"}, False, False),
    ({"stage": "activist"}, False, False),
    ({"stage": "applicant"}, False, False),
    ({"full_on": "2026-05-31"}, True, True),
    ({"full_on": DAY}, True, True),
    ({"full_on": "2026-06-02"}, True, False),
    ({"admitted_on": "2025-06-01", "full_on": DAY}, True, True),
    ({"admitted_on": "2025-06-02", "full_on": "2026-06-02"}, True, False),
    ({"left_on": "2026-05-31"}, False, False),
    ({"left_on": DAY}, False, False),
    ({"left_on": "2026-06-02"}, True, True),
    ({"stage": "probationary", "left_on": DAY}, False, False),
    ({"stage": "probationary", "left_on": "2026-06-02"}, True, False),
    ({"joined_on": "2026-05-31"}, True, True),
    ({"joined_on": DAY}, True, True),
    ({"joined_on": "2026-06-02"}, False, False),
)


@pytest.mark.parametrize("probationary", [0, 1, 3])
@pytest.mark.parametrize("full", range(8))
def test_fewer_than_three_full_members_are_too_few(full: int, probationary: int) -> None:
    people = [*members(full, probationary), {"id": "y", "name": "申请人", "stage": "applicant"}]
    assert told("org.too-small", record(people), DAY) == (ERROR if full < 3 else [])


@pytest.mark.parametrize("others", [1, 2, 3])
@pytest.mark.parametrize(("person", "member", "full"), STANDINGS)
def test_who_makes_up_the_three(person: dict[str, Any], member: bool, full: bool, others: int) -> None:
    expected = ERROR if others + full < 3 else []
    assert told("org.too-small", record(plus(others, **person)), DAY) == expected


@pytest.mark.parametrize(
    ("full", "probationary", "large"),
    [
        (50, 0, False),
        (51, 0, True),
        (49, 1, False),
        (50, 1, True),
        (49, 2, True),
        (3, 47, False),
        (3, 48, True),
        (0, 50, False),
        (0, 51, True),
        (80, 20, True),
        (3, 0, False),
    ],
)
def test_more_than_fifty_members_are_too_many(full: int, probationary: int, large: bool) -> None:
    people = [*members(full, probationary), {"id": "y", "name": "申请人", "stage": "applicant"}]
    assert told("org.too-large", record(people), DAY) == (WARNING if large else [])


@pytest.mark.parametrize("others", [49, 50, 51])
@pytest.mark.parametrize(("person", "member", "full"), STANDINGS)
def test_who_makes_up_the_fifty(person: dict[str, Any], member: bool, full: bool, others: int) -> None:
    expected = WARNING if others + member > 50 else []
    assert told("org.too-large", record(plus(others, **person)), DAY) == expected


@pytest.mark.parametrize("probationary", [0, 3])
@pytest.mark.parametrize("seats", range(10))
@pytest.mark.parametrize("full", [3, 6, 7, 8, 9, 20])
def test_seven_full_members_need_a_committee_of_three_to_seven(full: int, seats: int, probationary: int) -> None:
    seats = min(seats, full)
    expected = WARNING if seats > 7 else ERROR if full >= 7 and seats < 3 else []
    assert told("org.committee-required", record(members(full, probationary, committee=seats)), DAY) == expected


@pytest.mark.parametrize("others", [5, 6, 7])
@pytest.mark.parametrize(("person", "member", "full"), STANDINGS)
def test_who_makes_up_the_seven(person: dict[str, Any], member: bool, full: bool, others: int) -> None:
    expected = ERROR if others + full >= 7 else []
    assert told("org.committee-required", record(plus(others, **person)), DAY) == expected


@pytest.mark.parametrize(
    ("seat", "missing"),
    [
        ({"role": "discipline"}, False),
        ({"role": "publicity"}, False),
        ({"role": "organization"}, False),
        ({"role": "committee-member"}, False),
        ({"role": "deputy-secretary"}, False),
        ({"role": None}, True),
        ({"role": "discipline", "left_on": "2026-06-02"}, False),
        ({"role": "discipline", "left_on": DAY}, True),
        ({"role": "discipline", "left_on": "2025-12-31"}, True),
        ({"role": "discipline", "joined_on": DAY}, False),
        ({"role": "discipline", "joined_on": "2026-06-02"}, True),
        ({"role": "discipline", "stage": "applicant"}, True),
    ],
)
def test_the_third_seat(seat: dict[str, Any], missing: bool) -> None:
    people = [*members(8, committee=2), {"id": "x", "name": "林一帆", **seat}]
    assert told("org.committee-required", record(people), DAY) == (ERROR if missing else [])


def units(count: int) -> list[dict[str, Any]]:
    return [{"name": f"单位{number}", "employees": 20, "members": 1} for number in range(1, count + 1)]


@pytest.mark.parametrize("count", [0, 1, 4, 5, 6, 7, 12, 40])
@pytest.mark.parametrize("formation", [None, "single", "regional-joint", "industry-joint"])
@pytest.mark.parametrize("unit_kind", ["non-public-enterprise", "mixed"])
def test_a_joint_branch_covers_five_units(count: int, formation: str | None, unit_kind: str) -> None:
    what = record(units=units(count), branch={"formation": formation, "unit_kind": unit_kind})
    joint = formation in ("regional-joint", "industry-joint")
    assert told("org.joint-units", what, DAY) == (WARNING if joint and count > 5 else [])


@pytest.mark.parametrize(
    ("elected", "years", "silent", "notice", "ends", "after"),
    [
        ("2023-06-15", 3, "2025-12-14", "2025-12-15", "2026-06-15", "2026-06-16"),  # the worked case
        ("2023-12-31", 3, "2026-06-29", "2026-06-30", "2026-12-31", "2027-01-01"),
        ("2023-08-31", 3, "2026-02-27", "2026-02-28", "2026-08-31", "2026-09-01"),  # February clamps
        ("2025-08-31", 3, "2028-02-28", "2028-02-29", "2028-08-31", "2028-09-01"),
        ("2024-02-29", 3, "2026-08-27", "2026-08-28", "2027-02-28", "2027-03-01"),
        ("2024-02-29", 4, "2027-08-28", "2027-08-29", "2028-02-29", "2028-03-01"),
        ("2023-05-31", 3, "2025-11-29", "2025-11-30", "2026-05-31", "2026-06-01"),
        ("2023-01-01", 3, "2025-06-30", "2025-07-01", "2026-01-01", "2026-01-02"),
        ("2023-03-30", 3, "2025-09-29", "2025-09-30", "2026-03-30", "2026-03-31"),
        ("2021-06-15", 5, "2025-12-14", "2025-12-15", "2026-06-15", "2026-06-16"),
        ("2025-06-15", 1, "2025-12-14", "2025-12-15", "2026-06-15", "2026-06-16"),
        ("2024-06-15", 2, "2025-12-14", "2025-12-15", "2026-06-15", "2026-06-16"),
    ],
)
def test_a_term_by_its_edges(elected: str, years: int, silent: str, notice: str, ends: str, after: str) -> None:
    what = record(branch={"committee_elected_on": elected, "term_years": years})
    days = {elected: [], silent: [], notice: [f"due - {ends} branch"], ends: [f"due - {ends} branch"]}
    days |= {after: [f"overdue - {ends} branch"], "2031-01-01": [f"overdue - {ends} branch"]}
    assert {day: told("org.term", what, day) for day in days} == days


@pytest.mark.parametrize(
    ("elected", "as_of", "since", "expected"),
    [
        (None, DAY, None, []),
        ("2026-07-01", DAY, None, []),  # not yet elected
        (DAY, DAY, None, []),
        ("2020-01-01", DAY, None, ["overdue - 2023-01-01 branch"]),  # a state of the branch, whenever it began
        ("2020-01-01", DAY, "2026-05-01", ["overdue - 2023-01-01 branch"]),
        ("2023-06-15", DAY, "2026-05-01", ["due - 2026-06-15 branch"]),
        ("2023-06-15", DAY, "2020-01-01", ["due - 2026-06-15 branch"]),
        ("2023-06-15", "2026-12-31", "2026-12-31", ["overdue - 2026-06-15 branch"]),
    ],
)
def test_a_term_whatever_the_window(elected: str | None, as_of: str, since: str | None, expected: list[str]) -> None:
    assert told("org.term", record(branch={"committee_elected_on": elected}), as_of, since) == expected


SECRETARY = ["warning - - x"]


@pytest.mark.parametrize("role", ["secretary", "deputy-secretary", "discipline", None])
@pytest.mark.parametrize(
    ("person", "as_of", "young"),
    [
        ({"full_on": "2025-06-01"}, "2026-05-31", True),
        ({"full_on": "2025-06-01"}, "2026-06-01", False),
        ({"full_on": "2025-06-01"}, "2030-01-01", False),
        ({"full_on": "2025-06-02"}, "2026-06-01", True),
        ({"full_on": "2026-06-01"}, "2026-06-01", True),
        ({"full_on": "2024-02-29"}, "2025-02-27", True),
        ({"full_on": "2024-02-29"}, "2025-02-28", False),
        ({"full_on": "2027-02-28"}, "2028-02-27", True),
        ({"full_on": "2027-02-28"}, "2028-02-28", False),
        ({"full_on": "2025-12-31"}, "2026-12-30", True),
        ({"full_on": "2025-12-31"}, "2026-12-31", False),
        ({"admitted_on": "2024-06-02", "full_on": "2025-06-02"}, "2026-06-01", True),  # not from the admission
        ({"admitted_on": "2015-06-02", "full_on": "2016-06-02"}, "2026-06-01", False),
        ({"full_on": None}, "2026-06-01", False),  # nobody wrote it down
        ({"full_on": "2026-03-01", "joined_on": "2026-03-01"}, "2026-06-01", True),
        ({"full_on": "2016-03-01", "joined_on": "2026-03-01"}, "2026-06-01", False),  # 党龄 comes along
        ({"stage": "probationary", "admitted_on": "2024-01-01"}, "2026-06-01", True),  # none yet
        ({"full_on": "2025-12-01", "votes": False}, "2026-06-01", True),
        ({"full_on": "2025-12-01", "left_on": "2026-06-01"}, "2026-06-01", False),
        ({"full_on": "2025-12-01", "left_on": "2026-06-02"}, "2026-06-01", True),
    ],
)
def test_a_year_of_standing(role: str | None, person: dict[str, Any], as_of: str, young: bool) -> None:
    expected = SECRETARY if young and role == "secretary" else []
    assert told("org.secretary-standing", record(plus(3, role=role, **person)), as_of) == expected


def stepped(**days: str | None) -> list[dict[str, Any]]:
    """Steps of 林一帆: 十五、十七、二十三、二十四 by number."""
    numbers = {"vote": 15, "approval": 17, "conversion": 23, "converted": 24}
    details = {"conversion": {"result": "convert"}}
    return [
        {"person": "x", "step": numbers[name], "done_on": day, "details": details.get(name, {})}
        for name, day in days.items()
    ]


WAY = {"vote": "2024-02-29", "approval": "2024-04-01", "conversion": "2025-05-10", "converted": "2025-06-20"}


@pytest.mark.parametrize(
    ("as_of", "small", "standing"),
    [
        ("2025-06-19", True, True),  # two full members and a probationary one
        ("2025-06-20", False, True),
        ("2026-02-27", False, True),
        ("2026-02-28", False, False),  # 党龄 from 2025-02-28, the day probation ended
        ("2026-06-19", False, False),
    ],
)
def test_a_person_by_the_steps_taken(as_of: str, small: bool, standing: bool) -> None:
    what = record(plus(2, stage="applicant", role="secretary"), development=stepped(**WAY))
    assert told("org.too-small", what, as_of) == (ERROR if small else [])
    assert told("org.secretary-standing", what, as_of) == (SECRETARY if standing else [])


CODES = ("org.too-small", "org.too-large", "org.committee-required", "org.joint-units", "org.term")


def troubled(code: str, **parts: Any) -> Any:
    """A branch in breach of that rule."""
    people = {"org.too-small": members(2), "org.too-large": members(51)}.get(code, members(8))
    branch = {"formation": "regional-joint", "committee_elected_on": "2020-01-01"}
    return record(people, units=units(6), branch=branch, **parts)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    ("override", "aside"),
    [({}, True), ({"subject": "branch"}, True), ({"subject": "f1"}, False), ({"period": "2026"}, False)],
)
def test_a_breach_set_aside(code: str, override: dict[str, Any], aside: bool) -> None:
    reason = "街道已批复"
    [plain] = findings(code, troubled(code), DAY)
    [found] = findings(code, troubled(code, overrides=[{"code": code, "reason": reason, **override}]), DAY)
    assert (found.override is not None) is aside
    if found.override:
        assert (found.override.reason, found.override.severity) == (reason, plain.severity)
        assert not found.severity.is_bad


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("since", [None, "2020-01-01", "2026-05-01", DAY])
def test_a_state_is_told_whatever_the_window(code: str, since: str | None) -> None:
    assert len(told(code, troubled(code), DAY, since)) == 1
