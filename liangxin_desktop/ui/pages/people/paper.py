"""The roster carried away: as a sheet, or on paper."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from liangxin_desktop.services.forms import PrintedForm, print_form
from liangxin_desktop.services.lists import export_lists
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui import tasks
from liangxin_desktop.ui.dialogs.printing import ask_where, print_pdf
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.widgets.progress import ProgressPanel

SHEETS = "Excel 表格 (*.xlsx)"


class RosterPaper(ProgressPanel):
    """Writes and prints the roster, with its progress on show. `said(str)` when it is done."""

    said = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace

    @guarded
    def export(self) -> None:
        """Ask where, then write roster and session list as a workbook."""
        path = ask_where(self, "导出名册", f"党员名册-{self._workspace.today.isoformat()}.xlsx", SHEETS)
        if path is None:
            return
        self.begin("正在导出…", cancellable=False)
        tasks.run(
            lambda _progress: export_lists(self._workspace, path),
            owner=self,
            key="roster-export",
            done=lambda _result: self.said.emit(f"已导出到“{path.name}”"),
            ended=self.finish,
        )

    @guarded
    def print_roster(self) -> None:
        """Lay the roster out, then ask for the printer."""
        self.begin("正在排版名册…", cancellable=False)
        tasks.run(
            lambda _progress: print_form(self._workspace, "roster", None),
            owner=self,
            key="roster-print",
            done=self._to_printer,
            ended=self.finish,
        )

    @guarded
    def _to_printer(self, form: PrintedForm) -> None:
        if print_pdf(self, form.pdf, "党员名册"):
            self.said.emit("已送到打印机")
