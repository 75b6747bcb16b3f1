"""`cover.target` with its four rates, worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from liangxin_desktop.domain.findings import Finding
from liangxin_desktop.domain.rules.cover import percent_below
from tests.domain.builders import findings, record

AS_OF = "2026-11-23"


def covered(*units: dict[str, Any]) -> list[Finding]:
    named = [{"name": f"单位{number}", **unit} for number, unit in enumerate(units, 1)]
    return findings("cover.target", record(units=named), AS_OF)


def test_cover_target() -> None:
    found = covered(
        {"employees": 50, "members": 1},
        {"employees": 50, "members": 0},
        {"employees": 100, "members": 3, "has_organization": False},
        {"employees": 9, "above_scale": True, "has_organization": True},
        {"employees": 9, "above_scale": True},
        {"employees": 9, "key_industry": True},
    )
    assert {one.period: one.message for one in found} == {
        "employees-50": "职工50人以上的单位中有党员的2/3家，66.7%，低于97%的目标",
        "employees-100": "职工100人以上的单位中有党组织的0/1家，0.0%，低于97%的目标",
        "above-scale": "规模以上单位中有党组织的1/2家，50.0%，低于97%的目标",
        "key-industry": "重点行业单位中有党组织的0/1家，0.0%，低于100%的目标",
    }
    assert {(one.severity, one.subject.type, one.subject.id, one.due_on) for one in found} == {
        ("warning", "branch", "branch", None)
    }


def test_a_branch_without_units_is_not_judged() -> None:
    assert covered() == []


def test_a_rate_without_units_of_its_kind_is_not_judged() -> None:
    assert covered({"employees": 49, "members": 0}) == []


@pytest.mark.parametrize(("employees", "found"), [(49, []), (50, ["employees-50"]), (99, ["employees-50"])])
def test_fifty_employees_count_members(employees: int, found: list[str]) -> None:
    assert [one.period for one in covered({"employees": employees, "members": 0})] == found


@pytest.mark.parametrize(("employees", "found"), [(99, []), (100, ["employees-100"])])
def test_a_hundred_employees_count_organizations(employees: int, found: list[str]) -> None:
    assert [one.period for one in covered({"employees": employees, "members": 1})] == found


@pytest.mark.parametrize(("lacking", "missed"), [(2, []), (3, []), (4, ["above-scale"])])
def test_the_target_itself_is_enough(lacking: int, missed: list[str]) -> None:
    """Of a hundred units 97 are 97 %; 96 are not."""
    units = [{"employees": 1, "above_scale": True, "has_organization": place >= lacking} for place in range(100)]
    assert [one.period for one in covered(*units)] == missed


@pytest.mark.parametrize(("with_one", "missed"), [(99, ["key-industry"]), (100, [])])
def test_key_industries_are_covered_wholly(with_one: int, missed: list[str]) -> None:
    units = [{"employees": 1, "key_industry": True, "has_organization": place < with_one} for place in range(100)]
    assert [one.period for one in covered(*units)] == missed


@pytest.mark.parametrize(
    ("part", "whole", "limit", "words"),
    [(2, 3, 97, "66.7%"), (32, 33, 97, "96.9%"), (0, 5, 97, "0.0%"), (1999, 2000, 100, "99.9%"), (1, 8, 97, "12.5%")],
)
def test_a_rate_below_its_target_is_never_rounded_up_to_it(part: int, whole: int, limit: int, words: str) -> None:
    assert percent_below(part, whole, limit) == words
