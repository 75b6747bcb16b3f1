"""The register's right half: one unit, looked at, changed, added or removed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from liangxin_desktop.services.entry import enter_unit
from liangxin_desktop.services.units import UnitLine, put_unit, remove_unit
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.icons import icon
from liangxin_desktop.ui.pages.units.form import UnitForm
from liangxin_desktop.ui.theme import GAP, current
from liangxin_desktop.ui.widgets.banner import StatusLine
from liangxin_desktop.ui.widgets.basic import Card, LinkButton, PrimaryButton, SectionTitle, rule
from liangxin_desktop.ui.widgets.facts import FactGrid
from liangxin_desktop.ui.widgets.page import scrolling

_NARROWEST, _WIDEST = 280, 340
"""In pixels for 13-pixel text."""


class UnitPanel(Card):
    """A unit's particulars. `saved(key, Changes)` and `removed(Changes)` after a write, `closed` when put away."""

    saved = Signal(int, object)
    removed = Signal(object)
    closed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent)
        self._workspace = workspace
        self._key: int | None = None
        self._dirty = False
        self._put_away = QToolButton(self)
        self.form = UnitForm(self)
        self._counts_title = SectionTitle("计入哪些比率", self)
        self.counts = FactGrid("计入哪些比率", self)
        self._status = StatusLine(self)
        self._remove = LinkButton("删除", self.remove, tip="移到回收站（在名单上按 Delete）", parent=self)
        self._save = PrimaryButton("保存", self.save, tip="保存（Ctrl+S）", parent=self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setMinimumWidth(current().px(_NARROWEST))
        self.setMaximumWidth(current().px(_WIDEST))
        self.setAccessibleName("单位情况")
        self.title.setWordWrap(True)
        self._put_away.setIcon(icon("x", "muted"))
        self._put_away.setAccessibleName("关闭单位情况")
        self._put_away.setToolTip("关闭（Esc）")
        self.head.setStretch(0, 1)
        self.head.setStretch(1, 0)
        self.head.addWidget(self._put_away, 0, Qt.AlignmentFlag.AlignTop)
        inner = QVBoxLayout()
        inner.setSpacing(GAP)
        for part in (self.form, self._counts_title, self.counts):
            inner.addWidget(part)
        inner.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self._remove)
        foot.addWidget(self._status, 1, Qt.AlignmentFlag.AlignRight)
        foot.addWidget(self._save)
        self.body.addWidget(scrolling(inner), 1)
        self.body.addWidget(rule(self))
        self.body.addLayout(foot)

    def _connect(self) -> None:
        self._put_away.clicked.connect(self.closed)
        self.form.edited.connect(self._on_edited)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as read."""
        return [self._put_away, *self.form.stops(), self._remove, self._save]

    def is_dirty(self) -> bool:
        """Whether something was changed and not saved yet."""
        return self._dirty

    def key(self) -> int | None:
        """Which unit stands here; None for a new one or none."""
        return self._key

    def show_line(self, line: UnitLine) -> None:
        """Show a known unit and the rates it counts in."""
        self._show(line)
        lacking = {rate.name for rate in line.lacks}
        self.counts.set_facts(
            [(rate.short, "× 还没有" if rate.name in lacking else "✓ 已有") for rate in line.rates]
            or [("", "不计入：职工不足50人，也不是规模以上或重点行业单位")]
        )

    def begin(self) -> None:
        """Begin with a new unit."""
        self._show(None)
        self.form.field("name").setFocus()

    def drop(self) -> None:
        """Forget what was changed."""
        self._dirty = False

    def _show(self, line: UnitLine | None) -> None:
        self._key, self._dirty = (line.id if line else None), False
        self.title.setText(line.unit.name if line else "新增单位")
        self.form.show_unit(line.unit if line else None)
        for part in (self._counts_title, self.counts, self._remove):
            part.setVisible(line is not None)
        self._save.setEnabled(line is None)
        self._status.say("")

    def _on_edited(self) -> None:
        self._dirty = True
        self._save.setEnabled(True)
        self._status.say("有修改未保存")

    @guarded
    def save(self) -> None:
        """Keep what stands in the form; where something is wrong, say it at the field."""
        if self.isHidden():
            return
        entry = enter_unit(self.form.unit_values())
        self.form.set_problems(entry.problems)
        self._status.say("请改正标红的内容" if entry.problems else "")
        if entry.noun is not None:
            self._key, changes = put_unit(self._workspace, entry.noun, self._key)
            self._dirty = False
            self.saved.emit(self._key, changes)
            self._status.say(f"已保存于 {self._workspace.now:%H:%M}")

    @guarded
    def remove(self) -> None:
        """Put the unit into the recycle bin, from which the page offers it back at once."""
        if self._key is not None and not self.isHidden():
            self._dirty = False
            self.removed.emit(remove_unit(self._workspace, self._key))
