"""回收站: what was deleted, for how long it still lies there, and the way back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liangxin_desktop.domain.recycled import Recycled
from liangxin_desktop.services.recycle_bin import days_left, kept_days, list_recycled, take_back
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.theme import GAP_S
from liangxin_desktop.ui.widgets.basic import Card, Label, LinkButton, clear


class RecycleCard(Card):
    """`changed(Changes)` when something was taken back."""

    changed = Signal(object)
    said = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("回收站", parent)
        self._workspace = workspace
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GAP_S)
        self.body.addWidget(
            Label(f"删除的草稿和误录的内容在这里保留{kept_days()}天，之后自动清除。", "small", wrap=True)
        )
        self.body.addLayout(self._rows)

    def reload(self) -> None:
        """Show what lies in the bin now."""
        found = list_recycled(self._workspace)
        clear(self._rows)
        for one in found:
            self._rows.addLayout(self._row(one))
        if not found:
            self._rows.addWidget(Label("回收站是空的。", "muted", parent=self))

    def _row(self, one: Recycled) -> QHBoxLayout:
        left = days_left(self._workspace, one)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(one.title, wrap=True, parent=self))
        told = f"{label('recycled_kind', one.kind)}，{one.deleted_at:%Y-%m-%d %H:%M} 删除，还可取回 {left} 天"
        words.addWidget(Label(told, "small", wrap=True, parent=self))
        button = LinkButton("取回", partial(self._take_back, one), parent=self)
        button.setAccessibleName(f"取回{one.title}")
        row = QHBoxLayout()
        row.addLayout(words, 1)
        row.addWidget(button)
        return row

    @guarded
    def _take_back(self, one: Recycled, _checked: bool = False) -> None:
        changes = take_back(self._workspace, one.id)
        self.reload()
        self.changed.emit(changes)
        self.said.emit(f"已取回“{one.title}”")
