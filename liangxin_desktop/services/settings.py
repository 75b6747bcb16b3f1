"""What the secretary may set: rules on and off, the password, the recovery code."""

from __future__ import annotations

from dataclasses import dataclass

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.overrides import Override
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.passwords import need_new
from liangxin_desktop.services.recovery import RecoverySheet
from liangxin_desktop.services.wording import labels
from liangxin_desktop.services.workspace import Workspace, switch_rule

LOCAL = "设定"
"""The modal word of a rule that the regulations leave open: it may be switched without a reason."""


@dataclass(frozen=True)
class RuleLine:
    """One rule as the settings list it. `reason` is why the branch set all of it aside; empty where it didn't."""

    code: str
    title: str
    modal: str
    basis: str
    note: str
    enabled: bool
    reason: str

    @property
    def is_local(self) -> bool:
        """Whether the rule is a setting of the branch, which needs no reason."""
        return self.modal == LOCAL


def list_rules(workspace: Workspace) -> tuple[RuleLine, ...]:
    """Every rule of the book, with how this branch has set it."""
    with workspace.begin() as work:
        book = workspace.book(work)
        aside = {one.code: one.reason for _, one in work.overrides.all() if one.subject is None and one.period is None}
    lines = (
        RuleLine(
            code=rule.code,
            title=rule.title,
            modal=rule.modal,
            basis=rule.version[-1].basis,
            note=rule.note,
            enabled=rule.enabled and rule.code not in aside,
            reason=aside.get(rule.code, ""),
        )
        for rule in book.rules.values()
    )
    areas = list(labels()["rule_area"])
    return tuple(sorted(lines, key=lambda line: areas.index(line.code.split(".", maxsplit=1)[0])))


def turn_rule(workspace: Workspace, rule: RuleLine, *, enabled: bool, reason: str = "") -> Changes:
    """Switch a rule. Off needs a written reason, which stays visible, unless the regulations leave the rule open."""
    if rule.is_local:
        return switch_rule(workspace, rule.code, enabled=enabled)
    if not enabled and not reason.strip():
        raise RefusedError("没有写明停用的理由。", "请写清为什么本支部不检查这一条，理由会随报表打印。")
    with workspace.begin() as work:
        for key, one in work.overrides.all():
            if (one.code, one.subject, one.period) == (rule.code, None, None):
                work.overrides.remove(key)
        if not enabled:
            work.overrides.add(Override(code=rule.code, reason=reason.strip(), at=workspace.now))
        return work.commit()


def change_password(workspace: Workspace, old: str, new: str) -> None:
    """Set another password. Raises WrongPasswordError for a wrong old one, RefusedError for a short new one."""
    need_new(new)
    workspace.store.change_password(old, new)


def renew_recovery_code(workspace: Workspace, password: str) -> RecoverySheet:
    """A new recovery code; the one printed before is worthless from now on."""
    code = workspace.store.renew_recovery_code(password)
    with workspace.begin() as work:
        branch = work.branch.get()
    return RecoverySheet(branch.name if branch else "", code, workspace.today)
