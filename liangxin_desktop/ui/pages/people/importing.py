"""A roster sheet on its way in: what each row would do, before anything is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QWidget

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.errors import LiangxinError
from liangxin_desktop.services.roster_import import RosterPlan, import_roster, plan_roster
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui import tasks
from liangxin_desktop.ui.guard import guarded, report
from liangxin_desktop.ui.models.table import Column, SortFilter, TableModel
from liangxin_desktop.ui.theme import Tone
from liangxin_desktop.ui.widgets.banner import Banner
from liangxin_desktop.ui.widgets.basic import Button, Card, Label, Pill, PrimaryButton, rule
from liangxin_desktop.ui.widgets.progress import ProgressPanel
from liangxin_desktop.ui.widgets.table import TableView

_WIDTHS = [64, 96, 92, 0]
_TONES: dict[str, Tone] = {"有错": "bad", "更新": "info", "新增": "ok", "无变化": "quiet", "新党小组": "ok"}
_ORDER = list(_TONES)


@dataclass(frozen=True)
class PlanRow:
    """One row of the preview. `number` is the sheet's row, 0 for a new group."""

    number: int
    name: str
    what: str
    words: str


class ImportPanel(Card):
    """The preview of an import. `imported(Changes, words)` when it was done, `closed` when it was put away."""

    imported = Signal(object, str)
    closed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("导入名册", parent)
        self._workspace = workspace
        self._plan: RosterPlan | None = None
        self._file = Label("", "muted", parent=self)
        self._notes = Banner(self, closable=False)
        self._pills = {what: Pill(tone, "", self) for what, tone in _TONES.items()}
        self._model = TableModel(_COLUMNS)
        self._proxy = SortFilter(self._model)
        self.table = TableView("导入预览", self)
        self.skip = QCheckBox("跳过有错的行，只导入其余各行", self)
        self._progress = ProgressPanel(self)
        self._other = Button("换一个文件", self._choose, parent=self)
        self._cancel = Button("取消", self.closed.emit, tip="不导入，回到名册", parent=self)
        self.take = PrimaryButton("导入", self._import, parent=self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.head.insertWidget(1, self._file)
        pills = QHBoxLayout()
        for pill in self._pills.values():
            pills.addWidget(pill)
        pills.addStretch(1)
        self.table.set_model(self._proxy, _WIDTHS, -1)
        self._notes.hide()
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.skip)
        foot.addStretch(1)
        for button in (self._other, self._cancel, self.take):
            foot.addWidget(button)
        self.body.addLayout(pills)
        self.body.addWidget(self._notes)
        self.body.addWidget(self._progress)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(rule(self))
        self.body.addLayout(foot)

    def _connect(self) -> None:
        self.skip.toggled.connect(self._may_take)

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.table, self.skip, self._other, self._cancel, self.take]

    def look_at(self, path: Path) -> None:
        """Read the sheet and show what importing it would do."""
        self._show(None)
        self._file.setText(path.name)
        self._progress.begin("正在读取表格…", cancellable=False)
        tasks.run(
            lambda _progress: plan_roster(self._workspace, path),
            owner=self,
            key="roster-plan",
            done=self._show,
            failed=self._unreadable,
            ended=self._progress.finish,
            supersede=True,
        )

    def _unreadable(self, error: LiangxinError) -> None:
        self.closed.emit()
        report(error, self)

    def _show(self, plan: RosterPlan | None) -> None:
        self._plan = plan
        rows = list(plan_rows(plan)) if plan else []
        self._model.set_rows(rows)
        for what, pill in self._pills.items():
            count = len({row.number or row.name for row in rows if row.what == what})
            unit = "个" if what == "新党小组" else "行" if what == "有错" else "人"
            pill.set(_TONES[what], f"{what} {count} {unit}" if count else "")
        notes = list(_notes(plan)) if plan else []
        self._notes.setVisible(bool(notes))
        if notes:
            self._notes.show_message("info", notes[0], "；".join(notes[1:]))
        self.skip.setVisible(bool(plan and plan.refused))
        self.skip.setChecked(False)
        self._may_take()
        self.table.setFocus()

    def _may_take(self) -> None:
        plan = self._plan
        ready = plan is not None and bool(plan.plan.people) and (not plan.refused or self.skip.isChecked())
        self.take.setEnabled(ready)
        count = len(plan.plan.people) if plan else 0
        self.take.setText(f"导入 {count} 人" if count else "导入")
        blocked = plan is not None and bool(plan.refused) and not self.skip.isChecked()
        self.take.setToolTip("有错的行：请改好表格再选，或勾选“跳过有错的行”。" if blocked else "")

    @guarded
    def _import(self) -> None:
        plan, skip = self._plan, self.skip.isChecked()
        if plan is None:
            return
        self._progress.begin("正在导入…", cancellable=False)
        self.take.setEnabled(False)
        tasks.run(
            lambda _progress: import_roster(self._workspace, plan, skip_bad_rows=skip),
            owner=self,
            key="roster-import",
            done=self._done,
            ended=self._progress.finish,
        )

    def _done(self, changes: Changes) -> None:
        plan = self._plan.plan if self._plan else None
        words = f"已导入：新增{len(plan.added)}人，更新{len(plan.changed)}人" if plan else "已导入"
        self._show(None)
        self.imported.emit(changes, words)

    @guarded
    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "选择名册表格", "", "Excel 表格 (*.xlsx)")
        if chosen:
            self.look_at(Path(chosen))


def plan_rows(plan: RosterPlan) -> Iterator[PlanRow]:
    """The preview's rows: refused first, then changed, added, unchanged, and the new groups."""
    for refusal in plan.refused:
        yield PlanRow(refusal.row, _name_in(plan, refusal.row), "有错", str(refusal))
    for change in plan.plan.changed:
        yield PlanRow(change.row, change.after.name, "更新", plan.changes_of(change))
    for one in plan.plan.added:
        group = plan.group_names.get(one.person.group or "", "")
        words = (label("stage", one.person.stage), group, one.person.unit or "")
        yield PlanRow(one.row, one.person.name, "新增", "，".join(word for word in words if word))
    for one in plan.plan.unchanged:
        yield PlanRow(one.row, one.person.name, "无变化", "")
    for new in plan.plan.new_groups:
        yield PlanRow(0, new.name, "新党小组", "名册里还没有这个党小组，将一并建立")


def _name_in(plan: RosterPlan, number: int) -> str:
    return next((row.name for row in plan.sheet.rows if row.number == number), "")


def _notes(plan: RosterPlan) -> Iterator[str]:
    yield f"工作表“{plan.sheet.sheet}”，表头在第{plan.sheet.header_row}行，共{len(plan.sheet.rows)}人可读。"
    yield from plan.sheet.notes
    ignored = "、".join(column.title for column in plan.sheet.ignored_columns)
    if ignored:
        yield f"不导入的列：{ignored}"


_COLUMNS: list[Column[PlanRow]] = [
    Column("行", lambda row: str(row.number or ""), sort=lambda row: row.number, align="right"),
    Column("姓名", lambda row: row.name),
    Column("结果", lambda row: row.what, sort=lambda row: _ORDER.index(row.what), tone=lambda row: _TONES[row.what]),
    Column("内容", lambda row: row.words, tooltip=lambda row: row.words),
]
