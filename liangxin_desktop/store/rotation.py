"""Which backups are kept: the last 12, and the last of each of 12 days, 10 weeks, 9 months and of every year."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

LAST, DAILY, WEEKLY, MONTHLY = 12, 12, 10, 9
_PERIODS: tuple[tuple[int | None, Callable[[datetime], tuple[int, ...]]], ...] = (
    (LAST, lambda at: (at.toordinal(), at.hour, at.minute, at.second)),
    (DAILY, lambda at: (at.toordinal(),)),
    (WEEKLY, lambda at: at.isocalendar()[:2]),
    (MONTHLY, lambda at: (at.year, at.month)),
    (None, lambda at: (at.year,)),
)


def kept(made_at: Iterable[datetime]) -> set[datetime]:
    """The times of the backups to keep, of those at which backups were made."""
    newest_first = sorted(set(made_at), reverse=True)
    keep: set[datetime] = set()
    for count, period_of in _PERIODS:
        last_of = {period_of(at): at for at in reversed(newest_first)}
        keep.update(sorted(last_of.values(), reverse=True)[:count])
    return keep
