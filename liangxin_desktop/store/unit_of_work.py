"""One unit of work: everything that a service reads and changes together, committed as a whole or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date, datetime
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from liangxin_desktop.domain.branch import Branch, Group
from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.contacts import Contact
from liangxin_desktop.domain.development import Assessment, DevelopmentStep
from liangxin_desktop.domain.elections import Election
from liangxin_desktop.domain.ledger import ReturnEntry
from liangxin_desktop.domain.overrides import Override
from liangxin_desktop.domain.people import Person
from liangxin_desktop.domain.prompts import Prompt
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.recycled import Recycled
from liangxin_desktop.domain.returns import AuditHead
from liangxin_desktop.domain.room import PresetCheck, RoomPreset
from liangxin_desktop.domain.room_register import RoomFacts
from liangxin_desktop.domain.units import Unit
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.store import room_shapes, shapes
from liangxin_desktop.store.attachments import Attachments
from liangxin_desktop.store.audit import AuditLog, Journal
from liangxin_desktop.store.certificates import SigningIdentity, TrustedCertificate
from liangxin_desktop.store.database import Database
from liangxin_desktop.store.history import differences
from liangxin_desktop.store.records import KeyedRecords, OneRecord, PersonalRecords, Records, RoomChecks, Settings
from liangxin_desktop.store.room_entries import RoomEntries
from liangxin_desktop.store.sessions import Sessions

_NOUN_OF_TABLE = {
    "branch": "支部",
    "groups": "党小组",
    "people": "人员",
    "session": "会议记录",
    "development": "发展党员记录",
    "assessment": "考察记录",
    "returns": "报表台账",
    "election": "选举记录",
    "contact": "联系人",
}


class Identities(Records[SigningIdentity]):
    """The branch's signing identities."""

    def current(self) -> SigningIdentity | None:
        """The newest, which is in use."""
        every = self.all()
        return every[-1] if every else None

    def add(self, identity: SigningIdentity) -> None:
        """Add an identity; it is the one in use from now on."""
        self.add_all([identity])


class Ledger(Records[ReturnEntry]):
    """Signed returns by number."""

    def add(self, entry: ReturnEntry) -> None:
        """Enter a return. RefusedError when its number is taken."""
        if self.get(entry.number):
            raise RefusedError(f"报表编号“{entry.number}”已经登记过。", "更正报表请使用新的修订号。")
        self.add_all([entry])


class Trusted(Records[TrustedCertificate]):
    """Enrolled certificates by fingerprint."""

    def add(self, certificate: TrustedCertificate) -> None:
        """Enrol a certificate, or give it another name."""
        self.put(certificate)


