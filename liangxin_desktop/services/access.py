"""Asking for the store's password again before what must not happen by accident, and remembering it was just given."""

from __future__ import annotations

from datetime import datetime, timedelta

from liangxin_desktop.services.workspace import Workspace

GRACE = timedelta(minutes=5)
"""How long a password given counts, so that signing two returns in a row asks once."""


def check_password(workspace: Workspace, password: str) -> bool:
    """Whether this is the store's password."""
    return bool(password) and workspace.store.check_password(password)


class Access:
    """Whether the password was given a moment ago. It keeps the moment, never the password."""

    def __init__(self, workspace: Workspace, grace: timedelta = GRACE) -> None:
        self._workspace, self._grace = workspace, grace
        self._given_at: datetime | None = None

    def is_fresh(self) -> bool:
        """Whether the password was given within the grace; a clock put back counts as not."""
        if self._given_at is None:
            return False
        return timedelta() <= self._workspace.clock() - self._given_at < self._grace

    def give(self, password: str) -> bool:
        """Check a password; the right one counts from now."""
        if not check_password(self._workspace, password):
            return False
        self._given_at = self._workspace.clock()
        return True

    def forget(self) -> None:
        """Ask again next time, as after a lock."""
        self._given_at = None
