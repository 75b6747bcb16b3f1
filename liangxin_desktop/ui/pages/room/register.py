"""台账: the six items at the left, at the right what one of them is and what was done with it day by day."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QWidget

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.room import RoomItems
from liangxin_desktop.domain.room_register import EntryKind
from liangxin_desktop.services import room_register
from liangxin_desktop.services.room_summary import summary_of
from liangxin_desktop.services.unsaved import keep_unsaved, unsaved
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.room.register_sheet import NOTHING, ItemSheet
from liangxin_desktop.ui.pages.room.wording import numeral
from liangxin_desktop.ui.theme import GAP, GAP_S
from liangxin_desktop.ui.widgets.basic import Button, Card
from liangxin_desktop.ui.widgets.page import scrolling
from liangxin_desktop.ui.widgets.records import Line, Record, RecordList

_FORM = "room-register"
_ITEMS = tuple(RoomItems.model_fields)


class RegisterView(Card):
    """`written(Changes)` after every write to the register; `back_wanted` to leave it."""

    written = Signal(object)
    said = Signal(str)
    back_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("台账", parent)
        self._workspace = workspace
        self.sheets: dict[str, ItemSheet] = {}
        self._areas: dict[str, QScrollArea] = {}
        self.list = RecordList("六项台账", self)
        self.stack = QStackedWidget(self)
        self.back = Button("返回", self.back_wanted.emit, tip="Esc", parent=self)
        self._build()
        self.list.chosen.connect(lambda key: self.turn_to(str(key)))
        self.list.opened.connect(lambda _key: self.sheet().log().line.form.take_focus())

    def _build(self) -> None:
        columns = QHBoxLayout()
        columns.setSpacing(GAP + GAP_S)
        columns.addWidget(self.list, 30)
        columns.addWidget(self.stack, 70)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        self.body.setSpacing(GAP)
        self.body.addLayout(columns, 1)
        self.body.addLayout(foot)

    def sheet(self) -> ItemSheet:
        """The item in front."""
        return self.sheets[str(self.list.current_key())]

    @guarded
    def show_item(self, key: str = "") -> None:
        """Show the register as it is now, an item in front: that asked for, else the one before, else the first."""
        left_off = "" if self.sheets else self._take_up()
        wanted = key if key in _ITEMS else str(self.list.current_key() or left_off or _ITEMS[0])
        self._list()
        self.turn_to(wanted)

    @guarded
    def show_entry(self, entry_id: str) -> None:
        """Show an entry; where it is gone, the register as it is."""
        entry = room_register.get_entry(self._workspace, entry_id)
        self.show_item(entry.kind.item if entry else "")
        if entry is not None:
            log = self.sheet().turn_to(entry.kind)
            log.pick(entry.id)
            log.table.setFocus()

    @guarded
    def turn_to(self, key: str) -> None:
        """Bring an item to the front."""
        if key not in self.sheets:
            self._add(key)
        self.list.choose(key, silently=True)
        self.stack.setCurrentWidget(self._areas[key])
        self._fill()

    @guarded
    def keep(self) -> None:
        """Keep what stands half typed through a lock."""
        if self.sheets:
            halves = [sheet.half_typed() for sheet in self.sheets.values()]
            keep_unsaved(self._workspace, _FORM, {kind: half for one in halves for kind, half in one.items()})

    def _take_up(self) -> str:
        """Put back what was half typed when the page was left for good; the item of it, if any."""
        halves = {EntryKind(kind): half for kind, half in unsaved(self._workspace, _FORM).items()}
        for kind, half in halves.items():
            if kind.item not in self.sheets:
                self._add(kind.item)
            mended = room_register.get_entry(self._workspace, half["entry"]) if half["entry"] else None
            self.sheets[kind.item].turn_to(kind).line.retype(mended, half["typed"])
        return next((kind.item for kind in halves), "")

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as one reads."""
        key = self.list.current_key()
        return [self.list, *(self.sheets[str(key)].stops() if key in self.sheets else ()), self.back]

    def _add(self, key: str) -> None:
        sheet = self.sheets[key] = ItemSheet(key, self._workspace)
        sheet.written.connect(self._on_written)
        sheet.said.connect(self.said)
        self._areas[key] = scrolling(sheet)
        self.stack.addWidget(self._areas[key])

    def _on_written(self, changes: Changes) -> None:
        self._list()
        self._fill()
        self.written.emit(changes)

    def _fill(self) -> None:
        register = room_register.room_register(self._workspace)
        self.sheet().show_register(register, len(room_register.uses_from_sessions(self._workspace)))

    def _list(self) -> None:
        told = room_register.particulars(self._workspace)
        self.list.set_records(
            [
                Record(key, (Line(f"{numeral(at)}　{label('room_item', key)}"), Line(summary_of(key, told) or NOTHING)))
                for at, key in enumerate(_ITEMS)
            ]
        )
