"""The identity number in the form: masked until it is asked for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from liangxin_desktop.services.entry import NumberFacts, read_number
from liangxin_desktop.ui.widgets.masked import MaskedField

_LENGTH = 18


class IdentityNumberField(MaskedField):
    """Masked and locked; 显示 asks for the whole number (`wanted`), which can then be changed.

    `told(NumberFacts)` when a whole and right number was typed, `problem(str)` when the field is left with a wrong one.
    """

    wanted = Signal()
    told = Signal(object)
    problem = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("公民身份号码", "显示完整号码，并记入日志", parent)
        self.line.setMaxLength(_LENGTH + 4)
        self.line.editingFinished.connect(self._check)

    @override
    def form_value(self) -> str | None:
        number = super().form_value()
        return number.upper() if number else None

    @override
    def set_form_value(self, number: str | None) -> None:
        super().set_form_value(number)
        self.problem.emit("")

    @override
    def ask(self) -> None:
        self.wanted.emit()

    @override
    def may_hide(self) -> bool:
        """A number that was changed stays in sight until it is saved."""
        return self.form_value() == self._kept

    @override
    def on_edited(self, text: str) -> None:
        super().on_edited(text)
        if len(text.strip()) == _LENGTH:
            self._check()

    def _check(self) -> None:
        if self.line.isReadOnly() or not self.line.text().strip():
            self.problem.emit("")
            return
        try:
            facts: NumberFacts = read_number(self.line.text())
        except ValueError as error:
            self.problem.emit(f"{error}。")
            return
        self.problem.emit("")
        self.told.emit(facts)
