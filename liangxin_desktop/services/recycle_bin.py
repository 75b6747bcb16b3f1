"""回收站: what was deleted lies here for 90 days and can be taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.contacts import Contact
from liangxin_desktop.domain.development import Assessment, DevelopmentStep
from liangxin_desktop.domain.elections import Election
from liangxin_desktop.domain.nouns import Noun, new_id
from liangxin_desktop.domain.people import Person
from liangxin_desktop.domain.recycled import Recycled
from liangxin_desktop.domain.room import PresetCheck, RoomPreset
from liangxin_desktop.domain.room_register import RoomEntry
from liangxin_desktop.domain.sessions import Session
from liangxin_desktop.domain.units import Unit
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.rulebook import rulebook
from liangxin_desktop.services.terms import settle_term
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.records import Records
from liangxin_desktop.store.unit_of_work import UnitOfWork

_NOUNS: dict[str, type[Noun]] = {
    "sessions": Session,
    "people": Person,
    "development": DevelopmentStep,
    "assessments": Assessment,
    "units": Unit,
    "elections": Election,
    "contacts": Contact,
    "room_entries": RoomEntry,
    "room_presets": RoomPreset,
    "preset_checks": PresetCheck,
}
"""What the bin takes, by the collection of the unit of work from which it comes and to which it goes back."""


def recycle(work: UnitOfWork, kind: str, noun: Noun, title: str, now: datetime) -> None:
    """Put a noun that is about to be removed into the bin, and let go of what lay there too long.

    What has no id of its own gets one for the bin; it comes back under another key, behind what is there.
    """
    empty_old(work, now)
    content, own_id = noun.model_dump_json(by_alias=True), getattr(noun, "id", None)
    work.recycled.put(Recycled(id=own_id or new_id(), kind=kind, title=title[:200], deleted_at=now, content=content))


def list_recycled(workspace: Workspace) -> tuple[Recycled, ...]:
    """What lies in the bin and can still be taken back, newest first."""
    limit = workspace.now - _kept_for()
    with workspace.begin() as work:
        return tuple(one for one in reversed(work.recycled.all()) if one.deleted_at >= limit)


def days_left(workspace: Workspace, recycled: Recycled) -> int:
    """For how many days, the last one included, a thing in the bin can still be taken back."""
    return (recycled.deleted_at + _kept_for()).toordinal() - workspace.now.toordinal()


def take_back(workspace: Workspace, recycled_id: str) -> Changes:
    """Put a thing back where it was. Raises RefusedError while the person it belongs to is not in the roster."""
    with workspace.begin() as work:
        kept = work.recycled.get(recycled_id)
        if kept is None:
            raise RefusedError("回收站里没有这一项。", f"可能已被取回，或已满{kept_days()}天。")
        noun, collection = _NOUNS[kept.kind].model_validate_json(kept.content), getattr(work, kept.kind)
        _need_person(work, noun)
        noun = _without_lost_session(work, noun)
        if isinstance(collection, Records):
            collection.put(noun)
        else:
            collection.add(noun)
        settle_term(work)
        work.recycled.remove(recycled_id)
        return work.commit()


def taken_out(workspace: Workspace, changes: Changes) -> tuple[Recycled, ...]:
    """What these changes put into the bin and still lies there."""
    ids = changes.ids("recycled")
    return tuple(one for one in list_recycled(workspace) if one.id in ids) if ids else ()


def empty_old(work: UnitOfWork, now: datetime) -> None:
    """Let go of what has lain in the bin longer than it is kept."""
    for one in work.recycled.all():
        if one.deleted_at < now - _kept_for():
            work.recycled.remove(one.id)


def kept_days() -> int:
    """For how many days a thing lies in the bin."""
    return int(rulebook().limits["recycle_days"])


def _need_person(work: UnitOfWork, noun: Noun) -> None:
    owner = getattr(noun, "person", None)
    if owner is not None and work.people.get(owner) is None:
        raise RefusedError("这条记录所属的人已不在名册里。", "请先取回这个人，再取回这条记录。")


def _without_lost_session(work: UnitOfWork, noun: Noun) -> Noun:
    """A step or election without its session, where that was deleted for good or still lies in the bin."""
    if isinstance(noun, Election) and noun.session and work.sessions.get(noun.session) is None:
        return noun.but(session=None)  # type: ignore[no-any-return]
    if not isinstance(noun, DevelopmentStep) or noun.details.session is None:
        return noun
    known = work.sessions.get(noun.details.session) is not None
    return noun if known else noun.but(details=noun.details.but(session=None))


def _kept_for() -> timedelta:
    return timedelta(days=kept_days())
