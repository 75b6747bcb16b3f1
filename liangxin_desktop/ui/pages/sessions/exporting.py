"""Writes the sessions that the list shows to a workbook."""

from __future__ import annotations

from PySide6.QtCore import Signal

from liangxin_desktop.services.lists import export_sessions
from liangxin_desktop.services.sessions import SessionLine
from liangxin_desktop.ui import tasks
from liangxin_desktop.ui.dialogs.printing import ask_where
from liangxin_desktop.ui.widgets.progress import ProgressPanel


class ListExporter(ProgressPanel):
    """`written(path)` once the file is there and compared."""

    written = Signal(object)

    def export(self, lines: tuple[SessionLine, ...], name: str) -> None:
        """Ask where, then write these sessions."""
        path = ask_where(self, "导出列表", f"{name}.xlsx", "Excel 表格 (*.xlsx)")
        if path is None:
            return
        self.begin("正在写入…", cancellable=False)
        tasks.run(
            lambda _progress: export_sessions(path, lines),
            owner=self,
            done=lambda _none: self.written.emit(path),
            ended=self.finish,
            key="session-list",
        )
