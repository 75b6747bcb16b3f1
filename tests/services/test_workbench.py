"""The first page's content, recomputed from the archive's own words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from liangxin_desktop.domain.findings import Severity
from liangxin_desktop.domain.sessions import SessionKind
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services import checks, sessions, settings
from liangxin_desktop.services.workbench import CellState, Workbench, workbench
from liangxin_desktop.services.workspace import Workspace, open_workspace

NOW = datetime(2026, 11, 23, 14, 2)  # noqa: DTZ001 - the record keeps local times


@pytest.fixture
def sample(demo_folder: Path) -> Iterator[Workspace]:
    """The sample branch, open."""
    opened = open_workspace(demo_folder, "demo", lambda: NOW)
    yield opened
    opened.store.close(backup=False)


def _cells(bench: Workbench, kind: SessionKind) -> dict[int, CellState]:
    row = next(row for row in bench.matrix if row.kind is kind)
    return {cell.month.start.month: cell.state for cell in row.cells}


def test_the_quarter_is_counted_by_duties(sample: Workspace) -> None:
    bench = workbench(sample)
    with sample.begin() as work:
        quarter = [one for one in work.sessions.between(date(2026, 10, 1), date(2026, 11, 23)) if one.is_final]
    served = {
        (one.kind, one.group, one.held_on.month if one.kind is not SessionKind.MEMBER_MEETING else 4)
        for one in quarter
        if one.kind
        in (
            SessionKind.MEMBER_MEETING,
            SessionKind.COMMITTEE_MEETING,
            SessionKind.GROUP_MEETING,
            SessionKind.THEME_DAY,
        )
    }
    assert bench.required == 1 + 3 + 9 + 3
    assert bench.done == len(served)


def test_the_year_shows_what_was_held_missed_in_part_and_is_to_come(sample: Workspace) -> None:
    bench = workbench(sample)
    groups = _cells(bench, SessionKind.GROUP_MEETING)
    assert (groups[9], groups[10], groups[12]) == (CellState.DONE, CellState.PARTLY, CellState.PLANNED)
    theme = _cells(bench, SessionKind.THEME_DAY)
    assert (theme[10], theme[11]) == (CellState.DONE, CellState.PLANNED)
    with sample.begin() as work:
        lectures = {
            one.held_on.month
            for one in work.sessions.between(date(2026, 1, 1), date(2026, 11, 23))
            if one.kind is SessionKind.LECTURE and one.is_final
        }
    assert {month for month, state in _cells(bench, SessionKind.LECTURE).items() if state is CellState.DONE} == lectures


def test_attendance_is_present_of_due(sample: Workspace) -> None:
    bench = workbench(sample)
    lines = [line for line in sessions.list_sessions(sample, 2026) if line.session.held_on >= date(2026, 10, 1)]
    counted = [line for line in lines if line.session.kind not in (SessionKind.HEART_TALK, SessionKind.OTHER)]
    assert bench.attendance == sum(line.present for line in counted) / sum(line.due for line in counted)
    assert len(bench.attendance_by_month) == 12
    assert str(bench.attendance_by_month[-1][0]) == "2026-11"


def test_a_finding_set_aside_stays_and_can_be_taken_up_again(sample: Workspace) -> None:
    finding = next(one for one in checks.run_check(sample).findings if one.code == "life.group-meeting")
    with pytest.raises(RefusedError, match="理由"):
        checks.set_aside(sample, finding, "  ")
    assert checks.set_aside(sample, finding, "项目交付延期，已与 11 月合开").touch("overrides")
    aside = next(one for one in checks.run_check(sample).findings if one.code == "life.group-meeting")
    assert (aside.severity, aside.message) == (Severity.INFO, finding.message)
    assert aside.override is not None
    assert aside.override.severity is Severity.OVERDUE
    checks.take_up_again(sample, aside)
    assert finding in checks.run_check(sample).findings


def test_a_rule_is_turned_off_in_writing_or_freely_where_it_is_local(sample: Workspace) -> None:
    rules = {rule.code: rule for rule in settings.list_rules(sample)}
    with pytest.raises(RefusedError, match="理由"):
        settings.turn_rule(sample, rules["life.theme-day"], enabled=False)
    settings.turn_rule(sample, rules["life.theme-day"], enabled=False, reason="与园区活动合并")
    settings.turn_rule(sample, rules["life.lecture"], enabled=True)
    rules = {rule.code: rule for rule in settings.list_rules(sample)}
    assert (rules["life.theme-day"].enabled, rules["life.theme-day"].reason) == (False, "与园区活动合并")
    assert rules["life.lecture"].enabled
    found = {one.code: one.severity for one in checks.run_check(sample).findings}
    assert found["life.theme-day"] is Severity.INFO
    settings.turn_rule(sample, rules["life.theme-day"], enabled=True)
    assert {one.code: one.severity for one in checks.run_check(sample).findings}["life.theme-day"] is Severity.DUE


def test_the_window_and_the_command_line_find_the_same(sample: Workspace) -> None:
    assert workbench(sample).report == checks.run_check(sample)
