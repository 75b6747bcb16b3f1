"""A form: labelled fields in a grid, each named by the field of the noun it fills.

form = Form(); form.add("name", "姓名", LineField(), 0, 0); form.set_values({"name": "陈国华"}); form.values()
form.set_problems({"name": "请填写这一项。"})       # the sentence below the field, the focus in the first one
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QSpinBox, QWidget

from liangxin_desktop.ui.widgets.basic import Label
from liangxin_desktop.ui.widgets.dates import DateEdit
from liangxin_desktop.ui.widgets.fields import Choice, LabelledField, NumberField

_GAP_X, _GAP_Y = 10, 10
_LEAST_LETTERS = 4


@runtime_checkable
class HoldsValue(Protocol):
    """A control of a page's own that a form may hold."""

    def form_value(self) -> object: ...

    def set_form_value(self, value: Any) -> None: ...


@runtime_checkable
class TakesTyping(Protocol):
    """A control that shows what was half typed in another way than a value that is filled in."""

    def retype(self, value: Any) -> None: ...


class Form(QWidget):
    """Fields by name. `edited` at every change made by the user; `values` says what stands there now."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, LabelledField] = {}
        self._filled: dict[str, Any] = {}
        self._filling = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP_X)
        self._grid.setVerticalSpacing(_GAP_Y)

    def add(self, name: str, label: str, control: QWidget, row: int, column: int, span: int = 1) -> LabelledField:
        """Put a control under its label; `name` is the noun's field."""
        if isinstance(control, QComboBox):
            control.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            control.setMinimumContentsLength(_LEAST_LETTERS)
        field = LabelledField(label, control, parent=self)
        self._fields[name] = field
        self._grid.addWidget(field, row, column, 1, span)
        for at in range(column, column + span):
            self._grid.setColumnStretch(at, 1)
        _edits(control).connect(self._on_edited)
        return field

    def add_note(self, text: str, row: int, span: int = 1) -> Label:
        """Put a muted sentence into a row of its own, hidden until it is to be said."""
        note = Label(text, "muted", wrap=True, parent=self)
        self._grid.addWidget(note, row, 0, 1, span)
        note.hide()
        return note

    def field(self, name: str) -> LabelledField:
        """The labelled field of that name."""
        return self._fields[name]

    def names(self) -> tuple[str, ...]:
        """The names, in order of adding."""
        return tuple(self._fields)

    def stops(self) -> list[QWidget]:
        """The controls where Tab stops, in the order of adding; a control of several parts gives its own `stops`."""
        found: list[QWidget] = []
        for field in self._fields.values():
            parts = getattr(field.control, "stops", None)
            found += parts() if parts else [field.control]
        return found

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Fill in without telling; problems shown before go."""
        self._filling = True
        for name, field in self._fields.items():
            _put(field.control, values.get(name))
            field.set_problem("")
        self._filling = False
        self._filled = self._standing()

    def values(self) -> dict[str, Any]:
        """What stands in the fields, blanks around it taken away; None where nothing was filled in."""
        return {name: _take(field.control) for name, field in self._fields.items()}

    def typed(self) -> dict[str, Any]:
        """What was changed since the form was filled in, as JSON can say it: a date as its text, however unfinished."""
        return {name: value for name, value in self._standing().items() if value != self._filled.get(name)}

    def retype(self, typed: Mapping[str, Any]) -> None:
        """Change it so again, as the user did; fields that the form no longer has are left out."""
        for name, value in typed.items():
            if name in self._fields:
                _retype(self._fields[name].control, value)

    def _standing(self) -> dict[str, Any]:
        fields = {name: field.control for name, field in self._fields.items()}
        return {name: one.text() if isinstance(one, DateEdit) else _take(one) for name, one in fields.items()}

    def settle(self) -> bool:
        """Take what is being typed as finished; False, with the focus there, when a date is none."""
        for field in self._fields.values():
            if isinstance(field.control, DateEdit):
                field.control.editingFinished.emit()
        bad = [f.control for f in self._fields.values() if isinstance(f.control, DateEdit) and not f.control.is_good()]
        if bad:
            bad[0].setFocus()
        return not bad

    def set_problems(self, problems: Mapping[str, str]) -> None:
        """Say below each field what is wrong with it, and go to the first."""
        for name, field in self._fields.items():
            field.set_problem(problems.get(name, ""))
        first = next((field for name, field in self._fields.items() if problems.get(name)), None)
        if first is not None:
            first.setFocus()

    def _on_edited(self) -> None:
        if not self._filling:
            self.edited.emit()


def _edits(control: QWidget) -> Any:
    """The signal that a control sends at each change."""
    if isinstance(control, QLineEdit):
        return control.textChanged
    if isinstance(control, QComboBox):
        return control.currentIndexChanged
    if isinstance(control, QSpinBox):
        return control.valueChanged
    if isinstance(control, QCheckBox):
        return control.toggled
    return control.edited  # type: ignore[attr-defined]


def _take(control: QWidget) -> Any:
    if isinstance(control, HoldsValue):
        return control.form_value()
    return next(take(control) for kind, (take, _) in _HOW.items() if isinstance(control, kind))


def _put(control: QWidget, value: Any) -> None:
    if isinstance(control, HoldsValue):
        control.set_form_value(value)
        return
    next(put for kind, (_, put) in _HOW.items() if isinstance(control, kind))(control, value)


def _retype(control: QWidget, value: Any) -> None:
    if isinstance(control, DateEdit):
        control.setText(value)
        control.editingFinished.emit()
    elif isinstance(control, TakesTyping):
        control.retype(value)
    else:
        _put(control, value)


def _put_line(control: QLineEdit, value: object) -> None:
    control.setText(str(value or ""))
    control.setCursorPosition(0)


_HOW: dict[type[QWidget], tuple[Callable[[Any], Any], Callable[[Any, Any], None]]] = {
    DateEdit: (lambda control: control.value(), lambda control, value: control.set_value(value)),
    Choice: (lambda control: control.value(), lambda control, value: control.set_value(value)),
    NumberField: (lambda control: control.value_or_none(), lambda control, value: control.set_value(value)),
    QCheckBox: (lambda control: control.isChecked(), lambda control, value: control.setChecked(value is not False)),
    QLineEdit: (lambda control: control.text().strip() or None, _put_line),
}
"""How each kind of control is read and filled; a more special kind stands before its base."""
