"""阵地六有: how the items stand; in their place the self-check that is being written, or those in the record."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.services.room import KeptCheck, RoomBoard, remove_check, room_board
from liangxin_desktop.services.room_register import particulars
from liangxin_desktop.services.room_standards import THE_SIX
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.dialogs.message import ConfirmDialog
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.form_paper import FormPaper
from liangxin_desktop.ui.pages.room.standard_bar import StandardBar
from liangxin_desktop.ui.pages.room.standing import StandingNotes
from liangxin_desktop.ui.pages.room.views import RoomViews
from liangxin_desktop.ui.requests import OpenRegister, OpenRoom
from liangxin_desktop.ui.widgets.basic import Button, PrimaryButton
from liangxin_desktop.ui.widgets.page import Page
from liangxin_desktop.ui.widgets.tab_order import step

_CONCERNS = (
    "room_checks",
    "room_facts",
    "room_entries",
    "room_presets",
    "preset_checks",
    "people",
    "overrides",
    "settings",
    "branch",
)


class RoomPage(Page):
    """The room. `changed(Changes)` after every write to the record."""

    changed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("room", "阵地六有", parent)
        self._workspace = workspace
        self.views = RoomViews(workspace, self)
        self.board, self.desk, self.history = self.views.board, self.views.desk, self.views.history
        self.register, self.model = self.views.register, self.views.model
        self.notes = StandingNotes(self)
        self.bar = StandardBar(workspace, self)
        self.register_button = Button("台账", self.views.show_register, parent=self)
        self.history_button = Button("历次自查", self.views.show_history, parent=self)
        self.print_button = Button("打印自查表", tip="Ctrl+P", parent=self)
        self.start = PrimaryButton("开始本季自查", lambda: self.views.fill(""), tip="Ctrl+N", parent=self)
        self.paper = FormPaper(workspace, "room", "阵地自查表", self)
        self._buttons = (self.register_button, self.history_button, self.print_button, self.start)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.beside_title.addWidget(self.notes, 1)
        for button in self._buttons:
            self.add_action(button)
        self.content.addWidget(self.bar)
        self.content.addWidget(self.paper)
        self.content.addWidget(self.views, 1)

    def _connect(self) -> None:
        self.print_button.clicked.connect(self.paper.print_out)
        self.bar.chosen.connect(self.choose)
        self.bar.model_wanted.connect(self.views.show_model)
        self.bar.changed.connect(self.changed)
        self.views.turned.connect(self._turn)
        self.views.came_back.connect(self._come_back)
        self.history.removal_wanted.connect(self._remove)
        for writing in (self.desk, self.register):
            writing.written.connect(self._written)
        for saying in (self.paper, self.bar, self.desk, self.register, self.model):
            saying.said.connect(self.said)
        keys = {"Ctrl+P": self._print, "Ctrl+N": lambda: self.views.fill(""), "Esc": self.views.escape}
        for sequence, slot in keys.items():
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        return step(self, (*self._buttons, *self.bar.stops(), *self.views.stops()), forward=forward)

    @override
    def shown(self) -> None:
        self.refresh(None)

    @override
    def left(self) -> None:
        self.desk.keep()
        self.model.keep()
        self.register.keep()

    @override
    @guarded
    def refresh(self, changes: object) -> None:
        if not isinstance(changes, Changes) or changes.touch(*_CONCERNS):
            self._reload()
            self.views.refresh()

    @override
    def open(self, target: object) -> None:
        """An item asked for stands in front with the way into its self-check; an entry of the register in its table."""
        if isinstance(target, OpenRegister) and self.desk.keep():
            self.views.setCurrentWidget(self.register)
            self.register.show_entry(target.id)
        if isinstance(target, OpenRoom) and self.desk.keep():
            self.choose(target.standard)
            self.views.show_board()
            card = self.board.cards.get(target.item or "")
            (card.fill if card else self.start).setFocus(Qt.FocusReason.OtherFocusReason)
            if card is not None:
                self.views.cards.ensureWidgetVisible(card)

    @guarded
    def choose(self, standard: str) -> None:
        """Hold the room against another standard."""
        self.desk.standard, self.paper.subject = standard, standard or None
        self._reload()
        self.views.cards.verticalScrollBar().setValue(0)

    @guarded
    def _remove(self, kept: KeptCheck) -> None:
        """Put a check into the recycle bin, after asking."""
        loss = f"{kept.check.checked_on.isoformat()} 的自查"
        if ConfirmDialog.ask(self, "删除这次自查？", "可从回收站取回。", losses=[loss], action="删除"):
            changes = remove_check(self._workspace, kept.key, self.desk.standard)
            self.refresh(None)
            self.changed.emit(changes)
            self.said.emit("已删除，可从回收站取回")

    def _written(self, changes: Changes) -> None:
        self._reload()
        self.changed.emit(changes)

    @guarded
    def _come_back(self) -> None:
        self._reload()
        self.start.setFocus()

    def _print(self) -> None:
        """What is in front, where that is a sheet of its own; else the self-check."""
        if self.views.currentWidget() is self.model:
            self.model.print_it()
        else:
            self.paper.print_out()

    def _turn(self) -> None:
        """The actions of the page are those of the cards."""
        self.banner.hide()
        for part in (self.bar, *self._buttons):
            part.setVisible(self.views.currentWidget() is self.views.cards)

    def _reload(self) -> None:
        six = room_board(self._workspace)
        chosen = self.desk.standard
        board = room_board(self._workspace, chosen) if chosen != THE_SIX else six
        self.board.show_board(board)
        self.board.show_register(particulars(self._workspace) if chosen == THE_SIX else None)
        self.notes.show_board(board)
        self.bar.show_board(board)
        self.start.setText(_start_word(board))
        self.start.setEnabled(board.standard.is_open)
        self.counted.emit(six.pressing)


def _start_word(board: RoomBoard) -> str:
    if board.draft is not None:
        return "继续自查"
    if not board.standard.is_duty:
        return "再做一次自查" if board.checked_on else "开始自查"
    return "再做一次自查" if board.is_checked_this_quarter else "开始本季自查"
