"""Who came: chips of those due, or the people named where nobody is due by rule; guests besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from liangxin_desktop.domain.sessions import Leave, Session
from liangxin_desktop.services.session_form import leave_reasons
from liangxin_desktop.ui.pages.sessions.reasons import ReasonPopup
from liangxin_desktop.ui.pages.sessions.rollcall import RollCall
from liangxin_desktop.ui.pages.sessions.taborder import chain
from liangxin_desktop.ui.theme import GAP_S, current, restyle
from liangxin_desktop.ui.widgets.basic import Label, LinkButton, clear
from liangxin_desktop.ui.widgets.chips import Attendance, ChipPerson
from liangxin_desktop.ui.widgets.flow import FlowLayout
from liangxin_desktop.ui.widgets.suggest import Candidate, PersonLine

_WORDS = {Attendance.PRESENT: "出席", Attendance.LEAVE: "请假", Attendance.ABSENT: "缺席"}
_HINT = "点一下切换：出席 → 请假 → 缺席"
_NOBODY = "没有应到的人：请先在“党员名册”里登记党员和党小组"
_TIP = "点一下或按空格切换；打两个拼音首字母标记没来的人；回车写请假原因；Ctrl+Z 撤销"


class AttendanceField(QWidget):
    """Attendance of one session. `touched` after every change by the user."""

    touched = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = RollCall()
        self.others = NamedPeople()
        self._label = Label("出席", "label", parent=self)
        self._hint = Label(_HINT, "label", parent=self)
        self._reason = LinkButton("", lambda: self._ask(self._current), parent=self)
        self._all = LinkButton("全部出席", self.chips.all_present, parent=self)
        self._reasons: dict[str, str] = {}
        self._people: dict[str, ChipPerson] = {}
        self._current = ""
        self._build()
        self._connect()

    def _build(self) -> None:
        self._hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._hint.setToolTip(_TIP)
        self.chips.setToolTip("")
        head = QHBoxLayout()
        head.setSpacing(GAP_S)
        head.addWidget(self._label)
        head.addWidget(self._hint, 1)
        head.addWidget(self._reason)
        head.addWidget(self._all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.chips)
        layout.addWidget(self.others)
        self._reason.hide()
        chain([self._all, self._reason, self.others.line])

    def _connect(self) -> None:
        self.chips.changed.connect(self._on_turn)
        self.chips.told.connect(lambda text: self._hint.setText(text or _HINT))
        self.chips.entered.connect(self._point_at)
        self.chips.reason_wanted.connect(self._ask)
        self.others.touched.connect(self.touched)

    def show_session(self, session: Session, due: Sequence[str] | None) -> None:
        """Show the attendance. `due` are the ids of those due, None where only those named come."""
        self._reasons = {one.person: one.reason or "" for one in session.leave}
        states = states_of(session)
        roll = [self._people[one] for one in due or () if one in self._people]
        on_roll = {one.id for one in roll}
        self.chips.set_people(roll, {one.id: states.get(one.id, Attendance.ABSENT) for one in roll})
        chain([self._reason, *self.chips.roll()])
        names = {one.id: one.name for one in self._people.values()}
        self.others.show_people({one: state for one, state in states.items() if one not in on_roll}, names)
        self.others.set_open(due is None)
        self._all.setVisible(bool(roll))
        self._hint.setText(_HINT if roll else _NOBODY)
        self._hint.setVisible(due is not None)
        self._label.setText("出席" if due is not None else "参加人")
        for person, reason in self._reasons.items():
            if reason and person in on_roll:
                self.chips.set_note(person, reason)
        self._point_at(self._current)

    def set_locked(self, locked: bool) -> None:
        """A finished record shows its chips and takes no clicks."""
        self.chips.setEnabled(not locked)
        self.others.set_locked(locked)
        if locked:
            self._all.hide()
            self._hint.hide()
            self._reason.hide()

    def offer(self, people: Mapping[str, ChipPerson], members: Sequence[Candidate]) -> None:
        """Everybody by id, and the members who may be named where nobody is due by rule."""
        self._people = dict(people)
        self.others.line.set_people(members)

    def changes(self) -> dict[str, Any]:
        """The attendance as fields of a session."""
        states = {**self.chips.states(), **self.others.states()}
        return {
            "present": tuple(one for one, state in states.items() if state is Attendance.PRESENT),
            "leave": tuple(
                Leave(person=one, reason=self._reasons.get(one) or None)
                for one, state in states.items()
                if state is Attendance.LEAVE
            ),
            "absent": tuple(one for one, state in states.items() if state is Attendance.ABSENT),
        }

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops, chips besides, which come behind the reason."""
        return [self._all, self._reason, self.others.line]

    def focus_roll(self) -> None:
        """Put the focus where attendance is taken."""
        target = self.chips if self.chips.states() else self.others.line
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_turn(self, person: str, state: Attendance) -> None:
        if state is Attendance.LEAVE:
            self.chips.set_note(person, self._reasons.get(person, ""))
        self._point_at(person)
        self.touched.emit()

    def _point_at(self, person: str) -> None:
        """The link asks why this person is excused, if that is so."""
        self._current = person
        excused = self.chips.states().get(person) is Attendance.LEAVE
        if excused:
            reason = self._reasons.get(person) or "写原因"
            self._reason.setText(f"{self._people[person].name}请假：{reason} ▾")
        self._reason.setVisible(excused)

    def _ask(self, person: str) -> None:
        """Ask for the reason; asking it of somebody who is present marks the leave."""
        if not self.chips.isEnabled():
            return
        self.chips.turn(person, Attendance.LEAVE)
        popup = ReasonPopup(self._people[person].name, self._reasons.get(person, ""), leave_reasons(), self)
        popup.given.connect(lambda reason: self._give(person, reason))
        popup.open_below(self._reason if self._reason.isVisible() else self._label)

    def _give(self, person: str, reason: str) -> None:
        self._reasons[person] = reason
        self.chips.set_note(person, reason)
        self._point_at(person)
        self.chips.setFocus()
        self.touched.emit()


