"""What a sheet says, and what importing it would do: shown to the user before anything is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from liangxin_desktop.domain.branch import Group
from liangxin_desktop.domain.nouns import Noun
from liangxin_desktop.domain.people import Person
from liangxin_desktop.domain.units import Unit

N = TypeVar("N", bound=Noun)


@dataclass(frozen=True)
class Refusal:
    """One cell or row that cannot be taken. `cell` is `D7`; `value` is fit to show, identity numbers masked.

    `name` says whom the row is about, where it can be read.
    """

    row: int
    cell: str
    column: str
    value: str
    reason: str
    name: str = ""

    def __str__(self) -> str:
        shown = f"“{self.value}”" if self.value else ""
        return f"{self.cell} {self.column}{shown}：{self.reason}"


@dataclass(frozen=True)
class SheetColumn:
    """A column of the sheet. `field` is the noun's field (or `group_name`, `index`), None where it is ignored."""

    letter: str
    title: str
    field: str | None


@dataclass(frozen=True)
class SheetRow:
    """One noun as the sheet has it. `values` holds only the filled cells, by the names of the noun's fields."""

    number: int
    values: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The name of the person or unit."""
        return str(self.values["name"])


@dataclass(frozen=True)
class RosterRow(SheetRow):
    """One person as the sheet has it, and the group the sheet puts them in."""

    group_name: str | None = None


R = TypeVar("R", bound=SheetRow)


@dataclass(frozen=True)
class ReadSheet(Generic[R]):
    """The sheet chosen from a workbook. A row with any refused cell is not among `rows`.

    `notes` say in Chinese what the user should know: other sheets, hidden rows read, what stood under the table.
    """

    file: str
    sheet: str
    header_row: int
    columns: tuple[SheetColumn, ...]
    rows: tuple[R, ...]
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def ignored_columns(self) -> tuple[SheetColumn, ...]:
        """The columns that are not taken over."""
        return tuple(column for column in self.columns if column.field is None)

    def column_of(self, field: str) -> SheetColumn | None:
        """The column from which a field is read."""
        return next((column for column in self.columns if column.field == field), None)

    def refusal(self, row: SheetRow, field: str, value: str, reason: str) -> Refusal:
        """That a row cannot be taken for the sake of this field; where it has no column, the names stand for it."""
        column = self.column_of(field) or self.column_of("name")
        letter, title = (column.letter, column.title) if column else ("", "")
        return Refusal(row.number, f"{letter}{row.number}", title, value, reason, row.name)


RosterSheet = ReadSheet[RosterRow]
UnitsSheet = ReadSheet[SheetRow]


@dataclass(frozen=True)
class FieldChange:
    """One field that an import would change, in the values of the noun."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Planned(Generic[N]):
    """A noun as it will be (added) or is (unchanged), and the row that says so."""

    row: int
    noun: N


@dataclass(frozen=True)
class PlannedChange(Generic[N]):
    """A known noun that the sheet changes. A change never empties a field."""

    row: int
    before: N
    after: N
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True)
class ImportPlan(Generic[N]):
    """What importing the sheet would do; refusals are in the order of the sheet."""

    added: tuple[Planned[N], ...] = ()
    changed: tuple[PlannedChange[N], ...] = ()
    unchanged: tuple[Planned[N], ...] = ()
    refused: tuple[Refusal, ...] = ()

    @property
    def nouns(self) -> tuple[N, ...]:
        """What is to be written: added and changed."""
        return tuple(one.noun for one in self.added) + tuple(one.after for one in self.changed)


@dataclass(frozen=True)
class RosterImport(ImportPlan[Person]):
    """What importing a roster would do. `new_groups` are those that the added and changed people need."""

    new_groups: tuple[Group, ...] = ()


UnitsImport = ImportPlan[Unit]
