"""What 发展党员情况报表 is compiled from: who stands where on which day, who moves when, and what comes next."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin_desktop.domain.development_return import DevelopmentCompilation, compile_development
from liangxin_desktop.domain.people import Stage
from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.rules import ground_of
from liangxin_desktop.services.rulebook import rulebook
from tests.domain.ways import Steps, way

TO_ADMISSION: dict[int, Any] = {
    1: "2024-01-10",
    2: "2024-02-01",
    3: "2024-06-30",
    4: "2024-07-05",
    5: "2024-07-01",
    6: "2025-06-01",
    7: "2025-07-01",
    8: "2025-07-10",
    9: "2025-07-11",
    10: "2025-07-20",
    11: "2025-07-25",
    12: "2025-08-01",
    13: "2025-08-10",
    14: "2025-08-15",
    15: "2025-09-01",
    16: "2025-09-20",
    17: "2025-10-01",
    19: "2025-10-08",
}


def compiled(steps: Steps, period: str = "2026Q3", as_of: str = "2026-10-09", **fields: Any) -> DevelopmentCompilation:
    ground = ground_of(way(steps, **fields), rulebook(), as_of=date.fromisoformat(as_of))
    found = compile_development(ground, Period.parse(period))
    for one in found.figures.stages:
        assert one.opening + one.entered - one.advanced - one.gone == one.closing
    return found


def flow(found: DevelopmentCompilation, stage: str) -> tuple[int, ...]:
    """Opening, entered, advanced, gone, closing of a stage."""
    one = next(one for one in found.figures.stages if one.stage is Stage(stage))
    return one.opening, one.entered, one.advanced, one.gone, one.closing


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-06-30", (1, 0, 0, 0, 1)),
        ("2026-07-01", (0, 1, 0, 0, 1)),
        ("2026-09-30", (0, 1, 0, 0, 1)),
        ("2026-10-01", (0, 0, 0, 0, 0)),
    ],
)
def test_the_first_and_last_day_belong_to_the_quarter(day: str, expected: tuple[int, ...]) -> None:
    found = compiled({1: day})
    assert flow(found, "applicant") == expected
    assert len(found.rows) == expected[-1]


def test_several_steps_of_one_quarter_are_several_moves() -> None:
    found = compiled({1: "2026-07-01", 2: "2026-07-02", 3: "2026-09-30"})
    assert flow(found, "applicant") == (0, 1, 1, 0, 0)
    assert flow(found, "activist") == (0, 1, 0, 0, 1)


def test_a_quarter_is_told_as_it_stood_however_late() -> None:
    early = compiled(TO_ADMISSION, "2025Q3", "2025-10-09")
    late = compiled(TO_ADMISSION, "2025Q3", "2026-10-09")
    assert (early.figures, early.rows) == (late.figures, late.rows)
    assert flow(early, "target") == (0, 1, 0, 0, 1)
    assert early.figures.told_on == date(2025, 9, 30)
    assert (early.figures.admitted, early.figures.used) == (1, 1)
    (row,) = early.rows
    assert (row.standing, row.admitted_on, row.next, row.due_on) == (
        "发展对象",
        date(2025, 9, 1),
        "上级党委审批",
        date(2025, 12, 1),
    )


def test_within_the_quarter_it_is_told_to_the_day() -> None:
    found = compiled({1: "2026-07-01", 2: "2026-07-20"}, as_of="2026-07-19")
    assert found.figures.told_on == date(2026, 7, 19)
    assert (found.rows[0].next, found.rows[0].due_on) == ("派人谈话", date(2026, 8, 1))


def test_the_approval_makes_a_probationary_member_and_a_full_one() -> None:
    assert flow(compiled(TO_ADMISSION, "2025Q4"), "probationary") == (0, 1, 0, 0, 1)
    voted = {**TO_ADMISSION, 22: "2026-08-01", 23: ("2026-09-02", {"result": "convert"})}
    waiting = compiled(voted)
    assert (flow(waiting, "probationary"), waiting.figures.converted) == ((1, 0, 0, 0, 1), 0)
    assert (waiting.rows[0].converted_on, waiting.rows[0].due_on) == (date(2026, 9, 2), date(2026, 12, 2))
    done = compiled({**voted, 24: "2026-09-30"})
    assert (flow(done, "probationary"), done.figures.converted) == ((1, 0, 1, 0, 0), 1)
    assert [row.standing for row in done.rows] == ["已转正"]
    assert compiled({**voted, 24: "2026-09-30"}, "2026Q4", "2026-11-23").rows == ()


def test_an_extension_keeps_the_place_and_is_remarked() -> None:
    found = compiled({**TO_ADMISSION, 23: ("2026-09-02", {"result": "extend", "extend_months": 6})})
    assert (found.figures.extended, found.figures.converted) == (1, 0)
    assert flow(found, "probationary") == (1, 0, 0, 0, 1)
    (row,) = found.rows
    assert (row.remarks, row.converted_on, row.due_on) == (("延长6个月",), None, date(2027, 3, 1))


def test_a_cancellation_counts_from_its_approval() -> None:
    cancelled = {**TO_ADMISSION, 23: ("2026-09-02", {"result": "cancel"}), 24: "2026-09-30"}
    found = compiled(cancelled)
    assert (found.figures.cancelled, found.figures.left, found.figures.converted) == (1, 0, 0)
    assert flow(found, "probationary") == (1, 0, 0, 1, 0)
    assert [row.standing for row in found.rows] == ["取消资格"]
    undecided = compiled({key: step for key, step in cancelled.items() if key != 24})
    assert flow(undecided, "probationary") == (1, 0, 0, 0, 1)


@pytest.mark.parametrize(
    ("left_on", "left"), [("2026-06-30", 0), ("2026-07-01", 1), ("2026-09-30", 1), ("2026-10-01", 0)]
)
def test_who_leaves_is_counted_once(left_on: str, left: int) -> None:
    found = compiled({1: "2026-01-05", 2: "2026-01-10"}, left_on=left_on)
    assert found.figures.left == left
    standings = {"2026-06-30": [], "2026-10-01": ["入党申请人"]}
    assert [row.standing for row in found.rows] == standings.get(left_on, ["已离开"])


@pytest.mark.parametrize(
    ("reason", "left", "out", "cancelled", "standing"),
    [
        ("组织关系转出：长宁某公司党支部", 1, 1, 0, "已离开"),
        ("去世", 1, 0, 0, "已离开"),
        ("取消预备党员资格", 0, 0, 1, "取消资格"),
        ("转出", 1, 0, 0, "已离开"),  # words of another making
    ],
)
def test_how_a_probationary_member_goes_is_told(
    reason: str, left: int, out: int, cancelled: int, standing: str
) -> None:
    found = compiled(TO_ADMISSION, left_on="2026-08-01", left_reason=reason)
    told = found.figures
    assert (told.left, told.transferred_out, told.cancelled, told.transferred_in) == (left, out, cancelled, 0)
    assert flow(found, "probationary") == (1, 0, 0, 1, 0)
    (row,) = found.rows
    assert row.standing == standing
    assert row.remarks == ((reason.partition("：")[0],) if reason != "转出" else ())


@pytest.mark.parametrize(("joined_on", "arrived"), [("2026-06-30", 0), ("2026-07-01", 1), ("2026-09-30", 1)])
def test_who_comes_over_is_told_in_the_quarter_of_coming(joined_on: str, arrived: int) -> None:
    found = compiled({1: "2024-01-10", 3: "2024-06-30"}, joined_on=joined_on)
    assert (found.figures.transferred_in, flow(found, "activist")[1]) == (arrived, arrived)
    begun = compiled({1: "2026-07-10", 3: "2026-09-01"}, joined_on="2026-01-01")
    assert begun.figures.transferred_in == 0


def test_members_known_from_the_roster_alone_are_counted() -> None:
    found = compiled({}, stage="probationary", admitted_on="2026-01-15")
    assert flow(found, "probationary") == (1, 0, 0, 0, 1)
    (row,) = found.rows
    assert (row.admitted_on, row.next, row.due_on) == (date(2026, 1, 15), "提出转正申请", date(2027, 1, 15))
    moved = compiled({}, stage="probationary", admitted_on="2026-01-15", joined_on="2026-08-01")
    assert flow(moved, "probationary") == (0, 1, 0, 0, 1)
    assert flow(compiled({}, stage="activist"), "activist") == (1, 0, 0, 0, 1)


def test_who_came_over_was_not_here_before() -> None:
    found = compiled({1: "2024-01-10", 3: "2024-06-30"}, joined_on="2026-08-01")
    assert flow(found, "activist") == (0, 1, 0, 0, 1)
    assert "转入" in found.rows[0].remarks


def test_the_next_assessment_is_named_and_marked_when_overdue() -> None:
    found = compiled({1: "2025-01-05", 2: "2025-01-20", 3: "2026-03-31", 5: "2026-04-01"})
    (row,) = found.rows
    assert (row.next, row.due_on, row.remarks) == ("半年考察", date(2026, 9, 30), ())
    later = compiled({1: "2025-01-05", 2: "2025-01-20", 3: "2026-03-30", 5: "2026-04-01"}, as_of="2026-09-30")
    assert later.rows[0].remarks == ()
    overdue = compiled({1: "2025-01-05", 2: "2025-01-20", 3: "2026-03-29", 5: "2026-04-01"})
    assert overdue.rows[0].remarks == ("逾期",)


@pytest.mark.parametrize(
    ("activist", "as_of", "codes"),
    [
        ("2026-03-30", "2026-09-30", []),  # the limit is today, nobody is late
        ("2026-03-30", "2026-10-01", ["dev.assessment"]),
        ("2026-03-31", "2026-10-09", ["dev.assessment"]),  # 2026-09-30, the quarter's last day
        ("2026-04-01", "2026-10-09", []),  # due on 2026-10-01, of the next quarter
        ("2025-12-31", "2026-10-09", []),  # due on 2026-06-30, of the quarter before
        ("2026-01-01", "2026-10-09", ["dev.assessment"]),  # due on 2026-07-01
    ],
)
def test_findings_are_those_whose_day_lies_in_the_quarter(activist: str, as_of: str, codes: list[str]) -> None:
    steps = {1: "2025-01-05", 2: "2025-01-20", 3: activist, 4: activist, 5: activist}
    assert [one.code for one in compiled(steps, as_of=as_of).findings] == codes


def test_what_was_set_aside_comes_with_its_reason() -> None:
    aside = {"code": "dev.assessment", "subject": "x", "reason": "外派，已补谈", "at": "2026-10-05T09:00"}
    found = compiled({1: "2025-01-05", 2: "2025-01-20", 3: "2026-03-31", 5: "2026-04-01"}, overrides=[aside])
    (one,) = found.findings
    assert one.override is not None
    assert one.override.reason == "外派，已补谈"


def test_the_plan_is_that_of_the_year_and_told_as_of_the_quarter() -> None:
    plan = {"branch": {"yearly_quota": {"2025": 0}}}
    found = compiled(TO_ADMISSION, "2025Q3", "2026-10-09", **plan)
    assert (found.figures.planned, found.figures.used) == (0, 1)
    assert "dev.quota" in [one.code for one in found.findings]
    before = compiled(TO_ADMISSION, "2025Q2", "2026-10-09", **plan)
    assert (before.figures.planned, before.figures.used) == (0, 0)
    assert "dev.quota" not in [one.code for one in before.findings]
    assert compiled(TO_ADMISSION, "2026Q1", **plan).figures.planned is None


_DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31)).map(date.isoformat)
_STEP = st.tuples(st.integers(1, 25), st.none() | _DAYS)
_PERSON = {
    "stage": st.sampled_from([stage.value for stage in Stage]),
    "joined_on": st.none() | _DAYS,
    "left_on": st.none() | _DAYS,
    "left_reason": st.sampled_from([None, "转出", "组织关系转出：某支部", "培养材料转出", "取消预备党员资格", "去世"]),
}


@settings(max_examples=40)
@given(steps=st.lists(_STEP, max_size=20), person=st.fixed_dictionaries(_PERSON))
def test_stock_and_flow_balance_whatever_the_record_holds(steps: list[tuple[int, Any]], person: dict[str, Any]) -> None:
    for period in ("2025Q3", "2026Q2"):
        found = compiled(steps, period, "2026-11-23", **person)  # checks the balance of each stage
        told = found.figures
        assert sum(one.gone for one in told.stages) >= told.left + told.cancelled
        assert told.left >= (told.transferred_out or 0)
        assert sum(one.entered for one in told.stages) >= (told.transferred_in or 0)
        on_the_way = [row for row in found.rows if row.standing not in ("已转正", "取消资格", "已离开")]
        assert len(on_the_way) == sum(one.closing for one in found.figures.stages)
