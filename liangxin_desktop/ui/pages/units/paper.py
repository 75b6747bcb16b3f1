"""The register carried away as a sheet, or an empty sheet to be filled in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from liangxin_desktop.services.units_import import export_units, write_template
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui import tasks
from liangxin_desktop.ui.dialogs.printing import ask_where
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.importing import SHEETS
from liangxin_desktop.ui.widgets.progress import ProgressPanel


class UnitsPaper(ProgressPanel):
    """Writes the register, with its progress on show. `said(str)` when it is done."""

    said = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace

    def menu(self) -> QMenu:
        """The register with its units, or its titles alone."""
        menu = QMenu(self)
        menu.addAction("导出全部单位").triggered.connect(self.export)
        menu.addAction("空白表格（发给各单位填写）").triggered.connect(self.template)
        return menu

    @guarded
    def export(self, _checked: bool = False) -> None:
        """Ask where, then write every unit."""
        name = f"覆盖单位-{self._workspace.today.isoformat()}.xlsx"
        self._write("导出覆盖单位", name, lambda path: export_units(self._workspace, path))

    @guarded
    def template(self, _checked: bool = False) -> None:
        """Ask where, then write the titles."""
        self._write("保存空白表格", "覆盖单位（空白）.xlsx", lambda path: write_template(self._workspace, path))

    def _write(self, title: str, name: str, write: Callable[[Path], str]) -> None:
        path = ask_where(self, title, name, SHEETS)
        if path is None:
            return
        self.begin("正在导出…", cancellable=False)
        tasks.run(
            lambda _progress: write(path),
            owner=self,
            key="units-export",
            done=lambda words: self.said.emit(f"已导出到“{path.name}”：{words}"),
            ended=self.finish,
        )
