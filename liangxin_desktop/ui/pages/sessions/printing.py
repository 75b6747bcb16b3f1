"""打印记录: lays the record out beside the window, asks where to, and writes it there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from liangxin_desktop.services.forms import PrintedForm, print_form
from liangxin_desktop.services.printing import write_form
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.tasks import run
from liangxin_desktop.ui.widgets.progress import ProgressPanel

_KEY = "print session"


class RecordPrinter(ProgressPanel):
    """Shows while a record is laid out. `written(str)` tells where the PDF is."""

    written = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace

    def print_record(self, session_id: str) -> None:
        """Lay out the record of this session, then ask where to write it."""
        workspace = self._workspace
        self.begin("正在排版记录…", cancellable=False)
        run(
            lambda _progress: print_form(workspace, "session", session_id),
            owner=self,
            done=self._ask,
            ended=self.finish,
            key=_KEY,
        )

    def _ask(self, form: PrintedForm) -> None:
        name, _filter = QFileDialog.getSaveFileName(self, "打印记录：存为 PDF", form.file_name, "PDF 文件 (*.pdf)")
        if not name:
            return
        self.begin("正在写入并核对…", cancellable=False)
        run(
            lambda _progress: write_form(form, Path(name)),
            owner=self,
            done=lambda path: self.written.emit(str(path)),
            ended=self.finish,
            key=_KEY,
        )
