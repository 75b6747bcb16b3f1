"""How a noun lies in its tables: what a `Shape` and its parts are. The shapes themselves are in `store.shapes`.

Nouns are validated before they come here, and the database is sealed, so rows are built into nouns without validating
them again: that keeps 4000 sessions from being felt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Table
from sqlmodel import SQLModel

from liangxin_desktop.domain.nouns import Noun

T = TypeVar("T", bound=Noun)
Values = dict[str, Any]
Row = tuple[Any, ...]


def table_of(row: type[SQLModel]) -> Table:
    """The table that a row class declares."""
    return cast(Table, row.__table__)  # type: ignore[attr-defined]


@cache
def names_of(table: Table) -> tuple[str, ...]:
    """The names of the columns that are the noun's own."""
    ours = {"owner", "place"} if "owner" in table.columns else {"key"}
    return tuple(column.name for column in table.columns if column.name not in ours)


@dataclass(frozen=True)
class Part:
    """A list inside a noun, kept in a table of its own: `split` makes its rows, `join` puts them together again."""

    row: type[SQLModel]
    split: Callable[[Any], Iterable[Values]]
    join: Callable[[Sequence[Values]], Any]

    @property
    def table(self) -> Table:
        """The table that holds the list."""
        return table_of(self.row)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns that are the noun's own."""
        return names_of(self.table)


def scalars(name: str, row: type[SQLModel], column: str) -> Part:
    """The part of a list of single values."""

    def split(noun: Any) -> Iterable[Values]:
        return [{column: one} for one in getattr(noun, name)]

    return Part(row, split, lambda rows: tuple(one[column] for one in rows))


def nouns(name: str, row: type[SQLModel], kind: type[Noun]) -> Part:
    """The part of a list of nouns."""
    names = names_of(table_of(row))

    def split(noun: Any) -> Iterable[Values]:
        return [{column: getattr(one, column) for column in names} for one in getattr(noun, name)]

    return Part(row, split, lambda rows: tuple(built(kind, one) for one in rows))


def built(kind: type[T], values: Values) -> T:
    """The noun of values that are known to be good."""
    return cast(T, kind.model_construct(**values))


@dataclass(frozen=True)
class Shape(Generic[T]):
    """A noun, its table and the tables of its lists. `kind` is the noun's name in `Changes` and in the audit log."""

    kind: str
    noun: type[T]
    row: type[SQLModel]
    parts: Mapping[str, Part] = field(default_factory=dict)
    identified_by: str | None = None

    @property
    def table(self) -> Table:
        """The table of the noun itself."""
        return table_of(self.row)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns that are the noun's own."""
        return names_of(self.table)

    def values(self, noun: T) -> Values:
        """The noun's own columns."""
        return {name: getattr(noun, name) for name in self.names}

    def build(self, values: Values, lists: Mapping[str, Sequence[Values]]) -> T:
        """The noun of these columns and of the rows of its lists, in their order."""
        joined = {name: part.join(lists[name]) for name, part in self.parts.items()}
        return built(self.noun, {**values, **joined})

    def text(self, noun: T) -> str:
        """The noun as JSON, as the audit log keeps it."""
        return noun.model_dump_json(exclude_none=True)

    def id_of(self, noun: T, key: int) -> str:
        """What names the noun: its id, or its key where it has none."""
        return str(getattr(noun, self.identified_by)) if self.identified_by else str(key)
