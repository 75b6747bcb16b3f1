"""What is carried away from the statistics: the table as a workbook, the year bound as a PDF."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from liangxin_desktop.domain.periods import Period
from liangxin_desktop.services.attendance import export_attendance
from liangxin_desktop.services.forms import PrintedForm
from liangxin_desktop.services.printing import write_form
from liangxin_desktop.services.session_book import print_session_book
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui import tasks
from liangxin_desktop.ui.dialogs.printing import ask_where
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.widgets.progress import ProgressPanel


class StatisticsErrands(ProgressPanel):
    """Shows while a file is made. `written(str)` tells what was written where."""

    written = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._binding: tasks.Task | None = None
        self.cancelled.connect(self._stop)

    @guarded
    def export(self, period: Period) -> None:
        """Ask where, then write the period's table as a workbook."""
        path = ask_where(self, "导出出席统计", f"出席统计-{period}.xlsx", "Excel 表格 (*.xlsx)")
        if path is None:
            return
        self.begin("正在导出…", cancellable=False)
        tasks.run(
            lambda _progress: export_attendance(self._workspace, period, path),
            owner=self,
            key="attendance-export",
            done=lambda words: self.written.emit(f"已导出到“{path.name}”：{words}"),
            ended=self.finish,
        )

    @guarded
    def bind(self, year: int) -> None:
        """Lay the year's book out, then ask where to write it; it can be stopped."""
        if tasks.running("session-book"):
            return
        self.begin("正在装订…")
        self._binding = tasks.run(
            lambda progress: print_session_book(self._workspace, year, progress),
            owner=self,
            key="session-book",
            done=self._ask,
            progress=self.advance,
            ended=self.finish,
        )

    def _stop(self) -> None:
        if self._binding is not None:
            self._binding.cancel()

    @guarded
    def _ask(self, form: PrintedForm) -> None:
        path = ask_where(self, "装订本年：存为 PDF", form.file_name, "PDF 文件 (*.pdf)")
        if path is not None:
            self._write(form, path)

    def _write(self, form: PrintedForm, path: Path) -> None:
        self.begin("正在写入并核对…", cancellable=False)
        tasks.run(
            lambda _progress: write_form(form, path),
            owner=self,
            key="session-book-write",
            done=lambda written: self.written.emit(f"已写入并核对：{written}"),
            ended=self.finish,
        )
