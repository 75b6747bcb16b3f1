"""How the workbench puts findings and figures into words: pills, titles, links."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from liangxin_desktop.domain.findings import Finding, Severity, SubjectType
from liangxin_desktop.domain.sessions import SessionKind
from liangxin_desktop.ui.theme import Tone
from liangxin_desktop.ui.widgets.tasklist import TaskItem

_SOON = 20
"""A duty due in so many days or fewer is shown as pressing."""
_ACTION_OF_CODE = {"life.action-overdue": "去办理", "life.four-haves": "去补全", "org.term": "去换届"}
_KINDS = {f"life.{kind.value}": kind for kind in SessionKind}


def task_item(findings: Sequence[Finding], today: date) -> TaskItem:
    """One line of 要办的事 for the findings that stand together in it."""
    first = findings[0]
    tone, when = urgency(first, today)
    return TaskItem(
        tone=tone,
        when=when,
        title=first.message if len(findings) == 1 else _together(findings),
        basis=first.basis if not first.override else f"已说明：{first.override.reason}",
        action=_action(first),
        target=tuple(findings),
        struck=first.override is not None,
    )


def urgency(finding: Finding, today: date) -> tuple[Tone, str]:
    """The pill of a finding: how long overdue, how long still, or that something is wrong."""
    days = (finding.due_on - today).days if finding.due_on else 0
    if finding.severity is Severity.INFO:
        return "quiet", "已说明"
    if finding.severity is Severity.OVERDUE:
        return "bad", f"已逾期 {-days} 天"
    if finding.severity is Severity.DUE:
        return ("warn" if days <= _SOON else "info"), f"还剩 {days} 天" if days else "今天到期"
    if finding.severity in (Severity.ERROR, Severity.LATE):
        return "bad", "不合规定" if finding.severity is Severity.ERROR else "迟办"
    return "warn", "提醒"


def _together(findings: Sequence[Finding]) -> str:
    names = "、".join(finding.subject.name for finding in findings[:3])
    more = f"等{len(findings)}人" if len(findings) > 3 else f"{len(findings)}人"
    overdue = findings[0].severity is Severity.OVERDUE
    return f"{names}{more}{'本年未谈心谈话' if overdue else '本年尚未谈心谈话'}"


def _action(finding: Finding) -> str:
    if finding.code in _KINDS:
        return "去记录" if finding.severity is Severity.OVERDUE else "新建"
    if finding.subject.type is SubjectType.PERSON:
        return "查看"
    return _ACTION_OF_CODE.get(finding.code, "查看")


def kind_owed(finding: Finding) -> SessionKind | None:
    """The kind of session that would do away with the finding."""
    return _KINDS.get(finding.code)
