"""The sample's register of the room: kept since the start of the year before, the last month's sessions not yet in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from liangxin_desktop.domain.life_return import title_of
from liangxin_desktop.domain.periods import add_months
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.room_register import EntryKind, RoomEntry, RoomFacts
from liangxin_desktop.services.room_register import is_use, use_of
from liangxin_desktop.services.rulebook import rulebook
from liangxin_desktop.services.sample import diary
from liangxin_desktop.services.sample.pictures import scene_file
from liangxin_desktop.services.sample.setting import Setting, chance, texts

_ISSUED_ON, _OPEN_DAY = 20, 2
_GALLERY_AWAY = 40
_PEOPLE = (12, 26)


def register_facts() -> RoomFacts:
    """What the six items are."""
    return RoomFacts.model_validate(texts("room")["facts"])


def register_entries(setting: Setting, record: BranchRecord, check_days: Sequence[date]) -> tuple[RoomEntry, ...]:
    """The entries up to the day, by kind; panels were changed before each of the self-checks."""
    first = max(date(setting.as_of.year - 1, 1, 1), setting.established_on)
    months = [month for month in setting.months() if month >= first.replace(day=1)]
    found = [
        *_uses(setting, record, months),
        *_panels([day for day in check_days if day >= first]),
        *_posts(setting, months),
        *_issues(setting, months),
        *_holdings(setting),
    ]
    return tuple(found)


def _uses(setting: Setting, record: BranchRecord, months: Sequence[date]) -> Iterator[RoomEntry]:
    """The sessions held in the room up to the last whole month, and what others did there on its open afternoons."""
    first, last, place = months[0], setting.last_month.end, register_facts().place
    for session in record.sessions:
        if first <= session.held_on <= last and is_use(session, place):
            yield use_of(session, title_of(record, rulebook(), session))
    for number, month in enumerate(months):
        luck = chance("use", month)
        day = month + timedelta(days=(_OPEN_DAY - month.weekday()) % 7 + 7 * luck.randrange(4))
        if day <= setting.as_of and diary.is_working(day):
            title = luck.choice(texts("room")["register"]["others"])
            yield _entry(EntryKind.USE, number, title, day, number=luck.randint(*_PEOPLE))


def _panels(check_days: Sequence[date]) -> Iterator[RoomEntry]:
    """Half of the boards changed before each self-check; each half hangs until its own turn comes again."""
    days = [gallery_day(day) for day in check_days]
    say = texts("room")["register"]
    for place, (day, checked_on) in enumerate(zip(days, check_days, strict=True)):
        title = say["panels"][variant(checked_on) % len(say["panels"])]
        gone = days[place + len(say["panels"])] if place + len(say["panels"]) < len(days) else None
        yield _entry(EntryKind.PANEL, place, title, day, number=say["boards"], withdrawn_on=gone)


def _posts(setting: Setting, months: Sequence[date]) -> Iterator[RoomEntry]:
    """Two or three posts a month, the first of what the branch is going to do."""
    say = texts("room")["register"]
    for number, month in enumerate(months):
        luck = chance("post", month)
        for place, day_of_month in enumerate(sorted(luck.sample(range(3, 27), luck.randint(2, 3)))):
            day = month.replace(day=day_of_month)
            if day <= setting.as_of:
                title = say["posts"][0] if not place else luck.choice(say["posts"][1:])
                words = {"detail": luck.choice(say["columns"])}
                yield _entry(EntryKind.POST, f"{number}-{place}", title.format(month=month.month), day, **words)


def _issues(setting: Setting, months: Sequence[date]) -> Iterator[RoomEntry]:
    """An issue in every odd month, the last with its cover."""
    say = texts("room")["register"]
    days = [month.replace(day=_ISSUED_ON) for month in months if month.month % 2]
    days = [day for day in days if day <= setting.as_of]
    for place, day in enumerate(days):
        title = say["issue"].format(year=day.year, number=(day.month + 1) // 2)
        files = (scene_file(say["cover"]),) if day == days[-1] else ()
        detail = say["contents"][place % len(say["contents"])]
        yield _entry(EntryKind.ISSUE, place, title, day, detail=detail, attachments=files)


def _holdings(setting: Setting) -> Iterator[RoomEntry]:
    """The film, the systems and the books."""
    say, since = texts("room")["register"], setting.established_on
    film = say["film"]
    year = setting.as_of.year - film["age"]
    yield _entry(EntryKind.FILM, 0, film["title"], number=film["minutes"], year=year, detail=film["detail"])
    for place, title in enumerate(say["systems"]):
        yield _entry(EntryKind.SYSTEM, place, title, diary.on_or_after(since))
    for place, (title, copies) in enumerate(say["books"].items()):
        bought = diary.on_or_after(min(add_months(since, 2 * place), setting.as_of))
        yield _entry(EntryKind.BOOK, place, title, min(bought, setting.as_of), number=copies)


def gallery_day(checked_on: date) -> date:
    """The day on which panels were changed before a self-check."""
    return diary.on_or_before(checked_on - timedelta(days=_GALLERY_AWAY))


def variant(checked_on: date) -> int:
    """Self-checks take turns in their words by this number of their quarter."""
    return checked_on.year * 4 + checked_on.month // 3


def _entry(kind: EntryKind, place: object, title: str, on: date | None = None, **fields: Any) -> RoomEntry:
    return RoomEntry(id=f"{kind}-{place}", kind=kind, title=title, on=on, **fields)
