"""Making a proved copy of everything, and keeping the ones in the data folder in order.

Check the source → copy the database through its own backup interface → check the copy → put it into one file with the
key file and the attachments → to the disk → read it back → give it its name.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from liangxin_desktop.domain.returns import AuditHead
from liangxin_desktop.errors import DamagedError, LiangxinError
from liangxin_desktop.files import reason_of, retrying, sync_folder
from liangxin_desktop.store import backup_file, rotation
from liangxin_desktop.store.attachments import FOLDER as ATTACHMENTS
from liangxin_desktop.store.attachments import Attachments
from liangxin_desktop.store.audit import head_of, verify_rows
from liangxin_desktop.store.backup_file import SUFFIX, BackupFile, BackupManifest, Progress
from liangxin_desktop.store.database import NAME as DATABASE
from liangxin_desktop.store.database import Database, connect, prove_whole
from liangxin_desktop.store.envelope import DataKey
from liangxin_desktop.store.keyfile import NAME as KEY_FILE
from liangxin_desktop.store.keyfile import KeyFile

FOLDER = "backups"
_NAME = re.compile(r"liangxin-(\d{8}-\d{6})\.lxb")
_TIME = "%Y%m%d-%H%M%S"
_PAGES = 256
_SPARE = 1 << 20


@dataclass(frozen=True)
class Source:
    """What a backup is made of."""

    database: Database
    attachments: Attachments
    keys: KeyFile
    key: DataKey


@dataclass(frozen=True)
class Proof:
    """What a database was found to hold, once every page, reference and link of its audit log was checked."""

    schema: int
    counts: dict[str, int]
    head: AuditHead
    attachments: tuple[str, ...]


_DIGEST = re.compile(r"[0-9a-f]{64}")


def prove(raw: sqlcipher.Connection) -> Proof:
    """Check the whole database. DamagedError names what is wrong."""
    prove_whole(raw)
    problems = verify_rows(raw)
    if problems:
        raise DamagedError(f"{problems[0]}。", "请用“从备份恢复”恢复最近一份已验证的备份。")
    counts = {name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables(raw)}  # noqa: S608  (read from the schema)
    schema = raw.execute("PRAGMA user_version").fetchone()[0]
    return Proof(schema, counts, head_of(raw), named_attachments(raw))


def named_attachments(raw: sqlcipher.Connection) -> tuple[str, ...]:
    """The attachments that the record and the ledger of returns name, by SHA-256."""
    questions = [f'SELECT sha256 FROM "{name}"' for name in tables(raw) if name.endswith("_attachments")]  # noqa: S608  (as above)
    rows = raw.execute(" UNION ".join([*questions, "SELECT file_sha256 FROM returns"])).fetchall()
    return tuple(sorted(row[0] for row in rows))


def said_digests(raw: sqlcipher.Connection, *, but_setting: str = "") -> set[str]:
    """Every SHA-256 that a row says, in a column of its own or within its text, save the audit log and one setting.

    Beyond the record and the ledger that is what the recycle bin, drafts and half-typed forms name.
    """
    found: set[str] = set()
    for table in tables(raw):
        if table != "audit":
            rows = raw.execute(f'SELECT * FROM "{table}"')  # noqa: S608  (read from the schema)
            texts = (value for row in rows if row[0] != but_setting for value in row if isinstance(value, str))
            found.update(digest for text in texts for digest in _DIGEST.findall(text))
    return found


def tables(raw: sqlcipher.Connection) -> list[str]:
    """The names of the record's tables, in order."""
    names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return [name for name in names if not name.startswith(("sqlite_", "alembic_"))]


def make(
    source: Source, target: Path, now: datetime, *, complete: bool, progress: Progress | None = None
) -> BackupManifest:
    """Write a proved backup to `target`. Nothing appears there unless all of it was read back and compared.

    DamagedError when the source is not whole; LiangxinError when the file cannot be written.
    """
    copy, part = target.with_name(target.name + ".db.part"), target.with_name(target.name + ".part")
    try:
        _need_space(source, target, complete=complete)
        proof = _copied(source, copy, progress)
        manifest = _manifest(source, proof, now, complete=complete)
        manifest = backup_file.write(part, manifest, _members(source, copy, manifest), source.key)
        with BackupFile(part):
            pass
        retrying(lambda: part.replace(target))
        sync_folder(target.parent)
    except OSError as error:
        raise LiangxinError(f"无法写入备份“{target.name}”：{reason_of(error)}。", "请换一个位置再试。") from error
    finally:
        for leftover in (copy, part, copy.with_name(copy.name + "-journal")):
            with contextlib.suppress(OSError):
                leftover.unlink(missing_ok=True)
    return manifest


