"""支部概况: particulars on the left; head counts, leadership, groups and contacts on the right, each with the rules."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.findings import Finding
from liangxin_desktop.services.branch import get_branch, overview
from liangxin_desktop.services.checks import run_check
from liangxin_desktop.services.contacts import list_contacts
from liangxin_desktop.services.elections import list_elections
from liangxin_desktop.services.people import list_people
from liangxin_desktop.services.terms import term_contradiction
from liangxin_desktop.services.unsaved import unsaved
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.branch.contact_panel import FORM as CONTACT
from liangxin_desktop.ui.pages.branch.contacts import ContactsView
from liangxin_desktop.ui.pages.branch.contacts_card import ContactsCard
from liangxin_desktop.ui.pages.branch.elections import ElectionsView
from liangxin_desktop.ui.pages.branch.groups import GroupsCard
from liangxin_desktop.ui.pages.branch.leadership import HeadCountCard, LeadershipCard
from liangxin_desktop.ui.pages.branch.particulars import ParticularsCard
from liangxin_desktop.ui.pages.form_paper import FormPaper
from liangxin_desktop.ui.requests import OpenContact, OpenElection, OpenUnits
from liangxin_desktop.ui.theme import GAP
from liangxin_desktop.ui.widgets.basic import Button, PrimaryButton
from liangxin_desktop.ui.widgets.page import Page, scrolling
from liangxin_desktop.ui.widgets.tab_order import step

_CONCERNS = ("branch", "groups", "people", "development", "units", "overrides", "settings", "contacts", "elections")
_PREFIX = "org."
_OF_COUNTS = ("org.too-small", "org.too-large")
_OF_FORM = ("org.joint-units",)


class BranchPage(Page):
    """The branch. `changed(Changes)` after every write. `views` holds the cards, and what is opened in their place."""

    changed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("branch", "支部概况", parent)
        self._workspace = workspace
        self.particulars = ParticularsCard(workspace, self)
        self.counts = HeadCountCard(self)
        self.leadership = LeadershipCard(workspace.today, self)
        self.groups = GroupsCard(workspace, self)
        self.contacts_card = ContactsCard(self)
        self.contacts = ContactsView(workspace, self)
        self.elections = ElectionsView(workspace, self)
        self.views = QStackedWidget(self)
        self.cards = QWidget(self)
        self.paper = FormPaper(workspace, "branch", "党支部概况表", self)
        self.print_button = Button("打印概况表", self.paper.print_out, tip="Ctrl+P", parent=self)
        self.back = Button("返回", self.show_cards, tip="Esc", parent=self)
        self.new_contact = PrimaryButton("新增联系人", self.contacts.begin, tip="Ctrl+N", parent=self)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(GAP)
        for card in (self.counts, self.leadership, self.groups, self.contacts_card):
            right.addWidget(card)
        right.addStretch(1)
        holder = QWidget(self)
        holder.setLayout(right)
        right.setContentsMargins(0, 0, 0, 0)
        columns = QHBoxLayout(self.cards)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(GAP)
        columns.addWidget(self.particulars, 54)
        columns.addWidget(scrolling(holder), 46)
        for view in (self.cards, self.contacts, self.elections):
            self.views.addWidget(view)
        for button in (self.print_button, self.back, self.new_contact):
            self.add_action(button)
        self.content.addWidget(self.paper)
        self.content.addWidget(self.views, 1)
        self._show(self.cards)

    def _connect(self) -> None:
        self.particulars.written.connect(self._written)
        self.groups.written.connect(self._written)
        self.groups.refused.connect(self._reload)
        self.contacts_card.wanted.connect(self.show_contacts)
        self.contacts.written.connect(self._written)
        self.elections.written.connect(self._written)
        self.leadership.course_wanted.connect(self.elections.begin)
        self.leadership.terms_wanted.connect(self.elections.show_terms)
        self.particulars.form.units.clicked.connect(lambda: self.navigate.emit("units", OpenUnits()))
        self.particulars.form.terms.clicked.connect(self.elections.show_terms)
        self.elections.opened.connect(lambda: self._show(self.elections))
        self.elections.left.connect(self.show_cards)
        self.elections.said.connect(self.said)
        self.elections.navigate.connect(self.navigate)
        for view in (self.contacts, self.elections):
            view.undoable.connect(lambda words, undo: self.banner.show_message("info", words, "", "撤销", undo))
        for key, slot in {"Ctrl+S": self.save, "Esc": self.show_cards}.items():
            QShortcut(QKeySequence(key), self).activated.connect(slot)
        QShortcut(QKeySequence("Ctrl+P"), self.cards).activated.connect(self.paper.print_out)
        self.paper.said.connect(self.said)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        cards = [stop for card in (self.particulars, self.leadership, self.groups) for stop in card.stops()]
        views = (*cards, self.contacts_card.link, *self.contacts.stops(), *self.elections.stops())
        return step(self, (self.print_button, self.back, self.new_contact, *views), forward=forward)

    @override
    def shown(self) -> None:
        self.refresh(None)
        if unsaved(self._workspace, CONTACT):
            self.show_contacts()
        if self.particulars.is_dirty():
            self.banner.show_message("warn", "支部概况有修改还没有保存。", "", "保存", self.particulars.save)

    @override
    def left(self) -> None:
        """Keep what was typed, saved or not."""
        self.groups.settle()
        self.particulars.keep()
        self.contacts.panel.keep()
        self.elections.keep()

    @override
    def open(self, target: object) -> None:
        if isinstance(target, OpenContact):
            self.show_contacts(target.id)
        elif isinstance(target, OpenElection):
            self.elections.begin()

    @override
    def refresh(self, changes: object) -> None:
        if not isinstance(changes, Changes) or changes.touch(*_CONCERNS):
            self._reload()

    @guarded
    def _reload(self) -> None:
        branch = get_branch(self._workspace)
        if branch is None:
            self.particulars.show_branch(None)
            return
        found, people = overview(self._workspace), list_people(self._workspace)
        findings = [one for one in run_check(self._workspace).findings if one.code.startswith(_PREFIX)]
        self.particulars.show_branch(branch, _of(findings, _OF_FORM))
        self.counts.show_counts(found, people, _of(findings, _OF_COUNTS))
        elsewhere = (*_OF_COUNTS, *_OF_FORM)
        rest = [one for one in findings if one.code not in elsewhere]
        elections = list_elections(self._workspace)
        self.particulars.form.show_units(found.units, joint=branch.is_joint)
        contradiction = term_contradiction(branch, [one.election for one in elections.lines])
        self.particulars.form.take_elections(kept=elections.present is not None, contradiction=contradiction)
        self.leadership.show_leadership(found, elections, rest)
        self.groups.show_groups(found, people)
        self.contacts_card.show_book(list_contacts(self._workspace))
        for view in (self.contacts, self.elections):
            if self.views.currentWidget() is view:
                view.reload()

    @guarded
    def show_contacts(self, contact_id: str | None = None) -> None:
        """The contacts in place of the cards; one of them in front."""
        self._show(self.contacts)
        self.contacts.open(contact_id)

    def show_cards(self) -> None:
        """Back to the cards; a contact half changed stays so until it is saved or given up."""
        for view, link in ((self.contacts, self.contacts_card.link), (self.elections, self.leadership.course)):
            if self.views.currentWidget() is view and view.may_leave():
                self._show(self.cards)
                link.setFocus()

    def _show(self, view: QWidget) -> None:
        self.banner.hide()
        self.views.setCurrentWidget(view)
        self.print_button.setVisible(view is self.cards)
        self.back.setVisible(view is not self.cards)
        self.new_contact.setVisible(view is self.contacts)

    def save(self) -> None:
        """Keep what stands in the form in front."""
        views = ((self.contacts, self.contacts.panel), (self.elections, self.elections.course))
        form = next((form for view, form in views if self.views.currentWidget() is view), self.particulars)
        form.save()

    def _written(self, changes: Changes) -> None:
        self.banner.hide()
        self._reload()
        self.changed.emit(changes)
        self.said.emit("已保存")


def _of(findings: Sequence[Finding], codes: Sequence[str]) -> list[Finding]:
    return [one for one in findings if one.code in codes]
