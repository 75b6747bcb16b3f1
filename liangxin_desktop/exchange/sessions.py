"""The list of sessions as a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from liangxin_desktop.domain.sessions import SessionKind, SessionStatus
from liangxin_desktop.exchange.sheets import Sheet, write_book
from liangxin_desktop.labels import read_labels

FOUR_HAVES = ("topic", "discussion", "consensus", "actions")
_TITLES = (
    "日期时间",
    "类型",
    "状态",
    "党小组",
    "议题",
    "应到",
    "实到",
    "出席率",
    "主题",
    "讨论",
    "共识",
    "行动",
    "标签",
)


@dataclass(frozen=True)
class SessionRow:
    """One session of the list. `has` are those of topic, discussion, consensus, actions that the record has."""

    starts_at: datetime
    kind: SessionKind
    status: SessionStatus = SessionStatus.FINAL
    group: str = ""
    topic: str = ""
    due: int | None = None
    present: int = 0
    has: frozenset[str] = frozenset()
    tags: tuple[str, ...] = ()


def sessions_sheet(rows: Sequence[SessionRow]) -> Sheet:
    """The list, one row a session, in the order given."""
    return Sheet("组织生活记录", _TITLES, [_cells(row) for row in rows])


def write_sessions(path: Path, rows: Sequence[SessionRow]) -> None:
    """Write the list alone. Raises LiangxinError when the place does not take it."""
    write_book(path, [sessions_sheet(rows)])


def _cells(row: SessionRow) -> list[Any]:
    rate = f"{row.present / row.due:.1%}" if row.due else None
    haves = ["有" if one in row.has else "缺" for one in FOUR_HAVES]
    words = read_labels()
    kind, status = words["session_kind"][row.kind], words["session_status"][row.status]
    attendance = [row.due, row.present, rate]
    return [row.starts_at, kind, status, row.group, row.topic, *attendance, *haves, "、".join(row.tags)]
