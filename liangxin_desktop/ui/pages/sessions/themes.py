"""内容提示 beside 主题: this month's themes to choose from, and the points of the one chosen. It writes no minutes."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from liangxin_desktop.domain.prompts import Prompt
from liangxin_desktop.domain.sessions import Session
from liangxin_desktop.services.prompts import PLANNED_BY_THEME, get_prompt, prompts_for
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.theme import restyle
from liangxin_desktop.ui.widgets.basic import Label, LinkButton


class ThemeOffer(QFrame):
    """The hint panel; `button` stands beside 主题. `chosen(Prompt)` when one is taken, `touched` after any change."""

    chosen = Signal(object)
    touched = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._prompt: str | None = None
        self._themes: tuple[Prompt, ...] = ()
        self.menu = QMenu(self)
        self.button = LinkButton("内容提示 ▾", self._offer, tip="选用街道本月的主题，查看要点；不会写入记录")
        self.title = Label("", "strong", wrap=True, parent=self)
        self.points = Label("", wrap=True, parent=self)
        self.drop = LinkButton("不用这个提示", self._forget, parent=self)
        self._build()

    def _build(self) -> None:
        restyle(self, role="banner", tone="info")
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.drop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.points)
        self.hide()

    def show_for(self, session: Session, *, locked: bool) -> None:
        """Offer the themes of the session's month where its kind is planned by theme; show the one it has."""
        fitting = session.kind in PLANNED_BY_THEME and not locked
        self._prompt = session.prompt
        self._themes = prompts_for(self._workspace, session.held_on) if fitting else ()
        self.button.setVisible(bool(self._themes))
        self.show_points(get_prompt(self._workspace, session.prompt) if session.prompt and fitting else None)

    def changes(self) -> dict[str, Any]:
        """Which theme the session is planned from, as a field of a session."""
        return {"prompt": self._prompt}

    def choose(self, prompt: Prompt) -> None:
        """Plan the session from this theme."""
        self._prompt = prompt.id
        self.show_points(prompt)
        self.chosen.emit(prompt)
        self.touched.emit()

    def show_points(self, prompt: Prompt | None) -> None:
        """Show what the street says of a theme; nothing for None."""
        self.setVisible(prompt is not None)
        if prompt is not None:
            self.title.setText(f"内容提示：{prompt.theme}")
            self.points.setText("\n".join(f"· {point}" for point in prompt.points.splitlines()))
            self.points.setVisible(bool(prompt.points))

    def _offer(self) -> None:
        self.menu.clear()
        for prompt in self._themes:
            action = self.menu.addAction(prompt.theme.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(prompt.id == self._prompt)
            action.triggered.connect(partial(self._choose, prompt))
        self.menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _choose(self, prompt: Prompt, _checked: bool = False) -> None:
        self.choose(prompt)

    def _forget(self) -> None:
        self._prompt = None
        self.show_points(None)
        self.touched.emit()
