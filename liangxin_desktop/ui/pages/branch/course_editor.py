"""The course on show: the steps on the left with ticks and days, the one in front on the right, judged while typing."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liangxin_desktop.domain.election_course import FINISH, Course, StepState, elected_by_votes
from liangxin_desktop.domain.elections import Election
from liangxin_desktop.services import elections
from liangxin_desktop.services.elections import course_table
from liangxin_desktop.services.people import list_people
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.branch.step_panel import StepPanel, wanted_word
from liangxin_desktop.ui.theme import GAP, GAP_S, Tone
from liangxin_desktop.ui.widgets.banner import StatusLine
from liangxin_desktop.ui.widgets.basic import Button, Card, LinkButton, PrimaryButton, SectionTitle
from liangxin_desktop.ui.widgets.page import scrolling
from liangxin_desktop.ui.widgets.records import Line, Record, RecordList
from liangxin_desktop.ui.widgets.suggest import Candidate

PAUSE = 700
"""A draft is kept so many milliseconds after the last key."""


class CourseEditor(Card):
    """Shows one election's course for writing. `draft_ready` when what was changed should be kept.

    Those due follow the day of the vote until somebody types another number; so do the meetings on offer.
    """

    draft_ready = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._workspace = workspace
        self._shown: Election | None = None
        self._voters: int | None = None
        self.heading = SectionTitle("", self)
        self.status = StatusLine(self)
        self.list = RecordList("换届步骤", self)
        self.panel = StepPanel(workspace, course_table(), self)
        self._scroll = scrolling(self.panel)
        self.drop = LinkButton("放弃", parent=self)
        self.print_button = Button("打印报告单", tip="Ctrl+P", parent=self)
        self.previous = Button("‹ 上一步", partial(self.step, -1), tip="Ctrl+PgUp", parent=self)
        self.next = Button("下一步 ›", partial(self.step, 1), tip="Ctrl+PgDn", parent=self)
        self.finish = PrimaryButton("完成并写入", tip="Ctrl+Enter", parent=self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.title.hide()
        self.head.addWidget(self.heading)
        self.head.addStretch(1)
        self.head.addWidget(self.status)
        columns = QHBoxLayout()
        columns.setSpacing(GAP + GAP_S)
        columns.addWidget(self.list, 28)
        columns.addWidget(self._scroll, 72)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.drop)
        foot.addStretch(1)
        for button in (self.print_button, self.previous, self.next, self.finish):
            foot.addWidget(button)
        self.body.setSpacing(GAP)
        self.body.addLayout(columns, 1)
        self.body.addLayout(foot)

    def _connect(self) -> None:
        self.list.chosen.connect(self.turn_to)
        self.list.opened.connect(lambda _key: self.panel.focus())
        self.panel.touched.connect(self._on_touched)
        self.panel.files.arrived.connect(self.draft_ready)
        self.panel.ballot.outcome_wanted.connect(self._mark_elected)
        self._pause.timeout.connect(self.draft_ready)
        for keys, by in {"Ctrl+PgDown": 1, "Ctrl+PgUp": -1}.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.step, by))

    def show_election(self, election: Election | None) -> None:
        """Show an election, the first step that lacks something in front; None ends the work on the one shown."""
        self._shown = election
        self._pause.stop()
        if election is None:
            return
        # before it is filled in: a meeting or a name that is not on offer would be dropped
        _offer(self.panel, self._workspace, election)
        self.panel.show_election(election)
        self._voters = self._judge(election).voters
        steps = elections.course(self._workspace, election).steps
        self.turn_to(next((one.step.key for one in steps if not one.is_done), FINISH))
        self.panel.focus()

    def election(self) -> Election | None:
        """The election as it stands; None while none is shown."""
        return self.panel.election(self._shown) if self._shown is not None else None

    def rest(self) -> None:
        """Nothing is waiting to be kept any more."""
        self._pause.stop()

    @guarded
    def turn_to(self, key: str) -> None:
        """Bring a step to the front."""
        self.list.choose(key, silently=True)
        self.panel.turn_to(key)
        self._judge(self.panel.election(self._need()))
        self._scroll.verticalScrollBar().setValue(0)

    def key(self) -> str:
        """The key of the step in front."""
        return str(self.list.current_key())

    @guarded
    def step(self, by: int) -> None:
        """The step before or after."""
        keys = [one.step.key for one in elections.course(self._workspace, self.panel.election(self._need())).steps]
        at = keys.index(self.key()) + by
        if 0 <= at < len(keys) and self.panel.settle():
            self.turn_to(keys[at])
            self.panel.focus()

    @guarded
    def renew(self) -> None:
        """The record may have changed: offer its people and meetings anew, and judge again."""
        election = self.election()
        if election is not None:
            _offer(self.panel, self._workspace, election)
            self._voters = self._judge(election).voters

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as one reads."""
        foot = [self.drop, self.print_button, self.previous, self.next, self.finish]
        return [self.list, *self.panel.stops(), *foot]

    def _need(self) -> Election:
        if self._shown is None:
            raise RuntimeError("no course is shown")
        return self._shown

    @guarded
    def _on_touched(self) -> None:
        if self._shown is None:
            return
        self._pause.start()
        course = self._judge(self.panel.election(self._shown))
        before, self._voters = self._voters, course.voters
        if course.voters != before:
            self.panel.offer_sessions(elections.member_meetings(self._workspace, course.election))
        if course.voters not in (None, before) and course.election.due in (None, before):
            self.panel.fill("due", course.voters)

    def _mark_elected(self) -> None:
        self.panel.ballot.mark_elected(elected_by_votes(self.panel.election(self._need()), course_table()))

    def _judge(self, election: Election) -> Course:
        course = elections.course(self._workspace, election)
        self.heading.setText(elections.title_of(election))
        self.list.set_records([_record(one, self._workspace.today) for one in course.steps])
        if self.list.current_key() is None:
            self.list.choose(FINISH, silently=True)
        is_last, clears = self.key() == FINISH, self.panel.former.isChecked()
        said = elections.consequences(self._workspace, election, clears_former=clears) if is_last else ()
        self.panel.judge(course)
        self.panel.say_outcome(said, elections.holders_before(self._workspace, election) if is_last else ())
        return course


