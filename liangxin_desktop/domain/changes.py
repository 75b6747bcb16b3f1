"""What a unit of work changed: carried by one signal, so that every page decides for itself whether to reload."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Changes:
    """Which nouns changed, as pairs of kind and id.

    Kinds are the features' names: `branch`, `groups`, `people`, `sessions`, `development`, `assessments`,
    `room_checks`, `units`, `overrides`, `settings`, `room_facts`, `room_entries`, `room_presets`, `preset_checks`,
    `elections`, `contacts`, `returns`, `identities`, `trusted`, `recycled`, `prompts`. Nouns without an id are named
    by their key in the store.
    """

    items: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def of(cls, items: Iterable[tuple[str, str]]) -> Changes:
        """The changes of these pairs of kind and id."""
        return cls(frozenset(items))

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of nouns that changed."""
        return frozenset(kind for kind, _ in self.items)

    def ids(self, kind: str) -> frozenset[str]:
        """The ids of this kind that changed."""
        return frozenset(one for of_kind, one in self.items if of_kind == kind)

    def touch(self, *kinds: str) -> bool:
        """Whether any noun of these kinds changed."""
        return not self.kinds.isdisjoint(kinds)

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.items | other.items)

    def __bool__(self) -> bool:
        return bool(self.items)
