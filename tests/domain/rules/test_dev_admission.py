"""发展党员 from the listing to the oath: the worked cases of the regulations, and the days around each limit."""

from __future__ import annotations

from typing import Any

import pytest

from tests.domain.builders import findings, members
from tests.domain.ways import severities, told, way

QUALIFIED = {"conclusion": "qualified"}


def listing(day: str, first: str | None = None, last: str | None = None, **details: str) -> dict[int, Any]:
    return {8: (day, {"publicity_from": first, "publicity_to": last, **details})}


@pytest.mark.parametrize(
    ("steps", "fine"),
    [
        (listing("2026-06-15", "2026-06-08", "2026-06-12", consent_on="2026-06-05"), True),
        (listing("2026-06-12", "2026-06-08", "2026-06-11", consent_on="2026-06-05"), False),
        (listing("2026-06-12", "2026-06-08", "2026-06-12"), False),
        (listing("2026-06-13", "2026-06-08", "2026-06-12"), True),
        (listing("2026-06-15", "2026-06-12", "2026-06-08"), False),
        (listing("2026-06-20", "2026-06-08", None), False),
        (listing("2026-06-20", None, "2026-06-12"), False),
        (listing("2026-06-20"), False),
        (listing("2026-03-20"), True),
        (listing("2026-05-10"), True),
        (listing("2026-05-11"), False),
        # Dragon Boat Festival: Friday 19 June 2026 is a holiday.
        (listing("2026-06-22", "2026-06-15", "2026-06-19"), False),
        (listing("2026-06-23", "2026-06-15", "2026-06-22"), True),
        # National Day: Saturday 10 October 2026 is worked for it.
        (listing("2026-10-12", "2026-09-29", "2026-10-10"), True),
        (listing("2026-10-10", "2026-09-29", "2026-10-09"), False),
    ],
)
def test_dev_publicity(steps: dict[int, Any], *, fine: bool) -> None:
    assert severities("dev.publicity", way(steps)) == ([] if fine else ["error"])


def test_publicity_says_how_many_days_it_was() -> None:
    (short,) = findings("dev.publicity", way(listing("2026-06-12", "2026-06-08", "2026-06-11")), "2026-06-12")
    assert short.message == "林一帆公示2026年6月8日至2026年6月11日，只有4个工作日，不足5个"
    assert short.basis == "《中国共产党发展党员工作细则》（2026）第十三条"
    (guess,) = findings("dev.publicity", way(listing("2027-06-11", "2027-06-07", "2027-06-10")), "2027-06-12")
    assert "只有4个工作日（暂算）" in guess.message


SPONSORS = [
    (["f1", "f2"], 0),
    (["f1"], 1),
    ([], 1),
    (["f1", "f1"], 1),
    (["f1", "f2", "f3"], 1),
    (["f1", "p1"], 1),
    (["f1", "s"], 1),
]


@pytest.mark.parametrize(("named", "count"), SPONSORS)
def test_dev_sponsors(named: list[str], count: int) -> None:
    held = way({9: ("2026-03-05", {"sponsors": named})})
    others = [*members(9, 1), {"id": "s", "name": "留察", "stage": "full", "votes": False}]
    others[9]["admitted_on"] = "2025-03-06"
    people = [*others, {"id": "x", "name": "林一帆", "stage": "target"}]
    held = type(held).model_validate({**held.model_dump(by_alias=True), "people": people})
    assert severities("dev.sponsors", held) == ["error"] * count


@pytest.mark.parametrize(
    ("review", "expected"),
    [
        (("2026-03-05", QUALIFIED), []),
        (("2026-03-10", QUALIFIED), []),
        (("2026-03-11", QUALIFIED), ["error"]),
        (("2026-03-05", {"conclusion": "unqualified"}), ["error"]),
        (("2026-03-05", {}), ["error"]),
        ((None, QUALIFIED), ["error"]),
    ],
)
def test_dev_review(review: object, expected: list[str]) -> None:
    assert severities("dev.review", way({10: review, 12: "2026-03-10"})) == expected
    assert severities("dev.review", way({10: review})) == []


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ({"days": 2, "hours": 16}, ["warning"]),
        ({"days": 2, "hours": 24}, []),
        ({"days": 3, "hours": 18}, []),
        ({"days": 3}, []),
        ({"hours": 24}, []),
        ({"days": 2.5, "hours": 23.5}, ["warning"]),
        ({"days": 2, "special_reason": "长期驻外"}, ["warning"]),
        ({}, ["error"]),
        ({"days": 0, "hours": 0}, ["error"]),
        ({"special_reason": "  "}, ["error"]),
        ({"special_reason": "长期驻外"}, ["warning"]),
    ],
)
def test_dev_training(details: dict[str, object], expected: list[str]) -> None:
    assert severities("dev.training", way({11: ("2026-03-05", details)})) == expected
    assert severities("dev.training", way({11: ("2026-03-05", details), 12: "2026-03-10"})) == expected


