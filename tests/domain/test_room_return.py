"""What 阵地六有自查表 is compiled from: which self-check speaks, beside which, and whose findings go along."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.room import RoomItems
from liangxin_desktop.domain.room_return import RoomCompilation, compile_room
from liangxin_desktop.domain.rules import ground_of
from liangxin_desktop.services.rulebook import rulebook
from tests.domain.builders import members, record

Q3 = Period.parse("2026Q3")


def compiled(as_of: str, *checks: tuple[str, dict[str, Any]], **parts: Any) -> RoomCompilation | None:
    held = record(room_checks=[{"checked_on": day, "items": items} for day, items in checks], **parts)
    return compile_room(ground_of(held, rulebook(), as_of=date.fromisoformat(as_of), since=Q3.start), Q3)


def need(found: RoomCompilation | None) -> RoomCompilation:
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2026-07-12", None),
        ("2026-07-13", date(2026, 7, 13)),
        ("2026-09-29", date(2026, 7, 13)),
        ("2026-09-30", date(2026, 9, 30)),
        ("2026-11-23", date(2026, 9, 30)),
    ],
)
def test_the_latest_of_the_quarter_speaks(as_of: str, expected: date | None) -> None:
    days = ("2026-06-30", "2026-09-30", "2026-07-13", "2026-10-01")
    found = compiled(as_of, *[(day, {}) for day in days])
    assert (found.figures.checked_on if found else None) == expected


def test_it_is_compared_with_the_one_before_even_of_another_quarter() -> None:
    before = {"film": {"status": "partly", "evidence_on": "2026-01-01"}, "room": {"status": "met"}}
    now = {
        "film": {"status": "unmet", "evidence_on": "2026-01-01"},
        "gallery": {"status": "met", "evidence_on": "2026-07-01"},
    }
    found = need(compiled("2026-10-09", ("2026-04-13", before), ("2026-07-13", now)))
    assert found.figures.compared_with == date(2026, 4, 13)
    rows = {row.item: (row.status, row.before, row.renewed) for row in found.rows}
    assert list(rows) == list(RoomItems.model_fields)
    assert rows["film"] == ("unmet", "partly", False)
    assert rows["gallery"] == ("met", None, False)
    assert rows["room"] == (None, "met", False)
    assert (found.figures.met, found.figures.partly, found.figures.unmet, found.figures.items) == (1, 0, 1, 6)


def test_evidence_is_renewed_when_it_is_later_or_the_first() -> None:
    before = {"room": {"status": "met"}, "journal": {"status": "met", "evidence_on": "2026-03-01"}}
    now = {key: {"status": "met", "evidence_on": "2026-03-01"} for key in ("room", "journal")}
    rows = need(compiled("2026-10-09", ("2026-04-13", before), ("2026-07-13", now))).rows
    assert [row.item for row in rows if row.renewed] == ["room"]


def test_two_self_checks_of_one_day_are_not_compared_with_each_other() -> None:
    found = need(compiled("2026-10-09", ("2026-07-13", {}), ("2026-07-13", {"film": {"status": "met"}})))
    assert (found.figures.compared_with, found.figures.met) == (None, 1)


def test_a_self_check_of_the_first_day_there_is_has_none_before_it() -> None:
    ancient = record(room_checks=[{"checked_on": "0001-01-01"}])
    first = Period(date(1, 1, 1), "quarter")
    ground = ground_of(ancient, rulebook(), as_of=date(2026, 11, 23), since=first.start)
    assert need(compile_room(ground, first)).figures.compared_with is None


def test_the_owner_is_named_and_text_is_trimmed() -> None:
    film = {"status": "unmet", "gap": " 无成片 \n", "plan_owner": "f2", "plan_due_on": "2027-03-31"}
    rows = need(compiled("2026-10-09", ("2026-07-13", {"film": film}), people=members(3))).rows
    (row,) = [row for row in rows if row.item == "film"]
    assert (row.gap, row.owner, row.due_on) == ("无成片", "正式2", date(2027, 3, 31))


def test_findings_are_those_on_the_room_when_the_quarter_ended() -> None:
    film = {"status": "unmet", "plan_due_on": "2026-08-31"}
    website = {"status": "met", "evidence_on": "2026-07-13"}
    found = need(compiled("2026-12-20", ("2026-07-13", {"film": film, "website": website})))
    assert [(one.code, one.subject.id) for one in found.findings] == [
        ("room.plan-overdue", "film"),
        ("room.unmet", "film"),
    ]
    aside = {"code": "room.unmet", "subject": "film", "reason": "与园区合拍"}
    told = need(compiled("2026-12-20", ("2026-07-13", {"film": film}), overrides=[aside]))
    assert [one.override.reason for one in told.findings if one.override] == ["与园区合拍"]
