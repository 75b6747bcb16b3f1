"""What a unit of work changed."""

from __future__ import annotations

from liangxin_desktop.domain.changes import Changes


def test_changes_tell_kinds_and_ids() -> None:
    changes = Changes.of([("people", "a"), ("people", "b"), ("sessions", "s"), ("people", "a")])
    assert changes.kinds == {"people", "sessions"}
    assert changes.ids("people") == {"a", "b"}
    assert changes.ids("units") == frozenset()
    assert changes.touch("units", "sessions")
    assert not changes.touch("units")
    assert not changes.touch()


def test_changes_add_up() -> None:
    one, other = Changes.of([("people", "a")]), Changes.of([("units", "1")])
    assert (one | other).items == {("people", "a"), ("units", "1")}
    assert one | Changes() == one
    assert one
    assert not Changes()
