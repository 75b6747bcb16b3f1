"""What was typed into a form and neither saved nor given up: kept in the encrypted record, so that no lock loses it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from liangxin_desktop.services.workspace import Workspace

_PREFIX = "unsaved-"


def keep_unsaved(workspace: Workspace, form: str, typed: Mapping[str, Any]) -> None:
    """Keep what stands unsaved in a form of this name, as JSON can say it; nothing forgets what was kept."""
    with workspace.begin() as work:
        if work.settings.get(_PREFIX + form, {}) != typed:
            work.settings.put(_PREFIX + form, dict(typed))
            work.commit()


def unsaved(workspace: Workspace, form: str) -> dict[str, Any]:
    """What was kept of the form; empty when there is nothing."""
    with workspace.begin() as work:
        kept: dict[str, Any] = work.settings.get(_PREFIX + form, {})
        return kept
