"""Restoring a backup: what both sides hold is shown first; the password of the backup opens it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from liangxin_desktop.ui.curtains.sheet import Sheet, side_by_side
from liangxin_desktop.ui.curtains.unlock import password_field
from liangxin_desktop.ui.widgets.basic import Button, Label, PrimaryButton


class RestoreSheet(Sheet):
    """`wanted(password)` to look first, then again to restore; `refused()` to go back."""

    look_wanted = Signal(str)
    restore_wanted = Signal(str)
    refused = Signal()

    def __init__(self, path: Path, present: str, parent: QWidget | None = None) -> None:
        super().__init__("从备份恢复", f"备份文件：{path.name}", parent)
        self._present = present
        self._row, self._password = password_field("备份的口令（备份当时的口令）", self)
        self._told = Label("", wrap=True, parent=self)
        self._go = PrimaryButton("查看备份内容", self._ask, parent=self)
        self._seen = False
        self._build()

    def _build(self) -> None:
        self.rows.addWidget(self._row)
        self.rows.addWidget(self._told)
        self._told.hide()
        buttons = side_by_side()
        buttons.addStretch(1)
        buttons.addWidget(Button("取消", self.refused.emit, parent=self))
        buttons.addWidget(self._go)
        self.rows.addLayout(buttons)
        self._password.returnPressed.connect(self._ask)
        self.setFocusProxy(self._password)

    def tell(self, backup: str) -> None:
        """Show what the backup holds beside what is there now."""
        lines = [f"备份：{backup}"]
        if self._present:
            lines += [f"现在：{self._present}", "恢复后，现在的记录会另存在旁边的文件夹里，不会删除。"]
        self._told.setText("\n".join(lines))
        self._told.show()
        self._seen = True
        self._go.setText("恢复")

    def set_busy(self, busy: bool) -> None:
        """While the backup is read nothing can be pressed."""
        self._go.setEnabled(not busy)

    def _ask(self) -> None:
        (self.restore_wanted if self._seen else self.look_wanted).emit(self._password.text())
