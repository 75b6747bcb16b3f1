"""Attachments: kept once, encrypted, read back as they were."""

from __future__ import annotations

import hashlib

import pytest

from liangxin_desktop.errors import RefusedError
from liangxin_desktop.store.store import Store


@pytest.mark.parametrize("data", [b"", b"x", bytes(range(256)) * 5000])
def test_what_is_put_comes_back(store: Store, data: bytes) -> None:
    with store.begin() as work:
        kept = work.attachments.put(data, "会议照片.jpg")
        assert kept.sha256 == hashlib.sha256(data).hexdigest()
        assert kept.name == "会议照片.jpg"
        assert work.attachments.known(kept.sha256)
        assert work.attachments.read(kept.sha256) == data
        assert data == b"" or data not in work.attachments.path(kept.sha256).read_bytes() or len(data) < 4


def test_the_same_content_is_kept_once(store: Store) -> None:
    with store.begin() as work:
        first = work.attachments.put(b"same", "a")
        written = work.attachments.path(first.sha256).read_bytes()
        assert work.attachments.put(b"same", "b").sha256 == first.sha256
        assert work.attachments.path(first.sha256).read_bytes() == written
        assert list(work.attachments.all()) == [first.sha256]


def test_putting_again_mends_a_damaged_one(store: Store) -> None:
    with store.begin() as work:
        kept = work.attachments.put(b"same", "a")
        work.attachments.path(kept.sha256).write_bytes(b"LXA1 rubbish")
        assert not work.attachments.whole(kept.sha256)
        work.attachments.put(b"same", "a")
        assert work.attachments.read(kept.sha256) == b"same"


@pytest.mark.parametrize("name", ["", "../key.json", "A" * 64, "g" * 64, "a" * 63, "/etc/passwd"])
def test_only_digests_name_attachments(store: Store, name: str) -> None:
    with store.begin() as work, pytest.raises(RefusedError, match="不合规"):
        work.attachments.read(name)


def test_missing_and_swapped_attachments_are_found(rich: Store) -> None:
    with rich.begin() as work:
        a, b = work.attachments.put(b"a", "a"), work.attachments.put(b"b", "b")
        session = work.sessions.get("s9")
        assert session is not None
        work.sessions.put(session.but(attachments=(a, b)))
        work.commit()
        path = work.attachments.path
        path(a.sha256).write_bytes(path(b.sha256).read_bytes())
        path(b.sha256).unlink()
    found = rich.check()
    assert f"附件 {a.sha256[:8]} 已损坏" in found
    assert f"附件 {b.sha256[:8]} 缺失" in found
