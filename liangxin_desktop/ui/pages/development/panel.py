"""The page's right half: a person's way, or one of its forms in the same place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from liangxin_desktop.domain.development import Assessment, DevelopmentStep
from liangxin_desktop.services.development import StepLine, Way
from liangxin_desktop.services.development_entry import steps_of
from liangxin_desktop.services.development_form import names_of
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.pages.development.application_form import ApplicationForm
from liangxin_desktop.ui.pages.development.assessment_form import AssessmentForm
from liangxin_desktop.ui.pages.development.leaving_form import LeavingForm
from liangxin_desktop.ui.pages.development.newcomer import NewcomerForm
from liangxin_desktop.ui.pages.development.overview import Overview
from liangxin_desktop.ui.pages.development.plan_form import PlanForm
from liangxin_desktop.ui.pages.development.sheet import FormSheet
from liangxin_desktop.ui.pages.development.step_form import StepForm
from liangxin_desktop.ui.pages.development.transfer_form import TransferForm
from liangxin_desktop.ui.pages.steps import Asked
from liangxin_desktop.ui.requests import OpenSession
from liangxin_desktop.ui.widgets.basic import Card


class WayPanel(Card):
    """`saved(Changes, words)` after every write, `closed` when there is nothing left to show.

    `wanted(request)` to see or to record a session, `said(str)` of what was done to a scan.
    """

    saved = Signal(object, str)
    wanted = Signal(object)
    said = Signal(str)
    closed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._workspace = workspace
        self.way: Way | None = None
        self.overview = Overview(workspace, self)
        self.step_form = StepForm(workspace, self)
        self.assessment_form = AssessmentForm(workspace, self)
        self.application_form = ApplicationForm(workspace, self)
        self.transfer_form = TransferForm(workspace, self)
        self.leaving_form = LeavingForm(workspace, self)
        self.plan_form = PlanForm(workspace, self)
        self.newcomers = (self.application_form, self.transfer_form)
        self._forms = (self.step_form, self.assessment_form, *self.newcomers, self.leaving_form, self.plan_form)
        self._views = QStackedWidget(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setAccessibleName("发展过程")
        for view in (self.overview, *self._forms):
            self._views.addWidget(view)
        self.body.addWidget(self._views, 1)

    def _connect(self) -> None:
        for form in self._forms:
            form.saved.connect(self._saved)
            form.closed.connect(self._back)
        self.step_form.wanted.connect(self.wanted)
        self.step_form.said.connect(self.said)
        self.overview.session_wanted.connect(lambda session_id: self.wanted.emit(OpenSession(session_id)))
        self.overview.step_wanted.connect(self._open_step)
        self.overview.assessment_wanted.connect(self._open_assessment)
        self.overview.changed.connect(lambda changes: self.saved.emit(changes, "已记下"))
        self.overview.closed.connect(self.closed)

    def show_way(self, way: Way, asked: Asked) -> None:
        """Show a person; a form that is being filled in stays in front."""
        self.way = way
        recorded = [step for _, step in steps_of(self._workspace, way.person.id)]
        self.overview.show_way(way, recorded, names_of(self._workspace), asked)
        if self.front() is self.step_form:
            self.step_form.renew()

    def front(self) -> FormSheet | None:
        """The form in front; None while the person's way is."""
        view = self._views.currentWidget()
        return view if isinstance(view, FormSheet) else None

    def may_leave(self) -> bool:
        """Whether another person may take the panel: nothing unsaved there, or the user gives it up."""
        form = self.front()
        return form is None or form.leave()

    def begin(self, form: NewcomerForm | PlanForm) -> None:
        """登记入党申请, 登记转入 or 年度发展计划."""
        if self.may_leave():
            form.show_new()
            self.show_form(form)

    def begin_leaving(self) -> None:
        """Somebody leaves the way."""
        if self.way is not None and self.may_leave():
            self.leaving_form.show_way(self.way)
            self.show_form(self.leaving_form)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as read."""
        form = self.front()
        return form.stops() if form else self.overview.stops()

    def take_focus(self) -> None:
        """Give the keyboard to the steps."""
        self.overview.timeline.setFocus()

    def _open_step(self, step: StepLine, record: DevelopmentStep | None) -> None:
        if self.way is not None:
            self.step_form.show_step(self.way, step, record)
            self.show_form(self.step_form)

    def _open_assessment(self, record: Assessment | None) -> None:
        if self.way is not None:
            self.assessment_form.show_assessment(self.way, record)
            self.show_form(self.assessment_form)

    def show_form(self, form: FormSheet) -> None:
        """Bring a form that was begun to the front."""
        self._views.setCurrentWidget(form)
        form.begin()

    def _saved(self, changes: object, words: str) -> None:
        self._views.setCurrentWidget(self.overview)
        self.saved.emit(changes, words)
        self.overview.timeline.setFocus()

    def _back(self) -> None:
        self._views.setCurrentWidget(self.overview)
        if self.way is None:
            self.closed.emit()
        else:
            self.overview.timeline.setFocus()
