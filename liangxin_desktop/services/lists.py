"""The roster and the list of sessions as workbooks, and what a list of sessions comes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from liangxin_desktop.domain.roster import Roster
from liangxin_desktop.domain.rules.life import FOUR_HAVES, lacking
from liangxin_desktop.domain.sessions import Session, SessionKind
from liangxin_desktop.services.sessions import SessionLine
from liangxin_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    from liangxin_desktop.exchange.sessions import SessionRow

_BY_NAME = (SessionKind.HEART_TALK, SessionKind.OTHER)
"""Kinds to which only those named come: everybody due is there, so they say nothing of attendance."""


@dataclass(frozen=True)
class SessionTotals:
    """What sessions come to: how many, drafts among them, and present of due over the finished ones, 0 … 1."""

    count: int
    drafts: int
    rate: float | None


def totals(lines: Sequence[SessionLine]) -> SessionTotals:
    """The totals of these sessions; the rate is None where nobody was due."""
    counted = [one for one in lines if one.session.is_final and one.session.kind not in _BY_NAME]
    due, present = sum(one.due for one in counted), sum(one.present for one in counted)
    drafts = sum(not one.session.is_final for one in lines)
    return SessionTotals(len(lines), drafts, present / due if due else None)


def export_sessions(path: Path, lines: Sequence[SessionLine]) -> None:
    """Write these sessions to an `.xlsx`, in the order given. Raises LiangxinError when the place does not take it."""
    from liangxin_desktop.exchange.sessions import write_sessions

    write_sessions(path, [_row(one.session, one.group, one.due, one.present) for one in lines])


def export_lists(workspace: Workspace, path: Path, *, whole: bool = False) -> str:
    """Write both lists to an `.xlsx`, identity and telephone numbers masked unless `whole`; says what was written."""
    from liangxin_desktop.exchange.roster import roster_sheet
    from liangxin_desktop.exchange.sessions import sessions_sheet
    from liangxin_desktop.exchange.sheets import write_book

    workspace.store.need_elsewhere(path)
    with workspace.begin() as work:
        people, groups, sessions = work.people.all(), work.groups.all(), work.sessions.all()
        roster = Roster(people, [step for _, step in work.development.all()])
    names = {group.id: group.name for group in groups}
    rows = []
    for session in sorted(sessions, key=lambda one: one.starts_at):
        attendance = roster.attendance(session)
        group = names.get(session.group or "", "")
        rows.append(_row(session, group, len(attendance.due), len(attendance.present)))
    write_book(path, [roster_sheet(people, groups, whole=whole), sessions_sheet(rows)])
    return f"名册{len(people)}人，组织生活{len(rows)}次"


def _row(session: Session, group: str, due: int, present: int) -> SessionRow:
    from liangxin_desktop.exchange.sessions import SessionRow

    return SessionRow(
        starts_at=session.starts_at,
        kind=session.kind,
        status=session.status,
        group=group,
        topic=(session.topic or "").strip(),
        due=due,
        present=present,
        has=frozenset(FOUR_HAVES) - set(lacking(session)),
        tags=session.tags,
    )
