"""The self-checks of the room, one in each quarter: five items met, the film waiting to be made anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from liangxin_desktop.domain.periods import Period, add_months
from liangxin_desktop.domain.room import ItemStatus, RoomCheck, RoomItem, RoomItems
from liangxin_desktop.domain.room_particulars import particulars_of
from liangxin_desktop.domain.room_register import RoomEntry
from liangxin_desktop.services.sample import diary
from liangxin_desktop.services.sample.register import gallery_day, variant
from liangxin_desktop.services.sample.setting import Setting, chance, texts

_FILM_AWAY = 4
_FRESH = {"room": 30, "website": 0, "journal": 20, "materials": 45}
_WEBSITE_MONTHS = 3
_BOOKS = 48


def room_checks(setting: Setting, owner: str, register: Sequence[RoomEntry] = ()) -> tuple[RoomCheck, ...]:
    """Every quarter's self-check up to the day, with the figures of the register as far as that goes back.

    `owner` is the id of whoever is to have the film made.
    """
    days = list(check_days(setting))
    return tuple(_check(setting, owner, day, len(days) - index, register) for index, day in enumerate(days))


def check_days(setting: Setting) -> Iterator[date]:
    last: date | None = None
    quarter = Period.containing(setting.start, "quarter")
    while quarter.start <= setting.as_of:
        limit = add_months(last, _WEBSITE_MONTHS) if last else setting.start
        day = diary.quarter_check_day(setting.as_of, quarter, last, limit)
        if day:
            yield day
        last, quarter = day, quarter.next()


def _check(setting: Setting, owner: str, day: date, from_the_end: int, register: Sequence[RoomEntry]) -> RoomCheck:
    days = {name: diary.on_or_before(day - timedelta(days=away)) if away else day for name, away in _FRESH.items()}
    days["gallery"] = gallery_day(day)
    items = {name: _met(name, day, evidence_on, register) for name, evidence_on in days.items()}
    items["film"] = _film(setting, owner, day, from_the_end)
    return RoomCheck(checked_on=day, items=RoomItems(**{name: items[name] for name in RoomItems.model_fields}))


def _met(name: str, day: date, evidence_on: date, register: Sequence[RoomEntry]) -> RoomItem:
    description = _description(name, day, evidence_on, register)
    return RoomItem(status=ItemStatus.MET, description=description, evidence_on=evidence_on)


def _description(name: str, day: date, evidence_on: date, register: Sequence[RoomEntry]) -> str:
    variants = texts("room")[name]["description"]
    luck = chance("room", name, day)
    words: dict[str, Any] = {
        "uses": luck.randint(9, 13),
        "posts": luck.randint(8, 12),
        "loans": luck.randint(12, 22),
        "month": evidence_on.month,
        "year": evidence_on.year,
        "issue": (evidence_on.month + 1) // 2,
        **_told(register, day),
    }
    return str(variants[variant(day) % len(variants)]).format(**words)


def _told(register: Sequence[RoomEntry], day: date) -> dict[str, int]:
    """What the register says of the quarter before, as far as it was kept then, and of the books on the day."""
    before = Period.containing(day, "quarter").previous()
    then = particulars_of(None, register, before, before.end)
    kept = then.room.uses.in_period and then.website.posts.in_period
    counts = {"uses": then.room.uses.in_period, "posts": then.website.posts.in_period} if kept else {}
    return {**counts, "books": particulars_of(None, register, before, day).materials.copies or _BOOKS}


def _film(setting: Setting, owner: str, day: date, from_the_end: int) -> RoomItem:
    """Ageing until a year ago; since then to be made anew by the end of the quarter after this one."""
    text = texts("room")
    is_shown = from_the_end > _FILM_AWAY
    due_on = date(day.year + 1, 12, 31) if is_shown else Period.containing(setting.as_of, "quarter").next().end
    return RoomItem(
        status=ItemStatus.PARTLY if is_shown else ItemStatus.UNMET,
        description=text["ageing" if is_shown else "unmet"],
        gap=text["ageing_gap" if is_shown else "gap"],
        plan=text["ageing_plan" if is_shown else "plan"],
        plan_owner=owner,
        plan_due_on=due_on,
    )
