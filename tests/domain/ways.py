"""Records of one person on the way to membership, for the tests of its rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from liangxin_desktop.domain.record import BranchRecord
from tests.domain.builders import findings, members, record

Steps = Mapping[int, Any] | list[tuple[int, Any]]


def step(number: int, what: Any, person: str = "x") -> dict[str, Any]:
    """A step of the record: `what` is its day, None while under way, or a pair of day and details."""
    done_on, details = what if isinstance(what, tuple) else (what, {})
    return {"person": person, "step": number, "done_on": done_on, "details": details}


def way(steps: Steps, *, assessed: tuple[str, ...] = (), voters: int = 9, **fields: Any) -> BranchRecord:
    """林一帆 (x) with these steps and assessments as an activist, in a branch of so many voters f1 …"""
    parts = {key: fields.pop(key) for key in ("branch", "overrides") if key in fields}
    person = {"id": "x", "name": "林一帆", "stage": "applicant", **fields}
    pairs = steps.items() if isinstance(steps, Mapping) else steps
    return record(
        [*members(voters), person],
        development=[step(number, what) for number, what in pairs],
        assessments=[{"person": "x", "kind": "activist", "done_on": day} for day in assessed],
        **parts,
    )


def told(code: str, what: BranchRecord, as_of: str) -> list[tuple[str, str | None]]:
    """Severity and day of each finding of the rule, which is checked to be about 林一帆."""
    found = findings(code, what, as_of)
    assert {one.subject.id for one in found} <= {"x"}
    return [(one.severity.value, one.due_on.isoformat() if one.due_on else None) for one in found]


def severities(code: str, what: BranchRecord, as_of: str = "2026-11-23") -> list[str]:
    """The severity of each finding of the rule."""
    return [severity for severity, _ in told(code, what, as_of)]
