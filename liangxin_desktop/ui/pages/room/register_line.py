"""The line on which an entry of the register is typed: Enter keeps it and offers the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractSpinBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from liangxin_desktop.domain.room_register import EntryKind, RoomEntry
from liangxin_desktop.services.room_register_form import EntryField, enter_entry, entry_forms
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.theme import GAP_S, current
from liangxin_desktop.ui.widgets.basic import Button, LinkButton
from liangxin_desktop.ui.widgets.dates import DateEdit
from liangxin_desktop.ui.widgets.fields import NumberField
from liangxin_desktop.ui.widgets.form import Form

_SHARE, _TITLE_SHARE = 58, 5
"""So many pixels of a field's width are one share of the line; the title has so many shares."""
_TITLE_WIDTH = 190
"""With less than this for the title and the others' widths, for 13-pixel text, the line takes two."""
_MOST = 100_000
_FIRST_YEAR = 1921


class EntryFields(Form):
    """The fields of a kind side by side; where there is no room, what follows the title stands below it."""

    confirmed = Signal()
    """Enter was pressed in one of them."""

    def __init__(self, fields: Sequence[EntryField], today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = tuple(fields)
        self._in_two = False
        for place, field in enumerate(fields):
            control = _control(field, today)
            self.add(field.name, field.label, control, 0, place)
            _line_of(control).returnPressed.connect(self.confirmed)
        self._arrange()

    def take_focus(self) -> None:
        """Put the focus on the first field, ready to be typed over."""
        first = self.stops()[0]
        first.setFocus()
        if isinstance(first, QLineEdit):
            first.selectAll()

    def _arrange(self) -> None:
        grid, row, column = cast("QGridLayout", self.layout()), 0, 0
        for field in self._asked:
            share = max(round(field.width / _SHARE), 1) if field.width else _TITLE_SHARE
            grid.addWidget(self.field(field.name), row, column, 1, share)
            column += share
            if self._in_two and field.name == "title":
                row, column = 1, 0

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(_TITLE_WIDTH), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        in_two = self.width() < sum(current().px(field.width or _TITLE_WIDTH) for field in self._asked)
        if in_two != self._in_two:
            self._in_two = in_two
            self._arrange()


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
        fields = entry_forms()[kind].fields
        self._needs_day = any(field.name == "on" and field.required for field in fields)
        self.form = EntryFields(fields, workspace.today, self)
        self.keep_button = Button("", self.keep, tip="Enter", parent=self)
        self.leave_button = LinkButton("不改了", self.leave, tip="Esc", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_S)
        row.addWidget(self.form, 1)
        for button in (self.keep_button, self.leave_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self.form.confirmed.connect(self.keep)
        self.clear()

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [*self.form.stops(), self.keep_button, self.leave_button]

    def clear(self) -> None:
        """Offer an empty line; where a day must be given it is today."""
        self._offer(None, {"on": self._workspace.today} if self._needs_day else {})

    def leave(self) -> None:
        """Give up what was being mended."""
        self.clear()
        self.left.emit()

    def mend(self, entry: RoomEntry) -> None:
        """Take an entry up again, the focus on its first field."""
        self._offer(entry, {name: getattr(entry, name) for name in self.form.names()})
        self.form.take_focus()

    def half_typed(self) -> dict[str, Any]:
        """What was typed and not kept yet, and the id of the entry that is mended; empty when nothing was."""
        typed = self.form.typed()
        return {"entry": self._mended.id if self._mended else "", "typed": typed} if typed else {}

    def retype(self, mended: RoomEntry | None, typed: Mapping[str, Any]) -> None:
        """Take up what was half typed, on the entry that was mended or on a new one."""
        self.clear()
        if mended is not None:
            self.mend(mended)
        self.form.retype(typed)

    def keep(self) -> None:
        """Hand over what was typed when it is good, else say beside each field what is wrong."""
        if not self.form.settle():
            return
        old = self._mended
        known, files = (old.id, old.attachments) if old else (None, ())
        entered = enter_entry(self._kind, self.form.values(), self._workspace.today, entry_id=known, attachments=files)
        self.form.set_problems(entered.problems)
        if entered.noun is not None:
            self.entered.emit(entered.noun)

    def proceed(self, kept: RoomEntry) -> None:
        """Offer the next line; several of one day are often written one after another."""
        is_new = self._mended is None
        self.clear()
        if is_new and self._needs_day:
            self.form.set_values({"on": kept.on})
        self.form.take_focus()

    def _offer(self, mended: RoomEntry | None, values: Mapping[str, Any]) -> None:
        self._mended = mended
        self.form.set_values(values)
        self.keep_button.setText("保存修改" if mended else "登记")
        self.leave_button.setVisible(mended is not None)

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


def _control(field: EntryField, today: date) -> QWidget:
    if field.name in ("on", "withdrawn_on"):
        day = DateEdit(today, latest=today)
        day.setMinimumWidth(current().px(field.width))
        return day
    if field.name == "number":
        return NumberField(0, _MOST, field.unit)
    if field.name == "year":
        return NumberField(_FIRST_YEAR, today.year)
    line = QLineEdit()
    line.setPlaceholderText(field.hint)
    return line


def _line_of(control: QWidget) -> QLineEdit:
    """The line in which a control is typed."""
    found = control.lineEdit() if isinstance(control, QAbstractSpinBox) else control
    if not isinstance(found, QLineEdit):
        raise TypeError(f"{type(control).__name__} is not typed in a line")
    return found
