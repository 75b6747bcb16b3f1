"""先做这三步: the way into the work for a branch whose record is still empty."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liangxin_desktop.services.first_steps import FirstStep
from liangxin_desktop.ui.theme import GAP
from liangxin_desktop.ui.widgets.basic import Card, Label, LinkButton

_WORDS = {
    FirstStep.ROSTER: "导入党员名册",
    FirstStep.BRANCH: "填写成立日期、选举日期、主题党日",
    FirstStep.SESSION: "记第一次组织生活",
}
_BELOW = "下面按规定列出今年以来应开的会，成立以前的不列。开过的逐条补录，记录上会注明；确实没有开的，写明理由。"


class FirstStepsCard(Card):
    """Hidden once there is nothing to begin with. `wanted(FirstStep)` for the link of a step."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("先做这三步", parent)
        self.links = {step: LinkButton("", partial(self.wanted.emit, step), parent=self) for step in FirstStep}
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for link in self.links.values():
            row.addWidget(link)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(Label(_BELOW, "label", wrap=True, parent=self))

    def show_steps(self, steps: Mapping[FirstStep, bool]) -> None:
        """Tick what is done; what is done can still be gone to."""
        self.setVisible(bool(steps))
        for number, (step, done) in enumerate(steps.items(), 1):
            mark = "✓" if done else f"{number}"
            self.links[step].setText(f"{mark} {_WORDS[step]}{'' if done else ' ›'}")
