"""The schema and the way to it: what is released stays, old data opens, a broken-off migration changes nothing."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.store import database as db
from liangxin_desktop.store import kept_backups, schema
from liangxin_desktop.store import tables as _tables
from liangxin_desktop.store.audit import EMPTY
from liangxin_desktop.store.database import Database
from liangxin_desktop.store.envelope import DataKey
from liangxin_desktop.store.keyfile import KeyFile, KeyPair
from liangxin_desktop.store.store import Store
from tests.store.conftest import PASSWORD, QUICK, clock

FIXTURES = Path(__file__).with_name("fixtures")
MIGRATIONS = sorted((schema.SCRIPTS / "versions").glob("[0-9]*.py"))


def normal(statement: str) -> str:
    return re.sub(r"\s+", " ", statement.replace('"', "")).replace("( ", "(").replace(" )", ")").strip()


def test_the_tables_and_the_migrated_schema_agree(store: Store) -> None:
    """CHECKs included, which alembic's own comparison does not see."""
    assert _tables.AuditRow.__tablename__ == "audit"
    declared = set()
    for table in SQLModel.metadata.tables.values():
        declared.add(normal(str(CreateTable(table).compile(dialect=sqlite.dialect()))))
        declared |= {normal(str(CreateIndex(one).compile(dialect=sqlite.dialect()))) for one in table.indexes}
    with store._database.turn() as raw:
        rows = raw.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type <> 'trigger'").fetchall()
    made = {normal(row[0]) for row in rows if "alembic_version" not in row[0] and "sqlite_" not in row[0]}
    assert made == declared
    assert len(made) > 25
    assert sum("CHECK" in statement for statement in made) > 15


def test_the_schema_number_is_the_newest_migration() -> None:
    assert len(MIGRATIONS) == schema.SCHEMA
    for number, path in enumerate(MIGRATIONS, start=1):
        text = path.read_text(encoding="utf-8")
        assert f'revision = "{number:04d}"' in text
        assert "liangxin_desktop" not in text, "a migration imports none of today's code"


@pytest.mark.parametrize("number", range(1, schema.SCHEMA + 1))
def test_a_file_of_each_released_schema_opens(folder: Path, number: int, request: pytest.FixtureRequest) -> None:
    """The committed dump, with rows, comes out as the golden record."""
    dump = (FIXTURES / f"schema_{number}.sql").read_text(encoding="utf-8")
    folder.mkdir()
    keys, key, _ = KeyFile.create(PASSWORD, QUICK, clock())
    raw = db.connect(folder / db.NAME, key, new=True)
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.executescript(dump)
    raw.close()
    KeyPair(folder).write(keys, both=True)
    store = Store.open(folder, PASSWORD, clock=clock)
    assert [problem for problem in store.check() if "附件" not in problem] == []
    with store.begin() as work:
        record = work.load_record()
        prompts = [one.theme for one in work.prompts.all()]
        assert work.settings.all() == {"theme": "light"}
        assert work.returns.get("HP-2026Q2-L-0") is not None
        assert work.audit.head() != EMPTY
    store.close(backup=False)
    golden = (FIXTURES / f"record_{number}.json").read_text(encoding="utf-8")
    assert record.model_dump() == BranchRecord.model_validate_json(golden).model_dump()
    assert prompts == ([] if number < 2 else ["学习新修订的党章"])


NEXT = schema.SCHEMA + 1
SECOND = """
from alembic import op

revision = "NEXT"
down_revision = "NEWEST"


def upgrade():
    op.execute("ALTER TABLE units ADD COLUMN remark VARCHAR")
    op.execute("CREATE TABLE units_again (key INTEGER PRIMARY KEY, name VARCHAR NOT NULL)")
    op.execute("INSERT INTO units_again SELECT key, name FROM units")
    op.execute("UPDATE people SET phone = NULL")
    op.execute("DROP TABLE overrides")
    op.execute("ALTER TABLE units RENAME COLUMN name TO title")
""".replace("NEXT", f"{NEXT:04d}").replace("NEWEST", f"{schema.SCHEMA:04d}")


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """Today's migrations and one of tomorrow."""
    target = tmp_path / "migrations"
    (target / "versions").mkdir(parents=True)
    for path in [schema.SCRIPTS / "env.py", *(schema.SCRIPTS / "versions").glob("0*")]:
        (target / path.relative_to(schema.SCRIPTS)).write_bytes(path.read_bytes())
    (target / "versions" / f"{NEXT:04d}_tomorrow.py").write_text(SECOND, encoding="utf-8")
    return target


