"""The buttons under a person's steps: what can be done with the step in hand, and why the next one must wait."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from liangxin_desktop.domain.development import TRAINING
from liangxin_desktop.services.development import StepLine, StepState, Way
from liangxin_desktop.ui.pages.development.assessment_form import ASSESSED
from liangxin_desktop.ui.pages.development.wording import refusal_of
from liangxin_desktop.ui.widgets.basic import Button, PrimaryButton
from liangxin_desktop.ui.widgets.flow import FlowLayout


class StepActions(QWidget):
    """`step_wanted(number)` for the form of a step, `assessment_wanted` for a new assessment."""

    step_wanted = Signal(int)
    assessment_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._second = self._first = 0
        self.assess = Button("半年考察", self.assessment_wanted.emit, tip="登记一次半年考察", parent=self)
        self.second = Button("", lambda: self.step_wanted.emit(self._second), parent=self)
        self.primary = PrimaryButton("", lambda: self.step_wanted.emit(self._first), parent=self)
        row = FlowLayout(self, gap=8)
        for button in (self.assess, self.second, self.primary):
            row.addWidget(button)

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.assess, self.second, self.primary]

    def show_step(self, way: Way, step: StepLine, today: date) -> None:
        """Offer what the step in hand allows; what must wait says why in its tip."""
        self.assess.setVisible(way.stage in ASSESSED and way.column is not None)
        takes = blocked_after(way, step) if step.state is StepState.UNDER_WAY else step
        refusal = refusal_of(takes, today) if takes else None
        self._second = self._first = step.number
        self.second.setText(_second_words(step))
        self.second.setVisible(step.state is not StepState.OPEN)
        if takes is not None:
            self._first = takes.number
            self.primary.setText(f"办理第 {takes.number} 步")
        self.primary.setVisible(takes is not None and takes.state is not StepState.DONE and takes.forecast is not None)
        self.primary.setEnabled(refusal is None)
        self.primary.setToolTip(f"{refusal.title}{refusal.text}" if refusal else "")
        self.primary.setAccessibleDescription(refusal.title if refusal else "")
        self.updateGeometry()


def blocked_after(way: Way, step: StepLine) -> StepLine | None:
    """The step that cannot be taken before this one is finished; None where none waits."""
    ahead = (one for one in way.steps[step.number :] if one.forecast and one.state is StepState.WAITING)
    return next(ahead, None)


def _second_words(step: StepLine) -> str:
    if step.state is StepState.DONE:
        return f"更正第 {step.number} 步"
    if step.state is StepState.WAITING:
        return "补记当时情况…"
    return "记录培训" if step.number == TRAINING else f"登记第 {step.number} 步"
