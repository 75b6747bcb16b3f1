"""变更记录 of the person in the panel: seats with their days, and every change that the log holds."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from liangxin_desktop.services.person_history import (
    ChangeKind,
    FieldEdit,
    PersonChange,
    PersonHistory,
    RolePeriod,
    person_history,
)
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.theme import GAP_S
from liangxin_desktop.ui.widgets.basic import Label, rule
from liangxin_desktop.ui.widgets.facts import FactGrid
from liangxin_desktop.ui.widgets.records import Line, Record, RecordList

_TITLES = {ChangeKind.ENTERED: "录入名册", ChangeKind.CHANGED: "修改", ChangeKind.REMOVED: "从名册删除"}
_ONE_LINE = 22
"""So many characters stand in one line of the panel."""


class HistoryView(QWidget):
    """Only to read; nothing in it can be changed by anybody."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.roles = FactGrid("任职", self)
        self._rule = rule(self)
        self.changes = RecordList("变更记录", self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(GAP_S)
        layout.addWidget(self.roles)
        layout.addWidget(self._rule)
        layout.addWidget(self.changes, 1)
        layout.addWidget(Label("摘自审计日志，任何人不能修改。", "small", parent=self))

    def show_person(self, person_id: str) -> None:
        """Read and show what the log says."""
        self._show(person_history(self._workspace, person_id))

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.changes]

    def _show(self, history: PersonHistory) -> None:
        self.roles.set_facts([role_words(one) for one in history.roles])
        self._rule.setVisible(bool(history.roles))
        numbered = enumerate(reversed(history.changes))
        records = [Record(number, tuple(_lines(one)), one.kind is ChangeKind.CHANGED) for number, one in numbered]
        self.changes.set_records(records[::-1])


def role_words(one: RolePeriod) -> tuple[str, str]:
    """The seat, its term, and since when: ("组织委员（第3届）", "2025-04-16 起"). One from the start may be older."""
    begun = "登记时已任" if one.from_start else ""
    if one.until is None:
        days = f"{one.since.isoformat()} {begun or '起'}"
    else:
        days = f"{one.since.isoformat()} 至 {one.until.isoformat()}{f'（{begun}）' if begun else ''}"
    term = f"（第{one.term}届）" if one.term else ""
    return label("role", one.role) + term, days


def _lines(change: PersonChange) -> Iterator[Line]:
    yield Line(_TITLES[change.kind], f"{change.at:%Y-%m-%d %H:%M}")
    if change.kind is ChangeKind.ENTERED:
        yield Line(f"填写了 {len(change.edits)} 项")
    for edit in change.edits if change.kind is ChangeKind.CHANGED else ():
        yield from _edit_lines(edit)


def _edit_lines(edit: FieldEdit) -> Iterator[Line]:
    """In one line where it fits; numbers that look alike once masked are only said to have changed."""
    if edit.before == edit.after:
        yield Line(f"{edit.title}：{edit.after}（号码已改）")
    elif len(edit.title) + len(edit.before) + len(edit.after) <= _ONE_LINE:
        yield Line(f"{edit.title}：{edit.before} → {edit.after}")
    else:
        yield Line(f"{edit.title}：{edit.before}")
        yield Line(f"→ {edit.after}")