def content(raw: sqlite3.Connection) -> list[object]:
    """Every row of every table, the schema and its number."""
    master = raw.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
    names = [name for kind, name, _ in master if kind == "table"]
    rows = [raw.execute(f'SELECT * FROM "{name}"').fetchall() for name in names]  # noqa: S608  (our names)
    return [master, rows, raw.execute("PRAGMA user_version").fetchone()]


def migrated_until(path: Path, key: DataKey, scripts: Path, statements: int) -> None:
    """Migrate in a process of its own, which dies before its n-th statement."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    try:
        left = iter(range(statements))
        database = Database(path, key)
        event.listen(
            database._engine, "before_cursor_execute", lambda *_: None if next(left, None) is not None else os._exit(9)
        )
        schema.migrate(database, scripts=scripts, target=NEXT)
    finally:
        os._exit(1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a process of its own, which Windows cannot split off")
def test_a_migration_killed_at_each_statement_leaves_old_or_new(rich: Store, folder: Path, scripts: Path) -> None:
    path, key = folder / db.NAME, rich._key
    rich.close(backup=False)
    with contextlib.closing(db.connect(path, key)) as raw:
        old = content(raw)
    states = []
    for statements in range(60):
        migrated_until(path, key, scripts, statements)
        with contextlib.closing(db.connect(path, key)) as raw:
            now = content(raw)
            db.prove_whole(raw)
        states.append("old" if now == old else "new")
        if states[-1] == "new":
            break
    assert now[2] == (NEXT,)
    assert "remark" in str(now[0])
    assert states.count("old") >= 8
    assert states[-1] == "new"


def test_control_a_migration_without_a_transaction_is_found_half_done(rich: Store) -> None:
    raw = rich._database.raw
    old = content(raw)
    raw.execute("PRAGMA foreign_keys=OFF")
    halves = []
    for statement in re.findall(r'op\.execute\("(.*)"\)', SECOND):
        raw.execute(statement)
        halves.append(content(raw))
    assert len(halves) == 6
    assert halves[0] not in (old, halves[-1])


def test_a_file_is_backed_up_before_it_is_migrated(
    rich: Store, folder: Path, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rich.close(backup=False)
    monkeypatch.setattr(schema, "SCHEMA", NEXT)
    monkeypatch.setattr(schema.migrate, "__kwdefaults__", {"scripts": scripts, "target": NEXT})
    store = Store.open(folder, PASSWORD, clock=clock)
    assert schema.number(store._database) == NEXT
    (kept,) = kept_backups(folder)
    assert kept.manifest().schema == NEXT - 1
    assert kept.manifest().counts["people"] == 4
    store.close(backup=False)


def test_a_migration_that_breaks_a_reference_is_undone(rich: Store, scripts: Path) -> None:
    path = scripts / "versions" / f"{NEXT:04d}_tomorrow.py"
    path.write_text(SECOND.replace("UPDATE people SET phone = NULL", "DELETE FROM people"), encoding="utf-8")
    old = content(rich._database.raw)
    with pytest.raises(db.DamagedError, match="没有升级"):
        schema.migrate(rich._database, scripts=scripts, target=NEXT)
    assert content(rich._database.raw) == old


def test_a_new_database_is_ours(tmp_path: Path) -> None:
    with contextlib.closing(Database(tmp_path / "x.db", DataKey.new(), new=True)) as database:
        with pytest.raises(db.DamagedError, match="不是一份支部数据"):
            schema.number(database)
        schema.migrate(database)
        assert schema.number(database) == schema.SCHEMA
