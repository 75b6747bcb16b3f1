"""年度发展计划: how many admissions are planned for this year and the next, beside how many there were."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from liangxin_desktop.services.branch import get_branch, plan_admissions
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.development.sheet import FormSheet
from liangxin_desktop.ui.widgets.fields import NumberField
from liangxin_desktop.ui.widgets.form import Form

_HINT = "发展党员坚持总量控制。计划填上级党组织核定的名额；支部大会讨论接收的人数超出计划时会提醒。不填表示没有计划。"


class PlanForm(FormSheet):
    """This year's plan and the next one's; other years are kept as they are. So many were `admitted` this year."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("保存", parent)
        self._workspace = workspace
        self.admitted = 0
        self.fields = Form(self)

    def show_new(self) -> None:
        """Begin with what is planned."""
        year, branch = self._workspace.today.year, get_branch(self._workspace)
        self.fields = Form(self)
        for row, each in enumerate((year, year + 1)):
            field = self.fields.add(str(each), f"{each} 年计划", NumberField(0, 1000, "名", self.fields), row, 0)
            field.set_aside(f"已接收 {self.admitted} 名" if each == year else "")
        self.set_form("年度发展计划", self.fields, _HINT)
        self.fields.set_values(branch.yearly_quota if branch else {})

    @override
    @guarded
    def save(self) -> None:
        if self.settle():
            self.done(plan_admissions(self._workspace, self.fields.values()), "已保存年度发展计划")

    @override
    def take_out(self) -> None:
        """A plan is emptied, not removed."""
