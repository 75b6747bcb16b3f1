"""覆盖单位: the register with its rates, and in its place a sheet on its way in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.services.units import list_units
from liangxin_desktop.services.units_import import UnitsPlan, import_units, plan_units
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.importing import ImportPanel, Intake
from liangxin_desktop.ui.pages.undo import Undo
from liangxin_desktop.ui.pages.units.desk import UnitsDesk
from liangxin_desktop.ui.pages.units.listing import ALL
from liangxin_desktop.ui.pages.units.paper import UnitsPaper
from liangxin_desktop.ui.requests import OpenUnits
from liangxin_desktop.ui.widgets.basic import Button, EmptyState, Label, PrimaryButton
from liangxin_desktop.ui.widgets.file_drop import FileDrop
from liangxin_desktop.ui.widgets.page import Page
from liangxin_desktop.ui.widgets.tab_order import step

_CONCERNS = ("units", "branch", "overrides", "settings")
_EMPTY = (
    "这里登记支部照看的各家单位，算出“两个覆盖”的四项比率，看出是哪几家拉低了它。\n"
    "可以导入现有的表格（.xlsx，也可以直接拖到这里），或逐家新增。"
)
_NOT_ASKED = (
    "本支部是单独组建的。覆盖单位由联合支部，以及楼宇、园区里照看其他单位的支部登记；不照看其他单位的，不用填。"
)


class UnitsPage(Page):
    """The register of covered units. `changed(Changes)` after every write."""

    changed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("units", "覆盖单位", parent)
        self._workspace = workspace
        self.not_asked = Label(_NOT_ASKED, "muted", wrap=True, parent=self)
        self.desk = UnitsDesk(workspace, self)
        self.importing = ImportPanel(_intake(workspace), self)
        self.paper = UnitsPaper(workspace, self)
        self.undo = Undo(workspace, self.banner)
        self.empty = EmptyState(_EMPTY, "导入单位", self.importing.choose, icon_name="building-2")
        self.views = QStackedWidget(self)
        self._export = Button("导出 ▾", tip="导出为 .xlsx 表格，或存一份空白表格", parent=self)
        self._buttons = (
            Button("导入单位", self.importing.choose, tip="从 .xlsx 表格导入，也可以把文件拖进来", parent=self),
            self._export,
            PrimaryButton("新增单位", self.add, tip="新增单位（Ctrl+N）", parent=self),
        )
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self._export.setMenu(self.paper.menu())
        for button in self._buttons:
            self.add_action(button)
        for view in (self.desk, self.importing, self.empty):
            self.views.addWidget(view)
        self.not_asked.hide()
        for part in (self.not_asked, self.paper):
            self.content.addWidget(part)
        self.content.addWidget(self.views, 1)

    def _connect(self) -> None:
        self.desk.written.connect(self._written)
        self.desk.removed.connect(self._removed)
        self.desk.emptied.connect(self._show_register)
        self.undo.undone.connect(self._written)
        self.importing.offered.connect(self._import)
        self.importing.imported.connect(self._imported)
        self.importing.closed.connect(self._show_register)
        self.paper.said.connect(self.said)
        FileDrop(self, (".xlsx",)).dropped.connect(lambda paths: self._import(paths[0]))
        keys = {"Ctrl+N": self.add, "Ctrl+S": self.desk.panel.save, "Ctrl+F": self.desk.listing.search.setFocus}
        for key, slot in {**keys, "Esc": self.desk.close_panel, "Ctrl+Z": self.undo.take_back}.items():
            QShortcut(QKeySequence(key), self).activated.connect(slot)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        views = (*self.desk.stops(), *self.importing.stops(), self.empty.button)
        return step(self, (*self._buttons, *views), forward=forward)

    @override
    @guarded
    def shown(self) -> None:
        self.refresh(None)
        self.desk.take_up()
        if self.views.currentWidget() is self.empty:
            self._show_register()

    @override
    @guarded
    def left(self) -> None:
        self.desk.keep()

    @override
    @guarded
    def refresh(self, changes: object) -> None:
        if isinstance(changes, Changes) and not changes.touch(*_CONCERNS):
            return
        register = list_units(self._workspace)
        self.desk.show_register(register)
        self.not_asked.setVisible(not register.is_asked)
        self.counted.emit(len(register.missed))
        if self.views.currentWidget() is not self.importing:
            self._show_register()

    @override
    def open(self, target: object) -> None:
        """A unit asked for stands on the right; a rate asked for narrows the list to those that keep it down."""
        if isinstance(target, OpenUnits) and self.desk.may_leave():
            self._show_register()
            if target.id is not None:
                self.desk.show_unit(int(target.id))
            elif target.rate is not None:
                self.desk.listing.narrow(target.rate)

    def add(self) -> None:
        """Begin with a new unit."""
        if self.desk.may_leave():
            self.desk.begin()
            self._show_register()
            self.desk.panel.form.field("name").setFocus()

    def _show_register(self) -> None:
        self.views.setCurrentWidget(self.empty if self.desk.is_empty() else self.desk)

    def _written(self, changes: Changes, words: str, key: int = 0) -> None:
        self.banner.hide()
        self.desk.keep()
        self.views.setCurrentWidget(self.desk)
        self.refresh(changes)
        self.desk.show_unit(key)
        self.changed.emit(changes)
        self.said.emit(words)

    def _removed(self, changes: Changes) -> None:
        self._written(changes, "已移到回收站")
        self.undo.offer(changes)

    def _imported(self, changes: Changes, words: str) -> None:
        self.desk.listing.narrow(ALL)
        self._written(changes, words)

    def _import(self, path: Path) -> None:
        if self.desk.may_leave():
            self.views.setCurrentWidget(self.importing)
            self.importing.look_at(path)


def _intake(workspace: Workspace) -> Intake[UnitsPlan]:
    return Intake(
        "导入单位",
        "单位表格",
        lambda path: plan_units(workspace, path),
        lambda plan, skip: import_units(workspace, plan, skip_bad_rows=skip),
    )
