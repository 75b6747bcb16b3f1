"""What the forms for newcomers share: who it is, somebody new or known to the roster, and their particulars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from liangxin_desktop.domain.nouns import new_id
from liangxin_desktop.domain.people import Person, Stage
from liangxin_desktop.services.entry import enter_person
from liangxin_desktop.services.wording import labels
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.pages.development.sheet import FormSheet
from liangxin_desktop.ui.widgets.fields import Choice, LineField
from liangxin_desktop.ui.widgets.form import Form
from liangxin_desktop.ui.widgets.masked import PhoneField
from liangxin_desktop.ui.widgets.suggest import Candidate, PersonLine

FILLED = ("sex", "birth_date", "unit", "position", "phone")
"""What is asked of the person beside the name."""


class Who(PersonLine):
    """A name; somebody of the roster is known by it."""

    def form_value(self) -> str | None:
        """The id of somebody known, else the name as typed."""
        return self.value()

    def set_form_value(self, value: str | None) -> None:
        """Name somebody."""
        self.set_value(value)


class NewcomerForm(FormSheet):
    """`newcomer` is the id of whoever was registered last, until it is asked for by `registered`."""

    def __init__(self, action: str, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(action, parent)
        self._workspace = workspace
        self._known: dict[str, Person] = {}
        self._newcomer = ""
        self.fields = Form(self)

    def show_new(self) -> None:
        """Begin with nobody."""
        raise NotImplementedError

    def registered(self) -> str:
        """Who was registered since this was asked last; empty for nobody."""
        found, self._newcomer = self._newcomer, ""
        return found

    def known(self) -> Person | None:
        """Whoever of the roster is named."""
        return self._known.get(str(self.fields.values()["name"]))

    def set_known(self, people: Iterable[Person]) -> None:
        """These may be known by their names."""
        self._known = {one.id: one for one in people}

    def who(self, form: Form) -> Who:
        """The line for the name."""
        line = Who("姓名", form, free=True)
        line.set_people([Candidate(one.id, one.name, one.unit or "") for one in self._known.values()])
        line.named.connect(self._fill)
        return line

    def add_particulars(self, form: Form, row: int) -> None:
        """The fields for sex, telephone, unit and position, from that row on."""
        form.add("sex", "性别", Choice([(None, "未填"), *labels()["sex"].items()], form), row, 0)
        form.add("phone", "联系电话", PhoneField(form), row, 1)
        form.add("unit", "工作单位", LineField(parent=form), row + 1, 0, 2)
        form.add("position", "岗位", LineField(parent=form), row + 2, 0, 2)

    def person(self, stage: Stage, **more: Any) -> Person | None:
        """Who stands in the form, in that stage where they are new; None, with the fields marked, where it won't do."""
        values, known = self.fields.values(), self.known()
        given = {name: values[name] for name in FILLED} | more
        new = {"id": new_id(), "name": values["name"] or "", "stage": stage}
        entry = enter_person({**(known.model_dump() if known else new), **given})
        self.fields.set_problems(entry.problems)
        return entry.noun

    def kept(self, person: Person) -> None:
        """The person is registered."""
        self._newcomer = person.id

    def filled(self) -> None:
        """Somebody of the roster was named, or nobody any more."""

    def _fill(self) -> None:
        """What is known of the person stands there."""
        known = self.known()
        if known is not None:
            born = known.birth_date.isoformat() if known.birth_date else ""
            self.fields.retype({name: getattr(known, name) for name in FILLED} | {"birth_date": born})
        self._tell_known()

    def _tell_known(self) -> None:
        self.fields.field("name").set_aside("名册已有" if self.known() else "")
        self.filled()

    @override
    def retype(self, typed: Mapping[str, Any]) -> None:
        super().retype(typed)
        self._tell_known()

    @override
    def take_out(self) -> None:
        """There is nothing to remove yet."""
