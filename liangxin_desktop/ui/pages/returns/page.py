"""报表报送: the list, the paper, and the desk beside it; in their place, the returns received."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget
from typing_extensions import override

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.findings import Finding, SubjectType
from liangxin_desktop.domain.rules import DUTY_RULES
from liangxin_desktop.domain.sessions import SessionKind
from liangxin_desktop.services.access import Access
from liangxin_desktop.services.return_desk import ReturnLine, return_lines
from liangxin_desktop.services.returns import SignedReturn
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.returns.listing import ReturnList
from liangxin_desktop.ui.pages.returns.sheet import ReturnSheet
from liangxin_desktop.ui.pages.returns.verify import VerifyView
from liangxin_desktop.ui.requests import NewSession, OpenPerson, OpenReturn, OpenRoom, OpenSession
from liangxin_desktop.ui.theme import GAP
from liangxin_desktop.ui.widgets.basic import Button, PrimaryButton
from liangxin_desktop.ui.widgets.page import Page
from liangxin_desktop.ui.widgets.tab_order import step

_CONCERNS = (
    "branch",
    "groups",
    "people",
    "sessions",
    "development",
    "overrides",
    "returns",
    "room_checks",
    "room_facts",
    "room_entries",
    "units",
)


class ReturnsPage(Page):
    """The returns. `changed(Changes)` after every write."""

    changed = Signal(object)

    def __init__(self, workspace: Workspace, access: Access | None = None, parent: QWidget | None = None) -> None:
        super().__init__("returns", "报表报送", parent)
        self._workspace = workspace
        self.list = ReturnList(workspace.today, self)
        self.sheet = ReturnSheet(workspace, access or Access(workspace), self.banner, self)
        self.verify = VerifyView(workspace, self)
        self._check = Button("核验收到的 PDF", self._verify, parent=self)
        self._new = PrimaryButton("新建报表 ▾", self._choose_new, tip="生成一份报表（Ctrl+N）", parent=self)
        self._views = QStackedWidget(self)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.add_action(self._check)
        self.add_action(self._new)
        desk = QWidget(self)
        row = QHBoxLayout(desk)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.list, 27)
        row.addWidget(self.sheet, 73)
        self._views.addWidget(desk)
        self._views.addWidget(self.verify)
        self.content.addWidget(self.sheet.errands.panel)
        self.content.addWidget(self._views, 1)

    def _connect(self) -> None:
        self.list.chosen.connect(self._show)
        self.sheet.signed.connect(self._signed)
        self.sheet.written.connect(self._written)
        self.sheet.panel.points.wanted.connect(lambda finding: self.navigate.emit(*request_of(finding)))
        self.verify.closed.connect(self._back)
        self.verify.changed.connect(self.changed)
        for keys, slot in {"Ctrl+N": self._choose_new, "Ctrl+P": self.sheet.print_it, "Esc": self._back}.items():
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        desk = (self.list.records, self.sheet.preview, *self.sheet.panel.stops())
        return step(self, (self._check, self._new, *desk, *self.verify.stops()), forward=forward)

    @override
    def shown(self) -> None:
        self.refresh(None)

    @override
    def left(self) -> None:
        self.sheet.leave()

    @override
    @guarded
    def refresh(self, changes: object) -> None:
        if isinstance(changes, Changes) and not changes.touch(*_CONCERNS):
            return
        self.list.set_lines(return_lines(self._workspace))
        self.counted.emit(self.list.owed())
        if self.isVisible() or changes is None:
            self._show(self.list.current())

    @override
    def open(self, target: object) -> None:
        if isinstance(target, OpenReturn):
            self._show(self.list.of_period(target.period))

    def _show(self, line: ReturnLine | None) -> None:
        self._back()
        if line is not None:
            self.list.mark(line)
        self.sheet.show_line(line, corrected=line is not None and self.list.is_corrected(line))

    def _choose_new(self) -> None:
        self.list.menu_of_open().popup(self._new.mapToGlobal(self._new.rect().bottomLeft()))

    def _signed(self, signed: SignedReturn) -> None:
        self.list.set_lines(return_lines(self._workspace))
        self.list.records.choose(signed.entry.number, silently=True)
        self._written(signed.changes)
        self.sheet.panel.folder.setFocus()
        self.said.emit("已签名并锁定，可以写入U盘或写邮件报送")

    def _written(self, changes: Changes) -> None:
        self.refresh(changes)
        self.changed.emit(changes)

    def _verify(self) -> None:
        self._views.setCurrentWidget(self.verify)
        self.verify.choose()

    def _back(self) -> None:
        self._views.setCurrentIndex(0)


def request_of(finding: Finding) -> tuple[str, object]:
    """Where a finding is mended: the page, and what to open there."""
    subject = finding.subject
    if finding.code in DUTY_RULES:
        group = subject.id if subject.type is SubjectType.GROUP else None
        return "sessions", NewSession(SessionKind(finding.code.removeprefix("life.")), group, finding.due_on)
    if subject.type is SubjectType.SESSION:
        return "sessions", OpenSession(subject.id)
    if subject.type is SubjectType.PERSON:
        return "people", OpenPerson(subject.id)
    if subject.type is SubjectType.ITEM or finding.code.startswith("room."):
        return "room", OpenRoom(subject.id)
    return "branch", None
