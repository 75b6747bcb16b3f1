"""The line on which an entry of the register is typed: Enter keeps it and offers the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from liangxin_desktop.domain.room_register import EntryKind, RoomEntry
from liangxin_desktop.domain.sessions import Attachment
from liangxin_desktop.services.entry import Entry
from liangxin_desktop.services.room_register_form import EntryField, enter_entry, entry_forms
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.theme import GAP_S, current
from liangxin_desktop.ui.widgets.basic import Button, LinkButton
from liangxin_desktop.ui.widgets.dates import DateEdit
from liangxin_desktop.ui.widgets.fields import NumberField
from liangxin_desktop.ui.widgets.form import Form
from liangxin_desktop.ui.widgets.text import printable

_SHARE, _TITLE_SHARE = 58, 5
"""So many pixels of a field's width are one share of the line; the title has so many shares."""
_MOST = 100_000
_FIRST_YEAR = 1921


class EntryLine(QWidget):
    """A new entry, or one to be mended. `entered(RoomEntry)` when it is good: once kept, call `proceed`.

    `left` when mending was given up.
    """

    entered = Signal(object)
    left = Signal()

    def __init__(self, kind: EntryKind, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._workspace = kind, workspace
        self._mended: RoomEntry | None = None
        self.form = Form(self)
        self.keep_button = Button("", self.keep, tip="Enter", parent=self)
        self.leave_button = LinkButton("不改了", self.leave, tip="Esc", parent=self)
        self._build()
        self.clear()

    def _build(self) -> None:
        column = 0
        for field in entry_forms()[self._kind].fields:
            control = self._control(field)
            span = max(round(field.width / _SHARE), 1) if field.width else _TITLE_SHARE
            self.form.add(field.name, field.label, control, 0, column, span)
            _line_of(control).returnPressed.connect(self.keep)
            column += span
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_S)
        row.addWidget(self.form, 1)
        for button in (self.keep_button, self.leave_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)

    def _control(self, field: EntryField) -> QWidget:
        if field.name in ("on", "withdrawn_on"):
            day = DateEdit(self._workspace.today, latest=self._workspace.today)
            day.setMinimumWidth(current().px(field.width))
            return day
        if field.name == "number":
            return NumberField(0, _MOST, field.unit)
        if field.name == "year":
            return NumberField(_FIRST_YEAR, self._workspace.today.year)
        line = QLineEdit()
        line.setPlaceholderText(field.hint)
        return line

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [*self.form.stops(), self.keep_button, self.leave_button]

    def clear(self) -> None:
        """Offer an empty line; where a day must be given it is today."""
        self._offer(None, {"on": self._workspace.today} if self._needs_day() else {})

    def leave(self) -> None:
        """Give up what was being mended."""
        self.clear()
        self.left.emit()

    def mend(self, entry: RoomEntry) -> None:
        """Take an entry up again, the focus on its first field."""
        self._offer(entry, {name: getattr(entry, name) for name in self.form.names()})
        self._take_focus()

    def keep(self) -> None:
        """Hand over what was typed when it is good, else say beside each field what is wrong."""
        if not self.form.settle():
            return
        entered = self._entered(self._mended.attachments if self._mended else ())
        self.form.set_problems(entered.problems)
        if entered.noun is not None:
            self.entered.emit(entered.noun)

    def proceed(self, kept: RoomEntry) -> None:
        """Offer the next line; several of one day are often written one after another."""
        is_new = self._mended is None
        self.clear()
        if is_new and self._needs_day():
            self.form.set_values({"on": kept.on})
        self._take_focus()

    @override
    def event(self, event: QEvent) -> bool:
        """Esc belongs to this line, not to a shortcut of the page, as long as an entry is being mended."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._mended:
            event.setAccepted(event.key() == Qt.Key.Key_Escape)
            if event.isAccepted():
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._mended:
            self.leave()
            return
        super().keyPressEvent(event)

    def _entered(self, attachments: Sequence[Attachment]) -> Entry[RoomEntry]:
        values = {name: _clean(value) for name, value in self.form.values().items()}
        known = self._mended.id if self._mended else None
        return enter_entry(self._kind, values, self._workspace.today, entry_id=known, attachments=attachments)

    def _offer(self, mended: RoomEntry | None, values: Mapping[str, Any]) -> None:
        self._mended = mended
        self.form.set_values(values)
        self.keep_button.setText("保存修改" if mended else "登记")
        self.leave_button.setVisible(mended is not None)

    def _needs_day(self) -> bool:
        return any(field.name == "on" and field.required for field in entry_forms()[self._kind].fields)

    def _take_focus(self) -> None:
        first = self.form.stops()[0]
        first.setFocus()
        if isinstance(first, QLineEdit):
            first.selectAll()


def _line_of(control: QWidget) -> QLineEdit:
    """The line in which a control is typed."""
    found = control.lineEdit() if isinstance(control, QAbstractSpinBox) else control
    if not isinstance(found, QLineEdit):
        raise TypeError(f"{type(control).__name__} is not typed in a line")
    return found


def _clean(value: Any) -> Any:
    return printable(value).strip() or None if isinstance(value, str) else value