def _need_space(source: Source, target: Path, *, complete: bool) -> None:
    with source.database.turn() as raw:
        pages, size = (int(raw.execute(f"PRAGMA {one}").fetchone()[0]) for one in ("page_count", "page_size"))
    kept = source.attachments.all() if complete else ()
    needed = 2 * pages * size + sum(source.attachments.path(one).stat().st_size for one in kept)
    if shutil.disk_usage(target.parent).free < needed + _SPARE:
        raise LiangxinError(f"“{target.parent}”剩余空间不足，没有备份。", "请清理空间或换一个位置再试。")


def _copied(source: Source, copy: Path, progress: Progress | None) -> Proof:
    copy.unlink(missing_ok=True)
    with source.database.turn() as raw:
        before = prove(raw)
        target = connect(copy, source.key, new=True)
        try:
            raw.backup(target, pages=_PAGES, progress=_told(progress))
            after = prove(target)
        finally:
            target.close()
    if after != before:
        raise DamagedError("备份与数据库不一致。", "请再试一次；仍不行时请检查磁盘。")
    return after


def _told(progress: Progress | None) -> object:
    return None if progress is None else lambda _, left, total: progress(total - left, total)


def _manifest(source: Source, proof: Proof, now: datetime, *, complete: bool) -> BackupManifest:
    lacking = tuple(one for one in proof.attachments if not source.attachments.whole(one))
    return BackupManifest(
        store=source.keys.store,
        schema=proof.schema,
        created_at=now.replace(microsecond=0),
        counts=proof.counts,
        head=proof.head,
        complete=complete,
        lacking=lacking,
    )


def _members(source: Source, copy: Path, manifest: BackupManifest) -> dict[str, Path | bytes]:
    keys = source.keys.with_head(source.key, manifest.head)
    members: dict[str, Path | bytes] = {DATABASE: copy, KEY_FILE: keys.to_bytes()}
    if manifest.complete:
        kept = [one for one in source.attachments.all() if one not in manifest.lacking]
        members |= {f"{ATTACHMENTS}/{one}": source.attachments.path(one) for one in kept}
    return members


@dataclass(frozen=True)
class KeptBackup:
    """A backup in the data folder: every one there was read back and compared when it was made."""

    path: Path
    made_at: datetime

    def manifest(self) -> BackupManifest:
        """What it holds, after comparing every bit. DamagedError when it was altered since."""
        with BackupFile(self.path) as file:
            return file.manifest


def kept_backups(folder: Path) -> list[KeptBackup]:
    """The backups in the data folder, newest first."""
    found = []
    for path in (folder / FOLDER).glob(f"*{SUFFIX}"):
        if match := _NAME.fullmatch(path.name):
            with contextlib.suppress(ValueError):
                found.append(KeptBackup(path, datetime.strptime(match[1], _TIME)))  # noqa: DTZ007  (local, as in the name)
    return sorted(found, key=lambda kept: kept.made_at, reverse=True)


def keep(source: Source, folder: Path, now: datetime) -> BackupManifest:
    """Make a backup in the data folder, and drop those that the rotation no longer keeps.

    Where nothing changed since the newest, and that one is still whole, it is as good as another.
    """
    newest = next(iter(kept_backups(folder)), None)
    if newest and (manifest := _still_good(newest, source)):
        return manifest
    home = folder / FOLDER
    home.mkdir(mode=0o700, exist_ok=True)
    target = _free_name(home, now)
    manifest = make(source, target, now, complete=False)
    rotate(folder, but=target)
    return manifest


def rotate(folder: Path, but: Path) -> None:
    """Drop what the rotation no longer keeps, never `but`."""
    every = kept_backups(folder)
    keep_times = rotation.kept(kept.made_at for kept in every)
    for kept in every:
        if kept.made_at not in keep_times and kept.path != but:
            retrying(kept.path.unlink)


def _still_good(newest: KeptBackup, source: Source) -> BackupManifest | None:
    try:
        manifest = newest.manifest()
    except LiangxinError:
        return None
    same = manifest.members[KEY_FILE] == hashlib.sha256(source.keys.to_bytes()).hexdigest()
    return manifest if same and manifest.is_sealed_by(source.key) else None


def _free_name(home: Path, now: datetime) -> Path:
    """A name that no backup has yet; two in one second count as one second apart."""
    target = home / f"liangxin-{now.strftime(_TIME)}{SUFFIX}"
    return target if not target.exists() else _free_name(home, now + timedelta(seconds=1))