def _offer(panel: StepPanel, workspace: Workspace, election: Election) -> None:
    panel.offer(*_candidates(workspace))
    panel.offer_sessions(elections.member_meetings(workspace, election))


def _candidates(workspace: Workspace) -> tuple[list[Candidate], dict[str, str]]:
    """Who is a full member, then who was one before leaving; and everybody's name."""
    lines = sorted(list_people(workspace), key=lambda one: not one.is_member)
    able = [
        Candidate(one.person.id, one.person.name, one.group if one.is_member else "已离开")
        for one in lines
        if one.standing.votes_from is not None
    ]
    return able, {one.person.id: one.person.name for one in lines}


def _record(state: StepState, today: date) -> Record:
    tone, word = _pill(state, today)
    first = Line(state.step.title, word, tone)
    if state.step.key == FINISH:
        return Record(state.step.key, (first,))
    wanted = f"{wanted_word(state.step)} {state.wanted_by.isoformat()}" if state.wanted_by else "未填日期"
    return Record(state.step.key, (first, Line(state.done_on.isoformat() if state.done_on else wanted)))


def _pill(state: StepState, today: date) -> tuple[Tone | None, str]:
    if any(one.severity.is_bad for one in state.findings):
        return "bad", "不合规定"
    if state.step.key == FINISH:
        return None, ""
    if state.is_done:
        return "ok", "✓"
    is_late = state.wanted_by is not None and state.wanted_by < today
    return "warn" if is_late else "quiet", f"缺{len(state.lacks)}项"
