"""A calendar for the phone (RFC 5545): whole days without a time zone, each with a reminder the day before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from liangxin_desktop.files import write_whole

_PRODUCT = "-//liangxin-desktop//zh-CN"
_LONGEST_LINE = 75
_REMINDER = "-PT15H"  # nine in the morning of the day before
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Event:
    """One whole day. An event of the same `uid` takes the place of the one a phone already has."""

    uid: str
    day: date
    summary: str
    description: str = ""


def write_calendar(path: Path, name: str, events: Sequence[Event], *, stamp: datetime) -> None:
    """Write the events as an `.ics`. Raises LiangxinError when the place takes no file."""
    write_whole(path, calendar_bytes(name, events, stamp=stamp))


def calendar_bytes(name: str, events: Sequence[Event], *, stamp: datetime) -> bytes:
    """The calendar in UTF-8, lines of at most 75 octets ended by CRLF. `stamp` is when it was made, local if naive."""
    made = f"{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
        *(line for event in events for line in _event(event, made)),
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _event(event: Event, made: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(event.uid)}"
    yield f"DTSTAMP:{made}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_escaped(event.description)}"
    yield "TRANSP:TRANSPARENT"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_escaped(event.summary)}"
    yield f"TRIGGER:{_REMINDER}"
    yield "END:VALARM"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    """A text value (3.3.11)."""
    text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """The line in UTF-8, folded where it is longer than 75 octets, never inside a character (3.1)."""
    folded, used = bytearray(), 0
    for character in line:
        octets = character.encode()
        if used + len(octets) > _LONGEST_LINE:
            folded += b"\r\n "
            used = 1
        folded += octets
        used += len(octets)
    return bytes(folded) + b"\r\n"
