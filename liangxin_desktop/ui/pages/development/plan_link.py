"""The year's plan beside the page's title, in as many words as there is room for; a click writes it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from typing_extensions import override

from liangxin_desktop.services.development import Board
from liangxin_desktop.ui.theme import current
from liangxin_desktop.ui.widgets.basic import LinkButton

_PADDING = 12


class PlanLink(LinkButton):
    """2026 年度计划 3 名，已接收 2 名; where there is little room, 计划 3，接收 2."""

    _words: tuple[str, ...] = ("",)

    def show_plan(self, board: Board) -> None:
        """Say the plan of the board's year and its use."""
        planned = "未填" if board.planned is None else f" {board.planned}"
        unit = "" if board.planned is None else " 名"
        whole = f"{board.today.year} 年度计划{planned}{unit}，已接收 {board.admitted} 名"
        self._words = (whole, f"计划{planned}，接收 {board.admitted}", f"{board.admitted}/{planned.strip()}")
        self.setToolTip(f"{whole}。点击填写计划。")
        self.setAccessibleName(whole)
        self.setMinimumWidth(1)  # rather than the buttons, this gives way
        self.updateGeometry()
        self._fit()

    def _fit(self) -> None:
        room = self.width() - current().px(_PADDING)
        fitting = (words for words in self._words if self._advance(words) <= room)
        self.setText(next(fitting, self._words[-1]))

    def _advance(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words)

    @override
    def sizeHint(self) -> QSize:
        """As wide as the whole words."""
        hint = super().sizeHint()
        return QSize(hint.width() + self._advance(self._words[0]) - self._advance(self.text()), hint.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
