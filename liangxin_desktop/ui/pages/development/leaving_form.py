"""Somebody leaves the way or the branch: how, on which day, where to, or by whose decision."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from liangxin_desktop.domain.leaving import LeavingKind
from liangxin_desktop.services.development import Way
from liangxin_desktop.services.leaving import Leaving, leaving_problems, ways, ways_from
from liangxin_desktop.services.people import leave
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.development.sheet import FormSheet
from liangxin_desktop.ui.widgets.dates import DateEdit
from liangxin_desktop.ui.widgets.fields import Choice, LineField
from liangxin_desktop.ui.widgets.form import Form
from liangxin_desktop.ui.widgets.text import printable

_MOST = 80
"""Two such lines with a date between them stand in one line of the record."""
_DECISION = ("by", "decided_on", "document")


class LeavingForm(FormSheet):
    """The first day no longer in the branch, and why. Everything recorded stays."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("登记", parent)
        self._workspace = workspace
        self._person = self._name = ""
        self.kind = Choice()
        self.fields = Form(self)

    def show_way(self, way: Way) -> None:
        """Begin with a person on the way, or a member."""
        self._person, self._name = way.person.id, way.person.name
        self.subject = {"person": self._person}
        self.fields = self._made_form(way)
        self.set_form(f"{self._name}　退出或转出", self.fields, " ")
        self.fields.set_values({"left_on": self._workspace.today, "kind": ways_from(way.stage)[0].kind})
        self._ask()

    def _made_form(self, way: Way) -> Form:
        form, today = Form(self), self._workspace.today
        self.kind = Choice([(one.kind, one.name) for one in ways_from(way.stage)], form)
        self.kind.currentIndexChanged.connect(lambda _index: self._ask())
        form.add("kind", "情形", self.kind, 0, 0)
        form.add("left_on", "离开日期", DateEdit(today, latest=today, required=True, parent=form), 1, 0)
        form.add("towards", "转往何处", _line("转入的党支部或单位", form), 2, 0)
        form.add("by", "作出决定的组织", _line("如：中共启明公司委员会", form), 3, 0)
        form.add("decided_on", "决定日期", DateEdit(today, latest=today, parent=form), 4, 0)
        form.add("document", "文号", _line("没有的不填", form), 5, 0)
        return form

    def _ask(self) -> None:
        """Ask what the way chosen asks for."""
        way = ways()[self._kind()]
        self.fields.field("towards").setVisible(way.towards)
        for name in _DECISION:
            self.fields.field(name).setVisible(way.decided)
        self.hint.setText(f"{way.note}本程序只登记组织的决定和本人的意愿。已有的记录都保留，可以撤销。")

    def _kind(self) -> LeavingKind:
        return LeavingKind(str(self.kind.value()))

    @override
    @guarded
    def save(self) -> None:
        if not self.settle():
            return
        leaving = self._leaving()
        problems = leaving_problems(leaving)
        self.fields.set_problems(problems)
        if not problems:
            self.done(leave(self._workspace, self._person, leaving), f"已登记“{self._name}”离开")

    def _leaving(self) -> Leaving:
        """What stands in the fields that are asked for."""
        values, way = self.fields.values(), ways()[self._kind()]
        return Leaving(
            kind=way.kind,
            left_on=values["left_on"],
            towards=printable(values["towards"] or "") if way.towards else "",
            by=printable(values["by"] or "") if way.decided else "",
            decided_on=values["decided_on"] if way.decided else None,
            document=printable(values["document"] or "") if way.decided else "",
        )

    @override
    def take_out(self) -> None:
        """There is nothing to remove yet."""


def _line(placeholder: str, form: Form) -> LineField:
    line = LineField(placeholder, form)
    line.setMaxLength(_MOST)
    return line
