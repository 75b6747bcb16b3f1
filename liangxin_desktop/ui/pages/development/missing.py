"""How many papers of a person's file are missing over the steps taken, which those of the step in hand are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from liangxin_desktop.services.development_papers import Material
from liangxin_desktop.ui.widgets.basic import Label, LinkButton


class MissingPapers(QWidget):
    """Hidden while nothing is missing. `step_wanted(number)` for the next step of which a paper is."""

    step_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._missing: tuple[Material, ...] = ()
        self.link = LinkButton("", self._next, tip="转到下一个缺材料的步骤", parent=self)
        self.here = Label("", "label", wrap=True, parent=self)
        self.here.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.link, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.here, 1)

    def show_missing(self, missing: Sequence[Material]) -> None:
        """The papers that are missing over the steps taken."""
        self._missing = tuple(missing)
        self.link.setText(f"材料缺 {len(missing)} 份 ›")
        self.setVisible(bool(missing))

    def show_step(self, number: int) -> None:
        """The step in hand."""
        self._number = number
        names = "、".join(one.name for one in self._missing if one.step == number)
        self.here.setText(f"本步缺：{names}" if names else "")

    def _next(self) -> None:
        """The next step after the one in hand, round about."""
        numbers = sorted({one.step for one in self._missing}, key=lambda number: (number <= self._number, number))
        if numbers:
            self.step_wanted.emit(numbers[0])
