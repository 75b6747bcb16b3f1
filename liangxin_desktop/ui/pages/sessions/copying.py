"""从上次复制: which session the new one takes its frame from."""

from __future__ import annotations

from liangxin_desktop.domain.sessions import Session
from liangxin_desktop.services.sessions import list_sessions
from liangxin_desktop.services.workspace import Workspace


def last_like(workspace: Workspace, shown: Session | None, year: int) -> Session | None:
    """A finished record itself; for a draft the latest other session of its kind and group; else the newest.

    Looks in that year and the one before.
    """
    if shown is not None and shown.is_final:
        return shown
    lines = [*list_sessions(workspace, year), *list_sessions(workspace, year - 1)]
    others = [line.session for line in lines if shown is None or line.session.id != shown.id]
    alike = (one for one in others if shown is None or (one.kind, one.group) == (shown.kind, shown.group))
    return next(alike, None)
