"""The desk: one session at a time, begun, kept as a draft while it is written, finished, opened again, or deleted."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.sessions import Session
from liangxin_desktop.errors import LiangxinError, RefusedError
from liangxin_desktop.services import recycle_bin, sessions
from liangxin_desktop.services.repeats import repeated_session
from liangxin_desktop.services.session_form import judge_motions
from liangxin_desktop.services.wording import labels
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.dialogs.message import ConfirmDialog, ReasonDialog
from liangxin_desktop.ui.guard import guarded, report
from liangxin_desktop.ui.pages.sessions.editor import SessionEditor
from liangxin_desktop.ui.widgets.basic import Card, EmptyState


class SessionDesk(QStackedWidget):
    """Holds the editor and does its writes. `changed(Changes)` after each, `turned` when another session is shown."""

    changed = Signal(object)
    turned = Signal()
    said = Signal(str)
    new_wanted = Signal()
    removed = Signal(str, str)
    """A draft went into the recycle bin: its id, and how it was called."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._shown: Session | None = None
        self._stored: Session | None = None
        self._kept = False
        self.editor = SessionEditor(workspace)
        self.empty = EmptyState(
            "会议的主题、讨论、共识、行动和到会情况写在这里。左边选一条，或新建一条。",
            "新建",
            self.new_wanted.emit,
            icon_name="calendar-days",
        )
        blank = Card()
        blank.body.addWidget(self.empty)
        self.addWidget(blank)
        self.addWidget(self.editor)
        self._connect()

    def _connect(self) -> None:
        self.editor.draft_ready.connect(self.keep)
        self.editor.follow_up.changed.connect(self.changed)
        self.editor.follow_up.said.connect(self.said)
        foot = self.editor.foot
        foot.save_wanted.connect(self.save)
        foot.finish_wanted.connect(self.finish)
        foot.reopen_wanted.connect(self.reopen)
        foot.removal_wanted.connect(self.remove)
        for keys, slot in (("Ctrl+Return", self.finish), ("Ctrl+Enter", self.finish), ("Ctrl+S", self.save)):
            QShortcut(QKeySequence(keys), self.editor).activated.connect(slot)

    def session(self) -> Session | None:
        """The session shown, as it was last kept or begun."""
        return self._shown

    def is_kept(self) -> bool:
        """Whether the session shown is in the record."""
        return self._kept

    def show_session(self, session: Session | None, *, kept: bool = True) -> None:
        """Put a session on the desk, or clear it. What was there must have been kept."""
        self._shown, self._stored, self._kept = session, session, kept and session is not None
        if session is not None:
            self.editor.show_session(session, kept=self._kept)
            if not session.is_final:
                self._shown = self.editor.session()
            self.editor.head_line.status.say("" if self._kept else "还没有保存")
        self.setCurrentIndex(0 if session is None else 1)
        self.turned.emit()

    def begin(self, session: Session) -> None:
        """A new draft, kept as soon as something is written in it; the focus is on attendance."""
        self.show_session(session, kept=False)
        self.editor.attendance.focus_roll()

    def keep(self, *, at_all_events: bool = False) -> bool:
        """Keep what was changed as a draft. False when that failed, which the user is told."""
        self.editor.rest()
        if self._shown is None or self.editor.locked:
            return True
        try:
            session = self.editor.session()
            if session == self._shown and not at_all_events:
                return True
            changes = sessions.save_draft(self._workspace, session)
        except LiangxinError as error:
            self.editor.head_line.status.say("草稿还没有保存")
            report(error, self)
            return False
        self._shown, self._stored, self._kept = session, session, True
        self.editor.head_line.status.say(f"草稿自动保存于 {self._workspace.now:%H:%M}")
        self.editor.foot.show_state(locked=False, kept=True)
        self.changed.emit(changes)
        return True

    def save(self) -> None:
        """存草稿, also of a draft in which nothing was written yet."""
        if self.keep(at_all_events=True) and self._shown is not None and not self.editor.locked:
            self.said.emit("已存草稿")

    @guarded
    def finish(self) -> None:
        """定稿: refuses what is wrong, asks once about what is missing."""
        if self._shown is None or self.editor.locked:
            return
        if problems := self.editor.problems():
            raise RefusedError(f"{'、'.join(problems)}填写有误，不能定稿。", "请按字段下面的提示改正。")
        session = self.editor.session()
        if not is_sure(self._workspace, session, self):
            return
        changes = sessions.finalize(self._workspace, session)
        self._turn_over(session.id, changes, "已定稿")

    @guarded
    def reopen(self) -> None:
        """重新打开: asks for the reason, which stays in sight."""
        if self._shown is None or not self.editor.locked:
            return
        title = f"重新打开“{name_of(self._shown)}”？"
        text = "改完要再次定稿。原因会一直留在记录里，记录标为更正。"
        if reason := ReasonDialog.ask(self, title, text, action="重新打开"):
            changes = sessions.reopen(self._workspace, self._shown.id, reason)
            self._turn_over(self._shown.id, changes, "已重新打开")

    @guarded
    def remove(self) -> None:
        """Delete the draft, after asking by name."""
        session = self._shown
        if session is None or self.editor.locked or not self._kept or not self.keep():
            return
        losses = "、".join(losses_of(self.editor.session()))
        title, text = f"删除草稿“{name_of(session)}”？", f"草稿移到回收站，还可以找回：{losses}。"
        if not ConfirmDialog.ask(self, title, text, action="删除"):
            return
        changes = sessions.remove_draft(self._workspace, session.id)
        self.show_session(None)
        self.changed.emit(changes)
        self.removed.emit(session.id, name_of(session))

    @guarded
    def take_back(self, session_id: str) -> None:
        """Take a deleted draft out of the recycle bin."""
        if self.keep():
            self._turn_over(session_id, recycle_bin.take_back(self._workspace, session_id), "已恢复草稿")

    @guarded
    def renew(self, changes: object) -> None:
        """Something was written, perhaps elsewhere: show the session as it is now, unless it is being written here."""
        session, known = self._shown, changes if isinstance(changes, Changes) else None
        if session is None:
            return
        if self._kept and (known is None or session.id in known.ids("sessions")):
            now = stored(self._workspace, session.id)
            if now != self._stored and not self._is_dirty():
                self.show_session(now)
                return
        if known is None or known.touch("people", "development", "groups"):
            self.editor.reload_people()

    def _is_dirty(self) -> bool:
        return not self.editor.locked and self.editor.session() != self._shown

    def _turn_over(self, session_id: str, changes: Changes, word: str) -> None:
        """Show the record again in its new state."""
        self.show_session(sessions.get_session(self._workspace, session_id))
        self.changed.emit(changes)
        self.said.emit(word)


