"""The audit log: every change, who made it, what was before and after, each entry sealed to the one before it.

An entry's hash covers all of its fields and the hash of the entry before. The head (how many entries, and the hash of
the last) is kept outside the database, so that an old file put back is noticed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.returns import AuditHead

EMPTY = AuditHead(seq=0, sha256="0" * 64)
_ALL = "SELECT seq, at, actor, noun, id, before, after, previous, sha256 FROM audit"
_HEAD = "SELECT seq, sha256 FROM audit ORDER BY seq DESC LIMIT 1"
_MOST_PROBLEMS = 20
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_Row = Sequence[Any]


def seal(fields: _Row) -> str:
    """The hash of an entry: of its fields, from `seq` to `previous`, as one JSON list."""
    return hashlib.sha256(_encode(tuple(fields)).encode()).hexdigest()


@dataclass(frozen=True)
class Entry:
    """One change. `before` and `after` are JSON, null where the noun was not there."""

    seq: int
    at: str
    actor: str
    noun: str
    id: str
    before: str | None
    after: str | None
    previous: str
    sha256: str


@dataclass
class Journal:
    """The changes of a unit of work that is still open."""

    notes: list[tuple[str, str, str | None, str | None]] = field(default_factory=list)

    def note(self, noun: str, one: str, before: str | None, after: str | None) -> None:
        """Remember a change; nothing is remembered where nothing changed."""
        if before != after:
            self.notes.append((noun, one, before, after))

    def changes(self) -> Changes:
        """What has changed so far."""
        return Changes.of((noun, one) for noun, one, _, _ in self.notes)


class AuditLog:
    """The log as one unit of work sees it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def head(self) -> AuditHead:
        """How many entries there are, and the hash of the last."""
        row = self._connection.exec_driver_sql(_HEAD).first()
        return AuditHead(seq=row[0], sha256=row[1]) if row else EMPTY

    def append(self, journal: Journal, actor: str, at: datetime) -> AuditHead:
        """Write the changes of a unit of work behind what is there. Returns the new head."""
        head, moment = self.head(), at.isoformat(timespec="seconds")
        seq, sha256, rows = head.seq, head.sha256, []
        for note in journal.notes:
            seq += 1
            fields = (seq, moment, actor, *note, sha256)
            sha256 = seal(fields)
            rows.append((*fields, sha256))
        if rows:
            self._connection.exec_driver_sql("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        return AuditHead(seq=seq, sha256=sha256)

    def entries(self, limit: int | None = None) -> list[Entry]:
        """The newest entries, newest first; all of them without a limit."""
        question = f"{_ALL} ORDER BY seq DESC LIMIT ?"
        rows = self._connection.exec_driver_sql(question, (-1 if limit is None else limit,))
        return [Entry(*row) for row in rows]

    def entries_of(self, noun: str, one: str) -> list[Entry]:
        """What happened to one noun, oldest first."""
        rows = self._connection.exec_driver_sql(f"{_ALL} WHERE noun = ? AND id = ? ORDER BY seq", (noun, one))
        return [Entry(*row) for row in rows]

    def verify(self) -> list[str]:
        """What is wrong with the chain, in Chinese; at most twenty findings, none where all is well."""
        return _problems(self._from(0), EMPTY)

    def extends(self, known: AuditHead) -> bool:
        """Whether the log holds this head, and everything after it is whole."""
        if known.seq == 0:
            return known == EMPTY and not _problems(self._from(0), EMPTY)
        return self.holds(known) and not _problems(self._from(known.seq), known)

    def holds(self, known: AuditHead) -> bool:
        """Whether the log once had this head."""
        there = self._connection.exec_driver_sql("SELECT sha256 FROM audit WHERE seq = ?", (known.seq,)).scalar()
        return known == EMPTY or there == known.sha256

    def _from(self, seq: int) -> Iterable[_Row]:
        return self._connection.exec_driver_sql(f"{_ALL} WHERE seq > ? ORDER BY seq", (seq,))


def verify_rows(raw: sqlcipher.Connection) -> list[str]:
    """What is wrong with the chain of a bare connection, as `AuditLog.verify` says it."""
    return _problems(raw.execute(f"{_ALL} ORDER BY seq"), EMPTY)


def head_of(raw: sqlcipher.Connection) -> AuditHead:
    """The head of the log of a bare connection."""
    row = raw.execute(_HEAD).fetchone()
    return AuditHead(seq=row[0], sha256=row[1]) if row else EMPTY


def _problems(rows: Iterable[_Row], known: AuditHead) -> list[str]:
    found: list[str] = []
    seq, sha256 = known.seq, known.sha256
    for row in rows:
        if problem := _problem(row, seq, sha256):
            found.append(problem)
            if len(found) >= _MOST_PROBLEMS:
                break
        seq, sha256 = row[0], row[8]
    return found


def _problem(row: _Row, seq: int, previous: str) -> str | None:
    if row[0] != seq + 1:
        return f"审计日志缺少第{seq + 1}条到第{row[0] - 1}条记录"
    if row[7] != previous:
        return f"审计日志第{row[0]}条与上一条不衔接"
    if row[8] != seal(row[:8]):
        return f"审计日志第{row[0]}条被改动"
    return None
