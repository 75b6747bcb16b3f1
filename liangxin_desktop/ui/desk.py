"""Holds the open branch, puts the pages upon it, locks it away, and leaves with a backup."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.errors import LiangxinError
from liangxin_desktop.services import attachments, backups, branch
from liangxin_desktop.services.help import help_for
from liangxin_desktop.services.search import Found
from liangxin_desktop.services.workspace import Clock, Workspace
from liangxin_desktop.ui import tasks
from liangxin_desktop.ui.curtains.sheet import Sheet
from liangxin_desktop.ui.dialogs.help import HelpDialog
from liangxin_desktop.ui.entrance import Entrance
from liangxin_desktop.ui.idle import IdleWatch
from liangxin_desktop.ui.pages import ALL_PAGES, PageEntry
from liangxin_desktop.ui.requests import ImportRoster
from liangxin_desktop.ui.searching import found_by, request_for
from liangxin_desktop.ui.shell import Shell
from liangxin_desktop.ui.system_lock import SystemLock
from liangxin_desktop.ui.widgets.page import Page


class Desk(QObject):
    """The program's window upon one data folder. `ready` once what comes first is in front and takes input."""

    ready = Signal()

    def __init__(self, folder: Path, clock: Clock, lock_minutes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace: Workspace | None = None
        self._leaving = False
        self.shell = Shell(clock().date(), found_by(lambda: self._workspace))
        self._entrance = Entrance(folder, clock, self.shell, self)
        self._watch = IdleWatch(lock_minutes, self)
        self._system = SystemLock(self.shell, self)
        self._connect()

    def _connect(self) -> None:
        for entry in ALL_PAGES:
            self.shell.add_page(entry.key, entry.title, entry.icon, partial(self._make_page, entry))
        self.shell.lock_requested.connect(self.lock)
        self.shell.search_chosen.connect(self._show_found)
        self.shell.help_requested.connect(self._help)
        self.shell.before_close = self._may_close
        self._entrance.opened.connect(self._open)
        self._watch.left_alone.connect(self.lock)
        self._system.locked.connect(self.lock)

    def start(self, password: str | None = None) -> None:
        """Open the branch with the password given, or ask for what is needed. Raises what opening raises."""
        if password is not None and self._entrance.has_store():
            self._entrance.open_with(password)
        else:
            self._entrance.ask()
            self.ready.emit()

    def lock(self) -> None:
        """Drafts are kept, the window forgets every page, the connection is closed, the password is asked for."""
        if self._workspace is not None:
            self._take_away().store.close(backup=False)
            self._entrance.ask()

    def use_backup(self, path: Path) -> None:
        """Restore a backup in place of what is open, after showing both; what is replaced is kept beside."""
        present = ""
        if self._workspace is not None:
            present = backups.present_counts(self._workspace)
            self._take_away().store.close(backup=False)
        self._entrance.ask_for_backup(path, present)

    def abandon(self) -> None:
        """Leave at once: what is open is closed, with its backup."""
        if self._workspace is not None:
            self._take_away().close()
        tasks.cancel_all()

    def _open(self, opened: Workspace, roster: Path | None) -> None:
        self._workspace = opened
        attachments.wipe_private(opened.store.folder)
        self.shell.topbar.set_today(opened.today)
        self.shell.rail.set_backup(_last_backup(opened))
        self._name_branch()
        self.shell.curtain(None)
        self.shell.show_page("workbench")
        if roster is not None:
            self.shell.show_page("people", ImportRoster(roster))
        self._watch.start()
        for warning in opened.store.warnings:
            self.shell.show_error(LiangxinError(warning, "请尽快在“设置与备份”里检查数据。"))
        self.ready.emit()

    def _take_away(self) -> Workspace:
        """Take everything of the record off the window; returns it still open, to be closed."""
        opened, self._workspace = self._workspace, None
        if opened is None:
            raise RuntimeError("no record is open")
        self._watch.stop()
        self.shell.pages.leave()
        tasks.cancel_all()
        self.shell.forget_pages()
        self.shell.rail.set_branch("")
        attachments.wipe_private(opened.store.folder)
        return opened

    def _make_page(self, entry: PageEntry) -> Page:
        if self._workspace is None:
            raise RuntimeError("no record is open")
        page = entry.make(self._workspace)
        wishes: dict[str, Callable[..., None]] = {
            "changed": self._spread,
            "restore_wanted": self.use_backup,
            "lock_minutes_chosen": self._watch.set_minutes,
        }
        for name, slot in wishes.items():
            if hasattr(page, name):
                getattr(page, name).connect(slot)
        return page

    def _spread(self, changes: object) -> None:
        self.shell.refresh(changes)
        if isinstance(changes, Changes) and changes.touch("branch"):
            self._name_branch()

    def _name_branch(self) -> None:
        kept = branch.get_branch(self._workspace) if self._workspace else None
        sample = "（示例）" if self._entrance.is_sample else ""
        self.shell.rail.set_branch(f"{kept.name if kept else ''}{sample}")

    def _show_found(self, found: Found) -> None:
        self.shell.show_page(*request_for(found))

    def _help(self, page: str) -> None:
        HelpDialog(help_for(page), self.shell).show()

    def _may_close(self) -> bool:
        """Closing backs up first, in a task that the window tells of; then it closes for good."""
        if self._workspace is None or self._leaving:
            return True
        self._leaving = True
        opened = self._take_away()
        self.shell.curtain(Sheet("正在备份", "关闭前正在备份并核对记录，请稍候，窗口会自动关闭。"))
        tasks.run(lambda _: opened.close(), owner=self, done=self._close, failed=self._close_untidily, key="closing")
        return False

    def _close(self, _: object) -> None:
        self.shell.close()

    def _close_untidily(self, error: LiangxinError) -> None:
        """The record is closed and whole, but its backup failed: say so before leaving."""
        self.shell.show_error(error)


def _last_backup(opened: Workspace) -> str:
    made_at = backups.last_backup(opened.store.folder)
    return f"上次备份 {_when(made_at, opened.now)} ✓" if made_at else "还没有备份，关闭时自动备份"


def _when(moment: datetime, now: datetime) -> str:
    if moment.date() == now.date():
        return f"今天 {moment:%H:%M}"
    return f"{moment:%m-%d %H:%M}" if moment.year == now.year else f"{moment:%Y-%m-%d}"
