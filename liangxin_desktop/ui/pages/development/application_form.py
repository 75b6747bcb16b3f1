"""登记入党申请: who, somebody new or already in the roster, and the day the application was received."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from liangxin_desktop.domain.people import Stage
from liangxin_desktop.services.development_entry import RuleRefusedError, register_application
from liangxin_desktop.services.development_form import age_words, may_apply, under_age
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.development.newcomer import NewcomerForm
from liangxin_desktop.ui.widgets.dates import DateEdit
from liangxin_desktop.ui.widgets.form import Form
from liangxin_desktop.ui.widgets.text import TextField


class ApplicationForm(NewcomerForm):
    """Who applies, and when the application was received."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("登记入党申请", workspace, parent)

    @override
    def show_new(self) -> None:
        self.set_known(may_apply(self._workspace))
        self.fields = self._made_form()
        self.set_form("登记入党申请", self.fields, "名册里已有的人，输入姓名或拼音首字母即可认出；没有的按新人登记。")
        self.fields.set_values({"received_on": self._workspace.today})

    def _made_form(self) -> Form:
        form, today = Form(self), self._workspace.today
        received = DateEdit(today, latest=today, required=True, parent=form)
        born = DateEdit(today, latest=today, parent=form)
        form.add("name", "申请人", self.who(form), 0, 0, 2)
        form.add("received_on", "收到申请书的日期", received, 1, 0)
        form.add("birth_date", "出生日期", born, 1, 1)
        self.add_particulars(form, 2)
        form.add("note", "备注", TextField("如：当面递交", form, least=2, most=5), 5, 0, 2)
        for edit in (received, born):
            edit.changed.connect(lambda _day: self.filled())
        return form

    @override
    def filled(self) -> None:
        """Say at once of somebody under age."""
        values = self.fields.values()
        born, received = values["birth_date"], values["received_on"]
        young = under_age(self._workspace, born, received) if born and received else None
        self.fields.field("birth_date").set_problem(age_words(young) if young else "")

    @override
    @guarded
    def save(self) -> None:
        person = self.person(Stage.APPLICANT) if self.settle() else None
        if person is None:
            return
        values = self.fields.values()
        try:
            changes = register_application(
                self._workspace, person, values["received_on"], note=values["note"], reason=self.reason_given()
            )
        except RuleRefusedError as error:
            self.refuse(error)
            return
        self.kept(person)
        self.done(changes, f"已登记“{person.name}”的入党申请")
