"""核验收到的 PDF: the verdict on each file, and every check that led to it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.verdicts import Check, CheckResult, Verdict, VerifyResult, grouped
from liangxin_desktop.services.identity import enrol
from liangxin_desktop.services.returns import trusted_certificates, verify_files
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui import tasks
from liangxin_desktop.ui.dialogs.printing import ask_folder
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.models.table import Column, SortFilter, TableModel
from liangxin_desktop.ui.theme import GAP, Tone, current
from liangxin_desktop.ui.widgets.banner import Banner
from liangxin_desktop.ui.widgets.basic import Button, Card, EmptyState, PrimaryButton
from liangxin_desktop.ui.widgets.facts import FactGrid
from liangxin_desktop.ui.widgets.file_drop import FileDrop
from liangxin_desktop.ui.widgets.progress import ProgressPanel
from liangxin_desktop.ui.widgets.records import Line, Record, RecordList
from liangxin_desktop.ui.widgets.table import TableView

_LIST_WIDTH = 400
_WORDS: dict[Verdict, tuple[str, Tone]] = {
    Verdict.VALID: ("有效", "ok"),
    Verdict.UNTRUSTED: ("未登记", "warn"),
    Verdict.ALTERED: ("被改动", "bad"),
    Verdict.CHANGED_AFTER_SIGNING: ("被追加", "bad"),
    Verdict.UNSIGNED: ("没有签名", "warn"),
    Verdict.NOT_A_RETURN: ("不是报表", "quiet"),
    Verdict.UNREADABLE: ("无法读取", "bad"),
}
_RESULTS: dict[CheckResult, tuple[str, Tone]] = {
    CheckResult.PASSED: ("通过", "ok"),
    CheckResult.FAILED: ("不通过", "bad"),
    CheckResult.NOT_RUN: ("未做", "quiet"),
}
_BANNERS: dict[Tone, Tone] = {"ok": "ok", "warn": "warn", "bad": "bad", "quiet": "info", "info": "info"}


class VerifyView(QWidget):
    """Files received, judged. `changed(Changes)` after a certificate was enrolled, `closed` to go back."""

    changed = Signal(object)
    closed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._paths: tuple[Path, ...] = ()
        self._results: tuple[VerifyResult, ...] = ()
        self.files = RecordList("收到的报表", self)
        self.verdict = Banner(self, closable=False)
        self.enrolled = Banner(self)
        self.facts = FactGrid("签名人和报表", self)
        self._model = TableModel(_COLUMNS)
        self.table = TableView("各项检查", self)
        self._empty = EmptyState(
            "把收到的报表 PDF（或放报表的文件夹）拖到这里，或点上面的按钮选择。", icon_name="shield-check"
        )
        self._progress = ProgressPanel(self)
        self._folder = Button("选择文件夹", self._choose_folder, parent=self)
        self._pick = PrimaryButton("选择文件", self.choose, parent=self)
        self._enrolling = Button(
            "登记证书", self._enrol, tip="登记对方的证书（.pem、.cer），以后认它的签名", parent=self
        )
        self._back = Button("返回", self.closed.emit, tip="回到报表清单（Esc）", parent=self)
        self._build()
        self.files.chosen.connect(self._show)
        FileDrop(self, (".pdf",), folders=True).dropped.connect(self.look_at)

    def _build(self) -> None:
        left, right = Card("收到的报表", self, padding=12), Card("核验结果", self)
        left.setFixedWidth(current().px(_LIST_WIDTH))
        left.body.addWidget(self._progress)
        left.body.addWidget(self.files, 1)
        left.body.addWidget(self._empty, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._folder)
        foot.addWidget(self._pick)
        foot.addStretch(1)
        left.body.addLayout(foot)
        right.head.addWidget(self._enrolling)
        right.head.addWidget(self._back)
        self.table.set_model(SortFilter(self._model), [150, 84, 0], -1)
        for widget in (self.enrolled, self.verdict, self.facts):
            right.body.addWidget(widget)
            widget.hide()
        right.body.addWidget(self.table, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(left)
        row.addWidget(right, 1)
        self.files.hide()

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.files, self._folder, self._pick, self._enrolling, self._back, self.table]

    @guarded
    def choose(self) -> None:
        """Ask for the files to look at."""
        chosen, _ = QFileDialog.getOpenFileNames(self, "选择收到的报表", "", "PDF 文件 (*.pdf)")
        if chosen:
            self.look_at(tuple(Path(one) for one in chosen))

    @guarded
    def _choose_folder(self) -> None:
        folder = ask_folder(self, "选择放报表的文件夹")
        if folder is not None:
            self.look_at((folder,))

    def look_at(self, paths: Sequence[Path]) -> None:
        """Judge these files; a folder means every PDF in it."""
        self._paths = tuple(paths)
        work, chosen = self._workspace, self._paths
        self._progress.begin("正在核验…", cancellable=False)
        tasks.run(
            lambda _progress: verify_files(chosen, trusted_certificates(work), work.today),
            owner=self,
            key="return-verify",
            done=self._show_results,
            ended=self._progress.finish,
            supersede=True,
        )

    def _show_results(self, results: tuple[VerifyResult, ...]) -> None:
        self._results = results
        self.files.set_records([_record(number, result) for number, result in enumerate(results)])
        self.files.setVisible(bool(results))
        self._empty.setVisible(not results)
        self.files.choose(0)
        self._show(0)
        self.files.setFocus()

    def _show(self, number: object) -> None:
        result = self._results[int(str(number))]
        _, tone = _WORDS[result.verdict]
        self.verdict.show_message(_BANNERS[tone], label("verdict", result.verdict), Path(result.file).name)
        self.facts.set_facts(_facts(result))
        self._model.set_rows(list(result.checks))

    @guarded
    def _enrol(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "登记证书", "", "证书 (*.pem *.cer *.crt)")
        if chosen:
            facts, changes = enrol(self._workspace, Path(chosen))
            self._told_enrolled(f"{facts.name}（{facts.branch}），指纹 {facts.printed_fingerprint}", changes)

    def _told_enrolled(self, words: str, changes: Changes) -> None:
        self.changed.emit(changes)
        self.enrolled.show_message("ok", "已登记证书，以后认它的签名。", words)
        if self._paths:
            self.look_at(self._paths)


def _record(number: int, result: VerifyResult) -> Record:
    word, tone = _WORDS[result.verdict]
    claimed = result.return_
    what = f"{label('return_kind', claimed.kind)} {claimed.period}" if claimed else "—"
    return Record(number, (Line(Path(result.file).name, word, tone), Line(what, result.branch or "")))


def _facts(result: VerifyResult) -> list[tuple[str, str]]:
    """Who signed what and when; claims only, unless the verdict is good."""
    facts = []
    if result.return_:
        facts.append(("编号", result.return_.number))
    if result.signer:
        facts.append(("签名人", f"{result.signer}（{result.branch or ''}）"))
    if result.signed_at:
        facts.append(("签名时间", f"{result.signed_at:%Y-%m-%d %H:%M}"))
    if result.fingerprint:
        facts.append(("证书指纹", grouped(result.fingerprint.upper())))
    return facts


_COLUMNS: list[Column[Check]] = [
    Column("检查", lambda check: label("check", check.name)),
    Column("结果", lambda check: _RESULTS[check.result][0], tone=lambda check: _RESULTS[check.result][1]),
    Column("看到的情况", lambda check: check.detail, tooltip=lambda check: check.detail),
]
