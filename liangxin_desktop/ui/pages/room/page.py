"""阵地六有: how the items stand; in their place the self-check that is being written, or those in the record."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.services.attachments import Incoming
from liangxin_desktop.services.room import KeptCheck, RoomBoard, remove_check, room_board, room_history
from liangxin_desktop.services.room_register import room_register
from liangxin_desktop.services.room_standards import THE_SIX
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.dialogs.message import ConfirmDialog
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.room.board import CardBoard
from liangxin_desktop.ui.pages.room.desk import CheckDesk
from liangxin_desktop.ui.pages.room.history import HistoryView
from liangxin_desktop.ui.pages.room.paper import RoomPaper
from liangxin_desktop.ui.pages.room.register import RegisterView
from liangxin_desktop.ui.pages.room.standard_bar import StandardBar
from liangxin_desktop.ui.pages.room.standing import StandingNotes
from liangxin_desktop.ui.requests import OpenRegister, OpenRoom
from liangxin_desktop.ui.widgets.basic import Button, PrimaryButton
from liangxin_desktop.ui.widgets.page import Page, scrolling
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
        self.notes = StandingNotes(self)
        self.bar = StandardBar(workspace, self)
        self.register_button = Button("台账", self.show_register, parent=self)
        self.history_button = Button("历次自查", self.show_history, parent=self)
        self.print_button = Button("打印自查表", tip="Ctrl+P", parent=self)
        self.start = PrimaryButton("开始本季自查", lambda: self.fill(""), tip="Ctrl+N", parent=self)
        self.paper = RoomPaper(workspace, self)
        self.board = CardBoard(workspace, self)
        self.desk = CheckDesk(workspace, self)
        self.history = HistoryView(self)
        self.register = RegisterView(workspace, self)
        self.views = QStackedWidget(self)
        self._area = scrolling(self.board)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.beside_title.addWidget(self.notes, 1)
        for button in (self.register_button, self.history_button, self.print_button, self.start):
            self.add_action(button)
        for view in (self._area, self.desk, self.history, self.register):
            self.views.addWidget(view)
        self.content.addWidget(self.bar)
        self.content.addWidget(self.paper)
        self.content.addWidget(self.views, 1)

    def _connect(self) -> None:
        self.print_button.clicked.connect(self.paper.print_check)
        self.paper.said.connect(self.said)
        self.bar.chosen.connect(self.choose)
        self.bar.changed.connect(self.changed)
        self.bar.said.connect(self.said)
        self.board.fill_wanted.connect(self.fill)
        self.board.came.connect(self._take_in)
        self.board.adding.connect(self._add)
        self.board.opened.connect(self.desk.editor.form.files.open)
        self.desk.said.connect(self.said)
        self.desk.written.connect(self._written)
        self.desk.left.connect(self._come_back)
        self.history.opened.connect(self._look)
        self.history.removal_wanted.connect(self._remove)
        self.history.back_wanted.connect(self.show_board)
        self.register.written.connect(self._written)
        self.register.said.connect(self.said)
        self.register.back_wanted.connect(self.show_board)
        keys = {"Ctrl+P": self.paper.print_check, "Ctrl+N": lambda: self.fill(""), "Esc": self._escape}
        for sequence, slot in keys.items():
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        stops = (*self.board.stops(), *self.desk.stops(), *self.history.stops(), *self.register.stops())
        head = (self.register_button, self.history_button, self.print_button, self.start, *self.bar.stops())
        return step(self, (*head, *stops), forward=forward)

    @override
    def shown(self) -> None:
        self.refresh(None)

    @override
    def left(self) -> None:
        self.desk.keep()

    @override
    @guarded
    def refresh(self, changes: object) -> None:
        if not isinstance(changes, Changes) or changes.touch(*_CONCERNS):
            self._reload()
            if self.views.currentWidget() is self.history:
                self.history.show_history(room_history(self._workspace, self.desk.standard))
            if self.views.currentWidget() is self.register:
                self.register.show_item()

    @override
    def open(self, target: object) -> None:
        """An item asked for stands in front with the way into its self-check; an entry of the register in its table."""
        if isinstance(target, OpenRegister) and self.desk.keep():
            self._show(self.register)
            self.register.show_entry(target.id)
        if isinstance(target, OpenRoom) and self.desk.keep():
            self.choose(THE_SIX)
            self.show_board()
            card = self.board.cards.get(target.item or "")
            (card.fill if card else self.start).setFocus(Qt.FocusReason.OtherFocusReason)
            if card is not None:
                self._area.ensureWidgetVisible(card)

    @guarded
    def choose(self, standard: str) -> None:
        """Hold the room against another standard."""
        self.desk.standard = self.paper.standard = standard
        self._reload()

    def show_board(self) -> None:
        """The cards."""
        self._show(self._area)

    @guarded
    def show_history(self) -> None:
        """The self-checks in a row."""
        if self.desk.keep():
            self.history.show_history(room_history(self._workspace, self.desk.standard))
            self._show(self.history)
            self.history.table.setFocus()

    @guarded
    def show_register(self) -> None:
        """The register, the item in front that was there before."""
        if self.desk.keep():
            self.register.show_item()
            self._show(self.register)
            self.register.list.setFocus()

    @guarded
    def fill(self, item: str) -> None:
        """Begin a self-check or go on with the one under way, at an item ("" is the first)."""
        if self.views.currentWidget() is not self.desk or self.desk.editor.locked:
            self.desk.begin(item)
            self._show(self.desk)

    def _take_in(self, item: str, files: Sequence[Incoming]) -> None:
        self.fill(item)
        self.desk.editor.form.files.add(files)

    def _add(self, item: str) -> None:
        self.fill(item)
        self.desk.editor.form.files.choose()

    def _look(self, kept: KeptCheck, before: KeptCheck | None) -> None:
        self.desk.look_at(kept, before)
        self._show(self.desk)

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

    def _come_back(self) -> None:
        """From a self-check of the record to the row of them; else to the cards."""
        key = self.desk.looked_at()
        if key is None:
            self._reload()
            self.show_board()
            self.start.setFocus()
        else:
            self.show_history()
            self.history.choose(key)

    def _escape(self) -> None:
        if self.views.currentWidget() is self.desk:
            self.desk.leave()
        else:
            self.show_board()

    def _show(self, view: QWidget) -> None:
        self.views.setCurrentWidget(view)
        self.banner.hide()
        for part in (self.bar, self.register_button, self.history_button, self.print_button, self.start):
            part.setVisible(view is self._area)

    def _reload(self) -> None:
        six = room_board(self._workspace)
        chosen = self.desk.standard
        board = room_board(self._workspace, chosen) if chosen != THE_SIX else six
        self.board.show_board(board)
        self.board.show_register(room_register(self._workspace).particulars if chosen == THE_SIX else None)
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
