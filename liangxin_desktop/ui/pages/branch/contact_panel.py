"""One contact: looked at, changed, added, removed, with the trainings below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liangxin_desktop.domain.contacts import Contact, ContactKind, Training
from liangxin_desktop.domain.nouns import new_id
from liangxin_desktop.services.contacts import (
    ContactLine,
    add_training,
    contact_problems,
    put_contact,
    remove_contact,
    remove_training,
)
from liangxin_desktop.services.entry import enter_contact
from liangxin_desktop.services.people import PersonLine
from liangxin_desktop.services.unsaved import keep_unsaved
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.branch.contact_form import ContactForm
from liangxin_desktop.ui.pages.branch.trainings import TrainingsPanel
from liangxin_desktop.ui.widgets.banner import StatusLine
from liangxin_desktop.ui.widgets.basic import Card, LinkButton, Pill, PrimaryButton, rule
from liangxin_desktop.ui.widgets.page import scrolling

FORM = "contact"
"""Under this name stands what is typed and not saved: whose (`key`, None for somebody new) and what (`typed`)."""
_OFFERED = "按名册带出，保存或登记培训后留存"


class ContactPanel(Card):
    """A contact's particulars and trainings.

    `written(id, Changes)` after each write; `removed(Changes)` when the contact was put into the recycle bin, and
    `struck(Contact, Training)` when a training was struck out, which may be added again.
    """

    written = Signal(str, object)
    removed = Signal(object)
    struck = Signal(object, object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent)
        self._workspace = workspace
        self._contact: Contact | None = None
        self._line: ContactLine | None = None
        self._dirty = False
        self._pill = Pill(parent=self)
        self.form = ContactForm(workspace.today, self)
        self.trainings = TrainingsPanel(workspace, self)
        self.status = StatusLine(self)
        self.remove_button = LinkButton("删除", self._remove, tip="移到回收站", parent=self)
        self.save_button = PrimaryButton("保存", self.save, tip="保存（Ctrl+S）", parent=self)
        self._build()
        self.form.edited.connect(self._on_edited)
        self.trainings.added.connect(self.add)
        self.trainings.removed.connect(self._strike)

    def _build(self) -> None:
        self.setAccessibleName("联系人信息")
        self.head.insertWidget(1, self._pill)
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(14)
        for part in (self.form, rule(self), self.trainings):
            column.addWidget(part)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.remove_button)
        foot.addWidget(self.status, 1, Qt.AlignmentFlag.AlignRight)
        foot.addWidget(self.save_button)
        self.body.addWidget(scrolling(inner), 1)
        self.body.addWidget(rule(self))
        self.body.addLayout(foot)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as read."""
        return [*self.form.stops(), *self.trainings.stops(), self.remove_button, self.save_button]

    def key(self) -> str | None:
        """The key of the contact that is shown; None for somebody new or nobody."""
        return self._line.key if self._line else None

    def is_dirty(self) -> bool:
        """Whether something was changed and not saved yet."""
        return self._dirty

    def show_line(self, line: ContactLine, people: Sequence[PersonLine], names: Sequence[str], year: int) -> None:
        """Show a contact. What was typed and not saved stays while it is the same one."""
        is_same = self._line is not None and self._line.key == line.key
        self._line = line
        self.form.set_people(people)
        self.trainings.show_trainings(line, names, year)
        if not (is_same and self._dirty):
            self._show(line.contact, line.name)
        if not is_same:
            self.trainings.form.set_values({})
        self._pill.set("info" if line.is_current else "quiet", _kind(line))
        self.remove_button.setVisible(line.is_kept)
        if not line.is_kept and not self._dirty:
            self.status.say(_OFFERED)

    def begin(self, kind: ContactKind, people: Sequence[PersonLine], year: int) -> None:
        """Begin with somebody new."""
        self._line = None
        self.form.set_people(people)
        self.trainings.show_trainings(None, (), year)
        self._show(Contact.model_construct(None, id=new_id(), kind=kind, name="", trainings=()), "新增联系人")
        self._pill.set("info", "")
        self.remove_button.hide()
        self.form.name.setFocus()

    def _show(self, contact: Contact, name: str) -> None:
        self._contact, self._dirty = contact, False
        self.title.setText(name)
        self.form.show_contact(contact)
        self.save_button.setEnabled(self._line is None)
        self.status.say("")

    def drop(self) -> None:
        """Forget what was changed."""
        self._dirty = False
        self.keep()

    @guarded
    def keep(self) -> None:
        """Keep what was typed and not saved through a lock."""
        typed = {"key": self.key(), "typed": self.form.typed()} if self._dirty else {}
        keep_unsaved(self._workspace, FORM, typed)

    def _on_edited(self) -> None:
        self._dirty = True
        self.save_button.setEnabled(True)
        self.status.say("有修改未保存")

    @guarded
    def save(self) -> None:
        """Keep what stands in the form; where something is wrong, say it at the field."""
        if self._contact is None or not self.form.settle():
            return
        entry = enter_contact(self.form.contact_values(self._contact))
        problems = entry.problems or (contact_problems(entry.noun) if entry.noun else {})
        self.form.set_problems(problems)
        self.status.say(problems.get("", "请改正标红的内容" if problems else ""))
        if entry.noun is not None and not problems:
            changes = put_contact(self._workspace, entry.noun)
            self.drop()
            self.written.emit(entry.noun.id, changes)
            self.status.say(f"已保存于 {self._workspace.now:%H:%M}")

    @guarded
    def add(self, training: Training) -> None:
        """Write a training down; what was changed above is saved first."""
        if self._dirty:
            self.save()
        if self._line is not None and not self._dirty:
            contact = self._line.contact
            changes = add_training(self._workspace, contact, training)
            self.trainings.form.set_values({})
            self.written.emit(contact.id, changes)
            self.trainings.form.name.setFocus()

    @guarded
    def _strike(self, training: Training) -> None:
        if self._line is not None:
            contact = self._line.contact
            changes = remove_training(self._workspace, contact.id, training)
            self.written.emit(contact.id, changes)
            self.struck.emit(contact, training)

    @guarded
    def _remove(self) -> None:
        if self._line is not None:
            changes = remove_contact(self._workspace, self._line.contact.id)
            self._contact = None
            self.drop()
            self.removed.emit(changes)


def _kind(line: ContactLine) -> str:
    kind = label("contact_kind", line.contact.kind)
    return kind if line.is_current else f"曾任{kind}"
