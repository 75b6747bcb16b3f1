"""The branch's particulars as a form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget
from typing_extensions import override

from liangxin_desktop.domain.branch import Branch
from liangxin_desktop.services.wording import labels
from liangxin_desktop.ui.pages.branch.findings import FindingLines
from liangxin_desktop.ui.theme import current
from liangxin_desktop.ui.widgets.basic import Label, LinkButton
from liangxin_desktop.ui.widgets.dates import DateEdit
from liangxin_desktop.ui.widgets.fields import Choice, LineField, NumberField
from liangxin_desktop.ui.widgets.form import Form

_USUAL_TERM = 3
_LEAST_WIDTH = 46
_ACTIVITY = "党员的组织关系留在原支部，只在这里参加活动的党组织，请勾选。"


class QuotaField(QWidget):
    """年度发展计划: how many admissions are planned, for last year, this one and the next; other years are kept."""

    edited = Signal()

    def __init__(self, this_year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[str, int] = {}
        self._fields = {str(year): NumberField(0, 1000, "名", self) for year in range(this_year - 1, this_year + 2)}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for year, field in self._fields.items():
            field.setAccessibleName(f"{year}年发展计划")
            field.setMinimumWidth(current().px(_LEAST_WIDTH))
            field.valueChanged.connect(self.edited)
            row.addWidget(Label(f"{year}年", "muted", parent=self))
            row.addWidget(field, 1)

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return list(self._fields.values())

    def form_value(self) -> dict[str, int]:
        """The plan by year; a year left empty has none."""
        shown = {year: field.value_or_none() for year, field in self._fields.items()}
        others = {year: count for year, count in self._kept.items() if year not in shown}
        return dict(sorted({**others, **{year: n for year, n in shown.items() if n is not None}}.items()))

    def set_form_value(self, quota: Mapping[str, int] | None) -> None:
        """Fill in the plan."""
        self._kept = dict(quota or {})
        for year, field in self._fields.items():
            field.set_value(self._kept.get(year))


class ActivityField(QWidget):
    """活动党组织, yes or no, with what that means."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox("活动党组织", self)
        self.box.setAccessibleDescription(_ACTIVITY)
        self.box.toggled.connect(self.edited)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(_ACTIVITY, "small", wrap=True, parent=self), 1)
        self.setFocusProxy(self.box)

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.box]

    def form_value(self) -> bool:
        """Whether it is one."""
        return self.box.isChecked()

    def set_form_value(self, value: bool | None) -> None:
        """Say whether it is one."""
        self.box.setChecked(bool(value))


class BranchForm(Form):
    """All of the branch's fields. `findings` are those about 组建方式, and stand below it."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.findings = FindingLines(self)
        self._build()

    @override
    def stops(self) -> list[QWidget]:
        """Where Tab stops; a link stands before the field beneath it."""
        found = super().stops()
        for link, name in ((self.units, "formation"), (self.terms, "committee_elected_on")):
            found.insert(found.index(self.field(name).control), link)
        return found

    def _build(self) -> None:
        self.add("name", "支部名称", LineField(parent=self), 0, 0, 2)
        self.add("code", "支部代码", LineField("印在报表编号里，如 HP-0217", self), 1, 0)
        self.add("superior", "上级党组织", LineField(parent=self), 1, 1)
        self.add("unit_name", "所在单位", LineField(parent=self), 2, 0)
        self.add("unit_kind", "单位性质", self._closed("unit_kind"), 2, 1)
        self.units = LinkButton("", tip="覆盖单位登记在那一页", parent=self)
        self.add("formation", "组建方式", self._closed("formation"), 3, 0).add_beside(self.units)
        self.add("affiliation", "隶属", self._closed("affiliation"), 3, 1)
        self._grid.addWidget(self.findings, 4, 0, 1, 2)
        self.add("activity_type", "组织类型", ActivityField(self), 5, 0, 2)
        self.add("established_on", "成立日期", DateEdit(self._today, latest=self._today, parent=self), 6, 0)
        day = self.add("theme_day", "主题党日", NumberField(1, 31, "日", self), 6, 1)
        day.set_aside("每月固定的一天")
        elected = DateEdit(self._today, latest=self._today, parent=self)
        self.terms = LinkButton("历届 ›", tip="选举日期取自历届选举，在那里更正", parent=self)
        self.add("committee_elected_on", "本届选举日期", elected, 7, 0).add_beside(self.terms)
        self.add("term_years", "任期", NumberField(1, 5, "年", self), 7, 1)
        self.add("yearly_quota", "年度发展计划", QuotaField(self._today.year, self), 8, 0, 2)

    def _closed(self, table: str) -> Choice:
        return Choice([(None, "未填"), *labels()[table].items()], self)

    def show_branch(self, branch: Branch) -> None:
        """Fill in the branch."""
        self.set_values(branch.model_dump())

    def show_units(self, count: int, *, joint: bool) -> None:
        """How many units a joint branch covers, with the way to them."""
        self.units.setText(f"覆盖{count}个单位 ›")
        self.units.setVisible(joint)

    def take_elections(self, *, kept: bool, contradiction: str) -> None:
        """Where elections are kept the day comes from them: it is read here, and corrected there."""
        if contradiction:
            self.field("committee_elected_on").set_problem(f"{contradiction}；再次保存支部概况时以历届为准。")
        elected = self.field("committee_elected_on").control
        if isinstance(elected, DateEdit):
            elected.setReadOnly(kept)
            elected.style().polish(elected)
        self.terms.setVisible(kept)

    def branch_values(self) -> dict[str, Any]:
        """What stands in the form; an empty line is an empty text, an empty term the usual one."""
        values = self.values()
        texts = {name: values[name] or "" for name in ("name", "code", "superior", "unit_name")}
        return {**values, **texts, "term_years": values["term_years"] or _USUAL_TERM}
