"""发展党员 up to the decision on a target: the worked cases of the regulations, and the days around each limit."""

from __future__ import annotations

import pytest

from liangxin_desktop.domain.rules import check
from liangxin_desktop.services.rulebook import rulebook
from tests.domain.builders import findings
from tests.domain.ways import severities, told, way


@pytest.mark.parametrize(
    ("birth", "applied", "fine"),
    [
        ("2008-05-20", "2026-05-19", False),
        ("2008-05-20", "2026-05-20", True),
        ("2008-05-20", "2026-05-21", True),
        ("2008-02-29", "2026-02-27", False),
        ("2008-02-29", "2026-02-28", True),
        ("9999-01-01", "2026-05-20", False),
        (None, "2026-05-20", True),
    ],
)
def test_dev_age(birth: str | None, applied: str, *, fine: bool) -> None:
    assert severities("dev.age", way({1: applied}, birth_date=birth)) == ([] if fine else ["error"])


def test_the_age_is_judged_by_the_text_of_the_day() -> None:
    (old,) = findings("dev.age", way({1: "2026-05-10"}, birth_date="2008-05-20"), "2026-11-23")
    (new,) = findings("dev.age", way({1: "2026-05-11"}, birth_date="2008-05-20"), "2026-11-23")
    assert [one.basis for one in (old, new)] == [
        "《中国共产党发展党员工作细则》（2014）第五条",
        "《中国共产党发展党员工作细则》（2026）第五条",
    ]
    assert old.message == "林一帆2026年5月10日递交入党申请书时未满18周岁，2026年5月20日才满18周岁"


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2026-02-12", []),
        ("2026-02-13", [("due", "2026-02-28")]),
        ("2026-02-28", [("due", "2026-02-28")]),
        ("2026-03-01", [("overdue", "2026-02-28")]),
    ],
)
def test_dev_talk(as_of: str, expected: list[tuple[str, str]]) -> None:
    assert told("dev.talk", way({1: "2026-01-31"}), as_of) == expected


def test_a_talk_in_time_is_fine_and_a_later_one_late() -> None:
    assert severities("dev.talk", way({1: "2026-01-31", 2: "2026-02-28"})) == []
    late = way({1: "2026-01-31", 2: "2026-03-01"})
    assert told("dev.talk", late, "2026-03-01") == [("late", "2026-02-28")]
    assert told("dev.talk", late, "2026-02-28") == [("due", "2026-02-28")]
    assert (
        findings("dev.talk", late, "2026-03-01")[0].message == "林一帆应于2026年2月28日前派人谈话，2026年3月1日才谈话"
    )


@pytest.mark.parametrize("done", [None, "2026-02-28"])
def test_an_application_not_dated_or_dated_later_is_none(done: str | None) -> None:
    assert told("dev.talk", way({1: done}), "2026-02-27") == []


@pytest.mark.parametrize(
    ("named", "count"),
    [([], 1), (["f1"], 0), (["f1", "f2"], 0), (["f1", "f2", "f3"], 1), (["f1", "f1"], 0), (["p"], 1), (["f1", "l"], 1)],
)
def test_dev_cultivators(named: list[str], count: int) -> None:
    held = way({3: "2026-03-02", 5: ("2026-03-05", {"cultivators": named})})
    others = [
        {"id": "p", "name": "预备", "stage": "probationary", "admitted_on": "2025-12-01"},
        {"id": "l", "name": "转出", "stage": "full", "left_on": "2026-03-05"},
    ]
    people = [*(one.model_dump() for one in held.people), *others]
    held = type(held).model_validate({**held.model_dump(by_alias=True), "people": people})
    assert severities("dev.cultivators", held) == ["error"] * count


