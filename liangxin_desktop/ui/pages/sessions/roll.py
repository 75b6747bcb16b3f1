"""Who is due at a session as it is being written: defaults for those nobody marked, and the marks kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from liangxin_desktop.domain.sessions import Session, SessionKind
from liangxin_desktop.services.sessions import DuePerson, marks, people_due
from liangxin_desktop.services.workspace import Workspace

BY_NAME = (SessionKind.HEART_TALK, SessionKind.OTHER)
"""The kinds to which only those named come."""


@dataclass(frozen=True)
class Roll:
    """The people of a session: all who may be shown, and the ids of those due (None: only those named come)."""

    people: tuple[DuePerson, ...]
    due: tuple[str, ...] | None


def roll_of(workspace: Workspace, session: Session) -> Roll:
    """Who is due at the session, and who is named in it besides."""
    people = people_due(workspace, session)
    if session.kind in BY_NAME:
        return Roll(people, None)
    return Roll(people, marks(workspace, session).attendance.due)


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
