"""Figures and dates as the forms write them."""

from __future__ import annotations

from datetime import datetime

from liangxin_desktop.documents.wording import words
from liangxin_desktop.domain.periods import official_date


def rate(part: int, whole: int) -> str:
    """A rate in per cent with one decimal, 100% plain and never rounded up to it; a dash where nothing was due."""
    if not whole:
        return words().paper.none
    if part >= whole:
        return f"{100 * part / whole:.4g}%"
    return f"{min(round(1000 * part / whole), 999) / 10}%"


def branch_title(branch: str, *, activity_type: bool) -> str:
    """The branch at the head of a form; an activity-type branch (活动党组织) is called one."""
    return words().paper.activity_type.format(branch=branch) if activity_type else branch


def time_span(start: datetime, end: datetime | None) -> str:
    """2026年8月5日 14:00—15:30, with the second date where it is another."""
    first = f"{official_date(start.date())} {start:%H:%M}"
    if end is None:
        return first
    if end.date() == start.date():
        return f"{first}—{end:%H:%M}"
    return f"{first}—{official_date(end.date())} {end:%H:%M}"
