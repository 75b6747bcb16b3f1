"""The top bar's search: people, units, sessions, the room, materials and attachments by name, text and pinyin.

Sessions of every year are sought in the store, and only those found are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from liangxin_desktop.domain.life_return import title_of
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.room import Check, latest_check
from liangxin_desktop.domain.room_register import EntryKind, RoomEntry
from liangxin_desktop.domain.rules import RuleBook
from liangxin_desktop.domain.sessions import Session, SessionKind
from liangxin_desktop.services import pinyin
from liangxin_desktop.services.people import roster_of
from liangxin_desktop.services.room_register_form import entry_forms
from liangxin_desktop.services.room_standards import THE_SIX, Standard, standards_in
from liangxin_desktop.services.wording import label, labels
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.unit_of_work import UnitOfWork

_MOST_OF_A_KIND = 5
_TOPICS_BY_PINYIN = 120
"""Topics are sought by pinyin among so many of the newest sessions: the reading of a long text takes its time."""

_MATERIALS = (EntryKind.ISSUE, EntryKind.FILM, EntryKind.SYSTEM, EntryKind.BOOK)


class FoundKind(StrEnum):
    """What was found, in the order in which it is told."""

    PERSON = "person"
    CONTACT = "contact"
    UNIT = "unit"
    SESSION = "session"
    ACTION = "action"
    ROOM = "room"
    MATERIAL = "material"
    ATTACHMENT = "attachment"


@dataclass(frozen=True)
class Found:
    """One thing found: how it is called, a word beside it, and what has it (`holder`, `id`): a person, a unit …

    Of the room, `id` is the key of the standard and `part` that of its item.
    """

    kind: FoundKind
    id: str
    title: str
    note: str
    holder: FoundKind = FoundKind.SESSION
    part: str = ""


def find(workspace: Workspace, text: str) -> tuple[Found, ...]:
    """By kind: people, contacts, units, newest sessions, actions, the room, materials, attachments; five of each."""
    sought = " ".join(text.split())
    if not sought:
        return ()
    with workspace.begin() as work:
        branch = work.branch.get()
        if branch is None:
            return ()
        record = BranchRecord.model_construct(
            branch=branch, groups=tuple(work.groups.all()), people=tuple(work.people.all())
        )
        standards = tuple(standards_in(workspace, work))
        return tuple(_Search(work, record, workspace.book(work), standards, sought).found())


@dataclass(frozen=True)
class _Search:
    work: UnitOfWork
    record: BranchRecord
    book: RuleBook
    standards: tuple[Standard, ...]
    sought: str

    def found(self) -> Iterator[Found]:
        """Everything, kind by kind."""
        yield from self._people()
        yield from self._contacts()
        yield from self._units()
        for session in self._sessions():
            note = f"{session.held_on} {' '.join((session.topic or '').split())}"
            yield Found(FoundKind.SESSION, session.id, self._title(session), note.strip())
        yield from self._actions()
        yield from self._room()
        yield from self._materials()
        yield from self._attachments()

    def _people(self) -> list[Found]:
        standings = roster_of(self.work).standings
        found = [
            Found(
                FoundKind.PERSON, person.id, person.name, label("stage", standings[person.id].stage), FoundKind.PERSON
            )
            for person in self.record.people
            if pinyin.matches(self.sought, person.name)
        ]
        return found[:_MOST_OF_A_KIND]

    def _contacts(self) -> list[Found]:
        found = [
            Found(FoundKind.CONTACT, one.id, one.name, label("contact_kind", one.kind), FoundKind.CONTACT)
            for one in self.work.contacts.all()
            if pinyin.matches(self.sought, one.name)
        ]
        return found[:_MOST_OF_A_KIND]

    def _units(self) -> list[Found]:
        found = [
            Found(FoundKind.UNIT, str(key), unit.name, f"覆盖单位，职工{unit.employees}人", FoundKind.UNIT)
            for key, unit in self.work.units.all()
            if self._answers(unit.name)
        ]
        return found[:_MOST_OF_A_KIND]

    def _sessions(self) -> list[Session]:
        kinds = [SessionKind(kind) for kind, name in labels()["session_kind"].items() if self._answers(name)]
        groups = [group.id for group in self.record.groups if self._answers(group.name)]
        found = {one.id: one for one in self.work.sessions.with_text(self.sought, kinds, groups, _MOST_OF_A_KIND)}
        for id_ in self._by_pinyin():
            if id_ not in found and (session := self.work.sessions.get(id_)) is not None:
                found[id_] = session
        newest = sorted(found.values(), key=lambda one: one.starts_at, reverse=True)
        return newest[:_MOST_OF_A_KIND]

    def _by_pinyin(self) -> list[str]:
        if not self.sought.isascii():
            return []
        topics = self.work.sessions.latest_topics(_TOPICS_BY_PINYIN)
        return [id_ for id_, topic in topics if self._answers(topic)][:_MOST_OF_A_KIND]

    def _actions(self) -> Iterator[Found]:
        told = 0
        for session in self.work.sessions.with_action(self.sought, _MOST_OF_A_KIND):
            for action in session.actions:
                if told < _MOST_OF_A_KIND and self.sought.casefold() in action.what.casefold():
                    told += 1
                    state = f"{action.done_on} 办结" if action.done_on else "未办结"
                    note = f"{session.held_on} {self._title(session)}，{state}"
                    yield Found(FoundKind.ACTION, session.id, " ".join(action.what.split()), note)

    def _room(self) -> Iterator[Found]:
        """The items of the six, then those of the other standards."""
        found = [
            Found(FoundKind.ROOM, one.key, item.title, one.preset.title, FoundKind.ROOM, item.key)
            for one in self.standards
            for item in one.preset.items
            if self._answers(item.title)
        ]
        yield from found[:_MOST_OF_A_KIND]

    def _evidence(self) -> Iterator[Found]:
        """What the latest self-check by each standard was proved with."""
        checks: dict[str, list[Check]] = {THE_SIX: [check for _, check in self.work.room_checks.all()]}
        for check in self.work.preset_checks.all():
            checks.setdefault(check.preset, []).append(check)
        for one in self.standards:
            latest = latest_check(checks.get(one.key, ()))
            for item in one.preset.items if latest else ():
                proof = latest.of(item.key) if latest else None
                for file in proof.attachments if proof else ():
                    yield Found(FoundKind.ATTACHMENT, one.key, file.name, item.title, FoundKind.ROOM, item.key)

    def _materials(self) -> Iterator[Found]:
        """Issues of the journal, films, systems and books of the room's register, newest first."""
        facts = self.work.room_facts.get()
        journal = facts.journal_title or "" if facts else ""
        called = [
            (f"{journal}{one.title}" if one.kind is EntryKind.ISSUE else one.title, one)
            for one in sorted(self.work.room_entries.all(), key=lambda one: one.on or date.min, reverse=True)
            if one.kind in _MATERIALS
        ]
        found = [
            Found(FoundKind.MATERIAL, one.id, title, _told(one), FoundKind.MATERIAL)
            for title, one in called
            if self._answers(title)
        ]
        yield from found[:_MOST_OF_A_KIND]

    def _attachments(self) -> Iterator[Found]:
        held = [
            Found(FoundKind.ATTACHMENT, session.id, one.name, f"{session.held_on} {self._title(session)}")
            for session in self.work.sessions.with_attachment(self.sought, _MOST_OF_A_KIND)
            for one in session.attachments
        ]
        names = {person.id: person.name for person in self.record.people}
        held += [
            Found(
                FoundKind.ATTACHMENT, step.person, one.name, f"{names.get(step.person, '')} 发展党员", FoundKind.PERSON
            )
            for _, step in self.work.development.all()
            for one in step.attachments
        ]
        held += [
            Found(FoundKind.ATTACHMENT, entry.id, one.name, f"{_told(entry)} {entry.title}", FoundKind.MATERIAL)
            for entry in self.work.room_entries.all()
            for one in entry.attachments
        ]
        held += self._evidence()
        answering = [one for one in held if self.sought.casefold() in one.title.casefold()]
        yield from answering[:_MOST_OF_A_KIND]

    def _title(self, session: Session) -> str:
        return title_of(self.record, self.book, session)

    def _answers(self, name: str) -> bool:
        return pinyin.matches(self.sought, name)


def _told(entry: RoomEntry) -> str:
    """What an entry of the register is, and of which day or year."""
    when = entry.on.isoformat() if entry.on else str(entry.year or "")
    return f"{entry_forms()[entry.kind].one} {when}".strip()
