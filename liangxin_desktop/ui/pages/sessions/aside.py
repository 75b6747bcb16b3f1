"""The column beside the minutes: motions, attachments, tags, guests and 学时."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from liangxin_desktop.domain.sessions import Session
from liangxin_desktop.services.session_form import usual_tags
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.pages.attachments import AttachmentsField
from liangxin_desktop.ui.pages.sessions.motions import Motions
from liangxin_desktop.ui.theme import current
from liangxin_desktop.ui.widgets.basic import Pill, clear
from liangxin_desktop.ui.widgets.fields import LabelledField
from liangxin_desktop.ui.widgets.flow import FlowLayout
from liangxin_desktop.ui.widgets.text import AutoGrowTextEdit, TagEditor, printable

_MOST_HOURS = 1000.0


class Aside(QWidget):
    """The smaller particulars. `touched` after every change by the user."""

    touched = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.motions = Motions()
        self.tags = TagEditor(usual_tags())
        self.guests = AutoGrowTextEdit("姓名、单位", least=1, most=4)
        self.hours = QLineEdit()
        self.attachments = AttachmentsField(workspace, self)
        self._pills = QWidget(self)
        self._flow = FlowLayout(self._pills, gap=5)
        self._build()
        self._connect()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        self.hours.setValidator(QDoubleValidator(0.0, _MOST_HOURS, 1, self))
        self.hours.setPlaceholderText("如 1.5")
        self.hours.setMaximumWidth(current().px(90))
        self._tags_field = LabelledField("标签", _Stacked(self.tags, self._pills), parent=self)
        self._guests_field = LabelledField("列席", self.guests, parent=self)
        self._hours_field = LabelledField("学时", self.hours, parent=self)
        self._files = LabelledField("附件", self.attachments, parent=self)
        layout.addWidget(self.motions)
        for field in (self._files, self._tags_field, self._guests_field, self._hours_field):
            layout.addWidget(field)
        layout.addStretch(1)

    def _connect(self) -> None:
        self.motions.touched.connect(self.touched)
        self.attachments.touched.connect(self.touched)
        self.tags.changed.connect(lambda _tags: self.touched.emit())
        self.guests.textChanged.connect(self.touched)
        self.hours.textEdited.connect(lambda _text: self.touched.emit())

    def show_session(self, session: Session, *, locked: bool) -> None:
        """Fill in, without telling."""
        self.motions.show_votes(session.votes, locked=locked)
        self.tags.set_tags(session.tags)
        self._show_tags(session, locked=locked)
        self.guests.blockSignals(True)
        self.guests.set_text(session.guests or "")
        self.guests.blockSignals(False)
        self.guests.setReadOnly(locked)
        self.hours.setText(f"{session.hours:g}" if session.hours is not None else "")
        self.hours.setReadOnly(locked)
        self.attachments.show_files(session.id, session.attachments, locked=locked)
        self._files.setVisible(bool(session.attachments) or not locked)
        self._guests_field.setVisible(bool(session.guests) or not locked)
        self._hours_field.setVisible(session.hours is not None or not locked)
        self._guests_field.aside.setText("")

    def _show_tags(self, session: Session, *, locked: bool) -> None:
        """A finished record shows its tags, a draft takes new ones."""
        clear(self._flow)
        for tag in session.tags if locked else ():
            self._flow.addWidget(Pill("quiet", tag, self._pills))
        self.tags.setVisible(not locked)
        self._pills.setVisible(locked)
        self._tags_field.setVisible(bool(session.tags) or not locked)

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops below the motions, in order."""
        return [self.attachments.tiles, self.attachments.undo, self.tags, self.guests, self.hours]

    def changes(self) -> dict[str, Any]:
        """What the fields say, as fields of a session."""
        return {
            "votes": self.motions.votes(),
            "attachments": self.attachments.files(),
            "tags": self.tags.tags(),
            "guests": printable(self.guests.text()).strip() or None,
            "hours": self._hours(),
        }

    def _hours(self) -> float | None:
        try:
            return min(max(float(self.hours.text()), 0.0), _MOST_HOURS)
        except ValueError:
            return None


class _Stacked(QWidget):
    """Two faces of one field, of which one is shown."""

    def __init__(self, edited: QWidget, read: QWidget) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(edited)
        layout.addWidget(read)
        self.setFocusProxy(edited)
