"""出席统计 of the specimen: told, written as a workbook, bound, and handed out."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from liangxin_desktop.domain.attendance import Mark
from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.sessions import Session, SessionKind, SessionStatus
from liangxin_desktop.errors import CancelledError, RefusedError
from liangxin_desktop.services.attendance import attendance_statistics, export_attendance, flag_of
from liangxin_desktop.services.calendar import coming_duties, export_calendar
from liangxin_desktop.services.forms import print_form, session_form
from liangxin_desktop.services.month_plan import month_plan_form
from liangxin_desktop.services.people import list_people
from liangxin_desktop.services.session_book import print_session_book, session_book_form
from liangxin_desktop.services.sessions import list_sessions
from liangxin_desktop.services.workspace import Workspace

QUARTER = Period.parse("2026Q3")
AWAY = "p9"


def _put(workspace: Workspace, *sessions: Session) -> Changes:
    with workspace.begin() as work:
        for session in sessions:
            work.sessions.put(session)
        return work.commit()


def _missed_half_a_year(workspace: Workspace) -> None:
    """p9 stays away from everything from May to October, once with leave."""
    with workspace.begin() as work:
        for session in work.sessions.between(date(2026, 5, 1), date(2026, 10, 31)):
            present = tuple(one for one in session.present if one != AWAY)
            work.sessions.put(session.but(present=present))
        work.commit()


def test_statistics_agree_with_the_list_of_sessions(workspace: Workspace) -> None:
    told = attendance_statistics(workspace, QUARTER)
    listed = {
        line.session.id: (line.due, line.present)
        for line in list_sessions(workspace, 2026)
        if line.session.is_final and line.session.held_on in QUARTER and line.session.kind is not SessionKind.HEART_TALK
    }
    assert {one.id: (one.due, one.present) for one in told.columns} == listed
    assert listed
    assert sum(row.due for row in told.rows) == sum(due for due, _ in listed.values())
    assert sum(row.present for row in told.rows) == sum(present for _, present in listed.values())
    assert all(len(row.marks) == len(told.columns) for row in told.rows)


def test_who_missed_half_a_year_is_flagged_in_words(workspace: Workspace) -> None:
    months = [
        Session(id=f"m{n}", kind="theme-day", status="final", starts_at=f"2026-{n:02}-25T14:00") for n in range(4, 11)
    ]
    everybody = tuple(one.person.id for one in list_people(workspace) if one.is_member and one.person.id != AWAY)
    _put(workspace, *(one.but(present=everybody) for one in months))
    _missed_half_a_year(workspace)
    told = attendance_statistics(workspace, Period.parse("2026"))
    (row,) = [row for row in told.rows if row.note]
    assert row.id == AWAY
    assert told.flagged == 1
    assert flag_of(row).startswith("请支部了解情况：2026年")
    assert flag_of(row).endswith("至10月未参加")


def test_the_workbook_holds_members_grid_and_sessions(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "出席.xlsx"
    told = attendance_statistics(workspace, QUARTER)
    assert export_attendance(workspace, QUARTER, path) == f"{len(told.rows)}人，{len(told.columns)}次"
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["2026Q3出席统计", "逐次签到", "逐次人数"]
    members, grid, sessions = (list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets)
    assert [row[0] for row in members[1:]] == [row.name for row in told.rows]
    assert [row[3] for row in members[1:]] == [row.present for row in told.rows]
    signs = {Mark.PRESENT: "✓", Mark.LEAVE: "△", Mark.ABSENT: "×", None: None}
    assert list(grid[1][1:]) == [signs[mark] for mark in told.rows[0].marks]
    assert len(sessions) == len(told.columns) + 1


def test_the_book_has_every_final_record_with_its_own_number(workspace: Workspace) -> None:
    form = session_book_form(workspace, 2026)
    final = [one.session for one in list_sessions(workspace, 2026) if one.session.is_final]
    assert len(form.sessions) == len(final) > 5
    assert [one.number for one in form.sessions] == list(range(1, len(final) + 1))
    for one in sorted(final, key=lambda session: session.starts_at)[:3]:
        assert session_form(workspace, one.id) in form.sessions
    assert len(form.sittings) == len(attendance_statistics(workspace, Period.parse("2026")).columns)
    assert form.bound_on == date(2026, 11, 23)


def test_drafts_are_counted_and_left_out(workspace: Workspace) -> None:
    before = session_book_form(workspace, 2026)
    draft = Session(id="d", kind="lecture", status=SessionStatus.DRAFT, starts_at="2026-11-01T09:00", topic="未完")
    _put(workspace, draft)
    after = session_book_form(workspace, 2026)
    assert after.drafts == before.drafts + 1
    assert len(after.sessions) == len(before.sessions)


def test_the_command_line_s_forms(workspace: Workspace) -> None:
    made = print_form(workspace, "session-book", "2026")
    assert made.file_name == "组织生活记录-2026年装订册-八号桥联合党支部.pdf"
    assert made.pdf.startswith(b"%PDF")
    assert print_form(workspace, "month-plan", "2026-12").file_name == "月计划-2026-12-八号桥联合党支部.pdf"
    assert print_form(workspace, "month-plan", None).file_name.startswith("月计划-2026-11-")


@pytest.mark.parametrize(
    ("form", "subject", "said"),
    [
        ("session-book", None, "哪一年"),
        ("session-book", "今年", "哪一年"),
        ("session-book", "0026", "哪一年"),
        ("session-book", "9" * 5000, "哪一年"),
        ("session-book", "1999", "1999年没有已定稿"),
        ("session-book", "9999", "哪一年"),
        ("session-book", "9998", "9998年没有已定稿"),
        ("month-plan", "2999-12", "太远"),
        ("month-plan", "2026Q4", "不是月份"),
        ("month-plan", "十二月", "不是月份"),
    ],
)
def test_what_cannot_be_printed_is_refused(workspace: Workspace, form: str, subject: str | None, said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        print_form(workspace, form, subject)


def test_binding_can_be_stopped(workspace: Workspace) -> None:
    def stop(_done: int, _total: int, _text: str) -> None:
        raise CancelledError("已取消。", "")

    with pytest.raises(CancelledError):
        print_session_book(workspace, 2026, stop)


def test_the_month_s_plan_ticks_off_what_is_done(workspace: Workspace) -> None:
    plan = month_plan_form(workspace, Period.parse("2026-11"))
    assert plan.theme_day == date(2026, 11, 25)
    undone = {line.what for line in plan.sessions if not line.done}
    assert "主题党日" in undone
    _put(workspace, Session(id="t", kind="theme-day", status="final", starts_at="2026-11-20T14:00"))
    (line,) = [one for one in month_plan_form(workspace, Period.parse("2026-11")).sessions if one.what == "主题党日"]
    assert (line.done, line.day, line.note) == (True, date(2026, 11, 20), "已召开")


def test_actions_of_talks_are_not_pinned_up(workspace: Workspace) -> None:
    action = {"what": "再约谈一次", "who": "p4", "due_on": "2026-11-28"}
    talk = {"id": "talk", "kind": "heart-talk", "status": "final", "starts_at": "2026-11-10T09:00", "actions": [action]}
    meeting = {**talk, "id": "meet", "kind": "lecture", "actions": [{**action, "what": "印发提纲"}]}
    _put(workspace, Session.model_validate(talk), Session.model_validate(meeting))
    actions = [line.what for line in month_plan_form(workspace, Period.parse("2026-11")).actions]
    assert "印发提纲" in actions
    assert "再约谈一次" not in actions


def test_the_last_quarter_s_return_stays_until_it_is_handed_in(workspace: Workspace) -> None:
    returns = month_plan_form(workspace, Period.parse("2026-11")).returns
    assert "组织生活季度报表（2026年第三季度）" in [line.what for line in returns]
    assert not any(line.done for line in returns)


def test_the_calendar_names_no_person_and_keeps_its_names_of_duties(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "日历"
    assert export_calendar(workspace, path) == f"{len(coming_duties(workspace))}项"
    said = (tmp_path / "日历.ics").read_bytes().replace(b"\r\n ", b"").decode()
    names = [one.person.name for one in list_people(workspace)]
    assert names
    assert not [name for name in names if name in said]
    assert "主题党日" in said
    assert "八号桥" not in said
    later = workspace.at(datetime(2026, 11, 24, 9, 0))  # noqa: DTZ001 - local, naive by design
    export_calendar(later, tmp_path / "次日.ics")
    again = (tmp_path / "次日.ics").read_bytes().replace(b"\r\n ", b"").decode()
    assert _uids(again) <= _uids(said)
    assert len(_uids(said)) == said.count("BEGIN:VEVENT")


def _uids(calendar: str) -> set[str]:
    return {line for line in calendar.split("\r\n") if line.startswith("UID:")}
