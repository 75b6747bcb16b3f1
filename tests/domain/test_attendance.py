"""Attendance over a period: its sums are the sums of the sessions, and months missed in a row are seen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from liangxin_desktop.domain.attendance import (
    AttendanceTable,
    Mark,
    MemberAttendance,
    attendance_table,
    hours_due,
    sessions_from,
)
from liangxin_desktop.domain.people import Role
from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.roster import Roster
from tests.domain.builders import members, record, session

LIMITS = {"missed_months": 6, "study_hours": 32, "study_hours_leadership": 56}
YEAR = Period.parse("2026")
IDS = ("f1", "f2", "f3", "f4", "p1", "gone", "new")
KINDS = ("member-meeting", "committee-meeting", "group-meeting", "theme-day", "lecture", "heart-talk", "other")


def _people() -> list[dict[str, Any]]:
    people = members(4, 1, committee=2, group="g1")
    people += members(1, group="g2", id="gone", name="离开", left_on="2026-05-10")
    return people + members(1, id="new", name="新来", joined_on="2026-08-01")


def _record(sessions: list[dict[str, Any]]) -> BranchRecord:
    return record(_people(), groups=[{"id": "g1", "name": "一组"}, {"id": "g2", "name": "二组"}], sessions=sessions)


def _table(
    sessions: list[dict[str, Any]], period: Period = YEAR, as_of: date = date(2026, 12, 31)
) -> tuple[Roster, AttendanceTable]:
    what = _record(sessions)
    roster = Roster.of(what)
    return roster, attendance_table(roster, what.sessions, period, LIMITS, as_of=as_of)


def _line(table: AttendanceTable, person: str) -> MemberAttendance:
    return next(one for one in table.members if one.standing.person.id == person)


@st.composite
def _sessions(draw: st.DrawFn) -> list[dict[str, Any]]:
    made = []
    for number in range(draw(st.integers(0, 12))):
        kind = draw(st.sampled_from(KINDS))
        day = draw(st.dates(date(2025, 6, 1), date(2026, 12, 31)))
        places = draw(st.lists(st.sampled_from(["present", "leave", "absent", ""]), min_size=7, max_size=7))
        named = {place: [one for one, at in zip(IDS, places, strict=True) if at == place] for place in places}
        made.append(
            session(
                kind,
                day.isoformat(),
                id=f"s{number}",
                status=draw(st.sampled_from(["final", "final", "draft"])),
                group=draw(st.sampled_from(["g1", "g2"])) if kind == "group-meeting" else None,
                present=named.get("present", []),
                leave=[{"person": one} for one in named.get("leave", [])],
                absent=named.get("absent", []),
                hours=draw(st.sampled_from([None, 1.0, 1.5])),
            )
        )
    return made


@hypothesis_settings(max_examples=150)
@given(
    _sessions(), st.sampled_from(["2026", "2026Q2", "2026-08", "2025"]), st.dates(date(2026, 1, 1), date(2027, 1, 1))
)
def test_the_sums_of_the_grid_are_the_sums_of_the_sessions(
    sessions: list[dict[str, Any]], period: str, as_of: date
) -> None:
    roster, table = _table(sessions, Period.parse(period), as_of)
    for place, sitting in enumerate(table.sittings):
        attendance = roster.attendance(sitting.session)
        assert sitting.session.held_on in table.period
        assert sitting.session.held_on <= as_of
        column = {one.standing.person.id: one.marks[place] for one in table.members}
        for mark, named in (
            ("present", attendance.present),
            ("leave", attendance.leave),
            ("absent", attendance.absent),
        ):
            assert {person for person, found in column.items() if found == mark} == set(named)
    for name in ("due", "present", "leave", "absent"):
        by_session = sum(len(getattr(one.attendance, name)) for one in table.sittings)
        by_member = sum(one.due if name == "due" else one.count(Mark(name)) for one in table.members)
        assert by_session == by_member


@hypothesis_settings(max_examples=150)
@given(_sessions())
def test_hours_are_those_of_the_sessions_attended(sessions: list[dict[str, Any]]) -> None:
    _, table = _table(sessions)
    counted = [
        one
        for one in sessions
        if one["status"] == "final" and one["starts_at"] < "2027" and one["starts_at"] >= "2026" and one["hours"]
    ]
    expected = sum(one["hours"] * len(one["present"]) for one in counted if one["kind"] != "heart-talk")
    listed = {one.standing.person.id for one in table.members}
    unlisted = sum(one["hours"] * len(set(one["present"]) - listed) for one in counted if one["kind"] != "heart-talk")
    assert sum(one.hours for one in table.members) == expected - unlisted


def _monthly(first: int, last: int, **fields: Any) -> list[dict[str, Any]]:
    return [session("theme-day", f"2026-{month:02}-25", **fields) for month in range(first, last + 1)]


def _missed(table: AttendanceTable, person: str) -> tuple[str, str, int] | None:
    found = _line(table, person).missed
    return (str(found.first), str(found.last), found.count) if found else None


def test_six_months_in_a_row_are_flagged_and_five_are_not() -> None:
    came = ["f2", "f3", "f4", "p1"]
    _, five = _table(_monthly(3, 7, present=came) + _monthly(8, 8, present=[*came, "f1"]))
    assert _missed(five, "f1") is None
    _, six = _table(_monthly(3, 8, present=came) + _monthly(9, 9, present=[*came, "f1"]))
    assert _missed(six, "f1") == ("2026-03", "2026-08", 6)
    assert _missed(six, "f2") is None


def test_leave_counts_as_missed_and_one_attendance_ends_it() -> None:
    away = _monthly(1, 6, present=["f2"], leave=[{"person": "f1", "reason": "驻外"}])
    assert _missed(_table(away)[1], "f1") == ("2026-01", "2026-06", 6)
    talk = session("lecture", "2026-04-09", present=["f1", "f2"])
    assert _missed(_table([*away, talk])[1], "f1") is None


def test_a_month_that_is_not_over_does_not_count() -> None:
    away = _monthly(1, 6, present=["f2"])
    assert _missed(_table(away, as_of=date(2026, 6, 29))[1], "f1") is None
    assert _missed(_table(away, as_of=date(2026, 6, 30))[1], "f1") is not None


def test_a_month_without_anything_due_neither_begins_nor_breaks_a_row() -> None:
    _, table = _table([*_monthly(1, 3, present=["f2"]), *_monthly(5, 6, present=["f2"])])
    assert _missed(table, "f1") == ("2026-01", "2026-06", 6)
    assert _missed(_table(_monthly(1, 5, present=["f2"]))[1], "f1") is None


def test_a_row_that_ended_before_the_period_is_not_shown_there() -> None:
    sessions = _monthly(1, 6, present=["f2"]) + _monthly(7, 12, present=["f1", "f2"])
    assert _missed(_table(sessions, Period.parse("2026Q2"))[1], "f1") == ("2026-01", "2026-06", 6)
    assert _missed(_table(sessions, Period.parse("2026Q3"))[1], "f1") is None


def test_a_row_is_seen_across_the_turn_of_the_year() -> None:
    before = [session("theme-day", f"2025-{month:02}-25", present=["f2"]) for month in range(8, 13)]
    _, table = _table([*before, *_monthly(1, 1, present=["f2"])], Period.parse("2026-01"))
    assert _missed(table, "f1") == ("2025-08", "2026-01", 6)
    assert sessions_from(Period.parse("2026-01"), LIMITS) == date(2025, 7, 1)
    assert sessions_from(Period.parse("2026Q4"), LIMITS) == date(2026, 1, 1)


def test_the_roster_of_the_day_says_who_is_due() -> None:
    _, table = _table([*_monthly(1, 9, present=["f1", "gone", "new"])])
    assert _line(table, "gone").due == 4
    assert _line(table, "new").due == 2
    assert _line(table, "new").rate == 1.0
    assert _line(table, "f1").count(Mark.PRESENT) == 9
    assert _line(table, "f2").rate == 0.0


def test_talks_and_sessions_for_some_are_no_columns_but_study_counts() -> None:
    talk = session("heart-talk", "2026-03-01", present=["f1", "f2"], hours=1.0)
    course = session("other", "2026-03-02", present=["f1"], hours=4.0)
    _, table = _table([talk, course, *_monthly(4, 4, present=["f1"], hours=1.5)])
    assert len(table.sittings) == 1
    assert _line(table, "f1").hours == pytest.approx(5.5)
    assert _line(table, "f2").hours == 0
    assert [_line(table, one).hours_due for one in ("f1", "f2", "p1")] == [56, 56, 32]


def test_all_of_the_leadership_is_asked_for_more_hours() -> None:
    assert {role: hours_due(role, LIMITS) for role in Role} == dict.fromkeys(Role, 56)
    assert hours_due(None, LIMITS) == 32


def test_nobody_due_has_no_rate() -> None:
    _, table = _table([])
    assert _line(table, "f1").rate is None
    assert "gone" not in {one.standing.person.id for one in table.members}
