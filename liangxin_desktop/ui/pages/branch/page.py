"""支部概况: particulars on the left; head counts, leadership and groups on the right, each with what the rules say."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from liangxin_desktop.domain.branch import Branch
from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.findings import Finding
from liangxin_desktop.services.branch import get_branch, overview, save_branch
from liangxin_desktop.services.checks import run_check
from liangxin_desktop.services.entry import enter_branch
from liangxin_desktop.services.people import list_people
from liangxin_desktop.services.unsaved import keep_unsaved, unsaved
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.branch.findings import FindingLines
from liangxin_desktop.ui.pages.branch.form import BranchForm
from liangxin_desktop.ui.pages.branch.groups import GroupsCard
from liangxin_desktop.ui.pages.branch.leadership import HeadCountCard, LeadershipCard
from liangxin_desktop.ui.theme import GAP
from liangxin_desktop.ui.widgets.banner import StatusLine
from liangxin_desktop.ui.widgets.basic import Card, PrimaryButton, rule
from liangxin_desktop.ui.widgets.page import Page, scrolling
from liangxin_desktop.ui.widgets.tab_order import step

_CONCERNS = ("branch", "groups", "people", "development", "units", "overrides", "settings")
_FORM = "branch"
_PREFIX = "org."
_OF_COUNTS = ("org.too-small", "org.too-large")
_OF_FORM = ("org.joint-units",)


class BranchPage(Page):
    """The branch. `changed(Changes)` after every write. What was typed stays until it is saved."""

    changed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("branch", "支部概况", parent)
        self._workspace = workspace
        self._dirty = False
        self.form = BranchForm(workspace.today, self)
        self._form_findings = FindingLines(self)
        self.counts = HeadCountCard(self)
        self.leadership = LeadershipCard(workspace.today, self)
        self.groups = GroupsCard(workspace, self)
        self._status = StatusLine(self)
        self._save = PrimaryButton("保存", self.save, tip="保存（Ctrl+S）", parent=self)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        left = Card("基本情况", self)
        inside = QVBoxLayout()
        inside.addWidget(self.form)
        inside.addWidget(self._form_findings)
        inside.addStretch(1)
        inner = QWidget(self)
        inner.setLayout(inside)
        inside.setContentsMargins(0, 0, 8, 0)
        foot = QHBoxLayout()
        foot.addWidget(self._status, 1, Qt.AlignmentFlag.AlignRight)
        foot.addWidget(self._save)
        left.body.addWidget(scrolling(inner), 1)
        left.body.addWidget(rule(self))
        left.body.addLayout(foot)
        right = QVBoxLayout()
        right.setSpacing(GAP)
        for card in (self.counts, self.leadership, self.groups):
            right.addWidget(card)
        right.addStretch(1)
        holder = QWidget(self)
        holder.setLayout(right)
        right.setContentsMargins(0, 0, 0, 0)
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        columns.addWidget(left, 54)
        columns.addWidget(scrolling(holder), 46)
        self.content.addLayout(columns, 1)

    def _connect(self) -> None:
        self.form.edited.connect(self._on_edited)
        self.groups.written.connect(self._written)
        self.groups.refused.connect(self._reload)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        return step(self, (*self.form.stops(), self._save, *self.groups.stops()), forward=forward)

    @override
    def shown(self) -> None:
        self.refresh(None)
        if self._dirty:
            self.banner.show_message("warn", "支部概况有修改还没有保存。", "", "保存", self.save)

    @override
    def left(self) -> None:
        """Keep what was typed, saved or not."""
        self.groups.settle()
        self._keep_unsaved()

    @override
    def refresh(self, changes: object) -> None:
        if not isinstance(changes, Changes) or changes.touch(*_CONCERNS):
            self._reload()

    @guarded
    def _reload(self) -> None:
        branch = get_branch(self._workspace)
        if branch is None:
            self._status.say("请先填写支部名称")
            return
        if not self._dirty:
            self._show_branch(branch)
            self.form.retype(unsaved(self._workspace, _FORM))
        found, people = overview(self._workspace), list_people(self._workspace)
        findings = [one for one in run_check(self._workspace).findings if one.code.startswith(_PREFIX)]
        self.counts.show_counts(found, people, _of(findings, _OF_COUNTS))
        elsewhere = (*_OF_COUNTS, *_OF_FORM)
        self.leadership.show_leadership(found, [one for one in findings if one.code not in elsewhere])
        self.groups.show_groups(found, people)
        self._form_findings.set_findings(_of(findings, _OF_FORM))

    def _show_branch(self, branch: Branch) -> None:
        self.form.show_branch(branch)
        self._save.setEnabled(False)

    @guarded
    def _keep_unsaved(self) -> None:
        keep_unsaved(self._workspace, _FORM, self.form.typed() if self._dirty else {})

    def _on_edited(self) -> None:
        self._dirty = True
        self._save.setEnabled(True)
        self._status.say("有修改未保存")

    @guarded
    def save(self) -> None:
        """Keep what stands in the form; where something is wrong, say it at the field."""
        if not self.form.settle():
            return
        entry = enter_branch(self.form.branch_values())
        self.form.set_problems(entry.problems)
        if entry.noun is None:
            self._status.say(entry.problems.get("", "请改正标红的内容"))
            return
        changes = save_branch(self._workspace, entry.noun)
        self._dirty = False
        self._keep_unsaved()
        self._status.say(f"已保存于 {self._workspace.now:%H:%M}")
        self._written(changes)

    def _written(self, changes: Changes) -> None:
        self.banner.hide()
        self._reload()
        self.changed.emit(changes)
        self.said.emit("已保存")


def _of(findings: Sequence[Finding], codes: Sequence[str]) -> list[Finding]:
    return [one for one in findings if one.code in codes]
