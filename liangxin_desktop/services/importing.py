"""What importing a sheet would do, in words: for the command line line by line, for the window row by row."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeAlias

from liangxin_desktop.domain.imports import FieldChange, ImportPlan, N, PlannedChange, R, ReadSheet, Refusal
from liangxin_desktop.errors import RefusedError

EMPTY = "（空）"


class Outcome(StrEnum):
    """What becomes of a row, in the order in which a preview tells it; a new group comes with its people."""

    REFUSED = "有错"
    CHANGED = "更新"
    ADDED = "新增"
    UNCHANGED = "无变化"
    NEW_GROUP = "新党小组"


@dataclass(frozen=True)
class PlanRow:
    """One row of a preview. `number` is the sheet's row, 0 for a new group."""

    number: int
    name: str
    what: Outcome
    words: str


@dataclass(frozen=True)
class SheetPlan(ABC, Generic[N, R]):
    """What importing the sheet would do; nothing was changed yet. `counter` is the measure word of what it holds."""

    counter: ClassVar[str]
    sheet: ReadSheet[R]
    plan: ImportPlan[N]

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """The cells that cannot be taken; their rows are left out or refuse the file."""
        return self.plan.refused

    @abstractmethod
    def name_of(self, noun: N) -> str:
        """How the noun is called."""

    @abstractmethod
    def about(self, noun: N) -> str:
        """What a preview says of a new noun."""

    @abstractmethod
    def title_of(self, field: str) -> str:
        """The field's name in a list."""

    @abstractmethod
    def shown(self, field: str, value: Any) -> str:
        """A field's value as lists show it."""

    def new_groups(self) -> tuple[str, ...]:
        """The names of groups that would be set up along."""
        return ()

    def notes(self) -> Iterator[str]:
        """What the user should know of the sheet as a whole."""
        yield from self.sheet.notes

    def changes_of(self, change: PlannedChange[N]) -> str:
        """What a row changes of a known noun: 单位 甲公司 → 乙公司."""
        return "；".join(map(self._change, change.changes))

    def outcome(self) -> str:
        """What was done, when it was done."""
        return f"新增{len(self.plan.added)}{self.counter}，更新{len(self.plan.changed)}{self.counter}"

    def lines(self) -> Iterator[str]:
        """The plan in words, row by row."""
        plan = self.plan
        yield f"“{self.sheet.file}”工作表“{self.sheet.sheet}”，表头在第{self.sheet.header_row}行"
        yield from (f"  说明：{note}" for note in self.notes())
        if self.sheet.ignored_columns:
            yield f"  不导入的列：{'、'.join(one.title for one in self.sheet.ignored_columns)}"
        rows = len({one.row for one in plan.refused})
        yield f"  {self.outcome()}，无变化{len(plan.unchanged)}{self.counter}，有错{rows}行"
        yield from (f"  新党小组：{group}" for group in self.new_groups())
        yield from (f"  第{one.row}行 新增 {self.name_of(one.noun)}" for one in plan.added)
        yield from (f"  第{one.row}行 更新 {self.name_of(one.after)}：{self.changes_of(one)}" for one in plan.changed)
        yield from (f"  第{one.row}行 有错 {one}" for one in plan.refused)

    def rows(self) -> Iterator[PlanRow]:
        """The preview's rows: refused first, then changed, added, unchanged, and the new groups."""
        plan = self.plan
        for refusal in plan.refused:
            yield PlanRow(refusal.row, refusal.name, Outcome.REFUSED, str(refusal))
        for change in plan.changed:
            yield PlanRow(change.row, self.name_of(change.after), Outcome.CHANGED, self.changes_of(change))
        for one in plan.added:
            yield PlanRow(one.row, self.name_of(one.noun), Outcome.ADDED, self.about(one.noun))
        for one in plan.unchanged:
            yield PlanRow(one.row, self.name_of(one.noun), Outcome.UNCHANGED, "")
        for group in self.new_groups():
            yield PlanRow(0, group, Outcome.NEW_GROUP, "名册里还没有这个党小组，将一并建立")

    def need_good(self) -> None:
        """Refuse the file for the sake of its bad rows."""
        if self.refused:
            rows = len({one.row for one in self.refused})
            raise RefusedError(
                f"“{self.sheet.file}”有{rows}行有错，没有导入任何内容。第一处：{self.refused[0]}。",
                "请改好表格再导入，或选择跳过有错的行。",
            )

    def _change(self, one: FieldChange) -> str:
        return f"{self.title_of(one.field)} {self.shown(one.field, one.before)} → {self.shown(one.field, one.after)}"


AnyPlan: TypeAlias = SheetPlan[Any, Any]
"""A plan of whatever kind of sheet."""


def yes_or_no(value: bool) -> str:
    """是 or 否."""
    return "是" if value else "否"
