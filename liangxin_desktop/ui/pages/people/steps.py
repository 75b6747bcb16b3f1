"""发展历程 of the person in the panel: the 25 steps as they are recorded, to read; they are taken on their own page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liangxin_desktop.domain.development import DevelopmentStep
from liangxin_desktop.services.development import StepLine, StepState, Way, way_of
from liangxin_desktop.services.development_entry import steps_of
from liangxin_desktop.services.development_form import names_of
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui import pages
from liangxin_desktop.ui.pages.steps import earlier_rows, heading, step_small
from liangxin_desktop.ui.pages.timeline import Timeline, TimelineRow
from liangxin_desktop.ui.requests import OpenPerson
from liangxin_desktop.ui.theme import GAP_S
from liangxin_desktop.ui.widgets.basic import EmptyState, Label, LinkButton

PAGE = "development"
_ELSEWHERE = "本程序里没有发展党员的记录：可能在入党后转入，或在使用本程序之前入党。"
_NOT_YET = "还没有记录步骤。第一步“递交入党申请书”在“发展党员”里登记。"


class StepsView(QWidget):
    """`wanted("development", OpenPerson)` by the link below, where the window has that page."""

    wanted = Signal(str, object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._person = ""
        self.timeline = Timeline(self)
        self._count = Label("", "muted", parent=self)
        self.link = LinkButton("到发展党员 ›", self._go, tip="在“发展党员”里办理和修改", parent=self)
        self._empty = EmptyState(_ELSEWHERE, parent=self)
        self._build()

    def _build(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self._count)
        foot.addStretch(1)
        foot.addWidget(self.link)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_S)
        layout.addWidget(self.timeline, 1)
        layout.addWidget(self._empty, 1)
        layout.addLayout(foot)

    def show_person(self, person_id: str) -> None:
        """Read and show the person's steps; the same person again keeps the place."""
        same, self._person = person_id == self._person, person_id
        place = self.timeline.verticalScrollBar().value() if same else 0
        self._show(way_of(self._workspace, person_id))
        self.timeline.verticalScrollBar().setValue(place)

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.timeline, self.link]

    def _show(self, way: Way) -> None:
        recorded = sum(step.state is StepState.DONE for step in way.steps)
        some = any(step.record is not None for step in way.steps)
        entries = [entry for _, entry in steps_of(self._workspace, way.person.id)]
        rows = step_rows(way, entries, names_of(self._workspace), self._workspace.today)
        self.timeline.show_rows([*rows] if some else [])
        self.timeline.setVisible(some)
        self._empty.label.setText(_ELSEWHERE if way.stage.is_member else _NOT_YET)
        self._empty.setVisible(not some)
        self._count.setText(f"已记录 {recorded} / {len(way.steps)} 步" if some else "")
        self.link.setVisible((some or way.column is not None) and any(one.key == PAGE for one in pages.ALL_PAGES))

    def _go(self) -> None:
        self.wanted.emit(PAGE, OpenPerson(self._person))


def step_rows(
    way: Way, recorded: Sequence[DevelopmentStep], names: Mapping[str, str], today: date
) -> Iterator[TimelineRow]:
    """The five stages with their steps, every term of probation among them: what is recorded of each, and when."""
    for stage in way.stages:
        yield TimelineRow(heading(stage))
        for step in stage.steps:
            yield from (row for _, row in earlier_rows(way, step, recorded, names, None))
            done = step.state is StepState.DONE
            yield TimelineRow(
                title=step.name,
                small=step_small(step, names, None, today) if step.record else "",
                aside=_aside(step),
                sign="✓" if done else str(step.number),
                tone="ok" if done else "warn" if step.record else "quiet",
                target=step.number,
            )


def _aside(step: StepLine) -> str:
    if step.done_on:
        return step.done_on.isoformat()
    return "进行中" if step.state is StepState.UNDER_WAY else "—"
