"""半年考察 of an activist or a probationary member."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from liangxin_desktop.domain.development import CULTIVATORS, Assessment, AssessmentKind
from liangxin_desktop.domain.people import Stage
from liangxin_desktop.services.development import Way
from liangxin_desktop.services.development_entry import assessments_of, record_assessment, remove_assessment
from liangxin_desktop.services.development_form import names_of
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.dialogs.message import ConfirmDialog
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.development.details import candidates
from liangxin_desktop.ui.pages.development.fields import MembersField
from liangxin_desktop.ui.pages.development.sheet import FormSheet
from liangxin_desktop.ui.widgets.dates import DateEdit
from liangxin_desktop.ui.widgets.form import Form
from liangxin_desktop.ui.widgets.text import TextField

ASSESSED = {Stage.ACTIVIST: AssessmentKind.ACTIVIST, Stage.PROBATIONARY: AssessmentKind.PROBATIONARY}
"""Whose assessments are made in which stage."""


class AssessmentForm(FormSheet):
    """One assessment, new or corrected. Whoever made the last one, or looks after the person, is named already."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("登记", parent)
        self._workspace = workspace
        self._person = ""
        self._kind = AssessmentKind.ACTIVIST
        self._key: int | None = None
        self.fields = Form(self)

    def show_assessment(self, way: Way, record: Assessment | None = None) -> None:
        """Begin with a recorded one, or a new one of today."""
        entries = assessments_of(self._workspace, way.person.id) if record else ()
        self._key = next((key for key, one in entries if one == record), None)
        self._person = way.person.id
        self.subject = {"person": self._person, "key": self._key}
        self._kind = record.kind if record else ASSESSED.get(way.stage, AssessmentKind.ACTIVIST)
        self.fields = self._made_form()
        due = way.assessment_due_on
        hint = f"下一次应于 {due.isoformat()} 前完成。" if due and record is None else ""
        self.set_form(f"{way.person.name}　半年考察", self.fields, hint, removable=record is not None)
        day = record.done_on if record else self._workspace.today
        by = record.by if record else _assessors(way)
        self.fields.set_values({"done_on": day, "by": by, "summary": record.summary if record else None})

    def _made_form(self) -> Form:
        form, today = Form(self), self._workspace.today
        people = MembersField("考察人", form)
        people.set_people(candidates(self._workspace, today), names_of(self._workspace))
        form.add("done_on", "考察日期", DateEdit(today, latest=today, required=True, parent=form), 0, 0)
        form.add("by", "考察人（培养联系人）", people, 1, 0)
        form.add("summary", "考察意见", TextField("半年来的表现、优点和不足", form, least=5, most=12), 2, 0)
        return form

    @override
    @guarded
    def save(self) -> None:
        if not self.settle():
            return
        values = self.fields.values()
        if not values["summary"]:
            self.fields.set_problems({"summary": "请写清半年来的表现、优点和不足。"})
            return
        made = Assessment(
            person=self._person,
            kind=self._kind,
            done_on=values["done_on"],
            by=values["by"] or (),
            summary=values["summary"],
        )
        self.done(record_assessment(self._workspace, made, key=self._key), "已登记半年考察")

    @override
    @guarded
    def take_out(self) -> None:
        losses = [self.title.text()]
        if self._key is not None and ConfirmDialog.ask(self.window(), "删除这次考察？", losses=losses, action="删除"):
            self.done(remove_assessment(self._workspace, self._key), "已删除")


def _assessors(way: Way) -> tuple[str, ...]:
    if way.assessments:
        return way.assessments[-1].by[:2]
    named = way.steps[CULTIVATORS - 1].record
    return (named.details.cultivators or ()) if named else ()
