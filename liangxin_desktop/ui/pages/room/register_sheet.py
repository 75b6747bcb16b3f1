"""One item of the register: what it says in a line, its facts, and its entries of one kind or two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from liangxin_desktop.domain.room_register import EntryKind
from liangxin_desktop.services.attachments import Incoming
from liangxin_desktop.services.room_register import RoomRegister
from liangxin_desktop.services.room_register_form import entry_forms
from liangxin_desktop.services.room_summary import summary_of
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.pages.room.register_facts import FactsForm
from liangxin_desktop.ui.pages.room.register_log import EntryLog
from liangxin_desktop.ui.theme import GAP
from liangxin_desktop.ui.widgets.basic import Label, SectionTitle
from liangxin_desktop.ui.widgets.incoming import IncomingFiles
from liangxin_desktop.ui.widgets.radio_row import RadioRow

NOTHING = "台账还没有登记"


class ItemSheet(QWidget):
    """`written(Changes)` after every write; `said(str)` tells what was done."""

    written = Signal(object)
    said = Signal(str)

    def __init__(self, key: str, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        kinds = [kind for kind in EntryKind if kind.item == key]
        self.title = SectionTitle(label("room_item", key), self)
        self.summary = Label("", "label", wrap=True, parent=self)
        self.facts = FactsForm(key, workspace, self)
        self.kinds: RadioRow[EntryKind] = RadioRow({kind: entry_forms()[kind].title for kind in kinds}, self)
        self.logs = {kind: EntryLog(kind, workspace, self) for kind in kinds}
        self.stack = QStackedWidget(self)
        self._build()
        self._connect()
        self.incoming = IncomingFiles(self, lambda: workspace.now)
        self.incoming.came.connect(self._take_in)
        for log in self.logs.values():
            log.files.paste_wanted.connect(self.incoming.paste)
            self.incoming.hovering.connect(log.files.tiles.set_welcoming)

    def _build(self) -> None:
        self.title.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, GAP, 0)
        column.setSpacing(10)
        for part in (self.title, self.summary, self.facts, self.kinds):
            column.addWidget(part)
        for log in self.logs.values():
            self.stack.addWidget(log)
        column.addWidget(self.stack, 1)
        self.kinds.setVisible(len(self.logs) > 1)
        self.kinds.set_value(next(iter(self.logs)))

    def _connect(self) -> None:
        self.facts.written.connect(self.written)
        self.kinds.chosen.connect(lambda: self.turn_to(self.log().kind))
        for log in self.logs.values():
            log.written.connect(self.written)
            log.said.connect(self.said)

    def log(self) -> EntryLog:
        """The entries in front."""
        return self.logs[self.kinds.value() or next(iter(self.logs))]

    def turn_to(self, kind: EntryKind) -> EntryLog:
        """Bring the entries of a kind to the front."""
        self.kinds.set_value(kind)
        self.stack.setCurrentWidget(self.logs[kind])
        return self.logs[kind]

    def show_register(self, register: RoomRegister, offered: int) -> None:
        """Show what the register says of the item; `offered` sessions could be taken as uses."""
        self.summary.setText(summary_of(self.key, register.particulars) or NOTHING)
        self.facts.show_facts(register.facts)
        for kind, log in self.logs.items():
            log.show_entries(register.entries[kind], offered if kind is EntryKind.USE else 0)

    def half_typed(self) -> dict[str, Any]:
        """What stands half typed in the lines, by kind. The facts are kept as they stand."""
        self.facts.keep()
        return {kind.value: half for kind, log in self.logs.items() if (half := log.line.half_typed())}

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as one reads."""
        return [*self.facts.stops(), self.kinds.stop(), *self.log().stops()]

    def _take_in(self, files: Sequence[Incoming]) -> None:
        self.log().add_files(files)
