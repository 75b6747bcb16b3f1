"""One covered unit as a form."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from liangxin_desktop.domain.units import Unit
from liangxin_desktop.services.wording import labels
from liangxin_desktop.ui.widgets.fields import LineField, NumberField
from liangxin_desktop.ui.widgets.form import Form

_MOST = 100_000
_FLAGS = {"has_organization": "已建立党组织", "above_scale": "是规模以上单位", "key_industry": "属于重点行业"}


class UnitForm(Form):
    """All of a unit's fields. More members than employees are doubted, not refused: some have retired."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        titles = labels()["unit_field"]
        self.add("name", titles["name"], LineField("写全称", self), 0, 0, 2)
        for column, name in enumerate(("employees", "members")):
            self.add(name, titles[name], NumberField(0, _MOST, "人", self), 1, column)
        self.doubt = self.add_note("党员比职工还多，请核对人数。", 2, 2)
        for row, (name, words) in enumerate(_FLAGS.items(), 3):
            field = self.add(name, titles[name], QCheckBox(words, self), row, 0, 2)
            field.label.hide()
            field.aside.hide()
        self.edited.connect(self._weigh)

    def show_unit(self, unit: Unit | None) -> None:
        """Fill in a unit; None empties the form for a new one."""
        flags = dict.fromkeys(_FLAGS, False)
        self.set_values(unit.model_dump() if unit else flags)
        self._weigh()

    def unit_values(self) -> dict[str, Any]:
        """What stands in the form; a number of members left empty is none."""
        values = self.values()
        return {**values, "name": values["name"] or "", "members": values["members"] or 0}

    def _weigh(self) -> None:
        values = self.values()
        self.doubt.setVisible((values["members"] or 0) > (values["employees"] or 0) > 0)
