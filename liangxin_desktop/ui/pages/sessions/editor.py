"""The record itself: every part of one session, put together and taken apart again."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from liangxin_desktop.domain.branch import Group
from liangxin_desktop.domain.sessions import Session, SessionKind
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services import people, sessions
from liangxin_desktop.services.branch import list_groups
from liangxin_desktop.services.development_decisions import decides
from liangxin_desktop.services.session_form import judge_motions
from liangxin_desktop.services.sessions import SessionMarks
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.sessions.aside import Aside
from liangxin_desktop.ui.pages.sessions.attendance import AttendanceField
from liangxin_desktop.ui.pages.sessions.columns import BarRoom, Sheet, TwoColumns
from liangxin_desktop.ui.pages.sessions.follow import CursorFollower
from liangxin_desktop.ui.pages.sessions.foot import SessionFoot
from liangxin_desktop.ui.pages.sessions.frame import FrameFields
from liangxin_desktop.ui.pages.sessions.head import SessionHead
from liangxin_desktop.ui.pages.sessions.minutes import Minutes
from liangxin_desktop.ui.pages.sessions.open_actions import OpenActions
from liangxin_desktop.ui.pages.sessions.roll import called_anew, due_at
from liangxin_desktop.ui.pages.sessions.taborder import chain
from liangxin_desktop.ui.pages.sessions.themes import ThemeOffer
from liangxin_desktop.ui.widgets.basic import Card
from liangxin_desktop.ui.widgets.chips import ChipPerson
from liangxin_desktop.ui.widgets.incoming import IncomingFiles
from liangxin_desktop.ui.widgets.page import scrolling
from liangxin_desktop.ui.widgets.suggest import Candidate

PAUSE = 700
"""A draft is kept so many milliseconds after the last key."""


class SessionEditor(Card):
    """Shows one session for reading or writing. `draft_ready` when what was changed should be kept."""

    draft_ready = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._workspace = workspace
        self._base: Session | None = None
        self._due: tuple[str, ...] | None = None
        self._people: tuple[people.PersonLine, ...] = ()
        self._groups: tuple[Group, ...] = ()
        self._places: tuple[str, ...] = ()
        self.locked = False
        self.head_line = SessionHead()
        self.frame_fields = FrameFields(workspace.today)
        self.attendance = AttendanceField()
        self.minutes = Minutes()
        self.aside = Aside(workspace)
        self.follow_up = OpenActions(workspace)
        self.themes = ThemeOffer(workspace)
        self.foot = SessionFoot()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._build()
        self._connect()

    def _build(self) -> None:
        sheet = Sheet()
        sheet.column.addWidget(self.frame_fields)
        sheet.column.addWidget(self.attendance)
        sheet.column.addWidget(TwoColumns(self.minutes, self.aside), 1)
        self.minutes.put_theme(self.themes.button, self.themes)
        self.minutes.put_below(self.follow_up)
        self.follow_up.follow(lambda: self.minutes.todo.rows[-1].done_on)
        area = scrolling(sheet)
        outer = self.layout()
        if outer is not None:
            BarRoom(area, outer, (self.head_line, self.foot))
        self._follower = CursorFollower(area)
        self.body.setSpacing(10)
        self.body.addWidget(self.head_line)
        self.body.addWidget(area, 1)
        self.body.addWidget(self.foot)
        self.incoming = IncomingFiles(self, lambda: self._workspace.now)
        frame, texts, aside = self.frame_fields, self.minutes.texts, self.aside
        topic, *others = texts.values()
        theme = [self.themes.button, topic, self.themes.drop]
        chain([self.head_line.kinds, *frame.stops(), *self.attendance.stops(), *theme, *others, aside.motions.add])
        chain([aside.motions.add, *aside.stops(), *self.foot.stops()])

    def _connect(self) -> None:
        for part in (self.frame_fields, self.attendance, self.minutes, self.aside, self.themes):
            part.touched.connect(self._pause.start)
        self.attendance.touched.connect(self._judge)
        self.minutes.touched.connect(self._follower.follow)
        self.minutes.todo.opened.connect(self._follower.reveal)
        self.themes.chosen.connect(lambda prompt: self.minutes.propose(prompt.theme))
        self.follow_up.carried.connect(self.minutes.todo.take_in)
        self.minutes.todo.done_wanted.connect(self._finish_action)
        self.incoming.came.connect(self.aside.attachments.add)
        self.incoming.hovering.connect(self.aside.attachments.tiles.set_welcoming)
        self.aside.attachments.arrived.connect(self.draft_ready)
        self.aside.attachments.paste_wanted.connect(self.incoming.paste)
        self._pause.timeout.connect(self._judge)
        self._pause.timeout.connect(self.draft_ready)
        self.frame_fields.due_touched.connect(self._call_anew)
        self.head_line.kind_wanted.connect(self._change_kind)

    def show_session(self, session: Session, *, kept: bool) -> None:
        """Show a session; `kept` says whether it is in the record already."""
        self._pause.stop()
        self._base, self.locked = session, session.is_final
        self.incoming.is_open = not self.locked
        self._offer(session.held_on)
        self.head_line.show_session(session, locked=self.locked)
        self.head_line.show_uses(decides(self._workspace, session.id))
        self.frame_fields.show_session(session, locked=self.locked)
        self.minutes.show_session(session, locked=self.locked)
        self.aside.show_session(session, locked=self.locked)
        self.foot.show_state(locked=self.locked, kept=kept)
        self._show_roll(session)

    def session(self) -> Session:
        """The session as it stands: a date or name that is none leaves the last good one. Raises RefusedError."""
        base = self._base
        if base is None:
            raise RefusedError("没有打开会议记录。", "请在左边选择一条，或新建。")
        if long := self.minutes.too_long():
            raise RefusedError(f"“{'、'.join(long)}”超过10万字，还没有保存。", "请分成几次记录，或改为附件。")
        changes: dict[str, Any] = {}
        for part in (self.attendance, self.minutes, self.aside, self.themes):
            changes |= part.changes()
        try:
            session: Session = base.but(**self.frame_fields.changes(base), **changes)
        except ValidationError as error:
            raise RefusedError("这条记录有内容不符合要求，还没有保存。", error.errors()[0]["msg"]) from error
        return session

    def rest(self) -> None:
        """Nothing is to be kept by itself until the next key."""
        self._pause.stop()

    def problems(self) -> list[str]:
        """Which fields hold something that can't be kept as it stands."""
        return [*self.frame_fields.problems(), *self.minutes.todo.problems()]

    def reload_people(self) -> None:
        """The roster has changed: call the roll again, keeping what was marked."""
        self._people = ()
        if self._base is None:
            return
        if self.locked:
            self._offer(self._base.held_on)
            self._show_roll(self._base)
        else:
            self._call_anew()

    def _offer(self, day: date) -> None:
        """Who and what may be chosen for a session of that day."""
        if not self._people:
            self._people = people.list_people(self._workspace)
            self._groups = list_groups(self._workspace)
            self._places = sessions.places(self._workspace)
        members = [
            Candidate(line.person.id, line.person.name, line.group or line.person.unit or "")
            for line in self._people
            if line.standing.is_member(day)
        ]
        names = {line.person.id: line.person.name for line in self._people}
        chips = {line.person.id: ChipPerson(line.person.id, line.person.name, line.initials) for line in self._people}
        self.frame_fields.offer(members, names, self._groups, self._places)
        self.attendance.offer(chips, members)
        self.minutes.todo.offer(self._workspace.today, members, names)

    def _show_roll(self, session: Session) -> None:
        """Call the roll, and judge the session by it."""
        found = sessions.marks(self._workspace, session)
        self._due = due_at(session, found)
        self.attendance.show_session(session, self._due)
        self.attendance.set_locked(self.locked)
        self._show_marks(session, found)
        self.themes.show_for(session, locked=self.locked)
        self.follow_up.show_for(session, locked=self.locked)

    def _finish_action(self, place: int) -> None:
        if self._base is not None:
            self.follow_up.finish(self._base.id, place)

    @guarded
    def _change_kind(self, kind: SessionKind) -> None:
        session = self.session()
        group = self._groups[0].id if kind is SessionKind.GROUP_MEETING and self._groups else None
        self._base = session.but(kind=kind, group=group)
        self.head_line.show_session(self._base, locked=False)
        self.frame_fields.show_session(self._base, locked=False)
        self._call_anew()

    @guarded
    def _call_anew(self) -> None:
        """Day, kind or group changed: who is due now?"""
        session = self.session()
        now = due_at(session, sessions.marks(self._workspace, session))
        self._offer(session.held_on)
        self._show_roll(called_anew(session, self._due, now))
        self._pause.start()

    @guarded
    def _judge(self) -> None:
        """Say what the rules say of the session as it stands."""
        if self._base is None:
            return
        session = self._base if self.locked else self.session()
        self._show_marks(session, sessions.marks(self._workspace, session))

    def _show_marks(self, session: Session, found: SessionMarks) -> None:
        self.head_line.show_marks(session, found)
        self.aside.motions.expect(found.attendance)
        self.aside.motions.judge(judge_motions(self._workspace, session.but(votes=self.aside.motions.votes())))
