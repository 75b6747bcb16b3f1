"""Asks on which day something was done."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from liangxin_desktop.ui.dialogs.message import BaseDialog
from liangxin_desktop.ui.widgets.dates import DateEdit
from liangxin_desktop.ui.widgets.fields import LabelledField


class DoneDialog(BaseDialog):
    """Today is filled in; a day before the agreement or after today is refused in place."""

    def __init__(self, what: str, today: date, earliest: date, parent: QWidget | None = None) -> None:
        super().__init__("这项行动哪天办结？", what, parent)
        self.day = DateEdit(today, earliest=earliest, latest=today, required=True, parent=self)
        self.day.set_value(today)
        self._field = LabelledField("办结日期", self.day, parent=self)
        self.body.addWidget(self._field)
        self.add_cancel()
        self.add_primary("办结", self._finish)
        self.day.setFocus()
        self.day.selectAll()

    def _finish(self) -> None:
        if self.day.is_good() and self.day.value() is not None:
            self.accept()
        else:
            self.day.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, what: str, today: date, earliest: date) -> date | None:
        """The day, or None when the user went back."""
        dialog = cls(what, today, earliest, parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        day = dialog.day.value() if accepted else None
        dialog.deleteLater()
        return day
