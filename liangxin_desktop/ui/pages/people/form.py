"""One person's particulars as a form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from liangxin_desktop.domain.branch import Group
from liangxin_desktop.domain.people import Person
from liangxin_desktop.services.closed_lists import educations, ethnicities
from liangxin_desktop.services.entry import NumberFacts
from liangxin_desktop.services.leaving import ways_from
from liangxin_desktop.services.people import PersonLine
from liangxin_desktop.services.wording import label, labels
from liangxin_desktop.ui.pages.people.number import IdentityNumberField
from liangxin_desktop.ui.widgets.dates import DateEdit
from liangxin_desktop.ui.widgets.fields import Choice, LineField
from liangxin_desktop.ui.widgets.form import Form
from liangxin_desktop.ui.widgets.masked import PhoneField
from liangxin_desktop.ui.widgets.suggest import SuggestLine

_NOTHING: tuple[object, str] = (None, "")


class PersonForm(Form):
    """All of a person's fields. A value that is not in a closed list is offered beside it, never dropped."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.number = IdentityNumberField(self)
        self._ethnicity, self._education = Choice(parent=self), Choice(parent=self)
        self._group = Choice([_NOTHING], self)
        self._reason = SuggestLine("按 ↓ 选择", self)
        self._build()
        self.number.told.connect(self._take_facts)

    def _build(self) -> None:
        self.add("name", "姓名", LineField(parent=self), 0, 0)
        self.add("sex", "性别", self._closed("sex"), 0, 1)
        self.add("id_number", "公民身份号码", self.number, 1, 0, 2)
        self.add("birth_date", "出生日期", self._date(), 2, 0)
        self.add("ethnicity", "民族", self._ethnicity, 2, 1)
        self.add("phone", "电话", PhoneField(self), 3, 0, 2)
        self.add("education", "学历", self._education, 4, 0)
        self.add("group", "党小组", self._group, 4, 1)
        self.add("unit", "单位", LineField(parent=self), 5, 0, 2)
        self.add("position", "岗位", LineField(parent=self), 6, 0, 2)
        self.add("stage", "类别", Choice(tuple(labels()["stage"].items()), self), 7, 0)
        self.add("role", "支部职务", self._closed("role"), 7, 1)
        self.add("admitted_on", "入党日期", self._date(), 8, 0)
        self.add("full_on", "转正日期", self._date(), 8, 1)
        self.add("joined_on", "转入本支部日期", self._date(), 9, 0)
        self.add("joined_from", "从何处转入", LineField("转出的党支部", self), 9, 1)
        self.add("votes", "表决权", QCheckBox("有表决权", self), 10, 0, 2)
        self.add("left_on", "离开日期", self._date(), 11, 0)
        self.add("left_reason", "离开原因", self._reason, 11, 1)
        self.add("left_decision", "离开依据", LineField("作出决定的组织、日期、文号", self), 12, 0, 2)

    def _closed(self, table: str) -> Choice:
        return Choice([_NOTHING, *labels()[table].items()], self)

    def _date(self) -> DateEdit:
        return DateEdit(self._today, parent=self)

    def set_groups(self, groups: Sequence[Group]) -> None:
        """Offer these groups."""
        self._filling = True
        self._group.set_options([_NOTHING, *((group.id, group.name) for group in groups)])
        self._filling = False

    def show_person(self, person: Person, line: PersonLine | None) -> None:
        """Fill in a person; `line` says how they stand, where they are known already."""
        self._filling = True
        self._offer(self._ethnicity, ethnicities(), person.ethnicity)
        self._offer(self._education, educations(), person.education)
        self._reason.set_options([way.name for way in ways_from(line.stage if line else person.stage)])
        self.set_values(person.model_dump())
        stage = self.field("stage")
        by_steps = line is not None and line.stage is not person.stage
        stage.set_aside(f"按步骤：{label('stage', line.stage)}" if line is not None and by_steps else "")
        stage.control.setToolTip("类别以发展党员的步骤为准。" if by_steps else "")

    def person_values(self, before: Person) -> dict[str, Any]:
        """What stands in the form, over what the person had besides."""
        return {**before.model_dump(), **self.values(), "name": self.values()["name"] or ""}

    def _offer(self, choice: Choice, names: Sequence[str], present: str | None) -> None:
        others = (present,) if present and present not in names else ()
        choice.set_options([_NOTHING, *((name, name) for name in (*others, *names))])

    def _take_facts(self, facts: NumberFacts) -> None:
        """The number says when and as what its bearer was born."""
        birth, sex = self.field("birth_date").control, self.field("sex").control
        if isinstance(birth, DateEdit) and isinstance(sex, Choice):
            birth.set_value(facts.birth_date)
            sex.set_value(facts.sex.value)