def is_sure(workspace: Workspace, session: Session, parent: QWidget) -> bool:
    """Ask once whether a record is to be finished that lacks something, or nearly repeats an earlier one."""
    lacks = sessions.marks(workspace, session).lacks
    blanks = [word for word, value in blanks_of(session) if not value]
    earlier = repeated_session(workspace, session)
    faults = [f"缺{'、'.join((*lacks, *blanks))}"] if lacks or blanks else []
    faults += [f"表决“{matter}”的票数没有填全或不符" for matter in _uncounted(workspace, session)]
    faults += [f"讨论与“{name_of(earlier)}”的记录几乎相同"] if earlier else []
    if not faults:
        return True
    text = "四有不全的记录会列入检查结果，报表里也会注明。" if lacks else "定稿后内容锁定，请再看一眼。"
    return ConfirmDialog.ask(parent, f"{'，'.join(faults)}，仍要定稿？", text, action="仍要定稿")


def _uncounted(workspace: Workspace, session: Session) -> list[str]:
    """The matters said to be carried whose votes do not say so, and those whose votes do not add up."""
    judged = zip(session.votes, judge_motions(workspace, session), strict=True)
    return [one.matter or "未写事项" for one, found in judged if not found.good and (one.passed or found.good is False)]


def stored(workspace: Workspace, session_id: str) -> Session | None:
    """The session as it is in the record; None when it was deleted."""
    try:
        return sessions.get_session(workspace, session_id)
    except RefusedError:
        return None


def name_of(session: Session) -> str:
    """How a session is called in a question: 11-18 支部党员大会."""
    return f"{session.held_on:%Y-%m-%d} {labels()['session_kind'][session.kind]}"


def blanks_of(session: Session) -> tuple[tuple[str, object], ...]:
    """What the printed record asks for besides the four haves."""
    return (("地点", session.place), ("主持人", session.host), ("记录人", session.recorder))


def losses_of(session: Session) -> list[str]:
    """What would be lost with a draft, in words."""
    words = labels()["four_haves"]
    written = [(words[name], getattr(session, name) or "") for name in ("topic", "discussion", "consensus")]
    losses = [f"{word} {len(text)} 字" for word, text in written if text]
    losses += [f"{words['actions']} {len(session.actions)} 项"] if session.actions else []
    losses += [f"表决 {len(session.votes)} 项"] if session.votes else []
    losses += [f"附件 {len(session.attachments)} 个"] if session.attachments else []
    return [*losses, f"{len(session.present)} 人的出席情况"]
