"""Below the page's title: which standard the room is held against, and the street's own on their way in and out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.services.recycle_bin import kept_days
from liangxin_desktop.services.room import RoomBoard
from liangxin_desktop.services.room_standards import (
    THE_SIX,
    Origin,
    PresetPlan,
    import_preset,
    list_standards,
    plan_preset,
    remove_preset,
)
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui import tasks
from liangxin_desktop.ui.dialogs.message import ConfirmDialog
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.theme import current
from liangxin_desktop.ui.widgets.basic import Label, LinkButton
from liangxin_desktop.ui.widgets.fields import Choice
from liangxin_desktop.ui.widgets.painting import draw_line

_FILES = "阵地标准 (*.xlsx *.json)"
_NOTES = {
    Origin.SHIPPED: "只作本支部对照；每季自查、提醒和报表只看“六有”",
    Origin.ISSUED: "街道标准，只作本支部对照；每季自查、提醒和报表只看“六有”",
    Origin.WITHDRAWN: "标准已移除，以前的自查仍可查看",
}
_MOST_SHOWN = 8
_BESIDE_WORDS, _WIDEST = 48, 300


class StandardBar(QWidget):
    """`chosen(key)` when another standard was chosen; `changed(Changes)` when one came in or went; `model_wanted`."""

    chosen = Signal(str)
    model_wanted = Signal()
    changed = Signal(object)
    said = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.choice = Choice(parent=self)
        self.note = _CutLabel(self)
        self.remove = LinkButton("移除这个标准", self._remove, parent=self)
        self.take_in = LinkButton("导入街道标准…", self._choose_file, parent=self)
        self.model = LinkButton("申报示范阵地", self.model_wanted.emit, parent=self)
        self._build()
        self.choice.chosen.connect(lambda key: self.chosen.emit(str(key)))

    def _build(self) -> None:
        self.choice.setAccessibleName("标准")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.choice)
        row.addWidget(self.note, 1)
        for button in (self.remove, self.take_in, self.model):
            row.addWidget(button)

    def key(self) -> str:
        """The key of the standard chosen."""
        return str(self.choice.value() or THE_SIX)

    def choose(self, key: str) -> None:
        """Choose a standard without telling; one that is not there leaves the six."""
        self._offer()
        self.choice.set_value(key)

    def show_board(self, board: RoomBoard) -> None:
        """Offer the standards of today, and say what the one shown is for."""
        self._offer()
        self.choice.set_value(board.standard.key)
        words = self.choice.fontMetrics().horizontalAdvance(board.standard.preset.title)
        self.choice.setFixedWidth(min(words + current().px(_BESIDE_WORDS), current().px(_WIDEST)))
        self.choice.setToolTip(board.standard.preset.title)
        duty = f"依据{board.basis}；每季自查、提醒和报表以此为准"
        self.note.setText(_NOTES.get(board.standard.origin, duty))
        self.note.setToolTip(self.note.text())
        self.remove.setVisible(board.standard.origin is Origin.ISSUED)

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.choice, self.remove, self.take_in, self.model]

    def _offer(self) -> None:
        self.choice.set_options([(one.key, one.preset.title) for one in list_standards(self._workspace)])

    @guarded
    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "选择街道发的阵地标准", "", _FILES)
        if chosen:
            self.look_at(Path(chosen))

    def look_at(self, path: Path) -> None:
        """Read the file beside the window, then take its standard in; one that is replaced is asked about."""
        tasks.run(
            lambda _progress: plan_preset(self._workspace, path),
            owner=self,
            key="preset-plan",
            done=self._import,
            supersede=True,
        )

    @guarded
    def _import(self, plan: PresetPlan) -> None:
        if plan.replaces is not None and not self._is_sure(plan, plan.replaces.title):
            return
        changes: Changes = import_preset(self._workspace, plan)
        self.choose(plan.preset.id)
        self.changed.emit(changes)
        self.chosen.emit(plan.preset.id)
        self.said.emit(f"已导入标准“{plan.preset.title}”，共{len(plan.preset.items)}项")

    def _is_sure(self, plan: PresetPlan, title: str) -> bool:
        shown = list(plan.changes[:_MOST_SHOWN]) or ["内容没有变化"]
        more = [f"…… 另有{len(plan.changes) - _MOST_SHOWN}处"] if len(plan.changes) > _MOST_SHOWN else []
        told = "\n".join([*shown, *more, "以前的自查保留当时的文字。"])
        return ConfirmDialog.ask(self, f"用“{plan.file}”更新标准“{title}”？", told, action="更新标准")

    @guarded
    def _remove(self) -> None:
        title = self.choice.currentText()
        text = f"对照它做过的自查都保留；{kept_days()}天内可从回收站取回。"
        if ConfirmDialog.ask(self, f"移除标准“{title}”？", text, losses=[f"标准“{title}”"], action="移除"):
            changes = remove_preset(self._workspace, self.key())
            self.choose(THE_SIX)
            self.changed.emit(changes)
            self.chosen.emit(THE_SIX)
            self.said.emit(f"已移除标准“{title}”，可从回收站取回")


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
