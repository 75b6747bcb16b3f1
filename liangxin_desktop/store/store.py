"""The store: one branch's record in one folder, opened with its password."""

from __future__ import annotations

import contextlib
import logging
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from liangxin_desktop.domain.returns import AuditHead
from liangxin_desktop.errors import DamagedError, LiangxinError, RefusedError, WrongPasswordError
from liangxin_desktop.files import reason_of
from liangxin_desktop.store import backup as backups
from liangxin_desktop.store import database as db
from liangxin_desktop.store import schema
from liangxin_desktop.store.attachments import FOLDER as ATTACHMENTS
from liangxin_desktop.store.attachments import Attachments
from liangxin_desktop.store.audit import AuditLog
from liangxin_desktop.store.backup_file import BackupManifest, Progress
from liangxin_desktop.store.database import Database
from liangxin_desktop.store.envelope import Cost, DataKey
from liangxin_desktop.store.examination import Examination, examine
from liangxin_desktop.store.keyfile import NAME as KEY_FILE
from liangxin_desktop.store.keyfile import KeyFile, KeyPair
from liangxin_desktop.store.lock import NAME as LOCK_FILE
from liangxin_desktop.store.lock import FolderLock
from liangxin_desktop.store.places import refuse_unfit
from liangxin_desktop.store.unit_of_work import UnitOfWork
from liangxin_desktop.store.unneeded import let_go

Clock = Callable[[], datetime]
_log = logging.getLogger(__name__)


def exists(folder: Path) -> bool:
    """Whether there is a branch's record in this folder."""
    return KeyPair(folder).exist() or (folder / db.NAME).is_file()


