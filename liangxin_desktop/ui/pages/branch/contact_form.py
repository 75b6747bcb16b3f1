"""One contact's particulars as a form: somebody of the roster or anybody else, the telephone number masked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from liangxin_desktop.domain.contacts import Contact
from liangxin_desktop.domain.people import Person
from liangxin_desktop.services.people import PersonLine as RosterLine
from liangxin_desktop.services.wording import labels
from liangxin_desktop.ui.widgets.dates import DateEdit
from liangxin_desktop.ui.widgets.fields import Choice, LineField
from liangxin_desktop.ui.widgets.form import Form
from liangxin_desktop.ui.widgets.masked import PhoneField
from liangxin_desktop.ui.widgets.suggest import Candidate, PersonLine
from liangxin_desktop.ui.widgets.text import TextField

_FROM_ROSTER = ("unit", "position", "phone")


class NameLine(PersonLine):
    """Somebody of the roster, whose id is the form's value, or a plain name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("姓名；名册里的人可打拼音首字母", parent, free=True)

    def form_value(self) -> str | None:
        """The id of somebody in the roster, else the name; None when empty."""
        return self.value()

    def set_form_value(self, value: str | None) -> None:
        """Name somebody by id, or by a plain name."""
        self.set_value(value or None)


class ContactForm(Form):
    """All of a contact's fields but the trainings."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._people: dict[str, Person] = {}
        self.name = NameLine(self)
        self._build()
        self.name.named.connect(self._take_from_roster)

    def _build(self) -> None:
        self.add("kind", "类别", Choice(tuple(labels()["contact_kind"].items()), self), 0, 0)
        self.add("name", "姓名", self.name, 0, 1)
        self.add("unit", "单位", LineField(parent=self), 1, 0)
        self.add("position", "职务", LineField(parent=self), 1, 1)
        self.add("phone", "电话", PhoneField(self), 2, 0)
        self.add("note", "备注", TextField("如：街道选派，每周四到支部", self, least=1, most=4), 2, 1)
        self.add("since", "起始日期", DateEdit(self._today, parent=self), 3, 0)
        until = self.add("until", "结束日期", DateEdit(self._today, parent=self), 3, 1)
        until.set_aside("仍在任就空着")

    def set_people(self, people: Sequence[RosterLine]) -> None:
        """Those of the roster who may be named; whoever left is not offered, but stays where they are named."""
        self._people = {one.person.id: one.person for one in people}
        here = [Candidate(one.person.id, one.person.name, one.group) for one in people if not one.person.left_on]
        self.name.set_people(here, {one.person.id: one.person.name for one in people})

    def show_contact(self, contact: Contact) -> None:
        """Fill in a contact."""
        self.set_values({**contact.model_dump(), "name": contact.person or contact.name})

    def contact_values(self, before: Contact) -> dict[str, Any]:
        """What stands in the form, over what the contact had besides."""
        values = self.values()
        person = self._people.get(values["name"] or "")
        named = {"name": person.name if person else values["name"] or "", "person": person.id if person else None}
        return {**before.model_dump(), **values, **named}

    def _take_from_roster(self) -> None:
        """What the roster knows of somebody just named goes where nothing was written yet."""
        person, values = self._people.get(self.name.value() or ""), self.values()
        for name in _FROM_ROSTER if person else ():
            known = getattr(person, name)
            if known and not values[name]:
                self.fill(name, known)

    def fill(self, name: str, value: str) -> None:
        """Put a text into a field as if it had been typed."""
        self.retype({name: value})
