"""党员名册: the list on the left, one person on the right, and in their place a roster sheet on its way in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget
from typing_extensions import override

from liangxin_desktop.domain.branch import Group
from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.services.branch import list_groups
from liangxin_desktop.services.people import PersonLine, list_people
from liangxin_desktop.services.roster_import import RosterPlan, import_roster, plan_roster
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.importing import ImportPanel, Intake
from liangxin_desktop.ui.pages.people.panel import PersonPanel
from liangxin_desktop.ui.pages.people.paper import RosterPaper
from liangxin_desktop.ui.pages.people.roster import RosterCard
from liangxin_desktop.ui.pages.people.unsaved import UnsavedPerson
from liangxin_desktop.ui.requests import ImportRoster, OpenPerson
from liangxin_desktop.ui.theme import GAP
from liangxin_desktop.ui.widgets.basic import Button, EmptyState, PrimaryButton
from liangxin_desktop.ui.widgets.file_drop import FileDrop
from liangxin_desktop.ui.widgets.page import Page
from liangxin_desktop.ui.widgets.tab_order import step

_NAME_WIDTH = 96
"""Of the names in the preview of an import."""
_CONCERNS = ("people", "groups", "development", "branch")


class PeoplePage(Page):
    """The roster. `changed(Changes)` after every write."""

    changed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("people", "党员名册", parent)
        self._workspace = workspace
        self._people: dict[str, PersonLine] = {}
        self._groups: Sequence[Group] = ()
        self.roster = RosterCard(workspace.today, self)
        self.panel = PersonPanel(workspace, self)
        self._unsaved = UnsavedPerson(workspace, self.panel)
        self.importing = ImportPanel(_intake(workspace), self)
        self.paper = RosterPaper(workspace, self)
        self._both = QWidget(self)
        self._empty = EmptyState(
            "名册里还没有人。可以导入现有的名册表格（.xlsx，也可以直接拖到这里），或逐个新增。",
            "导入名册",
            self.importing.choose,
            icon_name="users",
        )
        self._views = QStackedWidget(self)
        self._export = Button("导出 ▾", tip="导出名册和组织生活清单（.xlsx）", parent=self)
        self._buttons = (
            Button("导入名册", self.importing.choose, tip="从 .xlsx 表格导入，也可以把文件拖进来", parent=self),
            self._export,
            Button("打印名册", self.paper.print_roster, tip="打印名册（Ctrl+P）", parent=self),
            PrimaryButton("新增党员", self._add, tip="新增党员（Ctrl+N）", parent=self),
        )
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self._export.setMenu(self.paper.menu())
        for button in self._buttons:
            self.add_action(button)
        row = QHBoxLayout(self._both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.roster, 58)
        row.addWidget(self.panel, 42)
        self.panel.hide()
        for view in (self._both, self.importing, self._empty):
            self._views.addWidget(view)
        self.content.addWidget(self.paper)
        self.content.addWidget(self._views, 1)

    def _connect(self) -> None:
        self.roster.picked.connect(self._show_line)
        self.panel.saved.connect(lambda person, changes: self._written(changes, "已保存", person))
        self.panel.removed.connect(lambda _changes: self.panel.hide())
        self.panel.removed.connect(lambda changes: self._written(changes, "已删除"))
        self.panel.closed.connect(self._close_panel)
        self.panel.views.wanted.connect(self.navigate)
        self.importing.offered.connect(self._import)
        self.importing.imported.connect(self._written)
        self.importing.closed.connect(self._show_roster)
        self.paper.said.connect(self.said)
        FileDrop(self, (".xlsx",)).dropped.connect(lambda paths: self._import(paths[0]))
        keys = {"Ctrl+N": self._add, "Ctrl+S": self.panel.save, "Ctrl+P": self.paper.print_roster}
        for key, slot in {**keys, "Ctrl+F": self.roster.search.setFocus, "Esc": self._close_panel}.items():
            QShortcut(QKeySequence(key), self).activated.connect(slot)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        views = (*self.roster.stops(), *self.panel.stops(), *self.importing.stops())
        return step(self, (*self._buttons, *views), forward=forward)

    @override
    @guarded
    def shown(self) -> None:
        self.refresh(None)
        if self._unsaved.take_up(self._people, self._groups):
            self.panel.show()
            self._show_roster()
            self.roster.show_person(self.panel.person_id())

    @override
    @guarded
    def left(self) -> None:
        self._unsaved.keep()

    @override
    @guarded
    def refresh(self, changes: object) -> None:
        if isinstance(changes, Changes) and not changes.touch(*_CONCERNS):
            if changes.touch("sessions"):
                self.panel.views.renew()
            return
        self._people = {line.person.id: line for line in list_people(self._workspace)}
        self._groups = list_groups(self._workspace)
        self.roster.set_people(tuple(self._people.values()), self._groups)
        line = self._people.get(self.panel.person_id() or "")
        if line is not None and not self.panel.is_dirty():
            self.panel.show_line(line, self._groups)
        if self._views.currentWidget() is not self.importing:
            self._show_roster()

    @override
    def open(self, target: object) -> None:
        if isinstance(target, ImportRoster):
            self._import(target.path)
        elif isinstance(target, OpenPerson) and target.id in self._people and self._unsaved.may_leave():
            self._show_roster()
            self._show_line(self._people[target.id])
            self.roster.show_person(target.id)

    def _show_roster(self) -> None:
        somebody = bool(self._people) or not self.panel.isHidden()
        self._views.setCurrentWidget(self._both if somebody else self._empty)

    def _show_line(self, line: PersonLine | None) -> None:
        if line is None or (line.person.id == self.panel.person_id() and not self.panel.isHidden()):
            return
        if self._unsaved.may_leave():
            self.panel.show_line(line, self._groups)
            self.panel.show()
        else:
            self.roster.show_person(self.panel.person_id())

    def _close_panel(self) -> None:
        if not self.panel.isHidden() and self._unsaved.may_leave():
            self.panel.hide()
            self.roster.show_person(None)
            self.roster.table.setFocus()
            self._show_roster()

    def _add(self) -> None:
        if self._unsaved.may_leave():
            self.panel.show()
            self._show_roster()
            self.panel.begin(self._groups)

    def _written(self, changes: Changes, words: str, person_id: str | None = None) -> None:
        self.banner.hide()
        self._unsaved.keep()
        self._views.setCurrentWidget(self._both)
        self.refresh(changes)
        if person_id is not None:
            self.roster.show_person(person_id)
        self.changed.emit(changes)
        self.said.emit(words)

    def _import(self, path: Path) -> None:
        if self._unsaved.may_leave():
            self._views.setCurrentWidget(self.importing)
            self.importing.look_at(path)


def _intake(workspace: Workspace) -> Intake[RosterPlan]:
    return Intake(
        "导入名册",
        "名册表格",
        lambda path: plan_roster(workspace, path),
        lambda plan, skip: import_roster(workspace, plan, skip_bad_rows=skip),
        _NAME_WIDTH,
    )
