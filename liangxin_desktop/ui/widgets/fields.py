"""Fields of a form: a label above, the control, an error line below; search fields, choices, numbers."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from liangxin_desktop.domain.pipeline.requirements import amount
from liangxin_desktop.ui.icons import icon, paint
from liangxin_desktop.ui.theme import current, restyle
from liangxin_desktop.ui.widgets.basic import Label

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")


class LabelledField(QWidget):
    """A control under its label, with room for a word on the right and for an error below.

    The label names the control for screen readers. A control with a signal `problem(str)` shows its own errors.
    `LabelledField("地点", QLineEdit())`; `field.set_problem("请填写地点。")`; `field.set_aside("15 字")`.
    """

    def __init__(self, label: str, control: QWidget, aside: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self.label = Label(label, "label", parent=self)
        self.aside = Label(aside, "label", parent=self)
        self.problem = Label("", "problem", wrap=True, parent=self)
        self._head = QHBoxLayout()
        self._build(label)
        self._connect()

    def _build(self, label: str) -> None:
        self.label.setBuddy(self.control)
        if not self.control.accessibleName():
            self.control.setAccessibleName(label)
        head = self._head
        head.addWidget(self.label)
        head.addStretch(1)
        head.addWidget(self.aside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.control)
        layout.addWidget(self.problem)
        if self.control.sizePolicy().verticalPolicy() is not QSizePolicy.Policy.Expanding:
            layout.addStretch(1)
        self.problem.hide()
        self.setFocusProxy(self.control)

    def _connect(self) -> None:
        problem = getattr(self.control, "problem", None)
        if problem is not None:
            problem.connect(self.set_problem)
        counted = getattr(self.control, "counted", None)
        if counted is not None:
            counted.connect(self._show_count)

    def set_problem(self, text: str) -> None:
        """Say below the control what is wrong with it; empty when nothing is."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.control.setAccessibleDescription(text)
        restyle(self.control, wrong=bool(text))

    def add_beside(self, widget: QWidget) -> None:
        """Put a small button right behind the label."""
        self._head.insertWidget(1, widget)

    def set_aside(self, text: str) -> None:
        """A word at the right end of the label's line."""
        self.aside.setText(text)

    def _show_count(self, characters: int) -> None:
        self.aside.setText(f"{characters} 字")


class LineField(QLineEdit):
    """One line of text. `committed` comes when the user has finished changing it: Enter or leaving the field."""

    committed = Signal(str)

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self._last = ""
        self.editingFinished.connect(self.commit)

    def set_text(self, text: str) -> None:
        """Fill in without asking whether it changed: no `committed`."""
        self._last = text
        self.setText(text)

    def commit(self) -> None:
        """Take what stands there as finished."""
        if self.text() != self._last:
            self._last = self.text()
            self.committed.emit(self._last)


class SearchField(QLineEdit):
    """A field that filters while one types: `sought` comes 150 ms after the last key; Esc empties it."""

    sought = Signal(str)
    PAUSE = 150

    def __init__(self, placeholder: str = "查找…", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        restyle(self, role="find")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder.rstrip("…"))
        self.setClearButtonEnabled(False)
        self.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._timer = QTimer(self, singleShot=True, interval=self.PAUSE)
        self._timer.timeout.connect(self._seek)
        self.textChanged.connect(lambda _text: self._timer.start())

    def _seek(self) -> None:
        self.sought.emit(self.text().strip())

    @override
    def event(self, event: QEvent) -> bool:
        """Esc belongs to this field, not to a shortcut of the page, as long as there is something to empty."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.text():
            event.setAccepted(event.key() == Qt.Key.Key_Escape)
            if event.isAccepted():
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)


class Choice(QComboBox):
    """One of a closed list: `Choice([("male", "男"), ("female", "女")])`; `value()` is the first of the pair.

    The wheel changes it only while it has focus, so scrolling a page never alters a record.
    """

    chosen = Signal(object)

    def __init__(self, options: Iterable[tuple[object, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[object] = []
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_options(options)
        self.activated.connect(self._choose)

    def set_options(self, options: Iterable[tuple[object, str]]) -> None:
        """Offer these, keeping the present value where it is among them."""
        kept, pairs = self.value(), list(options)
        self._values = [value for value, _text in pairs]
        self.clear()
        self.addItems([text for _value, text in pairs])
        self.set_value(kept)

    def value(self) -> object:
        """The value chosen; None when the list is empty."""
        return self._values[self.currentIndex()] if self._values else None

    def set_value(self, value: object) -> None:
        """Choose a value; one that is not offered leaves the first."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)

    def _choose(self, _index: int) -> None:
        self.chosen.emit(self.value())

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = current()
        side = theme.px(14)
        spot = QRectF(self.width() - side - theme.px(8), (self.height() - side) / 2, side, side)
        colour = theme.colour("muted" if self.isEnabled() else "disabled")
        paint(QPainter(self), "chevron-down", spot, colour)


class NumberField(QSpinBox):
    """A whole number, typed or changed with the arrow keys; it may be left empty: `value_or_none() is None`."""

    def __init__(self, least: int = 0, most: int = 99_999, unit: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least
        self.setRange(least - 1, most)
        self.setSpecialValueText(" ")
        self.setValue(least - 1)
        self.lineEdit().setTextMargins(current().px(8), 0, current().px(8), 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if unit:
            self.setSuffix(f" {unit}")

    def value_or_none(self) -> int | None:
        """The number, or None when nothing was filled in."""
        return self.value() if self.value() >= self._least else None

    def set_value(self, number: int | None) -> None:
        """Fill in a number; None empties the field."""
        self.setValue(self._least - 1 if number is None else number)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class AmountField(QLineEdit):
    """Days or hours, halves as well; `form_value` is None when empty. `is_good` is False for what is no number."""

    problem = Signal(str)

    def __init__(self, most: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most
        self.editingFinished.connect(self._settle)

    def form_value(self) -> float | None:
        """The number; None when empty or none."""
        try:
            found = float(self.text().strip().translate(_FULL_WIDTH))
        except ValueError:
            return None
        return found if 0 <= found <= self._most else None

    def set_form_value(self, value: float | None) -> None:
        """Fill in a number."""
        self.setText("" if value is None else amount(value))
        self.problem.emit("")

    def is_good(self) -> bool:
        """Whether what stands there is a number, or nothing."""
        return not self.text().strip() or self.form_value() is not None

    def _settle(self) -> None:
        self.problem.emit("" if self.is_good() else f"请填写 0 到 {amount(self._most)} 的数字。")
