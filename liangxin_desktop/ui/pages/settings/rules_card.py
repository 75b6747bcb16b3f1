"""检查哪些规定: every rule with its ground, on or off; off needs a written reason that stays visible."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from liangxin_desktop.services.settings import RuleLine, list_rules, turn_rule
from liangxin_desktop.services.wording import labels
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.dialogs.message import ReasonDialog
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.theme import GAP, GAP_S
from liangxin_desktop.ui.widgets.basic import Card, Label, clear


class RulesCard(Card):
    """The book of rules, by what they are about."""

    changed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("检查哪些规定", parent)
        self._workspace = workspace
        self._shown: tuple[RuleLine, ...] = ()
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(GAP)
        self._rows.setVerticalSpacing(GAP_S)
        self._rows.setColumnStretch(1, 1)
        self.body.addWidget(Label("停用一条规定要写明理由；理由保留在记录里，并印在报表的说明中。", "small", wrap=True))
        self.body.addLayout(self._rows)

    def reload(self) -> None:
        """Show the rules as this branch has set them."""
        rules = list_rules(self._workspace)
        if rules == self._shown:
            return
        self._shown = rules
        clear(self._rows)
        for area, group in groupby(rules, key=lambda rule: rule.code.split(".", maxsplit=1)[0]):
            head = Label(labels()["rule_area"][area], "strong", parent=self)
            self._rows.addWidget(head, self._rows.rowCount(), 0, 1, 2)
            for rule in group:
                self._add(rule)

    def _add(self, rule: RuleLine) -> None:
        box = QCheckBox(rule.title, self)
        box.setChecked(rule.enabled)
        box.setAccessibleName(f"检查{rule.title}")
        box.clicked.connect(partial(self._turn, rule, box))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(f"{rule.basis}（{rule.modal}）", "small", wrap=True, parent=self))
        said = f"已停用：{rule.reason}" if rule.reason else rule.note
        if said:
            words.addWidget(Label(said, "small", wrap=True, parent=self))
        row = self._rows.rowCount()
        self._rows.addWidget(box, row, 0, Qt.AlignmentFlag.AlignTop)
        self._rows.addLayout(words, row, 1)

    @guarded
    def _turn(self, rule: RuleLine, box: QCheckBox, checked: bool) -> None:
        reason = ""
        if not checked and not rule.is_local:
            reason = ReasonDialog.ask(
                self.window(), f"停用“{rule.title}”？", f"依据：{rule.basis}", label="停用的理由", action="停用"
            )
            if not reason:
                box.setChecked(True)
                return
        self.changed.emit(turn_rule(self._workspace, rule, enabled=checked, reason=reason))
        self.reload()
