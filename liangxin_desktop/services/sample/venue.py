"""A check of the room against the standard that ships beside the six, made together with the last self-check."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from liangxin_desktop.domain.room import ItemStatus, PresetCheck, RoomItem
from liangxin_desktop.services.room_presets import presets
from liangxin_desktop.services.sample import diary
from liangxin_desktop.services.sample.setting import texts

_STANDARD, _ID = "venue", "venue-1"
_DAYS_TO_MEND = 90


def preset_checks(days: Sequence[date], owner: str) -> tuple[PresetCheck, ...]:
    """One check on the last of the days of the self-checks; none where there was none.

    `owner` is the id of whoever is to see to what is wanting.
    """
    if not days:
        return ()
    day, preset = days[-1], presets()[_STANDARD]
    bare = PresetCheck(id=_ID, preset=preset.id, title=preset.title, checked_on=day)
    return (bare.filled(day, {one.key: _item(one.key, day, owner) for one in preset.items}, preset.items),)


def _item(key: str, day: date, owner: str) -> RoomItem:
    told = texts("venue")[key]
    is_met = "gap" not in told
    return RoomItem(
        status=ItemStatus.MET if is_met else ItemStatus.PARTLY,
        description=told["description"],
        evidence_on=diary.on_or_before(day - timedelta(days=told["days"])),
        gap=told.get("gap"),
        plan=told.get("plan"),
        plan_owner=None if is_met else owner,
        plan_due_on=None if is_met else day + timedelta(days=_DAYS_TO_MEND),
    )
