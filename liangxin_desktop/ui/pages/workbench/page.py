"""工作台: what must be done, by when, on what ground; and the year at a glance."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.findings import Finding, Severity, SubjectType
from liangxin_desktop.domain.sessions import SessionKind
from liangxin_desktop.services.development import RULES as DEVELOPMENT_RULES
from liangxin_desktop.services.first_steps import FirstStep, first_steps
from liangxin_desktop.services.workbench import CellState, MatrixCell, MatrixRow, Workbench, workbench
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.workbench.first_steps import FirstStepsCard
from liangxin_desktop.ui.pages.workbench.takeaway import Takeaway
from liangxin_desktop.ui.pages.workbench.tiles import Tiles
from liangxin_desktop.ui.pages.workbench.todo import TodoCard
from liangxin_desktop.ui.pages.workbench.wording import kind_owed
from liangxin_desktop.ui.requests import (
    NewSession,
    OpenElection,
    OpenPerson,
    OpenReturn,
    OpenRoom,
    OpenSession,
    OpenUnits,
)
from liangxin_desktop.ui.theme import GAP
from liangxin_desktop.ui.widgets.basic import Button, Card, PrimaryButton, SectionTitle
from liangxin_desktop.ui.widgets.line_chart import LineChart, Point
from liangxin_desktop.ui.widgets.page import Page, scrolling
from liangxin_desktop.ui.widgets.year_matrix import Dot, MatrixLegend, YearMatrix

_DOTS = {
    CellState.DONE: Dot.DONE,
    CellState.PARTLY: Dot.PARTLY,
    CellState.PLANNED: Dot.MISSING,
    CellState.MISSED: Dot.MISSING,
}
_CONCERNS = frozenset(
    [
        "branch",
        "groups",
        "people",
        "sessions",
        "development",
        "assessments",
        "room_checks",
        "units",
        "overrides",
        "settings",
        "returns",
    ]
)


class WorkbenchPage(Page):
    """The first page. Each line of work has the link that does it; each cell of the year opens or begins a session."""

    changed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("workbench", "工作台", parent)
        self._workspace = workspace
        self._bench: Workbench | None = None
        self._tiles = Tiles(self)
        self.first = FirstStepsCard(self)
        self._todo = TodoCard(workspace, self)
        self._year = SectionTitle("", self)
        self._matrix = YearMatrix(parent=self)
        self._chart = LineChart(parent=self)
        self.takeaway = Takeaway(workspace, self)
        self._to_return = PrimaryButton("生成季度报表", self._make_return, parent=self)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.add_action(Button("记一次组织生活", self._record, parent=self))
        self.add_action(self.takeaway.button())
        self.add_action(self._to_return)
        year = QVBoxLayout()
        year.addWidget(self._year)
        year.addWidget(self._matrix)
        year.addWidget(MatrixLegend(parent=self))
        year.addSpacing(GAP)
        year.addWidget(SectionTitle("出席率（近 12 个月）", self))
        year.addWidget(self._chart, 1)
        right = Card(parent=self)
        right.body.addWidget(scrolling(year))
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        columns.addWidget(self._todo, 53)
        columns.addWidget(right, 47)
        self.content.addWidget(self.takeaway)
        self.content.addWidget(self.first)
        self.content.addWidget(self._tiles)
        self.content.addLayout(columns, 1)

    def _connect(self) -> None:
        self.first.wanted.connect(self._begin)
        self._todo.activated.connect(self._act)
        self._todo.changed.connect(self.changed)
        self.takeaway.said.connect(self.said)
        self._matrix.activated_at.connect(self._open_cell)

    @override
    def shown(self) -> None:
        self.refresh(None)

    @override
    @guarded
    def refresh(self, changes: object) -> None:
        if isinstance(changes, Changes) and not changes.touch(*_CONCERNS):
            return
        bench = workbench(self._workspace)
        self._bench = bench
        self.first.show_steps(first_steps(self._workspace))
        self._tiles.show_figures(bench)
        self._todo.show_tasks(bench)
        self._year.setText(f"{bench.today.year} 年组织生活一览")
        self._matrix.set_rows([(row.kind.value, row.title, _dots(row)) for row in bench.matrix])
        self._chart.set_points([_point(str(month), rate) for month, rate in bench.attendance_by_month])
        self._to_return.setText(f"生成{'一二三四'[bench.return_period.number - 1]}季度报表")
        self.counted.emit(_pressing(bench))

    def _begin(self, step: FirstStep) -> None:
        if step is FirstStep.SESSION:
            self._record()
        else:
            self.navigate.emit("people" if step is FirstStep.ROSTER else "branch", None)

    def _record(self) -> None:
        self.navigate.emit("sessions", NewSession())

    def _make_return(self) -> None:
        if self._bench is not None:
            self.navigate.emit("returns", OpenReturn(str(self._bench.return_period)))

    def _act(self, findings: Sequence[Finding]) -> None:
        first, owed = findings[0], kind_owed(findings[0])
        if owed is not None and first.subject.type is not SubjectType.PERSON:
            group = first.subject.id if first.subject.type is SubjectType.GROUP else None
            day = first.due_on if first.severity is Severity.OVERDUE else None
            self.navigate.emit("sessions", NewSession(owed, group, day))
        elif owed is not None:
            self.navigate.emit("sessions", NewSession(owed))
        elif first.subject.type is SubjectType.SESSION:
            self.navigate.emit("sessions", OpenSession(first.subject.id))
        elif first.subject.type is SubjectType.PERSON:
            page = "development" if first.code.startswith(DEVELOPMENT_RULES) else "people"
            self.navigate.emit(page, OpenPerson(first.subject.id, first.code))
        elif first.subject.type is SubjectType.ITEM or first.code.startswith("room."):
            self.navigate.emit("room", OpenRoom(first.subject.id))
        elif first.code.startswith("cover."):
            self.navigate.emit("units", OpenUnits(rate=first.period))
        else:
            self.navigate.emit("branch", OpenElection() if first.code == "org.term" else None)

    def _open_cell(self, kind: str, month: int) -> None:
        cell = self._cell(kind, month)
        if cell is None:
            return
        if cell.sessions and not cell.open_duties:
            self.navigate.emit("sessions", OpenSession(cell.sessions[-1]))
            return
        subject = cell.open_duties[0].subject if cell.open_duties else None
        group = subject.id if subject and subject.type is SubjectType.GROUP else None
        past = cell.month.end < self._workspace.today
        self.navigate.emit("sessions", NewSession(SessionKind(kind), group, cell.month.end if past else None))

    def _cell(self, kind: str, month: int) -> MatrixCell | None:
        rows = self._bench.matrix if self._bench else ()
        return next((row.cells[month - 1] for row in rows if row.kind == kind), None)


def _dots(row: MatrixRow) -> dict[int, Dot]:
    return {cell.month.start.month: _DOTS[cell.state] for cell in row.cells if cell.state in _DOTS}


def _point(month: str, rate: float | None) -> Point:
    return Point(month, None if rate is None else rate * 100)


def _pressing(bench: Workbench) -> int:
    return sum(line[0].severity.is_bad for line in bench.tasks)
