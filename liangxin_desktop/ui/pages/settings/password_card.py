"""口令与恢复单."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QWidget

from liangxin_desktop.passwords import SHORTEST
from liangxin_desktop.services.access import check_password
from liangxin_desktop.services.recovery import write_recovery_sheet
from liangxin_desktop.services.settings import change_password, renew_recovery_code
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.curtains.unlock import new_password_problem, password_field
from liangxin_desktop.ui.dialogs.message import BaseDialog, PasswordDialog
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.theme import GAP_S
from liangxin_desktop.ui.widgets.basic import Button, Card, Label


class PasswordCard(Card):
    """Another password, another recovery code; both ask for the present password."""

    said = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("口令与恢复单", parent)
        self._workspace = workspace
        self.body.addWidget(Label("换了书记，请换口令并换恢复单；换过以后，旧的恢复单作废。", "small", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        row.addWidget(Button("修改口令…", self._change, icon_name="key-round", parent=self))
        row.addWidget(Button("换恢复单…", self._renew, icon_name="printer", parent=self))
        row.addStretch(1)
        self.body.addLayout(row)

    @guarded
    def _change(self) -> None:
        dialog = NewPasswordDialog(self._workspace, self.window())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            change_password(self._workspace, dialog.old(), dialog.new())
            self.said.emit("口令已修改")

    @guarded
    def _renew(self) -> None:
        password = PasswordDialog.ask(
            self.window(),
            "换恢复单",
            lambda typed: check_password(self._workspace, typed),
            text="换过以后，以前打印的恢复单就打不开记录了。",
        )
        if password is None:
            return
        path, _ = QFileDialog.getSaveFileName(self, "新的恢复单存到（打印后删除）", "恢复单.pdf", "PDF (*.pdf)")
        if path:
            write_recovery_sheet(renew_recovery_code(self._workspace, password), Path(path))
            self.said.emit("新恢复单已写入并核对，请打印后删去文件")


class NewPasswordDialog(BaseDialog):
    """The present password, and the new one twice."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("修改口令", f"口令至少{SHORTEST}个字符。忘记口令时只有恢复单能打开记录。", parent)
        self._workspace = workspace
        self._old_row, self._old = password_field("现在的口令", self)
        self._new_row, self._new = password_field("新口令", self)
        self._again_row, self._again = password_field("再输一次新口令", self)
        for row in (self._old_row, self._new_row, self._again_row):
            self.body.addWidget(row)
        self.add_cancel()
        self.add_primary("修改", self._finish)
        self._old.setFocus()

    def old(self) -> str:
        """The present password as typed."""
        return self._old.text()

    def new(self) -> str:
        """The new password as typed."""
        return self._new.text()

    def _finish(self) -> None:
        right = check_password(self._workspace, self.old())
        self._old_row.set_problem("" if right else "口令不对，请再试。")
        problem = new_password_problem(self.new(), self._again.text())
        self._again_row.set_problem(problem)
        if right and not problem:
            self.accept()
