"""A short way to write cases of rules as rows: what was held and what is told, each on one line."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Any

from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.rules import RuleBook
from tests.domain.builders import findings, members, session

MONTH_EDGES = (
    # month, last silent day, first day of notice (15 days before the end), last day, first day overdue
    ("2026-01", "2026-01-15", "2026-01-16", "2026-01-31", "2026-02-01"),
    ("2026-02", "2026-02-12", "2026-02-13", "2026-02-28", "2026-03-01"),
    ("2026-03", "2026-03-15", "2026-03-16", "2026-03-31", "2026-04-01"),
    ("2026-04", "2026-04-14", "2026-04-15", "2026-04-30", "2026-05-01"),
    ("2026-05", "2026-05-15", "2026-05-16", "2026-05-31", "2026-06-01"),
    ("2026-06", "2026-06-14", "2026-06-15", "2026-06-30", "2026-07-01"),
    ("2026-07", "2026-07-15", "2026-07-16", "2026-07-31", "2026-08-01"),
    ("2026-08", "2026-08-15", "2026-08-16", "2026-08-31", "2026-09-01"),
    ("2026-09", "2026-09-14", "2026-09-15", "2026-09-30", "2026-10-01"),
    ("2026-10", "2026-10-15", "2026-10-16", "2026-10-31", "2026-11-01"),
    ("2026-11", "2026-11-14", "2026-11-15", "2026-11-30", "2026-12-01"),
    ("2026-12", "2026-12-15", "2026-12-16", "2026-12-31", "2027-01-01"),
    ("2028-02", "2028-02-13", "2028-02-14", "2028-02-29", "2028-03-01"),
)
QUARTER_EDGES = (
    # the same, with 30 days of notice
    ("2026Q1", "2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01"),
    ("2026Q2", "2026-05-30", "2026-05-31", "2026-06-30", "2026-07-01"),
    ("2026Q3", "2026-08-30", "2026-08-31", "2026-09-30", "2026-10-01"),
    ("2026Q4", "2026-11-30", "2026-12-01", "2026-12-31", "2027-01-01"),
    ("2028Q1", "2028-02-29", "2028-03-01", "2028-03-31", "2028-04-01"),
)
YEAR_EDGES = (
    # the same, with 60 days of notice
    ("2025", "2025-10-31", "2025-11-01", "2025-12-31", "2026-01-01"),
    ("2026", "2026-10-31", "2026-11-01", "2026-12-31", "2027-01-01"),
    ("2028", "2028-10-31", "2028-11-01", "2028-12-31", "2029-01-01"),
)
_MARKS = {"!": "overdue", "?": "due"}


def edges(table: tuple[tuple[str, ...], ...]) -> list[tuple[str, str, str, str]]:
    """Of each period: its name, first day, day of a check, and what a duty never done is on it (`2026-01!`)."""
    return [
        (period, _first_day(period), day, told)
        for period, silent, notice, last, after in table
        for day, told in ((silent, ""), (notice, f"{period}?"), (last, f"{period}?"), (after, f"{period}!"))
    ]


def _first_day(period: str) -> str:
    month = 1 if len(period) == 4 else int(period[5]) * 3 - 2 if "Q" in period else int(period[5:])
    return f"{period[:4]}-{month:02}-01"


def _last_day(period: str) -> date:
    year = int(period[:4])
    month = 12 if len(period) == 4 else int(period[5]) * 3 if "Q" in period else int(period[5:])
    return date(year, month, calendar.monthrange(year, month)[1])


def spelled(short: str) -> list[str]:
    """`2026Q1! g2/2026-02?` in full: overdue for the branch, falling due for g2, on the last day of each period."""
    lines = []
    for word in short.split():
        subject, _, rest = word.rpartition("/")
        period = rest[:-1]
        lines.append(f"{_MARKS[rest[-1]]} {period} {_last_day(period)} {subject or 'branch'}")
    return lines


def told(
    code: str, what: BranchRecord, as_of: str, since: str | None = None, book: RuleBook | None = None
) -> list[str]:
    """Each finding of the rule: severity, period, day and subject; `-` where there is none; `~` where set aside."""
    return [
        f"{'~' if one.override else ''}{one.severity.value} {one.period or '-'} {one.due_on or '-'} {one.subject.id}"
        for one in findings(code, what, as_of, since, book)
    ]


def held(kind: str, days: str, **fields: Any) -> list[dict[str, Any]]:
    """Final sessions of that kind; `2027-01-10@2026` is for another year, `2026-03-01*` is a draft."""
    sessions = []
    for number, word in enumerate(days.split()):
        day, _, year = word.rstrip("*").partition("@")
        status = "draft" if word.endswith("*") else "final"
        extra = {"for_year": int(year)} if year else {}
        sessions.append(session(kind, day, id=f"{kind}{number}", status=status, **extra, **fields))
    return sessions


def plus(full: int, **person: Any) -> list[dict[str, Any]]:
    """That many full members f1 … and 林一帆 (x) as described."""
    return [*members(full), {"id": "x", "name": "林一帆", **person}]
