"""Somebody leaves the way: the day and the reason, as the organization or the person decided."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from liangxin_desktop.services.development import Way
from liangxin_desktop.services.people import get_person, save_person
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.development.sheet import FormSheet
from liangxin_desktop.ui.pages.sessions.suggest import SuggestLine
from liangxin_desktop.ui.widgets.dates import DateEdit
from liangxin_desktop.ui.widgets.form import Form

_USUAL = ("本人撤回入党申请", "工作调动，材料转出", "组织关系转出", "去世")


class LeavingForm(FormSheet):
    """The first day no longer in the branch, and why. Everything recorded stays."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("登记", parent)
        self._workspace = workspace
        self._person = ""
        self.fields = Form(self)

    def show_way(self, way: Way) -> None:
        """Begin with a person on the way."""
        self._person = way.person.id
        self.fields = Form(self)
        today = self._workspace.today
        reason = SuggestLine("写原因，或按 ↓ 选择", self.fields)
        reason.set_options(_USUAL)
        self.fields.add("left_on", "离开日期", DateEdit(today, latest=today, required=True, parent=self.fields), 0, 0)
        self.fields.add("left_reason", "原因", reason, 1, 0)
        hint = "离开的人不再列在看板上，已有的记录都保留，可在党员名册的“已离开”里查到。"
        self.set_form(f"{way.person.name}　退出或转出", self.fields, hint)
        self.fields.set_values({"left_on": today})

    @override
    @guarded
    def save(self) -> None:
        if not self.settle():
            return
        values = self.fields.values()
        if not values["left_reason"]:
            self.fields.set_problems({"left_reason": "请写明原因。"})
            return
        person = get_person(self._workspace, self._person)
        self.done(save_person(self._workspace, person.but(**values)), f"已登记“{person.name}”离开")

    @override
    def take_out(self) -> None:
        """There is nothing to remove yet."""
