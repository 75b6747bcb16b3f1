"""The desk of an election: its course begun, kept as a draft while it is written, finished, given up."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liangxin_desktop.domain.election_course import FINISH
from liangxin_desktop.domain.elections import Election
from liangxin_desktop.errors import LiangxinError, RefusedError
from liangxin_desktop.services import elections
from liangxin_desktop.services.elections import ElectionDraft
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.dialogs.message import ConfirmDialog
from liangxin_desktop.ui.guard import guarded, report
from liangxin_desktop.ui.pages.branch.course_editor import CourseEditor


class CourseDesk(QWidget):
    """Holds the editor and does its writes. `written(Changes)` when the course was finished, `left` to go back."""

    written = Signal(object)
    left = Signal()
    said = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._kept: Election | None = None
        self.editor = CourseEditor(workspace, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.editor)
        self._connect()

    def _connect(self) -> None:
        editor = self.editor
        editor.draft_ready.connect(self.keep)
        editor.panel.files.said.connect(self.said)
        editor.drop.clicked.connect(self.give_up)
        editor.finish.clicked.connect(self.finish)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.finish)

    def begin(self, draft: ElectionDraft) -> None:
        """Show a course, new, gone on with, or taken up again."""
        self._kept = draft.election
        self.editor.finish.setText("完成更正" if draft.corrects else "完成并写入")
        self._say_kept(draft)
        self.editor.show_election(draft.election)

    def key(self) -> str | None:
        """The id of the election; None while no course is shown."""
        return self._kept.id if self._kept is not None else None

    def keep(self) -> bool:
        """Keep what was changed as a draft. False when that failed, which the user is told."""
        self.editor.rest()
        try:
            election = self.editor.election()
            if election is not None and election != self._kept:
                self._say_kept(elections.keep_course(self._workspace, election))
                self._kept = election
        except LiangxinError as error:
            self.editor.status.setText("草稿还没有保存")
            report(error, self)
            return False
        return True

    def save(self) -> None:
        """存草稿."""
        if self._kept is not None and self.settle():
            self.said.emit("已存草稿")

    def settle(self) -> bool:
        """Take what is being typed as finished and keep it; False when that can't be done, which the user is told."""
        return self._kept is None or (self.editor.panel.settle() and self.keep())

    @guarded
    def finish(self) -> None:
        """Put the result into the record; the first time it only shows what will change."""
        if self._kept is None or not self.settle():
            return
        if self.editor.key() != FINISH:
            self.editor.turn_to(FINISH)
            self.editor.finish.setFocus()
            return
        if not self.editor.panel.ballot.is_good():
            raise RefusedError("候选人里有名册上没有的姓名。", "请改正姓名；另选他人的，也应是名册里的党员。")
        changes = elections.finish_course(
            self._workspace, self._kept, clears_former=self.editor.panel.former.isChecked()
        )
        self._end()
        self.written.emit(changes)
        self.said.emit("选举结果已写入")

    @guarded
    def give_up(self) -> None:
        """放弃, after asking; an election of the record stays as it was."""
        losses = ["这次办理中填写的内容；已经写入的选举记录不变"]
        if self._kept is not None and ConfirmDialog.ask(self, "放弃这次办理？", losses=losses, action="放弃"):
            elections.drop_course(self._workspace)
            self._end()
            self.said.emit("已放弃这次办理")

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return self.editor.stops()

    def _end(self) -> None:
        self._kept = None
        self.editor.show_election(None)
        self.left.emit()

    def _say_kept(self, draft: ElectionDraft) -> None:
        self.editor.status.setText(f"草稿自动保存于 {draft.kept_at:%H:%M}" if draft.kept_at else "")
