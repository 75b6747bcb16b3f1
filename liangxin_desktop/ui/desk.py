"""Opens, locks and leaves: the one place that holds the open branch and puts the pages upon it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from liangxin_desktop.domain.branch import Branch
from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.errors import LiangxinError
from liangxin_desktop.services import backups, branch, workspace
from liangxin_desktop.services.recovery import RecoverySheet
from liangxin_desktop.services.workspace import Clock, Workspace
from liangxin_desktop.ui import tasks
from liangxin_desktop.ui.curtains.first_run import Beginning, FirstRunSheet
from liangxin_desktop.ui.curtains.recovery import RecoveryCurtain
from liangxin_desktop.ui.curtains.restore import RestoreSheet
from liangxin_desktop.ui.curtains.sheet import Sheet
from liangxin_desktop.ui.curtains.unlock import UnlockSheet
from liangxin_desktop.ui.idle import IdleWatch
from liangxin_desktop.ui.pages import ALL_PAGES, PageEntry
from liangxin_desktop.ui.requests import ImportRoster
from liangxin_desktop.ui.searching import found_by, request_for
from liangxin_desktop.ui.shell import Shell
from liangxin_desktop.ui.widgets.page import Page

_SAMPLE = "-示例"


class Desk(QObject):
    """Holds what is open. `ready` once the workbench is in front and takes input."""

    ready = Signal()

    def __init__(self, folder: Path, clock: Clock, lock_minutes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder, self._clock = folder, clock
        self._workspace: Workspace | None = None
        self._leaving = False
        self.shell = Shell(clock().date(), found_by(lambda: self._workspace))
        self.watch = IdleWatch(lock_minutes, self)
        for entry in ALL_PAGES:
            self.shell.add_page(entry.key, entry.title, entry.icon, partial(self._make_page, entry))
        self.shell.lock_requested.connect(self.lock)
        self.shell.search_chosen.connect(self._show_found)
        self.watch.left_alone.connect(self.lock)
        self.shell.before_close = self._may_close

    @property
    def workspace(self) -> Workspace | None:
        """The open branch; None behind the curtain."""
        return self._workspace

    def start(self, password: str | None = None) -> None:
        """Open the branch, or ask for what is needed to: a password, or a beginning."""
        if not workspace.has_store(self._folder):
            self._ask_for_a_beginning()
            self.ready.emit()
        elif password is not None:
            self._opened(workspace.open_workspace(self._folder, password, self._clock))
        else:
            self._ask_for_password()

    def lock(self) -> None:
        """Close the record: drafts are kept, the window forgets every page, the connection is closed."""
        if self._workspace is None:
            return
        opened = self._leave_record()
        opened.store.close(backup=False)
        self._ask_for_password()

    def use_backup(self, path: Path) -> None:
        """Restore a backup in place of what is open, after showing both; what is replaced is kept beside."""
        present = ""
        if self._workspace is not None:
            present = backups.present_counts(self._workspace)
            self._leave_record().store.close(backup=False)
        sheet = RestoreSheet(path, present)
        sheet.look_wanted.connect(partial(self._look_into, sheet, path))
        sheet.restore_wanted.connect(partial(self._restore, sheet, path))
        sheet.refused.connect(partial(self.start, None))
        self.shell.curtain(sheet)

    def _make_page(self, entry: PageEntry) -> Page:
        if self._workspace is None:
            raise RuntimeError("no record is open")
        page = entry.make(self._workspace)
        changed = getattr(page, "changed", None)
        if changed is not None:
            changed.connect(self._spread)
        if (restore := getattr(page, "restore_wanted", None)) is not None:
            restore.connect(self.use_backup)
        if (minutes := getattr(page, "lock_minutes_chosen", None)) is not None:
            minutes.connect(self.watch.set_minutes)
        return page

    def _spread(self, changes: object) -> None:
        self.shell.refresh(changes)
        if isinstance(changes, Changes) and changes.touch("branch"):
            self._name_branch()

    def _name_branch(self) -> None:
        kept = branch.get_branch(self._workspace) if self._workspace else None
        sample = "（示例）" if self._folder.name.endswith(_SAMPLE) else ""
        self.shell.rail.set_branch(f"{kept.name if kept else ''}{sample}")

    def _opened(self, opened: Workspace) -> None:
        self._workspace = opened
        self.shell.topbar.set_today(opened.today)
        self.shell.rail.set_backup(_last_backup(opened))
        self._name_branch()
        self.shell.curtain(None)
        self.shell.show_page("workbench")
        self.watch.start()
        for warning in opened.store.warnings:
            self.shell.show_error(LiangxinError(warning, "请尽快在“设置与备份”里检查数据。"))
        self.ready.emit()

    def _leave_record(self) -> Workspace:
        """Take everything of the record off the window; returns it still open, to be closed."""
        opened, self._workspace = self._workspace, None
        if opened is None:
            raise RuntimeError("no record is open")
        self.watch.stop()
        self.shell.pages.leave()
        tasks.cancel_all()
        self.shell.forget_pages()
        self.shell.rail.set_branch("")
        return opened

    def _ask_for_password(self) -> None:
        sheet = UnlockSheet(str(self._folder))
        sheet.password_given.connect(partial(self._unlock, sheet))
        sheet.recovery_given.connect(partial(self._recover, sheet))
        self.shell.curtain(sheet)

    def _unlock(self, sheet: UnlockSheet, password: str) -> None:
        folder, clock = self._folder, self._clock
        self._work(sheet, lambda _: workspace.open_workspace(folder, password, clock), self._opened)

    def _recover(self, sheet: UnlockSheet, code: str, password: str) -> None:
        folder, clock = self._folder, self._clock
        self._work(sheet, lambda _: workspace.recover_workspace(folder, code, password, clock), self._show_code)

    def _ask_for_a_beginning(self) -> None:
        sheet = FirstRunSheet(str(self._folder))
        sheet.begun.connect(partial(self._begin, sheet))
        sheet.sample_wanted.connect(partial(self._show_sample, sheet))
        sheet.backup_wanted.connect(self._choose_backup)
        self.shell.curtain(sheet)

    def _begin(self, sheet: FirstRunSheet, begun: Beginning) -> None:
        first = Branch(name=begun.name, superior=begun.superior, established_on=None)
        folder, clock = self._folder, self._clock

        def opened(made: tuple[Workspace, str]) -> None:
            self._show_code(made, roster=begun.roster)

        self._work(sheet, lambda _: workspace.init_branch(folder, begun.password, clock, first), opened)

    def _show_code(self, made: tuple[Workspace, str], roster: Path | None = None) -> None:
        opened, code = made
        kept = branch.get_branch(opened)
        curtain = RecoveryCurtain(RecoverySheet(kept.name if kept else "", code, opened.today))

        def go_on() -> None:
            self._opened(opened)
            if roster is not None:
                self.shell.show_page("people", ImportRoster(roster))

        curtain.confirmed.connect(go_on)
        self.shell.curtain(curtain)

    def _show_sample(self, sheet: FirstRunSheet) -> None:
        folder, clock = self._folder.with_name(self._folder.name + _SAMPLE), self._clock

        def opened(made: Workspace) -> None:
            self._folder = folder
            self._opened(made)

        self._work(sheet, lambda _: _sample(folder, clock), opened)

    def _choose_backup(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self.shell, "选择备份文件", "", f"备份 (*{backups.SUFFIX})")
        if path:
            self.use_backup(Path(path))

    def _look_into(self, sheet: RestoreSheet, path: Path, password: str) -> None:
        self._work(
            sheet,
            lambda _: backups.describe_backup(path, password),
            lambda manifest: sheet.tell(backups.told(manifest)),
        )

    def _restore(self, sheet: RestoreSheet, path: Path, password: str) -> None:
        folder, clock = self._folder, self._clock

        def restore(_: object) -> Workspace:
            replace = workspace.has_store(folder)
            backups.restore_backup(path, folder, password, replace=replace, clock=clock)
            return workspace.open_workspace(folder, password, clock)

        self._work(sheet, restore, self._opened)

    def _work(self, sheet: Sheet, work: Callable[[tasks.Progress], object], done: Callable[..., None]) -> None:
        """Do slow work behind the curtain; while it is under way the sheet can't be pressed."""
        sheet.banner.hide()
        sheet.set_busy(True)
        tasks.run(
            work,
            owner=sheet,
            done=done,
            failed=sheet.show_error,
            ended=partial(sheet.set_busy, False),
            key="curtain",
        )

    def _show_found(self, found: object) -> None:
        page, request = request_for(found)  # type: ignore[arg-type]
        self.shell.show_page(page, request)

    def _may_close(self) -> bool:
        """Closing backs up first, in a task that the window shows; then it closes for good."""
        if self._workspace is None or self._leaving:
            return True
        self._leaving = True
        opened = self._leave_record()
        self.shell.curtain(Sheet("正在备份", "关闭前正在备份并核对记录，请稍候，窗口会自动关闭。"))
        tasks.run(lambda _: opened.close(), owner=self, done=self._closed, key="closing")
        return False

    def _closed(self, _: object) -> None:
        self.shell.close()

    def abandon(self) -> None:
        """Leave at once: what is open is closed, with its backup."""
        if self._workspace is not None:
            self._leave_record().close()
        tasks.cancel_all()


def _last_backup(opened: Workspace) -> str:
    made_at = backups.last_backup(opened.store.folder)
    return f"上次备份 {_when(made_at, opened.now)} ✓" if made_at else "还没有备份，关闭时自动备份"


def _when(moment: datetime, now: datetime) -> str:
    if moment.date() == now.date():
        return f"今天 {moment:%H:%M}"
    return f"{moment:%m-%d %H:%M}" if moment.year == now.year else f"{moment:%Y-%m-%d}"


def _sample(folder: Path, clock: Clock) -> Workspace:
    from liangxin_desktop.services.demo import PASSWORD, make_demo  # noqa: PLC0415 - heavy, late

    if not workspace.has_store(folder):
        make_demo(folder, as_of=clock().date())
    return workspace.open_workspace(folder, PASSWORD, clock)
