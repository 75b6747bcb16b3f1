"""新建: the button and its menu of the nine kinds, one key each."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from liangxin_desktop.domain.sessions import SessionKind
from liangxin_desktop.services.wording import labels
from liangxin_desktop.ui.widgets.basic import PrimaryButton


class NewSessionButton(PrimaryButton):
    """`chosen(SessionKind)` when a kind was picked: from the menu by its digit, or at once by Alt and the digit."""

    chosen = Signal(object)

    def __init__(self, host: QWidget) -> None:
        super().__init__("新建 ▾", self.offer, tip="Ctrl+N，再按数字；或 Alt+数字", parent=host)
        self.kinds = QMenu(self)
        for number, (kind, words) in enumerate(labels()["session_kind"].items(), start=1):
            action = self.kinds.addAction(f"&{number}  {words}")
            action.setShortcut(QKeySequence(f"Alt+{number}"))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setShortcutVisibleInContextMenu(True)
            action.triggered.connect(partial(self._choose, SessionKind(kind)))
            host.addAction(action)

    def offer(self) -> None:
        """Open the menu under the button, flush with its right end."""
        corner = QPoint(self.width() - self.kinds.sizeHint().width(), self.height() + 2)
        self.kinds.popup(self.mapToGlobal(corner))

    def _choose(self, kind: SessionKind, _checked: bool = False) -> None:
        self.chosen.emit(kind)
