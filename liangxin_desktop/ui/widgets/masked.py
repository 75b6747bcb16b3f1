"""Numbers that a screen shows masked until they are asked for: of identity cards and of telephones."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from liangxin_desktop.domain import identity_number
from liangxin_desktop.ui.widgets.basic import Button
from liangxin_desktop.ui.widgets.clipboard import ClipboardGuard


class MaskedField(QWidget):
    """A number, masked and locked until 显示 is pressed; without one the field is open for typing.

    `edited` at each key. A copy of the whole number leaves the clipboard after half a minute.
    """

    edited = Signal()

    def __init__(self, name: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: str | None = None
        self._guard = ClipboardGuard(self)
        self.line = QLineEdit(self)
        self.line.setAccessibleName(name)
        self.show_button = Button("显示", self._toggle, tip=tip, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        row.addWidget(self.show_button)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self.on_edited)

    def form_value(self) -> str | None:
        """The number: the kept one while it is masked, else what was typed."""
        return self._kept if self.line.isReadOnly() else (self.line.text().strip() or None)

    def set_form_value(self, number: str | None) -> None:
        """Show a number masked; none leaves the field open for typing."""
        self._kept = number or None
        self._lay(identity_number.masked(number or ""), masked=self._kept is not None)

    def retype(self, number: str | None) -> None:
        """Show a number as it was being typed."""
        self._lay(number or "", masked=False)
        self.on_edited(self.line.text())

    def reveal(self, number: str) -> None:
        """Show the whole number, to be changed if need be."""
        self._kept = number or None
        self._guard.watch(number)
        self._lay(number, masked=False)
        self.line.setFocus()

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.line, self.show_button]

    def is_shown(self) -> bool:
        """Whether a kept number stands there whole."""
        return self._kept is not None and not self.line.isReadOnly()

    def ask(self) -> None:
        """The whole number is asked for."""
        self.reveal(self._kept or "")

    def may_hide(self) -> bool:
        """Whether what stands there may be masked."""
        return True

    def on_edited(self, _text: str) -> None:
        """Something was typed."""
        self.edited.emit()

    def _toggle(self) -> None:
        if not self.is_shown():
            self.ask()
        elif self.may_hide():
            self.set_form_value(self.form_value())

    def _lay(self, text: str, *, masked: bool) -> None:
        self.line.setReadOnly(masked)
        self.line.setText(text)
        if masked:
            self.line.setCursorPosition(0)
        self.line.style().polish(self.line)
        self.show_button.setText("显示" if masked else "隐藏")
        self.show_button.setVisible(self._kept is not None)


class PhoneField(MaskedField):
    """A telephone number; what was typed may be masked again as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("电话", "显示完整号码，可以修改", parent)
