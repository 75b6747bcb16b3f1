"""回收站: what was deleted lies here for 90 days and can be taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.people import Person
from liangxin_desktop.domain.recycled import Recycled
from liangxin_desktop.domain.sessions import Session
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.rulebook import rulebook
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.unit_of_work import UnitOfWork

_NOUNS: dict[str, type[Session] | type[Person]] = {"sessions": Session, "people": Person}


def recycle(work: UnitOfWork, kind: str, noun: Session | Person, title: str, now: datetime) -> None:
    """Put a noun that is about to be removed into the bin, and let go of what lay there too long."""
    empty_old(work, now)
    content = noun.model_dump_json(by_alias=True)
    work.recycled.put(Recycled(id=noun.id, kind=kind, title=title, deleted_at=now, content=content))


def list_recycled(workspace: Workspace) -> tuple[Recycled, ...]:
    """What lies in the bin and can still be taken back, newest first."""
    limit = workspace.now - _kept_for()
    with workspace.begin() as work:
        return tuple(one for one in reversed(work.recycled.all()) if one.deleted_at >= limit)


def days_left(workspace: Workspace, recycled: Recycled) -> int:
    """For how many days, the last one included, a thing in the bin can still be taken back."""
    return (recycled.deleted_at + _kept_for()).toordinal() - workspace.now.toordinal()


def take_back(workspace: Workspace, recycled_id: str) -> Changes:
    """Put a thing back where it was."""
    with workspace.begin() as work:
        kept = work.recycled.get(recycled_id)
        if kept is None:
            raise RefusedError("回收站里没有这一项。", "可能已被取回，或已满90天。")
        noun = _NOUNS[kept.kind].model_validate_json(kept.content)
        getattr(work, kept.kind).put(noun)
        work.recycled.remove(recycled_id)
        return work.commit()


def empty_old(work: UnitOfWork, now: datetime) -> None:
    """Let go of what has lain in the bin longer than it is kept."""
    for one in work.recycled.all():
        if one.deleted_at < now - _kept_for():
            work.recycled.remove(one.id)


def kept_days() -> int:
    """For how many days a thing lies in the bin."""
    return int(rulebook().limits["recycle_days"])


def _kept_for() -> timedelta:
    return timedelta(days=kept_days())
