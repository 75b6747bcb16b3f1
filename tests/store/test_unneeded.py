"""Attachments that nothing needs are removed after the wait, and none that anything might need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from liangxin_desktop.domain.ledger import ReturnEntry
from liangxin_desktop.domain.recycled import Recycled
from liangxin_desktop.domain.sessions import Attachment, Session
from liangxin_desktop.store.attachments import Attachments
from liangxin_desktop.store.backup import kept_backups
from liangxin_desktop.store.store import Store
from liangxin_desktop.store.unit_of_work import UnitOfWork
from tests.store.conftest import PASSWORD, clock

WAIT = timedelta(days=90)


class Days:
    """A clock that stands still until some days have passed."""

    def __init__(self) -> None:
        self.now = clock()

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, days: int) -> None:
        self.now += timedelta(days=days)


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def store(make: Callable[[str], Store], days: Days) -> Iterator[Store]:
    made = make("plain")
    made.close(backup=False)
    again = Store.open(made.folder, PASSWORD, clock=days)
    yield again
    again.close(backup=False)


def _photo(store: Store, data: bytes = b"photo") -> Attachment:
    with store.begin() as work:
        return work.attachments.put(data, "会场.jpg")


def _named_by(work: UnitOfWork, *photos: Attachment) -> None:
    work.sessions.put(Session(id="s1", kind="other", starts_at="2026-11-01T09:00", attachments=photos))
    work.commit()


def _known(store: Store, photo: Attachment) -> bool:
    with store.begin() as work:
        return work.attachments.known(photo.sha256)


def test_what_was_taken_off_a_record_goes_after_the_wait_and_stays_in_the_log(store: Store, days: Days) -> None:
    photo = _photo(store)
    with store.begin() as work:
        _named_by(work, photo)
    assert store.let_go_of_unneeded(WAIT) == ()
    days.pass_by(200)
    assert store.let_go_of_unneeded(WAIT) == ()
    with store.begin() as work:
        _named_by(work)
    for passing in (0, 89, 1):
        days.pass_by(passing)
        assert store.let_go_of_unneeded(WAIT) == ()
    days.pass_by(1)
    assert store.let_go_of_unneeded(WAIT) == (photo.sha256,)
    assert not _known(store, photo)
    assert store.check() == []
    with store.begin() as work:
        told = [one for one in work.audit.entries() if one.noun == "settings" and photo.sha256 in (one.before or "")]
    assert len(told) == 1


def _in_the_bin(work: UnitOfWork, photo: Attachment) -> None:
    content = Session(id="s1", kind="other", starts_at="2026-11-01T09:00", attachments=(photo,)).model_dump_json()
    work.recycled.put(Recycled(id="s1", kind="sessions", title="会", deleted_at=clock(), content=content))


def _in_a_draft(work: UnitOfWork, photo: Attachment) -> None:
    work.settings.put("room-draft", {"items": [{"attachments": [photo.model_dump()]}]})


def _signed(work: UnitOfWork, photo: Attachment) -> None:
    file = {"file_sha256": photo.sha256, "sha256": "0" * 64}
    day = {"signed_at": "2026-10-09T09:00", "compiled_on": "2026-10-09"}
    work.returns.add(ReturnEntry(number="HP-1", kind="life", period="2026Q3", **file, **day))


@pytest.mark.parametrize("name_it", [_named_by, _in_the_bin, _in_a_draft, _signed])
def test_what_anything_names_is_never_touched(
    store: Store, days: Days, name_it: Callable[[UnitOfWork, Attachment], None]
) -> None:
    photo, other = _photo(store), _photo(store, b"other")
    with store.begin() as work:
        name_it(work, photo)
        work.commit()
    store.let_go_of_unneeded(WAIT)
    days.pass_by(1000)
    assert store.let_go_of_unneeded(WAIT) == (other.sha256,)
    assert _known(store, photo)


def test_a_kept_backup_needs_what_it_names(store: Store, days: Days) -> None:
    photo = _photo(store)
    with store.begin() as work:
        _named_by(work, photo)
    store.keep_backup()
    (backup,) = kept_backups(store.folder)
    with store.begin() as work:
        _named_by(work)
    for _ in range(3):
        assert store.let_go_of_unneeded(WAIT) == ()
        days.pass_by(100)
    assert list(backup.path.parent.glob("*.part")) == []
    backup.path.unlink()
    assert store.let_go_of_unneeded(WAIT) == (photo.sha256,)


def test_a_backup_that_cannot_be_read_may_need_anything(store: Store, days: Days) -> None:
    photo = _photo(store)
    store.let_go_of_unneeded(WAIT)
    store.keep_backup()
    (backup,) = kept_backups(store.folder)
    backup.path.write_bytes(b"rubbish")
    days.pass_by(100)
    assert store.let_go_of_unneeded(WAIT) == ()
    assert _known(store, photo)


def test_putting_it_again_begins_the_wait_anew(store: Store, days: Days) -> None:
    photo = _photo(store)
    store.let_go_of_unneeded(WAIT)
    days.pass_by(100)
    assert _photo(store) == photo
    assert store.let_go_of_unneeded(WAIT) == ()
    days.pass_by(91)
    assert store.let_go_of_unneeded(WAIT) == (photo.sha256,)


def test_broken_off_it_leaves_a_file_at_most(store: Store, days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    photo = _photo(store)
    store.let_go_of_unneeded(WAIT)
    days.pass_by(100)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Attachments, "remove", die)
        with pytest.raises(KeyboardInterrupt):
            store.let_go_of_unneeded(WAIT)
    assert _known(store, photo)
    assert store.check() == []
    assert store.let_go_of_unneeded(WAIT) == ()
    days.pass_by(91)
    assert store.let_go_of_unneeded(WAIT) == (photo.sha256,)


def test_marks_that_cannot_be_written_remove_nothing(store: Store, days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    photo = _photo(store)
    store.let_go_of_unneeded(WAIT)
    days.pass_by(100)
    with monkeypatch.context() as patch:
        patch.setattr(UnitOfWork, "commit", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            store.let_go_of_unneeded(WAIT)
    assert _known(store, photo)


def test_nothing_is_written_where_all_is_needed(store: Store) -> None:
    photo = _photo(store)
    with store.begin() as work:
        _named_by(work, photo)
        before = work.audit.head()
    store.let_go_of_unneeded(WAIT)
    with store.begin() as work:
        assert work.audit.head() == before


def test_a_closed_store_lets_nothing_go(store: Store) -> None:
    store.close(backup=False)
    assert store.let_go_of_unneeded(WAIT) == ()
