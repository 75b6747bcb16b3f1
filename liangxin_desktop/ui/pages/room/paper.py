"""打印自查表: laid out beside the window, then sent to the printer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from liangxin_desktop.services.forms import PrintedForm, print_form
from liangxin_desktop.services.room_standards import THE_SIX
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui import tasks
from liangxin_desktop.ui.dialogs.printing import print_pdf
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.widgets.progress import ProgressPanel

_TITLE = "阵地自查表"


class RoomPaper(ProgressPanel):
    """Shows while the form is laid out. `said(str)` when it is on its way to the printer."""

    said = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.standard = THE_SIX

    @guarded
    def print_check(self) -> None:
        """Lay out the latest self-check against the `standard` chosen, then ask for the printer."""
        workspace, standard = self._workspace, self.standard or None
        self.begin("正在排版自查表…", cancellable=False)
        tasks.run(
            lambda _progress: print_form(workspace, "room", standard),
            owner=self,
            key="room-print",
            done=self._to_printer,
            ended=self.finish,
        )

    @guarded
    def _to_printer(self, form: PrintedForm) -> None:
        if print_pdf(self, form.pdf, _TITLE):
            self.said.emit("已送到打印机")
