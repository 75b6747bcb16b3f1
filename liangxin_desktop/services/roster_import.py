"""Takes a roster from a spreadsheet into the branch: first what it would do, row by row, then all or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from liangxin_desktop.domain import identity_number
from liangxin_desktop.domain.branch import Branch
from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.imports import FieldChange, ImportPlan, PlannedChange, Refusal, RosterSheet
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.wording import label, labels
from liangxin_desktop.services.workspace import Workspace

_MASKED = frozenset({"id_number", "phone"})


@dataclass(frozen=True)
class RosterPlan:
    """What importing the sheet would do; nothing was changed yet."""

    sheet: RosterSheet
    plan: ImportPlan
    group_names: dict[str, str]

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """The cells that cannot be taken; their rows are left out or refuse the file."""
        return self.plan.refused

    def lines(self) -> Iterator[str]:
        """The plan in words, row by row."""
        plan = self.plan
        yield f"“{self.sheet.file}”工作表“{self.sheet.sheet}”，表头在第{self.sheet.header_row}行"
        yield from (f"  说明：{note}" for note in self.sheet.notes)
        if self.sheet.ignored_columns:
            yield f"  不导入的列：{'、'.join(one.title for one in self.sheet.ignored_columns)}"
        yield (
            f"  新增{len(plan.added)}人，更新{len(plan.changed)}人，"
            f"无变化{len(plan.unchanged)}人，有错{len({one.row for one in plan.refused})}行"
        )
        yield from (f"  新党小组：{group.name}" for group in plan.new_groups)
        yield from (f"  第{one.row}行 新增 {one.person.name}" for one in plan.added)
        yield from (f"  第{one.row}行 更新 {one.after.name}：{self.changes_of(one)}" for one in plan.changed)
        yield from (f"  第{one.row}行 有错 {one}" for one in plan.refused)

    def changes_of(self, change: PlannedChange) -> str:
        """What a row changes of a known person: 单位 甲公司 → 乙公司."""
        return "；".join(self._change(one) for one in change.changes)

    def _change(self, one: FieldChange) -> str:
        title = labels()["person_field"][one.field]
        return f"{title} {self.shown(one.field, one.before)} → {self.shown(one.field, one.after)}"

    def shown(self, field: str, value: Any) -> str:
        """A value as lists show it; identity and telephone numbers masked."""
        if value is None or value == "":
            return "（空）"
        if field in ("sex", "role", "stage"):
            return label(field, value)
        if field == "group":
            return self.group_names.get(value, str(value))
        if isinstance(value, bool):
            return "是" if value else "否"
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
    if plan.refused and not skip_bad_rows:
        rows = len({one.row for one in plan.refused})
        raise RefusedError(
            f"“{plan.sheet.file}”有{rows}行有错，没有导入任何内容。第一处：{plan.refused[0]}。",
            "请改好表格再导入，或选择跳过有错的行。",
        )
    with workspace.begin() as work:
        if work.branch.get() is None:
            work.branch.put(Branch(name="本支部"))
        for group in plan.plan.new_groups:
            work.groups.put(group)
        for person in plan.plan.people:
            work.people.put(person)
        return work.commit()
