"""Dialogs that tell or ask. Only for what blocks; everything else is a banner in its page.

if ConfirmDialog.ask(self, "删除这次会议？", losses=["讨论记录 1240 字"], action="删除"):
    ...
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from liangxin_desktop.errors import LiangxinError
from liangxin_desktop.ui.theme import GAP, GAP_L, GAP_S, Tone, restyle
from liangxin_desktop.ui.widgets.basic import Button, IconLabel, Label, PrimaryButton
from liangxin_desktop.ui.widgets.fields import LabelledField

_shown: set[QDialog] = set()


class BaseDialog(QDialog):
    """A dialog of ours: what it is about, a `body`, a row of `buttons` at the right. Esc is 取消."""

    WIDTH = 420

    def __init__(self, title: str, text: str = "", parent: QWidget | None = None, *, tone: Tone | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("两新支部工作台")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setAccessibleName(title)
        self.setMinimumWidth(self.WIDTH)
        self.body = QVBoxLayout()
        self.buttons = QHBoxLayout()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_L, GAP_L, GAP_L, 16)
        outer.setSpacing(GAP)
        head = QHBoxLayout()
        head.setSpacing(GAP_S)
        if tone:
            icon = "circle-alert" if tone == "bad" else "triangle-alert" if tone == "warn" else "info"
            head.addWidget(IconLabel(icon, f"{tone}.ink", 20, self), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Label(title, "section", wrap=True, parent=self), 1)
        outer.addLayout(head)
        self.body.setSpacing(GAP_S)
        if text:
            self.body.addWidget(Label(text, wrap=True, parent=self))
        outer.addLayout(self.body, 1)
        self.buttons.setSpacing(10)
        self.buttons.addStretch(1)
        outer.addLayout(self.buttons)

    @override
    def open(self) -> None:
        """Show it without waiting; it keeps itself alive until it is closed."""
        _shown.add(self)
        self.finished.connect(lambda _result: _shown.discard(self))
        super().open()

    def add_cancel(self, text: str = "取消") -> Button:
        """The button that changes nothing."""
        button = Button(text, self.reject, parent=self)
        self.buttons.addWidget(button)
        return button

    def add_primary(self, text: str, clicked: Callable[[], object] | None = None) -> PrimaryButton:
        """The button that does it; without a slot it accepts. Enter presses it unless another button has the focus."""
        button = PrimaryButton(text, clicked or self.accept, parent=self)
        button.setDefault(True)
        self.buttons.addWidget(button)
        return button


class ErrorDialog(BaseDialog):
    """The user's world failed: what happened, and what to do."""

    def __init__(self, error: LiangxinError, parent: QWidget | None = None) -> None:
        super().__init__(error.title, error.advice, parent, tone="bad")
        self.add_primary("知道了").setFocus()


class ConfirmDialog(BaseDialog):
    """May it be done? Names what will be lost; the focus is on 取消."""

    def __init__(
        self, title: str, text: str = "", parent: QWidget | None = None, *, losses: Sequence[str] = (), action: str
    ) -> None:
        super().__init__(title, text, parent, tone="warn")
        if losses:
            self.body.addWidget(Label("将会失去：", "muted", parent=self))
        for loss in losses:
            self.body.addWidget(Label(f"· {loss}", wrap=True, parent=self))
        cancel = self.add_cancel()
        self.action = Button(action, self.accept, parent=self)
        self.buttons.addWidget(self.action)
        cancel.setDefault(True)
        cancel.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, title: str, text: str = "", *, losses: Sequence[str] = (), action: str
    ) -> bool:
        """Show it and wait for the answer."""
        return cls(title, text, parent, losses=losses, action=action).exec() == QDialog.DialogCode.Accepted

    @classmethod
    def gives_up(cls, parent: QWidget | None, name: str) -> bool:
        """Whether the user gives up what was changed, and not saved yet, of the thing of that name."""
        title = f"“{name}”的修改还没有保存。"
        return cls.ask(parent, title, losses=["刚才在右边填写的内容"], action="放弃修改")


class ReasonDialog(BaseDialog):
    """Asks for a reason that stays in the record: reopening, a correction, a waiver. `reason()` is never blank."""

    def __init__(
        self, title: str, text: str = "", parent: QWidget | None = None, *, label: str = "原因", action: str
    ) -> None:
        super().__init__(title, text, parent)
        self._edit = QPlainTextEdit(self)
        self._edit.setTabChangesFocus(True)
        self._edit.setFixedHeight(90)
        self._field = LabelledField(label, self._edit, parent=self)
        self.body.addWidget(self._field)
        self.add_cancel()
        self.add_primary(action, self._finish)
        self._edit.setFocus()

    def reason(self) -> str:
        """What was written, without blanks around it."""
        return self._edit.toPlainText().strip()

    def _finish(self) -> None:
        if self.reason():
            self.accept()
        else:
            self._field.set_problem("请写明原因，它会留在记录里。")

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, text: str = "", *, label: str = "原因", action: str) -> str:
        """The reason, or "" when the user went back."""
        dialog = cls(title, text, parent, label=label, action=action)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        reason = dialog.reason() if accepted else ""
        dialog.deleteLater()
        return reason


class PasswordDialog(BaseDialog):
    """Asks for the store's password. `check(password)` says whether it opens; it stays until it does or 取消."""

    def __init__(
        self, title: str, check: Callable[[str], bool], parent: QWidget | None = None, *, text: str = "", action: str
    ) -> None:
        super().__init__(title, text, parent)
        self._check = check
        self._edit = QLineEdit(self, echoMode=QLineEdit.EchoMode.Password)
        self._field = LabelledField("口令", self._edit, parent=self)
        self.body.addWidget(self._field)
        self.add_cancel()
        self.add_primary(action, self._try)
        self._edit.setFocus()

    def password(self) -> str:
        """What was typed; the right one once the dialog was accepted."""
        return self._edit.text()

    def _try(self) -> None:
        if self._check(self._edit.text()):
            self.accept()
            return
        self._field.set_problem("口令不对，请再试。注意大小写和输入法。")
        self._edit.selectAll()
        self._edit.setFocus()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        title: str,
        check: Callable[[str], bool],
        *,
        text: str = "",
        action: str = "继续",
    ) -> str | None:
        """The right password, or None when the user went back."""
        dialog = cls(title, check, parent, text=text, action=action)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        password = dialog.password() if accepted else None
        dialog.deleteLater()
        return password


class CrashDialog(BaseDialog):
    """The crash page: this program made a mistake. Shows where in the code, never a value of the record."""

    WIDTH = 560

    def __init__(self, details: str, log_place: str, parent: QWidget | None = None) -> None:
        super().__init__("程序出错了，这次操作没有完成。", parent=parent, tone="bad")
        advice = f"已保存的记录没有受影响。可以关闭本提示继续使用；如果再次出现，请把日志发给维护人员：{log_place}"
        self.body.addWidget(Label(advice, wrap=True, parent=self))
        box = QPlainTextEdit(details, self, readOnly=True)
        box.setAccessibleName("出错位置")
        box.setTabChangesFocus(True)
        box.setMinimumHeight(140)
        restyle(box, role="details")
        self.body.addWidget(box)
        self.add_primary("知道了").setFocus()
