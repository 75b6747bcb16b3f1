"""The schema's number, and the way from an older one: all or nothing, and checked before it lasts."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from liangxin_desktop.errors import DamagedError, RefusedError
from liangxin_desktop.store.database import APPLICATION_ID, Database

SCHEMA = 3
SCRIPTS = Path(__file__).resolve().parent / "migrations"


def number(database: Database) -> int:
    """The schema of the database. DamagedError when the file is not ours, RefusedError when it is newer than we are."""
    with database.turn() as raw:
        application = raw.execute("PRAGMA application_id").fetchone()[0]
        schema = int(raw.execute("PRAGMA user_version").fetchone()[0])
    if application != APPLICATION_ID or schema < 1:
        raise DamagedError("数据库文件不完整，不是一份支部数据。", "请用“从备份恢复”恢复最近一份已验证的备份。")
    if schema > SCHEMA:
        raise RefusedError(
            f"这份数据由更新版本的程序写成（第{schema}版结构）。", "请安装新版本后再打开；数据没有被改动。"
        )
    return schema


def migrate(database: Database, *, scripts: Path = SCRIPTS, target: int = SCHEMA) -> None:
    """Bring the database to the schema `target` in one transaction: afterwards it is the new one, or still the old."""
    with database.turn() as raw:
        # Rebuilding a table must not take the rows that refer to it along.
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with database.work() as connection:
                _upgrade(connection, scripts, target)
                connection.commit()
        finally:
            raw.execute("PRAGMA foreign_keys=ON")


def _upgrade(connection: Connection, scripts: Path, target: int) -> None:
    from alembic import command
    from alembic.config import Config

    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, f"{target:04d}")
    connection.exec_driver_sql(f"PRAGMA user_version={target}")
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise DamagedError("旧数据里有指向不存在记录的引用，没有升级。", "数据没有被改动，请与技术人员联系。")
