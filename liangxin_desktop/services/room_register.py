"""阵地台账: the standing register of the room's six items, kept day by day."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.life_return import title_of
from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.room_particulars import Particulars, particulars_of
from liangxin_desktop.domain.room_register import EntryKind, RoomEntry, RoomFacts
from liangxin_desktop.domain.sessions import Session, SessionKind
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.recycle_bin import recycle
from liangxin_desktop.services.room_register_form import entry_forms
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.unit_of_work import UnitOfWork

_LONGEST_TITLE = 60
_TELLING = 4
"""A place of so many characters is known also where a session says more, as in 党员活动室（2 号楼 301）."""


@dataclass(frozen=True)
class RoomRegister:
    """The register as of a day: facts, and of each kind the entries, newest first."""

    facts: RoomFacts
    entries: Mapping[EntryKind, tuple[RoomEntry, ...]]
    today: date

    def particulars_on(self, day: date) -> Particulars:
        """The particulars of the quarter up to a day."""
        every = [one for kept in self.entries.values() for one in reversed(kept)]
        return particulars_of(self.facts, every, Period.containing(day, "quarter"), day)

    @property
    def particulars(self) -> Particulars:
        """The particulars of this quarter up to today."""
        return self.particulars_on(self.today)


def room_register(workspace: Workspace, since: date | None = None) -> RoomRegister:
    """Everything the register holds; with `since`, what tells of that day and later ones."""
    with workspace.begin() as work:
        facts = work.room_facts.get()
        kept = work.room_entries.all() if since is None else work.room_entries.since(since)
    return RoomRegister(facts or RoomFacts(), _by_kind(kept), workspace.today)


def particulars(workspace: Workspace) -> Particulars:
    """The particulars of this quarter up to today; reads no more of the register than this year's."""
    return room_register(workspace, since=date(workspace.today.year, 1, 1)).particulars


def put_facts(workspace: Workspace, facts: RoomFacts) -> Changes:
    """Keep what the items are."""
    with workspace.begin() as work:
        work.room_facts.put(facts)
        return work.commit()


def put_entry(workspace: Workspace, entry: RoomEntry) -> Changes:
    """Keep an entry, new or in the place of the one of its id."""
    with workspace.begin() as work:
        work.room_entries.put(entry)
        return work.commit()


def get_entry(workspace: Workspace, entry_id: str) -> RoomEntry | None:
    """The entry of this id; None where it is gone."""
    with workspace.begin() as work:
        return work.room_entries.get(entry_id)


def remove_entry(workspace: Workspace, entry_id: str) -> Changes:
    """Put an entry into the recycle bin."""
    with workspace.begin() as work:
        entry = work.room_entries.get(entry_id)
        if entry is None:
            raise RefusedError("这条台账已经不在了。", "可能刚被删除，可在“设置与备份”的回收站里取回。")
        day = f" {entry.on.isoformat()}" if entry.on else ""
        title = f"{entry_forms()[entry.kind].one}{day} {entry.title}"
        recycle(work, "room_entries", entry, title, workspace.now)
        work.room_entries.remove(entry_id)
        return work.commit()


def uses_from_sessions(workspace: Workspace) -> tuple[RoomEntry, ...]:
    """The uses that this quarter's finished sessions at the room's place would add, by date: each session once.

    Heart-to-heart talks are left out, for whom the branch talks with is no one else's business.
    """
    with workspace.begin() as work:
        return tuple(_new_uses(workspace, work))


def add_uses_from_sessions(workspace: Workspace) -> Changes:
    """Add them. Raises RefusedError when there is nothing to add."""
    with workspace.begin() as work:
        found = _new_uses(workspace, work)
        if not found:
            raise RefusedError(
                "没有可以取用的组织生活记录。", "只取本季度在活动室地点召开、已定稿、还没有登记过的会议。"
            )
        work.room_entries.add_all(found)
        return work.commit()


def _by_kind(kept: Sequence[RoomEntry]) -> dict[EntryKind, tuple[RoomEntry, ...]]:
    """Newest first; of one day the one entered later; what has no day stands at the end."""
    numbered = [(one.on or date(one.year or 1, 1, 1), place, one) for place, one in enumerate(kept)]
    newest = [one for _, _, one in sorted(numbered, key=lambda row: row[:2], reverse=True)]
    return {kind: tuple(one for one in newest if one.kind is kind) for kind in EntryKind}


def is_use(session: Session, place: str | None) -> bool:
    """Whether a session is a use of the room: finished, held at its place, and no heart-to-heart talk."""
    if not place or not session.is_final or session.kind is SessionKind.HEART_TALK:
        return False
    room, held_at = _plain(place), _plain(session.place)
    if not room or len(room) < _TELLING:
        return bool(room) and room == held_at
    return re.search(rf"(?<!\d){re.escape(room)}(?!\d)", held_at) is not None


def use_of(session: Session, kind: str) -> RoomEntry:
    """The session, called by its kind, as a use. The id follows from the session's, so that it is added once."""
    topic = " ".join((session.topic or "").split())
    said = topic if topic.startswith(kind) else f"{kind}：{topic}" if topic else kind
    return RoomEntry(
        id=f"use-{hashlib.sha256(session.id.encode()).hexdigest()[:16]}",
        kind=EntryKind.USE,
        title=said[:_LONGEST_TITLE],
        on=session.held_on,
        number=len(session.present),
    )


def _new_uses(workspace: Workspace, work: UnitOfWork) -> list[RoomEntry]:
    facts = work.room_facts.get()
    quarter, place = Period.containing(workspace.today, "quarter"), facts.place if facts else None
    held = work.sessions.between(quarter.start, workspace.today) if place else []
    sessions, branch = [one for one in held if is_use(one, place)], work.branch.get()
    if not sessions or branch is None:
        return []
    record = BranchRecord.model_construct(branch=branch, groups=tuple(work.groups.all()))
    book, known = workspace.book(work), {one.id for one in work.room_entries.since(quarter.start)}
    uses = [use_of(one, title_of(record, book, one)) for one in sessions]
    return [one for one in uses if one.id not in known]


def _plain(place: str | None) -> str:
    """A place as it is compared: width, blanks and capitals make no difference."""
    return "".join(unicodedata.normalize("NFKC", place or "").split()).casefold()
