"""One person's sessions: counted where due, listed where there, drafts and talks left out."""

from __future__ import annotations

from datetime import date

import pytest

from liangxin_desktop.domain.attendance import Mark
from liangxin_desktop.domain.periods import Period
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.attendance import attendance_statistics
from liangxin_desktop.services.person_life import life_of, person_life
from liangxin_desktop.services.rulebook import rulebook
from tests.domain.builders import members, record, session

AS_OF = date(2026, 11, 23)


def test_two_years_are_counted_and_listed_newest_first():
    held = record(
        members(3),
        sessions=[
            session("member-meeting", "2024-12-31", present=["f1"]),
            session("member-meeting", "2025-03-02", present=["f1"], hours=2),
            session("lecture", "2026-03-02", present=["f1"], hours=3.5),
            session("theme-day", "2026-03-25", leave=[{"person": "f1"}], hours=2),
            session("theme-day", "2026-04-25"),
            session("theme-day", "2026-05-25", present=["f1"], status="draft"),
            session("theme-day", "2026-12-25", present=["f1"]),
            session("heart-talk", "2026-06-01", present=["f1", "f2"]),
            session("other", "2026-06-02", present=["f1"]),
            session("committee-meeting", "2026-06-03", present=["f1"]),
        ],
    )
    life = life_of(held, rulebook(), "f1", as_of=AS_OF)
    now, before = life.years
    assert (now.year, now.due, now.present, now.leave, now.absent) == (2026, 3, 1, 1, 1)
    assert (now.hours, now.hours_due, now.rate) == (3.5, 32, pytest.approx(1 / 3))
    assert (before.year, before.due, before.present, before.hours) == (2025, 1, 1, 2)
    assert [(one.day.isoformat(), one.mark) for one in life.sessions if one.day.year == 2026] == [
        ("2026-06-03", None),
        ("2026-06-02", Mark.PRESENT),
        ("2026-04-25", Mark.ABSENT),
        ("2026-03-25", Mark.LEAVE),
        ("2026-03-02", Mark.PRESENT),
    ]
    assert life.sessions[-1].day == date(2025, 3, 2)


def test_of_one_on_the_way_no_hours_are_asked():
    held = record(
        [*members(1), {"id": "a", "name": "积极", "stage": "activist"}],
        sessions=[session("lecture", "2026-03-02", present=["f1", "a"], hours=2)],
    )
    life = life_of(held, rulebook(), "a", as_of=AS_OF)
    assert [(one.due, one.hours_due) for one in life.years] == [(0, None), (0, None)]
    assert life.years[0].hours == 2
    assert life.years[0].rate is None
    assert [one.mark for one in life.sessions] == [None]


def test_it_agrees_with_the_statistics_of_the_year(workspace):
    rows = attendance_statistics(workspace, Period.parse("2026")).rows
    assert len(rows) > 15
    for row in rows:
        year = person_life(workspace, row.id).years[0]
        counted = (year.due, year.present, year.leave, year.absent, year.hours, year.hours_due)
        assert counted == (row.due, row.present, row.leave, row.absent, row.hours, row.hours_due)


def test_nobody_is_refused(workspace):
    with pytest.raises(RefusedError):
        person_life(workspace, "nobody")
