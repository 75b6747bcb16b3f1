"""What was just removed, put back by Ctrl+Z or by the banner that tells of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.services.recycle_bin import kept_days, take_back, taken_out
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.widgets.banner import Banner


class Undo(QObject):
    """Remembers removals of this sitting, the last one first. `undone(Changes, words)` when one was put back."""

    undone = Signal(object, str)

    def __init__(self, workspace: Workspace, banner: Banner) -> None:
        super().__init__(banner)
        self._workspace, self._banner = workspace, banner
        self._removed: list[tuple[str, str]] = []

    def offer(self, changes: Changes) -> None:
        """Tell of what these changes removed, if anything."""
        for one in taken_out(self._workspace, changes):
            self._removed.append((one.id, one.title))
            where = f"{kept_days()}天内也可以在“设置与备份”的回收站里取回。"
            self._banner.show_message("info", f"“{one.title}”已移到回收站。", where, "撤销", self.take_back)

    @guarded
    def take_back(self) -> None:
        """Put back what was removed last; nothing removed, nothing is done."""
        if self._removed:
            recycled, title = self._removed.pop()
            self.undone.emit(take_back(self._workspace, recycled), f"已恢复“{title}”")
