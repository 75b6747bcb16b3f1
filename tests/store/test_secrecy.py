"""Nobody reads the record without the password: twenty planted markers are in no file, during use and after."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

import pytest

from liangxin_desktop.domain.sessions import Attachment
from liangxin_desktop.store.certificates import SigningIdentity
from liangxin_desktop.store.store import Store
from tests.store.conftest import PASSWORD, clock, rich_record

MARKERS = [f"planted-{letter}-祕密{letter}" for letter in "ABCDEFGHIJKLMNOPQRST"]


def plant(store: Store) -> None:
    """Put the markers wherever the record takes text, bytes or a setting."""
    record, left = rich_record(), iter(MARKERS)
    with store.begin(actor=next(left)) as work:
        work.branch.put(record.branch.but(name=next(left), superior=next(left)))
        work.people.put(record.people[0].but(name=next(left), phone=next(left), left_reason=next(left)))
        work.groups.put(record.groups[0].but(name=next(left)))
        session = record.sessions[0].but(topic=next(left), discussion=next(left), guests=next(left))
        photo = work.attachments.put(next(left).encode() * 100, next(left))
        assert isinstance(photo, Attachment)
        actions = ({"what": next(left)},)
        votes = ({"matter": next(left)},)
        work.sessions.put(session.but(attachments=(photo,), actions=actions, votes=votes, tags=(next(left),)))
        work.development.add(record.development[0].but(note=next(left)))
        work.units.add(record.units[0].but(name=next(left)))
        work.overrides.add(record.overrides[0].but(reason=next(left)))
        work.settings.put("marker", next(left))
        key = next(left).encode()
        work.identities.add(
            SigningIdentity(fingerprint="1" * 64, certificate=b"c", private_key=key, created_at=clock())
        )
        work.commit()
    assert next(left, None) is None


def hits(*folders: Path) -> list[tuple[str, str]]:
    """Where a marker is readable, in any of the ways text is written."""
    found = []
    for path in (path for folder in folders for path in folder.rglob("*") if path.is_file() and not _live(path)):
        data = path.read_bytes()
        found += [(path.name, marker) for marker in MARKERS for form in _forms(marker) if form in data]
        found += [(str(path), marker) for marker in MARKERS if marker in str(path)]
    return found


def _forms(marker: str) -> list[bytes]:
    return [marker.encode(), marker.encode("utf-16-le"), marker.encode("gb18030"), marker.encode().hex().encode()]


def _live(path: Path) -> bool:
    return path.name == "branch.db"


def test_no_marker_is_readable_during_use_or_after(
    rich: Store, folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("SQLITE_TMPDIR", str(temporary))
    plant(rich)
    with rich.begin() as work:
        work.sessions.put(rich_record().sessions[1].but(discussion="长" * 90_000))
        work.load_record()
        # A transaction is open: its journal lies beside the database.
        work._connection.exec_driver_sql("UPDATE people SET position = 'x'")
        assert hits(folder, temporary) == []
        work.commit()
    rich.backup(tmp_path / "b.lxb")
    rich.close()
    assert hits(tmp_path) == []
    assert not [marker for marker in MARKERS if marker in (folder / "branch.db").read_text("latin-1")]
    assert not [marker for marker in MARKERS if marker in caplog.text]
    assert not list(temporary.iterdir())
    data = (folder / "branch.db").read_bytes()
    assert not [marker for marker in MARKERS for form in _forms(marker) if form in data]
    again = Store.open(folder, PASSWORD, clock=clock)
    with again.begin() as work:
        text = work.load_record().model_dump_json() + str(work.settings.all()) + str(work.audit.entries())
    assert sum(marker in text for marker in MARKERS) >= 18
    again.close(backup=False)


def test_control_a_plain_file_is_hit(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("\n".join(MARKERS), encoding="utf-8")
    assert len(hits(tmp_path)) == len(MARKERS) == 20