def test_training_under_way_is_judged_when_the_committee_reviews() -> None:
    begun = {"days": 2, "hours": 16}
    assert severities("dev.training", way({11: (None, begun)})) == []
    assert severities("dev.training", way({11: (None, begun), 12: "2026-03-10"})) == ["warning"]
    assert severities("dev.training", way({11: (None, {"days": 3}), 12: "2026-03-10"})) == []
    assert severities("dev.training", way({11: (None, {}), 12: "2026-03-10"})) == ["error"]
    assert severities("dev.training", way({12: "2026-03-10"})) == ["error"]
    excused = way({11: (None, {"special_reason": "长期驻外"}), 12: "2026-03-10"})
    assert severities("dev.training", excused) == ["warning"]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2026-06-14", []),
        ("2026-06-15", [("due", "2026-06-30")]),
        ("2026-06-30", [("due", "2026-06-30")]),
        ("2026-07-01", [("overdue", "2026-06-30")]),
    ],
)
def test_dev_congress_window(as_of: str, expected: list[tuple[str, str]]) -> None:
    assert told("dev.congress-window", way({13: ("2026-05-30", QUALIFIED)}), as_of) == expected


@pytest.mark.parametrize(
    ("review", "congress", "expected"),
    [
        ("2026-05-10", "2026-08-01", []),
        ("2026-05-11", "2026-06-11", []),
        ("2026-05-11", "2026-06-12", [("late", "2026-06-11")]),
        ("2026-05-10", None, []),
    ],
)
def test_the_window_of_the_congress_begins_with_the_new_text(
    review: str, congress: str | None, expected: list[tuple[str, str]]
) -> None:
    held = way({13: (review, QUALIFIED), 15: congress})
    assert told("dev.congress-window", held, "2026-11-23") == expected
    refused = way({13: (review, {"conclusion": "unqualified"}), 15: congress})
    assert told("dev.congress-window", refused, "2026-11-23") == []


@pytest.mark.parametrize(
    ("approved", "reason", "expected"),
    [
        ("2025-06-30", None, []),
        ("2025-07-01", None, ["late"]),
        ("2025-07-15", "外调材料未到", ["warning"]),
        ("2025-07-15", " ", ["late"]),
        ("2025-09-30", "外调材料未到", ["warning"]),
        ("2025-10-01", "外调材料未到", ["error"]),
        ("2025-10-01", None, ["error"]),
    ],
)
def test_dev_approval(approved: str, reason: str | None, expected: list[str]) -> None:
    held = way({15: "2025-03-31", 17: (approved, {"reason_for_delay": reason})})
    assert told("dev.approval", held, "2025-12-01") == [(one, "2025-06-30") for one in expected]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2025-05-30", []),
        ("2025-05-31", ["due"]),
        ("2025-06-30", ["due"]),
        ("2025-07-01", ["overdue"]),
        ("2025-12-01", ["overdue"]),
    ],
)
def test_an_approval_falls_due_thirty_days_before(as_of: str, expected: list[str]) -> None:
    assert severities("dev.approval", way({15: "2025-03-31"}), as_of) == expected


def test_articles_from_the_nineteenth_on_have_moved_by_one() -> None:
    (old,) = findings("dev.approval", way({15: "2026-02-01", 17: "2026-05-10"}), "2026-11-23")
    (new,) = findings("dev.approval", way({15: "2026-02-01", 17: "2026-05-11"}), "2026-11-23")
    assert [one.basis for one in (old, new)] == [
        "《中国共产党发展党员工作细则》（2014）第二十六条",
        "《中国共产党发展党员工作细则》（2026）第二十五条",
    ]


@pytest.mark.parametrize(
    ("approved", "oath", "as_of", "expected"),
    [
        ("2026-05-10", None, "2026-11-23", []),
        ("2026-05-31", None, "2026-06-30", []),
        ("2026-05-31", None, "2026-07-01", [("warning", "2026-06-30")]),
        ("2026-05-31", "2026-06-30", "2026-11-23", []),
        ("2026-05-31", "2026-07-01", "2026-11-23", [("warning", "2026-06-30")]),
    ],
)
def test_dev_oath(approved: str, oath: str | None, as_of: str, expected: list[tuple[str, str]]) -> None:
    assert told("dev.oath", way({17: approved, 20: oath}), as_of) == expected
