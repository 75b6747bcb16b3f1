"""支部概况: particulars on the left; head counts, leadership and groups on the right, each with what the rules say."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.findings import Finding
from liangxin_desktop.services.branch import get_branch, overview
from liangxin_desktop.services.checks import run_check
from liangxin_desktop.services.people import list_people
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.branch.groups import GroupsCard
from liangxin_desktop.ui.pages.branch.leadership import HeadCountCard, LeadershipCard
from liangxin_desktop.ui.pages.branch.particulars import ParticularsCard
from liangxin_desktop.ui.theme import GAP
from liangxin_desktop.ui.widgets.page import Page, scrolling
from liangxin_desktop.ui.widgets.tab_order import step

_CONCERNS = ("branch", "groups", "people", "development", "units", "overrides", "settings")
_PREFIX = "org."
_OF_COUNTS = ("org.too-small", "org.too-large")
_OF_FORM = ("org.joint-units",)


class BranchPage(Page):
    """The branch. `changed(Changes)` after every write. `views` holds the cards, and what is opened in their place."""

    changed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("branch", "支部概况", parent)
        self._workspace = workspace
        self.particulars = ParticularsCard(workspace, self)
        self.counts = HeadCountCard(self)
        self.leadership = LeadershipCard(workspace.today, self)
        self.groups = GroupsCard(workspace, self)
        self.views = QStackedWidget(self)
        self.cards = QWidget(self)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(GAP)
        for card in (self.counts, self.leadership, self.groups):
            right.addWidget(card)
        right.addStretch(1)
        holder = QWidget(self)
        holder.setLayout(right)
        right.setContentsMargins(0, 0, 0, 0)
        columns = QHBoxLayout(self.cards)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(GAP)
        columns.addWidget(self.particulars, 54)
        columns.addWidget(scrolling(holder), 46)
        self.views.addWidget(self.cards)
        self.content.addWidget(self.views, 1)

    def _connect(self) -> None:
        self.particulars.written.connect(self._written)
        self.groups.written.connect(self._written)
        self.groups.refused.connect(self._reload)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        return step(self, (*self.particulars.stops(), *self.groups.stops()), forward=forward)

    @override
    def shown(self) -> None:
        self.refresh(None)
        if self.particulars.is_dirty():
            self.banner.show_message("warn", "支部概况有修改还没有保存。", "", "保存", self.save)

    @override
    def left(self) -> None:
        """Keep what was typed, saved or not."""
        self.groups.settle()
        self.particulars.keep()

    @override
    def refresh(self, changes: object) -> None:
        if not isinstance(changes, Changes) or changes.touch(*_CONCERNS):
            self._reload()

    @guarded
    def _reload(self) -> None:
        branch = get_branch(self._workspace)
        if branch is None:
            self.particulars.show_branch(None)
            return
        found, people = overview(self._workspace), list_people(self._workspace)
        findings = [one for one in run_check(self._workspace).findings if one.code.startswith(_PREFIX)]
        self.particulars.show_branch(branch, _of(findings, _OF_FORM))
        self.counts.show_counts(found, people, _of(findings, _OF_COUNTS))
        elsewhere = (*_OF_COUNTS, *_OF_FORM)
        self.leadership.show_leadership(found, [one for one in findings if one.code not in elsewhere])
        self.groups.show_groups(found, people)

    def save(self) -> None:
        """Keep what stands in the form in front."""
        self.particulars.save()

    def _written(self, changes: Changes) -> None:
        self.banner.hide()
        self._reload()
        self.changed.emit(changes)
        self.said.emit("已保存")


def _of(findings: Sequence[Finding], codes: Sequence[str]) -> list[Finding]:
    return [one for one in findings if one.code in codes]
