"""The foot of the record: what finishing it means, and the buttons that keep, finish, open again or delete it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from liangxin_desktop.ui.widgets.basic import Button, Label, LinkButton, PrimaryButton, rule


class SessionFoot(QWidget):
    """The last line of the editor."""

    save_wanted = Signal()
    finish_wanted = Signal()
    reopen_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note = Label("", "label", parent=self)
        self.remove = LinkButton("删除草稿", self.removal_wanted.emit, parent=self)
        self.save = Button("存草稿", self.save_wanted.emit, tip="Ctrl+S", parent=self)
        self.finish = PrimaryButton("定稿", self.finish_wanted.emit, tip="Ctrl+回车", parent=self)
        self.reopen = Button("重新打开", self.reopen_wanted.emit, parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(rule(self))
        row = QHBoxLayout()
        layout.addLayout(row)
        row.setSpacing(10)
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self.note, 1)
        for button in (self.remove, self.save, self.finish, self.reopen):
            row.addWidget(button)

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops, in order."""
        return [self.remove, self.save, self.finish, self.reopen]

    def show_state(self, *, locked: bool, kept: bool) -> None:
        """Offer what can be done with a draft (kept already or not) or a finished record."""
        self.note.setText("已定稿，内容已锁定。" if locked else "定稿后内容锁定，修改将留痕。")
        self.remove.setVisible(not locked and kept)
        self.save.setVisible(not locked)
        self.finish.setVisible(not locked)
        self.reopen.setVisible(locked)
