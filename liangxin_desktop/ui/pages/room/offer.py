"""Beside an item of a self-check: what the register says of it, and the way to take it over as evidence."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liangxin_desktop.services.room_register import RoomRegister
from liangxin_desktop.services.room_summary import RegisterEvidence, evidence_of, summary_of
from liangxin_desktop.ui.theme import GAP
from liangxin_desktop.ui.widgets.basic import Label, LinkButton


class RegisterOffer(QWidget):
    """Hidden where the register says nothing. `taken(RegisterEvidence)` when it is to be taken over."""

    taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._register: RoomRegister | None = None
        self._evidence: RegisterEvidence | None = None
        self.summary = Label("", "label", wrap=True, parent=self)
        self.button = LinkButton("", self._take, tip="记为佐证日期，并写进现状；已写的不改动", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.summary, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)

    def load(self, register: RoomRegister | None) -> None:
        """What to offer from; None for a check against a standard that the register does not serve."""
        self._register = register

    def show_item(self, item: str, day: date, *, locked: bool) -> None:
        """Show what the register says of an item as of the self-check's day."""
        told = self._register.particulars_on(day) if self._register else None
        self._evidence = evidence_of(item, told) if told else None
        self.setVisible(self._evidence is not None)
        if told and self._evidence:
            self.summary.setText(f"台账：{summary_of(item, told)}")
            self.button.setText(f"取台账：{self._evidence.offer}" if self._evidence.on else "取台账")
            self.button.setVisible(not locked)

    def _take(self) -> None:
        if self._evidence is not None:
            self.taken.emit(self._evidence)
