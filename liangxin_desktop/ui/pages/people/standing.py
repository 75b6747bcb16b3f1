"""How a person stands, in a few words above the form: 党龄, age, group, seat, vote, the days of coming and going."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from liangxin_desktop.domain.people import Stage
from liangxin_desktop.domain.periods import whole_months
from liangxin_desktop.services.people import PersonLine
from liangxin_desktop.services.wording import label
from liangxin_desktop.ui.models.people import category
from liangxin_desktop.ui.widgets.basic import Label, clear
from liangxin_desktop.ui.widgets.flow import FlowLayout


class StandingLine(QWidget):
    """The first words strong, the others behind them, as many to a line as there is room for."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._strong = Label("", "strong", parent=self)
        self._flow = FlowLayout(gap=4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(2)
        layout.addWidget(self._strong)
        layout.addLayout(self._flow)

    def show_line(self, line: PersonLine | None) -> None:
        """Show how the person stands; None shows nothing."""
        self.setVisible(line is not None)
        if line is None:
            return
        clear(self._flow)
        first, *rest = standing_words(line, self._today)
        self._strong.setText(first)
        for words in [*(f"{one} ·" for one in rest[:-1]), *rest[-1:]]:
            self._flow.addWidget(Label(words, "label", parent=self))
        self.setAccessibleName("，".join((first, *rest)))

    def words(self) -> str:
        """Everything it says, as a screen reader says it."""
        return self.accessibleName()


def standing_words(line: PersonLine, today: date) -> list[str]:
    """党龄 first, where there is one, or the category; then the others in the order of the form."""
    words = list(_words(line, today))
    party = _in_party(line, today)
    return [party, category(line), *words] if party else [category(line), *words]


def _in_party(line: PersonLine, today: date) -> str:
    months = line.standing.months_in_party(today)
    if months is None:
        return "党龄未知（缺转正日期）" if line.stage is Stage.FULL and line.standing.full_on is None else ""
    left = line.standing.member_until
    return f"党龄 {years_and_months(months)}{'（至离开时）' if left and left <= today else ''}"


def years_and_months(months: int) -> str:
    """21 年 4 个月, 3 年整, 5 个月, 不满 1 个月."""
    years, rest = divmod(months, 12)
    if not months:
        return "不满 1 个月"
    if not rest:
        return f"{years} 年整"
    return f"{years} 年 {rest} 个月" if years else f"{rest} 个月"


def _words(line: PersonLine, today: date) -> Iterator[str]:
    person, standing = line.person, line.standing
    if person.birth_date:
        yield f"{whole_months(person.birth_date, today) // 12} 岁"
    if line.group:
        yield line.group
    if person.role:
        yield label("role", person.role)
    if line.is_member:
        yield "有表决权" if standing.may_vote(today) else "无表决权"
    yield from _days(line)


def _days(line: PersonLine) -> Iterator[str]:
    """When the person came, from where, and went, in which way."""
    person, standing = line.person, line.standing
    if standing.admitted_on:
        yield f"{standing.admitted_on.isoformat()} 入党"
    if person.joined_on:
        yield f"{person.joined_on.isoformat()} {f'自{person.joined_from}' if person.joined_from else ''}转入"
    if left := standing.member_until or person.left_on:
        yield f"{left.isoformat()} 离开"
    if person.left_on and person.left_reason:
        yield person.left_reason
