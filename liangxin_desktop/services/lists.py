"""The roster and the list of sessions as one workbook."""

from __future__ import annotations

from pathlib import Path

from liangxin_desktop.domain.roster import Roster
from liangxin_desktop.domain.rules.life import FOUR_HAVES, lacking
from liangxin_desktop.services.workspace import Workspace


def export_lists(workspace: Workspace, path: Path, *, whole: bool = False) -> str:
    """Write both lists to an `.xlsx`, identity and telephone numbers masked unless `whole`; says what was written."""
    from liangxin_desktop.exchange.roster import roster_sheet
    from liangxin_desktop.exchange.sessions import SessionRow, sessions_sheet
    from liangxin_desktop.exchange.sheets import write_book

    with workspace.begin() as work:
        people, groups, sessions = work.people.all(), work.groups.all(), work.sessions.all()
        roster = Roster(people, [step for _, step in work.development.all()])
    names = {group.id: group.name for group in groups}
    rows = []
    for session in sorted(sessions, key=lambda one: one.starts_at):
        attendance = roster.attendance(session)
        rows.append(
            SessionRow(
                starts_at=session.starts_at,
                kind=session.kind,
                status=session.status,
                group=names.get(session.group or "", ""),
                topic=(session.topic or "").strip(),
                due=len(attendance.due),
                present=len(attendance.present),
                has=frozenset(FOUR_HAVES) - set(lacking(session)),
                tags=session.tags,
            )
        )
    write_book(path, [roster_sheet(people, groups, whole=whole), sessions_sheet(rows)])
    return f"名册{len(people)}人，组织生活{len(rows)}次"
