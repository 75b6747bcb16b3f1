"""The form of one step: its date, what its plan adds, a note, scans, the papers; what the day decides follows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from liangxin_desktop.domain.development import DETAILS_OF_STEP, DevelopmentStep, StepDetails, VoteResult
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.pages.development.papers import PaperList, ScansField
from liangxin_desktop.ui.widgets.basic import Label
from liangxin_desktop.ui.widgets.dates import DateEdit
from liangxin_desktop.ui.widgets.form import Form
from liangxin_desktop.ui.widgets.text import TextField, printable

_COLUMNS = 6


@dataclass(frozen=True)
class StepPlan:
    """What a step's form asks for beside date and note: the date's label, its fields, what follows the date."""

    day: str = "办理日期"
    build: Callable[[StepFields], None] = lambda _form: None
    follow: Callable[[StepFields, date], None] = lambda _form, _on: None


class StepFields(Form):
    """The form of one step of one person; `step()` is what stands in it. `wanted(request)` to see a session."""

    wanted = Signal(object)

    def __init__(
        self, workspace: Workspace, person_id: str, number: int, plan: StepPlan, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.workspace, self.person_id, self.number = workspace, person_id, number
        self._plan = plan
        self._row = 0
        self.day = self.date_field()
        self.note = TextField("如：支委会讨论同意", self, least=2, most=6)
        self.scans = ScansField(workspace, self)
        self.papers = PaperList(number, self)
        self._about = Label("", "label", wrap=True, parent=self)
        self._build()

    def _build(self) -> None:
        self.line("done_on", self._plan.day, self.day)
        self._plan.build(self)
        self._grid.addWidget(self._about, self._row, 0, 1, _COLUMNS)
        self._row += 1
        self.line("note", "备注", self.note)
        self.line("attachments", "扫描件、照片", self.scans)
        self.line("materials", "材料", self.papers)
        self.field("materials").set_aside("没有勾选的按附件判断")
        self._about.hide()
        self.day.changed.connect(lambda _day: self.follow_day())
        self.scans.edited.connect(self._follow_files)

    def show_step(self, record: DevelopmentStep | None) -> None:
        """Fill in what is recorded; for nothing recorded, today."""
        details = record.details if record else StepDetails()
        known: dict[str, Any] = {name: getattr(details, name) for name in self._details()}
        known["attachments"] = record.attachments if record else ()
        day = record.done_on if record else self.workspace.today
        self.set_values({**known, "done_on": day, "note": record.note if record else None})
        self.follow_day()

    def step(self) -> DevelopmentStep:
        """What stands in the form."""
        values = {name: _printable(value) for name, value in self.values().items()}
        details = {name: values[name] for name in self._details() if name in values}
        if details.get("result") is not VoteResult.EXTEND and "extend_months" in details:
            details["extend_months"] = None
        return DevelopmentStep(
            person=self.person_id,
            step=self.number,
            done_on=values["done_on"],
            note=values["note"],
            details=StepDetails.model_validate(details),
            attachments=values["attachments"],
        )

    @override
    def typed(self) -> dict[str, Any]:
        typed = super().typed()
        if "attachments" in typed:
            typed["attachments"] = [one.model_dump(mode="json") for one in typed["attachments"]]
        return typed

    @override
    def retype(self, typed: Mapping[str, Any]) -> None:
        super().retype(typed)
        self.follow_day()

    def _details(self) -> tuple[str, ...]:
        return (*DETAILS_OF_STEP.get(self.number, ()), "materials")

    def on(self) -> date:
        """The day that the form is about: as filled in, else today."""
        return self.day.value() or self.workspace.today

    def follow_day(self) -> None:
        """Offer what the day decides: who may be named, which meetings there were, how many voters were due."""
        self._plan.follow(self, self.on())
        self._follow_files()

    def _follow_files(self) -> None:
        self.papers.follow(self.scans.files(), taken=self.day.value() is not None)

    def say(self, words: str) -> None:
        """A line on what was filled in."""
        self._about.setText(words)
        self._about.setVisible(bool(words))

    def about(self) -> str:
        """That line."""
        return self._about.text()

    def line(self, name: str, title: str, control: QWidget) -> None:
        """A field in a line of its own."""
        self.pair((name, title, control))

    def pair(self, *fields: tuple[str, str, QWidget]) -> None:
        """Two or three fields in a line."""
        span = _COLUMNS // len(fields)
        for at, (name, title, control) in enumerate(fields):
            self.add(name, title, control, self._row, at * span, span)
        self._row += 1

    def date_field(self) -> DateEdit:
        """An empty date, of today at the latest."""
        return DateEdit(self.workspace.today, latest=self.workspace.today, parent=self)


def _printable(value: Any) -> Any:
    """A text without what no form can print; a choice of a closed list as it is."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Enum) else value
