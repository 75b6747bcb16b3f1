"""备份: the last ones, one to a stick, one taken back, and whether all is whole."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from liangxin_desktop.services import backups
from liangxin_desktop.services.backups import BackupManifest
from liangxin_desktop.services.doctor import DoctorReport, examine
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui import tasks
from liangxin_desktop.ui.theme import GAP_S
from liangxin_desktop.ui.widgets.basic import Button, Card, Label, Pill, clear
from liangxin_desktop.ui.widgets.progress import ProgressPanel

_SHOWN = 5


class BackupCard(Card):
    """`restore_wanted(path)` when a backup is to take the record's place."""

    restore_wanted = Signal(object)
    said = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("备份", parent)
        self._workspace = workspace
        self._kept = Card(parent=self, padding=0)
        self._kept.setProperty("role", "plain")
        self._progress = ProgressPanel(self)
        self._found = Label("", "small", wrap=True, parent=self)
        self._build()

    def _build(self) -> None:
        self.body.addWidget(Label("关闭程序时自动备份并验证；近12份、每周、每月、每年各留一份。", "small", wrap=True))
        self.body.addWidget(self._kept)
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        row.addWidget(Button("备份到U盘…", self._choose_target, icon_name="usb", parent=self))
        row.addWidget(Button("从备份恢复…", self._choose_backup, icon_name="rotate-ccw", parent=self))
        row.addWidget(Button("检查数据", self._examine, icon_name="shield-check", parent=self))
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self._progress)
        self.body.addWidget(self._found)
        self._found.hide()

    def reload(self) -> None:
        """Show the newest backups in the data folder."""
        clear(self._kept.body)
        kept = backups.kept(self._workspace)[:_SHOWN]
        for one in kept:
            row = QHBoxLayout()
            row.addWidget(Label(one.made_at.strftime("%Y-%m-%d %H:%M"), parent=self))
            row.addWidget(Pill("ok", "已验证", self))
            row.addStretch(1)
            self._kept.body.addLayout(row)
        if not kept:
            self._kept.body.addWidget(Label("还没有备份；第一次关闭程序时会自动做一份。", "muted", parent=self))

    def _choose_target(self) -> None:
        name = f"支部备份-{self._workspace.today}{backups.SUFFIX}"
        path, _ = QFileDialog.getSaveFileName(self, "备份到", name, f"备份 (*{backups.SUFFIX})")
        if path:
            self._make(Path(path))

    def _make(self, path: Path) -> None:
        workspace = self._workspace

        def work(progress: tasks.Progress) -> BackupManifest:
            return backups.make_backup(workspace, path, lambda done, total: progress(done, total, "正在备份"))

        self._progress.begin("正在备份并验证…")
        task = tasks.run(
            work,
            owner=self,
            done=self._made,
            progress=self._progress.advance,
            ended=self._progress.finish,
            key="backup",
        )
        self._progress.cancelled.connect(task.cancel)

    def _made(self, manifest: BackupManifest) -> None:
        self.said.emit(f"已备份并核对：{backups.told(manifest)}。请安全弹出U盘。")
        self.reload()

    def _choose_backup(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "选择备份文件", "", f"备份 (*{backups.SUFFIX})")
        if path:
            self.restore_wanted.emit(Path(path))

    def _examine(self) -> None:
        workspace = self._workspace
        self._progress.begin("正在检查数据…", cancellable=False)
        tasks.run(lambda _: examine(workspace), owner=self, done=self._tell, ended=self._progress.finish, key="doctor")

    def _tell(self, report: DoctorReport) -> None:
        mark = {"passed": "✓", "warning": "!", "failed": "×"}
        self._found.setText("\n".join(f"{mark[one.result]} {one.title}：{one.detail}" for one in report.checks))
        self._found.show()
