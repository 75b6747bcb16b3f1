"""The entries of one kind: the line that adds them, the table newest first, and the files of the one chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.room_register import EntryKind, RoomEntry
from liangxin_desktop.services import room_register
from liangxin_desktop.services.attachments import Incoming
from liangxin_desktop.services.recycle_bin import take_back, taken_out
from liangxin_desktop.services.room_register_form import entry_forms
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.models.room_register import entry_model, entry_widths
from liangxin_desktop.ui.models.table import SortFilter
from liangxin_desktop.ui.pages.attachments import AttachmentsField
from liangxin_desktop.ui.pages.room.register_line import EntryLine
from liangxin_desktop.ui.theme import GAP, GAP_S, current
from liangxin_desktop.ui.widgets.basic import Label, LinkButton
from liangxin_desktop.ui.widgets.table import TableView

_LEAST_HEIGHT = 116


class EntryLog(QWidget):
    """`written(Changes)` after every write; `said(str)` tells what was done."""

    written = Signal(object)
    said = Signal(str)

    def __init__(self, kind: EntryKind, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind, self._workspace = kind, workspace
        self._says = entry_forms()[kind]
        self._thrown: list[str] = []
        self.line = EntryLine(kind, workspace, self)
        self.take = LinkButton("", self._take_sessions, parent=self)
        self.undo = LinkButton("", self._take_back, tip="Ctrl+Z", parent=self)
        self.change = LinkButton("修改", self._mend, tip="Enter", parent=self)
        self.remove = LinkButton("删除", self._remove, tip="Del", parent=self)
        self.table = TableView(self._says.title, self)
        self.rows = entry_model(kind)
        self.shown = SortFilter(self.rows)
        self.holder = Label("", "label", wrap=True, parent=self)
        self.files = AttachmentsField(workspace, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.table.set_model(self.shown, entry_widths(self.kind), sorted_by=-1)
        self.table.setMinimumHeight(current().px(_LEAST_HEIGHT))
        tools = QHBoxLayout()
        tools.setSpacing(GAP)
        tools.addWidget(self.take)
        tools.addStretch(1)
        for button in (self.undo, self.change, self.remove):
            tools.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S)
        column.addWidget(self.line)
        column.addLayout(tools)
        column.addWidget(self.table, 1)
        column.addWidget(self.holder)
        column.addWidget(self.files)

    def _connect(self) -> None:
        self.line.entered.connect(self._keep)
        self.table.opened.connect(self._mend)
        self.table.picked.connect(self._show_files)
        self.files.touched.connect(self._keep_files)
        self.files.arrived.connect(self._keep_files)
        self.files.said.connect(self.said)
        self.line.left.connect(self.table.setFocus)
        for keys, slot in {"Del": self._remove, "Ctrl+Z": self._take_back}.items():
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)

    def show_entries(self, entries: Sequence[RoomEntry], offered: int = 0) -> None:
        """Show these, the chosen one kept; `offered` sessions could be taken as uses."""
        chosen = self.chosen()
        self.rows.set_rows(entries)
        self.take.setText(f"从组织生活记录取用（{offered}）")
        self.take.setVisible(bool(offered))
        self.undo.setVisible(bool(self._thrown))
        if chosen is None or not self.pick(chosen.id):
            self.table.clearSelection()
            self.table.setCurrentIndex(self.shown.index(-1, -1))
        self._show_files()

    def chosen(self) -> RoomEntry | None:
        """The entry chosen in the table."""
        rows = self.table.selectionModel().selectedRows()
        return self.shown.row_at(rows[0]) if rows else None

    def pick(self, entry_id: str) -> bool:
        """Choose an entry; False where it is not here."""
        index = self.shown.index_of(lambda one: one.id == entry_id)
        if index.isValid():
            self.table.pick(index)
        return index.isValid()

    def add_files(self, files: Sequence[Incoming]) -> None:
        """Files dropped or pasted belong to the entry chosen."""
        if self.chosen() is None:
            self.said.emit(f"请先在表里选中一条{self._says.one}，再添加附件")
        self.files.add(files)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as one reads."""
        tools = [self.take, self.undo, self.change, self.remove]
        return [*self.line.stops(), *tools, self.table, self.files.tiles, self.files.undo]

    @guarded
    def _keep(self, entry: RoomEntry) -> None:
        self.written.emit(room_register.put_entry(self._workspace, entry))
        self.pick(entry.id)
        self.line.proceed(entry)
        self.said.emit(f"已登记：{entry.title}")

    def _mend(self) -> None:
        entry = self.chosen()
        if entry is not None:
            self.line.mend(entry)

    @guarded
    def _remove(self) -> None:
        entry = self.chosen()
        if entry is None:
            return
        self.line.clear()
        changes = room_register.remove_entry(self._workspace, entry.id)
        self._thrown += [one.id for one in taken_out(self._workspace, changes)]
        self.undo.setText(f"撤销删除“{entry.title[:16]}”")
        self.written.emit(changes)
        self.said.emit("已移到回收站")

    @guarded
    def _take_back(self) -> None:
        if self._thrown:
            thrown = self._thrown.pop()
            changes = take_back(self._workspace, thrown)
            self.undo.setText("撤销上一次删除")
            self.written.emit(changes)
            self.pick(thrown)
            self.table.setFocus()

    @guarded
    def _take_sessions(self) -> None:
        changes = room_register.add_uses_from_sessions(self._workspace)
        self.written.emit(changes)
        self.said.emit(f"已从组织生活记录登记 {len(changes.ids('room_entries'))} 条")

    @guarded
    def _keep_files(self) -> None:
        entry = self.chosen()
        if entry is not None and entry.attachments != self.files.files():
            changes: Changes = room_register.put_entry(self._workspace, entry.but(attachments=self.files.files()))
            self.written.emit(changes)

    def _show_files(self) -> None:
        entry = self.chosen()
        for button in (self.change, self.remove):
            button.setEnabled(entry is not None)
        for part in (self.holder, self.files):
            part.setVisible(entry is not None)
        if entry is not None:
            self.holder.setText(f"“{entry.title}”的附件")
            self.files.show_files(entry.id, entry.attachments, locked=False)
