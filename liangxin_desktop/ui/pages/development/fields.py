"""Controls that only the forms of steps need: people named, training added up, days of 公示."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liangxin_desktop.services.development_form import Posted
from liangxin_desktop.ui.widgets.basic import Button, Label
from liangxin_desktop.ui.widgets.fields import AmountField
from liangxin_desktop.ui.widgets.suggest import Candidate, PersonLine


class MembersField(QWidget):
    """Two people of those who may be named, each found by name or initials."""

    edited = Signal()
    problem = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = (PersonLine("姓名或拼音首字母", self), PersonLine("姓名或拼音首字母", self))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for at, line in enumerate(self.lines, start=1):
            line.setAccessibleName(f"{name}{at}")
            line.textChanged.connect(self.edited)
            line.problem.connect(self._tell)
            row.addWidget(line, 1)
        self.setFocusProxy(self.lines[0])

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return list(self.lines)

    def set_people(self, people: Sequence[Candidate], names: dict[str, str]) -> None:
        """Those who may be named now; whoever stands there already stays."""
        kept = self.form_value()
        for line in self.lines:
            line.set_people(people, names)
        self.set_form_value(kept)

    def form_value(self) -> tuple[str, ...] | None:
        """The ids of those named; None for nobody."""
        found = (line.value() for line in self.lines)
        return tuple(dict.fromkeys(one for one in found if one)) or None

    def set_form_value(self, ids: Sequence[str] | None) -> None:
        """Name these."""
        named = [*(ids or ()), None, None]
        for line, one in zip(self.lines, named, strict=False):
            line.set_value(one)

    def is_good(self) -> bool:
        """Whether every name is one of the roster."""
        return all(line.is_good() for line in self.lines)

    def _tell(self, _text: str) -> None:
        bad = next((line.words() for line in self.lines if not line.is_good()), "")
        self.problem.emit(f"当天的正式党员里没有“{bad}”。" if bad else "")


class TrainingAdder(QWidget):
    """One more training: `added(days, hours)` when it is to be counted into the total."""

    added = Signal(float, float)
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days, self.hours = AmountField(1000, self), AmountField(10_000, self)
        self.button = Button("计入合计", self._add, tip="把这一次的天数、学时加到上面的合计里", parent=self)
        self.days.setAccessibleName("这一次的天数")
        self.hours.setAccessibleName("这一次的学时")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for field, unit in ((self.days, "天"), (self.hours, "学时")):
            row.addWidget(field, 1)
            row.addWidget(Label(unit, "muted", parent=self))
        row.addWidget(self.button)
        self.hours.returnPressed.connect(self._add)
        self.days.textChanged.connect(self.edited)
        self.hours.textChanged.connect(self.edited)

    def form_value(self) -> None:
        """Nothing is kept of it but the total."""

    def set_form_value(self, _value: object) -> None:
        """Empty both fields."""
        self.days.clear()
        self.hours.clear()

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.days, self.hours, self.button]

    def _add(self) -> None:
        days, hours = self.days.form_value() or 0, self.hours.form_value() or 0
        if days or hours:
            self.set_form_value(None)
            self.added.emit(days, hours)
            self.days.setFocus()


def posted_words(found: Posted) -> str:
    """How many working days a 公示 had, and whether that is enough."""
    mark = "（暂算：当年放假安排尚未公布）" if found.provisional else ""
    if found.least is None:
        return f"{found.days} 个工作日{mark}"
    enough = "已满" if found.days >= found.least else "不足"
    return f"{found.days} 个工作日，{enough} {found.least} 个{mark}"
