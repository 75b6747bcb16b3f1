"""Files on their way into the record: judged and encrypted beside the window, with progress when it takes long."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.attachments import Incoming, Intake, take_in_all
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import report
from liangxin_desktop.ui.tasks import Task, run
from liangxin_desktop.ui.widgets.progress import ProgressPanel

_PATIENCE = 300
"""Work that takes longer than so many milliseconds shows its progress."""


class IntakePanel(ProgressPanel):
    """Takes in one lot of files at a time."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._task: Task | None = None
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._patience.timeout.connect(lambda: self.begin("正在添加附件…"))
        self.cancelled.connect(lambda: self._task.cancel() if self._task else None)

    def take_in(self, files: Sequence[Incoming], *, original: bool, done: Callable[[Intake], None]) -> None:
        """Judge and keep these, then tell what became of them."""
        if self._task is not None:
            report(RefusedError("还在添加前面的附件。", "请等它完成后再添加。"), self)
            return
        workspace, lot = self._workspace, tuple(files)
        self._patience.start()
        self._task = run(
            lambda progress: take_in_all(workspace, lot, progress, original=original),
            owner=self,
            done=done,
            progress=self.advance,
            ended=self._rest,
        )

    def is_busy(self) -> bool:
        """Whether files are still on their way."""
        return self._task is not None

    def _rest(self) -> None:
        self._task = None
        self._patience.stop()
        self.finish()
