"""The register of covered units as a sheet: read as people really keep it, planned before anything changes, written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from typing_extensions import override

from liangxin_desktop.domain.imports import (
    FieldChange,
    Planned,
    PlannedChange,
    Refusal,
    SheetRow,
    UnitsImport,
    UnitsSheet,
)
from liangxin_desktop.domain.units import Unit, unit_key
from liangxin_desktop.exchange.headers import Header
from liangxin_desktop.exchange.reading import read_sheet
from liangxin_desktop.exchange.sheets import Sheet, write_book
from liangxin_desktop.exchange.table import Table
from liangxin_desktop.exchange.unit_cells import READERS
from liangxin_desktop.exchange.wording import units_wording

_TITLE = "覆盖单位"


def read_units(path: Path) -> UnitsSheet:
    """Read the register from the sheet whose titles fit best.

    Raises RefusedError naming file and reason when there is no such sheet or the file is unfit. Bad cells do not
    raise: they are the sheet's refusals, and their rows are left out of its rows.
    """
    return read_sheet(path, units_wording(), _Units, "单位")


class _Units(Table[SheetRow]):
    """Every unit under the header."""

    def __init__(self, header: Header) -> None:
        super().__init__(header, READERS)

    @override
    def row_at(self, number: int, refusals: list[Refusal]) -> SheetRow:
        found = self.values_at(number, refusals)
        return SheetRow(number, MappingProxyType({name: value for name, value in found.items() if value is not None}))


def plan_units(sheet: UnitsSheet, known: Sequence[Unit]) -> UnitsImport:
    """Match each row with a known unit by name; blanks, width and case don't tell names apart.

    A change never empties a field, nor does it write a name anew. A unit that stands twice is refused, never guessed.
    """
    planner = _Planner(sheet, known)
    for row in sheet.rows:
        planner.take(row)
    return planner.plan()


class _Planner:
    def __init__(self, sheet: UnitsSheet, known: Sequence[Unit]) -> None:
        self._sheet = sheet
        self._known: dict[str, list[Unit]] = {}
        for unit in known:
            self._known.setdefault(unit_key(unit.name), []).append(unit)
        self._row_of: dict[str, int] = {}
        self._added: list[Planned[Unit]] = []
        self._changed: list[PlannedChange[Unit]] = []
        self._unchanged: list[Planned[Unit]] = []
        self._refused: list[Refusal] = list(sheet.refusals)

    def plan(self) -> UnitsImport:
        """What was planned, refusals in the order of the sheet."""
        refused = sorted(self._refused, key=lambda refusal: refusal.row)
        return UnitsImport(tuple(self._added), tuple(self._changed), tuple(self._unchanged), tuple(refused))

    def take(self, row: SheetRow) -> None:
        """Plan one row, or refuse it with the reason."""
        key = unit_key(row.name)
        same = self._known.get(key, ())
        if key in self._row_of:
            self._refuse(row, f"与第{self._row_of[key]}行是同一家单位")
        elif len(same) > 1:
            self._refuse(row, f"覆盖单位里已有{len(same)}家同名单位，请先删去重复的")
        elif same:
            self._compare(row, same[0])
        else:
            self._added.append(Planned(row.number, Unit(**row.values)))
        self._row_of.setdefault(key, row.number)

    def _compare(self, row: SheetRow, known: Unit) -> None:
        changes = tuple(
            FieldChange(name, getattr(known, name), after)
            for name, after in row.values.items()
            if name != "name" and getattr(known, name) != after
        )
        if changes:
            after: Unit = known.but(**{change.field: change.after for change in changes})
            self._changed.append(PlannedChange(row.number, known, after, changes))
        else:
            self._unchanged.append(Planned(row.number, known))

    def _refuse(self, row: SheetRow, reason: str) -> None:
        self._refused.append(self._sheet.refusal(row, "name", row.name, reason))


def units_sheet(units: Sequence[Unit]) -> Sheet:
    """The register, one row a unit, in the order given. It reads back as the same units."""
    written = units_wording().written
    rows = [[_written(field, unit, number) for field in written] for number, unit in enumerate(units, 1)]
    return Sheet(_TITLE, list(written.values()), rows)


def write_units(path: Path, units: Sequence[Unit]) -> None:
    """Write the register; of no unit, a sheet with its titles to be filled in. Raises LiangxinError when refused."""
    write_book(path, [units_sheet(units)])


def _written(field: str, unit: Unit, number: int) -> Any:
    if field == "index":
        return number
    value = getattr(unit, field)
    if isinstance(value, bool):
        return "是" if value else "否"
    return value
