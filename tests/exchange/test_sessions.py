"""The list of sessions as a sheet."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from liangxin_desktop.domain.sessions import SessionKind, SessionStatus
from liangxin_desktop.exchange.sessions import SessionRow, write_sessions


def test_every_session_is_a_row(tmp_path: Path) -> None:
    start = datetime.fromisoformat("2026-06-08T14:00")
    rows = [
        SessionRow(
            start,
            SessionKind.LECTURE,
            topic="=学习",
            due=30,
            present=28,
            has=frozenset({"topic", "actions"}),
            tags=("廉政", "安全"),
        ),
        SessionRow(start, SessionKind.GROUP_MEETING, SessionStatus.DRAFT, group="第一党小组"),
    ]
    write_sessions(tmp_path / "组织生活.xlsx", rows)
    sheet: Any = load_workbook(tmp_path / "组织生活.xlsx").active
    values = list(sheet.iter_rows(values_only=True))
    assert values[0][:3] == ("日期时间", "类型", "状态")
    assert values[1] == (start, "党课", "已定稿", None, "=学习", 30, 28, "93.3%", "有", "缺", "缺", "有", "廉政、安全")
    assert values[2][:9] == (start, "党小组会", "草稿", "第一党小组", None, None, 0, None, "缺")
    assert sheet["E2"].data_type == "s"
    assert sheet["A2"].is_date
    assert sheet.freeze_panes == "A2"


def test_no_sessions_give_an_empty_list(tmp_path: Path) -> None:
    write_sessions(tmp_path / "a.xlsx", [])
    assert load_workbook(tmp_path / "a.xlsx").active.max_row == 1  # type: ignore[union-attr]
