"""发展党员: the board of those on the way on the left, one person's way on the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QWidget
from typing_extensions import override

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.services.development import STEP_OF_RULE, Board, Way, board, way_of
from liangxin_desktop.services.development_form import training_asked
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.development.left import LeftSide
from liangxin_desktop.ui.pages.development.newcomer import NewcomerForm
from liangxin_desktop.ui.pages.development.panel import WayPanel
from liangxin_desktop.ui.pages.development.paper import WayPaper
from liangxin_desktop.ui.pages.development.plan_form import PlanForm
from liangxin_desktop.ui.pages.development.plan_link import PlanLink
from liangxin_desktop.ui.pages.development.split import Split
from liangxin_desktop.ui.pages.development.unsaved import UnsavedForm
from liangxin_desktop.ui.pages.development.wording import pressing_finding
from liangxin_desktop.ui.pages.steps import Asked
from liangxin_desktop.ui.pages.undo import Undo
from liangxin_desktop.ui.requests import OpenPerson
from liangxin_desktop.ui.widgets.basic import Button, PrimaryButton
from liangxin_desktop.ui.widgets.page import Page
from liangxin_desktop.ui.widgets.tab_order import step

_CONCERNS = ("people", "development", "assessments", "overrides", "settings", "branch", "groups", "recycled")


class DevelopmentPage(Page):
    """The way to membership. `changed(Changes)` after every write."""

    changed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("development", "发展党员", parent)
        self._workspace = workspace
        self._board: Board | None = None
        self._asked: Asked = None
        self._chosen: str | None = None
        self._stale = False
        self.left_side = LeftSide(workspace.today, self)
        self.panel = WayPanel(workspace, self)
        self._unsaved = UnsavedForm(workspace, self.panel)
        self._split = Split(self.left_side, self.panel, self)
        self._undo = Undo(workspace, self.banner)
        self.plan = PlanLink("", partial(self._begin, self.panel.plan_form), parent=self)
        self.more = Button("更多 ▾", tip="转入、退出或转出、个人信息、年度计划", parent=self)
        self.paper = WayPaper(workspace, self)
        self.print_button = Button("打印 ▾", tip="右边这个人的登记表和纪实表（Ctrl+P 打印现阶段的一种）", parent=self)
        self.export = Button("导出全程纪实表", self.paper.export, tip="右边这个人的全程纪实表（PDF）", parent=self)
        apply = partial(self._begin, self.panel.application_form)
        self.apply_button = PrimaryButton("登记入党申请", apply, tip="登记入党申请（Ctrl+N）", parent=self)
        self._head: list[QPushButton] = [self.plan, self.left_side.toggle, self.more, self.print_button]
        self._head += [self.export, self.apply_button]
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        menu = QMenu(self)
        menu.addAction("登记转入…").triggered.connect(partial(self._begin, self.panel.transfer_form))
        menu.addAction("退出或转出…").triggered.connect(self.panel.begin_leaving)
        menu.addAction("在党员名册里查看").triggered.connect(
            lambda: self.navigate.emit("people", OpenPerson(self._chosen or ""))
        )
        menu.addAction("填写年度发展计划").triggered.connect(partial(self._begin, self.panel.plan_form))
        self.more.setMenu(menu)
        self.print_button.setMenu(self.paper.menu)
        self.add_note(self.plan)
        for button in self._head[1:]:
            self.add_action(button)
        self.content.addWidget(self.paper)
        self.content.addWidget(self._split, 1)

    def _connect(self) -> None:
        self.left_side.picked.connect(self._pick)
        self.left_side.opened.connect(self.panel.take_focus)
        self.left_side.apply_wanted.connect(self.apply_button.click)
        self.panel.saved.connect(self._written)
        self.panel.said.connect(self.said)
        self.panel.wanted.connect(partial(self.navigate.emit, "sessions"))
        self._split.shared.connect(self.panel.overview.put_away.setHidden)
        self.panel.closed.connect(self._close_panel)
        self._undo.undone.connect(self._written)
        self.paper.said.connect(self.said)
        keys = {"Ctrl+N": self.apply_button.click, "Ctrl+F": self.left_side.seek, "Esc": self._escape}
        keys |= {"Ctrl+S": self._save, "Ctrl+P": self.paper.print_fitting, "Ctrl+Z": self._undo.take_back}
        for key, slot in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(slot)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        right = [] if self.panel.isHidden() else self.panel.stops()
        return step(self, [*self._head, *self.left_side.stops(), *right], forward=forward)

    @override
    @guarded
    def shown(self) -> None:
        """Every write is told by `refresh`; another day makes a board old, written sessions the panel."""
        if self._board is None or self._board.today != self._workspace.today:
            self.refresh(None)
        elif self._stale and not self.panel.isHidden():
            self._show_chosen()
        self._unsaved.take_up(lambda person_id: self.open(OpenPerson(person_id)))
        if self.panel.front() is not None:
            self._split.show_right()

    @override
    @guarded
    def left(self) -> None:
        self._unsaved.keep()

    @override
    @guarded
    def refresh(self, changes: object) -> None:
        if isinstance(changes, Changes) and not changes.touch(*_CONCERNS):
            self._stale = self._stale or changes.touch("sessions")
            return
        first, found = self._board is None, board(self._workspace)
        self._board, self._asked = found, training_asked(self._workspace, found.today)
        self.plan.show_plan(found)
        self.panel.plan_form.admitted = found.admitted
        self.left_side.show_board(found, self._asked, self._chosen)
        people = [way for ways in found.columns.values() for way in ways]
        self.counted.emit(sum(pressing_finding(way) is not None for way in people))
        if self._chosen is not None and not self.panel.isHidden():
            self._show_chosen()
        elif first and people and self._split.is_wide():
            self._pick(_first_to_show(people))

    @override
    @guarded
    def open(self, target: object) -> None:
        if isinstance(target, OpenPerson) and self.panel.may_leave():
            self._chosen = target.id
            self._show_chosen()
            self.left_side.choose(target.id)
            if target.code in STEP_OF_RULE:
                self.panel.overview.timeline.choose(STEP_OF_RULE[target.code])

    @guarded
    def _pick(self, person_id: str) -> None:
        if person_id == self._chosen and not self.panel.isHidden():
            return
        if self.panel.may_leave():
            self._chosen = person_id
            self._show_chosen()
        self.left_side.choose(self._chosen)

    def _show_chosen(self) -> None:
        """Show the chosen person's way; somebody who stands on no column is looked up."""
        if self._chosen is None or self._board is None:
            return
        self._stale = False
        ways = (way for column in self._board.columns.values() for way in column)
        found = next((way for way in ways if way.person.id == self._chosen), None)
        self.panel.show_way(found or way_of(self._workspace, self._chosen), self._asked)
        self.paper.show_way(self.panel.way)
        self._split.show_right()

    def _written(self, changes: Changes, words: str) -> None:
        self.banner.hide()
        newcomers = (form.registered() for form in self.panel.newcomers)
        self._chosen = next(filter(None, newcomers), self._chosen)
        self.refresh(changes)
        self.changed.emit(changes)
        self.said.emit(words)
        self._undo.offer(changes)
        self._unsaved.keep()

    @guarded
    def _begin(self, form: NewcomerForm | PlanForm) -> None:
        self._split.show_right()
        self.panel.begin(form)

    def _save(self) -> None:
        form = self.panel.front()
        if form is not None and not self.panel.isHidden():
            form.save()

    def _escape(self) -> None:
        """Out of the form, then out of the panel."""
        form = self.panel.front()
        if form is not None:
            form.leave()
        elif not self.panel.isHidden():
            self._close_panel()

    def _close_panel(self) -> None:
        self._split.hide_right()
        self.left_side.take_focus()


def _first_to_show(people: Sequence[Way]) -> str:
    """Whom the page shows at first: whoever has the gravest finding, else the first."""
    pressing = [(found.order, way) for way in people if (found := pressing_finding(way))]
    return min(pressing, key=lambda one: one[0], default=(None, people[0]))[1].person.id
