"""Takes a roster from a spreadsheet into the branch: first what it would do, row by row, then all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typing_extensions import override

from liangxin_desktop.domain import identity_number
from liangxin_desktop.domain.branch import Branch
from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.imports import RosterImport, RosterRow
from liangxin_desktop.domain.people import Person
from liangxin_desktop.services.importing import EMPTY, SheetPlan, yes_or_no
from liangxin_desktop.services.wording import label, labels
from liangxin_desktop.services.workspace import Workspace

_MASKED = frozenset({"id_number", "phone"})


@dataclass(frozen=True)
class RosterPlan(SheetPlan[Person, RosterRow]):
    """What importing a roster would do. `group_names` are those of all groups, new ones included, by id."""

    counter = "人"
    plan: RosterImport
    group_names: dict[str, str]

    @override
    def name_of(self, noun: Person) -> str:
        return noun.name

    @override
    def about(self, noun: Person) -> str:
        words = (
            label("stage", noun.stage),
            label("role", noun.role),
            self.group_names.get(noun.group or "", ""),
            noun.unit or "",
        )
        return "，".join(word for word in words if word)

    @override
    def title_of(self, field: str) -> str:
        return labels()["person_field"][field]

    @override
    def new_groups(self) -> tuple[str, ...]:
        return tuple(group.name for group in self.plan.new_groups)

    @override
    def shown(self, field: str, value: Any) -> str:
        """Identity and telephone numbers masked."""
        if value is None or value == "":
            return EMPTY
        if field in ("sex", "role", "stage"):
            return label(field, value)
        if field == "group":
            return self.group_names.get(value, str(value))
        if isinstance(value, bool):
            return yes_or_no(value)
        return identity_number.masked(str(value)) if field in _MASKED else str(value)


def plan_roster(workspace: Workspace, path: Path) -> RosterPlan:
    """Read the sheet and say what it would add, change and refuse. Raises RefusedError for a file that is no roster."""
    from liangxin_desktop.exchange.roster import plan_import, read_roster

    sheet = read_roster(path)
    with workspace.begin() as work:
        people, groups = work.people.all(), work.groups.all()
    plan = plan_import(sheet, people=people, groups=groups)
    return RosterPlan(sheet, plan, {one.id: one.name for one in (*groups, *plan.new_groups)})


def import_roster(workspace: Workspace, plan: RosterPlan, *, skip_bad_rows: bool = False) -> Changes:
    """Do what the plan says, all of it or nothing. One bad row refuses the file unless bad rows are to be skipped."""
    if not skip_bad_rows:
        plan.need_good()
    with workspace.begin() as work:
        if work.branch.get() is None:
            work.branch.put(Branch(name="本支部"))
        for group in plan.plan.new_groups:
            work.groups.put(group)
        for person in plan.plan.nouns:
            work.people.put(person)
        return work.commit()
