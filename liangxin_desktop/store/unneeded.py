"""Attachments that nothing needs any more: noticed at one closing, removed at a later one, never one that is in doubt.

Whatever row says its digest needs it, save the audit log's own: the record and its drafts, the recycle bin, the ledger
of returns, a form half typed. So does a kept backup, whose rows would say it again. An attachment is marked first, in a
setting that the audit log tells of, and removed after the wait; putting the same content again begins the wait anew.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import sqlcipher3.dbapi2 as sqlcipher

from liangxin_desktop.errors import LiangxinError
from liangxin_desktop.store.attachments import Attachments
from liangxin_desktop.store.backup import FOLDER as BACKUPS
from liangxin_desktop.store.backup import Source, named_attachments, said_digests
from liangxin_desktop.store.backup_file import SUFFIX, BackupFile
from liangxin_desktop.store.database import NAME as DATABASE
from liangxin_desktop.store.database import connect
from liangxin_desktop.store.envelope import DataKey
from liangxin_desktop.store.unit_of_work import UnitOfWork

SETTING = "unneeded-attachments"


class _Mark(NamedTuple):
    """Since which day nothing needs it, when its file was written, and the kept backup that still names it, if any."""

    since: str
    written: int
    backup: str = ""


def let_go(
    source: Source, begin: Callable[[], UnitOfWork], folder: Path, today: date, wait: timedelta
) -> tuple[str, ...]:
    """Remove what nothing has needed for longer than `wait`, and mark what nothing needs since today.

    The removal stands in the audit log before the first file goes; a file that a crash leaves is marked anew. Returns
    what was removed. Raises LiangxinError when the marks cannot be written; then nothing was removed.
    """
    kept = source.attachments
    with begin() as work, source.database.turn() as raw:
        known = {one: _Mark(*fields) for one, fields in work.settings.get(SETTING, {}).items()}
        idle = set(kept.all()) - set(named_attachments(raw))
        if idle:
            idle -= said_digests(raw, but_setting=SETTING)
        marks = {one: _marked(kept, one, known.get(one), today) for one in sorted(idle)}
        ripe = {one: mark for one, mark in marks.items() if date.fromisoformat(mark.since) + wait < today}
        held = _held(ripe, folder / BACKUPS, source.key)
        gone = tuple(one for one in ripe if one not in held)
        _keep_marks(work, {one: held.get(one, mark) for one, mark in marks.items() if one not in gone})
        for one in gone:
            kept.remove(one)
    return gone


def _keep_marks(work: UnitOfWork, marks: Mapping[str, _Mark]) -> None:
    if marks or work.settings.get(SETTING):
        work.settings.put(SETTING, dict(marks))
        work.commit()


def _marked(kept: Attachments, one: str, known: _Mark | None, today: date) -> _Mark:
    written = kept.written(one)
    return known if known and known.written == written else _Mark(today.isoformat(), written)


def _held(ripe: Mapping[str, _Mark], backups: Path, key: DataKey) -> dict[str, _Mark]:
    """Those that a kept backup still names; a backup that cannot be read may name any."""
    held = {one: mark for one, mark in ripe.items() if mark.backup and (backups / mark.backup).is_file()}
    for path in sorted(backups.glob(f"*{SUFFIX}")):
        open_still = [one for one in ripe if one not in held]
        if not open_still:
            break
        try:
            named = _named_by(path, key)
        except (LiangxinError, OSError, sqlcipher.Error):
            named = set(open_still)
        held |= {one: ripe[one]._replace(backup=path.name) for one in open_still if one in named}
    return held


def _named_by(backup: Path, key: DataKey) -> set[str]:
    with _unpacked(backup) as database, contextlib.closing(connect(database, key)) as raw:
        return said_digests(raw, but_setting=SETTING)


@contextlib.contextmanager
def _unpacked(backup: Path) -> Iterator[Path]:
    """The backup's database, still encrypted, in a file of its own that is gone afterwards."""
    copy = backup.with_name("looked-into.db.part")
    copy.unlink(missing_ok=True)
    try:
        with BackupFile(backup) as file:
            file.extract(DATABASE, copy)
        yield copy
    finally:
        copy.unlink(missing_ok=True)