class NamedPeople(QWidget):
    """People named who are not due: those of a talk, or those no longer due at a meeting. A click takes one away."""

    touched = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = PersonLine("加人：姓名或拼音")
        self._label = Label("不在应到名单：", "label", parent=self)
        self._holder = QWidget(self)
        self._flow = FlowLayout(self._holder, gap=5)
        self._states: dict[str, Attendance] = {}
        self._names: dict[str, str] = {}
        self._locked = False
        self._open = False
        self._build()

    def _build(self) -> None:
        self.line.setAccessibleName("加人")
        self.line.setFixedWidth(current().px(150))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._holder.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(GAP_S)
        row.addWidget(self._label)
        row.addWidget(self.line)
        row.addWidget(self._holder, 1, Qt.AlignmentFlag.AlignVCenter)
        self.line.named.connect(self._add)

    def show_people(self, states: Mapping[str, Attendance], names: Mapping[str, str]) -> None:
        """Show these, without telling."""
        self._states, self._names = dict(states), dict(names)
        self._fill()

    def set_open(self, is_open: bool) -> None:
        """Whether anybody may be added; else only those shown may be taken away."""
        self._open = is_open
        self._fill()

    def set_locked(self, locked: bool) -> None:
        """Show only."""
        self._locked = locked
        self._fill()

    def states(self) -> dict[str, Attendance]:
        """Attendance of those shown."""
        return dict(self._states)

    def _fill(self) -> None:
        clear(self._flow)
        buttons = [self._button(person, state) for person, state in self._states.items()]
        for button in buttons:
            self._flow.addWidget(button)
        chain([self.line, *buttons])
        self._label.setVisible(not self._open)
        self.line.setVisible(self._open and not self._locked)
        self.setVisible(bool(self._states) or self._open)

    def _button(self, person: str, state: Attendance) -> QPushButton:
        name = self._names.get(person, person)
        said = name if self._open and state is Attendance.PRESENT else f"{_WORDS[state]} {name}"
        button = QPushButton(said if self._locked else f"{said} ×", self._holder)
        restyle(button, role="tag")
        button.setAutoDefault(False)
        button.setEnabled(not self._locked)
        button.setAccessibleName(f"{said}，{'参加' if self._open else '不在应到名单'}，按一下移除")
        button.clicked.connect(lambda _checked=False: self._remove(person))
        return button

    def _remove(self, person: str) -> None:
        self._states.pop(person, None)
        self._fill()
        self.touched.emit()

    def _add(self) -> None:
        person = self.line.value()
        if person is None:
            return
        self._names[person] = self.line.words()
        self._states[person] = Attendance.PRESENT
        self.line.set_value(None)
        self._fill()
        self.line.setFocus()
        self.touched.emit()


def states_of(session: Session) -> dict[str, Attendance]:
    """Everybody named in the session, and how they are named."""
    return {
        **dict.fromkeys(session.present, Attendance.PRESENT),
        **{one.person: Attendance.LEAVE for one in session.leave},
        **dict.fromkeys(session.absent, Attendance.ABSENT),
    }
