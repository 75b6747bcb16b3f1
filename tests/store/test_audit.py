"""The audit log: complete, chained, held against the record; whatever is done to it is named."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from liangxin_desktop.domain.branch import Group
from liangxin_desktop.domain.people import Person
from liangxin_desktop.errors import DamagedError
from liangxin_desktop.store import database as db
from liangxin_desktop.store.audit import EMPTY, AuditLog, seal, verify_rows
from liangxin_desktop.store.store import Store
from tests.store.conftest import PASSWORD, clock, rich_record

Raw = Any
ENTRIES = 40


@pytest.fixture
def logged(store: Store) -> Store:
    """A store with forty entries more, by several actors; nothing guards its log but the chain."""
    for number in range(ENTRIES):
        with store.begin(actor=f"记录员{number % 3}") as work:
            work.people.put(Person(id=f"p{number % 7}", name=f"人{number}"))
            work.commit()
    with store._database.turn() as raw:
        for verb in ("update", "delete"):
            raw.execute(f"DROP TRIGGER audit_refuses_{verb}")
    return store


def test_every_change_says_who_when_what(store: Store) -> None:
    with store.begin(actor="李书记") as work:
        work.people.put(Person(id="a", name="甲"))
        work.commit()
        work.people.put(Person(id="a", name="乙"))
        work.people.remove("a")
        work.commit()
        removed, changed, added, _ = work.audit.entries()
    assert [(one.seq, one.actor, one.noun, one.id) for one in (added, changed, removed)] == [
        (number, "李书记", "people", "a") for number in (2, 3, 4)
    ]
    assert added.at == "2026-11-23T09:00:30"
    assert added.before is None
    assert json.loads(added.after or "")["name"] == "甲"
    assert json.loads(changed.before or "")["name"] == "甲"
    assert json.loads(changed.after or "")["name"] == "乙"
    assert removed.after is None
    assert removed.previous == changed.sha256


def test_the_entries_of_one_noun_come_oldest_first(logged: Store) -> None:
    with logged.begin() as work:
        work.groups.put(Group(id="p3", name="一组"))
        work.commit()
        found = work.audit.entries_of("people", "p3")
        assert {(one.noun, one.id) for one in found} == {("people", "p3")}
        assert [json.loads(one.after or "")["name"] for one in found] == [f"人{at}" for at in range(3, ENTRIES, 7)]
        assert work.audit.entries_of("people", "nobody") == []


def test_the_head_follows_the_log(logged: Store) -> None:
    with logged.begin() as work:
        newest = work.audit.entries(1)[0]
        assert (work.audit.head().seq, work.audit.head().sha256) == (newest.seq, newest.sha256)
        assert newest.seq == ENTRIES + 1
        assert logged._keys.head == work.audit.head()
        assert work.verify() == []


FIELDS = ("at", "actor", "noun", "id", "before", "after", "previous", "sha256")


def _change_field(raw: Raw, chance: random.Random, number: int) -> None:
    field, seq = FIELDS[number % len(FIELDS)], chance.randint(2, ENTRIES)
    old = raw.execute(f"SELECT {field} FROM audit WHERE seq = ?", (seq,)).fetchone()[0]  # noqa: S608  (our names)
    if field in ("before", "after"):
        new = json.dumps({"name": str(number)})
    elif field in ("previous", "sha256"):
        new = f"{int(old, 16) ^ 1 << chance.randrange(256):064x}"
    else:
        new = f"{old}{number}"
    raw.execute(f"UPDATE audit SET {field} = ? WHERE seq = ?", (new, seq))  # noqa: S608  (our names)


def _take_out(raw: Raw, chance: random.Random, _: int) -> None:
    raw.execute("DELETE FROM audit WHERE seq = ?", (chance.randint(1, ENTRIES),))


def _cut_the_end(raw: Raw, chance: random.Random, _: int) -> None:
    raw.execute("DELETE FROM audit WHERE seq > ?", (chance.randint(0, ENTRIES),))


def _swap(raw: Raw, chance: random.Random, _: int) -> None:
    one = chance.randint(1, ENTRIES - 1)
    raw.execute("UPDATE audit SET seq = 9999 WHERE seq = ?", (one,))
    raw.execute("UPDATE audit SET seq = ? WHERE seq = ?", (one, one + 1))
    raw.execute("UPDATE audit SET seq = ? WHERE seq = 9999", (one + 1,))


def _renumber(raw: Raw, chance: random.Random, _: int) -> None:
    raw.execute("UPDATE audit SET seq = seq + 1000 WHERE seq > ?", (chance.randint(1, ENTRIES),))


def _take_out_and_close_the_gap(raw: Raw, chance: random.Random, _: int) -> None:
    gone = chance.randint(1, ENTRIES)
    raw.execute("DELETE FROM audit WHERE seq = ?", (gone,))
    for seq in range(gone + 1, ENTRIES + 2):
        raw.execute("UPDATE audit SET seq = ? WHERE seq = ?", (seq - 1, seq))


def _rewrite_the_end(raw: Raw, chance: random.Random, _: int) -> None:
    """The cleverest: change an entry and seal everything after it anew."""
    first = chance.randint(1, ENTRIES)
    rows = raw.execute("SELECT * FROM audit WHERE seq >= ? ORDER BY seq", (first,)).fetchall()
    raw.execute("DELETE FROM audit WHERE seq >= ?", (first,))
    previous = raw.execute("SELECT sha256 FROM audit WHERE seq = ?", (first - 1,)).fetchone()
    head = previous[0] if previous else EMPTY.sha256
    for seq, at, _, *rest in rows:
        fields = (seq, at, "别人", *rest[:4], head)
        head = seal(fields)
        raw.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*fields, head))


def _add(raw: Raw, _: random.Random, number: int) -> None:
    raw.execute(
        "INSERT INTO audit VALUES (?, '2026', 'x', 'people', 'p', NULL, NULL, ?, ?)",
        (ENTRIES + 2, "0" * 64, f"{number:064x}"),
    )


def _empty(raw: Raw, *_: object) -> None:
    raw.execute("DELETE FROM audit")


DAMAGE: list[Callable[[Raw, random.Random, int], None]] = [
    *[_change_field] * 48,
    *[_take_out] * 12,
    *[_cut_the_end] * 12,
    *[_swap] * 10,
    *[_renumber] * 6,
    *[_take_out_and_close_the_gap] * 8,
    *[_rewrite_the_end] * 10,
    _add,
    _empty,
]


def test_a_hundred_kinds_of_damage_are_named(logged: Store) -> None:
    assert len(DAMAGE) >= 100
    unnamed = []
    for number, spoil in enumerate(DAMAGE):
        with logged._database.work() as connection:
            log = AuditLog(connection)
            assert log.verify() == []
            raw = logged._database.raw
            raw.execute("PRAGMA defer_foreign_keys=ON")
            spoil(raw, random.Random(number), number)
            problems = verify_rows(raw)
            if not problems and log.extends(logged._keys.head):
                unnamed.append((number, spoil.__name__))
            assert not problems or problems == log.verify()
    assert unnamed == []


def test_control_a_chain_alone_does_not_see_the_end_cut_off(logged: Store) -> None:
    """Without the head that is kept outside, a cut-off end and a log sealed anew pass."""
    for spoil in (_cut_the_end, _rewrite_the_end):
        with logged._database.work() as connection:
            assert AuditLog(connection).head()
            spoil(logged._database.raw, random.Random(1), 1)
            assert AuditLog(connection).verify() == []


def test_a_damaged_log_is_named_on_opening_and_backing_up(logged: Store, folder: Path, tmp_path: Path) -> None:
    with logged._database.turn() as raw:
        raw.execute("UPDATE audit SET actor = 'x' WHERE seq = 5")
    with pytest.raises(DamagedError, match="审计日志第5条被改动"):
        logged.backup(tmp_path / "b.lxb")
    assert not list(tmp_path.glob("b.lxb*"))
    with logged._database.turn() as raw:
        raw.execute("DELETE FROM audit WHERE seq > 20")
    with pytest.raises(DamagedError, match="审计日志第5条"):
        logged.close()
    with pytest.raises(DamagedError, match="审计日志的存根不符"):
        Store.open(folder, PASSWORD, clock=clock)


def test_a_record_changed_behind_the_log_is_named(rich: Store) -> None:
    with rich.begin() as work:
        work.settings.put("x", 1)
        work.commit()
        assert work.verify() == []
        for statement, kind in {
            "UPDATE people SET phone = '1' WHERE id = 'p2'": "人员有1条",
            "DELETE FROM session_present": "会议记录有1条",
            "UPDATE branch SET term_years = 3": "支部信息有1条",
            "DELETE FROM overrides": "豁免记录有2条",
            "UPDATE settings SET value = '2'": "设置有1条",
        }.items():
            rich._database.raw.execute("SAVEPOINT before")
            rich._database.raw.execute(statement)
            assert kind in work.verify()[0]
            rich._database.raw.execute("ROLLBACK TO before")
        assert work.verify() == []


def test_an_old_page_put_back_is_named(rich: Store, folder: Path) -> None:
    """SQLCipher takes an old page for a good one; the log does not."""
    rich.close(backup=False)
    path = folder / db.NAME
    old = path.read_bytes()
    again = Store.open(folder, PASSWORD, clock=clock)
    with again.begin() as work:
        for person in rich_record().people:
            work.people.put(person.but(phone="000-1111"))
        work.commit()
    again.close(backup=False)
    new = path.read_bytes()
    pages = [n for n in range(0, min(len(old), len(new)), 4096) if old[n : n + 4096] != new[n : n + 4096]]
    assert len(pages) >= 3
    named = 0
    for page in pages:
        path.write_bytes(new[:page] + old[page : page + 4096] + new[page + 4096 :])
        found = _named(folder)
        named += found
        # The first page holds a counter of changes beside the schema: an old one of it changes nothing that is read.
        assert found or page == 0, f"page {page // 4096 + 1}"
    assert named >= 2
    path.write_bytes(new)
    assert not _named(folder)


def _named(folder: Path) -> bool:
    try:
        store = Store.open(folder, PASSWORD, clock=clock)
    except DamagedError:
        return True
    try:
        return any("附件" not in problem for problem in store.check())
    finally:
        store.close(backup=False)


def test_a_hundred_thousand_entries_are_verified() -> None:
    """How long it takes is measured by the benchmarks; here each of them is looked at."""
    log = sqlite3.connect(":memory:")
    log.execute("CREATE TABLE audit (seq INTEGER PRIMARY KEY, at, actor, noun, id, before, after, previous, sha256)")
    log.executemany("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", _chain(100_000))
    assert verify_rows(log) == []
    log.execute("UPDATE audit SET after = '{}' WHERE seq = 77777")
    assert verify_rows(log) == ["审计日志第77777条被改动"]
    log.close()


def _chain(length: int) -> Iterator[tuple[Any, ...]]:
    previous = EMPTY.sha256
    for seq in range(1, length + 1):
        fields = (seq, "2026-11-23T09:00:30", "支部", "people", f"p{seq}", None, '{"name":"甲"}', previous)
        previous = seal(fields)
        yield (*fields, previous)


def test_the_clock_may_go_back(store: Store) -> None:
    """Entries are in order of their number, whatever the clock said."""
    store._clock = lambda: clock().replace(year=1970)
    with store.begin() as work:
        work.settings.put("x", 1)
        work.commit()
        assert [one.seq for one in work.audit.entries()] == [2, 1]
        assert work.audit.verify() == []
