"""The papers of a person's file: which each step has, and whether each is at hand, by tick or by the files kept."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from liangxin_desktop.domain.development import DevelopmentStep, MaterialState
from liangxin_desktop.domain.nouns import Id, Line, Noun
from liangxin_desktop.paths import resources

Ticks = dict[str, MaterialState]
"""The papers that were ticked, by their keys."""


class Material(Noun):
    """One paper of the file: its key, step and name, and the words by which a kept file is known to be it."""

    key: Id
    step: int
    name: Line
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paper:
    """A paper of one person's file. `state` is None while its step is not taken; `files` are those kept of it."""

    material: Material
    state: MaterialState | None
    files: int


@cache
def materials() -> tuple[Material, ...]:
    """The papers of a person's file in order, read once from `resources/wording/materials.toml`."""
    text = (resources() / "wording" / "materials.toml").read_text(encoding="utf-8")
    return tuple(Material.model_validate(entry) for entry in tomllib.loads(text)["material"])


def materials_of(number: int) -> tuple[Material, ...]:
    """The papers of one step."""
    return tuple(one for one in materials() if one.step == number)


def files_of(material: Material, names: Iterable[str]) -> int:
    """How many of the files kept with the step, by their names, are this paper."""
    alone = len(materials_of(material.step)) == 1
    return sum(alone or any(word in name for word in material.words) for name in names)


def suggested(material: Material, names: Sequence[str], *, taken: bool) -> MaterialState | None:
    """What the files tell of a paper that nobody ticked: there is a scan; else it is missing once the step is taken."""
    if files_of(material, names):
        return MaterialState.SCAN
    return MaterialState.MISSING if taken else None


def papers_of(records: Iterable[DevelopmentStep]) -> tuple[Paper, ...]:
    """A person's papers, by all entries of the steps in the order of writing; a later tick wins, a tick over files."""
    names: dict[int, list[str]] = {}
    ticks: Ticks = {}
    taken: set[int] = set()
    for step in records:
        names.setdefault(step.step, []).extend(one.name for one in step.attachments)
        ticks |= step.details.materials or {}
        taken |= {step.step} if step.done_on else set()
    return tuple(_paper(one, names.get(one.step, []), ticks, taken=one.step in taken) for one in materials())


def missing(records: Iterable[DevelopmentStep]) -> tuple[Material, ...]:
    """The papers that are missing over the steps taken."""
    records = tuple(records)
    taken = {one.step for one in records if one.done_on}
    found = (one for one in papers_of(records) if one.state is MaterialState.MISSING)
    return tuple(one.material for one in found if one.material.step in taken)


def _paper(material: Material, names: Sequence[str], ticks: Ticks, *, taken: bool) -> Paper:
    state = ticks.get(material.key) or suggested(material, names, taken=taken)
    return Paper(material, state, files_of(material, names))
