"""The identity number in the form: masked until it is asked for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from liangxin_desktop.domain import identity_number
from liangxin_desktop.services.entry import NumberFacts, read_number
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.widgets.basic import Button
from liangxin_desktop.ui.widgets.clipboard import ClipboardGuard

_LENGTH = 18


class IdentityNumberField(QWidget):
    """Masked and locked; 显示 asks for the whole number (`wanted`), which can then be changed.

    `told(NumberFacts)` when a whole and right number was typed, `problem(str)` when the field is left with a wrong one,
    `edited` at each key. A copy of the whole number leaves the clipboard after half a minute.
    """

    wanted = Signal()
    told = Signal(object)
    problem = Signal(str)
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: str | None = None
        self.line = QLineEdit(self)
        self._guard = ClipboardGuard(self)
        self.show_button = Button("显示", self._toggle, tip="显示完整号码，并记入日志", parent=self)
        self._build()
        self._connect()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        row.addWidget(self.show_button)
        self.line.setAccessibleName("公民身份号码")
        self.line.setMaxLength(_LENGTH + 4)
        self.setFocusProxy(self.line)

    def _connect(self) -> None:
        self.line.textEdited.connect(self._on_edited)
        self.line.editingFinished.connect(self._check)

    def set_form_value(self, number: str | None) -> None:
        """Show a number masked; none leaves the field open for typing."""
        self._kept = number or None
        self.line.setText(identity_number.masked(number or ""))
        self._lock(bool(number))
        self.problem.emit("")

    def retype(self, number: str | None) -> None:
        """Show a number as it was being typed."""
        self._lock(False)
        self.line.setText(number or "")
        self._on_edited(self.line.text())

    def reveal(self, number: str) -> None:
        """Show the whole number, to be changed if need be."""
        self._kept = number or None
        self._guard.watch(number)
        self._lock(False)
        self.line.setText(number)
        self.show_button.setText("隐藏")
        self.show_button.show()
        self.line.setFocus()

    def form_value(self) -> str | None:
        """The number: the kept one while it is masked, else what was typed."""
        return self._kept if self.line.isReadOnly() else (self.line.text().strip().upper() or None)

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.line, self.show_button]

    def is_shown(self) -> bool:
        """Whether a kept number stands there whole."""
        return self._kept is not None and not self.line.isReadOnly()

    def _lock(self, locked: bool) -> None:
        self.line.setReadOnly(locked)
        self.show_button.setText("显示")
        self.show_button.setVisible(locked)

    @guarded
    def _toggle(self) -> None:
        if self.is_shown() and self.form_value() == self._kept:
            self.set_form_value(self._kept)
        elif not self.is_shown():
            self.wanted.emit()

    def _on_edited(self, text: str) -> None:
        self.edited.emit()
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
