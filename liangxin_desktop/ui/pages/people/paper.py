"""The roster carried away: as a sheet, or on paper."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from liangxin_desktop.services.access import Access
from liangxin_desktop.services.forms import PrintedForm, print_form
from liangxin_desktop.services.lists import export_lists
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui import tasks
from liangxin_desktop.ui.dialogs.message import PasswordDialog
from liangxin_desktop.ui.dialogs.printing import ask_where, print_pdf
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.importing import SHEETS
from liangxin_desktop.ui.widgets.progress import ProgressPanel


class RosterPaper(ProgressPanel):
    """Writes and prints the roster, with its progress on show. `said(str)` when it is done."""

    said = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._access = workspace, Access(workspace)

    def menu(self) -> QMenu:
        """How the roster may be written: numbers masked, or whole after the password."""
        menu = QMenu(self)
        menu.addAction("号码打码（日常使用）").triggered.connect(lambda: self.export(False))
        menu.addAction("完整号码（需再输入口令）…").triggered.connect(lambda: self.export(True))
        return menu

    @guarded
    def export(self, whole: bool) -> None:
        """Ask where, then write roster and session list as a workbook; whole numbers only after the password."""
        if whole and not self._may_export_whole():
            return
        path = ask_where(self, "导出名册", f"党员名册-{self._workspace.today.isoformat()}.xlsx", SHEETS)
        if path is None:
            return
        self.begin("正在导出…", cancellable=False)
        tasks.run(
            lambda _progress: export_lists(self._workspace, path, whole=whole),
            owner=self,
            key="roster-export",
            done=lambda words: self.said.emit(f"已导出到“{path.name}”：{words}"),
            ended=self.finish,
        )

    def _may_export_whole(self) -> bool:
        if self._access.is_fresh():
            return True
        text = "文件里会有完整的身份号码和电话，且不加密，请妥善保管，用完删除。"
        return (
            PasswordDialog.ask(self.window(), "导出完整号码", self._access.give, text=text, action="导出") is not None
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
