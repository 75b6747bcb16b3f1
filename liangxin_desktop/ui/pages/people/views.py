"""What the panel shows of a person, one view at a time: 情况, 组织生活, 发展历程, 变更记录."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.people.history import HistoryView
from liangxin_desktop.ui.pages.people.life import LifeView
from liangxin_desktop.ui.pages.people.steps import StepsView
from liangxin_desktop.ui.theme import GAP_S


class PersonViews(QWidget):
    """The facts, given, and three views that read only when looked at. `wanted(page, request)` asks for a page.

    The view stays when another person is shown, so that one can go down the list with it.
    """

    wanted = Signal(str, object)

    def __init__(self, workspace: Workspace, facts: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person: str | None = None
        self._shown: dict[int, str] = {}
        self._stack = QStackedWidget(self)
        self.tabs = QTabBar(self)
        self.life, self.steps = LifeView(workspace, self), StepsView(workspace, self)
        self.history = HistoryView(workspace, self)
        self._reading = (self.life, self.steps, self.history)
        self._build(facts)
        self._connect()

    def _build(self, facts: QWidget) -> None:
        self.tabs.setAccessibleName("个人信息的各部分")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self._stack.addWidget(facts)
        self.tabs.addTab("情况")
        for view, title in zip(self._reading, ("组织生活", "发展历程", "变更记录"), strict=True):
            self.tabs.addTab(title)
            self._stack.addWidget(view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_S)
        layout.addWidget(self.tabs)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._turn)
        self.life.wanted.connect(self.wanted)
        self.steps.wanted.connect(self.wanted)

    def show_person(self, person_id: str | None) -> None:
        """Show a known person; None is somebody new, of whom there are facts only."""
        self._person = person_id
        self.tabs.setVisible(person_id is not None)
        if person_id is None:
            self.show_facts()
        self.renew()

    def show_facts(self) -> None:
        """Turn to the form."""
        self.tabs.setCurrentIndex(0)

    def renew(self) -> None:
        """What was read may have changed; only what is looked at is read again."""
        self._shown.clear()
        self._turn(self.tabs.currentIndex())

    def stops(self, facts: list[QWidget]) -> list[QWidget]:
        """Where Tab stops, as read; `facts` are the stops of the form."""
        at = self.tabs.currentIndex()
        return [self.tabs, *(self._reading[at - 1].stops() if at else facts)]

    @guarded
    def _turn(self, at: int) -> None:
        focused = QApplication.focusWidget()
        if at != self._stack.currentIndex() and focused is not None and self._stack.isAncestorOf(focused):
            # Qt would give the focus of what is hidden to some field of the form.
            self.tabs.setFocus()
        self._stack.setCurrentIndex(at)
        if at and self._person is not None and self._shown.get(at) != self._person:
            self._reading[at - 1].show_person(self._person)
            self._shown[at] = self._person
