"""One of a few choices in a line of radio buttons: one stop of the Tab key; arrows and Space choose."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

T = TypeVar("T", bound=StrEnum)


class RadioRow(QWidget, Generic[T]):
    """`RadioRow({Status.MET: "达标", …})`: one of them, or none yet. `chosen` when the user has clicked one."""

    chosen = Signal()

    def __init__(self, options: Mapping[T, str], parent: QWidget | None = None, gap: int = 14) -> None:
        super().__init__(parent)
        self.buttons = {value: QRadioButton(words, self) for value, words in options.items()}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(gap)
        for button in self.buttons.values():
            self._group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self._group.buttonClicked.connect(lambda _button: self.chosen.emit())

    def value(self) -> T | None:
        """The one chosen; None before that."""
        return next((value for value, button in self.buttons.items() if button.isChecked()), None)

    def set_value(self, value: T | None) -> None:
        """Show a choice without telling."""
        self._group.setExclusive(False)
        for one, button in self.buttons.items():
            button.setChecked(one is value)
        self._group.setExclusive(True)

    def take_focus(self) -> None:
        """Put the focus on what is chosen."""
        self._home().setFocus(Qt.FocusReason.TabFocusReason)

    def stop(self) -> QWidget:
        """Where Tab stops: while nothing is chosen the arrows only move the focus, and Space chooses."""
        return next((button for button in self.buttons.values() if button.hasFocus()), self._home())

    def _home(self) -> QRadioButton:
        value = self.value()
        return next(iter(self.buttons.values())) if value is None else self.buttons[value]
