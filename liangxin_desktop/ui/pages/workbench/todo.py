"""要办的事: the findings of the rules, gravest first, each with its link; a finding may be set aside with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from liangxin_desktop.domain.findings import Finding
from liangxin_desktop.services.checks import set_aside, take_up_again
from liangxin_desktop.services.workbench import Workbench
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.dialogs.message import ReasonDialog
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.workbench.wording import task_item
from liangxin_desktop.ui.widgets.basic import Card, EmptyState, Label, LinkButton
from liangxin_desktop.ui.widgets.page import scrolling
from liangxin_desktop.ui.widgets.tasklist import TaskList


class TodoCard(Card):
    """The list of what is to be done. `activated(findings)` for a line's link, `changed(Changes)` after a write."""

    activated = Signal(object)
    changed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("要办的事", parent)
        self._workspace = workspace
        self._tasks: Sequence[tuple[Finding, ...]] = ()
        self._today = workspace.today
        self._count = Label("", "muted", parent=self)
        self._list = TaskList(parent=self)
        self._nothing = EmptyState("眼下没有要办的事。到期的会议、未办的行动会自动列在这里。", icon_name="circle-check")
        self._explain = LinkButton("说明不办的理由…", self._choose, tip="写明理由后，这一项划去但仍可见", parent=self)
        self.head.insertWidget(1, self._count)
        self.head.addWidget(self._explain)
        self.body.addWidget(scrolling(self._list), 1)
        self.body.addWidget(self._nothing, 1)
        self._list.activated.connect(self.activated)

    def show_tasks(self, bench: Workbench) -> None:
        """Show these findings; those set aside stand last, struck through."""
        self._tasks, self._today = bench.tasks, bench.today
        open_tasks = [line for line in bench.tasks if line[0].override is None]
        self._count.setText(str(len(open_tasks)) if open_tasks else "")
        self._list.set_items([task_item(line, bench.today) for line in bench.tasks])
        self._nothing.setVisible(not bench.tasks)
        self._list.setVisible(bool(bench.tasks))
        self._explain.setVisible(bool(bench.tasks))

    def _choose(self) -> None:
        menu = QMenu(self)
        for line in self._tasks:
            item = task_item(line, self._today)
            word = "恢复检查" if line[0].override else "说明理由"
            menu.addAction(f"{word}：{item.title}", partial(self._explain_line, line))
        menu.setToolTipsVisible(True)
        menu.popup(self._explain.mapToGlobal(self._explain.rect().bottomLeft()))

    @guarded
    def _explain_line(self, line: tuple[Finding, ...]) -> None:
        if line[0].override is not None:
            self.changed.emit(take_up_again(self._workspace, line[0]))
            return
        reason = ReasonDialog.ask(
            self.window(),
            line[0].message,
            f"依据：{line[0].basis}。写明理由后不再催办，但这一项会划去保留，并印在报表的说明里。",
            label="不办的理由",
            action="写明并划去",
        )
        for finding in line if reason else ():
            self.changed.emit(set_aside(self._workspace, finding, reason))
