"""The first run: branch, password and roster on one page, or the sample."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from liangxin_desktop.passwords import SHORTEST, flaw_of_new
from liangxin_desktop.ui.curtains.sheet import Sheet, side_by_side
from liangxin_desktop.ui.curtains.unlock import new_password_problem, password_field
from liangxin_desktop.ui.widgets.basic import Button, Label, LinkButton, PrimaryButton
from liangxin_desktop.ui.widgets.fields import LabelledField

_NO_WAY_IN = "口令只有您知道：忘了口令，只能用下一步打印的恢复单打开；两样都没有，任何人都打不开这份记录。"


@dataclass(frozen=True)
class Beginning:
    """What a new branch begins with."""

    name: str
    superior: str
    password: str
    roster: Path | None


class FirstRunSheet(Sheet):
    """`begun(Beginning)` to make the branch, `sample_wanted()` to look at the sample, `backup_wanted()` to restore."""

    begun = Signal(object)
    sample_wanted = Signal()
    backup_wanted = Signal()

    def __init__(self, folder: str, parent: QWidget | None = None) -> None:
        super().__init__("开始使用", f"记录只存在这台电脑上（{folder}），全部加密，不连网络。", parent)
        self._name = QLineEdit(self, placeholderText="例如：八号桥联合党支部", maxLength=60)
        self._name_row = LabelledField("支部名称", self._name, parent=self)
        self._superior = QLineEdit(self, placeholderText="例如：五里桥街道党工委", maxLength=200)
        self._password_row, self._password = password_field("口令", self)
        self._password.setPlaceholderText(f"至少{SHORTEST}个字符")
        self._again_row, self._again = password_field("再输一次口令", self)
        self._roster = QLineEdit(self, placeholderText="可以以后再导入", readOnly=True)
        self._roster.setAccessibleName("党员名册文件")
        self._begin = PrimaryButton("建立支部", self._finish, parent=self)
        self._others = (
            LinkButton("先看示例", self.sample_wanted.emit, parent=self),
            LinkButton("从备份恢复", self.backup_wanted.emit, parent=self),
        )
        self._build()

    def _build(self) -> None:
        self.rows.addWidget(self._name_row)
        self.rows.addWidget(LabelledField("上级党组织", self._superior, parent=self))
        self.rows.addLayout(side_by_side(self._password_row, self._again_row))
        self.rows.addWidget(Label(_NO_WAY_IN, "small", wrap=True, parent=self))
        self._choose = Button("选择…", self._choose_roster, parent=self)
        chosen = side_by_side(self._roster, self._choose)
        self.rows.addWidget(Label("党员名册（.xlsx，现有的表格即可）", "label", parent=self))
        self.rows.addLayout(chosen)
        buttons = side_by_side(*self._others)
        buttons.addStretch(1)
        buttons.addWidget(self._begin)
        self.rows.addLayout(buttons)
        self.setFocusProxy(self._name)
        for edit in (self._name, self._superior, self._password, self._again):
            edit.returnPressed.connect(self._finish)

    def _choose_roster(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "选择党员名册", "", "表格 (*.xlsx)")
        if path:
            self._roster.setText(path)

    def _finish(self) -> None:
        name = self._name.text().strip()
        self._name_row.set_problem("" if name else "请填写支部名称。")
        flaw = flaw_of_new(self._password.text())
        problem = flaw or new_password_problem(self._password.text(), self._again.text())
        self._password_row.set_problem(flaw)
        self._again_row.set_problem("" if flaw else problem)
        if not name or problem:
            (self._name if not name else self._password if flaw else self._again).setFocus()
        else:
            roster = Path(self._roster.text()) if self._roster.text() else None
            self.begun.emit(Beginning(name, self._superior.text().strip(), self._password.text(), roster))

    def set_busy(self, busy: bool) -> None:
        """While the store is being made nothing can be pressed."""
        for button in (self._begin, *self._others):
            button.setEnabled(not busy)
        self._begin.setText("正在建立…" if busy else "建立支部")
