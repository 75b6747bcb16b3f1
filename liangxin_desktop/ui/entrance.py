"""The way to an open branch: the password, the recovery code, a beginning, the sample, or a backup."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from liangxin_desktop.domain.branch import Branch
from liangxin_desktop.errors import BusyError, RefusedError
from liangxin_desktop.services import backups, branch, workspace
from liangxin_desktop.services.recovery import RecoverySheet
from liangxin_desktop.services.unfinished import clear_unfinished
from liangxin_desktop.services.workspace import Clock, Workspace
from liangxin_desktop.ui import tasks
from liangxin_desktop.ui.curtains.first_run import Beginning, FirstRunSheet
from liangxin_desktop.ui.curtains.recovery import RecoveryCurtain
from liangxin_desktop.ui.curtains.restore import RestoreSheet
from liangxin_desktop.ui.curtains.sheet import Sheet
from liangxin_desktop.ui.curtains.unlock import UnlockSheet
from liangxin_desktop.ui.shell import Shell

_SAMPLE = "-示例"


class Entrance(QObject):
    """Shows the sheets that lead in. `opened(workspace, roster)`: the roster file to import first, or None."""

    opened = Signal(object, object)

    def __init__(self, folder: Path, clock: Clock, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder, self._clock, self._shell = folder, clock, shell

    @property
    def _sample_folder(self) -> Path:
        return self._folder.with_name(self._folder.name + _SAMPLE)

    @property
    def is_sample(self) -> bool:
        """Whether what is open is the sample."""
        return self._folder.name.endswith(_SAMPLE)

    def has_store(self) -> bool:
        """Whether there is a branch to open."""
        return workspace.has_store(self._folder)

    def open_with(self, password: str) -> None:
        """Open at once with a password that was given beforehand. Raises what opening raises."""
        self.opened.emit(workspace.open_workspace(self._folder, password, self._clock), None)

    def ask(self) -> None:
        """Ask for the password, or for a beginning where there is nothing yet."""
        with contextlib.suppress(BusyError):
            clear_unfinished(self._sample_folder)
        if self.has_store():
            self._ask_for_password()
        else:
            self._ask_for_a_beginning()

    def ask_for_backup(self, path: Path, present: str) -> None:
        """Show what the backup and, in words, the present record hold; then restore."""
        sheet = RestoreSheet(path, present)
        sheet.look_wanted.connect(partial(self._look_into, sheet, path))
        sheet.restore_wanted.connect(partial(self._restore, sheet, path))
        sheet.refused.connect(self.ask)
        self._shell.curtain(sheet)

    def _ask_for_password(self) -> None:
        sheet = UnlockSheet(str(self._folder), _sample_hint() if self.is_sample else "")
        sheet.password_given.connect(partial(self._unlock, sheet))
        sheet.recovery_given.connect(partial(self._recover, sheet))
        self._shell.curtain(sheet)

    def _unlock(self, sheet: UnlockSheet, password: str) -> None:
        folder, clock = self._folder, self._clock
        _work(sheet, lambda _: workspace.open_workspace(folder, password, clock), self._enter)

    def _recover(self, sheet: UnlockSheet, code: str, password: str) -> None:
        folder, clock = self._folder, self._clock
        _work(sheet, lambda _: workspace.recover_workspace(folder, code, password, clock), self._show_code)

    def _ask_for_a_beginning(self) -> None:
        sheet = FirstRunSheet(str(self._folder))
        sheet.begun.connect(partial(self._begin, sheet))
        sheet.sample_wanted.connect(partial(self._show_sample, sheet))
        sheet.backup_wanted.connect(self._choose_backup)
        self._shell.curtain(sheet)

    def _begin(self, sheet: FirstRunSheet, begun: Beginning) -> None:
        try:
            first = Branch(name=begun.name, superior=begun.superior)
        except ValueError:
            sheet.show_error(RefusedError("支部名称或上级党组织里有不能打印的字符。", "请重新输入，不要粘贴。"))
            return
        folder, clock = self._folder, self._clock
        made = partial(self._show_code, roster=begun.roster)
        _work(sheet, lambda _: workspace.init_branch(folder, begun.password, clock, first), made)

    def _show_code(self, made: tuple[Workspace, str], roster: Path | None = None) -> None:
        opened, code = made
        kept = branch.get_branch(opened)
        curtain = RecoveryCurtain(RecoverySheet(kept.name if kept else "", code, opened.today))
        curtain.confirmed.connect(partial(self._enter, opened, roster))
        self._shell.curtain(curtain)

    def _show_sample(self, sheet: FirstRunSheet) -> None:
        folder, clock = self._sample_folder, self._clock

        def enter(opened: Workspace) -> None:
            self._folder = folder
            self._enter(opened)

        _work(sheet, lambda _: _sample(folder, clock), enter)

    def _choose_backup(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self._shell, "选择备份文件", "", f"备份 (*{backups.SUFFIX})")
        if path:
            self.ask_for_backup(Path(path), "")

    def _look_into(self, sheet: RestoreSheet, path: Path, password: str) -> None:
        def tell(manifest: backups.BackupManifest) -> None:
            sheet.tell(backups.told(manifest))

        _work(sheet, lambda _: backups.describe_backup(path, password), tell)

    def _restore(self, sheet: RestoreSheet, path: Path, password: str) -> None:
        folder, clock = self._folder, self._clock

        def restore(_: object) -> Workspace:
            backups.restore_backup(path, folder, password, replace=workspace.has_store(folder), clock=clock)
            return workspace.open_workspace(folder, password, clock)

        _work(sheet, restore, self._enter)

    def _enter(self, opened: Workspace, roster: Path | None = None) -> None:
        self.opened.emit(opened, roster)


def _work(sheet: Sheet, work: Callable[[tasks.Progress], object], done: Callable[..., None]) -> None:
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


def _sample_hint() -> str:
    from liangxin_desktop.services.demo import PASSWORD

    return f"这是示例，口令是 {PASSWORD}"


def _sample(folder: Path, clock: Clock) -> Workspace:
    from liangxin_desktop.services.demo import PASSWORD, make_demo_whole

    if not workspace.has_store(folder):
        make_demo_whole(folder, as_of=clock().date())
    return workspace.open_workspace(folder, PASSWORD, clock)
