"""全程纪实表 of one person, laid out beside the window and written where the user says."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from liangxin_desktop.services.development import Way
from liangxin_desktop.services.forms import print_form
from liangxin_desktop.services.printing import write_form
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui import tasks
from liangxin_desktop.ui.dialogs.printing import ask_where
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.widgets.progress import ProgressPanel

_PDF = "PDF 文件 (*.pdf)"


class WayPaper(ProgressPanel):
    """Hidden until a form is on its way. `said(str)` when it is written."""

    said = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace

    @guarded
    def export(self, way: Way | None) -> None:
        """Ask where, then lay out and write the person's form; nobody shown, nothing is done."""
        name = f"发展党员全程纪实表-{way.person.name}.pdf" if way else ""
        path = ask_where(self, "导出全程纪实表", name, _PDF) if way else None
        if way is None or path is None:
            return
        self.begin("正在排版全程纪实表…", cancellable=False)
        tasks.run(
            lambda _progress: write_form(print_form(self._workspace, "development", way.person.id), path),
            owner=self,
            key="development-form",
            done=lambda written: self.said.emit(f"已导出到“{written.name}”"),
            ended=self.finish,
        )
