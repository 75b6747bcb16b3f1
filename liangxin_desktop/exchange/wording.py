"""The words that sheets use, loaded once from `resources/wording` and checked."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection
from functools import cache, cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict

from liangxin_desktop.domain.people import Role, Sex, Stage
from liangxin_desktop.paths import resources


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Footers(_Table):
    """Words that begin a row under the table."""

    sums: tuple[str, ...]
    ends: tuple[str, ...]
    ends_with_colon: tuple[str, ...]


class BlankWords(_Table):
    """Words that stand for an empty cell."""

    words: frozenset[str]


class RoleWords(_Table):
    """Words for a seat in the leadership, and those for none."""

    prefixes: tuple[str, ...]
    none: frozenset[str]
    words: dict[str, Role]


class SheetWords(_Table):
    """`sheets.toml`: what sheets of every kind share."""

    footers: Footers
    blank: BlankWords


class ColumnWording(_Table):
    """The titles of a kind of sheet: those that are known for each field, and the one that is written."""

    columns: dict[str, tuple[str, ...]]
    written: dict[str, str]

    def make_a_header(self, fields: Collection[str]) -> bool:
        """Whether titles that name these fields stand over a table of this kind."""
        return "name" in fields

    @cached_property
    def field_of_title(self) -> dict[str, tuple[str, int]]:
        """The field for each known title in its plain form, and the title's place among those of the field."""
        return {
            plain(title): (field, rank) for field, titles in self.columns.items() for rank, title in enumerate(titles)
        }


class RosterWording(ColumnWording):
    """`roster.toml`."""

    sex: dict[str, Sex]
    votes: dict[str, bool]
    stage: dict[str, Stage]
    role: RoleWords


class CountWords(_Table):
    """What stands behind a number of people, and words for none."""

    suffixes: tuple[str, ...]
    naught: frozenset[str]


class OrganizationWords(_Table):
    """How the name of a Party organization ends."""

    endings: tuple[str, ...]


class UnitsWording(ColumnWording):
    """`units.toml`."""

    count: CountWords
    flag: dict[str, bool]
    flags: dict[str, dict[str, bool]]
    organization: OrganizationWords

    def make_a_header(self, fields: Collection[str]) -> bool:
        """A column of units alone stands in many a roster: a register says something of them."""
        return "name" in fields and len(set(fields) - {"index"}) > 1


def plain(text: str) -> str:
    """A title without blanks, brackets and what they hold, asterisks and colons, in small letters."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    text = re.sub(r"[(\[【〔].*?[)\]】〕]", "", text)
    return re.sub(r"[*:：、,，。☆★]", "", text).casefold()


def squeezed(text: str) -> str:
    """A word in plain width without any blanks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


@cache
def sheet_words() -> SheetWords:
    """The words that all sheets share."""
    return SheetWords.model_validate(_loaded("sheets"))


@cache
def roster_wording() -> RosterWording:
    """The roster's words."""
    return RosterWording.model_validate(_loaded("roster"))


@cache
def units_wording() -> UnitsWording:
    """The words of the register of units."""
    return UnitsWording.model_validate(_loaded("units"))


@cache
def ethnicities() -> dict[str, str]:
    """The standard name for each way of writing one (GB/T 3304)."""
    data = _loaded("ethnicities")
    names = [entry["name"] for entry in data["ethnicity"]]
    return {**{name: name for name in names}, **{name.removesuffix("族"): name for name in names}, **data["synonyms"]}


@cache
def educations() -> dict[str, str]:
    """The usual name for each way of writing a level of schooling (GB/T 4658)."""
    data = _loaded("education")
    names = {entry["name"]: entry["name"] for entry in data["completion"]}
    for level in data["level"]:
        names |= dict.fromkeys((level["name"], *level["synonyms"]), level["name"])
    return names


def _loaded(name: str) -> dict[str, Any]:
    text = (resources() / "wording" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