class Store:
    """An open store. Safe to use from several threads: one unit of work at a time, the others wait their turn.

    `warnings` are Chinese sentences about what was found and mended on opening.
    """

    def __init__(self, folder: Path, lock: FolderLock, database: Database, keys: KeyFile, key: DataKey) -> None:
        self.folder = folder
        self.warnings: tuple[str, ...] = ()
        self._lock, self._database, self._keys, self._key = lock, database, keys, key
        self._pair = KeyPair(folder)
        self._attachments = Attachments(folder, key)
        self._clock: Clock
        self._open = True

    @classmethod
    def create(cls, folder: Path, password: str, *, clock: Clock, cost: Cost | None = None) -> tuple[Self, str]:
        """Make an empty store. Returns it with the recovery code, which is shown this once.

        RefusedError when the folder holds a record already, or is no place for one.
        """
        refuse_unfit(folder)
        keys, key, code = KeyFile.create(password, cost or Cost(), clock())
        _make_folder(folder)
        with _locked(folder) as lock:
            if exists(folder):
                raise RefusedError("这个文件夹里已经有支部数据。", "请直接打开它，或换一个空文件夹。")
            try:
                KeyPair(folder).write(keys, both=True)
                with contextlib.closing(Database(folder / db.NAME, key, new=True)) as database:
                    schema.migrate(database)
                return cls._opened(folder, lock, keys, key, clock, ()), code
            except BaseException:
                discard(folder)
                raise

    @classmethod
    def open(cls, folder: Path, password: str, *, clock: Clock) -> Self:
        """Open the store.

        WrongPasswordError; DamagedError when a file was altered or an old one put back; BusyError when another process
        holds it; RefusedError when there is none, the place is unfit, or a newer program wrote it.
        """
        with _ready(folder) as lock:
            keys, warnings = KeyPair(folder).read()
            return cls._opened(folder, lock, keys, keys.unlock(password), clock, warnings)

    @classmethod
    def open_with_recovery(cls, folder: Path, code: str, new_password: str, *, clock: Clock) -> tuple[Self, str]:
        """Open the store by its recovery code, set a new password and a new code. Raises as `open` does."""
        with _ready(folder) as lock:
            keys, warnings = KeyPair(folder).read()
            key = keys.unlock_by_code(code)
            keys, new_code = keys.with_password(key, new_password).with_new_recovery(key)
            store = cls._opened(folder, lock, keys, key, clock, warnings)
            store._write_keys(keys)
        return store, new_code

    @classmethod
    def _opened(
        cls, folder: Path, lock: FolderLock, keys: KeyFile, key: DataKey, clock: Clock, warnings: tuple[str, ...]
    ) -> Self:
        database = Database(folder / db.NAME, key)
        with _closed_on_failure(database):
            store = cls(folder, lock, database, keys, key)
            store._clock, store.warnings = clock, warnings
            store._prove()
            store._bring_up_to_date()
            store._write_keys(store._keys)
        return store

    def begin(self, actor: str = "支部") -> UnitOfWork:
        """A unit of work: `with store.begin() as work: …; work.commit()`. Waits for the one that is open."""
        if not self._open:
            raise RuntimeError("the store is closed")
        return UnitOfWork(
            self._database, self._attachments, actor=actor, clock=self._clock, committed=self._remember_head
        )

    def check_password(self, password: str) -> bool:
        """Whether this is the store's password."""
        try:
            return self._keys.unlock(password) == self._key
        except WrongPasswordError:
            return False

    def change_password(self, old: str, new: str) -> None:
        """Set another password; the recovery code stays. WrongPasswordError when the old one is not right."""
        self._write_keys(self._keys.with_password(self._keys.unlock(old), new))

    def renew_recovery_code(self, password: str) -> str:
        """Make the printed code worthless and return another. WrongPasswordError when the password is not right."""
        keys, code = self._keys.with_new_recovery(self._keys.unlock(password))
        self._write_keys(keys)
        return code

    def close(self, *, backup: bool = True) -> None:
        """Close the store and give the folder free, after a verified backup in the folder `backups`.

        Whatever goes wrong with the backup is raised when the store is closed.
        """
        if not self._open:
            return
        self._open = False
        with contextlib.ExitStack() as stack:
            stack.callback(self._lock.release)
            stack.callback(self._database.close)
            stack.callback(self._write_keys, self._keys)
            if backup:
                self.keep_backup()

    def need_elsewhere(self, target: Path) -> None:
        """RefusedError when a file to be written would lie among the store's own and might replace one."""
        own = (self.folder, self.folder / ATTACHMENTS, self.folder / backups.FOLDER)
        if target.resolve().parent in [folder.resolve() for folder in own]:
            raise RefusedError(
                f"“{target.name}”不能写进数据文件夹，那里放着支部的记录。", "请写到别的文件夹，例如桌面或U盘。"
            )

    def backup(self, target: Path, progress: Progress | None = None) -> BackupManifest:
        """Write a proved copy of everything, attachments included, to one file. `progress` hears pages done and all.

        DamagedError when the store itself is not whole; LiangxinError when the file cannot be written.
        """
        self.need_elsewhere(target)
        with self._database.turn():
            return backups.make(self._source(), target, self._clock(), complete=True, progress=progress)

    def keep_backup(self) -> BackupManifest:
        """Make a backup in the folder `backups`, as on closing, and drop those that the rotation no longer keeps."""
        with self._database.turn():
            return backups.keep(self._source(), self.folder, self._clock())

    def let_go_of_unneeded(self, wait: timedelta) -> tuple[str, ...]:
        """Remove the attachments that nothing has needed for longer than `wait`; see `unneeded`."""
        return let_go(self._source(), self.begin, self.folder, self._clock().date(), wait) if self._open else ()

    def check(self) -> list[str]:
        """Everything that is wrong with what is stored, in Chinese; none where all is well. Reads every file."""
        return self.examine().problems

    def examine(self) -> Examination:
        """What is wrong with what is stored, kind by kind. Reads every page and every file."""
        return examine(self._database, self._attachments, self.begin)

    def _source(self) -> backups.Source:
        return backups.Source(self._database, self._attachments, self._keys, self._key)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _prove(self) -> None:
        """The pages are whole, the schema is known, and the audit log goes on from the head that we remember."""
        with self._database.turn() as raw:
            db.prove_pages(raw)
        schema.number(self._database)
        with self._database.work() as connection:
            log = AuditLog(connection)
            if not log.extends(self._keys.head):
                raise DamagedError(
                    "数据库与审计日志的存根不符：可能被换成了旧文件，或日志被改动。",
                    "请不要继续使用这份文件，用“从备份恢复”恢复最近一份已验证的备份。",
                )
            self._keys = self._keys.with_head(self._key, log.head())
            self._compare_with_newest_backup(log)

    def _compare_with_newest_backup(self, log: AuditLog) -> None:
        newest = next(iter(backups.kept_backups(self.folder)), None)
        if newest is None:
            return
        try:
            manifest = newest.manifest()
        except LiangxinError:
            self.warnings += (f"备份“{newest.path.name}”已损坏，恢复时请用别的备份。",)
            return
        if manifest.is_sealed_by(self._key) and not log.holds(manifest.head):
            self.warnings += (f"备份“{newest.path.name}”里有现在的数据没有的记录：数据可能被换成了旧的。",)

    def _bring_up_to_date(self) -> None:
        """Back up, then migrate, where the data is of an older schema."""
        if schema.number(self._database) < schema.SCHEMA:
            self.keep_backup()
            schema.migrate(self._database)

    def _write_keys(self, keys: KeyFile) -> None:
        with self._database.turn():
            self._pair.write(keys, both=True)
            self._keys = keys

    def _remember_head(self, head: AuditHead) -> None:
        """Called after each commit. A key file that lags behind is mended at the next opening: failing does no harm."""
        self._keys = self._keys.with_head(self._key, head)
        try:
            self._pair.write(self._keys, both=False)
        except LiangxinError:
            _log.warning("the audit log's head could not be written to the key file; it will be at the next save")


def discard(folder: Path) -> None:
    """Take a store away that was made a moment ago and came to nothing, and its folder where nothing else is in it."""
    for name in (db.NAME, db.NAME + "-journal", KEY_FILE, LOCK_FILE):
        with contextlib.suppress(OSError):
            (folder / name).unlink(missing_ok=True)
    for name in (ATTACHMENTS, backups.FOLDER):
        shutil.rmtree(folder / name, ignore_errors=True)
    with contextlib.suppress(OSError):
        folder.rmdir()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise RefusedError(f"“{folder}”不能作数据文件夹：{reason_of(error)}。", "请换一个位置再试。") from error


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[FolderLock]:
    lock = FolderLock(folder)
    lock.acquire()
    try:
        yield lock
    except BaseException:
        lock.release()
        raise


@contextlib.contextmanager
def _ready(folder: Path) -> Iterator[FolderLock]:
    refuse_unfit(folder)
    if not exists(folder):
        raise RefusedError("这个文件夹里没有支部数据。", "请检查文件夹，或新建支部。")
    with _locked(folder) as lock:
        yield lock


@contextlib.contextmanager
def _closed_on_failure(database: Database) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with contextlib.suppress(LiangxinError):
            database.close()
        raise
