"""Every `room.*` rule with its boundary days, worked by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin_desktop.domain.periods import Period, periods_ending_in
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.room import RoomCheck, RoomItems, latest_check
from liangxin_desktop.domain.rules import RuleBook
from liangxin_desktop.services.rulebook import rulebook
from tests.domain.builders import brief, findings, record

FILM = "有一部反映本单位党建工作情况的专题片"


def checked(*checks: tuple[str, dict[str, Any]]) -> BranchRecord:
    """A record of self-checks: each a day and the items looked at."""
    return record(room_checks=[{"checked_on": day, "items": items} for day, items in checks])


def film(status: str = "unmet", **fields: Any) -> dict[str, Any]:
    return {"film": {"status": status, **fields}}


def with_shelf(months: int) -> RuleBook:
    """The book with that many months for every item."""
    book = rulebook()
    preset = book.presets["two-new"]
    items = tuple(one.but(shelf_months=months) for one in preset.items)
    return book.model_copy(update={"presets": {"two-new": preset.model_copy(update={"items": items})}})


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2026-02-28", []),
        ("2026-03-01", [("due", "2026Q1")]),
        ("2026-03-31", [("due", "2026Q1")]),
        ("2026-04-01", [("overdue", "2026Q1")]),
        ("2026-05-30", [("overdue", "2026Q1")]),
        ("2026-05-31", [("overdue", "2026Q1"), ("due", "2026Q2")]),
    ],
)
def test_room_self_check(as_of: str, expected: list[tuple[str, str]]) -> None:
    found = findings("room.self-check", record(), as_of)
    assert brief(found) == expected
    assert {one.subject.id for one in found} <= {"branch"}
    assert all(one.due_on == Period.parse(one.period or "").end for one in found)


def test_a_self_check_serves_its_quarter_from_the_day_it_was_made() -> None:
    made = checked(("2026-03-31", {}), ("2026-04-01", {}))
    assert findings("room.self-check", made, "2026-07-01") == []  # 1 July: the third quarter is not due yet
    assert brief(findings("room.self-check", made, "2026-03-30")) == [("due", "2026Q1")]
    assert findings("room.self-check", made, "2026-03-31") == []


def test_self_checks_are_owed_for_quarters_that_end_in_the_window_and_after_founding() -> None:
    late = findings("room.self-check", record(), "2026-07-01", since="2025-10-01")
    assert brief(late) == [("overdue", "2025Q4"), ("overdue", "2026Q1"), ("overdue", "2026Q2")]
    young = record(branch={"established_on": "2026-05-20"})
    assert brief(findings("room.self-check", young, "2026-08-15", since="2025-01-01")) == [("overdue", "2026Q2")]
    assert "2026年第二季度未开展阵地自查" in late[-1].message


@pytest.mark.parametrize(("status", "word"), [("unmet", "未达标"), ("partly", "部分达标"), ("met", None)])
def test_room_unmet(status: str, word: str | None) -> None:
    found = findings("room.unmet", checked(("2026-10-12", film(status))), "2026-11-23")
    assert [one.message for one in found] == ([f"2026年10月12日自查，“{FILM}”{word}"] if word else [])
    assert all(one.severity == "warning" for one in found)
    assert [(one.subject.type, one.subject.id, one.subject.name) for one in found] == [("item", "film", FILM)] * bool(
        word
    )


def test_only_the_latest_self_check_speaks_and_only_once_it_was_made() -> None:
    mended = checked(("2026-07-13", film("unmet")), ("2026-10-12", film("met")))
    assert len(findings("room.unmet", mended, "2026-10-11")) == 1
    assert findings("room.unmet", mended, "2026-10-12") == []
    unordered = checked(("2026-10-12", film("met")), ("2026-07-13", film("unmet")))
    assert findings("room.unmet", unordered, "2026-11-23") == []
    same_day = checked(("2026-10-12", film("met")), ("2026-10-12", film("unmet")))
    assert len(findings("room.unmet", same_day, "2026-11-23")) == 1
    assert findings("room.unmet", record(), "2026-11-23") == []
    not_looked_at = checked(("2026-07-13", film("unmet")), ("2026-10-12", {}))
    assert findings("room.unmet", not_looked_at, "2026-11-23") == []


@pytest.mark.parametrize(
    ("item", "evidence_on", "last_day"),
    [
        ("gallery", "2025-08-31", "2026-02-28"),  # six months, clamped to February
        ("website", "2025-11-30", "2026-02-28"),  # three months, clamped
        ("journal", "2026-03-15", "2026-09-15"),
        ("room", "2024-02-29", "2026-02-28"),  # 24 months; 2026 has no 29 February
        ("film", "2024-05-01", "2026-05-01"),
        ("materials", "2024-12-31", "2026-12-31"),
    ],
)
def test_room_stale(item: str, evidence_on: str, last_day: str) -> None:
    held = checked((evidence_on, {item: {"status": "met", "evidence_on": evidence_on}}))
    last = date.fromisoformat(last_day)
    assert findings("room.stale", held, last_day) == []
    (found,) = findings("room.stale", held, (last + timedelta(days=1)).isoformat())
    assert (found.severity, found.subject.id, found.due_on) == ("warning", item, last)


def test_only_met_items_with_a_day_of_evidence_go_stale() -> None:
    old = {"evidence_on": "2020-01-01"}
    assert findings("room.stale", checked(("2026-01-01", {"gallery": {"status": "met"}})), "2026-11-23") == []
    assert findings("room.stale", checked(("2026-01-01", {"gallery": {"status": "partly", **old}})), "2026-11-23") == []
    assert (
        len(findings("room.stale", checked(("2026-01-01", {"gallery": {"status": "met", **old}})), "2026-11-23")) == 1
    )


def test_evidence_from_before_the_rule_is_stale_all_the_same() -> None:
    ancient = checked(("2026-01-01", {"journal": {"status": "met", "evidence_on": "2008-01-01"}}))
    assert [one.due_on for one in findings("room.stale", ancient, "2026-11-23")] == [date(2008, 7, 1)]


@pytest.mark.parametrize("day", ["0001-01-01", "2026-11-24", "9999-12-31"])
def test_days_beyond_reason_break_nothing(day: str) -> None:
    odd = checked((day, {"room": {"status": "met", "evidence_on": day}}), ("2026-10-12", film(plan_due_on=day)))
    late = [one.subject.id for one in findings("room.plan-overdue", odd, "2026-11-23")]
    assert late == (["film"] if day < "2026" else [])
    future = checked(("2026-10-12", {"room": {"status": "met", "evidence_on": day}}))
    assert len(findings("room.stale", future, "2026-11-23")) == (day < "2026")


def test_shelf_lives_are_data() -> None:
    held = checked(("2026-01-01", {"gallery": {"status": "met", "evidence_on": "2026-01-01"}}))
    assert findings("room.stale", held, "2026-02-02", book=with_shelf(2)) == []
    assert len(findings("room.stale", held, "2026-02-02", book=with_shelf(1))) == 1


def test_room_plan_overdue() -> None:
    held = checked(("2026-01-12", film("partly", plan_due_on="2026-06-30", plan_owner="f1")))
    assert findings("room.plan-overdue", held, "2026-06-30") == []
    (found,) = findings("room.plan-overdue", held, "2026-07-01")
    assert (found.severity, found.subject.id, found.due_on) == ("overdue", "film", date(2026, 6, 30))
    assert found.message == f"“{FILM}”应于2026年6月30日前整改到位（正式1），最近一次自查仍部分达标"
    named = checked(("2026-01-12", film(plan_due_on="2026-06-30", plan_owner="园区物业")))
    assert "（园区物业）" in findings("room.plan-overdue", named, "2026-07-01")[0].message


def test_a_plan_is_done_when_the_latest_self_check_found_the_item_met() -> None:
    done = checked(
        ("2026-01-12", film(plan_due_on="2026-06-30")), ("2026-07-05", film("met", plan_due_on="2026-06-30"))
    )
    assert len(findings("room.plan-overdue", done, "2026-07-04")) == 1
    assert findings("room.plan-overdue", done, "2026-07-05") == []


def test_an_item_set_aside_stays_as_information() -> None:
    aside = {"code": "room.unmet", "subject": "film", "period": None, "reason": "与园区合拍"}
    held = record(room_checks=[{"checked_on": "2026-10-12", "items": film()}], overrides=[aside])
    (found,) = findings("room.unmet", held, "2026-11-23")
    assert (found.severity, found.override.severity) == ("info", "warning")  # type: ignore[union-attr]


def test_the_default_standard_is_the_six_in_the_order_of_the_record() -> None:
    presets = rulebook().presets
    six, other = presets["two-new"], presets["venue"]
    assert next(iter(presets)) == "two-new"
    assert [one.key for one in six.items] == list(RoomItems.model_fields)
    assert [one.shelf_months for one in six.items] == [24, 6, 3, 6, 24, 24]
    assert [one.title for one in other.items] == ["有场所", "有设施", "有标志", "有党旗", "有书报", "有制度"]
    assert rulebook().labels["room_item"]["film"] == FILM


@settings(max_examples=60)
@given(
    st.dates(date(2019, 1, 1), date(2040, 12, 31)),
    st.integers(0, 900),
    st.lists(st.integers(-100, 1000), max_size=8),
)
def test_each_quarter_that_ended_without_a_self_check_is_named_once(
    since: date, length: int, offsets: list[int]
) -> None:
    as_of = since + timedelta(days=length)
    days = [since + timedelta(days=offset) for offset in offsets]
    held = checked(*[(day.isoformat(), {}) for day in days])
    found = findings("room.self-check", held, as_of.isoformat(), since=since.isoformat())
    ended = periods_ending_in(since, as_of - timedelta(days=1), "quarter")
    overdue = [one.period for one in found if one.severity == "overdue"]
    assert overdue == [str(period) for period in ended if not any(day in period for day in days)]


@given(st.lists(st.dates(), max_size=6), st.dates())
def test_the_latest_self_check_is_not_later_than_the_day(days: list[date], last: date) -> None:
    found = latest_check([RoomCheck(checked_on=day) for day in days], last=last)
    assert (found.checked_on if found else None) == max((day for day in days if day <= last), default=None)
