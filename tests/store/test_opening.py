"""Opening, closing and locking a store; passwords and the recovery code."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from liangxin_desktop.errors import BusyError, DamagedError, LiangxinError, RefusedError, WrongPasswordError
from liangxin_desktop.store import database as db
from liangxin_desktop.store import exists, schema
from liangxin_desktop.store.envelope import Cost, DataKey
from liangxin_desktop.store.keyfile import KeyPair, parse
from liangxin_desktop.store.lock import FolderLock
from liangxin_desktop.store.store import Store
from tests.store.conftest import PASSWORD, QUICK, clock

READ_BACK = {
    "cipher_log_level": "NONE",
    "cipher_memory_security": "1",
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "temp_store": 2,
    "journal_mode": "delete",
    "synchronous": 3,
    "fullfsync": 1,
    "foreign_keys": 1,
    "secure_delete": 1,
    "busy_timeout": 5000,
    "cache_size": -16000,
    "application_id": db.APPLICATION_ID,
    "user_version": schema.SCHEMA,
}


def test_the_opening_sequence_takes_hold(store: Store) -> None:
    with store._database.turn() as raw:
        read = {name: raw.execute(f"PRAGMA {name}").fetchone()[0] for name in READ_BACK}
    assert read == READ_BACK


def test_the_opening_sequence_is_in_this_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    class Listening(db.sqlcipher.Connection):  # type: ignore[misc]
        def execute(self, statement: str, *more: object) -> object:
            said.append(statement)
            return super().execute(statement, *more)

    real = db.sqlcipher.connect
    monkeypatch.setattr(db.sqlcipher, "connect", lambda *a, **k: real(*a, **k, factory=Listening))
    key = DataKey.new()
    db.connect(tmp_path / "x.db", key, new=True).close()
    assert [line.replace(key.secret.hex(), "…") for line in said] == [
        "PRAGMA cipher_log_level=NONE",
        "PRAGMA cipher_memory_security=ON",
        "PRAGMA key=\"x'…'\"",
        "SELECT count(*) FROM sqlite_master",
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
    ]


def test_every_unit_of_work_begins_with_the_write_lock(store: Store) -> None:
    said: list[str] = []
    with store._database.turn() as raw:
        raw.set_trace_callback(said.append)
    with store.begin() as work:
        work.people.all()
    assert said[0].strip() == "BEGIN IMMEDIATE"
    assert said[-1].strip() == "ROLLBACK"


def test_the_key_is_in_no_text(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    secret = store._key.secret.hex()
    shown = f"{store._key!r} {store._keys!r} {store._database._engine.url} {store._database._engine!r}"
    assert secret not in shown
    assert repr(store._key.secret) not in shown
    assert secret not in caplog.text


def test_a_new_store_is_private_and_empty(store: Store, folder: Path) -> None:
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert exists(folder)
    assert not exists(folder / "elsewhere")
    first, second = KeyPair(folder).places
    assert parse(first.read_bytes()).store == parse(second.read_bytes()).store
    assert len(first.read_bytes()) < 1500


def test_a_record_is_never_made_over_another(store: Store, folder: Path) -> None:
    store.close()
    with pytest.raises(RefusedError, match="已经有支部数据"):
        Store.create(folder, "other", clock=clock, cost=QUICK)
    Store.open(folder, PASSWORD, clock=clock).close()


def test_no_store_no_password() -> None:
    with pytest.raises(RefusedError, match="没有支部数据"):
        Store.open(Path("/nonexistent/somewhere"), "x", clock=clock)


@pytest.mark.parametrize("password", ["", "  ", "\u3000"])
def test_an_empty_password_is_refused(folder: Path, password: str) -> None:
    with pytest.raises(RefusedError, match="不能为空"):
        Store.create(folder, password, clock=clock, cost=QUICK)
    assert not exists(folder)


def test_passwords(store: Store, folder: Path) -> None:
    assert store.check_password(PASSWORD)
    assert not store.check_password(PASSWORD + " ")
    with pytest.raises(WrongPasswordError, match="口令不对"):
        store.change_password("wrong", "new")
    store.change_password(PASSWORD, "新口令Ａ１")
    store.close()
    with pytest.raises(WrongPasswordError, match="口令不对"):
        Store.open(folder, PASSWORD, clock=clock)
    # The same password in half width, as another input method would type it.
    Store.open(folder, "新口令A1", clock=clock).close()


def test_the_recovery_code_opens_once(folder: Path) -> None:
    store, code = Store.create(folder, PASSWORD, clock=clock, cost=QUICK)
    store.close()
    again, new_code = Store.open_with_recovery(folder, code.lower().replace("-", " "), "重设", clock=clock)
    assert new_code != code
    assert again.check_password("重设")
    newest = again.renew_recovery_code("重设")
    again.close()
    for worthless in (code, new_code):
        with pytest.raises(WrongPasswordError, match="恢复码"):
            Store.open_with_recovery(folder, worthless, "x", clock=clock)
    Store.open_with_recovery(folder, newest, "x", clock=clock)[0].close()


def test_a_second_window_is_refused_politely(store: Store, folder: Path) -> None:
    with pytest.raises(BusyError, match="另一个窗口"):
        Store.open(folder, PASSWORD, clock=clock)
    with pytest.raises(BusyError):
        Store.create(folder, PASSWORD, clock=clock, cost=QUICK)
    store.close()
    Store.open(folder, PASSWORD, clock=clock).close()


def test_a_failed_opening_gives_the_folder_free(store: Store, folder: Path) -> None:
    store.close()
    with pytest.raises(WrongPasswordError):
        Store.open(folder, "wrong", clock=clock)
    Store.open(folder, PASSWORD, clock=clock).close()


HOLDER = """
import sys
from pathlib import Path
from liangxin_desktop.store.lock import FolderLock
lock = FolderLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


