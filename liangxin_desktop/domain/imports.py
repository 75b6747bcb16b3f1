"""What a roster sheet says, and what importing it would do: shown to the user before anything is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from liangxin_desktop.domain.branch import Group
from liangxin_desktop.domain.people import Person


@dataclass(frozen=True)
class Refusal:
    """One cell or row that cannot be taken. `cell` is `D7`; `value` is fit to show, identity numbers masked."""

    row: int
    cell: str
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        shown = f"“{self.value}”" if self.value else ""
        return f"{self.cell} {self.column}{shown}：{self.reason}"


@dataclass(frozen=True)
class SheetColumn:
    """A column of the sheet. `field` is the person's field (or `group_name`, `index`), None where it is ignored."""

    letter: str
    title: str
    field: str | None


@dataclass(frozen=True)
class RosterRow:
    """One person as the sheet has it. `values` holds only the filled cells, by the names of `Person`'s fields."""

    number: int
    values: Mapping[str, Any]
    group_name: str | None = None

    @property
    def name(self) -> str:
        """The person's name."""
        return str(self.values["name"])


@dataclass(frozen=True)
class RosterSheet:
    """The sheet chosen from a workbook. A row with any refused cell is not among `rows`.

    `notes` say in Chinese what the user should know: other sheets, hidden rows read, what stood under the table.
    """

    file: str
    sheet: str
    header_row: int
    columns: tuple[SheetColumn, ...]
    rows: tuple[RosterRow, ...]
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def ignored_columns(self) -> tuple[SheetColumn, ...]:
        """The columns that are not taken over."""
        return tuple(column for column in self.columns if column.field is None)

    def column_of(self, field: str) -> SheetColumn | None:
        """The column from which a field is read."""
        return next((column for column in self.columns if column.field == field), None)


@dataclass(frozen=True)
class FieldChange:
    """One field that an import would change, in the values of `Person`."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class PlannedPerson:
    """A person as they will be (added) or are (unchanged), and the row that says so."""

    row: int
    person: Person


@dataclass(frozen=True)
class PlannedChange:
    """A known person whom the sheet changes. A change never empties a field."""

    row: int
    before: Person
    after: Person
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True)
class ImportPlan:
    """What importing the sheet would do. `new_groups` are those that the added and changed people need."""

    added: tuple[PlannedPerson, ...] = ()
    changed: tuple[PlannedChange, ...] = ()
    unchanged: tuple[PlannedPerson, ...] = ()
    refused: tuple[Refusal, ...] = ()
    new_groups: tuple[Group, ...] = ()

    @property
    def people(self) -> tuple[Person, ...]:
        """The people to be written: added and changed."""
        return tuple(one.person for one in self.added) + tuple(one.after for one in self.changed)
