"""The four haves: 主题, 讨论, 共识 as text, 行动 as rows, each with its tick and its count of characters."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liangxin_desktop.domain.sessions import Session
from liangxin_desktop.services.wording import labels
from liangxin_desktop.ui.pages.sessions.actions import ActionRows
from liangxin_desktop.ui.pages.sessions.taborder import chain
from liangxin_desktop.ui.widgets.fields import LabelledField
from liangxin_desktop.ui.widgets.text import AutoGrowTextEdit, characters, printable

_LONGEST = 100_000
_TEXTS = {"topic": (1, 3), "discussion": (4, 16), "consensus": (1, 8)}
"""The text fields of a session: the fewest and the most lines that they show."""
_ASKS = {
    "topic": "这次会议研究什么",
    "discussion": "谁说了什么，讨论了哪些问题",
    "consensus": "形成了什么意见、决议",
}


class Minutes(QWidget):
    """The four fields. `touched` after every key."""

    touched = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.texts = {
            name: AutoGrowTextEdit(_ASKS[name], least=least, most=most) for name, (least, most) in _TEXTS.items()
        }
        self.todo = ActionRows()
        self._fields: dict[str, LabelledField] = {}
        self._build()
        self._connect()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        words = labels()["four_haves"]
        controls: dict[str, QWidget] = {**self.texts, "actions": self.todo}
        for name, control in controls.items():
            field = LabelledField(words[name], control, parent=self)
            self._fields[name] = field
            layout.addWidget(field)
        layout.addStretch(1)
        # A container that stands for one of several stops would catch the Tab key on its way past them.
        self._fields["actions"].setFocusProxy(None)  # type: ignore[arg-type]  # the stub forgets None
        chain(self.texts.values())
        self.todo.follow(self.texts["consensus"])

    def _connect(self) -> None:
        for text in self.texts.values():
            text.textChanged.connect(self.touched)
            text.textChanged.connect(self._tick)
        self.todo.touched.connect(self.touched)
        self.todo.touched.connect(self._tick)

    def show_session(self, session: Session, *, locked: bool) -> None:
        """Fill in. What is typed already stays, with its undo steps, where the text is the same."""
        for name, control in self.texts.items():
            control.blockSignals(True)
            control.set_text(getattr(session, name) or "")
            control.blockSignals(False)
            control.setReadOnly(locked)
        self.todo.show_actions(session.actions, locked=locked)
        self._tick()

    def propose(self, topic: str) -> None:
        """Write the topic where none is written yet."""
        if not self._words("topic"):
            self.texts["topic"].insertPlainText(topic)

    def put_theme(self, button: QWidget, panel: QWidget) -> None:
        """A button beside 主题, and a panel below it."""
        column = self.layout()
        self._fields["topic"].add_beside(button)
        if isinstance(column, QVBoxLayout):
            column.insertWidget(1, panel)

    def put_below(self, widget: QWidget) -> None:
        """A widget below 行动."""
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(column.count() - 1, widget)

    def changes(self) -> dict[str, Any]:
        """What was written, as fields of a session."""
        fields: dict[str, Any] = {name: self._words(name) or None for name in self.texts}
        return {**fields, "actions": self.todo.items()}

    def too_long(self) -> list[str]:
        """Which of the texts are longer than a record takes."""
        words = labels()["four_haves"]
        return [words[name] for name in self.texts if len(self._words(name)) > _LONGEST]

    def focus_on(self, name: str) -> None:
        """Put the focus into one of the texts."""
        self.texts[name].setFocus()

    def _words(self, name: str) -> str:
        return printable(self.texts[name].text()).strip()

    def _tick(self) -> None:
        """Ticks and counts."""
        words = labels()["four_haves"]
        counts = {name: characters(text.text()) for name, text in self.texts.items()}
        counts["actions"] = sum(characters(one.what) for one in self.todo.items())
        for name, field in self._fields.items():
            field.label.setText(f"✓ {words[name]}" if counts[name] else words[name])
            field.set_aside(f"{counts[name]} 字" if counts[name] else "")
