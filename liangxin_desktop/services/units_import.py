"""Takes a register of units from a spreadsheet, and writes one: first what it would do, then all or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typing_extensions import override

from liangxin_desktop.domain.branch import Branch
from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.imports import SheetRow
from liangxin_desktop.domain.units import Unit, unit_key
from liangxin_desktop.services.importing import EMPTY, SheetPlan, yes_or_no
from liangxin_desktop.services.roster_import import RosterPlan, import_roster, plan_roster
from liangxin_desktop.services.wording import labels
from liangxin_desktop.services.workspace import Workspace

_MOST_NAMED = 5


@dataclass(frozen=True)
class UnitsPlan(SheetPlan[Unit, SheetRow]):
    """What importing a register of units would do."""

    counter = "家"

    @override
    def name_of(self, noun: Unit) -> str:
        return noun.name

    @override
    def about(self, noun: Unit) -> str:
        words = [f"职工{noun.employees}人", f"党员{noun.members}人"]
        words += [self.title_of(name) for name in _FLAGS if getattr(noun, name)]
        return "，".join(words)

    @override
    def title_of(self, field: str) -> str:
        return labels()["unit_field"][field]

    @override
    def shown(self, field: str, value: Any) -> str:
        if isinstance(value, bool):
            return yes_or_no(value)
        return EMPTY if value is None else str(value)

    @override
    def notes(self) -> Iterator[str]:
        """Besides what the sheet itself says: figures that are lacking, or hardly can be right."""
        yield from super().notes()
        written = [(one.row, one.noun) for one in self.plan.added] + [(one.row, one.after) for one in self.plan.changed]
        told = {row.number for row in self.sheet.rows if "employees" in row.values}
        without = [one.row for one in self.plan.added if one.row not in told]
        yield from _told(without, "没有职工人数，按0人计，请补上")
        yield from _told([row for row, unit in written if unit.members > unit.employees > 0], "党员比职工多，请核对")


_FLAGS = ("has_organization", "above_scale", "key_industry")


def plan_units(workspace: Workspace, path: Path) -> UnitsPlan:
    """Read the sheet and say what it would add, change and refuse. Raises RefusedError for a file of another kind."""
    from liangxin_desktop.exchange.units import plan_units as planned
    from liangxin_desktop.exchange.units import read_units

    sheet = read_units(path)
    with workspace.begin() as work:
        known = [unit for _, unit in work.units.all()]
    return UnitsPlan(sheet, planned(sheet, known))


def import_units(workspace: Workspace, plan: UnitsPlan, *, skip_bad_rows: bool = False) -> Changes:
    """Do what the plan says, all of it or nothing. One bad row refuses the file unless bad rows are to be skipped."""
    if not skip_bad_rows:
        plan.need_good()
    with workspace.begin() as work:
        if work.branch.get() is None:
            work.branch.put(Branch(name="本支部"))
        keys = {unit_key(unit.name): key for key, unit in work.units.all()}
        for unit in plan.plan.nouns:
            key = keys.get(unit_key(unit.name))
            if key is None:
                work.units.add(unit)
            else:
                work.units.put(key, unit)
        return work.commit()


def plan_sheet(workspace: Workspace, path: Path) -> RosterPlan | UnitsPlan:
    """What importing a roster would do, or, where no sheet has a roster's titles, a register of units."""
    from liangxin_desktop.exchange.unfit import OtherSheetError

    try:
        return plan_roster(workspace, path)
    except OtherSheetError as no_roster:
        try:
            return plan_units(workspace, path)
        except OtherSheetError:
            raise no_roster from None


def import_sheet(workspace: Workspace, plan: RosterPlan | UnitsPlan, *, skip_bad_rows: bool = False) -> Changes:
    """Do what `plan_sheet` planned, all of it or nothing."""
    if isinstance(plan, UnitsPlan):
        return import_units(workspace, plan, skip_bad_rows=skip_bad_rows)
    return import_roster(workspace, plan, skip_bad_rows=skip_bad_rows)


def export_units(workspace: Workspace, path: Path) -> str:
    """Write the register to an `.xlsx`; says what was written. Raises LiangxinError when the place takes no file."""
    from liangxin_desktop.exchange.units import write_units

    workspace.store.need_elsewhere(path)
    with workspace.begin() as work:
        units = [unit for _, unit in work.units.all()]
    write_units(path, units)
    return f"覆盖单位{len(units)}家"


def write_template(workspace: Workspace, path: Path) -> str:
    """Write a sheet with the titles alone, to be filled in; says so. Raises LiangxinError when the place refuses it."""
    from liangxin_desktop.exchange.units import write_units

    workspace.store.need_elsewhere(path)
    write_units(path, ())
    return "只有列名，填好后可直接导入"


def _told(rows: list[int], what: str) -> Iterator[str]:
    if rows:
        named = "、".join(str(row) for row in rows[:_MOST_NAMED])
        yield f"第{named}行{'等' if len(rows) > _MOST_NAMED else ''}{what}"
