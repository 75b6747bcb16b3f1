"""The forms of one person's way, laid out beside the window: written where the user says, or printed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from liangxin_desktop.domain.people import Stage
from liangxin_desktop.services.development import Way
from liangxin_desktop.services.forms import PrintedForm, print_form
from liangxin_desktop.services.printing import write_form
from liangxin_desktop.services.wording import label, labels
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui import tasks
from liangxin_desktop.ui.dialogs.printing import ask_where, print_pdf
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.widgets.progress import ProgressPanel

_PDF = "PDF 文件 (*.pdf)"
_WHOLE = "development"
_FITTING = {Stage.ACTIVIST: "assessment", Stage.TARGET: "assessment", Stage.PROBATIONARY: "probation"}
"""The form that is kept in each stage; the whole way in the others."""


class WayPaper(ProgressPanel):
    """Hidden until a form is on its way. `said(str)` when it is written or printed."""

    said = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._way: Way | None = None
        self.menu = QMenu(self)
        self._actions = {form: self.menu.addAction("") for form in labels()["person_form"]}
        for form, action in self._actions.items():
            action.triggered.connect(partial(self.print_form, form))
        self.menu.aboutToShow.connect(self._name_actions)

    def show_way(self, way: Way | None) -> None:
        """The forms are those of this person; of nobody, where none is shown."""
        self._way = way

    @guarded
    def export(self) -> None:
        """Ask where, then lay out and write the person's whole way; nobody shown, nothing is done."""
        way, title = self._way, label("person_form", _WHOLE)
        path = ask_where(self, f"导出{title}", f"{title}-{way.person.name}.pdf", _PDF) if way else None
        if way is None or path is None:
            return
        self.begin(f"正在排版{title}…", cancellable=False)
        tasks.run(
            lambda _progress: write_form(print_form(self._workspace, _WHOLE, way.person.id), path),
            owner=self,
            key="development-form",
            done=lambda written: self.said.emit(f"已导出到“{written.name}”"),
            ended=self.finish,
        )

    def print_fitting(self) -> None:
        """Print the form that is kept in the person's stage."""
        if self._way is not None:
            self.print_form(self._fitting(self._way))

    @guarded
    def print_form(self, form: str) -> None:
        """Lay the person's form out, then ask for the printer; nobody shown, nothing is done."""
        way, title = self._way, label("person_form", form)
        if way is None:
            return
        self.begin(f"正在排版{title}…", cancellable=False)
        tasks.run(
            lambda _progress: print_form(self._workspace, form, way.person.id),
            owner=self,
            key="development-form",
            done=partial(self._to_printer, title),
            ended=self.finish,
        )

    @guarded
    def _to_printer(self, title: str, form: PrintedForm) -> None:
        if print_pdf(self, form.pdf, title):
            self.said.emit(f"{title}已送到打印机")

    def _fitting(self, way: Way) -> str:
        return _FITTING.get(way.stage, _WHOLE)

    def _name_actions(self) -> None:
        """The keys stand beside the form that they print."""
        fitting = self._fitting(self._way) if self._way else ""
        for form, action in self._actions.items():
            action.setText(label("person_form", form) + ("\tCtrl+P" if form == fitting else ""))
            action.setEnabled(self._way is not None)
