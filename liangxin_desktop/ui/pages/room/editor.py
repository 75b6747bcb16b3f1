"""The self-check: the items on the left, one of them for filling in on the right, kept while it is written."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liangxin_desktop.domain.room import Check, PresetCheck, PresetItem, RoomCheck, RoomItem
from liangxin_desktop.services.people import list_people
from liangxin_desktop.services.room_register import room_register
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.room.item_form import ItemForm
from liangxin_desktop.ui.pages.room.wording import numeral, status_pill
from liangxin_desktop.ui.theme import GAP, GAP_S, Tone, current
from liangxin_desktop.ui.widgets.banner import StatusLine
from liangxin_desktop.ui.widgets.basic import Button, Card, Label, LinkButton, PrimaryButton, SectionTitle
from liangxin_desktop.ui.widgets.dates import DateEdit
from liangxin_desktop.ui.widgets.incoming import IncomingFiles
from liangxin_desktop.ui.widgets.page import scrolling
from liangxin_desktop.ui.widgets.records import Line, Record, RecordList
from liangxin_desktop.ui.widgets.suggest import Candidate

PAUSE = 700
"""A draft is kept so many milliseconds after the last key."""


class CheckEditor(Card):
    """Shows one self-check for writing, or only for reading. `draft_ready` when what was changed should be kept."""

    draft_ready = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._workspace = workspace
        self._items: dict[str, RoomItem | None] = {}
        self._check: Check = RoomCheck(checked_on=workspace.today)
        self._before: Check | None = None
        self._asked: dict[str, PresetItem] = {}
        self._key = ""
        self._taken_days: frozenset[date] = frozenset()
        self.locked = False
        self.heading = SectionTitle("", self)
        self.day = DateEdit(workspace.today, latest=workspace.today, required=True)
        self.note = Label("", "label", parent=self)
        self.status = StatusLine(self)
        self.list = RecordList("各项", self)
        self.form = ItemForm(workspace, self)
        self.back = Button("返回", parent=self)
        self.drop = LinkButton("放弃这次自查", parent=self)
        self.correct = Button("更正这次自查", parent=self)
        self.previous = Button("‹ 上一项", lambda: self.step(-1), tip="Ctrl+PgUp", parent=self)
        self.next = Button("下一项 ›", lambda: self.step(1), tip="Ctrl+PgDn", parent=self)
        self.finish = PrimaryButton("完成自查", tip="Ctrl+Enter", parent=self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.day.setAccessibleName("自查日期")
        self.day.setFixedWidth(current().px(150))
        self.title.hide()
        for part in (self.heading, self.day, self.note):
            self.head.addWidget(part)
        self.head.addStretch(1)
        self.head.addWidget(self.status)
        columns = QHBoxLayout()
        columns.setSpacing(GAP + GAP_S)
        columns.addWidget(self.list, 34)
        columns.addWidget(scrolling(self.form), 66)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        for button in (self.back, self.drop):
            foot.addWidget(button)
        foot.addStretch(1)
        for button in (self.correct, self.previous, self.next, self.finish):
            foot.addWidget(button)
        self.body.setSpacing(GAP)
        self.body.addLayout(columns, 1)
        self.body.addLayout(foot)
        self.incoming = IncomingFiles(self, lambda: self._workspace.now)

    def _connect(self) -> None:
        self.list.chosen.connect(self._turn)
        self.list.opened.connect(lambda _key: self.form.status.take_focus())
        self.form.touched.connect(self._touch)
        self.form.files.arrived.connect(self.draft_ready)
        self.form.files.paste_wanted.connect(self.incoming.paste)
        self.incoming.came.connect(self.form.files.add)
        self.incoming.hovering.connect(self.form.files.tiles.set_welcoming)
        self.day.changed.connect(self._on_day)
        self.day.problem.connect(self.note.setText)
        self._pause.timeout.connect(self.draft_ready)

    def show_check(
        self,
        check: Check,
        before: Check | None,
        asked: tuple[PresetItem, ...],
        *,
        item: str | None = None,
        taken_days: frozenset[date] = frozenset(),
        locked: bool = False,
    ) -> None:
        """Show a self-check beside the one `before`, one item in front. `taken_days` have a self-check already."""
        self._asked, self._check, self._before = {one.key: one for one in asked}, check, before
        self._items = {one.key: check.of(one.key) for one in asked}
        self._taken_days, self.locked = taken_days, locked
        self.heading.setText(f"自查：{check.title}" if isinstance(check, PresetCheck) else "自查")
        self.day.set_value(check.checked_on)
        self.day.setEnabled(not locked)
        self.incoming.is_open = not locked
        self.status.clear()
        self.form.offer(*_candidates(self._workspace))
        self.form.register.load(room_register(self._workspace) if isinstance(check, RoomCheck) else None)
        self._on_day(check.checked_on, telling=False)
        for part in (self.drop, self.finish):
            part.setVisible(not locked)
        self.correct.setVisible(locked)
        self._key = ""
        self._list()
        self.turn_to(item if item in self._asked else asked[0].key)

    def check(self) -> Check:
        """The self-check as it stands."""
        self._take()
        day = self.day.value() or self._workspace.today
        return self._check.filled(day, self._items, tuple(self._asked.values()))

    def rest(self) -> None:
        """Nothing is waiting to be kept any more."""
        self._pause.stop()

    def turn_to(self, key: str) -> None:
        """Bring an item to the front."""
        self.list.choose(key, silently=True)
        self._turn(key)

    def step(self, by: int) -> None:
        """The item before or after; the focus goes to its status."""
        keys = list(self._asked)
        if keys:
            self.turn_to(keys[(keys.index(self._key) + by) % len(keys)])
            self.form.status.take_focus()

    def unseen(self) -> list[str]:
        """The titles of the items not looked at yet."""
        self._take()
        return [asked.title for key, asked in self._asked.items() if self._items[key] is None]

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as one reads."""
        foot = [self.back, self.drop, self.correct, self.previous, self.next, self.finish]
        return [self.day, self.list, *self.form.stops(), *foot]

    def _take(self) -> None:
        if self._key:
            self._items[self._key] = self.form.item()

    @guarded
    def _turn(self, key: object) -> None:
        if self._key and not self.locked:
            self.form.settle()
        self._take()
        self._key = str(key)
        before = self._before.of(self._key) if self._before else None
        day = self.day.value() or self._workspace.today
        self.form.show_item(self._asked[self._key], self._items[self._key], before, day, locked=self.locked)

    @guarded
    def _touch(self) -> None:
        self._take()
        self._list()
        self._pause.start()

    def _list(self) -> None:
        self.list.set_records(
            [
                Record(key, (Line(f"{numeral(at)}　{asked.title}"), Line(*_second(self._items[key]))))
                for at, (key, asked) in enumerate(self._asked.items())
            ]
        )

    def _on_day(self, day: date | None, *, telling: bool = True) -> None:
        taken = day in self._taken_days and not self.locked
        self.note.setText("这一天已有自查，完成后更正那一次；原来的内容留在操作日志里。" if taken else "")
        if telling:
            self._touch()


def _candidates(workspace: Workspace) -> tuple[list[Candidate], dict[str, str]]:
    """The members of today, who may be named, and everybody's name."""
    lines = list_people(workspace)
    members = [Candidate(one.person.id, one.person.name, one.group) for one in lines if one.is_member]
    return members, {one.person.id: one.person.name for one in lines}


def _second(item: RoomItem | None) -> tuple[str, str, Tone]:
    """What the list says below an item's title, and the pill beside it."""
    tone, word = status_pill(item.status if item else None)
    said = f"佐证 {item.evidence_on.isoformat()}" if item and item.evidence_on else "没有佐证日期"
    return (said if item else "还没有核查"), word, tone
