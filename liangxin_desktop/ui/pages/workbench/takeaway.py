"""What the first page gives to carry away: the month's plan on paper, the coming duties for the phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from liangxin_desktop.domain.periods import Period
from liangxin_desktop.services.calendar import export_calendar
from liangxin_desktop.services.month_plan import print_month_plan
from liangxin_desktop.services.printing import write_form
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui import tasks
from liangxin_desktop.ui.dialogs.printing import ask_where
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.widgets.basic import Button
from liangxin_desktop.ui.widgets.progress import ProgressPanel


class Takeaway(ProgressPanel):
    """Shows while a file is made. `said(str)` when it is written; `button()` offers what there is."""

    said = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace

    def button(self) -> Button:
        """The small menu for the title row."""
        button = Button("", icon_name="ellipsis", parent=self.parentWidget(), tip="月计划、导出日历")
        button.setAccessibleName("月计划和日历")
        menu = QMenu(button)
        menu.addAction("本月计划…").triggered.connect(lambda: self.plan(self._month()))
        menu.addAction("下月计划…").triggered.connect(lambda: self.plan(self._month().next()))
        menu.addSeparator()
        menu.addAction("导出日历（.ics）…").triggered.connect(self.export_calendar)
        button.clicked.connect(lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
        return button

    @guarded
    def plan(self, month: Period) -> None:
        """Ask where, then write the month's plan as a PDF."""
        path = ask_where(self, "月计划：存为 PDF", f"月计划-{month}.pdf", "PDF 文件 (*.pdf)")
        if path is not None:
            self._make(path, "正在排版月计划…", lambda: str(write_form(print_month_plan(self._workspace, month), path)))

    @guarded
    def export_calendar(self) -> None:
        """Ask where, then write the coming duties for the phone."""
        path = ask_where(self, "导出日历", f"支部日历-{self._workspace.today.isoformat()}.ics", "日历 (*.ics)")
        if path is not None:
            self._make(path, "正在导出日历…", lambda: export_calendar(self._workspace, path))

    def _make(self, path: Path, text: str, work: Callable[[], str]) -> None:
        self.begin(text, cancellable=False)
        tasks.run(
            lambda _progress: work(),
            owner=self,
            key="workbench-takeaway",
            done=lambda _said: self.said.emit(f"已写入并核对：{path.name}"),
            ended=self.finish,
        )

    def _month(self) -> Period:
        return Period.containing(self._workspace.today, "month")
