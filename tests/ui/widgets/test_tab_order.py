"""Tab goes as one reads, and what it reaches can be seen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from liangxin_desktop.ui.widgets.page import scrolling
from liangxin_desktop.ui.widgets.tab_order import step


class _Tall(QWidget):
    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout()
        self.fields = [QLineEdit(self) for _ in range(30)]
        for field in self.fields:
            column.addWidget(field)
        self.area = scrolling(column)
        outer = QVBoxLayout(self)
        outer.addWidget(self.area)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        return step(self, self.fields, forward=forward)


def test_a_stop_below_the_edge_is_scrolled_into_sight_and_so_is_the_first_again(qtbot, show):
    tall = show(_Tall(), 300, 200)
    tall.fields[0].setFocus()
    for field in [*tall.fields[1:], tall.fields[0]]:
        qtbot.keyClick(tall.focusWidget(), Qt.Key.Key_Tab)
        assert field.hasFocus()
        assert not field.visibleRegion().isEmpty()
        assert field.visibleRegion().boundingRect() == field.rect()
