"""Minutes that nearly repeat an earlier session's: the program warns, and judges nothing."""

from __future__ import annotations

from datetime import timedelta
from difflib import SequenceMatcher

from liangxin_desktop.domain.periods import add_months
from liangxin_desktop.domain.sessions import Session
from liangxin_desktop.services.rulebook import rulebook
from liangxin_desktop.services.workspace import Workspace

_LOOK_BACK = 12
"""Months."""


def repeated_session(workspace: Workspace, session: Session) -> Session | None:
    """The latest earlier session of a year whose discussion this one nearly repeats; None where there is none."""
    written, limits = _bare(session.discussion), rulebook().limits
    if len(written) < limits["repeat_least"]:
        return None
    first = add_months(session.held_on, -_LOOK_BACK)
    with workspace.begin() as work:
        earlier = work.sessions.between(first, session.held_on + timedelta(days=1))
    others = (one for one in reversed(earlier) if one.id != session.id and one.starts_at <= session.starts_at)
    return next((one for one in others if _alike(written, _bare(one.discussion), limits["repeat_percent"])), None)


def _bare(text: str | None) -> str:
    return "".join((text or "").split())


def _alike(text: str, other: str, percent: int) -> bool:
    """Cheap upper bounds first: most sessions differ at a glance."""
    matcher = SequenceMatcher(None, text, other, autojunk=False)
    bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
    return all(bound() * 100 >= percent for bound in bounds)
