"""The window: the rail of pages on the left, the top bar, the page in front, and the curtain before everything.

It takes plain values and signals, no services. The composition root registers pages, feeds the search and the badges,
and connects `lock_requested` and `help_requested`.

    shell = Shell(today, search=services.search)
    shell.add_page("workbench", "工作台", "house", lambda: WorkbenchPage(services))
    shell.show_page("workbench")
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from liangxin_desktop.errors import LiangxinError
from liangxin_desktop.ui.dialogs.message import ErrorDialog
from liangxin_desktop.ui.page_stack import PageFactory, PageStack
from liangxin_desktop.ui.widgets.banner import Toast
from liangxin_desktop.ui.widgets.rail import Rail
from liangxin_desktop.ui.widgets.topbar import Search, TopBar


class Shell(QMainWindow):
    """The main window. Pages are made at their first showing and kept until `forget_pages`."""

    lock_requested = Signal()
    help_requested = Signal(str)
    """The key of the page the user asks about ("" before the first page)."""
    search_chosen = Signal(object)
    """The `target` of the search hit chosen."""

    def __init__(self, today: date, search: Search | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rail = Rail()
        self.topbar = TopBar(today, search)
        self.pages = PageStack()
        self.before_close: Callable[[], bool] | None = None
        """Asked when the user closes the window: True lets it close now."""
        self._outer = QStackedWidget()
        self._toast = Toast(self.pages)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setWindowTitle("两新支部工作台")
        self.setMinimumSize(1024, 640)
        self.resize(1366, 768)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.topbar)
        right.addWidget(self.pages, 1)
        workspace = QWidget()
        row = QHBoxLayout(workspace)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self._outer.addWidget(workspace)
        self.setCentralWidget(self._outer)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_page)
        self.topbar.lock_clicked.connect(self.lock_requested)
        self.topbar.chosen.connect(self.search_chosen)
        self.pages.navigate.connect(self.show_page)
        self.pages.fronted.connect(self.rail.mark)
        self.pages.counted.connect(self.rail.set_count)
        self.pages.said.connect(self.say)
        self._shortcut("Ctrl+K", self.topbar.focus_search)
        self._shortcut("Ctrl+L", self.lock_requested.emit)
        self._shortcut("F1", lambda: self.help_requested.emit(self.pages.front))
        for number in range(1, 10):
            self._shortcut(f"Ctrl+{number}", partial(self._show_nth, number - 1))

    def _shortcut(self, keys: str, slot: Callable[[], object]) -> None:
        """A key of the workspace; it sleeps behind the curtain."""

        def unless_curtained() -> None:
            if not self.curtained():
                slot()

        QShortcut(QKeySequence(keys), self).activated.connect(unless_curtained)

    def add_page(self, key: str, title: str, icon: str, factory: PageFactory) -> None:
        """Put a page into the rail, below those before it; it is made when first shown."""
        self.pages.add(key, factory)
        self.rail.add(key, title, icon)

    def show_page(self, key: str, target: object = None) -> None:
        """Bring a page to the front; `target` is what to open there. Nothing happens behind the curtain."""
        if not self.curtained():
            self.pages.show_page(key, target)

    def refresh(self, changes: object) -> None:
        """Tell every page made so far that something was written (None: anything may be new)."""
        self.pages.refresh(changes)

    def curtain(self, widget: QWidget | None) -> None:
        """Cover everything by a widget (first run, lock), which takes the focus; None draws it away and destroys it.

        The page behind was told `left`; `show_page(shell.pages.front)` brings it back.
        """
        if widget is not None and not self.curtained():
            self.pages.leave()
        while (old := self._outer.widget(1)) is not None:
            self._outer.removeWidget(old)
            old.deleteLater()
        if widget is not None:
            self._outer.addWidget(widget)
            QTimer.singleShot(0, widget, widget.setFocus)
        self._outer.setCurrentIndex(self._outer.count() - 1)

    def curtained(self) -> bool:
        """Whether the curtain hides the record."""
        return self._outer.count() > 1

    def forget_pages(self) -> None:
        """Destroy every page, so that the window holds nothing of the record; they are made anew when shown."""
        self.pages.forget()
        self.topbar.reset()

    def say(self, text: str, action: str = "", clicked: Callable[[], object] | None = None) -> None:
        """A word of success at the foot, such as "已保存", with an action such as "撤销"."""
        self._toast.say(text, action, clicked)

    def show_error(self, error: LiangxinError) -> None:
        """A failure that belongs to no page."""
        ErrorDialog(error, self).open()

    def _show_nth(self, index: int) -> None:
        keys = self.pages.keys()
        if index < len(keys):
            self.show_page(keys[index])

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self.before_close is not None and not self.before_close():
            event.ignore()
            return
        self.pages.leave()
        super().closeEvent(event)
