"""A whole look at what is stored: pages, references, audit log and record, attachments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sqlcipher3.dbapi2 as sqlcipher

from liangxin_desktop.errors import DamagedError
from liangxin_desktop.store.attachments import Attachments
from liangxin_desktop.store.backup import named_attachments
from liangxin_desktop.store.database import Database, prove_pages, prove_references, prove_structure
from liangxin_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Examination:
    """What is wrong, in Chinese, kind by kind: nothing where all is well.

    `missing` and `damaged` are attachments by SHA-256; `entries` counts the audit log's, `files` the attachments named.
    """

    pages: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    audit: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()
    entries: int = 0
    files: int = 0

    @property
    def problems(self) -> list[str]:
        """Everything that is wrong."""
        missing = [f"附件 {one[:8]} 缺失" for one in self.missing]
        damaged = [f"附件 {one[:8]} 已损坏" for one in self.damaged]
        return [*self.pages, *self.references, *self.audit, *missing, *damaged]


def examine(database: Database, attachments: Attachments, begin: Callable[[], UnitOfWork]) -> Examination:
    """Look at everything. Where the pages are not whole, nothing else can be told."""
    with database.turn() as raw:
        pages = _found(prove_pages, raw) or _found(prove_structure, raw)
        if pages:
            return Examination(pages=pages)
        references = _found(prove_references, raw)
        named = named_attachments(raw)
    with begin() as work:
        audit, entries = tuple(work.verify()), work.audit.head().seq
    missing = tuple(one for one in named if not attachments.known(one))
    damaged = tuple(one for one in named if one not in missing and not attachments.whole(one))
    return Examination((), references, audit, missing, damaged, entries, len(named))


def _found(prove: Callable[[sqlcipher.Connection], None], raw: sqlcipher.Connection) -> tuple[str, ...]:
    try:
        prove(raw)
    except DamagedError as error:
        return (str(error),)
    return ()
