"""One step of the course: what it is about, its fields, the candidates where asked for, and what is to be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from liangxin_desktop.domain.election_course import FINISH, Course, CourseStep, CourseTable
from liangxin_desktop.domain.elections import Election
from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.domain.sessions import Session
from liangxin_desktop.services.wording import label, labels
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.pages.attachments import AttachmentsField
from liangxin_desktop.ui.pages.branch.ballot import NAMES, SEATS, VOTES, Ballot
from liangxin_desktop.ui.pages.branch.findings import FindingLines
from liangxin_desktop.ui.theme import GAP
from liangxin_desktop.ui.widgets.basic import Label, LinkButton, SectionTitle
from liangxin_desktop.ui.widgets.dates import DateEdit
from liangxin_desktop.ui.widgets.fields import Choice, LineField, NumberField
from liangxin_desktop.ui.widgets.form import Form
from liangxin_desktop.ui.widgets.incoming import IncomingFiles
from liangxin_desktop.ui.widgets.suggest import Candidate
from liangxin_desktop.ui.widgets.text import TextField

_MODES = {"nominate": NAMES, "propose": NAMES, "count": VOTES, "offices": SEATS}
_WITH_FILES = ("apply", "propose", "count", "report", FINISH)
_UNITS = {"term_number": "届", "issued": "张", "returned": "张", "valid": "张"}
_NO_SESSION = (None, "未关联")
_WIDE = ("session", "note")
_MOST_TERMS, _MOST = 200, 9999
_NOTHING_CHANGES = "支部概况和党员名册都不用改动。"
_TOLD_IN_THE_ROWS = "not-half"


class StepForm(Form):
    """The fields of one step, two in a line."""

    def __init__(self, step: CourseStep, names: Mapping[str, str], today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        place = 0
        for name in step.fields:
            wide = name in _WIDE
            place += place % 2 if wide else 0
            self.add(name, names[name], _control(name, today), place // 2, place % 2, 2 if wide else 1)
            place += 2 if wide else 1

    def show_election(self, election: Election) -> None:
        """Fill in."""
        self.set_values({name: getattr(election, name) for name in self.names()})


def _control(name: str, today: date) -> QWidget:
    if name.endswith("_on"):
        return DateEdit(today, latest=today)
    if name == "kind":
        return Choice(labels()["election_kind"].items())
    if name == "session":
        return Choice([_NO_SESSION])
    if name == "note":
        return TextField("如：按规定不计入应到的人、监票人和计票人、重新选举的情况", least=2, most=6)
    if name == "document":
        return LineField("如：江委〔2026〕12号")
    most = _MOST_TERMS if name == "term_number" else _MOST
    return NumberField(1 if name == "term_number" else 0, most, _UNITS.get(name, "人"))


class StepPanel(QWidget):
    """Shows one step at a time, all of them filled from one election. `touched` at every change by the user.

    `session_wanted` asks for a new record of the members' meeting.
    """

    touched = Signal()
    session_wanted = Signal()

    def __init__(self, workspace: Workspace, table: CourseTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table, self._key = table, table.step[0].key
        self.heading = SectionTitle("", self)
        self._when = Label("", "muted", parent=self)
        self._note = Label("", wrap=True, parent=self)
        self._basis = Label("", "small", wrap=True, parent=self)
        self.forms = {one.key: StepForm(one, table.field, workspace.today, self) for one in table.step}
        self.session = LinkButton("新建这次大会的会议记录 ›", self.session_wanted.emit, parent=self)
        self.ballot = Ballot(self)
        self._papers = Label("批复、计票单等附件", "label", parent=self)
        self.files = AttachmentsField(workspace, self)
        self.lacks = Label("", "muted", wrap=True, parent=self)
        self.lines = FindingLines(self)
        self._after = Label("完成后的改动", "label", parent=self)
        self.consequences = Label("", wrap=True, parent=self)
        self.former = QCheckBox(self)
        self.forms[FINISH].field("ended_on").set_aside("已经结束的才填")
        self._build()
        self.incoming = IncomingFiles(self, lambda: workspace.now)
        self._connect()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addWidget(self._when)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(GAP)
        layout.addLayout(head)
        written = [form for key, form in self.forms.items() if key != FINISH]
        for part in (self._note, self._basis, *written):
            layout.addWidget(part)
        layout.addWidget(self.session, 0, Qt.AlignmentFlag.AlignLeft)
        said = (self._after, self.consequences, self.former, self.lacks, self.lines)
        for part in (self.ballot, *said, self.forms[FINISH], self._papers, self.files):
            layout.addWidget(part)
        layout.addStretch(1)

    def _connect(self) -> None:
        for form in self.forms.values():
            form.edited.connect(self.touched)
            for name in form.names():
                control = form.field(name).control
                if isinstance(control, DateEdit):
                    control.changed.connect(lambda _day: self.touched.emit())
        self.ballot.touched.connect(self.touched)
        self.former.clicked.connect(self.touched)
        self.files.touched.connect(self.touched)
        self.files.arrived.connect(self.touched)
        self.files.paste_wanted.connect(self.incoming.paste)
        self.incoming.came.connect(self.files.add)
        self.incoming.hovering.connect(self.files.tiles.set_welcoming)

    def offer(self, people: Sequence[Candidate], names: dict[str, str]) -> None:
        """Those of the roster who may be candidates, and everybody's name."""
        self.ballot.offer(people, names)

    def offer_sessions(self, sessions: Sequence[Session]) -> None:
        """The members' meetings that may be linked."""
        control = self.forms["hold"].field("session").control
        if isinstance(control, Choice):
            blocked = control.blockSignals(True)
            control.set_options([_NO_SESSION, *((one.id, _told(one)) for one in sessions)])
            control.blockSignals(blocked)

    def show_election(self, election: Election) -> None:
        """Fill every step, without telling."""
        for form in self.forms.values():
            form.show_election(election)
        self.ballot.show_candidates(election.candidates)
        self.former.setChecked(True)
        self.files.show_files(election.id, election.attachments, locked=False)

    def election(self, before: Election) -> Election:
        """The election as it stands in the steps."""
        values: dict[str, Any] = {}
        for form in self.forms.values():
            values |= form.values()
        parts = {"candidates": self.ballot.candidates(), "attachments": self.files.files()}
        changed: Election = before.but(**values, **parts)
        return changed

    def fill(self, name: str, value: int | None) -> None:
        """Put a number into a field as if it had been typed."""
        form = next(form for form in self.forms.values() if name in form.names())
        form.retype({name: value})

    def turn_to(self, key: str) -> None:
        """Bring a step to the front."""
        self._key = key
        for name, form in self.forms.items():
            form.setVisible(name == key)
        self.session.setVisible(key == "hold")
        self.ballot.setVisible(key in _MODES)
        for part in (self._papers, self.files):
            part.setVisible(key in _WITH_FILES)
        self.incoming.is_open = key in _WITH_FILES
        self.ballot.set_mode(_MODES.get(key, NAMES))

    def say_outcome(self, consequences: Sequence[str], holders_before: Sequence[str]) -> None:
        """Say at the last step what finishing changes, and ask whether those who held the seats give them up."""
        is_last = self._key == FINISH
        self._after.setVisible(is_last)
        self.consequences.setVisible(is_last)
        self.consequences.setText("\n".join(f"· {line}" for line in consequences) or _NOTHING_CHANGES)
        self.former.setVisible(is_last and bool(holders_before))
        self.former.setText(f"{'、'.join(holders_before)}不再任职，名册里改为无职务")

    def judge(self, course: Course) -> None:
        """Say of the step in front what is to be said; at the last one of all."""
        state, is_last = course.state(self._key), self._key == FINISH
        self.heading.setText(state.step.title)
        self._when.setText(f"{wanted_word(state.step)} {official_date(state.wanted_by)}" if state.wanted_by else "")
        self._note.setText(state.step.note)
        self._basis.setText(state.step.basis)
        self._basis.setVisible(bool(state.step.basis))
        lacks = [f"{one.step.title}：{'、'.join(one.lacks)}" for one in course.steps if one.lacks] if is_last else []
        said = "\n".join(lacks) if is_last else "、".join(state.lacks)
        self.lacks.setText(f"还没有填写　{said}" if said and not is_last else f"还没有填写\n{said}" if said else "")
        self.lacks.setVisible(bool(said))
        judged = course.judged if is_last else state.judged
        good = [one.sentence for one in judged if one.good and one.sentence and one.key != _TOLD_IN_THE_ROWS]
        self.lines.set_findings([one.finding for one in judged if one.finding], () if is_last else good)
        self.ballot.judge(self._table, course.election.present, seats_with_votes=not course.committee)
        voters = "" if course.voters is None else f"名册 {course.voters} 人"
        self.forms["hold"].field("due").set_aside(voters)

    def settle(self) -> bool:
        """Take what is being typed as finished; False, with the focus there, when a date is none."""
        return self.forms[self._key].settle()

    def focus(self) -> None:
        """Into the first field of the step."""
        stop = next(iter((*self.forms[self._key].stops(), *self.ballot.stops())), None)
        if stop is not None:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        fields = [stop for form in self.forms.values() for stop in form.stops()]
        return [self.former, *fields, self.session, *self.ballot.stops(), self.files.tiles, self.files.undo]


def wanted_word(step: CourseStep) -> str:
    """不晚于 for what the regulations date; the days between are a suggestion."""
    return "建议不晚于" if step.months_before else "不晚于"


def _told(session: Session) -> str:
    topic = f"　{session.topic}" if session.topic else ""
    return f"{session.held_on.isoformat()} {label('session_kind', session.kind)}{topic}"
