"""One item of a self-check: how it stands, what proves it, and, when it is wanting, the gap and the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liangxin_desktop.domain.room import ItemStatus, PresetItem, RoomItem
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.room import lacks
from liangxin_desktop.services.room_summary import RegisterEvidence, described, evidence_day
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.attachments import AttachmentsField
from liangxin_desktop.ui.pages.room.offer import RegisterOffer
from liangxin_desktop.ui.pages.room.wording import short, status_pill
from liangxin_desktop.ui.theme import GAP, GAP_S, current
from liangxin_desktop.ui.widgets.basic import IconLabel, Label, SectionTitle
from liangxin_desktop.ui.widgets.dates import DateEdit
from liangxin_desktop.ui.widgets.fields import LabelledField
from liangxin_desktop.ui.widgets.radio_row import RadioRow
from liangxin_desktop.ui.widgets.suggest import Candidate, PersonLine
from liangxin_desktop.ui.widgets.text import AutoGrowTextEdit, printable


class ItemForm(QWidget):
    """Shows an item for filling in. `touched` at every change by the user; `said(str)` tells what was done to it."""

    touched = Signal()
    said = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked: PresetItem | None = None
        self._before = RoomItem()
        self._checked_on = workspace.today
        self._filling = False
        self.locked = False
        self.title = SectionTitle("", self)
        self.before = Label("", "label", wrap=True, parent=self)
        self.register = RegisterOffer(self)
        self.status = RadioRow({status: label("room_status", status) for status in ItemStatus}, self)
        self.evidence_on = DateEdit(workspace.today, latest=workspace.today)
        self.description = AutoGrowTextEdit("写明现在的情况，如地点、面积、数量、更新情况", least=2, most=6)
        self.files = AttachmentsField(workspace, self)
        self.gap = AutoGrowTextEdit("与标准相比缺什么", least=1, most=4)
        self.plan = AutoGrowTextEdit("准备怎样补上", least=1, most=4)
        self.owner = PersonLine("姓名或拼音首字母", free=True)
        self.due_on = DateEdit(workspace.today)
        self.wanting = QWidget(self)
        self.lacking = Label("", wrap=True, parent=self)
        self._sign = IconLabel("triangle-alert", "warn.ink", 16, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.title.setWordWrap(True)
        self.evidence_on.setFixedWidth(current().px(126))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, GAP, 0)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addWidget(self.before)
        column.addWidget(self.register)
        column.addLayout(
            _side_by_side(LabelledField("是否达标", self.status), LabelledField("佐证日期", self.evidence_on))
        )
        column.addWidget(LabelledField("现状", self.description))
        column.addWidget(Label("佐证（照片、文件）", "label", parent=self))
        column.addWidget(self.files)
        column.addWidget(self.wanting)
        warning = QHBoxLayout()
        warning.setSpacing(6)
        warning.addWidget(self._sign)
        warning.addWidget(self.lacking, 1)
        column.addLayout(warning)
        column.addStretch(1)
        inner = QVBoxLayout(self.wanting)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(10)
        inner.addWidget(LabelledField("差距", self.gap))
        inner.addWidget(LabelledField("整改措施", self.plan))
        inner.addLayout(_side_by_side(LabelledField("责任人", self.owner), LabelledField("整改期限", self.due_on)))

    def _connect(self) -> None:
        self.status.chosen.connect(self._touch)
        for text in (self.description, self.gap, self.plan):
            text.textChanged.connect(self._touch)
        for day in (self.evidence_on, self.due_on):
            day.changed.connect(self._touch)
        self.owner.textEdited.connect(self._touch)
        self.owner.named.connect(self._touch)
        self.files.touched.connect(self._touch)
        self.files.arrived.connect(self._date_evidence)
        self.files.said.connect(self.said)
        self.register.taken.connect(self._take_register)

    def offer(self, people: Sequence[Candidate], others: Mapping[str, str]) -> None:
        """Who may be named as the one who mends an item, and the names of others who stand there."""
        self.owner.set_people(people, others)

    def show_item(
        self, asked: PresetItem, item: RoomItem | None, before: RoomItem | None, day: date, *, locked: bool
    ) -> None:
        """Fill in, without telling. `before` is the item in the self-check before, `day` the self-check's."""
        shown = item or RoomItem()
        self._filling, self.locked, self._asked, self._checked_on = True, locked, asked, day
        self._before = before or RoomItem()
        self.register.show_item(asked.key, day, locked=locked)
        self.title.setText(asked.title)
        self.before.setText(_before_line(asked, before))
        self.status.set_value(item.status if item else None)
        self.evidence_on.set_value(shown.evidence_on)
        self.due_on.set_value(shown.plan_due_on)
        self.owner.set_value(shown.plan_owner)
        for text, words in ((self.description, shown.description), (self.gap, shown.gap), (self.plan, shown.plan)):
            text.set_text(words or "")
        self.files.show_files(asked.key, shown.attachments, locked=locked)
        self._lock(locked)
        self._filling = False
        self._judge()

    def item(self) -> RoomItem | None:
        """What the form says; None as long as nothing was filled in. RefusedError for text beyond all measure."""
        fields: dict[str, Any] = {
            "description": _words(self.description),
            "evidence_on": self.evidence_on.value(),
            "gap": _words(self.gap),
            "plan": _words(self.plan),
            "plan_owner": self.owner.value(),
            "plan_due_on": self.due_on.value(),
            "attachments": self.files.files(),
        }
        status = self.status.value()
        if status is None and not any(fields.values()):
            return None
        try:
            return RoomItem(status=status or ItemStatus.UNMET, **fields)
        except ValidationError as error:
            raise RefusedError(f"“{self.title.text()}”里有一栏写得太长。", "请缩短到十万字以内。") from error

    def settle(self) -> None:
        """Take what is being typed as finished."""
        for line in (self.evidence_on, self.due_on, self.owner):
            line.editingFinished.emit()

    def is_good(self) -> bool:
        """Whether both dates are dates."""
        return self.evidence_on.is_good() and self.due_on.is_good()

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as one reads."""
        files = [self.files.tiles, self.files.undo]
        plan = [self.gap, self.plan, self.owner, self.due_on]
        return [self.register.button, self.status.stop(), self.evidence_on, self.description, *files, *plan]

    def _lock(self, locked: bool) -> None:
        for field in (self.owner, self.description, self.gap, self.plan):
            field.setReadOnly(locked)
            field.style().polish(field)
        for part in (self.status, self.evidence_on, self.due_on):
            part.setEnabled(not locked)

    @guarded
    def _touch(self) -> None:
        if self._filling or self.locked:
            return
        if self.status.value() is None and self.item() is not None:
            self.status.set_value(ItemStatus.UNMET)
        self._judge()
        self.touched.emit()

    def _date_evidence(self) -> None:
        """New evidence is of the day of the self-check, unless the user says otherwise."""
        self.evidence_on.set_value(self._checked_on)
        self.said.emit(f"已添加佐证，佐证日期记为 {self._checked_on.isoformat()}")
        self._touch()

    def _take_register(self, offered: RegisterEvidence) -> None:
        """Take the register's day and line as evidence, beside what was typed."""
        self.evidence_on.editingFinished.emit()
        self.evidence_on.set_value(evidence_day(offered.on, self._before.evidence_on, self.evidence_on.value()))
        self.description.setPlainText(described(self.description.text(), self._before.description or "", offered.line))
        self.said.emit(f"已取台账：{offered.offer}")
        self._touch()

    def _judge(self) -> None:
        """The plan is asked for where it is needed; what is lacking is said."""
        item = self.item()
        self.wanting.setVisible(item is not None and item.status is not ItemStatus.MET)
        told = () if self.locked or self._asked is None else lacks(self._asked, item, self._checked_on)
        self.lacking.setText("\n".join(told))
        self.lacking.setVisible(bool(told))
        self._sign.setVisible(bool(told))


def _before_line(asked: PresetItem, before: RoomItem | None) -> str:
    holds = f"佐证每 {asked.shelf_months} 个月至少更新一次" if asked.ages else "佐证长期有效"
    if before is None:
        return holds
    parts = [status_pill(before.status)[1], before.evidence_on.isoformat() if before.evidence_on else ""]
    said = " · ".join(part for part in (*parts, short(before.description or before.gap, 40)) if part)
    return f"上次：{said}\n{holds}"


def _words(field: AutoGrowTextEdit) -> str | None:
    return printable(field.text()).strip() or None


def _side_by_side(*fields: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GAP + GAP_S)
    for field in fields:
        row.addWidget(field)
    row.addStretch(1)
    return row
