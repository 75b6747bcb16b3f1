"""One person on the way: who, since when, the 25 steps, what the rules say, and what can be done now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from liangxin_desktop.domain.development import Assessment, DevelopmentStep
from liangxin_desktop.domain.findings import Finding
from liangxin_desktop.domain.people import Person, Stage
from liangxin_desktop.services.checks import set_aside, take_up_again
from liangxin_desktop.services.development import StepLine, StepState, Way
from liangxin_desktop.services.development_decisions import Decision, decisions_of, disagreements
from liangxin_desktop.services.development_papers import missing
from liangxin_desktop.services.people import come_back
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.dialogs.message import ConfirmDialog, ReasonDialog
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.icons import icon
from liangxin_desktop.ui.pages.development.actions import StepActions, blocked_after
from liangxin_desktop.ui.pages.development.missing import MissingPapers
from liangxin_desktop.ui.pages.development.notices import Notice, Notices
from liangxin_desktop.ui.pages.development.rows import timeline_rows
from liangxin_desktop.ui.pages.development.wording import (
    age_and_work,
    disagreement_words,
    finding_pill,
    leaving_words,
    milestones,
    refusal_of,
)
from liangxin_desktop.ui.pages.steps import Asked, heading
from liangxin_desktop.ui.pages.timeline import Timeline
from liangxin_desktop.ui.theme import Tone
from liangxin_desktop.ui.widgets.basic import Label, Pill

_STAGE_TONES: dict[Stage, Tone] = {
    Stage.APPLICANT: "quiet",
    Stage.ACTIVIST: "quiet",
    Stage.TARGET: "info",
    Stage.PROBATIONARY: "info",
    Stage.FULL: "ok",
}


class Overview(QWidget):
    """`step_wanted(StepLine, record)`, `assessment_wanted(record or None)`; `changed` after a finding was set aside."""

    step_wanted = Signal(object, object)
    session_wanted = Signal(str)
    assessment_wanted = Signal(object)
    changed = Signal(object)
    closed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._way: Way | None = None
        self._number = 0
        self._decisions: dict[str, Decision] = {}
        self._name = Label("", "name", parent=self)
        self._about = Label("", "muted", parent=self)
        self._pill = Pill(parent=self)
        self.put_away = QToolButton(self)
        self._days = Label("", "muted", wrap=True, parent=self)
        self.timeline = Timeline(self)
        self.missing = MissingPapers(self)
        self.notices = Notices(self)
        self.actions_row = StepActions(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.put_away.setIcon(icon("x", "muted"))
        self.put_away.setAccessibleName("关闭")
        self.put_away.setToolTip("关闭（Esc）")
        self._about.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head = QHBoxLayout()
        head.addWidget(self._name)
        head.addWidget(self._about, 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self._pill)
        head.addWidget(self.put_away)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._days)
        layout.addWidget(self.timeline, 1)
        layout.addWidget(self.missing)
        layout.addWidget(self.notices)
        layout.addWidget(self.actions_row)

    def _connect(self) -> None:
        self.put_away.clicked.connect(self.closed)
        self.timeline.picked.connect(self._choose)
        self.timeline.opened.connect(self._open)
        self.timeline.linked.connect(self.session_wanted)
        self.missing.step_wanted.connect(self.timeline.choose)
        self.actions_row.step_wanted.connect(self._open)
        self.actions_row.assessment_wanted.connect(lambda: self.assessment_wanted.emit(None))

    def show_way(self, way: Way, recorded: Sequence[DevelopmentStep], names: Mapping[str, str], asked: Asked) -> None:
        """Show a person, looking at the stage of the next step; the same person again keeps the place."""
        same = self._way is not None and self._way.person.id == way.person.id
        place = self.timeline.verticalScrollBar().value()
        self._way = way
        self._name.setText(way.person.name)
        self._about.setText(age_and_work(way, self._workspace.today))
        self._about.setToolTip(self._about.text())
        left = way.person.left_on is not None and way.person.left_on <= self._workspace.today
        self._pill.set("quiet" if left else _STAGE_TONES[way.stage], "已离开" if left else label("stage", way.stage))
        self._days.setText(milestones(way))
        self._decisions = decisions_of(self._workspace, recorded)
        self.missing.show_missing(missing(recorded))
        rows = timeline_rows(way, recorded, names, asked, self._workspace.today, self._decisions)
        self.timeline.show_rows([*rows])
        self._number = way.current.number
        self.timeline.choose(self._number)
        if same:
            self.timeline.doItemsLayout()
            self.timeline.verticalScrollBar().setValue(place)
        else:
            QTimer.singleShot(0, self, self.look)

    def look(self) -> None:
        """Bring the stage of the next step to the top."""
        if self._way is not None:
            self.timeline.look_from(heading(self._way.current_stage))
            self.timeline.scrollTo(self.timeline.currentIndex())

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as read."""
        return [self.put_away, self.timeline, self.missing.link, *self.notices.stops(), *self.actions_row.stops()]

    def _choose(self, target: object) -> None:
        """A step became current: say what it waits for, offer what can be done."""
        if self._way is None:
            return
        self._number = target.step if isinstance(target, DevelopmentStep) else self._number
        self._number = target if isinstance(target, int) else self._number
        step = self._way.steps[self._number - 1]
        record = target if isinstance(target, DevelopmentStep) else step.record
        decision = self._decisions.get(record.details.session or "") if record else None
        self.missing.show_step(self._number)
        self.actions_row.show_step(self._way, step, self._workspace.today)
        found = [*self._left(self._way), *self._disagreement(record, decision), *self._found(self._way)]
        grave = [one for one in found if one.tone == "bad"]
        self.notices.show_notices([*grave, *self._refusal(self._way, step), *(o for o in found if o not in grave)])

    def _disagreement(self, record: DevelopmentStep | None, decision: Decision | None) -> Iterator[Notice]:
        where = disagreements(record, decision) if record and decision else ()
        if record and decision and where:
            title = f"第 {record.step} 步{disagreement_words(where)}。"
            open_it = partial(self._open, record)
            yield Notice("warn", title, f"会议记录：{decision.title}。", f"更正第 {record.step} 步…", open_it)

    def _left(self, way: Way) -> Iterator[Notice]:
        if way.person.left_on is not None:
            yield Notice("quiet", *leaving_words(way.person), "撤销离开…", partial(self._come_back, way.person))

    @guarded
    def _come_back(self, person: Person) -> None:
        """Strike out that the person left, once more asked for."""
        title, text = f"撤销“{person.name}”的离开登记？", "只用于登记错误，或者本人继续在本支部培养、参加组织生活。"
        losses = [words for words in leaving_words(person) if words]
        if ConfirmDialog.ask(self.window(), title, text, losses=losses, action="撤销离开"):
            self.changed.emit(come_back(self._workspace, person.id))

    def _refusal(self, way: Way, step: StepLine) -> Iterator[Notice]:
        waiting = step if step.state is not StepState.UNDER_WAY else blocked_after(way, step)
        refusal = refusal_of(waiting, self._workspace.today) if waiting else None
        if refusal is not None:
            yield Notice("warn", refusal.title, refusal.text)

    def _found(self, way: Way) -> Iterator[Notice]:
        for one in way.findings:
            tone, pill = finding_pill(one, self._workspace.today)
            text = one.basis if one.override is None else f"{one.basis}。已说明：{one.override.reason}"
            action = "说明理由…" if one.override is None else "恢复检查"
            explain = partial(self._explain, one)
            yield Notice(tone, f"{pill}：{one.message}", text, action, explain, one.override is not None)

    @guarded
    def _explain(self, finding: Finding) -> None:
        """Set a finding aside with a reason, or take it up again."""
        if finding.override is not None:
            self.changed.emit(take_up_again(self._workspace, finding))
            return
        reason = ReasonDialog.ask(
            self.window(),
            finding.message,
            f"依据：{finding.basis}。写明理由后不再提示，但这一项会划去保留，并印在报表的说明里。",
            label="理由",
            action="写明并划去",
        )
        if reason:
            self.changed.emit(set_aside(self._workspace, finding, reason))

    def _open(self, target: object) -> None:
        """A row is to be worked on."""
        if isinstance(target, Assessment):
            self.assessment_wanted.emit(target)
        elif isinstance(target, DevelopmentStep) and self._way is not None:
            self.step_wanted.emit(self._way.steps[target.step - 1], target)
        elif isinstance(target, int) and self._way is not None:
            self.step_wanted.emit(self._way.steps[target - 1], None)
