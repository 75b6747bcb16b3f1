"""What is coming, and on which day."""

from __future__ import annotations

from datetime import date
from typing import Any

from liangxin_desktop.domain.agenda import Coming, coming
from liangxin_desktop.domain.rules import ground_of
from liangxin_desktop.services.rulebook import rulebook
from tests.domain.builders import members, record, session

YEAR_END = date(2026, 12, 31)


def _coming(as_of: str = "2026-11-23", **parts: Any) -> tuple[Coming, ...]:
    branch = {"theme_day": 25, "established_on": "2018-01-01", **parts.pop("branch", {})}
    what = record(parts.pop("people", members(5, committee=3)), branch=branch, **parts)
    return coming(ground_of(what, rulebook(), as_of=date.fromisoformat(as_of)), YEAR_END)


def _of(code: str, found: tuple[Coming, ...]) -> list[tuple[str, str]]:
    return [(one.day.isoformat(), one.due_on.isoformat()) for one in found if one.key[0] == code]


def test_theme_days_stand_on_the_fixed_day() -> None:
    assert _of("life.theme-day", _coming()) == [("2026-11-25", "2026-11-30"), ("2026-12-25", "2026-12-31")]


def test_a_fixed_day_that_is_past_leaves_the_month_s_end() -> None:
    assert _of("life.theme-day", _coming("2026-11-26"))[0] == ("2026-11-30", "2026-11-30")


def test_a_fixed_day_is_clamped_and_may_be_missing() -> None:
    clamped = _of("life.theme-day", _coming(branch={"theme_day": 31}))
    assert clamped[0] == ("2026-11-30", "2026-11-30")
    assert _of("life.theme-day", _coming(branch={"theme_day": None}))[0] == ("2026-11-30", "2026-11-30")


def test_what_is_done_or_set_aside_is_not_coming() -> None:
    held = session("theme-day", "2026-11-20")
    assert [day for day, _ in _of("life.theme-day", _coming(sessions=[held]))] == ["2026-12-25"]
    aside = {"code": "life.theme-day", "period": "2026-12", "reason": "合并开展", "at": "2026-11-20T09:00"}
    assert [day for day, _ in _of("life.theme-day", _coming(overrides=[aside]))] == ["2026-11-25"]


def test_days_come_in_order_and_none_is_past() -> None:
    found = _coming()
    assert [one.day for one in found] == sorted(one.day for one in found)
    assert all(date(2026, 11, 23) <= one.day <= one.due_on <= YEAR_END for one in found)
    assert {one.key for one in found if one.key[0] == "life.member-meeting"} == {
        ("life.member-meeting", "branch", "2026Q4")
    }


def test_groups_are_named_and_people_counted() -> None:
    people = members(5, committee=3, group="g1")
    found = _coming(people=people, groups=[{"id": "g1", "name": "第一党小组"}])
    assert {one.group for one in found if one.key[0] == "life.group-meeting"} == {"第一党小组"}
    (talks,) = [one for one in found if one.key[0] == "life.heart-talk"]
    assert (talks.people, talks.day) == (5, YEAR_END)
    names = {one["name"] for one in people}
    assert not [one for one in found if names & set(f"{one.title}{one.group}{one.key}".split())]
    assert len({one.key for one in found}) == len(found)
