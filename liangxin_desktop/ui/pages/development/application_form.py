"""登记入党申请: who, somebody new or already in the roster, and the day the application was received."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from liangxin_desktop.domain.nouns import new_id
from liangxin_desktop.domain.people import Person, Stage
from liangxin_desktop.services.development_entry import RuleRefusedError, register_application
from liangxin_desktop.services.development_form import age_words, may_apply, under_age
from liangxin_desktop.services.entry import enter_person
from liangxin_desktop.services.wording import labels
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.development.fields import TextField
from liangxin_desktop.ui.pages.development.sheet import FormSheet
from liangxin_desktop.ui.pages.sessions.suggest import Candidate, PersonLine
from liangxin_desktop.ui.widgets.dates import DateEdit
from liangxin_desktop.ui.widgets.fields import Choice, LineField
from liangxin_desktop.ui.widgets.form import Form

_FILLED = ("sex", "birth_date", "unit", "position", "phone")


class _Who(PersonLine):
    """A name; somebody of the roster is known by it."""

    def form_value(self) -> str | None:
        """The id of somebody known, else the name as typed."""
        return self.value()

    def set_form_value(self, value: str | None) -> None:
        """Name somebody."""
        self.set_value(value)


class ApplicationForm(FormSheet):
    """`applicant` is the id of whoever was registered last."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("登记入党申请", parent)
        self._workspace = workspace
        self._known: dict[str, Person] = {}
        self.applicant = ""
        self.fields = Form(self)

    def show_new(self) -> None:
        """Begin with nobody."""
        self._known = {one.id: one for one in may_apply(self._workspace)}
        self.fields = self._made_form()
        self.set_form("登记入党申请", self.fields, "名册里已有的人，输入姓名或拼音首字母即可认出；没有的按新人登记。")
        self.fields.set_values({"received_on": self._workspace.today})

    def _made_form(self) -> Form:
        form, today = Form(self), self._workspace.today
        who = _Who("姓名", form, free=True)
        who.set_people([Candidate(one.id, one.name, one.unit or "") for one in self._known.values()])
        who.named.connect(self._fill)
        received = DateEdit(today, latest=today, required=True, parent=form)
        born = DateEdit(today, latest=today, parent=form)
        form.add("name", "申请人", who, 0, 0, 2)
        form.add("received_on", "收到申请书的日期", received, 1, 0)
        form.add("birth_date", "出生日期", born, 1, 1)
        form.add("sex", "性别", Choice([(None, "未填"), *labels()["sex"].items()], form), 2, 0)
        form.add("phone", "联系电话", LineField(parent=form), 2, 1)
        form.add("unit", "工作单位", LineField(parent=form), 3, 0, 2)
        form.add("position", "岗位", LineField(parent=form), 4, 0, 2)
        form.add("note", "备注", TextField("如：当面递交", form, least=2, most=5), 5, 0, 2)
        for edit in (received, born):
            edit.changed.connect(lambda _day: self._check_age())
        return form

    def _fill(self) -> None:
        """Somebody of the roster was named: what is known of the person stands there."""
        known = self._known.get(str(self.fields.values()["name"]))
        if known is not None:
            values = {**self.fields.values(), **{name: getattr(known, name) for name in _FILLED}}
            self.fields.set_values(values)
            self.fields.field("name").set_aside("名册已有")
            self._check_age()
        else:
            self.fields.field("name").set_aside("")

    def _check_age(self) -> None:
        values = self.fields.values()
        born, received = values["birth_date"], values["received_on"]
        young = under_age(self._workspace, born, received) if born and received else None
        self.fields.field("birth_date").set_problem(age_words(young) if young else "")

    @override
    @guarded
    def save(self) -> None:
        if not self.settle():
            return
        values = self.fields.values()
        entry = enter_person(self._person_values(values))
        self.fields.set_problems(entry.problems)
        if entry.noun is None:
            return
        try:
            changes = register_application(
                self._workspace, entry.noun, values["received_on"], note=values["note"], reason=self.reason_given()
            )
        except RuleRefusedError as error:
            self.refuse(error)
            return
        self.applicant = entry.noun.id
        self.done(changes, f"已登记“{entry.noun.name}”的入党申请")

    def _person_values(self, values: dict[str, Any]) -> dict[str, Any]:
        given = {name: values[name] for name in _FILLED}
        known = self._known.get(str(values["name"]))
        if known is not None:
            return {**known.model_dump(), **given}
        return {"id": new_id(), "name": values["name"] or "", "stage": Stage.APPLICANT, **given}

    @override
    def take_out(self) -> None:
        """There is nothing to remove yet."""
