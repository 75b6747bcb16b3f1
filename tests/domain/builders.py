"""Small records for the tests of the rules: only what a case is about."""

from __future__ import annotations

from datetime import date
from typing import Any

from liangxin_desktop.domain.findings import Finding
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.rules import RuleBook, check
from liangxin_desktop.services.rulebook import rulebook


def members(full: int, probationary: int = 0, *, committee: int = 0, **fields: Any) -> list[dict[str, Any]]:
    """That many members f1 … and p1 …; the first `committee` of the full ones hold seats, f1 as secretary."""
    people: list[dict[str, Any]] = []
    for number in range(1, full + 1):
        role = None if number > committee else "secretary" if number == 1 else "committee-member"
        people.append({"id": f"f{number}", "name": f"正式{number}", "stage": "full", "role": role, **fields})
    for number in range(1, probationary + 1):
        people.append(
            {
                "id": f"p{number}",
                "name": f"预备{number}",
                "stage": "probationary",
                "admitted_on": "2020-01-01",
                **fields,
            }
        )
    return people


def session(kind: str, day: str, **fields: Any) -> dict[str, Any]:
    """A final session on that day with the four haves, at two in the afternoon."""
    return {
        "id": fields.pop("id", f"{kind}-{day}-{fields.get('group', '')}"),
        "kind": kind,
        "status": "final",
        "starts_at": f"{day}T14:00",
        "topic": "主题",
        "discussion": "讨论",
        "consensus": "共识",
        "actions": [{"what": "行动"}],
        **fields,
    }


def record(people: list[dict[str, Any]] | None = None, **parts: Any) -> BranchRecord:
    """A record of those people and sessions; `branch` adds to its particulars."""
    branch = {"name": "测试支部", **parts.pop("branch", {})}
    return BranchRecord.model_validate({"branch": branch, "people": people or members(3), **parts})


def findings(
    code: str, what: BranchRecord, as_of: str, since: str | None = None, book: RuleBook | None = None
) -> list[Finding]:
    """The findings of one rule."""
    begin = date.fromisoformat(since) if since else None
    report = check(what, book or rulebook(), as_of=date.fromisoformat(as_of), since=begin)
    return [finding for finding in report.findings if finding.code == code]


def brief(found: list[Finding]) -> list[tuple[str, str | None]]:
    """Severity and period of each finding."""
    return [(finding.severity.value, finding.period) for finding in found]
