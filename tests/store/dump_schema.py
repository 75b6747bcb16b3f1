"""Writes the dump of today's schema with rows in it, once, when a schema is released:

    python -m tests.store.dump_schema

A dump that is there already is a promise to the users of that release and is never written again.
"""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
from pathlib import Path

from liangxin_desktop.domain.ledger import ReturnEntry
from liangxin_desktop.domain.prompts import Prompt
from liangxin_desktop.store import schema
from liangxin_desktop.store.database import APPLICATION_ID
from liangxin_desktop.store.store import Store
from tests.store.conftest import PASSWORD, QUICK, clock, rich_record

FIXTURES = Path(__file__).with_name("fixtures")


def main() -> None:
    """Write `schema_<n>.sql`, and the record in it as `record_<n>.json`."""
    target = FIXTURES / f"schema_{schema.SCHEMA}.sql"
    if target.exists():
        raise SystemExit(f"{target} is released")
    with tempfile.TemporaryDirectory() as folder:
        store, _ = Store.create(Path(folder) / "data", PASSWORD, clock=clock, cost=QUICK)
        with store.begin() as work:
            work.replace_record(rich_record())
            work.settings.put("theme", "light")
            work.returns.add(_entry())
            work.prompts.put(_prompt())
            work.commit()
            record = work.load_record().model_dump_json(indent=1) + "\n"
        lines = _dump(store, Path(folder) / "plain.db")
        store.close(backup=False)
    lines += [f"PRAGMA application_id={APPLICATION_ID};", f"PRAGMA user_version={schema.SCHEMA};"]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (FIXTURES / f"record_{schema.SCHEMA}.json").write_text(record, encoding="utf-8")


def _prompt() -> Prompt:
    return Prompt(id="t1", month="2026-06", theme="学习新修订的党章", points="读原文\n谈体会", source="提示.xlsx")


def _dump(store: Store, plain: Path) -> list[str]:
    with store._database.turn() as raw:
        raw.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
        raw.execute("SELECT sqlcipher_export('plain')")
        raw.execute("DETACH DATABASE plain")
    with contextlib.closing(sqlite3.connect(plain)) as readable:
        return [*readable.iterdump()]


def _entry() -> ReturnEntry:
    return ReturnEntry(
        number="HP-2026Q2-L-0",
        kind="life",
        period="2026Q2",
        sha256="a" * 64,
        file_sha256="b" * 64,
        signed_at="2026-07-08T10:00",
        compiled_on="2026-07-08",
        status="delivered",
        delivered_by="王五",
    )


if __name__ == "__main__":
    main()
