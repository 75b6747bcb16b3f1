"""Who is due at a session as it is being written: defaults for those nobody marked, and the marks kept."""

from __future__ import annotations

from collections.abc import Sequence

from liangxin_desktop.domain.sessions import Session, SessionKind
from liangxin_desktop.services.sessions import SessionMarks

BY_NAME = (SessionKind.HEART_TALK, SessionKind.OTHER)
"""The kinds to which only those named come."""


def due_at(session: Session, found: SessionMarks) -> tuple[str, ...] | None:
    """The ids of those due at a session with these marks; None where only those named come."""
    return None if session.kind in BY_NAME else found.attendance.due


def called_anew(session: Session, before: Sequence[str] | None, now: Sequence[str] | None) -> Session:
    """The session after its day, kind or group changed: whoever is due now is present unless marked otherwise.

    Marks made by hand (excused, absent) stay, also of those who are not due any more, and so does whoever was named
    without being due. Whoever was present only by being due goes.
    """
    if now is None:
        return session
    marked = {*(one.person for one in session.leave), *session.absent}
    named = [person for person in session.present if before is None or person not in before]
    present = dict.fromkeys([*(person for person in now if person not in marked), *named])
    changed: Session = session.but(present=tuple(present))
    return changed
