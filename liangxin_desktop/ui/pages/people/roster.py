"""The roster's left half: what is sought, the category and the group, the table, the totals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liangxin_desktop.domain.branch import Group
from liangxin_desktop.domain.people import Stage
from liangxin_desktop.services.people import PersonLine
from liangxin_desktop.ui.models.people import DISPENSABLE, LEAST_FREE, WIDTHS, has_left, people_model
from liangxin_desktop.ui.models.table import SortFilter
from liangxin_desktop.ui.theme import current
from liangxin_desktop.ui.widgets.basic import Card, Label
from liangxin_desktop.ui.widgets.fields import Choice, SearchField
from liangxin_desktop.ui.widgets.table import YieldingTable

MEMBERS, PIPELINE, LEFT, EVERYBODY = "members", "pipeline", "left", "everybody"
_CATEGORIES = ((MEMBERS, "党员"), (PIPELINE, "培养对象"), (LEFT, "已离开"), (EVERYBODY, "全部人员"))
_ANY, _NONE = "any", "none"
_BY_ROLE = 6
_LARGE = 17
"""From this text size on the totals stand below the table."""


class RosterCard(Card):
    """Who is in the branch. `picked(PersonLine | None)` when another row is current."""

    picked = Signal(object)
    opened = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, padding=12)
        self._today = today
        self.search = SearchField("查找姓名、单位（拼音首字母也可）…", self)
        self.category = Choice(_CATEGORIES, self)
        self.group = Choice([(_ANY, "全部党小组")], self)
        self.totals = Label("", "muted", parent=self)
        self._model = people_model(today)
        self._proxy = SortFilter(self._model)
        self.table = YieldingTable("党员名册", WIDTHS, DISPENSABLE, LEAST_FREE, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setAccessibleName("名册")
        self.category.setAccessibleName("类别")
        self.group.setAccessibleName("党小组")
        self.search.setMaximumWidth(current().px(320))
        bar = QHBoxLayout()
        bar.setSpacing(10)
        bar.addWidget(self.search, 1)
        bar.addWidget(self.category)
        bar.addWidget(self.group)
        bar.addStretch(1)
        self.table.set_model(self._proxy, WIDTHS, _BY_ROLE)
        self.body.addLayout(bar)
        self.body.addWidget(self.table, 1)
        (bar if current().size < _LARGE else self.body).addWidget(self.totals)

    def _connect(self) -> None:
        self.search.sought.connect(self._seek)
        self.category.currentIndexChanged.connect(self._filter)
        self.group.currentIndexChanged.connect(self._filter)
        self.table.picked.connect(self._pick)
        self.table.opened.connect(lambda index: self.opened.emit(self._proxy.row_at(index)))

    def set_people(self, people: Sequence[PersonLine], groups: Sequence[Group]) -> None:
        """Show these people; the filters and the current person stay."""
        kept = self.current_id()
        names = [(group.id, group.name) for group in groups]
        self.group.set_options([(_ANY, "全部党小组"), *names, (_NONE, "未编入党小组")])
        self._model.set_rows(list(people))
        self._filter()
        if kept is not None:
            self.show_person(kept)

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.search, self.category, self.group, self.table]

    def current_id(self) -> str | None:
        """The id of the person whose row is current."""
        line = self._proxy.row_at(self.table.currentIndex())
        return line.person.id if line else None

    def show_person(self, person_id: str | None) -> bool:
        """Make a person's row current, in silence, whatever was filtered; False when there is no such person."""
        wanted = [line for line in self._model.rows() if line.person.id == person_id]
        if wanted and not self._kept(wanted[0]):
            self.category.set_value(EVERYBODY)
            self.group.set_value(_ANY)
        index = self._proxy.index_of(lambda line: line.person.id == person_id)
        if not index.isValid() and wanted:
            self.search.clear()
            self._seek("")
            index = self._proxy.index_of(lambda line: line.person.id == person_id)
        before = self.table.blockSignals(True)
        self.table.pick(index)
        self.table.blockSignals(before)
        return index.isValid()

    def _seek(self, text: str) -> None:
        self._proxy.seek(text)
        self._count()

    def _filter(self) -> None:
        self._proxy.keep(self._kept)
        self._count()

    def _kept(self, line: PersonLine) -> bool:
        group = self.group.value()
        if group == _NONE and line.person.group is not None:
            return False
        if group not in (_ANY, _NONE, None) and line.person.group != group:
            return False
        return _BELONGS[str(self.category.value())](line, self._today)

    def _count(self) -> None:
        rows = [self._proxy.index(at, 0) for at in range(self._proxy.rowCount())]
        people = [line for line in map(self._proxy.row_at, rows) if line is not None]
        self.totals.setText(_totals(people, str(self.category.value())))

    def _pick(self, index: QModelIndex) -> None:
        self.picked.emit(self._proxy.row_at(index))


_BELONGS: dict[str, Callable[[PersonLine, date], bool]] = {
    MEMBERS: lambda line, _today: line.is_member,
    PIPELINE: lambda line, today: not line.stage.is_member and not has_left(line, today),
    LEFT: has_left,
    EVERYBODY: lambda _line, _today: True,
}


def _totals(people: Sequence[PersonLine], category: str) -> str:
    if category != MEMBERS:
        return f"共{len(people)}人"
    full = sum(line.stage is Stage.FULL for line in people)
    return f"共{len(people)}人，正式{full}，预备{len(people) - full}"
