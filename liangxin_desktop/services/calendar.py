"""The coming duties as a calendar for the phone: what and by when, and never whom it is about."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from pathlib import Path

from liangxin_desktop.domain.agenda import Coming, coming
from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.domain.rules import ground_of
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.checks import record_for_check
from liangxin_desktop.services.workspace import Workspace


def coming_duties(workspace: Workspace) -> tuple[Coming, ...]:
    """What is to be done from today to the year's end, and at least as many days ahead as the house's limits say."""
    today = workspace.today
    with workspace.begin() as work:
        book = workspace.book(work)
        ground = ground_of(record_for_check(work, today), book, as_of=today)
    last = max(date(today.year, 12, 31), today + timedelta(days=book.limits["calendar_days"]))
    return coming(ground, last)


def export_calendar(workspace: Workspace, path: Path) -> str:
    """Write the coming duties as an `.ics`; says what was written.

    Raises RefusedError when there is none, LiangxinError when the place takes no file.
    """
    from liangxin_desktop.exchange.ics import Event, write_calendar

    duties = coming_duties(workspace)
    if not duties:
        raise RefusedError("近期没有到期的事，不用导出日历。", "有新的事到期时再来导出。")
    with workspace.begin() as work:
        branch = work.branch.get()
    home = (branch.code or branch.name) if branch else ""
    events = [
        Event(uid=_uid(home, one), day=one.day, summary=summary_of(one), description=_description(one))
        for one in duties
    ]
    target = path if path.suffix.casefold() == ".ics" else path.with_name(f"{path.name}.ics")
    write_calendar(target, "支部工作", events, stamp=workspace.clock())
    return f"{len(events)}项"


def summary_of(one: Coming) -> str:
    """What is to be done, for whom in general, and for which period: 党小组会（第一党小组，2026年12月）."""
    people = f"{one.people}人" if one.people else ""
    besides = "，".join(part for part in (one.group, one.period, people) if part)
    return f"{one.title}（{besides}）" if besides else one.title


def _description(one: Coming) -> str:
    return (
        f"最晚{official_date(one.due_on)}。\n依据：{one.basis}" if one.basis else f"最晚{official_date(one.due_on)}。"
    )


def _uid(home: str, one: Coming) -> str:
    """The same for the same duty of the same branch, whenever it is written; it tells nothing of either."""
    digest = hashlib.sha256("|".join((home, *one.key)).encode()).hexdigest()
    return f"{digest[:32]}@liangxin-desktop"
