"""The desk of the self-check: begun, kept as a draft while it is written, finished, given up; or one of the record."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liangxin_desktop.domain.room import Check, RoomCheck
from liangxin_desktop.errors import LiangxinError, RefusedError
from liangxin_desktop.services import room
from liangxin_desktop.services.room import KeptCheck, RoomDraft
from liangxin_desktop.services.room_shelf import CheckKey
from liangxin_desktop.services.room_standards import THE_SIX
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.dialogs.message import ConfirmDialog
from liangxin_desktop.ui.guard import guarded, report
from liangxin_desktop.ui.pages.room.editor import CheckEditor

_DONE = "自查已完成，到“报表报送”签名上报"


class CheckDesk(QWidget):
    """Holds the editor and does its writes. `written(Changes)` when a self-check was finished, `left` to go back.

    `standard` is the key of the standard that is checked against.
    """

    written = Signal(object)
    left = Signal()
    said = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.standard = THE_SIX
        self._kept: Check | None = None
        self._looked: KeptCheck | None = None
        self.editor = CheckEditor(workspace, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.editor)
        self._connect()

    def _connect(self) -> None:
        editor = self.editor
        editor.draft_ready.connect(self.keep)
        editor.form.said.connect(self.said)
        editor.back.clicked.connect(self.leave)
        editor.drop.clicked.connect(self.drop)
        editor.correct.clicked.connect(self.correct)
        editor.finish.clicked.connect(self.finish)
        slots = {"Ctrl+S": self.save, "Ctrl+Return": self.finish, "Ctrl+Enter": self.finish}
        slots |= {"Ctrl+PgDown": partial(editor.step, 1), "Ctrl+PgUp": partial(editor.step, -1)}
        for keys, slot in slots.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return self.editor.stops()

    def looked_at(self) -> CheckKey | None:
        """The key of the self-check that is shown for reading; None while one is written."""
        return self._looked.key if self._looked else None

    def begin(self, item: str = "") -> None:
        """Go on with the self-check under way, else begin one; an item in front, the focus on its status."""
        self._write(room.begin_check(self._workspace, self.standard), item)

    def look_at(self, kept: KeptCheck, before: KeptCheck | None) -> None:
        """Show a self-check of the record."""
        self._kept, self._looked = None, kept
        asked = room.asked_items(self._workspace, kept.check)
        self.editor.show_check(kept.check, before.check if before else None, asked, locked=True)
        self.editor.heading.setText(kept.quarter.title)
        self.editor.list.setFocus()

    def keep(self) -> bool:
        """Keep what was changed as a draft. False when that failed, which the user is told."""
        self.editor.rest()
        if self._kept is None:
            return True
        try:
            check = self.editor.check()
            if check != self._kept:
                kept = room.keep_draft(self._workspace, check)
                self._kept = check
                self._say_kept(kept)
        except LiangxinError as error:
            self.editor.status.setText("草稿还没有保存")
            report(error, self)
            return False
        return True

    def save(self) -> None:
        """存草稿."""
        self.editor.form.settle()
        if self._kept is not None and self.keep():
            self.said.emit("已存草稿")

    def leave(self) -> None:
        """Back to where one came from; what was written is kept."""
        if self._kept is not None:
            self.editor.form.settle()
        if self.keep():
            self._kept = None
            self.left.emit()
            self._looked = None

    @guarded
    def finish(self) -> None:
        """完成自查: asks once about items that were not looked at."""
        if self._kept is None:
            return
        self.editor.day.editingFinished.emit()
        self.editor.form.settle()
        if not self.editor.day.is_good() or not self.editor.form.is_good():
            raise RefusedError("日期填写有误，不能完成自查。", "请按提示改正日期。")
        check, unseen = self.editor.check(), self.editor.unseen()
        asked = room.asked_items(self._workspace, check)
        if unseen and len(unseen) < len(asked) and not _is_sure(self, unseen):
            return
        changes = room.finish_check(self._workspace, check)
        self._end()
        self.written.emit(changes)
        self.said.emit(_DONE if isinstance(check, RoomCheck) else "自查已完成")

    @guarded
    def drop(self) -> None:
        """放弃, after asking."""
        if self._kept is None:
            return
        text = "已写的内容不再保留；做完的历次自查不受影响。"
        if ConfirmDialog.ask(
            self,
            "放弃这次自查？",
            text,
            losses=[f"{self.editor.check().checked_on.isoformat()} 自查的草稿"],
            action="放弃",
        ):
            room.drop_draft(self._workspace, self.standard)
            self._end()
            self.said.emit("已放弃这次自查")

    @guarded
    def correct(self) -> None:
        """Take the self-check shown up again, under its day."""
        if self._looked is not None:
            self._write(room.correct_check(self._workspace, self._looked.key, self.standard), "")

    def _write(self, draft: RoomDraft, item: str) -> None:
        checks = [one.check for one in room.room_history(self._workspace, self.standard).checks]
        before = next((one for one in checks if one.checked_on < draft.check.checked_on), None)
        asked = room.asked_items(self._workspace, draft.check)
        days = frozenset(one.checked_on for one in checks)
        self._kept, self._looked = draft.check, None
        self.editor.show_check(draft.check, before, asked, item=item, taken_days=days)
        self._say_kept(draft)
        self.editor.form.status.take_focus()

    def _say_kept(self, draft: RoomDraft) -> None:
        self.editor.status.setText(f"草稿自动保存于 {draft.kept_at:%H:%M}" if draft.kept_at else "")

    def _end(self) -> None:
        self.editor.rest()
        self._kept = None
        self.left.emit()


def _is_sure(parent: QWidget, unseen: list[str]) -> bool:
    """Ask whether a self-check is to be finished that left items out."""
    title = f"还有 {len(unseen)} 项没有核查，仍要完成？"
    text = f"{'、'.join(unseen)}。没有核查的项在报表里空着。"
    return ConfirmDialog.ask(parent, title, text, action="仍要完成")
