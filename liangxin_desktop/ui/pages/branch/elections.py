"""Elections in place of the branch's cards: the guided course, or 历届 with what is done about one of them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.elections import ElectionKind
from liangxin_desktop.domain.sessions import SessionKind
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services import elections
from liangxin_desktop.services.elections import ElectionDraft
from liangxin_desktop.services.forms import PrintedForm, print_form
from liangxin_desktop.services.recycle_bin import take_back, taken_out
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui import tasks
from liangxin_desktop.ui.dialogs.message import ConfirmDialog
from liangxin_desktop.ui.dialogs.printing import print_pdf
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.branch.course import CourseDesk
from liangxin_desktop.ui.pages.branch.terms import TermsView
from liangxin_desktop.ui.requests import NewSession, OpenSession
from liangxin_desktop.ui.widgets.progress import ProgressPanel

_TOPIC = "选举产生新一届支部委员会"
_PAPER = "选举结果报告单"


class ElectionsView(QWidget):
    """`opened` when it wants to be in front, `left` when the cards should be; `written(Changes)` after every write.

    `undoable(str, callable)` when an election that was removed may be taken back; `navigate(page, request)` and `said`
    as of a page.
    """

    opened = Signal()
    written = Signal(object)
    undoable = Signal(str, object)
    left = Signal()
    said = Signal(str)
    navigate = Signal(str, object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.course = CourseDesk(workspace, self)
        self.terms = TermsView(workspace, self)
        self.paper = ProgressPanel(self)
        self.views = QStackedWidget(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.paper)
        layout.addWidget(self.views, 1)
        for view in (self.course, self.terms):
            self.views.addWidget(view)
        self._connect()

    def _connect(self) -> None:
        self.course.written.connect(self.written)
        self.course.said.connect(self.said)
        self.terms.list.opened.connect(self._correct)
        self.course.left.connect(self.left)
        self.course.editor.print_button.clicked.connect(self.print_result)
        self.course.editor.panel.session_wanted.connect(self._record_session)
        self.terms.files.said.connect(self.said)
        self.terms.add_wanted.connect(self.begin)
        self.terms.correct_wanted.connect(self._correct)
        self.terms.remove_wanted.connect(self._remove)
        self.terms.print_wanted.connect(self.print_result)
        self.terms.session_wanted.connect(lambda key: self.navigate.emit("sessions", OpenSession(key)))
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_result)

    @guarded
    def begin(self, kind: ElectionKind | None = None) -> None:
        """Go on with the course under way, else begin one."""
        draft = elections.begin_course(self._workspace, kind)
        if kind is not None and draft.election.kind is not kind and draft.kept_at is not None:
            raise RefusedError("还有一次选举正在办理。", "请先完成或放弃那一次，再登记别的选举。")
        self._open(draft)

    @guarded
    def show_terms(self) -> None:
        """历届."""
        self.views.setCurrentWidget(self.terms)
        self.opened.emit()
        self.terms.show_elections(elections.list_elections(self._workspace))
        self.terms.list.setFocus()

    def reload(self) -> None:
        """Read the record anew where it is shown; what is written in the course stays."""
        if self.views.currentWidget() is self.terms:
            self.terms.show_elections(elections.list_elections(self._workspace))
        else:
            self.course.editor.renew()

    def keep(self) -> bool:
        """Keep the course under way as a draft."""
        return self.course.keep()

    def may_leave(self) -> bool:
        """Whether the cards may come back: what is being typed is taken and kept."""
        return self.course.settle()

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [*self.course.stops(), *self.terms.stops()]

    @guarded
    def print_result(self, *_ignored: object) -> None:
        """Lay the result of the election in front out, then ask for the printer."""
        if not self.course.keep():
            return
        in_front = self.terms.chosen() if self.views.currentWidget() is self.terms else self.course.key()
        if in_front is None:
            raise RefusedError("还没有可以打印的选举。", "请先登记一次选举。")
        self.paper.begin(f"正在排版{_PAPER}…", cancellable=False)
        tasks.run(
            lambda _progress: print_form(self._workspace, "election", in_front),
            owner=self,
            key="election-print",
            done=self._to_printer,
            ended=self.paper.finish,
        )

    @guarded
    def _to_printer(self, form: PrintedForm) -> None:
        if print_pdf(self, form.pdf, _PAPER):
            self.said.emit("已送到打印机")

    @guarded
    def _correct(self, key: str) -> None:
        self._open(elections.correct_election(self._workspace, key))

    def _open(self, draft: ElectionDraft) -> None:
        self.views.setCurrentWidget(self.course)
        self.opened.emit()
        self.course.begin(draft)

    @guarded
    def _remove(self, key: str) -> None:
        line = next(one for one in elections.list_elections(self._workspace).lines if one.election.id == key)
        losses = ["这次选举的日期、票数和当选人"]
        text = "名册里的职务不变；支部概况的选举日期改按其余各届。90天内可以在回收站取回。"
        if not ConfirmDialog.ask(self.window(), f"删除“{line.title}”？", text, losses=losses, action="删除"):
            return
        changes = elections.remove_election(self._workspace, key)
        self.reload()
        self.written.emit(changes)
        for one in taken_out(self._workspace, changes):
            self.undoable.emit(f"“{one.title}”已移到回收站。", partial(self._undo, one.id))

    @guarded
    def _undo(self, key: str) -> None:
        changes: Changes = take_back(self._workspace, key)
        self.reload()
        self.written.emit(changes)

    def _record_session(self) -> None:
        """A new record of the members' meeting; it is offered for linking once it is kept."""
        election = self.course.editor.election()
        if election is not None and self.course.keep():
            day = election.held_on
            self.navigate.emit("sessions", NewSession(SessionKind.MEMBER_MEETING, day=day, topic=_TOPIC))
