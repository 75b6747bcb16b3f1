"""Beside the page's title: how many items are met, and what is owed."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from liangxin_desktop.services.room import RoomBoard
from liangxin_desktop.ui.widgets.basic import Pill


class StandingNotes(QWidget):
    """The pills."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.met = Pill(parent=self)
        self.owed = Pill(parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.met)
        row.addWidget(self.owed)

    def show_board(self, board: RoomBoard) -> None:
        """Count what is met, and the quarters without a self-check."""
        total = len(board.cards)
        self.met.set("ok" if board.met == total else "warn", f"{board.met} / {total} 达标")
        owed = [one for one in board.findings if one.override is None]
        missed = sum(one.severity.is_bad for one in owed)
        word = f"缺 {missed} 季自查" if missed else "本季待自查"
        self.owed.set("bad" if missed else "warn", word if owed else "")
        self.owed.setToolTip("\n".join(f"{one.message}（{one.basis}）" for one in owed))
