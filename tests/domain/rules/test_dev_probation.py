"""发展党员: votes, probation and its end: the worked cases of the regulations, and the days around each limit."""

from __future__ import annotations

from typing import Any

import pytest

from tests.domain.builders import findings, members, record
from tests.domain.ways import severities, told, way


@pytest.mark.parametrize("number", [15, 23])
@pytest.mark.parametrize(
    ("count", "quorum", "vote"),
    [
        ({"due": 9, "present": 5, "for": 5}, [], []),
        ({"due": 9, "present": 4, "for": 4, "written_for": 1}, ["error"], []),
        ({"due": 9, "present": 5, "for": 4}, [], ["error"]),
        ({"due": 9, "present": 5, "for": 4, "written_for": 1}, [], []),
        ({"due": 8, "present": 4, "for": 4}, ["error"], ["error"]),
        ({"due": 8, "present": 5, "for": 5}, [], []),
        ({"present": 4, "for": 4}, ["error"], ["error"]),
        ({"present": 5, "for": 5}, [], []),
        ({"due": 0, "present": 0, "for": 0}, [], []),
        ({}, [], []),
    ],
)
def test_dev_quorum(number: int, count: dict[str, int], quorum: list[str], vote: list[str]) -> None:
    held = way({number: ("2026-03-10", count)}, stage="probationary")
    assert severities("dev.quorum", held) == quorum
    assert severities("dev.vote", held) == vote


def test_dev_vote() -> None:
    held = way({15: ("2026-03-10", {"due": 9, "present": 9, "for": 3, "written_for": 1, "against": 5})})
    (found,) = findings("dev.vote", held, "2026-03-10")
    assert found.message == (
        "林一帆2026年3月10日“支部大会讨论接收”，赞成4票（含书面意见），没有超过应到会有表决权的正式党员9人的半数"
    )
    assert found.basis == "《中国共产党发展党员工作细则》（2014）第二十一条"
    assert findings("dev.vote", held, "2026-03-09") == []


def test_voters_are_counted_by_the_roster_of_the_day() -> None:
    others = [
        {"id": "s", "name": "留察", "stage": "full", "votes": False},
        {"id": "n", "name": "后来", "stage": "full", "full_on": "2026-03-11"},
        {"id": "x", "name": "林一帆", "stage": "target"},
    ]
    vote = {"person": "x", "step": 15, "done_on": "2026-03-10", "details": {"present": 5, "for": 5}}
    for voters, expected in ((9, []), (10, ["error"])):
        held = record([*members(voters), *others], development=[vote])
        assert severities("dev.quorum", held) == expected


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2025-01-28", []),
        ("2025-01-29", [("due", "2025-02-28")]),
        ("2025-02-28", [("due", "2025-02-28")]),
        ("2025-03-01", [("overdue", "2025-02-28")]),
    ],
)
def test_dev_conversion(as_of: str, expected: list[tuple[str, str]]) -> None:
    assert told("dev.conversion", way({15: "2024-02-29", 17: "2024-03-20"}), as_of) == expected


def test_a_vote_of_any_result_answers_the_end_of_probation() -> None:
    for result in ("convert", "cancel", None):
        held = way({15: "2024-02-29", 17: "2024-03-20", 23: ("2025-03-10", {"result": result})})
        assert told("dev.conversion", held, "2025-06-01") == []
        assert told("dev.conversion", held, "2025-03-09") == [("overdue", "2025-02-28")]


def test_probation_of_the_roster_counts_where_there_are_no_steps() -> None:
    held = way({}, stage="probationary", admitted_on="2025-11-20")
    assert told("dev.conversion", held, "2026-11-23") == [("overdue", "2026-11-20")]
    assert told("dev.conversion", way({}, stage="full", admitted_on="2025-11-20"), "2026-11-23") == []


