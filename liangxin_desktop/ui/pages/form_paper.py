"""One paper form of a page: laid out beside the window, then sent to the printer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from liangxin_desktop.services.forms import PrintedForm, print_form
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui import tasks
from liangxin_desktop.ui.dialogs.printing import print_pdf
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.widgets.progress import ProgressPanel


class FormPaper(ProgressPanel):
    """Shows while the form (`branch`, `room`, …) is laid out. `said(str)` when it is on its way to the printer.

    `subject` says of what, where the form is made of one thing among several.
    """

    said = Signal(str)

    def __init__(self, workspace: Workspace, form: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._form, self._title = workspace, form, title
        self.subject: str | None = None

    @guarded
    def print_out(self) -> None:
        """Lay the form out, then ask for the printer."""
        workspace, form, subject = self._workspace, self._form, self.subject
        self.begin(f"正在排版{self._title}…", cancellable=False)
        tasks.run(
            lambda _progress: print_form(workspace, form, subject),
            owner=self,
            key=f"{form}-print",
            done=self._to_printer,
            ended=self.finish,
        )

    @guarded
    def _to_printer(self, printed: PrintedForm) -> None:
        if print_pdf(self, printed.pdf, self._title):
            self.said.emit("已送到打印机")
