"""Items of standards and checks against them: how long evidence holds, in whose words an item stands."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from liangxin_desktop.domain.room import (
    ALWAYS,
    CheckedItem,
    ItemStatus,
    PresetCheck,
    PresetItem,
    RoomCheck,
    RoomItem,
    RoomItems,
    latest_check,
)

DAY = date(2026, 11, 23)
MET = RoomItem(status=ItemStatus.MET, evidence_on=date(2024, 2, 29))
FLAG, SIGN = (PresetItem(key=key, title=f"有{key}", shelf_months=12) for key in ("flag", "sign"))
BARE = PresetCheck(id="c1", preset="venue", title="六有", checked_on=DAY)


@pytest.mark.parametrize(
    ("item", "months", "holds_to"),
    [
        (MET, 12, date(2025, 2, 28)),
        (MET, 1, date(2024, 3, 29)),
        (MET, ALWAYS - 1, date(2124, 1, 29)),
        (MET, ALWAYS, None),
        (MET.but(evidence_on=None), 12, None),
        (MET.but(status=ItemStatus.PARTLY), 12, None),
        (None, 12, None),
    ],
)
def test_evidence_of_a_met_item_holds_for_the_months_of_the_standard(item: Any, months: int, holds_to: Any) -> None:
    assert FLAG.but(shelf_months=months).holds_to(item) == holds_to


def test_a_check_is_filled_in_the_order_and_the_words_of_what_is_asked() -> None:
    first = BARE.filled(DAY, {"sign": MET, "flag": MET, "other": MET}, [FLAG, SIGN])
    assert [(one.key, one.title) for one in first.items] == [("flag", "有flag"), ("sign", "有sign")]
    again = first.filled(date(2026, 11, 24), {"flag": first.of("flag"), "sign": None}, [FLAG.but(title="有党旗"), SIGN])
    assert (again.id, again.checked_on) == ("c1", date(2026, 11, 24))
    assert [(one.key, one.title, one.evidence_on) for one in again.items] == [("flag", "有党旗", MET.evidence_on)]
    assert (first.of("nothing"), again.of("sign")) == (None, None)


def test_the_six_are_filled_by_their_names() -> None:
    asked = [PresetItem(key=key, title=key, shelf_months=1) for key in RoomItems.model_fields]
    check = RoomCheck(checked_on=DAY).filled(DAY, {"film": MET}, asked)
    assert check == RoomCheck(checked_on=DAY, items=RoomItems(film=MET))
    assert (check.of("film"), check.of("room"), check.of("flag")) == (MET, None, None)


def test_an_item_stands_once_in_a_check() -> None:
    item = CheckedItem(key="flag", title="有党旗")
    with pytest.raises(ValidationError, match="出现了两次"):
        PresetCheck(**dict(BARE.but(items=[item])) | {"items": [item, item]})


def test_of_two_checks_on_one_day_the_later_entered_is_the_latest() -> None:
    first, second = BARE, BARE.but(id="c2")
    assert latest_check([first, second]) is second
    assert latest_check([first, second], last=date(2026, 11, 22)) is None
