"""Backups: one file, proved; kept in rotation; restored whole, with the replaced state kept beside."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from liangxin_desktop.domain.recycled import Recycled
from liangxin_desktop.errors import BusyError, DamagedError, LiangxinError, RefusedError
from liangxin_desktop.store import RestoreReport, inspect_backup, kept_backups, restore, rotation
from liangxin_desktop.store import backup as backups
from liangxin_desktop.store.store import Store
from tests.store.conftest import PASSWORD, QUICK, clock, rich_record

PHOTO = b"photograph" * 3000


@pytest.fixture
def photographed(rich: Store) -> Store:
    """The rich record, one attachment of it at hand."""
    with rich.begin() as work:
        session = work.sessions.get("s9")
        assert session is not None
        work.sessions.put(session.but(attachments=(work.attachments.put(PHOTO, "合影.jpg"),)))
        work.commit()
    return rich


def dump(folder: Path, password: str = PASSWORD) -> str:
    """Everything a store says, as text."""
    store = Store.open(folder, password, clock=clock)
    assert store.warnings == ()
    text = said(store)
    store.close(backup=False)
    return text


def said(store: Store) -> str:
    with store.begin() as work:
        entries = [one.sha256 for one in work.audit.entries()]
        return work.load_record().model_dump_json() + json.dumps([work.settings.all(), entries])


def put_back(backup: Path, folder: Path, *, replace: bool = False) -> RestoreReport:
    return restore(backup, folder, PASSWORD, replace=replace, clock=clock)


def test_a_backup_is_one_file_that_restores_to_the_same(photographed: Store, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    backup = tmp_path / "stick" / "备份.lxb"
    backup.parent.mkdir()
    manifest = photographed.backup(backup, progress=lambda done, of: heard.append((done, of)))
    assert [one.name for one in backup.parent.iterdir()] == ["备份.lxb"]
    assert heard[-1][0] == heard[-1][1] > 0
    assert manifest == inspect_backup(backup, PASSWORD)
    assert manifest.counts["people"] == 4
    assert manifest.counts["sessions"] == 3
    assert manifest.head == photographed._keys.head
    assert manifest.created_at == clock()
    photographed.close(backup=False)
    report = put_back(backup, tmp_path / "other" / "data")
    assert report.kept_beside is None
    assert report.manifest == manifest
    # The record names attachments that were never at hand; the one that was is there.
    assert len(report.lacking) == len(manifest.lacking) == 3
    assert dump(tmp_path / "other" / "data") == dump(photographed.folder)
    again = Store.open(tmp_path / "other" / "data", PASSWORD, clock=clock)
    with again.begin() as work:
        session = work.sessions.get("s9")
        assert session is not None
        assert work.attachments.read(session.attachments[0].sha256) == PHOTO
    again.close(backup=False)


def test_nothing_in_a_backup_is_readable(photographed: Store, tmp_path: Path) -> None:
    photographed.backup(tmp_path / "b.lxb")
    data = (tmp_path / "b.lxb").read_bytes()
    assert "张三".encode() not in data
    assert PHOTO[:20] not in data
    assert b"SQLite format" not in data


def test_a_restore_wants_an_empty_folder(photographed: Store, tmp_path: Path) -> None:
    photographed.backup(tmp_path / "b.lxb")
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("mine")
    with pytest.raises(RefusedError, match="不是空的"):
        put_back(tmp_path / "b.lxb", other)
    assert [one.name for one in other.iterdir()] == ["letter.txt"]
    (other / "letter.txt").unlink()
    put_back(tmp_path / "b.lxb", other)


def test_the_replaced_state_is_kept_beside(photographed: Store, folder: Path, tmp_path: Path) -> None:
    photographed.backup(tmp_path / "b.lxb")
    old = said(photographed)
    with photographed.begin() as work:
        work.sessions.remove("s9")
        work.settings.put("later", 1)
        work.commit()
    with pytest.raises(BusyError):
        put_back(tmp_path / "b.lxb", folder, replace=True)
    newer = said(photographed)
    photographed.close()
    report = put_back(tmp_path / "b.lxb", folder, replace=True)
    assert report.kept_beside is not None
    assert dump(folder) == old
    assert dump(report.kept_beside) == newer
    again = put_back(tmp_path / "b.lxb", folder, replace=True)
    assert again.kept_beside not in (None, report.kept_beside)


def test_a_recovery_code_restores_as_well(folder: Path, tmp_path: Path) -> None:
    store, code = Store.create(folder, PASSWORD, clock=clock, cost=QUICK)
    store.backup(tmp_path / "b.lxb")
    store.close()
    restore(tmp_path / "b.lxb", tmp_path / "other", code, replace=False, clock=clock)
    Store.open(tmp_path / "other", PASSWORD, clock=clock).close()


def test_closing_keeps_a_backup_when_something_changed(photographed: Store, folder: Path) -> None:
    photographed.close()
    assert len(kept_backups(folder)) == 1
    Store.open(folder, PASSWORD, clock=clock).close()
    assert len(kept_backups(folder)) == 1
    again = Store.open(folder, PASSWORD, clock=clock)
    again.change_password(PASSWORD, "另一个")
    again.close()
    newest, first = kept_backups(folder)
    assert newest.made_at == first.made_at + timedelta(seconds=1)
    assert not newest.manifest().complete
    inspect_backup(newest.path, "另一个")
    inspect_backup(first.path, PASSWORD)


def test_a_damaged_newest_backup_is_made_anew_and_said(photographed: Store, folder: Path) -> None:
    photographed.close()
    path = kept_backups(folder)[0].path
    path.write_bytes(path.read_bytes()[:-1])
    again = Store.open(folder, PASSWORD, clock=clock)
    assert "已损坏" in again.warnings[0]
    again.close()
    assert kept_backups(folder)[0].manifest().counts["people"] == 4


def test_a_kept_backup_finds_its_attachments_beside_it(photographed: Store, folder: Path, tmp_path: Path) -> None:
    photographed.close()
    report = put_back(kept_backups(folder)[0].path, tmp_path / "other")
    assert len(report.lacking) == 3
    assert dump(tmp_path / "other") == dump(folder)
    elsewhere = tmp_path / "stick.lxb"
    elsewhere.write_bytes(kept_backups(folder)[0].path.read_bytes())
    assert len(put_back(elsewhere, tmp_path / "third").lacking) == 4


def test_a_kept_backup_brings_back_the_files_of_the_recycle_bin(rich: Store, folder: Path, tmp_path: Path) -> None:
    with rich.begin() as work:
        photo = work.attachments.put(b"photo", "a.jpg")
        content = json.dumps({"attachments": [{"sha256": photo.sha256, "name": "a.jpg"}]})
        work.recycled.put(Recycled(id="r1", kind="sessions", title="会", deleted_at=clock(), content=content))
        work.commit()
    rich.close()
    put_back(kept_backups(folder)[0].path, tmp_path / "other")
    again = Store.open(tmp_path / "other", PASSWORD, clock=clock)
    with again.begin() as work:
        assert work.attachments.read(photo.sha256) == b"photo"
    again.close(backup=False)


def forged(backup: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The backup with other members, whole to the eye of anyone."""
    with zipfile.ZipFile(backup) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    part = backup.with_suffix(".forged")
    with zipfile.ZipFile(part, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        archive.comment = b"0" * 64
    with part.open("r+b") as stream:
        digest = backups.backup_file._digest_of_all_but_the_end(stream)
        stream.seek(-64, 2)
        stream.write(digest.encode())
    return part


def _more_people(members: dict[str, bytes]) -> None:
    members["manifest.json"] = members["manifest.json"].replace(b'"people": 4', b'"people": 5')


def _way_out(members: dict[str, bytes]) -> None:
    members["../escape"] = b"x"


def _other_database(members: dict[str, bytes]) -> None:
    members["branch.db"] = members["branch.db"][::-1]


@pytest.mark.parametrize("change", [_more_people, _way_out, _other_database, lambda members: members.pop("key.json")])
def test_a_forged_backup_is_refused(
    photographed: Store, tmp_path: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    photographed.backup(tmp_path / "b.lxb")
    forgery = forged(tmp_path / "b.lxb", change)
    with pytest.raises(DamagedError, match="备份"):
        put_back(forgery, tmp_path / "other" / "data")
    assert not (tmp_path / "other" / "data").exists()
    assert not (tmp_path / "escape").exists()


def test_control_a_rebuilt_backup_that_was_not_changed_restores(photographed: Store, tmp_path: Path) -> None:
    photographed.backup(tmp_path / "b.lxb")
    put_back(forged(tmp_path / "b.lxb", lambda members: None), tmp_path / "other")


def test_a_newer_backup_is_refused(photographed: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    photographed.backup(tmp_path / "b.lxb")
    monkeypatch.setattr("liangxin_desktop.store.schema.SCHEMA", 0)
    with pytest.raises(RefusedError, match="更新版本"):
        inspect_backup(tmp_path / "b.lxb", PASSWORD)


def test_a_backup_that_cannot_be_written_leaves_nothing(photographed: Store, tmp_path: Path) -> None:
    with pytest.raises(LiangxinError, match="位置不存在"):
        photographed.backup(tmp_path / "no such folder" / "b.lxb")
    (tmp_path / "b.lxb").mkdir()
    with pytest.raises(LiangxinError, match="文件夹"):
        photographed.backup(tmp_path / "b.lxb")
    assert not list(tmp_path.glob("*.part"))
    assert photographed.check()


def test_three_years_of_closing_twice_a_day() -> None:
    kept: set[datetime] = set()
    day = datetime.fromisoformat("2024-01-01T12:00:00")
    while day < datetime.fromisoformat("2027-01-01T00:00:00"):
        for hour in (0, 5):
            kept = rotation.kept({*kept, day + timedelta(hours=hour)})
        day += timedelta(days=1)
    newest = max(kept)
    evenings = {one for one in kept if one.hour == 17}
    for back in range(12):
        assert newest - timedelta(days=back) in evenings
    assert {datetime.fromisoformat(f"{year}-12-31T17:00:00") for year in (2024, 2025, 2026)} <= kept
    assert {(one.year, one.month) for one in kept} >= {(2026, month) for month in range(4, 13)}
    weeks = {one.isocalendar()[:2] for one in kept}
    assert weeks >= {(newest - timedelta(weeks=back)).isocalendar()[:2] for back in range(10)}
    assert len(kept) <= 12 + 12 + 10 + 9 + 3


def test_rotation_keeps_the_last_twelve_of_a_busy_day() -> None:
    start = datetime.fromisoformat("2026-11-23T08:00:00")
    made = [start + timedelta(minutes=number) for number in range(40)]
    assert rotation.kept(made) == set(made[-12:])
    assert rotation.kept([]) == set()


def test_every_kept_backup_of_three_years_restores_to_what_it_was(folder: Path, tmp_path: Path) -> None:
    """Closed every 50 days for three years; each backup that is still there restores to the dump of its day."""
    now = clock().replace(year=2023)

    def calendar() -> datetime:
        return now

    store, _ = Store.create(folder, PASSWORD, clock=calendar, cost=QUICK)
    with store.begin() as work:
        work.replace_record(rich_record())
        work.commit()
    dumps: dict[datetime, str] = {}
    for number in range(23):
        with store.begin() as work:
            work.settings.put("visit", number)
            work.people.put(rich_record().people[2].but(position=f"第{number}次"))
            work.commit()
        dumps[now] = said(store)
        store.close()
        now += timedelta(days=50)
        store = Store.open(folder, PASSWORD, clock=calendar)
    store.close(backup=False)
    kept = kept_backups(folder)
    assert {one.made_at.year for one in kept} == {2023, 2024, 2025, 2026}
    assert 12 <= len(kept) < 23
    for one in kept:
        other = tmp_path / one.path.stem
        put_back(one.path, other)
        assert dump(other) == dumps[one.made_at]
    assert not list(tmp_path.rglob("*.part"))


def test_rotation_never_drops_the_backup_just_made(store: Store, folder: Path) -> None:
    """The clock may have gone back to 1970."""
    for number in range(14):
        year = 1970 if number == 13 else 2044
        store._clock = lambda year=year: clock().replace(year=year)
        with store.begin() as work:
            work.settings.put("number", number)
            work.commit()
        made = store.keep_backup()
        assert made.head == store._keys.head
        assert any(kept.manifest() == made for kept in kept_backups(folder))
