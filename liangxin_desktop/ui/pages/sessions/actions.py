"""行动: numbered rows in one box, read like text; the row in hand opens its 责任人, 限期 and 办结."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from liangxin_desktop.domain.sessions import Action
from liangxin_desktop.ui.pages.sessions.taborder import chain
from liangxin_desktop.ui.theme import current, restyle
from liangxin_desktop.ui.widgets.basic import Label, LinkButton
from liangxin_desktop.ui.widgets.dates import DateEdit
from liangxin_desktop.ui.widgets.suggest import Candidate, PersonLine
from liangxin_desktop.ui.widgets.text import AutoGrowTextEdit, printable

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


class WhatLine(AutoGrowTextEdit):
    """What is to be done. Enter goes on to the next action, Backspace in an empty one takes it away."""

    next_wanted = Signal()
    removal_wanted = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_wanted.emit()
        elif event.key() == Qt.Key.Key_Backspace and not self.text() and not self.isReadOnly():
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)


class ActionRow(QWidget):
    """One action. `open_up(True)` shows who, by when and done when; else a few muted words say them.

    In a finished record an action that is still open has a button for the day it was done.
    """

    touched = Signal()
    done_wanted = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = Label("", "muted", parent=self)
        self.what = WhatLine("要办的事", self, least=1, most=4)
        self.summary = Label("", "label", parent=self)
        self.finish = LinkButton("办结…", self.done_wanted.emit, tip="填写办结日期，记录不必重新打开", parent=self)
        self.who = PersonLine("姓名或拼音", free=True)
        self.due_on = DateEdit(today)
        self.done_on = DateEdit(today, latest=today)
        self._details = QWidget(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        restyle(self.what, role="bare")
        self.what.setAccessibleName("行动：要办的事")
        for label in (self.number, self.summary):
            label.setContentsMargins(0, 5, 0, 0)
        self.finish.hide()
        first = QHBoxLayout()
        first.setSpacing(2)
        first.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self.what, 1)
        first.addWidget(self.summary, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self.finish)
        second = QHBoxLayout(self._details)
        second.setContentsMargins(current().px(18), 0, 0, 4)
        second.setSpacing(6)
        for words, field, share in (("责任人", self.who, 4), ("限期", self.due_on, 5), ("办结", self.done_on, 5)):
            field.setAccessibleName(f"行动：{words}")
            field.setToolTip(f"{words}。{field.toolTip()}" if field.toolTip() else words)
            field.setPlaceholderText(f"{words}")
            second.addWidget(field, share)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(first)
        layout.addWidget(self._details)
        self.open_up(False)

    def _connect(self) -> None:
        self.what.textChanged.connect(self.touched)
        self.who.textEdited.connect(lambda _text: self.touched.emit())
        self.who.named.connect(self.touched)
        self.due_on.changed.connect(lambda _day: self.touched.emit())
        self.done_on.changed.connect(lambda _day: self.touched.emit())

    def show_action(self, number: int, action: Action, *, locked: bool) -> None:
        """Fill in, without telling."""
        self.what.blockSignals(True)
        self.what.set_text(action.what)
        self.what.blockSignals(False)
        self.who.set_value(action.who)
        self.due_on.set_value(action.due_on)
        self.done_on.set_value(action.done_on)
        for field in (self.what, self.who, self.due_on, self.done_on):
            field.setReadOnly(locked)
        self.finish.setVisible(locked and bool(action.what.strip()) and action.done_on is None)
        self.finish.setAccessibleName(f"办结：{action.what}")
        self.set_number(number)
        self.open_up(not self._details.isHidden())

    def set_number(self, number: int) -> None:
        """Its place among the actions, from 1."""
        self.number.setText(_CIRCLED[number - 1] if number <= len(_CIRCLED) else f"{number}.")

    def action(self) -> Action | None:
        """The action; None while nothing is to be done."""
        what = printable(self.what.text()).strip()
        if not what:
            return None
        return Action(what=what, who=self.who.value(), due_on=self.due_on.value(), done_on=self.done_on.value())

    def is_good(self) -> bool:
        """Whether the dates are dates."""
        return self.due_on.is_good() and self.done_on.is_good()

    def open_up(self, is_open: bool) -> None:
        """Show the fields, or the words in their place."""
        self._details.setVisible(is_open)
        self._summarize()
        self.summary.setVisible(not is_open and bool(self.summary.text()))

    def _summarize(self) -> None:
        due, done = self.due_on.value(), self.done_on.value()
        words = [self.who.words(), f"{due:%m-%d} 前" if due else "", f"✓ {done:%m-%d} 办结" if done else ""]
        self.summary.setText("，".join(word for word in words if word))


class ActionRows(QFrame):
    """The rows; one empty row always waits when there is none."""

    touched = Signal()
    opened = Signal(QWidget)
    """This row has opened its fields."""
    done_wanted = Signal(int)
    """The action at this place of a finished record was done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date.min
        self._people: Sequence[Candidate] = ()
        self._others: Mapping[str, str] = {}
        self._locked = False
        self._after: QWidget | None = None
        self.rows: list[ActionRow] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(9, 5, 9, 5)
        self._layout.setSpacing(2)
        restyle(self, role="fieldbox")
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def offer(self, today: date, people: Sequence[Candidate], others: Mapping[str, str]) -> None:
        """Who may be made responsible; `today` completes dates typed without a year."""
        self._today, self._people, self._others = today, tuple(people), dict(others)
        for row in self.rows:
            row.who.set_people(people, others)

    def follow(self, widget: QWidget) -> None:
        """The Tab key comes here from that widget."""
        self._after = widget

    def show_actions(self, actions: Sequence[Action], *, locked: bool) -> None:
        """Fill in, without telling."""
        self._locked = locked
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        for action in actions or (Action(what=""),):
            self._add(len(self.rows), action)

    def take_in(self, action: Action) -> None:
        """Add an action carried along from an earlier session; its new day is asked for."""
        last = self.rows[-1]
        if last.action() is None:
            last.show_action(len(self.rows), action, locked=self._locked)
        else:
            last = self._add(len(self.rows), action)
        self.touched.emit()
        last.what.setFocus()
        last.due_on.setFocus()

    def items(self) -> tuple[Action, ...]:
        """The actions that say something."""
        return tuple(action for row in self.rows if (action := row.action()) is not None)

    def problems(self) -> list[str]:
        """Which rows can't be kept as they stand."""
        return [f"行动第{number}项的日期" for number, row in enumerate(self.rows, start=1) if not row.is_good()]

    def _add(self, at: int, action: Action) -> ActionRow:
        row = ActionRow(self._today, self)
        row.who.set_people(self._people, self._others)
        row.show_action(at + 1, action, locked=self._locked)
        row.touched.connect(self.touched)
        row.done_wanted.connect(lambda: self.done_wanted.emit(self.rows.index(row)))
        row.what.next_wanted.connect(lambda: self._next(row))
        row.what.removal_wanted.connect(lambda: self._remove(row))
        self.rows.insert(at, row)
        self._layout.insertWidget(at, row)
        self._order()
        return row

    def _order(self) -> None:
        """Number the rows, and let Tab go through them from top to bottom."""
        stops: list[QWidget] = [self._after] if self._after else []
        for number, row in enumerate(self.rows, start=1):
            row.set_number(number)
            stops += [row.what, row.finish, row.who, row.due_on, row.done_on]
        chain(stops)

    def _next(self, row: ActionRow) -> None:
        """To the row below, which is made when this one says something."""
        at = self.rows.index(row) + 1
        if at == len(self.rows):
            if row.action() is None or self._locked:
                return
            self._add(at, Action(what=""))
        self.rows[at].what.setFocus()

    def _remove(self, row: ActionRow) -> None:
        if len(self.rows) == 1:
            return
        at = self.rows.index(row)
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        self._order()
        self.rows[max(at - 1, 0)].what.setFocus()
        self.touched.emit()

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Open the row in hand and close the others; a popup belongs to the row that opened it."""
        inside = now
        while inside is not None and not isinstance(inside, ActionRow):
            inside = inside.parentWidget()
        for row in self.rows:
            row.open_up(row is inside and not self._locked)
        if inside in self.rows and not self._locked:
            self.opened.emit(inside)
