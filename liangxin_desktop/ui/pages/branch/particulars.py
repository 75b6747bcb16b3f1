"""基本情况: the branch's form, what is typed there until it is saved, and the rules about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liangxin_desktop.domain.branch import Branch
from liangxin_desktop.domain.findings import Finding
from liangxin_desktop.services.branch import save_branch
from liangxin_desktop.services.entry import enter_branch
from liangxin_desktop.services.unsaved import keep_unsaved, unsaved
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.branch.form import BranchForm
from liangxin_desktop.ui.widgets.banner import StatusLine
from liangxin_desktop.ui.widgets.basic import Card, PrimaryButton, rule
from liangxin_desktop.ui.widgets.page import scrolling

_FORM = "branch"


class ParticularsCard(Card):
    """The branch's particulars. `written(Changes)` after they were saved; what was typed stays until then."""

    written = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("基本情况", parent)
        self._workspace = workspace
        self._dirty = False
        self.form = BranchForm(workspace.today, self)
        self.status = StatusLine(self)
        self.save_button = PrimaryButton("保存", self.save, tip="保存（Ctrl+S）", parent=self)
        self._build()
        self.form.edited.connect(self._on_edited)

    def _build(self) -> None:
        inner = QWidget(self)
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addWidget(self.form)
        inside.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.status, 1, Qt.AlignmentFlag.AlignRight)
        foot.addWidget(self.save_button)
        self.body.addWidget(scrolling(inner), 1)
        self.body.addWidget(rule(self))
        self.body.addLayout(foot)

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [*self.form.stops(), self.save_button]

    def is_dirty(self) -> bool:
        """Whether something was changed and not saved yet."""
        return self._dirty

    def show_branch(self, branch: Branch | None, findings: Sequence[Finding] = ()) -> None:
        """Show the branch, with what was typed and not saved, and what the rules say; None before it was entered."""
        self.form.findings.set_findings(findings)
        if branch is None:
            self.status.say("请先填写支部名称")
        elif not self._dirty:
            self.form.show_branch(branch)
            self.save_button.setEnabled(False)
            self.form.retype(unsaved(self._workspace, _FORM))

    @guarded
    def keep(self) -> None:
        """Keep what was typed and not saved."""
        keep_unsaved(self._workspace, _FORM, self.form.typed() if self._dirty else {})

    @guarded
    def save(self) -> None:
        """Keep what stands in the form; where something is wrong, say it at the field."""
        if not self.form.settle():
            return
        entry = enter_branch(self.form.branch_values())
        self.form.set_problems(entry.problems)
        if entry.noun is None:
            self.status.say(entry.problems.get("", "请改正标红的内容"))
            return
        changes = save_branch(self._workspace, entry.noun)
        self._dirty = False
        self.keep()
        self.status.say(f"已保存于 {self._workspace.now:%H:%M}")
        self.written.emit(changes)

    def _on_edited(self) -> None:
        self._dirty = True
        self.save_button.setEnabled(True)
        self.status.say("有修改未保存")
