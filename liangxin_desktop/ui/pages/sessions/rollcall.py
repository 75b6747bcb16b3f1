"""The chips of those due, marked by two letters: everyone came except "wj", "ys", "ht"."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from liangxin_desktop.ui.widgets.chips import Attendance, Chip, PersonChips

_MEMORY = 1500
"""Letters typed within so many milliseconds of each other belong to one name."""
_ENOUGH = 2
"""So many initials mark the only one who answers."""


class RollCall(PersonChips):
    """Attendance chips that say what was typed and whom it marked.

    Two initials mark the only one who answers as excused; where several answer, a digit chooses among them, and a
    further letter narrows. `told(str)` is the line to show meanwhile, empty when there is nothing to say. `entered(id)`
    comes when a chip gets the focus, and Enter on a chip asks for the reason of leave.
    """

    told = Signal(str)
    entered = Signal(str)

    def __init__(self, name: str = "出席情况", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._letters = ""
        self._choice: tuple[Chip, ...] = ()
        self._moving = False
        self._pause = QTimer(self, singleShot=True, interval=_MEMORY)
        self._pause.timeout.connect(self._forget_letters)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, Chip):
            if event.type() == QEvent.Type.FocusIn:
                self.entered.emit(watched.person.id)
            elif event.type() == QEvent.Type.FocusOut and not self._moving:
                self._stop()
            elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._takes(watched, event):
                return True
        return super().eventFilter(watched, event)

    def _takes(self, chip: Chip, event: QKeyEvent) -> bool:
        """Whether the key was one of ours: a letter of a name, a digit of a choice, Enter for the reason."""
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            return False
        text = event.text().lower()
        if text.isascii() and text.isalpha():
            self._letter(text)
        elif self._choice and text.isdecimal() and 0 < int(text) <= len(self._choice):
            self._mark(self._choice[int(text) - 1])
        elif event.key() == Qt.Key.Key_Escape and (self._letters or self._choice):
            self._stop()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and chip.state is Attendance.LEAVE:
            self.reason_wanted.emit(chip.person.id)
        else:
            return False
        return True

    def _letter(self, letter: str) -> None:
        found = self._found(self._letters + letter)
        if not found:
            self._letters = ""
            found = self._found(letter)
        self._letters += letter
        self._choice = ()
        self._pause.start()
        if not found:
            self.told.emit(f"{self._letters}：没有这样的人")
            self._letters = ""
        elif len(self._letters) < _ENOUGH:
            self.told.emit(f"{self._letters}…")
        elif len(found) == 1:
            self._mark(found[0])
        else:
            self._offer(found)

    def _found(self, letters: str) -> list[Chip]:
        return [chip for chip in self.roll() if any(key.startswith(letters) for key in chip.person.initials)]

    def roll(self) -> list[Chip]:
        """The chips in their order."""
        chips = {chip.person.id: chip for chip in self.findChildren(Chip)}
        return [chips[person] for person in self.states() if person in chips]

    def _offer(self, found: Sequence[Chip]) -> None:
        self._choice = tuple(found[:9])
        self._go(found[0])
        names = "  ".join(f"{number} {chip.person.name}" for number, chip in enumerate(self._choice, start=1))
        self.told.emit(f"{self._letters}：按数字选  {names}")

    def _mark(self, chip: Chip) -> None:
        """Excused; who was marked already is excused or absent in turn."""
        letters, self._letters, self._choice = self._letters, "", ()
        self._pause.start()
        self._go(chip)
        self.turn(chip.person.id, chip.state.after())
        self.told.emit(f"{letters} → {chip.accessibleName()}" if letters else chip.accessibleName())

    def _go(self, chip: Chip) -> None:
        self._moving = True
        chip.setFocus(Qt.FocusReason.OtherFocusReason)
        self._moving = False

    def _forget_letters(self) -> None:
        self._letters = ""
        if not self._choice:
            self.told.emit("")

    def _stop(self) -> None:
        self._letters, self._choice = "", ()
        self.told.emit("")
