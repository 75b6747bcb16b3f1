"""Attendance: one chip a person, everyone present until clicked.

Click or Space turns 出席 → 请假 → 缺席; the arrows move; two letters of pinyin initials find the person, and mark 请假
when only one answers ("everyone came except…"). Ctrl+Z takes back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from liangxin_desktop.ui.theme import restyle
from liangxin_desktop.ui.widgets.basic import clear
from liangxin_desktop.ui.widgets.flow import FlowLayout

_MEMORY = 1200
"""Letters typed within so many milliseconds of each other belong to one name."""


class Attendance(StrEnum):
    """Was there, was excused, was not there."""

    PRESENT = "present"
    LEAVE = "leave"
    ABSENT = "absent"

    def after(self) -> Attendance:
        """What a click turns it to."""
        order = list(Attendance)
        return order[(order.index(self) + 1) % len(order)]


_SIGNS = {Attendance.PRESENT: "✓", Attendance.LEAVE: "假", Attendance.ABSENT: "缺"}
_WORDS = {Attendance.PRESENT: "出席", Attendance.LEAVE: "请假", Attendance.ABSENT: "缺席"}


@dataclass(frozen=True)
class ChipPerson:
    """Who: an id, the name shown, and its strings of pinyin initials, lower case."""

    id: str
    name: str
    initials: frozenset[str] = frozenset()


class Chip(QPushButton):
    """One person; the sign before the name says what the colour says."""

    def __init__(self, person: ChipPerson, state: Attendance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person = person
        self.state = state
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        restyle(self, role="chip")
        self.show_state(state)

    def show_state(self, state: Attendance, note: str = "") -> None:
        """Show how it was, and a reason in the tip."""
        self.state = state
        self.setText(f"{_SIGNS[state]} {self.person.name}")
        self.setAccessibleName(f"{self.person.name}，{_WORDS[state]}{f'（{note}）' if note else ''}")
        self.setToolTip(f"{_WORDS[state]}：{note}" if note else "")
        restyle(self, state=state.value)


class PersonChips(QWidget):
    """The chips of those who should have come. `changed(id, Attendance)` after each turn, also when taken back."""

    changed = Signal(str, object)
    reason_wanted = Signal(str)
    """The id of the person whose reason the user wants to write: a right click, or the menu key."""

    def __init__(self, name: str = "出席情况", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._chips: dict[str, Chip] = {}
        self._typed = ""
        self._forget = QTimer(self, singleShot=True, interval=_MEMORY)
        self._forget.timeout.connect(self._clear_typed)
        self._undo = QUndoStack(self)
        self._layout = FlowLayout(self, gap=5)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_people(self, people: Sequence[ChipPerson], states: Mapping[str, Attendance] | None = None) -> None:
        """Show these people; who has no state is present. What was done before can't be taken back any more."""
        states = states or {}
        clear(self._layout)
        self._undo.clear()
        self._chips = {p.id: Chip(p, states.get(p.id, Attendance.PRESENT), self) for p in people}
        for chip in self._chips.values():
            chip.clicked.connect(lambda _checked=False, chip=chip: self.turn(chip.person.id, chip.state.after()))
            chip.installEventFilter(self)
            self._layout.addWidget(chip)
        self._rove(next(iter(self._chips.values()), None))

    def states(self) -> dict[str, Attendance]:
        """Everyone's attendance, in the order given."""
        return {key: chip.state for key, chip in self._chips.items()}

    def turn(self, person: str, state: Attendance) -> None:
        """Set one person's attendance, so that Ctrl+Z takes it back."""
        if self._chips[person].state is not state:
            self._undo.push(_Turn(self, {person: state}))

    def all_present(self) -> None:
        """全部出席, in one step."""
        late = {key: Attendance.PRESENT for key, s in self.states().items() if s is not Attendance.PRESENT}
        if late:
            self._undo.push(_Turn(self, late))

    def set_note(self, person: str, note: str) -> None:
        """The reason of someone's leave, shown in the chip's tip."""
        chip = self._chips[person]
        chip.show_state(chip.state, note)

    def put(self, states: Mapping[str, Attendance]) -> None:
        """Show and tell, past the undo stack."""
        for person, state in states.items():
            self._chips[person].show_state(state)
            self.changed.emit(person, state)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, Chip):
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._key(watched, event)
            if event.type() == QEvent.Type.FocusIn:
                self._rove(watched)
            elif event.type() == QEvent.Type.ContextMenu:
                self.reason_wanted.emit(watched.person.id)
                return True
        return super().eventFilter(watched, event)

    def _key(self, chip: Chip, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo):
            self._undo.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self._undo.redo()
        elif event.key() in _MOVES:
            self._move(chip, Qt.Key(event.key()))
        elif event.text().isascii() and event.text().isalpha() and not event.modifiers():
            self._type(event.text().lower())
        else:
            return False
        return True

    def _move(self, chip: Chip, key: Qt.Key) -> None:
        chips = list(self._chips.values())
        at = chips.index(chip)
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            at += 1 if key == Qt.Key.Key_Right else -1
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            at = 0 if key == Qt.Key.Key_Home else len(chips) - 1
        else:
            at = _next_line(chips, at, down=key == Qt.Key.Key_Down)
        chips[min(max(at, 0), len(chips) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _type(self, letter: str) -> None:
        """Find by initials; the second letter marks the only one who answers, what follows of the name is swallowed."""
        self._forget.start()
        before, self._typed = self._typed, self._typed + letter
        found = self._answering(self._typed)
        if not found:
            self._typed, before = letter, ""
            found = self._answering(letter)
        if found:
            found[0].setFocus(Qt.FocusReason.OtherFocusReason)
        settled = len(before) >= 2 and len(self._answering(before)) == 1
        if len(self._typed) >= 2 and len(found) == 1 and not settled and found[0].state is Attendance.PRESENT:
            self.turn(found[0].person.id, Attendance.LEAVE)

    def _answering(self, letters: str) -> list[Chip]:
        return [c for c in self._chips.values() if any(key.startswith(letters) for key in c.person.initials)]

    def _clear_typed(self) -> None:
        self._typed = ""

    def _rove(self, current: Chip | None) -> None:
        """Only one chip is a stop of the Tab key: the one the user was at last."""
        for chip in self._chips.values():
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip is current else Qt.FocusPolicy.ClickFocus)
        if current is not None:
            self.setFocusProxy(current)


_MOVES = {
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
}


def _next_line(chips: Sequence[Chip], at: int, *, down: bool) -> int:
    """The chip nearest below or above; the same one on the last or first line."""
    here = chips[at].geometry().center()
    lines = sorted({c.y() for c in chips if (c.y() > chips[at].y() if down else c.y() < chips[at].y())})
    if not lines:
        return at
    line = lines[0] if down else lines[-1]
    on_line = [i for i, c in enumerate(chips) if c.y() == line]
    return min(on_line, key=lambda i: abs(chips[i].geometry().center().x() - here.x()))


class _Turn(QUndoCommand):
    """One step that can be taken back."""

    def __init__(self, chips: PersonChips, states: Mapping[str, Attendance]) -> None:
        super().__init__("出席情况")
        before = chips.states()
        self._chips, self._after = chips, dict(states)
        self._before = {person: before[person] for person in states}

    @override
    def redo(self) -> None:
        self._chips.put(self._after)

    @override
    def undo(self) -> None:
        self._chips.put(self._before)
