"""The page 组织生活: the year's list, the desk, and the actions of the title row."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.services import sessions
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.sessions.columns import ListAndSheet
from liangxin_desktop.ui.pages.sessions.copying import last_like
from liangxin_desktop.ui.pages.sessions.desk import SessionDesk
from liangxin_desktop.ui.pages.sessions.exporting import ListExporter
from liangxin_desktop.ui.pages.sessions.kinds import NewSessionButton
from liangxin_desktop.ui.pages.sessions.listing import SessionListing
from liangxin_desktop.ui.pages.sessions.printing import RecordPrinter
from liangxin_desktop.ui.pages.sessions.statistics import SheetOrStatistics
from liangxin_desktop.ui.pages.sessions.taborder import chain
from liangxin_desktop.ui.requests import NewSession, OpenSession
from liangxin_desktop.ui.widgets.basic import Button
from liangxin_desktop.ui.widgets.page import Page

_CONCERNED = ("sessions", "people", "groups", "development", "settings")


class SessionsPage(Page):
    """组织生活. `changed(Changes)` after every write; give it an OpenSession or a NewSession to open."""

    changed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("sessions", "组织生活", parent)
        self._workspace = workspace
        self.listing = SessionListing()
        self.desk = SessionDesk(workspace)
        self.printer = RecordPrinter(workspace)
        self.exporter = ListExporter()
        self.new = NewSessionButton(self)
        self._lay_out()
        self._wire()
        self._fill_list(workspace.today.year)

    def _lay_out(self) -> None:
        self.views = SheetOrStatistics(self._workspace, ListAndSheet(self.listing, self.desk), self.listing.records)
        self.add_action(Button("出席统计", lambda: self.views.show_statistics(self.listing.year())))
        self.add_action(Button("打印记录", self.print_record, tip="Ctrl+P"))
        self.add_action(Button("从上次复制", self.copy_last, tip="时间、地点、人员照上次，内容另写"))
        self.add_action(self.new)
        self.content.addWidget(self.printer)
        self.content.addWidget(self.exporter)
        self.content.addWidget(self.views, 1)
        records = self.listing.records
        narrow, export = self.listing.narrow, self.listing.export
        kinds = self.desk.editor.head_line.kinds
        chain([self.new, self.listing.filter, self.listing.years, narrow, records, export, kinds])

    def _wire(self) -> None:
        self.new.chosen.connect(lambda kind: self._begin(NewSession(kind)))
        self.listing.chosen.connect(self._show)
        self.listing.year_wanted.connect(self._fill_list)
        self.desk.changed.connect(lambda _changes: self.banner.hide())
        self.desk.changed.connect(self.changed)
        self.desk.said.connect(self._succeed)
        self.desk.editor.aside.attachments.said.connect(self._succeed)
        self.desk.turned.connect(self._mark)
        self.desk.turned.connect(self.views.back)
        self.views.session_wanted.connect(self._show)
        self.views.said.connect(self._succeed)
        self.desk.new_wanted.connect(self.new.offer)
        self.desk.removed.connect(self._offer_undo)
        self.listing.export_wanted.connect(
            lambda: self.exporter.export(self.listing.shown_lines(), self.listing.name())
        )
        self.exporter.written.connect(lambda path: self._succeed(f"已写入并核对：{path}"))
        self.printer.written.connect(lambda path: self._succeed(f"已写入并核对：{path}"))
        keys = {"Ctrl+N": self.new.offer, "Ctrl+F": self.listing.filter.setFocus, "Ctrl+P": self.print_record}
        keys |= {"Ctrl+PgDown": partial(self.listing.step, 1), "Ctrl+PgUp": partial(self.listing.step, -1)}
        for sequence, slot in keys.items():
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    @override
    def shown(self) -> None:
        """The newest session is on the desk when the page is first seen."""
        lines = self.listing.lines()
        if self.desk.session() is None and lines:
            self._show(lines[0].session.id)
        (self.listing.records if lines else self.new).setFocus()

    @override
    def left(self) -> None:
        """Keep the draft."""
        self.desk.keep()

    @override
    def refresh(self, changes: object) -> None:
        """Read the list anew; the draft in hand stays as it is."""
        if not isinstance(changes, Changes) or changes.touch(*_CONCERNED):
            self._fill_list(self.listing.year())
            self.desk.renew(changes)
            self.views.renew()

    @override
    def open(self, target: object) -> None:
        """Show a session, or begin one."""
        if isinstance(target, OpenSession):
            self._show(target.id)
        elif isinstance(target, NewSession) and target.kind is not None:
            self._begin(target)
        elif isinstance(target, NewSession):
            self.new.offer()

    @guarded
    def copy_last(self) -> None:
        """A new draft in the frame of the record shown, or of the last one like the draft shown."""
        if not self.desk.keep():
            return
        source = last_like(self._workspace, self.desk.session(), self.listing.year())
        if source is None:
            self.banner.show_message("info", "还没有可以复制的会议记录。", "请先新建一条。")
        else:
            self.desk.begin(sessions.copy_frame(self._workspace, source.id))

    def print_record(self) -> None:
        """Lay out the record shown and ask where to write it."""
        session = self.desk.session()
        if session is None:
            self.banner.show_message("info", "没有打开会议记录。", "请在左边选择要打印的一条。")
        elif self.desk.keep(at_all_events=not self.desk.is_kept()):
            self.printer.print_record(session.id)

    @guarded
    def _begin(self, asked: NewSession) -> None:
        if asked.kind is not None and self.desk.keep():
            fresh = sessions.new_session(self._workspace, asked.kind, group=asked.group, day=asked.day)
            self.desk.begin(sessions.about(fresh, asked.topic, asked.vote_on))

    @guarded
    def _show(self, session_id: str) -> None:
        """Show a session of any year; what could not be kept stays on the desk."""
        shown = self.desk.session()
        if shown is not None and shown.id == session_id:
            return
        if not self.desk.keep():
            self._mark()
            return
        session = sessions.get_session(self._workspace, session_id)
        if session.held_on.year != self.listing.year():
            self._fill_list(session.held_on.year)
        self.desk.show_session(session)

    def _fill_list(self, year: int) -> None:
        self.listing.show_years(sessions.session_years(self._workspace), year)
        self.listing.show_lines(sessions.list_sessions(self._workspace, year))
        self._mark()

    def _mark(self) -> None:
        shown = self.desk.session()
        self.listing.mark(shown.id if shown else None)

    def _offer_undo(self, session_id: str, name: str) -> None:
        undo = partial(self.desk.take_back, session_id)
        self.banner.show_message(
            "info", f"草稿“{name}”已移到回收站。", "90天内可以在“设置与备份”里取回。", "撤销", undo
        )

    def _succeed(self, words: str) -> None:
        self.banner.hide()
        self.said.emit(words)
