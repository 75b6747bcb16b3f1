"""The encrypted database: how its connection is opened, and one unit of work at a time on it.

The live file is never opened by anything but this connection: closing any other descriptor of this process would drop
SQLite's lock on it.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.exc import DBAPIError

from liangxin_desktop.errors import BusyError, DamagedError, LiangxinError
from liangxin_desktop.store.envelope import DataKey

NAME = "branch.db"
APPLICATION_ID = 0x4C58_5A53
BEFORE_KEY = ("PRAGMA cipher_log_level=NONE", "PRAGMA cipher_memory_security=ON")
PROBE = "SELECT count(*) FROM sqlite_master"
AFTER_KEY = (
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA journal_mode=DELETE",
    "PRAGMA synchronous=EXTRA",
    "PRAGMA fullfsync=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA cache_size=-16000",
)
_FROM_BACKUP = "请不要继续使用这份文件，用“从备份恢复”恢复最近一份已验证的备份。"
_NAMES: tuple[tuple[tuple[str, ...], tuple[str, ...], type[LiangxinError], str, str], ...] = (
    (
        ("SQLITE_BUSY", "SQLITE_LOCKED"),
        ("locked",),
        BusyError,
        "数据正被另一个程序占用。",
        "请关闭其他窗口后再试；数据没有损坏。",
    ),
    (
        ("SQLITE_CORRUPT", "SQLITE_NOTADB"),
        ("malformed", "not a database"),
        DamagedError,
        "数据库文件已损坏。",
        _FROM_BACKUP,
    ),
    (
        ("SQLITE_CANTOPEN",),
        ("unable to open",),
        DamagedError,
        "数据库文件缺失或打不开。",
        "请检查数据文件夹；文件确已丢失时，请用“从备份恢复”。",
    ),
    (
        ("SQLITE_FULL",),
        ("is full",),
        LiangxinError,
        "磁盘已满，这次没有保存。",
        "请清理磁盘空间后再保存一次；之前保存的内容都在。",
    ),
    (
        ("SQLITE_IOERR",),
        ("disk I/O",),
        LiangxinError,
        "读写磁盘出错，这次没有保存。",
        "请检查磁盘后再试；之前保存的内容都在。",
    ),
    (
        ("SQLITE_READONLY",),
        ("readonly",),
        LiangxinError,
        "数据文件夹是只读的，这次没有保存。",
        "请检查文件夹的权限后再试。",
    ),
)


def connect(path: Path, key: DataKey, *, new: bool = False) -> sqlcipher.Connection:
    """A connection to the encrypted file, opened in the one order that is allowed. The key is never part of a URL.

    DamagedError when the file is missing, cut off or not under this key; BusyError when another process holds it.
    """
    with named_errors():
        mode = "rwc" if new else "rw"
        address = f"{path.absolute().as_uri()}?mode={mode}"
        connection = sqlcipher.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        try:
            for statement in (*BEFORE_KEY, f"PRAGMA key=\"x'{key.secret.hex()}'\"", PROBE, *AFTER_KEY):
                connection.execute(statement).fetchall()
        except BaseException:
            connection.close()
            raise
        return connection


def prove_pages(connection: sqlcipher.Connection) -> None:
    """DamagedError when a page of the file was altered."""
    with named_errors():
        altered = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    if altered:
        raise DamagedError(f"数据库文件有{len(altered)}处损坏。", _FROM_BACKUP)


def prove_whole(connection: sqlcipher.Connection) -> None:
    """DamagedError when a page was altered, the pages do not hang together, or a reference leads nowhere."""
    prove_pages(connection)
    prove_structure(connection)
    prove_references(connection)


def prove_structure(connection: sqlcipher.Connection) -> None:
    """DamagedError when the pages do not hang together."""
    with named_errors():
        if connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
            raise DamagedError("数据库的内部结构已损坏。", _FROM_BACKUP)


def prove_references(connection: sqlcipher.Connection) -> None:
    """DamagedError when a reference leads nowhere."""
    with named_errors():
        if connection.execute("PRAGMA foreign_key_check").fetchall():
            raise DamagedError("数据库里有指向不存在记录的引用。", _FROM_BACKUP)


@contextlib.contextmanager
def named_errors() -> Iterator[None]:
    """Say in Chinese what the database's own errors mean to the user; our mistakes pass through as they are."""
    try:
        yield
    except (DBAPIError, sqlcipher.DatabaseError) as error:
        named = _named(error.orig if isinstance(error, DBAPIError) else error)
        if named is None:
            raise
        raise named from error


def _named(error: BaseException | None) -> LiangxinError | None:
    code, text = getattr(error, "sqlite_errorname", None) or "", str(error)
    for codes, words, kind, title, advice in _NAMES:
        if code.startswith(codes) or any(word in text for word in words):
            return kind(title, advice)
    return None


class Database:
    """The one connection of the store. One unit of work at a time; another thread waits its turn."""

    def __init__(self, path: Path, key: DataKey, *, new: bool = False) -> None:
        self.raw = connect(path, key, new=new)
        self._turn = threading.RLock()
        self._working = False
        self._engine = _engine(self.raw)

    @contextlib.contextmanager
    def work(self) -> Iterator[Connection]:
        """A transaction that holds the write lock from its first statement; rolled back unless committed."""
        with self.turn():
            if self._working:
                raise RuntimeError("a unit of work is open in this thread already")
            self._working = True
            try:
                with self._engine.connect() as connection:
                    yield connection
            finally:
                self._working = False

    @contextlib.contextmanager
    def turn(self) -> Iterator[sqlcipher.Connection]:
        """The bare connection, while no other thread uses it."""
        with self._turn, named_errors():
            yield self.raw

    def close(self) -> None:
        """Close the connection. It cannot be opened again."""
        with self.turn(), contextlib.closing(self.raw):
            # Only an aid to later questions: a file that is damaged or read-only must close all the same.
            with contextlib.suppress(sqlcipher.DatabaseError):
                self.raw.execute("PRAGMA optimize")
            self._engine.dispose()


def _engine(raw: sqlcipher.Connection) -> Engine:
    engine = create_engine("sqlite://", module=sqlcipher, creator=lambda: raw, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
