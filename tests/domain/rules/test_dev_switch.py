"""The text changed on 2026-05-11: what is done by the day before is judged by the old one, from then on by the new."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from liangxin_desktop.domain.rules import REGISTRY
from tests.domain.builders import findings
from tests.domain.ways import way

SWITCH = date(2026, 5, 11)
NO = {"due": 9, "present": 4, "for": 4}
WRONG: dict[str, Any] = {
    "dev.age": lambda day: {1: day},
    "dev.talk": lambda day: {1: "2026-01-05", 2: day},
    "dev.cultivators": lambda day: {5: day},
    "dev.assessment": lambda day: {3: _months_before(day, 6)},
    "dev.target-early": lambda day: {3: "2026-01-05", 7: day},
    "dev.publicity": lambda day: {8: day},
    "dev.sponsors": lambda day: {9: day},
    "dev.review": lambda day: {12: day},
    "dev.training": lambda day: {11: day},
    "dev.order": lambda day: {2: day},
    "dev.congress-window": lambda day: {13: (day, {"conclusion": "qualified"})},
    "dev.quorum": lambda day: {15: (day, NO)},
    "dev.vote": lambda day: {15: (day, NO)},
    "dev.approval": lambda day: {15: "2026-01-05", 17: day},
    "dev.oath": lambda day: {17: day},
    "dev.conversion": lambda day: {15: (date.fromisoformat(day) - timedelta(days=365)).isoformat()},
    "dev.conversion-early": lambda day: {15: "2026-01-05", 23: day},
    "dev.extension": lambda day: {15: "2025-01-05", 23: (day, {"result": "extend", "extend_months": 3})},
    "dev.conversion-approval": lambda day: {23: "2026-01-05", 24: day},
}
"""Steps that break the rule on that day."""
OF_THE_NEW_TEXT = ("dev.publicity", "dev.congress-window", "dev.oath")


def _months_before(day: str, months: int) -> str:
    on = date.fromisoformat(day)
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    return date(year, month + 1, on.day).isoformat()


def test_every_rule_that_changed_is_here() -> None:
    assert WRONG.keys() == {code for code in REGISTRY if code.startswith("dev.")} - {"dev.quota"}


@pytest.mark.parametrize("code", WRONG)
@pytest.mark.parametrize(("by", "text"), [(-1, "（2014）"), (0, "（2026）"), (1, "（2026）")])
def test_each_day_is_judged_by_its_text(code: str, by: int, text: str) -> None:
    day = (SWITCH + timedelta(days=by)).isoformat()
    found = findings(code, way(WRONG[code](day), birth_date="2009-01-01"), "2026-11-23")
    told = [one for one in found if (one.due_on or SWITCH) >= date(2026, 1, 1)][:1]
    if code in OF_THE_NEW_TEXT and by < 0:
        assert told == []
    else:
        assert text in told[0].basis
