"""Showing an identity number whole: on demand, one person at a time, and it is in the log that it was shown."""

from __future__ import annotations

from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.workspace import Workspace

LAST_SHOWN = "identity-number-shown"
"""The setting whose every change stands in the audit log: whose number was shown, and when. Never the number."""


def show_identity_number(workspace: Workspace, person_id: str) -> str:
    """The person's whole identity number; empty where none is kept. The audit log keeps whose was shown, and when."""
    with workspace.begin() as work:
        person = work.people.get(person_id)
        if person is None:
            raise RefusedError("名册里没有这个人。", "可能刚被删除，请刷新名册。")
        work.settings.put(LAST_SHOWN, {"person": person_id, "at": workspace.now.isoformat(timespec="minutes")})
        work.commit()
        return person.id_number or ""
