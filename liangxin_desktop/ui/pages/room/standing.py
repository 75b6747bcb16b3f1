"""Beside the page's title: how many items are met, what is owed, and the standard they are held against."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from liangxin_desktop.services.room import RoomBoard
from liangxin_desktop.ui.theme import current
from liangxin_desktop.ui.widgets.basic import Label, Pill
from liangxin_desktop.ui.widgets.painting import draw_line


class StandingNotes(QWidget):
    """The pills and the standard; where the window is narrow the standard's name is cut first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.met = Pill(parent=self)
        self.owed = Pill(parent=self)
        self.standard = _CutLabel(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.met)
        row.addWidget(self.owed)
        row.addWidget(self.standard, 1)

    def show_board(self, board: RoomBoard) -> None:
        """Count what is met, and the quarters without a self-check."""
        total = len(board.cards)
        self.met.set("ok" if board.met == total else "warn", f"{board.met} / {total} 达标")
        owed = [one for one in board.findings if one.override is None]
        missed = sum(one.severity.is_bad for one in owed)
        word = f"缺 {missed} 季自查" if missed else "本季待自查"
        self.owed.set("bad" if missed else "warn", word if owed else "")
        self.owed.setToolTip("\n".join(f"{one.message}（{one.basis}）" for one in owed))
        self.standard.setText(f"标准：{board.basis}")
        self.standard.setToolTip(self.standard.text())


class _CutLabel(Label):
    """One muted line, cut with "…" where there is no room for all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "muted", parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        left = Qt.AlignmentFlag.AlignLeft
        draw_line(QPainter(self), QRectF(self.rect()), self.text(), theme.font(), theme.colour("muted"), left)
