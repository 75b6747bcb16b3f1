"""The register's particulars in a line: for an item's card, and for the evidence of a self-check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from liangxin_desktop.domain.room_particulars import CountedTitle, Particulars
from liangxin_desktop.domain.room_register import RoomTenure

MARK = "台账（"
"""A line of a description that was taken from the register begins with this."""


@dataclass(frozen=True)
class RegisterEvidence:
    """What the register offers for an item's evidence: its last day, what happened then, and a line to describe it."""

    on: date | None
    offer: str
    line: str


def summary_of(item: str, told: Particulars) -> str:
    """What the register says of an item, in one line; empty where it says nothing or knows no such item."""
    if item not in _PARTS:
        return ""
    return " · ".join(_PARTS[item](told)) or _place(item, told)


def evidence_of(item: str, told: Particulars) -> RegisterEvidence | None:
    """What the register offers; None where it says nothing of the item."""
    summary = summary_of(item, told)
    if not summary:
        return None
    word, day = _LATEST[item](told) if item in _LATEST else ("", None)
    parts = _said([_place(item, told), *_PARTS[item](told)])
    line = f"{MARK}{told.told_on.isoformat()}）：{'，'.join(parts)}。"
    return RegisterEvidence(day, f"{word} {day.isoformat()}" if day else summary, line)


def described(text: str, before: str, line: str) -> str:
    """A description with the register's line at its end; nothing that was typed is touched.

    Such a line that still stands from the self-check before gives way to the new one.
    """
    old = {one for one in before.splitlines() if one.startswith(MARK)}
    return "\n".join([*(one for one in text.splitlines() if one not in old and one != line), line])


def evidence_day(on: date | None, before: date | None, now: date | None) -> date | None:
    """The day of evidence once the register's is taken over: a day typed since the self-check before stays.

    One taken over from there gives way to a later one.
    """
    is_typed = now is not None and now != before
    if on is None or is_typed:
        return now
    return on if now is None else max(on, now)


def _place(item: str, told: Particulars) -> str:
    return {"room": told.room.place, "gallery": told.gallery.place}.get(item, "")


def _room(told: Particulars) -> list[str]:
    room = told.room
    tenure = {
        RoomTenure.OWN: "支部独用",
        RoomTenure.SHARED: f"与{room.shared_with}共用" if room.shared_with else "共用",
    }
    parts = [
        f"{room.area:g} m²" if room.area is not None else "",
        tenure[room.tenure] if room.tenure else "",
    ]
    if room.uses.last_on:
        people = f" {room.people_in_period} 人次" if room.people_in_period else ""
        parts.append(f"本季使用 {room.uses.in_period} 次{people}")
    return _said(parts)


def _gallery(told: Particulars) -> list[str]:
    gallery = told.gallery
    changed = f"最近更换 {gallery.changed_on.isoformat()}" if gallery.changed_on else ""
    return _said([f"展板 {gallery.boards} 块" if gallery.boards else "", changed])


def _website(told: Particulars) -> list[str]:
    posts = told.website.posts
    last = f"，最近 {_short(posts.last_on, told.told_on)}" if posts.last_on else ""
    return _said([told.website.name or told.website.address, f"本年发布 {posts.in_year} 条{last}" if last else ""])


def _journal(told: Particulars) -> list[str]:
    journal, issues = told.journal, told.journal.issues
    last = f"，最近 {journal.latest}" if journal.latest else ""
    name = "".join((journal.title, journal.rhythm))
    return _said([name, f"本年 {issues.in_year} 期{last}" if issues.last_on else ""])


def _film(told: Particulars) -> list[str]:
    films = sorted(told.film.films, key=lambda one: one.year or 0, reverse=True)
    return [_film_words(one) for one in films]


def _film_words(film: CountedTitle) -> str:
    notes = _said([f"{film.year} 年" if film.year else "", f"{film.number} 分钟" if film.number is not None else ""])
    return f"{film.title}（{'，'.join(notes)}）" if notes else film.title


def _materials(told: Particulars) -> list[str]:
    systems, copies = len(told.materials.systems), told.materials.copies
    return _said([f"制度 {systems} 项" if systems else "", f"学习资料 {copies} 册" if told.materials.books else ""])


def _said(parts: list[str]) -> list[str]:
    return [part for part in parts if part]


def _short(day: date | None, told_on: date) -> str:
    """The day, without its year where that is the year told from."""
    if day is None:
        return ""
    return f"{day:%m-%d}" if day.year == told_on.year else day.isoformat()


_PARTS: dict[str, Callable[[Particulars], list[str]]] = {
    "room": _room,
    "gallery": _gallery,
    "website": _website,
    "journal": _journal,
    "film": _film,
    "materials": _materials,
}
_LATEST: dict[str, Callable[[Particulars], tuple[str, date | None]]] = {
    "room": lambda told: ("最近使用", told.room.uses.last_on),
    "gallery": lambda told: ("最近更换", told.gallery.changed_on),
    "website": lambda told: ("最近发布", told.website.posts.last_on),
    "journal": lambda told: ("最近出刊", told.journal.issues.last_on),
}