EXTENDED = [(15, "2024-08-31"), (17, "2024-09-20"), (22, "2025-08-25")]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("2026-01-28", []), ("2026-01-29", ["due"]), ("2026-02-28", ["due"]), ("2026-03-01", ["overdue"])],
)
def test_an_extension_moves_the_end(as_of: str, expected: list[str]) -> None:
    vote = (23, ("2025-09-02", {"result": "extend", "extend_months": 6}))
    held = way([*EXTENDED, vote, (24, "2025-09-20")])
    assert told("dev.conversion", held, as_of) == [(one, "2026-02-28") for one in expected]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([(15, "2024-03-15"), (23, "2025-03-10")], ["error"]),
        ([(15, "2024-03-15"), (23, "2025-03-14")], ["error"]),
        ([(15, "2024-03-15"), (23, "2025-03-15")], []),
        ([(15, "2024-02-29"), (23, "2025-02-27")], ["error"]),
        ([(15, "2024-02-29"), (23, "2025-02-28")], []),
        ([(15, "2024-03-15"), (23, ("2025-03-10", {"result": "cancel"}))], []),
    ],
)
def test_dev_conversion_early(steps: list[tuple[int, Any]], expected: list[str]) -> None:
    assert severities("dev.conversion-early", way(steps)) == expected


@pytest.mark.parametrize(("day", "expected"), [("2026-02-27", ["error"]), ("2026-02-28", [])])
def test_an_extended_probation_is_not_cut_short(day: str, expected: list[str]) -> None:
    votes = [(23, ("2025-09-02", {"result": "extend", "extend_months": 6})), (23, (day, {"result": "convert"}))]
    held = way([*EXTENDED, *votes])
    assert severities("dev.conversion-early", held) == expected
    assert severities("dev.conversion-early", way([*EXTENDED, *reversed(votes)])) == expected


@pytest.mark.parametrize(
    ("months", "expected"),
    [(3, ["error"]), (5, ["error"]), (6, []), (12, []), (13, ["error"]), (18, ["error"]), (None, ["error"])],
)
def test_dev_extension(months: int | None, expected: list[str]) -> None:
    vote = (23, ("2025-09-02", {"result": "extend", "extend_months": months}))
    assert severities("dev.extension", way([*EXTENDED, vote])) == expected


def test_a_second_extension_is_an_error() -> None:
    votes = [
        (23, ("2025-09-02", {"result": "extend", "extend_months": 6})),
        (23, ("2026-03-02", {"result": "extend", "extend_months": 6})),
    ]
    (found,) = findings("dev.extension", way([*EXTENDED, *votes]), "2026-11-23")
    assert found.message == "林一帆2026年3月2日再次延长预备期，只能延长一次"


@pytest.mark.parametrize(
    ("approved", "as_of", "expected"),
    [
        (None, "2026-04-27", []),
        (None, "2026-04-28", [("due", "2026-05-28")]),
        (None, "2026-05-28", [("due", "2026-05-28")]),
        (None, "2026-05-29", [("overdue", "2026-05-28")]),
        ("2026-05-28", "2026-11-23", []),
        ("2026-05-29", "2026-11-23", [("late", "2026-05-28")]),
        ("2026-10-01", "2026-11-23", [("late", "2026-05-28")]),
    ],
)
def test_dev_conversion_approval(approved: str | None, as_of: str, expected: list[tuple[str, str]]) -> None:
    reason = {"reason_for_delay": "延长审批"}
    held = way({15: "2025-02-20", 23: "2026-02-28", 24: (approved, reason)})
    assert told("dev.conversion-approval", held, as_of) == expected


def test_each_vote_has_an_approval_of_its_own() -> None:
    votes = [(23, ("2025-09-02", {"result": "extend", "extend_months": 6})), (23, "2026-03-02")]
    both = way([*EXTENDED, *votes, (24, "2025-10-01"), (24, "2026-04-01")])
    assert severities("dev.conversion-approval", both) == []
    only_second = way([*EXTENDED, *votes, (24, "2026-04-01")])
    assert told("dev.conversion-approval", only_second, "2026-11-23") == [("overdue", "2025-12-02")]
    only_first = way([*EXTENDED, *votes, (24, "2025-10-01")])
    assert told("dev.conversion-approval", only_first, "2026-11-23") == [("overdue", "2026-06-02")]


def test_probation_known_from_the_roster_goes_on_once_its_end_is_in_hand() -> None:
    known = {"stage": "probationary", "admitted_on": "2025-11-01"}
    asked = way({21: "2026-10-01", 22: "2026-10-20"}, **known)
    assert severities("dev.order", asked) == [], "what the roster stands for is not asked for again"
    assert told("dev.conversion", asked, "2026-11-02") == [("overdue", "2026-11-01")]
    early = way({22: "2026-10-20", 23: ("2026-10-31", {"result": "convert"})}, **known)
    assert severities("dev.conversion-early", early) == ["error"]
