"""One person's place on the way: what is taken, which term of probation it is, and what comes next."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from liangxin_desktop.domain.people import Stage
from liangxin_desktop.domain.pipeline.person import Pipeline, pipelines_of
from liangxin_desktop.services.rulebook import steps
from tests.domain.ways import way

EXTEND = {"result": "extend", "extend_months": 6}
ADMITTED = [(number, "2024-08-31") for number in range(1, 20)]


def person(steps: Any, as_of: str = "2026-11-23", **fields: Any) -> Pipeline:
    return pipelines_of(way(steps, **fields), date.fromisoformat(as_of))["x"]


@pytest.mark.parametrize(
    ("taken", "stage"),
    [
        ({1: "2026-01-05"}, "applicant"),
        ({1: "2026-01-05", 2: "2026-01-06", 3: "2026-11-24"}, "applicant"),
        ({1: "2026-01-05", 3: "2026-11-23", 8: None}, "activist"),
        ({3: "2025-01-05", 7: "2026-11-20"}, "activist"),
        ({3: "2025-01-05", 7: "2026-01-20", 8: "2026-02-20", 15: "2026-06-01"}, "target"),
        ({15: "2025-06-01", 17: "2025-07-01"}, "probationary"),
        ({15: "2025-06-01", 17: "2025-07-01", 23: "2026-06-03"}, "probationary"),
        ({15: "2025-06-01", 17: "2025-07-01", 23: "2026-06-03", 24: "2026-07-01"}, "full"),
        ({15: "2025-06-01", 17: "2025-07-01", 23: ("2026-06-03", EXTEND), 24: "2026-07-01"}, "probationary"),
        ({17: "2025-07-01", 24: "2026-07-01"}, "full"),
        ({5: "2025-07-01"}, "applicant"),
        ({}, "applicant"),
    ],
)
def test_the_stage_follows_from_the_steps(taken: dict[int, Any], stage: str) -> None:
    assert person(taken).stage == stage


def test_of_several_entries_the_latest_counts_but_the_year_runs_from_the_first() -> None:
    found = person([(3, "2025-09-01"), (3, "2025-03-10"), (10, "2026-05-05"), (10, "2026-04-05")])
    assert (found.day(3), found.activist_on) == (date(2025, 9, 1), date(2025, 3, 10))
    assert found.day(10) == date(2026, 5, 5)
    assert len(found.all(10)) == 2


def test_an_extension_begins_another_term() -> None:
    first = [(22, "2025-08-25"), (23, ("2025-09-02", EXTEND)), (24, "2025-09-20")]
    found = person([*ADMITTED, *first])
    assert [term.ends_on for term in found.terms] == [date(2025, 8, 31), date(2026, 2, 28)]
    assert [found.day(number) for number in (22, 23, 24)] == [None, None, None]
    assert found.next_steps(steps()) == (20, 21, 22)
    second = [(22, "2026-02-20"), (23, "2026-03-02"), (24, "2026-03-20")]
    found = person([*ADMITTED, *first, *second])
    assert [found.day(number) for number in (22, 23, 24)] == [date(2026, 2, 20), date(2026, 3, 2), date(2026, 3, 20)]
    assert found.is_converted
    assert found.probation_ends_on == date(2026, 2, 28)


def test_what_comes_next_waits_for_what_is_missing() -> None:
    found = person(dict.fromkeys(range(1, 10), "2026-06-01") | {11: None})
    assert found.next_steps(steps()) == (10, 11)
    assert found.missing_before(12, steps()) == (10, 11)
    assert set(found.under_way) == {11}
    assert person({}).next_steps(steps()) == (1,)


def test_a_cancelled_candidacy_has_no_term_after_it() -> None:
    found = person([*ADMITTED, (22, "2025-08-25"), (23, ("2025-09-02", {"result": "cancel"})), (24, "2025-09-20")])
    assert found.is_cancelled
    assert not found.is_converted
    assert len(found.terms) == 1


def test_what_precedes_the_conversion_of_somebody_known_from_the_roster_is_settled() -> None:
    known = {"stage": "probationary", "admitted_on": "2025-11-01"}
    asked = person({22: "2026-10-20"}, **known)
    assert (asked.admitted_on, asked.probation_ends_on) == (date(2025, 11, 1), date(2026, 11, 1))
    assert asked.admitted_here_on == date(2025, 11, 1)
    assert asked.missing_before(22, steps()) == ()
    assert asked.next_steps(steps()) == (23,)
    through = person({21: "2026-10-01", 22: "2026-10-20", 23: "2026-11-02", 24: "2026-11-20"}, **known)
    assert through.is_converted
    assert through.stage is Stage.FULL
    assert through.next_steps(steps()) == (25,)
    kept = person({1: "2024-01-01", 22: "2026-10-20"}, **known)
    assert kept.admitted_on is None, "the steps tell where there are any of the way there"


def test_probation_of_the_roster_counts_from_its_admission() -> None:
    found = person({}, stage="probationary", admitted_on="2025-12-11")
    assert (found.admitted_on, found.probation_ends_on) == (date(2025, 12, 11), date(2026, 12, 11))
    assert person({}, stage="probationary", admitted_on="2026-11-24").probation_ends_on is None
    assert person({}, stage="probationary").probation_ends_on is None
