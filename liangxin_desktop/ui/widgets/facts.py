"""Facts: names on the left, what they are on the right, each column in one line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from liangxin_desktop.ui.widgets.basic import Label, clear


class FactGrid(QWidget):
    """`facts.set_facts([("编号", "HP-0217-…"), ("签名人", "陈国华")])`. An empty name spans both columns."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)

    def set_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these; none hides the grid."""
        clear(self._grid)
        self.setAccessibleDescription("；".join(f"{name}：{value}" if name else value for name, value in facts))
        for row, (name, value) in enumerate(facts):
            words = Label(value, "label", wrap=True, parent=self)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if name:
                words.setAccessibleName(f"{name}：{value}")
                self._grid.addWidget(Label(name, "label", parent=self), row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words, row, 1 if name else 0, 1, 1 if name else 2)
        self.setVisible(bool(facts))
