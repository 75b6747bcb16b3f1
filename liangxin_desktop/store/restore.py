"""Putting a backup back. Everything is proved in a folder beside the old one before the old one is touched."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from liangxin_desktop.errors import DamagedError, LiangxinError, RefusedError, WrongPasswordError
from liangxin_desktop.files import reason_of, retrying, sync_folder
from liangxin_desktop.store import backup, keyfile, schema
from liangxin_desktop.store.attachments import FOLDER as ATTACHMENTS
from liangxin_desktop.store.attachments import Attachments
from liangxin_desktop.store.backup_file import BackupFile, BackupManifest
from liangxin_desktop.store.database import NAME as DATABASE
from liangxin_desktop.store.database import connect
from liangxin_desktop.store.envelope import DataKey
from liangxin_desktop.store.keyfile import KeyFile
from liangxin_desktop.store.lock import FolderLock
from liangxin_desktop.store.places import refuse_unfit


@dataclass(frozen=True)
class RestoreReport:
    """What was put back: its manifest, where the replaced folder is kept, and the attachments nobody has any more."""

    manifest: BackupManifest
    kept_beside: Path | None
    lacking: tuple[str, ...]


def inspect_backup(path: Path, password: str) -> BackupManifest:
    """What a backup holds, after comparing every bit and the seal.

    DamagedError when it was altered; WrongPasswordError, when it is whole, for any but the password of its time (or its
    recovery code); RefusedError when it is none or a newer program made it.
    """
    with BackupFile(path) as file:
        _unlocked(file, password)
        return file.manifest


def restore(path: Path, folder: Path, password: str, *, replace: bool, clock: Callable[[], datetime]) -> RestoreReport:
    """Put a backup back into an empty or new folder; with `replace`, in the place of one that is then kept beside it.

    Raises as `inspect_backup` does, BusyError when the folder is in use; in every such case nothing was changed.
    """
    refuse_unfit(folder)
    taken = folder.is_dir() and any(folder.iterdir())
    if taken and not replace:
        raise RefusedError(f"文件夹“{folder.name}”不是空的，没有恢复。", "请选一个空文件夹，或确认替换现有数据。")
    try:
        with BackupFile(path) as file, _workshop(folder) as workshop:
            keys, key = _unlocked(file, password)
            lacking = _rebuild(file, keys, key, workshop, _attachments_beside(path))
            kept_beside = _make_room(folder, clock(), taken=taken)
            retrying(lambda: workshop.rename(folder))
            sync_folder(folder.parent)
            return RestoreReport(file.manifest, kept_beside, lacking)
    except OSError as error:
        raise LiangxinError(
            f"没有恢复：{reason_of(error)}。", "现有数据没有被改动，请检查位置和空间后再试。"
        ) from error


def _unlocked(file: BackupFile, password: str) -> tuple[KeyFile, DataKey]:
    keys = keyfile.parse(file.key_file())
    if file.manifest.schema > schema.SCHEMA:
        raise RefusedError("这份备份由更新版本的程序写成。", "请安装新版本后再恢复。")
    key = _key(keys, password)
    if not file.manifest.is_sealed_by(key):
        raise DamagedError("备份的清单被改动。", "请换一份备份再试；现有数据没有被改动。")
    return keys, key


def _key(keys: KeyFile, password: str) -> DataKey:
    """The key by the password; a recovery code does as well."""
    try:
        return keys.unlock(password)
    except WrongPasswordError as error:
        with contextlib.suppress(WrongPasswordError):
            return keys.unlock_by_code(password)
        raise WrongPasswordError("口令不对。", "备份要用制作它时的口令打开；也可以输入那时的恢复码。") from error


@contextlib.contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """A folder beside the one to be filled, where everything is proved first. It is gone when anything fails."""
    workshop = folder.with_name(folder.name + ".restoring")
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(workshop, ignore_errors=True)
    workshop.mkdir(mode=0o700)
    try:
        yield workshop
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _rebuild(file: BackupFile, keys: KeyFile, key: DataKey, workshop: Path, beside: Path | None) -> tuple[str, ...]:
    """Lay the backup out in the workshop and prove it. Returns the attachments that could not be had."""
    (workshop / ATTACHMENTS).mkdir(mode=0o700)
    for name in file.manifest.members:
        if name != keyfile.NAME:
            file.extract(name, workshop / name)
    keyfile.KeyPair(workshop).write(keys, both=True)
    proof, said = _proved(file.manifest, workshop, key)
    attachments = Attachments(workshop, key)
    for one in said:
        if beside is not None and not attachments.known(one) and (beside / one).is_file():
            shutil.copyfile(beside / one, attachments.path(one))
    for one in file.manifest.members:
        if one.startswith(ATTACHMENTS):
            attachments.read(Path(one).name)
    return tuple(one for one in proof.attachments if not attachments.whole(one))


def _proved(manifest: BackupManifest, workshop: Path, key: DataKey) -> tuple[backup.Proof, set[str]]:
    """What the database was found to hold, and every file that it speaks of, the recycle bin's and drafts' too."""
    raw = connect(workshop / DATABASE, key)
    try:
        proof, said = backup.prove(raw), backup.said_digests(raw)
    finally:
        raw.close()
    if (proof.schema, proof.counts, proof.head) != (manifest.schema, dict(manifest.counts), manifest.head):
        raise DamagedError("备份的内容与清单不符。", "请换一份备份再试；现有数据没有被改动。")
    return proof, said


def _attachments_beside(path: Path) -> Path | None:
    """Where the attachments of a backup lie that was made in the data folder itself."""
    home = path.absolute().parent
    return home.parent / ATTACHMENTS if home.name == backup.FOLDER else None


def _make_room(folder: Path, now: datetime, *, taken: bool) -> Path | None:
    if taken:
        return _put_aside(folder, now)
    if folder.is_dir():
        folder.rmdir()
    return None


def _put_aside(folder: Path, now: datetime) -> Path:
    """Give the folder another name beside its own, unless someone is using it."""
    lock = FolderLock(folder)
    lock.acquire()
    lock.release()
    stem = f"{folder.name}-replaced-{now:%Y%m%d-%H%M%S}"
    names = (folder.with_name(stem if not number else f"{stem}-{number}") for number in range(1000))
    aside = next(name for name in names if not name.exists())
    retrying(lambda: folder.rename(aside))
    return aside
