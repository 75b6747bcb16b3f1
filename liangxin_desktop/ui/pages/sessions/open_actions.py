"""上次未办结的行动: what earlier sessions left undone, to be marked done or carried into this one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liangxin_desktop.domain.sessions import Session
from liangxin_desktop.services.actions import OpenAction, agreed_action, mark_action_done, open_actions
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.dialogs.done import DoneDialog
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.sessions.taborder import chain
from liangxin_desktop.ui.widgets.basic import Label, LinkButton, clear

_FIRST = 3
"""So many are shown at once; the rest unfold."""


class OpenActions(QWidget):
    """`carried(Action)` when one is taken into this session, `changed(Changes)` when one was done."""

    carried = Signal(object)
    changed = Signal(object)
    said = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._session: Session | None = None
        self._unfolded = False
        self._before: Callable[[], QWidget] | None = None
        self._buttons: list[LinkButton] = []
        self.left: tuple[OpenAction, ...] = ()
        self._head = Label("", "label", parent=self)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._head)
        layout.addLayout(self._rows)
        self.hide()

    def follow(self, before: Callable[[], QWidget]) -> None:
        """The Tab key comes here from the widget that `before` gives at the time."""
        self._before = before

    def show_for(self, session: Session, *, locked: bool) -> None:
        """Offer what was left undone before this session; nothing to a finished one."""
        if self._session is None or self._session.id != session.id:
            self._unfolded = False
        self._session = None if locked else session
        self._show(() if locked else open_actions(self._workspace, session))

    @guarded
    def finish(self, session_id: str, place: int) -> None:
        """Ask on which day an action was done and enter it, also in a finished record."""
        found = agreed_action(self._workspace, session_id, place)
        day = DoneDialog.ask(self.window(), found.action.what, self._workspace.today, found.held_on)
        if day is None:
            return
        changes = mark_action_done(self._workspace, session_id, place, day)
        self._show(tuple(one for one in self.left if (one.session_id, one.place) != (session_id, place)))
        self.changed.emit(changes)
        self.said.emit(f"已办结：{found.action.what[:20]}")

    def _show(self, left: tuple[OpenAction, ...]) -> None:
        self.left = left
        self.setVisible(bool(left))
        self._head.setText(f"上次未办结的行动（{len(left)}）")
        clear(self._rows)
        self._buttons = []
        shown = left if self._unfolded else left[:_FIRST]
        for one in shown:
            self._rows.addWidget(self._row(one))
        if more := len(left) - len(shown):
            self._buttons.append(LinkButton(f"另有 {more} 项", self._unfold, parent=self))
            self._rows.addWidget(self._buttons[-1])
        if self._before is not None:
            chain([self._before(), *self.buttons()])

    def buttons(self) -> list[LinkButton]:
        """The buttons shown, from top to bottom."""
        return [*self._buttons]

    def _row(self, one: OpenAction) -> QWidget:
        row = QWidget(self)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(one.action.what, wrap=True, parent=row))
        due = f"{one.action.due_on} 前" if one.action.due_on else ""
        words.addWidget(
            Label("，".join(filter(None, (one.session_title, one.who, due))), "small", wrap=True, parent=row)
        )
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addLayout(words, 1)
        deeds = {"办结…": partial(self._finish, one), "转入本次": partial(self._carry, one)}
        for name, deed in deeds.items():
            button = LinkButton(name, deed, parent=row)
            button.setAccessibleName(f"{name.rstrip('…')}：{one.action.what}")
            line.addWidget(button)
            self._buttons.append(button)
        return row

    def _finish(self, one: OpenAction, _checked: bool = False) -> None:
        self.finish(one.session_id, one.place)

    def _carry(self, one: OpenAction, _checked: bool = False) -> None:
        self._show(tuple(other for other in self.left if other is not one))
        self.carried.emit(one.action.but(due_on=None, done_on=None))

    def _unfold(self) -> None:
        self._unfolded = True
        self._show(self.left)
