"""Dates and times as people type them: 20260312, 2026.3.12, 3-12, 3月12日; 14:00 – 15:30, 1400-1530, 14-15:30."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time

_DIGITS = re.compile(r"\d+")
_TIME = r"(\d{1,2})[:时点.]?(\d{2})?分?"
_RANGE = re.compile(rf"{_TIME}(?:-+{_TIME})?")


def parse_date(text: str, today: date) -> date | None:
    """The date meant, or None. Without a year it is today's; two digits of a year are of this century."""
    text = unicodedata.normalize("NFKC", text).strip()
    if not re.fullmatch(r"[\d\s./\\年月日号-]+", text):
        return None
    numbers = _DIGITS.findall(text)
    if len(numbers) == 1:
        numbers = _split(numbers[0])
    if len(numbers) == 2:
        numbers = [str(today.year), *numbers]
    if len(numbers) != 3:
        return None
    year, month, day = (int(n) for n in numbers)
    try:
        return date(year + 2000 if len(numbers[0]) == 2 else year, month, day)
    except (ValueError, OverflowError):
        return None


def _split(digits: str) -> list[str]:
    """20260312, 260312 or 0312 cut into its parts; anything else is no date."""
    if len(digits) not in (4, 6, 8):
        return []
    head = digits[:-4]
    return [part for part in (head, digits[-4:-2], digits[-2:]) if part]


def parse_times(text: str) -> tuple[time, time | None] | None:
    """Start and end (None when only a start was typed), or None when it is no time or ends before it starts."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"[\s]", "", re.sub(r"[–—~至到]", "-", text))
    found = _RANGE.fullmatch(text)
    if found is None:
        return None
    start, end = _time(found[1], found[2]), _time(found[3], found[4])
    if start is None or (found[3] and end is None) or (end is not None and end <= start):
        return None
    return start, end


def _time(hour: str | None, minute: str | None) -> time | None:
    if hour is None or int(hour) > 23 or int(minute or 0) > 59:
        return None
    return time(int(hour), int(minute or 0))


def times_text(start: time, end: time | None) -> str:
    """As shown: "14:00 – 15:30", or "14:00" without an end."""
    return f"{start:%H:%M} – {end:%H:%M}" if end else f"{start:%H:%M}"