class UnitOfWork:
    """`with store.begin() as work: …; work.commit()`. What is not committed is rolled back at the end."""

    branch: OneRecord[Branch]
    groups: Records[Group]
    people: Records[Person]
    sessions: Sessions
    development: PersonalRecords[DevelopmentStep]
    assessments: PersonalRecords[Assessment]
    room_checks: RoomChecks
    units: KeyedRecords[Unit]
    overrides: KeyedRecords[Override]
    room_facts: OneRecord[RoomFacts]
    room_entries: RoomEntries
    room_presets: Records[RoomPreset]
    preset_checks: Records[PresetCheck]
    elections: Records[Election]
    contacts: Records[Contact]
    settings: Settings
    returns: Ledger
    identities: Identities
    trusted: Trusted
    recycled: Records[Recycled]
    prompts: Records[Prompt]
    audit: AuditLog

    def __init__(
        self,
        database: Database,
        attachments: Attachments,
        *,
        actor: str,
        clock: Callable[[], datetime],
        committed: Callable[[AuditHead], None],
    ) -> None:
        self.attachments = attachments
        self._database, self._actor, self._clock, self._committed = database, actor, clock, committed
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        self._connection = self._stack.enter_context(self._database.work())
        self._journal = Journal()
        self._open_collections(self._connection, self._journal)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def _open_collections(self, connection: Connection, journal: Journal) -> None:
        self.branch = OneRecord(connection, journal, shapes.BRANCH)
        self.groups = Records(connection, journal, shapes.GROUPS)
        self.people = Records(connection, journal, shapes.PEOPLE)
        self.sessions = Sessions(connection, journal, shapes.SESSIONS)
        self.development = PersonalRecords(connection, journal, shapes.DEVELOPMENT)
        self.assessments = PersonalRecords(connection, journal, shapes.ASSESSMENTS)
        self.room_checks = RoomChecks(connection, journal, room_shapes.ROOM_CHECKS)
        self.units = KeyedRecords(connection, journal, shapes.UNITS)
        self.overrides = KeyedRecords(connection, journal, shapes.OVERRIDES)
        self.room_facts = OneRecord(connection, journal, room_shapes.ROOM_FACTS)
        self.room_entries = RoomEntries(connection, journal, room_shapes.ROOM_ENTRIES)
        self.room_presets = Records(connection, journal, room_shapes.ROOM_PRESETS)
        self.preset_checks = Records(connection, journal, room_shapes.PRESET_CHECKS)
        self.elections = Records(connection, journal, shapes.ELECTIONS)
        self.contacts = Records(connection, journal, shapes.CONTACTS)
        self.settings = Settings(connection, journal)
        self.returns = Ledger(connection, journal, shapes.RETURNS)
        self.identities = Identities(connection, journal, shapes.IDENTITIES)
        self.recycled = Records(connection, journal, shapes.RECYCLED)
        self.prompts = Records(connection, journal, shapes.PROMPTS)
        self.trusted = Trusted(connection, journal, shapes.TRUSTED)
        self.audit = AuditLog(connection)

    def commit(self) -> Changes:
        """Make everything since `begin` last, with its entries in the audit log. Returns what changed.

        RefusedError, with everything rolled back, when something that is still named elsewhere was taken out, or
        something is named that is not there.
        """
        changes = self._journal.changes()
        if changes:
            head = self.audit.append(self._journal, self._actor, self._clock())
            self._commit()
            self._journal.notes.clear()
            self._committed(head)
        return changes

    def _commit(self) -> None:
        try:
            self._connection.commit()
        except IntegrityError as error:
            refused = self._dangling()
            self._connection.rollback()
            raise refused from error

    def _dangling(self) -> RefusedError:
        with self._database.turn() as raw:
            rows = raw.execute("PRAGMA foreign_key_check").fetchall()
        pairs = dict.fromkeys((_noun(row[0]), _noun(row[2])) for row in rows)
        what = "；".join(f"{child}引用了不存在的{parent}" for child, parent in pairs)
        return RefusedError(f"没有保存：{what}。", "请先改好引用它的记录；要移走的人员可改填离开日期。")

    def verify(self) -> list[str]:
        """What is wrong with the audit log, or with the record when held against it, in Chinese. Reads everything."""
        return self.audit.verify() or differences(self._connection)

    def load_record(self, since: date | None = None) -> BranchRecord:
        """The whole branch, each list in its order.

        With `since`, only the sessions that start on that day or later, and of the room's register what tells of them.
        RefusedError in a store that has no branch yet.
        """
        branch = self.branch.get()
        if branch is None:
            raise RefusedError("还没有支部信息。", "请先填写支部名称，或导入支部档案。")
        lists: dict[str, Any] = {name: tuple(noun for _, noun in kept.all()) for name, kept in self._keyed().items()}
        lists |= {name: tuple(kept.all()) for name, kept in self._named().items()}
        for name, kept in self._timely().items():
            lists[name] = tuple(kept.all() if since is None else kept.since(since))
        return BranchRecord.model_construct(None, branch=branch, room_facts=self.room_facts.get(), **lists)

    def replace_record(self, record: BranchRecord) -> None:
        """Put this record in the place of the whole branch. Settings, returns and identities stay."""
        named = self._named()
        first = {name: named.pop(name) for name in ("groups", "people")}
        lists: dict[str, Any] = {**first, **self._timely(), **self._keyed(), **named}
        for kept in (self.room_facts, *reversed(lists.values())):
            kept.clear()
        self.branch.put(record.branch)
        if record.room_facts:
            self.room_facts.put(record.room_facts)
        for name, kept in lists.items():
            kept.add_all(getattr(record, name))

    def _keyed(self) -> dict[str, KeyedRecords[Any]]:
        return {
            "development": self.development,
            "assessments": self.assessments,
            "room_checks": self.room_checks,
            "units": self.units,
            "overrides": self.overrides,
        }

    def _timely(self) -> dict[str, Sessions | RoomEntries]:
        """The lists that grow with the days."""
        return {"sessions": self.sessions, "room_entries": self.room_entries}

    def _named(self) -> dict[str, Records[Any]]:
        """The lists of nouns with ids that are always read whole."""
        return {
            "groups": self.groups,
            "people": self.people,
            "room_presets": self.room_presets,
            "preset_checks": self.preset_checks,
            "elections": self.elections,
            "contacts": self.contacts,
        }


def _noun(table: str) -> str:
    return next((noun for start, noun in _NOUN_OF_TABLE.items() if table.startswith(start)), "记录")
