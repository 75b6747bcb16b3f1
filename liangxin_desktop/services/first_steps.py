"""What a branch does first that begins with the program."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from liangxin_desktop.services.workspace import Workspace


class FirstStep(StrEnum):
    """In the order in which they are done."""

    ROSTER = "roster"
    BRANCH = "branch"
    SESSION = "session"


def first_steps(workspace: Workspace) -> Mapping[FirstStep, bool]:
    """Each step and whether it is done; nothing more once there is a record of a meeting.

    The branch's particulars are done when they hold the days that the rules reckon from.
    """
    with workspace.begin() as work:
        if work.sessions.count():
            return {}
        branch = work.branch.get()
        days = (branch.established_on, branch.committee_elected_on, branch.theme_day) if branch else (None,)
        return {
            FirstStep.ROSTER: bool(work.people.all()),
            FirstStep.BRANCH: None not in days,
            FirstStep.SESSION: False,
        }
