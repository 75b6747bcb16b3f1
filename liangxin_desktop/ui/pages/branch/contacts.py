"""联系人: the list on the left, one of them on the right, in place of the branch's cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.contacts import Contact, ContactKind, Training
from liangxin_desktop.services.contacts import (
    TRAINED,
    ContactBook,
    ContactLine,
    add_training,
    list_contacts,
    trainings_held,
)
from liangxin_desktop.services.people import PersonLine, list_people
from liangxin_desktop.services.recycle_bin import take_back, taken_out
from liangxin_desktop.services.unsaved import unsaved
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.dialogs.message import ConfirmDialog
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.branch.contact_panel import FORM, ContactPanel
from liangxin_desktop.ui.theme import GAP
from liangxin_desktop.ui.widgets.basic import Card, EmptyState
from liangxin_desktop.ui.widgets.records import Line, Record, RecordList

_EMPTY = "还没有联系人。党建工作指导员、党建之友、书记后备人选和专职党群工作者登记在这里，连同参加过的培训。"


class ContactsView(QWidget):
    """The contacts. `written(Changes)` after every write; `undoable(str, callable)` when one may be taken back."""

    written = Signal(object)
    undoable = Signal(str, object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._book = ContactBook((), workspace.today.year)
        self._people: Sequence[PersonLine] = ()
        self.list = RecordList("联系人", self)
        self.panel = ContactPanel(workspace, self)
        self.empty = EmptyState(_EMPTY, "新增联系人", self.begin, icon_name="users", parent=self)
        self._build()
        shortcut = QShortcut(QKeySequence("Ctrl+N"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.begin)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(lambda _key: self.panel.form.stops()[0].setFocus())
        self.panel.written.connect(self._on_written)
        self.panel.removed.connect(self._on_removed)
        self.panel.struck.connect(self._on_struck)

    def _build(self) -> None:
        left = Card(parent=self, padding=1)
        left.body.addWidget(self.list)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        right = QVBoxLayout()
        right.addWidget(self.panel)
        right.addWidget(self.empty)
        row.addWidget(left, 34)
        row.addLayout(right, 66)

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.list, *self.panel.stops(), self.empty.button]

    def reload(self) -> None:
        """Read the contacts anew; what is typed in the panel stays."""
        self._book, self._people = list_contacts(self._workspace), list_people(self._workspace)
        self.list.set_records([_record(one) for one in self._book.lines])
        line = self._line(self.list.current_key())
        if line is not None:
            self._show(line)
        self.empty.setVisible(not self._book.lines and self.panel.isHidden())

    def open(self, key: str | None = None) -> None:
        """Show a contact by id, else what was in front, else what was typed before a lock, else the first."""
        self.reload()
        kept = {} if self.panel.is_dirty() else unsaved(self._workspace, FORM)
        if key is not None and self.may_leave():
            self._go(key)
        elif kept:
            if self._line(kept["key"]) is None:
                self.begin()
            else:
                self._go(kept["key"])
            self.panel.form.retype(kept["typed"])
        elif self.list.current_key() is None and not self.panel.is_dirty():
            self._go(self._book.lines[0].key if self._book.lines else None)
        self.list.setFocus()

    def begin(self) -> None:
        """Begin with somebody new, of the kind that is in front; there is one secretary only."""
        if not self.may_leave():
            return
        line = self._line(self.list.current_key())
        kind = line.contact.kind if line else ContactKind.SECRETARY
        self.list.clearSelection()
        self.empty.hide()
        self.panel.show()
        self.panel.begin(ContactKind.RESERVE if kind is ContactKind.SECRETARY else kind, self._people, self._book.year)

    def may_leave(self) -> bool:
        """Whether another contact may take the panel: nothing unsaved there, or the user gives it up."""
        if not self.panel.is_dirty():
            return True
        if ConfirmDialog.gives_up(self.window(), self.panel.title.text()):
            self.panel.drop()
        return not self.panel.is_dirty()

    def _go(self, key: str | None) -> None:
        """Bring a contact to the front, or leave the right side empty."""
        line = self._line(key)
        self.list.choose(line.key if line else None, silently=True)
        self.panel.setVisible(line is not None)
        self.empty.setVisible(line is None)
        if line is not None:
            self._show(line)

    def _show(self, line: ContactLine) -> None:
        self.panel.show_line(line, self._people, trainings_held(self._workspace), self._book.year)

    @guarded
    def _choose(self, key: str) -> None:
        if self.may_leave():
            self._go(key)
        else:  # once the list has done with the key that moved it
            QTimer.singleShot(0, self, lambda: self.list.choose(self.panel.key(), silently=True))

    def _on_written(self, contact_id: str, changes: Changes) -> None:
        self.reload()
        self._go(contact_id)
        self.written.emit(changes)

    def _on_removed(self, changes: Changes) -> None:
        self.reload()
        self._go(self._book.lines[0].key if self._book.lines else None)
        self.list.setFocus()
        self.written.emit(changes)
        for one in taken_out(self._workspace, changes):
            back = partial(take_back, self._workspace, one.id)
            self.undoable.emit(f"“{one.title}”已移到回收站。", partial(self._undo, back))

    def _on_struck(self, contact: Contact, training: Training) -> None:
        words = f"已删除{training.held_on.isoformat()}的培训“{training.name}”。"
        back = partial(add_training, self._workspace, contact, training)
        self.undoable.emit(words, partial(self._undo, back))

    @guarded
    def _undo(self, back: Callable[[], Changes]) -> None:
        changes = back()
        self.reload()
        self.written.emit(changes)

    def _line(self, key: object) -> ContactLine | None:
        return next((one for one in self._book.lines if one.key == key), None)


def _record(line: ContactLine) -> Record:
    kind = label("contact_kind", line.contact.kind)
    told = (kind if line.is_current else f"曾任{kind}", line.contact.unit, line.contact.position)
    second = Line(" ".join(part for part in told if part))
    return Record(line.key, (Line(line.name, _trained(line)), second), past=not line.is_current)


def _trained(line: ContactLine) -> str:
    if line.last is not None:
        return f"培训 {line.last.held_on.isoformat()}"
    return "未登记轮训" if line.contact.kind in TRAINED and line.is_current else ""
