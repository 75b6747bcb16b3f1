"""How somebody leaves the branch, or the way to membership: a closed list, told by the words of the record."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

SAYS_MORE = "："
"""Stands between the name of the kind and what more is said of it."""


class LeavingKind(StrEnum):
    """Members leave by the first six, others by the rest; some ways are open to both."""

    TRANSFERRED = "transferred"
    DECEASED = "deceased"
    RESIGNED = "resigned"
    REMOVED = "removed"
    EXPELLED = "expelled"
    REVOKED = "revoked"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"
    NOT_PASSED = "not-passed"
    NOT_APPROVED = "not-approved"
    DISCONTINUED = "discontinued"

    @property
    def is_transfer(self) -> bool:
        """Whether the person goes on elsewhere."""
        return self in (LeavingKind.TRANSFERRED, LeavingKind.MOVED)


def leaving_kind(reason: str | None, names: Mapping[str, str]) -> LeavingKind | None:
    """The kind that a reason for leaving begins with, by the names of the kinds; None for words of another making."""
    said = (reason or "").split(SAYS_MORE)[0].strip()
    return next((LeavingKind(key) for key, name in names.items() if name == said), None)