def test_the_lock_of_a_dead_process_is_taken_over(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(BusyError, match=f"进程{holder.pid}"):
            FolderLock(tmp_path).acquire()
        holder.kill()
    lock = FolderLock(tmp_path)
    lock.acquire()
    lock.release()


OPENER = """
import sys
from datetime import datetime
from pathlib import Path
from liangxin_desktop.errors import BusyError
from liangxin_desktop.store import Store
refused = 0
for _ in range(200):
    try:
        Store.open(Path(sys.argv[1]), sys.argv[2], clock=datetime.now).close(backup=False)
    except BusyError:
        refused += 1
print(refused)
"""


def test_two_processes_do_each_other_no_harm(store: Store, folder: Path) -> None:
    command = [sys.executable, "-c", OPENER, str(folder), PASSWORD]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        for number in range(200):
            with store.begin() as work:
                work.settings.put("number", number)
                work.commit()
        assert other.communicate()[0] == "200\n"
    assert store.check() == []
    with store.begin() as work:
        assert work.settings.get("number") == 199


@pytest.mark.parametrize(
    "cost",
    [{"memory_kib": 19 * 1024 - 1}, {"memory_kib": 1024 * 1024 + 1}, {"iterations": 0}, {"lanes": 0}, {"lanes": 99}],
)
def test_weak_or_absurd_parameters_are_refused(cost: dict[str, int]) -> None:
    with pytest.raises(RefusedError, match="参数不可接受"):
        Cost(**cost)


def test_a_key_file_with_weak_parameters_is_refused(store: Store, folder: Path) -> None:
    weak = object.__new__(Cost)
    for name, value in {"memory_kib": 8, "iterations": 1, "lanes": 1}.items():
        object.__setattr__(weak, name, value)
    object.__setattr__(store._keys, "cost", weak)
    KeyPair(folder).write(store._keys.sealed_by(store._key), both=True)
    store._lock.release()
    with pytest.raises(RefusedError, match="参数不可接受"):
        Store.open(folder, PASSWORD, clock=clock)


@pytest.mark.parametrize("name", ["OneDrive - 公司", "坚果云", "Dropbox"])
def test_a_synced_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(RefusedError, match="自动同步") as refused:
        Store.create(tmp_path / name / "data", PASSWORD, clock=clock, cost=QUICK)
    assert refused.value.advice
    assert not (tmp_path / name).exists()


def test_a_newer_file_is_refused_and_left_alone(store: Store, folder: Path) -> None:
    with store._database.turn() as raw:
        raw.execute("PRAGMA user_version=99")
    store.close(backup=False)
    before = (folder / db.NAME).read_bytes()
    with pytest.raises(RefusedError, match="更新版本"):
        Store.open(folder, PASSWORD, clock=clock)
    assert (folder / db.NAME).read_bytes() == before


def test_a_commit_whose_head_did_not_reach_the_key_file_is_no_damage(store: Store, folder: Path) -> None:
    keys = KeyPair(folder).places[0].read_bytes()
    with store.begin() as work:
        work.settings.put("x", 1)
        work.commit()
    store.close(backup=False)
    for place in KeyPair(folder).places:
        place.write_bytes(keys)
    again = Store.open(folder, PASSWORD, clock=clock)
    with again.begin() as work:
        assert work.settings.get("x") == 1
        head = work.audit.head()
    again.close(backup=False)
    assert parse(KeyPair(folder).places[1].read_bytes()).head == head


def test_saving_goes_on_when_the_key_file_cannot_be_written(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object, **__: object) -> None:
        raise LiangxinError("磁盘已满")

    with monkeypatch.context() as patch:
        patch.setattr(store._pair, "write", full)
        with store.begin() as work:
            work.settings.put("x", 1)
            work.commit()
    assert "key file" in caplog.text
    store.close()
    Store.open(folder, PASSWORD, clock=clock).close()


def test_an_old_database_put_back_is_named(make: Callable[[str], Store], folder: Path) -> None:
    store = make("empty")
    with store.begin() as work:
        work.settings.put("x", 1)
        work.commit()
    store.close(backup=False)
    old = (folder / db.NAME).read_bytes()
    again = Store.open(folder, PASSWORD, clock=clock)
    with again.begin() as work:
        work.settings.put("x", 2)
        work.commit()
    again.close(backup=False)
    (folder / db.NAME).write_bytes(old)
    with pytest.raises(DamagedError, match="旧文件") as damaged:
        Store.open(folder, PASSWORD, clock=clock)
    assert "备份" in damaged.value.advice


def test_an_old_database_and_key_put_back_are_told_by_the_newest_backup(store: Store, folder: Path) -> None:
    store.close(backup=False)
    old = {path: path.read_bytes() for path in (folder / db.NAME, *KeyPair(folder).places)}
    again = Store.open(folder, PASSWORD, clock=clock)
    with again.begin() as work:
        work.settings.put("x", 2)
        work.commit()
    again.close()
    for path, data in old.items():
        path.write_bytes(data)
    last = Store.open(folder, PASSWORD, clock=clock)
    assert "换成了旧的" in last.warnings[0]
    last.close(backup=False)


def test_a_closed_store_takes_no_work(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(RuntimeError):
        store.begin()
