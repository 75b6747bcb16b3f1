"""A sheet on its way in, a roster or a register: what each row would do, before anything is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QWidget

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.errors import LiangxinError
from liangxin_desktop.services.importing import AnyPlan, Outcome, PlanRow
from liangxin_desktop.ui import tasks
from liangxin_desktop.ui.guard import guarded, report
from liangxin_desktop.ui.models.table import Column, SortFilter, TableModel
from liangxin_desktop.ui.theme import Tone
from liangxin_desktop.ui.widgets.banner import Banner
from liangxin_desktop.ui.widgets.basic import Button, Card, Label, Pill, PrimaryButton, rule
from liangxin_desktop.ui.widgets.progress import ProgressPanel
from liangxin_desktop.ui.widgets.table import TableView

SHEETS = "Excel 表格 (*.xlsx)"
"""What a file dialog offers."""
_NUMBER, _OUTCOME = 64, 92
_TONES: dict[Outcome, Tone] = {
    Outcome.REFUSED: "bad",
    Outcome.CHANGED: "info",
    Outcome.ADDED: "ok",
    Outcome.UNCHANGED: "quiet",
    Outcome.NEW_GROUP: "ok",
}
_ORDER = list(Outcome)
_COUNTERS = {Outcome.REFUSED: "行", Outcome.NEW_GROUP: "个"}
"""What is counted otherwise than the sheet's people or units."""

P = TypeVar("P", bound=AnyPlan)


@dataclass(frozen=True)
class Intake(Generic[P]):
    """A kind of sheet: how its import is called (导入名册), what the sheet is, how it is planned, and how it is done.

    `name_width` is that of the column of names, 0 for a share of what is left.
    """

    title: str
    sheet: str
    plan: Callable[[Path], P]
    take: Callable[[P, bool], Changes]
    name_width: int = 0


class ImportPanel(Card, Generic[P]):
    """The preview of an import. `imported(Changes, words)` when it was done, `closed` when it was put away.

    `offered(Path)` when the user chose a file: whoever shows the panel decides whether to `look_at` it now.
    """

    offered = Signal(object)
    imported = Signal(object, str)
    closed = Signal()

    def __init__(self, intake: Intake[P], parent: QWidget | None = None) -> None:
        super().__init__(intake.title, parent)
        self._intake = intake
        self._plan: P | None = None
        self._file = Label("", "muted", parent=self)
        self._notes = Banner(self, closable=False)
        self._pills = {what: Pill(tone, "", self) for what, tone in _TONES.items()}
        self._model = TableModel(_COLUMNS)
        self._proxy = SortFilter(self._model)
        self.table = TableView("导入预览", self)
        self.skip = QCheckBox("跳过有错的行，只导入其余各行", self)
        self._progress = ProgressPanel(self)
        self._other = Button("换一个文件", self.choose, parent=self)
        self._cancel = Button("取消", self.closed.emit, tip="不导入，回到原来的页面", parent=self)
        self.take = PrimaryButton("导入", self._import, parent=self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.head.insertWidget(1, self._file)
        pills = QHBoxLayout()
        for pill in self._pills.values():
            pills.addWidget(pill)
        pills.addStretch(1)
        self.table.set_model(self._proxy, [_NUMBER, self._intake.name_width, _OUTCOME, 0], -1)
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

    @guarded
    def choose(self) -> None:
        """Ask for a file."""
        chosen, _ = QFileDialog.getOpenFileName(self, f"选择{self._intake.sheet}", "", SHEETS)
        if chosen:
            self.offered.emit(Path(chosen))

    def look_at(self, path: Path) -> None:
        """Read the sheet and show what importing it would do."""
        self._show(None)
        self._file.setText(path.name)
        self._progress.begin("正在读取表格…", cancellable=False)
        tasks.run(
            lambda _progress: self._intake.plan(path),
            owner=self,
            key="sheet-plan",
            done=self._show,
            failed=self._unreadable,
            ended=self._progress.finish,
            supersede=True,
        )

    def _unreadable(self, error: LiangxinError) -> None:
        self.closed.emit()
        report(error, self)

    def _show(self, plan: P | None) -> None:
        self._plan = plan
        rows = list(plan.rows()) if plan else []
        self._model.set_rows(rows)
        for what, pill in self._pills.items():
            count = len({row.number or row.name for row in rows if row.what is what})
            counter = _COUNTERS.get(what, plan.counter if plan else "")
            pill.set(_TONES[what], f"{what} {count} {counter}" if count else "")
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
        count = len(plan.plan.nouns) if plan else 0
        blocked = plan is not None and bool(plan.refused) and not self.skip.isChecked()
        self.take.setEnabled(bool(count) and not blocked)
        self.take.setText(f"导入 {count} {plan.counter}" if plan and count else "导入")
        self.take.setToolTip("有错的行：请改好表格再选，或勾选“跳过有错的行”。" if blocked else "")

    @guarded
    def _import(self) -> None:
        plan, skip = self._plan, self.skip.isChecked()
        if plan is None:
            return
        self._progress.begin("正在导入…", cancellable=False)
        self.take.setEnabled(False)
        tasks.run(
            lambda _progress: self._intake.take(plan, skip),
            owner=self,
            key="sheet-import",
            done=self._done,
            ended=self._progress.finish,
        )

    def _done(self, changes: Changes) -> None:
        words = f"已导入：{self._plan.outcome()}" if self._plan else "已导入"
        self._show(None)
        self.imported.emit(changes, words)


def _notes(plan: AnyPlan) -> Iterator[str]:
    count = f"{len(plan.sheet.rows)}{plan.counter}"
    yield f"工作表“{plan.sheet.sheet}”，表头在第{plan.sheet.header_row}行，共{count}可读。"
    yield from plan.notes()
    ignored = "、".join(column.title for column in plan.sheet.ignored_columns)
    if ignored:
        yield f"不导入的列：{ignored}"


_COLUMNS: list[Column[PlanRow]] = [
    Column("行", lambda row: str(row.number or ""), sort=lambda row: row.number, align="right"),
    Column("名称", lambda row: row.name, tooltip=lambda row: row.name),
    Column("结果", lambda row: row.what, sort=lambda row: _ORDER.index(row.what), tone=lambda row: _TONES[row.what]),
    Column("内容", lambda row: row.words, tooltip=lambda row: row.words),
]
