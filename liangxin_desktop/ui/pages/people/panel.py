"""The roster's right half: one person, looked at, changed, added or removed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from liangxin_desktop.domain.branch import Group
from liangxin_desktop.domain.nouns import new_id
from liangxin_desktop.domain.people import Person, Stage
from liangxin_desktop.services.disclosure import show_identity_number
from liangxin_desktop.services.entry import enter_person
from liangxin_desktop.services.leaving import exit_problems
from liangxin_desktop.services.people import PersonLine, remove_person, save_person
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.dialogs.message import ConfirmDialog
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.icons import icon
from liangxin_desktop.ui.models.people import category
from liangxin_desktop.ui.pages.people.form import PersonForm
from liangxin_desktop.ui.pages.people.standing import StandingLine
from liangxin_desktop.ui.pages.people.views import PersonViews
from liangxin_desktop.ui.theme import GAP_S, current
from liangxin_desktop.ui.widgets.banner import StatusLine
from liangxin_desktop.ui.widgets.basic import Card, LinkButton, Pill, PrimaryButton, rule
from liangxin_desktop.ui.widgets.page import scrolling

_WIDTH = 372


class PersonPanel(Card):
    """A person's particulars. `saved(id, Changes)` and `removed(Changes)` after a write, `closed` when put away."""

    saved = Signal(str, object)
    removed = Signal(object)
    closed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent)
        self._workspace = workspace
        self._person: Person | None = None
        self._is_new = self._dirty = False
        self._pill = Pill(parent=self)
        self._put_away = QToolButton(self)
        self.standing = StandingLine(workspace.today, self)
        self.form = PersonForm(workspace.today, self)
        self._status = StatusLine(self)
        self._remove = LinkButton("删除", self._ask_remove, tip="只能删除录错、没有任何记录的人", parent=self)
        self._save = PrimaryButton("保存", self.save, tip="保存（Ctrl+S）", parent=self)
        self._facts = QWidget(self)
        self.views = PersonViews(workspace, self._facts, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setMaximumWidth(current().px(_WIDTH))
        self.setAccessibleName("个人信息")
        self._put_away.setIcon(icon("x", "muted"))
        self._put_away.setAccessibleName("关闭个人信息")
        self._put_away.setToolTip("关闭（Esc）")
        self.head.insertWidget(1, self._pill)
        self.head.addWidget(self._put_away)
        self._arrange_facts()
        self.body.addWidget(self.views, 1)

    def _arrange_facts(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self._remove)
        foot.addWidget(self._status, 1, Qt.AlignmentFlag.AlignRight)
        foot.addWidget(self._save)
        inner = QVBoxLayout()
        inner.addWidget(self.standing)
        inner.addWidget(self.form)
        inner.addStretch(1)
        facts = QVBoxLayout(self._facts)
        facts.setContentsMargins(0, 0, 0, 0)
        facts.setSpacing(GAP_S)
        facts.addWidget(scrolling(inner), 1)
        facts.addWidget(rule(self))
        facts.addLayout(foot)

    def _connect(self) -> None:
        self._put_away.clicked.connect(self.closed)
        self.form.edited.connect(self._on_edited)
        self.form.number.wanted.connect(self._reveal)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as read."""
        return [self._put_away, *self.views.stops([*self.form.stops(), self._remove, self._save])]

    def is_dirty(self) -> bool:
        """Whether something was changed and not saved yet."""
        return self._dirty

    def person_id(self) -> str | None:
        """Whose particulars stand here; None for somebody new or nobody."""
        return self._person.id if self._person and not self._is_new else None

    def show_line(self, line: PersonLine, groups: Sequence[Group]) -> None:
        """Show a known person."""
        self._show(line.person, line, groups)
        self._pill.set("ok" if line.is_member else "quiet", category(line))

    def begin(self, groups: Sequence[Group], stage: Stage = Stage.FULL) -> None:
        """Begin with somebody new."""
        self._is_new = True
        self._show(Person.model_construct(None, id=new_id(), name="", stage=stage, votes=True), None, groups)
        self._pill.set("info", "新增")
        self.form.field("name").setFocus()

    def _show(self, person: Person, line: PersonLine | None, groups: Sequence[Group]) -> None:
        self._person, self._is_new, self._dirty = person, line is None, False
        self.title.setText(person.name or "新增党员")
        self.form.set_groups(groups)
        self.form.show_person(person, line)
        self.standing.show_line(line)
        self.views.show_person(person.id if line is not None else None)
        self._remove.setVisible(line is not None)
        self._save.setEnabled(line is None)
        self._status.say("")

    def drop(self) -> None:
        """Forget what was changed."""
        self._dirty = False

    def _on_edited(self) -> None:
        self._dirty = True
        self._save.setEnabled(True)
        self._status.say("有修改未保存")

    @guarded
    def save(self) -> None:
        """Keep what stands in the form; where something is wrong, say it at the field."""
        if self._person is None or not self.form.settle():
            return
        entry = enter_person(self.form.person_values(self._person))
        problems = exit_problems(entry.noun, self._person) if entry.noun else entry.problems
        if problems:
            self.views.show_facts()
        self.form.set_problems(problems)
        self._status.say(problems.get("", "请改正标红的内容" if problems else ""))
        if entry.noun is not None and not problems:
            changes = save_person(self._workspace, entry.noun)
            self._dirty = self._is_new = False
            self._person = entry.noun
            self.saved.emit(entry.noun.id, changes)
            self._status.say(f"已保存于 {self._workspace.now:%H:%M}")

    @guarded
    def _reveal(self) -> None:
        if self._person is not None:
            self.form.number.reveal(show_identity_number(self._workspace, self._person.id))

    @guarded
    def _ask_remove(self) -> None:
        person = self._person
        if person is None:
            return
        losses = [f"{person.name}的个人信息（{label('stage', person.stage)}）"]
        if ConfirmDialog.ask(self.window(), f"删除“{person.name}”？", losses=losses, action="删除"):
            changes = remove_person(self._workspace, person.id)
            self._dirty = False
            self.removed.emit(changes)
