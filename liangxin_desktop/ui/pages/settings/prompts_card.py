"""内容提示: how many of the year's themes were used, and the street's next file on its way in."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QWidget

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.services.prompts import PromptPlan, import_prompts, plan_prompts, prompt_use, prompts_for
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui import tasks
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.theme import GAP_S
from liangxin_desktop.ui.widgets.basic import Button, Card, Label, Pill
from liangxin_desktop.ui.widgets.progress import ProgressPanel

_SHOWN = 12
_FILES = "内容提示 (*.xlsx *.json)"


class PromptsCard(Card):
    """Shows what a file would do before it does it. `changed(Changes)` after an import."""

    changed = Signal(object)
    said = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("内容提示", parent)
        self._workspace = workspace
        self._plan: PromptPlan | None = None
        self.used = Pill("quiet", "", self)
        self.themes = Label("", wrap=True, parent=self)
        self.choose = Button("导入内容提示…", self._choose, icon_name="upload", parent=self)
        self.preview = Label("", "small", wrap=True, parent=self)
        self.skip = QCheckBox("跳过有错的，只导入其余各项", self)
        self.take = Button("导入", self._import, parent=self)
        self._cancel = Button("取消", lambda: self._show(None), parent=self)
        self._progress = ProgressPanel(self)
        self._build()

    def _build(self) -> None:
        self.head.addWidget(self.used)
        words = "街道按月发的主题和要点（.xlsx 或 .json）。新建主题党日、党课时可以选用；记录由支部自己写。"
        self.body.addWidget(Label(words, "small", wrap=True, parent=self))
        self.body.addWidget(self.themes)
        self.body.addWidget(self._progress)
        self.body.addWidget(self.preview)
        self.body.addWidget(self.skip)
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        for button in (self.choose, self.take, self._cancel):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.skip.toggled.connect(self._may_take)
        self._show(None)

    def reload(self) -> None:
        """Count the year's themes and tell this month's."""
        today = self._workspace.today
        use = prompt_use(self._workspace, today.year)
        self.used.set("quiet", f"本年用了 {use.used}/{use.issued}" if use.issued else "")
        themes = "；".join(one.theme for one in prompts_for(self._workspace, today))
        self.themes.setText(f"{today.month}月：{themes}" if themes else f"{today.month}月还没有内容提示。")

    @guarded
    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "选择街道发的内容提示", "", _FILES)
        if chosen:
            self.look_at(Path(chosen))

    def look_at(self, path: Path) -> None:
        """Read the file and show what importing it would do."""
        self._show(None)
        self._progress.begin("正在读取…", cancellable=False)
        tasks.run(
            lambda _progress: plan_prompts(self._workspace, path),
            owner=self,
            key="prompts-plan",
            done=self._show,
            ended=self._progress.finish,
            supersede=True,
        )

    def _show(self, plan: PromptPlan | None) -> None:
        self._plan = plan
        lines = list(islice(plan.lines(), _SHOWN)) if plan else []
        more = sum(1 for _ in plan.lines()) - len(lines) if plan else 0
        self.preview.setText("\n".join([*lines, f"  …… 另有{more}行"] if more else lines))
        self.skip.setChecked(False)
        self.preview.setVisible(bool(plan))
        self.skip.setVisible(bool(plan and plan.refused))
        self.choose.setVisible(plan is None)
        for button in (self.take, self._cancel):
            button.setVisible(bool(plan))
        self._may_take()

    def _may_take(self) -> None:
        plan = self._plan
        news = len(plan.added) + len(plan.changed) if plan else 0
        self.take.setText(f"导入 {news} 项" if news else "没有新内容")
        self.take.setEnabled(plan is not None and news > 0 and (not plan.refused or self.skip.isChecked()))

    @guarded
    def _import(self) -> None:
        if self._plan is None:
            return
        plan, skip = self._plan, self.skip.isChecked()
        changes: Changes = import_prompts(self._workspace, plan, skip_bad_rows=skip)
        self._show(None)
        self.reload()
        self.changed.emit(changes)
        self.said.emit(f"已导入内容提示：新增{len(plan.added)}项，更新{len(plan.changed)}项")
