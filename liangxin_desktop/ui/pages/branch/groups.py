"""党小组: each with its leader and its members; renamed, added and removed in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from liangxin_desktop.domain.branch import Group
from liangxin_desktop.domain.nouns import new_id
from liangxin_desktop.errors import LiangxinError
from liangxin_desktop.services.branch import BranchOverview, remove_group, save_group
from liangxin_desktop.services.entry import enter_group
from liangxin_desktop.services.people import PersonLine
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.dialogs.message import ConfirmDialog
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.icons import icon
from liangxin_desktop.ui.widgets.basic import Card, Label, LinkButton, clear
from liangxin_desktop.ui.widgets.fields import Choice, LineField

_NUMERALS = "一二三四五六七八九十"
_EMPTY = "还没有党小组。人数较多或工作地点分散的支部可以划分党小组。"


class GroupsCard(Card):
    """The groups. `written(Changes)` after each write; a refused one is told by the page and taken back."""

    written = Signal(object)
    refused = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("党小组", parent)
        self._workspace = workspace
        self._groups: Sequence[Group] = ()
        self._none = Label(_EMPTY, "muted", wrap=True, parent=self)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        self._add = LinkButton("＋ 添加党小组", self._add_group, parent=self)
        self.head.addWidget(self._add)
        self.body.addWidget(self._none)
        self.body.addLayout(self._grid)

    def show_groups(self, overview: BranchOverview, people: Sequence[PersonLine]) -> None:
        """Show the groups, each with those of its members who may lead it."""
        self._groups, focused = overview.groups, self._focused()
        clear(self._grid)
        self._none.setVisible(not self._groups)
        for row, group in enumerate(self._groups):
            members = [one for one in people if _may_lead(one, group)]
            self._show_row(row, group, members, overview.members_of_group[group.id])
        item = self._grid.itemAtPosition(*focused) if focused else None
        if item is not None and (widget := item.widget()) is not None:
            widget.show()
            widget.setFocus()

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        cells = [self._grid.itemAtPosition(row, column) for row in range(len(self._groups)) for column in (0, 1, 3)]
        widgets = [cell.widget() for cell in cells if cell is not None]
        return [self._add, *(widget for widget in widgets if widget is not None)]

    def settle(self) -> None:
        """Take a name that is still being typed as finished."""
        for stop in self.stops():
            if isinstance(stop, LineField):
                stop.commit()

    def _focused(self) -> tuple[int, int] | None:
        """Row and column of the field that the user is in; the rows are made anew after each write."""
        at = self._grid.indexOf(self.focusWidget()) if self.focusWidget() else -1
        if at < 0:
            return None
        place: tuple[int, int, int, int] = self._grid.getItemPosition(at)  # type: ignore[assignment]
        return place[:2]

    def _show_row(self, row: int, group: Group, members: Sequence[PersonLine], count: int) -> None:
        name = LineField(parent=self)
        name.set_text(group.name)
        name.setAccessibleName(f"{group.name}的名称")
        name.committed.connect(lambda text, one=group: self._rename(one, text))
        leader = Choice([(None, "未定组长"), *((one.person.id, one.person.name) for one in members)], self)
        leader.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        leader.setMinimumContentsLength(4)
        leader.setAccessibleName(f"{group.name}的组长")
        leader.set_value(group.leader)
        leader.chosen.connect(lambda who, one=group: self._lead(one, who))
        remove = QToolButton(self)
        remove.setIcon(icon("trash-2", "muted"))
        remove.setToolTip(f"删除{group.name}")
        remove.setAccessibleName(f"删除{group.name}")
        remove.clicked.connect(lambda _checked=False, one=group: self._remove(one))
        for column, widget in enumerate((name, leader, Label(f"{count}人", "muted", parent=self), remove)):
            self._grid.addWidget(widget, row, column)

    @guarded
    def _rename(self, group: Group, text: str) -> None:
        entry = enter_group({**group.model_dump(), "name": text.strip()})
        if entry.noun is None:
            self.refused.emit()
        else:
            self._save(entry.noun)

    @guarded
    def _lead(self, group: Group, person_id: str | None) -> None:
        self._save(group.but(leader=person_id))

    @guarded
    def _add_group(self) -> None:
        taken = {group.name for group in self._groups}
        names = (f"第{numeral}党小组" for numeral in _NUMERALS)
        name = next((name for name in names if name not in taken), f"党小组{len(taken) + 1}")
        self._save(Group(id=new_id(), name=name))

    @guarded
    def _remove(self, group: Group) -> None:
        if ConfirmDialog.ask(self.window(), f"删除“{group.name}”？", losses=["这个党小组的名称和组长"], action="删除"):
            self.written.emit(remove_group(self._workspace, group.id))

    def _save(self, group: Group) -> None:
        try:
            changes = save_group(self._workspace, group)
        except LiangxinError:
            self.refused.emit()
            raise
        self.written.emit(changes)


def _may_lead(one: PersonLine, group: Group) -> bool:
    """A member of the group; whoever leads it now stays on offer, wherever they are."""
    return (one.is_member and one.person.group == group.id) or one.person.id == group.leader
