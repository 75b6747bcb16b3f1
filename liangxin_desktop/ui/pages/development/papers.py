"""The scans kept with a step, and its paper list: 原件, 扫描 or 缺 for each, told by the scans until it is ticked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from liangxin_desktop.domain.development import MaterialState
from liangxin_desktop.domain.sessions import Attachment
from liangxin_desktop.services.development_papers import Material, Ticks, materials_of, suggested
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.pages.attachments import AttachmentsField
from liangxin_desktop.ui.theme import restyle
from liangxin_desktop.ui.widgets.basic import Label
from liangxin_desktop.ui.widgets.radio_row import RadioRow


class ScansField(AttachmentsField):
    """The files of a step in its form; the form's record keeps them."""

    edited = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.touched.connect(self.edited)
        self.arrived.connect(self.edited)

    def form_value(self) -> tuple[Attachment, ...]:
        """The files shown."""
        return self.files()

    def set_form_value(self, files: Sequence[Attachment] | None) -> None:
        """Show these."""
        self.show_files("step", files or (), locked=False)

    def retype(self, files: Sequence[Mapping[str, Any]]) -> None:
        """Show these again, as a form keeps them through a lock; what came in by then is kept in the record."""
        self.set_form_value([Attachment.model_validate(one) for one in files])

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.tiles, self.undo]


class PaperRow(QWidget):
    """One paper: what was ticked, else what the files tell, drawn paler. Delete takes the tick off."""

    edited = Signal()

    def __init__(self, material: Material, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.material = material
        self.ticked: MaterialState | None = None
        self._suggested: MaterialState | None = None
        self.states = RadioRow({one: label("material_state", one) for one in MaterialState}, self, gap=2)
        for button in self.states.buttons.values():
            button.setAccessibleName(f"{material.name}：{button.text()}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Label(material.name, wrap=True, parent=self), 1)
        row.addWidget(self.states)
        self.states.chosen.connect(lambda: self._tick(self.states.value()))

    def show_state(self, ticked: MaterialState | None, suggestion: MaterialState | None) -> None:
        """Show the tick, or for want of one the suggestion, without telling."""
        self.ticked, self._suggested = ticked, suggestion
        shown = ticked or suggestion
        self.states.set_value(shown)
        for state, button in self.states.buttons.items():
            pale = ticked is None and state is shown
            restyle(button, suggested=pale)
            button.setToolTip("按附件判断，还没有勾选" if pale else "")
            button.setAccessibleDescription(button.toolTip())

    def _tick(self, state: MaterialState | None) -> None:
        self.show_state(state, self._suggested)
        self.edited.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.ticked is not None:
            self._tick(None)
            self.states.take_focus()
        else:
            super().keyPressEvent(event)


class PaperList(QWidget):
    """The papers of one step; its value are the ticks alone."""

    edited = Signal()

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = [PaperRow(one, self) for one in materials_of(number)]
        self._names: list[str] = []
        self._taken = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for row in self.rows:
            column.addWidget(row)
            row.edited.connect(self.edited)

    def follow(self, files: Sequence[Attachment], *, taken: bool) -> None:
        """These files are kept with the step, which is taken or not: what they tell of papers not ticked."""
        self._names, self._taken = [one.name for one in files], taken
        self.set_form_value(self.form_value())

    def form_value(self) -> Ticks | None:
        """What was ticked, by the papers' keys; None for nothing."""
        return {row.material.key: row.ticked for row in self.rows if row.ticked is not None} or None

    def set_form_value(self, ticks: Ticks | None) -> None:
        """Show these ticks."""
        for row in self.rows:
            told = suggested(row.material, self._names, taken=self._taken)
            row.show_state((ticks or {}).get(row.material.key), told)

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [row.states.stop() for row in self.rows]
