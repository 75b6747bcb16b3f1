"""Those who came from another branch: the clock goes on, and nobody answers for what was done elsewhere."""

from __future__ import annotations

from datetime import date

import pytest

from liangxin_desktop.domain.pipeline.forecast import forecast
from liangxin_desktop.domain.pipeline.person import pipelines_of
from liangxin_desktop.domain.rules import check
from liangxin_desktop.services.rulebook import rulebook
from tests.domain.ways import severities, told, way

ACTIVIST = {1: "2024-12-01", 3: "2025-03-10"}
PROBATIONARY = {1: "2023-01-10", 3: "2023-06-30", 8: "2024-09-01", 15: "2025-12-15", 17: "2026-02-10"}


@pytest.mark.parametrize(("day", "found"), [("2026-03-09", ["error"]), ("2026-03-10", []), ("2026-03-11", [])])
def test_the_year_goes_on(day, found):
    moved = way({**ACTIVIST, 5: ("2025-12-01", {"cultivators": ["f1"]}), 7: day}, joined_on="2025-11-20")
    assert severities("dev.target-early", moved) == found


@pytest.mark.parametrize(("day", "found"), [("2026-12-14", ["error"]), ("2026-12-15", []), ("2026-12-16", [])])
def test_probation_goes_on(day, found):
    vote = (day, {"result": "convert", "due": 9, "present": 9, "for": 9})
    moved = way({**PROBATIONARY, 22: "2026-12-01", 23: vote}, joined_on="2026-06-01")
    assert severities("dev.conversion-early", moved, "2027-02-01") == found
    waiting = way(PROBATIONARY, joined_on="2026-06-01")
    assert told("dev.conversion", waiting, "2026-12-16") == [("overdue", "2026-12-15")]


def test_what_was_done_or_left_undone_elsewhere_is_not_charged_here():
    steps = {**ACTIVIST, 2: "2025-02-20", 5: "2025-03-20", 9: "2025-03-01", 12: "2025-03-02", 13: "2025-03-03"}
    codes = {one.code for one in check(way(steps), rulebook(), as_of=date(2025, 8, 1)).findings}
    assert {"dev.talk", "dev.cultivators", "dev.sponsors", "dev.review", "dev.training", "dev.order"} <= codes
    moved = way(steps, joined_on="2025-07-15")
    codes = {one.code for one in check(moved, rulebook(), as_of=date(2025, 8, 1)).findings}
    assert not {one for one in codes if one.startswith("dev.")}


@pytest.mark.parametrize(
    ("joined_on", "assessed", "as_of", "found"),
    [
        (None, (), "2026-04-01", ["2025-09-10", "2026-03-10"]),
        ("2025-09-10", (), "2026-04-01", ["2025-09-10", "2026-03-10"]),  # due on the very day of coming
        ("2025-09-11", (), "2026-04-01", ["2026-03-10"]),
        ("2025-11-20", ("2026-03-05",), "2026-04-01", []),
        ("2025-11-20", ("2025-09-05", "2026-03-05"), "2026-10-01", ["2026-09-10"]),
        ("2026-03-11", ("2025-09-05",), "2026-04-01", []),  # the second was owed elsewhere
        ("2026-03-11", ("2025-09-05", "2026-09-01"), "2026-09-11", []),
    ],
)
def test_half_years_count_from_the_first_decision_and_are_owed_where_one_is(joined_on, assessed, as_of, found):
    moved = way(ACTIVIST, assessed=assessed, joined_on=joined_on)
    assert [day for severity, day in told("dev.assessment", moved, as_of) if severity == "overdue"] == found


@pytest.mark.parametrize(
    ("joined_on", "found"), [(None, ["late"]), ("2024-12-31", ["late"]), ("2025-01-01", ["late"]), ("2025-01-02", [])]
)
def test_a_duty_is_late_here_only_when_its_last_day_was_here(joined_on, found):
    moved = way({1: "2024-12-01", 2: "2025-02-20"}, joined_on=joined_on)
    assert severities("dev.talk", moved) == found


def test_what_is_still_to_be_done_is_this_branchs():
    moved = way({1: "2024-12-01"}, joined_on="2025-02-01")
    assert told("dev.talk", moved, "2025-02-10") == [("overdue", "2025-01-01")]
    activist = way(ACTIVIST, joined_on="2025-07-15")
    assert told("dev.talk", activist, "2026-11-23") == [], "an activist was talked with where they came from"


@pytest.mark.parametrize(
    ("steps", "brought", "following"),
    [
        ({1: "2024-12-01"}, 1, [2]),
        (ACTIVIST, 3, [4, 5]),
        ({**ACTIVIST, 8: "2025-06-01"}, 8, [9, 10, 11]),
        (PROBATIONARY, 17, [18, 19, 20, 22]),
    ],
)
def test_what_is_behind_is_not_asked_for_again(steps, brought, following):
    person = pipelines_of(way(steps, joined_on="2026-06-01"), date(2026, 11, 23))["x"]
    assert person.brought == brought
    assert list(person.next_steps(rulebook().steps)) == following
    ahead = [one.number for one in forecast(person, rulebook())]
    assert min(ahead) > brought
    here = pipelines_of(way(steps), date(2026, 11, 23))["x"]
    assert here.brought == 0


def test_the_next_step_here_is_in_order_though_earlier_ones_have_no_day():
    moved = way({**ACTIVIST, 5: ("2025-12-01", {"cultivators": ["f1"]})}, joined_on="2025-11-20")
    assert severities("dev.order", moved) == []
    assert severities("dev.order", way({**ACTIVIST, 5: "2025-12-01"})) == ["error"]
