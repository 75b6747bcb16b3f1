"""The lock: the password, or the recovery code and a new password."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from liangxin_desktop.errors import LiangxinError
from liangxin_desktop.passwords import flaw_of_new
from liangxin_desktop.ui.curtains.sheet import Sheet, side_by_side
from liangxin_desktop.ui.widgets.basic import Label, LinkButton, PrimaryButton
from liangxin_desktop.ui.widgets.fields import LabelledField


def password_field(label: str, parent: QWidget | None = None) -> tuple[LabelledField, QLineEdit]:
    """A labelled field that hides what is typed."""
    edit = QLineEdit(parent, echoMode=QLineEdit.EchoMode.Password)
    return LabelledField(label, edit, parent=parent), edit


class UnlockSheet(Sheet):
    """`password_given(password)` on Enter; `recovery_given(code, new password)` from the other form."""

    password_given = Signal(str)
    recovery_given = Signal(str, str)

    def __init__(self, folder: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__("两新支部工作台", f"支部记录已加密，存放在 {folder}", parent)
        if hint:
            self.rows.addWidget(Label(hint, wrap=True, parent=self))
        self._password_row, self._password = password_field("口令", self)
        self._code = QLineEdit(self)
        self._code_row = LabelledField("恢复码（恢复单上的字母和数字，分组可不写）", self._code, parent=self)
        self._new_row, self._new = password_field("新口令", self)
        self._again_row, self._again = password_field("再输一次新口令", self)
        self._open = PrimaryButton("打开", self._give, parent=self)
        self._other = LinkButton("忘记口令？用恢复码打开", self._turn, parent=self)
        self._build()

    def _build(self) -> None:
        for row in (self._password_row, self._code_row, self._new_row, self._again_row):
            self.rows.addWidget(row)
        buttons = side_by_side(self._other)
        buttons.addStretch(1)
        buttons.addWidget(self._open)
        self.rows.addLayout(buttons)
        for edit in (self._password, self._code, self._new, self._again):
            edit.returnPressed.connect(self._give)
        self._show_form(recovering=False)

    def _show_form(self, *, recovering: bool) -> None:
        self._password_row.setVisible(not recovering)
        for row in (self._code_row, self._new_row, self._again_row):
            row.setVisible(recovering)
        self._other.setText("返回，用口令打开" if recovering else "忘记口令？用恢复码打开")
        first = self._code if recovering else self._password
        self.setFocusProxy(first)
        first.setFocus()

    def _turn(self) -> None:
        self.banner.hide()
        self._show_form(recovering=self._code_row.isHidden())

    def _give(self) -> None:
        if self._code_row.isHidden():
            self.password_given.emit(self._password.text())
        elif problem := new_password_problem(self._new.text(), self._again.text()):
            self._again_row.set_problem(problem)
        else:
            self.recovery_given.emit(self._code.text(), self._new.text())

    def set_busy(self, busy: bool) -> None:
        """While the store is being opened nothing can be pressed."""
        self._open.setEnabled(not busy)
        self._other.setEnabled(not busy)
        self._open.setText("正在打开…" if busy else "打开")

    def show_error(self, error: LiangxinError) -> None:
        """Tell why it did not open; the password is there to be typed again."""
        super().show_error(error)
        first = self._password if self._code_row.isHidden() else self._code
        first.selectAll()
        first.setFocus()


def new_password_problem(password: str, again: str) -> str:
    """What is wrong with a new password typed twice; empty when nothing is."""
    return flaw_of_new(password) or ("" if password == again else "两次输入的口令不一样。")
