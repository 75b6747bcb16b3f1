"""发展党员: the order of the steps, the yearly plan, and what holds for every rule."""

from __future__ import annotations

import pytest

from liangxin_desktop.domain.rules import REGISTRY
from liangxin_desktop.services.rulebook import rulebook
from tests.domain.builders import brief, findings, members, record
from tests.domain.ways import severities, step, way

AFTER = {number: (number - 1,) for number in range(2, 26)} | {
    4: (3,),
    5: (3,),
    6: (5,),
    9: (8,),
    10: (8,),
    11: (8,),
    12: (9, 10, 11),
    18: (17,),
    19: (17,),
    20: (17,),
    21: (19,),
    22: (17,),
    23: (22,),
}


@pytest.mark.parametrize("number", range(1, 26))
def test_dev_order(number: int) -> None:
    days = dict.fromkeys(range(1, number + 1), "2026-03-02")
    assert findings("dev.order", way(days), "2026-11-23") == []
    for before in AFTER.get(number, ()):
        (late,) = findings("dev.order", way({**days, before: "2026-03-03"}), "2026-03-03")[-1:]
        assert f"第{number}步" in late.message
        assert f"早于第{before}步" in late.message
        lacking = way({one: day for one, day in days.items() if one != before})
        said = [one.message for one in findings("dev.order", lacking, "2026-11-23")]
        assert any(f"林一帆第{number}步" in one and f"第{before}步" in one and "尚未办理" in one for one in said)
    others = set(range(1, number)) - set(AFTER.get(number, ()))
    lacking = way({one: day for one, day in days.items() if one not in others})
    assert not [one for one in findings("dev.order", lacking, "2026-11-23") if f"林一帆第{number}步" in one.message]


def test_a_step_out_of_order_is_told_once_with_all_its_faults() -> None:
    held = way({8: "2026-03-02", 9: "2026-03-20", 10: None, 11: "2026-03-05", 12: "2026-03-10"})
    found = [one for one in findings("dev.order", held, "2026-11-23") if "第12步" in one.message]
    assert [one.message for one in found] == [
        "林一帆第12步“支委会审查”于2026年3月10日办理，早于第9步“确定入党介绍人”（2026年3月20日），但第10步“政治审查”尚未办理"
    ]
    assert (found[0].severity, str(found[0].due_on)) == ("error", "2026-03-10")


def test_steps_under_way_or_later_are_not_there_yet() -> None:
    assert severities("dev.order", way({1: None, 2: None}), "2026-11-23") == []
    assert severities("dev.order", way({1: "2026-03-02", 2: "2026-03-01"}), "2026-03-01") == ["error"]
    assert severities("dev.order", way({2: "2026-11-24"}), "2026-11-23") == []


ADMITTED = dict.fromkeys(range(1, 20), "2024-03-01")
EXTEND = ("2025-03-03", {"result": "extend", "extend_months": 6})


@pytest.mark.parametrize(
    ("steps", "wrong"),
    [
        ([(22, "2025-03-01"), (23, EXTEND), (24, "2025-03-20")], 0),
        ([(22, "2025-03-01"), (23, EXTEND), (24, "2025-03-20"), (22, "2025-09-01"), (23, "2025-09-02")], 0),
        ([(22, "2025-03-01"), (23, EXTEND), (24, "2025-03-20"), (23, "2025-09-02"), (24, "2025-09-20")], 0),
        ([(22, "2025-03-04"), (23, EXTEND)], 1),
        ([(23, EXTEND), (24, "2025-03-20")], 1),
        ([(22, "2025-03-01"), (23, EXTEND), (24, "2025-03-20"), (24, "2025-09-20")], 1),
        ([(22, "2025-03-01"), (23, "2025-03-03"), (24, "2025-03-02")], 1),
        ([(22, "2025-03-05"), (23, "2025-03-03"), (24, "2025-03-04")], 1),
    ],
)
def test_after_an_extension_the_last_steps_come_again(steps: list[tuple[int, object]], wrong: int) -> None:
    assert len(findings("dev.order", way([*ADMITTED.items(), *steps]), "2026-11-23")) == wrong


def test_dev_quota() -> None:
    people = [*members(5), *({"id": f"x{n}", "name": f"人{n}", "stage": "probationary"} for n in range(5))]
    days = ["2026-03-02", "2026-05-20", "2026-12-01", "2025-12-31", "2025-06-01"]
    held = record(
        people,
        branch={"yearly_quota": {"2026": 1, "2024": 0, "0000": 0}},
        development=[step(15, day, f"x{n}") for n, day in enumerate(days)],
    )
    found = findings("dev.quota", held, "2026-11-23")
    assert brief(found) == [("warning", "2026")]
    assert (found[0].subject.type, found[0].due_on) == ("branch", None)
    assert found[0].message == "2026年接收预备党员2名，超过年度计划1名"
    assert findings("dev.quota", held, "2026-05-19") == []
    assert findings("dev.quota", held, "2026-05-20") != []
    assert "3名" in findings("dev.quota", held, "2027-02-01")[0].message


def test_who_was_admitted_elsewhere_is_not_of_this_plan() -> None:
    plan = {"yearly_quota": {"2026": 0}}
    held = way({15: "2026-03-02"}, joined_on="2026-06-01", branch=plan)
    assert findings("dev.quota", held, "2026-11-23") == []
    known = {"stage": "probationary", "admitted_on": "2026-03-02", "branch": plan}
    assert findings("dev.quota", way({}, joined_on="2026-06-01", **known), "2026-11-23") == []
    assert brief(findings("dev.quota", way({}, **known), "2026-11-23")) == [("warning", "2026")]


def test_every_rule_has_the_basis_of_both_texts() -> None:
    book = rulebook()
    codes = [code for code in REGISTRY if code.startswith("dev.")]
    assert len(codes) == 20
    for code in codes:
        named = [(version.since.isoformat(), version.basis) for version in book[code].version]
        if code in ("dev.publicity", "dev.congress-window", "dev.oath"):
            assert [day for day, _ in named] == ["2026-05-11"]
        elif code != "dev.quota":
            assert [day for day, _ in named] == ["2014-05-28", "2026-05-11"]
        assert all(f"（{day[:4]}）" in basis for day, basis in named if code != "dev.quota")


def test_articles_of_the_older_text() -> None:
    book = rulebook()
    articles = {code: book[code].version[0].basis.partition("）")[2] for code in book.rules}
    assert articles["dev.quorum"] == "第二十条、第二十一条"
    assert articles["dev.conversion"] == "第三十二条"
    assert articles["dev.training"] == "第十七条"


def test_what_is_not_verified_is_noted() -> None:
    book = rulebook()
    assert all("核对" in book[code].note for code in ("dev.publicity", "dev.quorum", "dev.vote", "dev.oath"))
