"""The lines of "要办的事": how urgent, what, on what ground, and the link that does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from liangxin_desktop.ui.theme import Tone, current, restyle
from liangxin_desktop.ui.widgets.basic import Label, LinkButton, Pill, clear


@dataclass(frozen=True)
class TaskItem:
    """One thing to do. `target` comes back with `activated`; an empty `action` shows no link; `struck` is set aside."""

    tone: Tone
    when: str
    title: str
    basis: str
    action: str
    target: object
    struck: bool = False


class TaskRow(QFrame):
    """One line: pill, title over its ground, link."""

    activated = Signal(object)

    def __init__(self, item: TaskItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = item
        self.link = LinkButton(f"{item.action} ›", self._activate, parent=self)
        restyle(self, role="taskrow")
        self.setAccessibleName(f"{item.when}，{item.title}，{item.basis}")
        self._build()

    def _build(self) -> None:
        item = self._item
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 8)
        pill = QHBoxLayout()
        pill.addWidget(Pill(item.tone, item.when, self))
        pill.addStretch(1)
        holder = QWidget(self)
        pill.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(pill)
        holder.setMinimumWidth(current().px(98))
        row.addWidget(holder)
        words = QVBoxLayout()
        words.setSpacing(0)
        title = Label(item.title, "muted" if item.struck else "", wrap=True, parent=self)
        if item.struck:
            font = title.font()
            font.setStrikeOut(True)
            title.setFont(font)
        words.addWidget(title)
        words.addWidget(Label(item.basis, "small", wrap=True, parent=self))
        row.addLayout(words, 1)
        self.link.setVisible(bool(item.action))
        self.link.setAccessibleName(f"{item.action}：{item.title}")
        row.addWidget(self.link, 0, Qt.AlignmentFlag.AlignVCenter)

    def _activate(self) -> None:
        self.activated.emit(self._item.target)


class TaskList(QScrollArea):
    """The lines one below another, scrolling by themselves; `activated(target)` when a link is pressed."""

    activated = Signal(object)

    def __init__(self, name: str = "要办的事", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._items: tuple[TaskItem, ...] = ()
        inner = QWidget()
        restyle(self, role="plain")
        restyle(inner, role="plain")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inner)
        self._layout = QVBoxLayout(inner)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)

    def set_items(self, items: Sequence[TaskItem]) -> None:
        """Show these lines, in this order; the same ones again change nothing."""
        if tuple(items) == self._items:
            return
        self._items = tuple(items)
        clear(self._layout)
        for item in items:
            row = TaskRow(item)
            row.activated.connect(self.activated)
            self._layout.addWidget(row)
        self._layout.addStretch(1)
