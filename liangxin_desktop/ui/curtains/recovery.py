"""The recovery code: shown once, printed, and confirmed by four of its characters."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from liangxin_desktop.services.recovery import RecoverySheet, write_recovery_sheet
from liangxin_desktop.ui.curtains.sheet import Sheet, side_by_side
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.widgets.basic import Button, Label, PrimaryButton
from liangxin_desktop.ui.widgets.fields import LabelledField

_GROUP = 2
"""Which group of the code, from 1, is asked for."""


class RecoveryCurtain(Sheet):
    """Shows the code; `confirmed()` once four of its characters were typed."""

    confirmed = Signal()

    def __init__(self, sheet: RecoverySheet, parent: QWidget | None = None) -> None:
        super().__init__(
            "请保存恢复单",
            "忘记口令时，只有这个恢复码能打开记录。它不会再显示：请打印或抄写两份，分开存放，不要和电脑放在一起。",
            parent,
        )
        self._sheet = sheet
        self._said = Label("", "small", wrap=True, parent=self)
        self._typed = QLineEdit(self, maxLength=8)
        self._row = LabelledField(f"请照恢复单输入第{_GROUP}组的四个字符", self._typed, parent=self)
        self._go = PrimaryButton("开始使用", self._confirm, parent=self)
        self._build()

    def _build(self) -> None:
        code = Label(_in_two_lines(self._sheet.code), "figure", parent=self)
        code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        code.setAccessibleName(f"恢复码 {self._sheet.code}")
        self.rows.addWidget(code)
        saving = side_by_side(Button("存为 PDF，去打印…", self._save, icon_name="printer", parent=self), self._said)
        self.rows.addLayout(saving)
        self.rows.addWidget(self._row)
        buttons = side_by_side()
        buttons.addStretch(1)
        buttons.addWidget(self._go)
        self.rows.addLayout(buttons)
        self._typed.returnPressed.connect(self._confirm)
        self.setFocusProxy(self._typed)

    @guarded
    def _save(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, "恢复单存到（打印后删除）", "恢复单.pdf", "PDF (*.pdf)")
        if path:
            write_recovery_sheet(self._sheet, Path(path))
            self._said.setText(f"已写入并核对：{Path(path).name}。打印后请删去这个文件。")

    def _confirm(self) -> None:
        asked = self._sheet.code.split("-")[_GROUP - 1]
        if self._typed.text().strip().upper() == asked:
            self.confirmed.emit()
        else:
            self._row.set_problem("与恢复单不符，请看清第2组的四个字符再输入。")
            self._typed.selectAll()


def _in_two_lines(code: str) -> str:
    groups = code.split("-")
    half = (len(groups) + 1) // 2
    return "-".join(groups[:half]) + "-\n" + "-".join(groups[half:])