def test_somebody_full_on_the_day_may_look_after_an_activist() -> None:
    held = way([(5, ("2026-03-05", {"cultivators": ["x"]}))], stage="full", full_on="2026-03-05")
    assert severities("dev.cultivators", held) == []
    held = way([(5, ("2026-03-05", {"cultivators": ["x"]}))], stage="full", full_on="2026-03-06")
    assert severities("dev.cultivators", held) == ["error"]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2026-01-28", []),
        ("2026-01-29", [("due", "2026-02-28")]),
        ("2026-02-28", [("due", "2026-02-28")]),
        ("2026-03-01", [("overdue", "2026-02-28")]),
        ("2026-08-01", [("overdue", "2026-02-28"), ("due", "2026-08-31")]),
        ("2026-09-01", [("overdue", "2026-02-28"), ("overdue", "2026-08-31")]),
    ],
)
def test_dev_assessment(as_of: str, expected: list[tuple[str, str]]) -> None:
    assert told("dev.assessment", way({3: "2025-08-31"}), as_of) == expected


def test_each_assessment_made_answers_one_day_due() -> None:
    one = way({3: "2025-08-31"}, assessed=("2026-03-10",))
    assert told("dev.assessment", one, "2026-09-01") == [("overdue", "2026-08-31")]
    two = way({3: "2025-08-31"}, assessed=("2026-03-10", "2026-08-20"))
    assert told("dev.assessment", two, "2026-09-01") == []
    assert told("dev.assessment", two, "2026-08-19") == [("due", "2026-08-31")]


def test_assessments_of_another_time_or_kind_do_not_count() -> None:
    early = way({3: "2025-08-31"}, assessed=("2025-08-30",))
    assert severities("dev.assessment", early, "2026-03-01") == ["overdue"]
    kinds = [{"person": "x", "kind": "probationary", "done_on": "2026-02-01"}]
    other = type(early).model_validate({**early.model_dump(by_alias=True), "assessments": kinds})
    assert severities("dev.assessment", other, "2026-03-01") == ["overdue"]


@pytest.mark.parametrize(("listed", "missing"), [("2026-08-31", 1), ("2026-09-01", 2), ("2026-02-28", 0)])
def test_assessments_end_with_the_listing(listed: str, missing: int) -> None:
    assert severities("dev.assessment", way({3: "2025-08-31", 8: listed})) == ["overdue"] * missing
    assert severities("dev.assessment", way({3: "2025-08-31", 9: listed})) == ["overdue"] * missing


def test_a_missing_assessment_is_named_by_its_month() -> None:
    found = findings("dev.assessment", way({3: "2025-08-31"}), "2026-09-01")
    assert [one.period for one in found] == ["2026-02", "2026-08"]
    assert found[1].message == "林一帆应于2026年8月31日前完成半年考察，没有记录"
    aside = {"code": "dev.assessment", "subject": "x", "period": "2026-02", "reason": "原支部已考察，材料未转来"}
    report = check(way({3: "2025-08-31"}, overrides=[aside]), rulebook(), as_of=found[1].due_on)  # type: ignore[arg-type]
    assert [one.severity for one in report.findings if one.code == "dev.assessment"] == ["due", "info"]


@pytest.mark.parametrize(
    ("activist", "target", "fine"),
    [
        ("2025-03-10", "2026-03-09", False),
        ("2025-03-10", "2026-03-10", True),
        ("2024-02-29", "2025-02-27", False),
        ("2024-02-29", "2025-02-28", True),
        ("2025-05-12", "2026-05-11", False),
        ("2025-05-12", "2026-05-12", True),
    ],
)
def test_dev_target_early(activist: str, target: str, *, fine: bool) -> None:
    held = way({3: activist, 4: "2025-06-28", 7: target})
    assert severities("dev.target-early", held) == ([] if fine else ["error"])


def test_a_move_with_papers_accepted_does_not_restart_the_year() -> None:
    moved = way([(3, "2025-03-10"), (3, "2025-09-01"), (7, "2026-03-10")])
    assert severities("dev.target-early", moved) == []


def test_whoever_has_left_is_not_judged() -> None:
    assert severities("dev.talk", way({1: "2026-01-31"}, left_on="2026-11-23")) == []
    assert severities("dev.talk", way({1: "2026-01-31"}, left_on="2026-11-24")) == ["overdue"]


def test_steps_before_the_oldest_text_known_are_not_judged() -> None:
    assert severities("dev.target-early", way({3: "2013-12-01", 7: "2014-05-27"})) == []
    assert severities("dev.target-early", way({3: "2013-12-01", 7: "2014-05-28"})) == ["error"]
