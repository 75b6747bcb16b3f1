"""`cover.target` with its four rates, worked by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from liangxin_desktop.domain.findings import Finding
from liangxin_desktop.domain.rules.cover import CODE, CoverRate, cover_rates, percent_below
from liangxin_desktop.domain.units import Unit
from liangxin_desktop.services.rulebook import rulebook
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


def rates(*units: dict[str, Any]) -> dict[str, CoverRate]:
    named = [Unit(name=f"单位{number}", **unit) for number, unit in enumerate(units, 1)]
    return {one.name: one for one in cover_rates(named, rulebook()[CODE], date.fromisoformat(AS_OF))}


def test_each_rate_has_its_own_numerator_and_denominator() -> None:
    """One unit may count for several rates, and lacks something for some of them only."""
    found = rates(
        {"employees": 120, "members": 2, "above_scale": True, "key_industry": True},
        {"employees": 99, "members": 0, "has_organization": True},
        {"employees": 49, "members": 0},
        {"employees": 3, "key_industry": True, "has_organization": True},
    )
    assert {name: (one.covered, len(one.units), one.percent, one.target) for name, one in found.items()} == {
        "employees-50": (1, 2, "50.0%", 97),
        "employees-100": (0, 1, "0.0%", 97),
        "above-scale": (0, 1, "0.0%", 97),
        "key-industry": (1, 2, "50.0%", 100),
    }
    assert {name: [unit.name for unit in one.lacking] for name, one in found.items()} == {
        "employees-50": ["单位2"],
        "employees-100": ["单位1"],
        "above-scale": ["单位1"],
        "key-industry": ["单位1"],
    }


def test_no_unit_of_a_kind_is_no_rate_rather_than_naught_per_cent() -> None:
    for one in rates({"employees": 49, "members": 0}).values():
        assert (one.is_judged, one.is_missed, one.percent, one.still_wanted) == (False, False, "", 0)


@pytest.mark.parametrize(
    ("units", "lacking", "missed", "percent", "wanted"),
    [
        (1, 0, False, "100.0%", 0),
        (1, 1, True, "0.0%", 1),
        (33, 1, True, "96.9%", 1),
        (34, 1, False, "97.1%", 0),
        (100, 3, False, "97.0%", 0),
        (100, 4, True, "96.0%", 1),
        (100, 10, True, "90.0%", 7),
        (101, 4, True, "96.0%", 1),
        (2000, 1, False, "99.9%", 0),
        (2000, 60, False, "97.0%", 0),
        (2000, 61, True, "96.9%", 1),
    ],
)
def test_a_rate_stands_at_its_target_or_below_it(
    units: int, lacking: int, missed: bool, percent: str, wanted: int
) -> None:
    many = ({"employees": 50, "members": 0 if place < lacking else 1} for place in range(units))
    one = rates(*many)["employees-50"]
    assert (one.is_missed, one.percent, one.still_wanted) == (missed, percent, wanted)
    assert (one.covered, len(one.units), len(one.lacking)) == (units - lacking, units, lacking)


@pytest.mark.parametrize(
    ("unit", "counted"),
    [
        ({"employees": 49}, set()),
        ({"employees": 50}, {"employees-50"}),
        ({"employees": 99}, {"employees-50"}),
        ({"employees": 100}, {"employees-50", "employees-100"}),
        ({"employees": 0, "above_scale": True}, {"above-scale"}),
        ({"employees": 0, "key_industry": True}, {"key-industry"}),
    ],
)
def test_a_unit_counts_where_it_belongs(unit: dict[str, Any], counted: set[str]) -> None:
    assert {name for name, one in rates(unit).items() if one.is_judged} == counted


def test_members_do_not_stand_for_an_organization_nor_it_for_them() -> None:
    with_members = rates({"employees": 100, "members": 30})
    assert (with_members["employees-50"].covered, with_members["employees-100"].covered) == (1, 0)
    with_organization = rates({"employees": 100, "members": 0, "has_organization": True})
    assert (with_organization["employees-50"].covered, with_organization["employees-100"].covered) == (0, 1)


def test_what_a_finding_says_is_what_the_rates_say() -> None:
    units = [{"employees": 60, "members": place % 2, "above_scale": place < 3} for place in range(7)]
    said = {one.period: one.message for one in covered(*units)}
    missed = {name: one for name, one in rates(*units).items() if one.is_missed}
    assert said.keys() == missed.keys() == {"employees-50", "above-scale"}
    for name, one in missed.items():
        assert f"{one.covered}/{len(one.units)}家，{one.percent}，低于{one.target}%的目标" in said[name]


def test_a_single_branch_that_keeps_units_is_judged_as_well() -> None:
    units = [{"name": "甲公司", "employees": 50}]
    for formation in ("single", "regional-joint", "industry-joint"):
        found = findings("cover.target", record(units=units, branch={"formation": formation}), AS_OF)
        assert [one.period for one in found] == ["employees-50"]


def test_before_the_rule_was_there_nothing_was_asked() -> None:
    units = [{"name": "甲公司", "employees": 50}]
    assert findings("cover.target", record(units=units), "2014-12-31") == []
    assert len(findings("cover.target", record(units=units), "2015-01-01")) == 1
    assert cover_rates([], rulebook()[CODE], date(2014, 12, 31)) == ()


def test_a_rule_switched_off_says_nothing() -> None:
    quiet = rulebook().switched({CODE: False})
    assert findings(CODE, record(units=[{"name": "甲公司", "employees": 50}]), AS_OF, book=quiet) == []
