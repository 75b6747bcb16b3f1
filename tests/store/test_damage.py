"""Damage is never used silently, and never taken for a wrong password."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from liangxin_desktop.errors import DamagedError, LiangxinError, RefusedError, WrongPasswordError
from liangxin_desktop.store import database as db
from liangxin_desktop.store import inspect_backup, restore
from liangxin_desktop.store.keyfile import KeyPair
from liangxin_desktop.store.store import Store
from tests.store.conftest import PASSWORD, clock

KINDS = 50


def spoiled(data: bytes, seed: int) -> Iterator[bytes]:
    """`KINDS` kinds of damage: flipped bits, and one in five a cut-off end."""
    chance = random.Random(seed)
    for number in range(KINDS):
        place = chance.randrange(len(data))
        if number % 5 == 4:
            yield data[:place]
        else:
            yield data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :]


def named(do: Callable[[], object]) -> str:
    """The sentence that names the damage. Fails when nothing is named or a password is blamed."""
    with pytest.raises(LiangxinError) as caught:
        do()
    assert not isinstance(caught.value, WrongPasswordError), caught.value
    assert "口令" not in str(caught.value)
    assert caught.value.advice
    return caught.value.title


def test_a_damaged_database_is_named(rich: Store, folder: Path) -> None:
    rich.close(backup=False)
    path = folder / db.NAME
    whole = path.read_bytes()
    for data in spoiled(whole, 1):
        path.write_bytes(data)
        assert "数据库" in named(lambda: Store.open(folder, PASSWORD, clock=clock))
    path.write_bytes(whole)
    Store.open(folder, PASSWORD, clock=clock).close(backup=False)


def test_control_plain_sqlite_lets_damage_pass(tmp_path: Path) -> None:
    path = tmp_path / "plain.db"
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE people (name TEXT)")
    plain.executemany("INSERT INTO people VALUES (?)", [("张三" * 50,) for _ in range(500)])
    plain.commit()
    plain.close()
    unnoticed = 0
    for data in spoiled(path.read_bytes(), 1):
        path.write_bytes(data)
        try:
            plain = sqlite3.connect(path)
            unnoticed += plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            pass
        finally:
            plain.close()
    assert unnoticed > KINDS / 4


def test_a_missing_or_foreign_database_is_named(rich: Store, folder: Path) -> None:
    rich.close(backup=False)
    path = folder / db.NAME
    path.write_bytes(b"")
    assert "不是一份支部数据" in named(lambda: Store.open(folder, PASSWORD, clock=clock))
    path.unlink()
    assert "缺失" in named(lambda: Store.open(folder, PASSWORD, clock=clock))
    assert not path.exists()


def test_two_damaged_key_files_are_named(rich: Store, folder: Path) -> None:
    rich.close(backup=False)
    pair = KeyPair(folder).places
    for data in spoiled(pair[0].read_bytes(), 2):
        for place in pair:
            place.write_bytes(data)
        assert "钥匙文件" in named(lambda: Store.open(folder, PASSWORD, clock=clock))
    for place in pair:
        place.unlink()
    assert "钥匙文件" in named(lambda: Store.open(folder, PASSWORD, clock=clock))


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("damage", ["flip", "cut", "gone"])
def test_one_damaged_key_file_is_mended_and_said(rich: Store, folder: Path, which: int, damage: str) -> None:
    rich.close(backup=False)
    place = KeyPair(folder).places[which]
    whole = place.read_bytes()
    if damage == "gone":
        place.unlink()
    else:
        place.write_bytes(whole[:100] if damage == "cut" else whole.replace(b"argon2", b"argon3"))
    store = Store.open(folder, PASSWORD, clock=clock)
    assert "钥匙文件" in store.warnings[0]
    store.close(backup=False)
    assert place.read_bytes() == whole
    again = Store.open(folder, PASSWORD, clock=clock)
    assert again.warnings == ()
    again.close(backup=False)


def test_a_forged_key_file_is_named(rich: Store, folder: Path) -> None:
    """Whole to the eye of anyone, but not written by the holder of the key."""
    forged = rich._keys.to_bytes()
    object.__setattr__(rich._keys, "created_at", "1999-01-01T00:00")
    assert rich._keys.to_bytes() != forged
    KeyPair(folder).write(rich._keys, both=True)
    rich._lock.release()
    assert "被改动" in named(lambda: Store.open(folder, PASSWORD, clock=clock))


def test_a_wrong_password_is_a_wrong_password(rich: Store, folder: Path, tmp_path: Path) -> None:
    rich.backup(tmp_path / "b.lxb")
    rich.close(backup=False)
    for password in ("x", PASSWORD + "1", PASSWORD.upper() + "0", ""):
        with pytest.raises(WrongPasswordError, match="口令不对"):
            Store.open(folder, password, clock=clock)
        with pytest.raises(WrongPasswordError, match="口令不对"):
            inspect_backup(tmp_path / "b.lxb", password)


def test_a_damaged_backup_is_named_and_nothing_is_touched(rich: Store, tmp_path: Path) -> None:
    backup = tmp_path / "b.lxb"
    with rich.begin() as work:
        work.attachments.put(b"photo" * 2000, "x.jpg")
    rich.backup(backup)
    whole = backup.read_bytes()
    target = tmp_path / "other"
    for data in spoiled(whole, 3):
        backup.write_bytes(data)
        assert "备份" in named(lambda: restore(backup, target, PASSWORD, replace=False, clock=clock))
        assert "备份" in named(lambda: inspect_backup(backup, PASSWORD))
        assert not target.exists()
    backup.write_bytes(whole + b"\0")
    assert "备份" in named(lambda: inspect_backup(backup, PASSWORD))
    backup.write_bytes(whole)
    assert inspect_backup(backup, PASSWORD).complete


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    for data in (b"", b"PK", b"%PDF-1.7", bytes(500)):
        (tmp_path / "x").write_bytes(data)
        assert "备份" in named(lambda: inspect_backup(tmp_path / "x", PASSWORD))
    assert "找不到" in named(lambda: inspect_backup(tmp_path / "none", PASSWORD))
    assert "找不到" in named(lambda: inspect_backup(tmp_path, PASSWORD))


def test_a_damaged_attachment_is_named(store: Store) -> None:
    with store.begin() as work:
        kept = work.attachments.put(b"minutes" * 50, "x.txt")
        path = work.attachments.path(kept.sha256)
        whole = path.read_bytes()
        for data in spoiled(whole, 4):
            path.write_bytes(data)
            assert "附件" in named(lambda: work.attachments.read(kept.sha256))
        path.unlink()
        with pytest.raises(RefusedError, match="附件不在"):
            work.attachments.read(kept.sha256)


def test_damage_while_in_use_is_named(rich: Store, folder: Path) -> None:
    """The pages change under an open store, as on a failing disk."""
    with rich._database.turn() as raw:
        raw.execute("PRAGMA cache_size=0")
    path = folder / db.NAME
    with path.open("r+b") as stream:
        stream.seek(4096 * 2)
        stream.write(bytes(4096 * 30))
    with pytest.raises(DamagedError, match="数据库"), rich.begin() as work:
        work.load_record()
    assert "数据库" in rich.check()[0]
    with pytest.raises(DamagedError, match="数据库"):
        rich.close()
