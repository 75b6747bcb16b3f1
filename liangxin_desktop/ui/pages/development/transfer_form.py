"""登记转入: somebody on the way comes from another branch, with the days of the steps done there."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from liangxin_desktop.domain.people import Stage
from liangxin_desktop.services.development import way_of
from liangxin_desktop.services.transfer import COMING, may_come, steps_elsewhere, transfer_in, transfer_problems
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.development.newcomer import NewcomerForm
from liangxin_desktop.ui.widgets.dates import DateEdit
from liangxin_desktop.ui.widgets.fields import Choice, LineField
from liangxin_desktop.ui.widgets.form import Form

_HINT = (
    "转入前的材料经审查认可的，时间连续计算，不重新起算。请照材料填写转入前已办步骤的日期，"
    "注 * 的必填；转入后逐步办理。正式党员转入，请在“党员名册”里登记。"
)
_FIRST = 6
"""The row above the first step."""


class TransferForm(NewcomerForm):
    """Who comes, from where, in which stage, and the days of what was done there; what is recorded already stays."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("登记转入", workspace, parent)
        self.stage = Choice()

    @override
    def show_new(self) -> None:
        self.set_known(may_come(self._workspace))
        self.fields = self._made_form()
        self.set_form("登记转入", self.fields, _HINT)
        self.fields.set_values({"joined_on": self._workspace.today, "coming": Stage.ACTIVIST.value})
        self._ask()

    def _made_form(self) -> Form:
        form, today = Form(self), self._workspace.today
        self.stage = Choice([(one.value, label("stage", one)) for one in COMING], form)
        self.stage.currentIndexChanged.connect(lambda _index: self._ask())
        form.add("name", "姓名", self.who(form), 0, 0, 2)
        form.add("coming", "转入时的类别", self.stage, 1, 0, 2)
        form.add("joined_on", "转入日期", DateEdit(today, latest=today, required=True, parent=form), 2, 0)
        form.add("birth_date", "出生日期", DateEdit(today, latest=today, parent=form), 2, 1)
        form.add("joined_from", "从何处转入", LineField("转出的党支部", form), 3, 0, 2)
        self.add_particulars(form, 4)
        for number, (name, _) in steps_elsewhere(COMING[-1]).items():
            day = DateEdit(today, latest=today, parent=form)
            form.add(_field(number), f"第 {number} 步　{name}", day, _FIRST + number, 0, 2)
        return form

    def _stage(self) -> Stage:
        return Stage(str(self.stage.value()))

    def _ask(self) -> None:
        """Ask for the steps that may have been taken by somebody of the stage chosen."""
        asked = steps_elsewhere(self._stage())
        for number in steps_elsewhere(COMING[-1]):
            field = self.fields.field(_field(number))
            field.setVisible(number in asked)
            field.set_aside("*" if number in asked and asked[number][1] else "")

    @override
    def filled(self) -> None:
        """The steps that the record has already stand there and stay."""
        known = self.known()
        way = way_of(self._workspace, known.id) if known else None
        if way is not None and way.stage in COMING:
            self.stage.set_value(way.stage.value)
        for number in steps_elsewhere(COMING[-1]):
            recorded = way.steps[number - 1].done_on if way else None
            control = self.fields.field(_field(number)).control
            if isinstance(control, DateEdit):
                control.setEnabled(recorded is None)
                control.set_value(recorded or control.value())

    @override
    @guarded
    def save(self) -> None:
        if not self.settle():
            return
        values, stage = self.fields.values(), self._stage()
        joined_on: date = values["joined_on"]
        taken = {number: day for number in steps_elsewhere(stage) if (day := values[_field(number)])}
        problems = {_field(number): words for number, words in transfer_problems(stage, joined_on, taken).items()}
        if not values["joined_from"]:
            problems["joined_from"] = "请写明从哪里转入。"
        person = self.person(stage, joined_on=joined_on, joined_from=values["joined_from"])
        if person is None or problems:
            self.fields.set_problems(problems)
            return
        self.kept(person)
        self.done(transfer_in(self._workspace, person, taken), f"已登记“{person.name}”转入")


def _field(number: int) -> str:
    return f"step{number}"
