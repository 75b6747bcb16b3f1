"""培训: what a contact has attended, the newest first; one more is written down in a line below."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from liangxin_desktop.domain.contacts import Training
from liangxin_desktop.domain.pipeline.requirements import amount
from liangxin_desktop.services.contacts import TRAINED, ContactLine, training_problems
from liangxin_desktop.services.entry import enter_training
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.icons import icon
from liangxin_desktop.ui.theme import GAP_S
from liangxin_desktop.ui.widgets.basic import Button, Label, SectionTitle, clear
from liangxin_desktop.ui.widgets.dates import DateEdit
from liangxin_desktop.ui.widgets.fields import AmountField, LineField
from liangxin_desktop.ui.widgets.form import Form
from liangxin_desktop.ui.widgets.suggest import SuggestLine

_NONE = "还没有登记培训。"
_NONE_ASKED = "还没有登记书记轮训。参加后在下面登记。"
_MOST_HOURS = 1000


class TrainingForm(Form):
    """One more training; Enter anywhere in it writes it down (`finished`)."""

    finished = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.name = SuggestLine("如：两新党组织书记轮训", self)
        today = workspace.today
        self.add("name", "培训名称", self.name, 0, 0, 2)
        self.add("held_on", "日期", DateEdit(today, latest=today, parent=self), 0, 2)
        self.add("organizer", "主办单位", LineField(parent=self), 1, 0)
        self.add("hours", "学时", AmountField(_MOST_HOURS, self), 1, 1)
        self.button = Button("登记培训", self.finished.emit, tip="Enter", parent=self)
        self._grid.addWidget(self.button, 1, 2, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight)
        for stop in self.stops():
            stop.installEventFilter(self)

    def training(self) -> Training | None:
        """What stands in the form; None, with what is wrong said at the fields, when it is no training yet."""
        hours = self.field("hours").control
        if not self.settle() or not (isinstance(hours, AmountField) and hours.is_good()):
            return None
        entry = enter_training({**self.values(), "name": self.values()["name"] or ""})
        problems = entry.problems or (training_problems(entry.noun, self._workspace.today) if entry.noun else {})
        self.set_problems(problems)
        return None if problems else entry.noun

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter writes down; in the list of suggestions, whose keys do not come by here, it chooses."""
        pressed = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
            return True
        return super().eventFilter(watched, event)


class TrainingsPanel(QWidget):
    """The trainings of one contact. `added(Training)` and `removed(Training)` are wishes; who holds it writes."""

    added = Signal(object)
    removed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._summary = Label("", "muted", parent=self)
        self._none = Label(_NONE, "muted", wrap=True, parent=self)
        self._rows = QGridLayout()
        self.form = TrainingForm(workspace, self)
        self._later = Label("先保存联系人，再登记培训。", "muted", wrap=True, parent=self)
        self._build()
        self.form.finished.connect(self._add)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S)
        head = QHBoxLayout()
        head.addWidget(SectionTitle("培训", self))
        head.addStretch(1)
        head.addWidget(self._summary)
        self._rows.setHorizontalSpacing(14)
        self._rows.setVerticalSpacing(4)
        self._rows.setColumnStretch(1, 1)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addLayout(self._rows)
        column.addWidget(self.form)
        column.addWidget(self._later)

    def show_trainings(self, line: ContactLine | None, names: Sequence[str], year: int) -> None:
        """Show those of a contact; somebody new has none yet. `names` are suggested for one more."""
        self.form.name.set_options(names)
        self.form.setVisible(line is not None)
        self._later.setVisible(line is None)
        clear(self._rows)
        trainings = line.contact.newest_first if line else ()
        for row, training in enumerate(trainings):
            self._show_row(row, training)
        self._none.setVisible(line is not None and not trainings)
        if line is not None:
            self._none.setText(_NONE_ASKED if line.contact.kind in TRAINED else _NONE)
        self._summary.setText(f"{year}年共{amount(line.hours)}学时" if line and trainings else "")

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        cells = [self._rows.itemAtPosition(row, 3) for row in range(self._rows.rowCount())]
        removers = [widget for cell in cells if cell is not None and (widget := cell.widget()) is not None]
        return [*removers, *self.form.stops(), self.form.button]

    def _show_row(self, row: int, training: Training) -> None:
        told = [training.name, training.organizer or ""]
        hours = f"{amount(training.hours)}学时" if training.hours is not None else ""
        remove = QToolButton(self)
        remove.setIcon(icon("trash-2", "muted"))
        remove.setToolTip("删除这次培训")
        remove.setAccessibleName(f"删除{training.held_on.isoformat()}的{training.name}")
        remove.clicked.connect(partial(self._remove, training))
        self._rows.addWidget(Label(training.held_on.isoformat(), "muted", parent=self), row, 0)
        self._rows.addWidget(Label("，".join(part for part in told if part), wrap=True, parent=self), row, 1)
        self._rows.addWidget(Label(hours, "muted", parent=self), row, 2, Qt.AlignmentFlag.AlignRight)
        self._rows.addWidget(remove, row, 3)

    def _remove(self, training: Training, *_: Any) -> None:
        self.removed.emit(training)

    @guarded
    def _add(self) -> None:
        training = self.form.training()
        if training is not None:
            self.added.emit(training)
