"""What is done with a return: signed, written to a stick, put into a mail draft, printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.errors import LiangxinError
from liangxin_desktop.services.access import Access
from liangxin_desktop.services.mail import mark_sent, write_mail
from liangxin_desktop.services.return_desk import deliver_to, keep_note
from liangxin_desktop.services.returns import (
    ReturnOrder,
    SignedReturn,
    compile_return,
    draft_pages,
    sign_and_record,
)
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui import tasks
from liangxin_desktop.ui.dialogs.message import PasswordDialog
from liangxin_desktop.ui.dialogs.printing import ask_folder, print_pdf
from liangxin_desktop.ui.guard import guarded, report
from liangxin_desktop.ui.widgets.banner import Banner
from liangxin_desktop.ui.widgets.progress import ProgressPanel


class ReturnErrands(QWidget):
    """Does it, with progress on `panel`; a word of success on `banner`. `signed(SignedReturn)`, `written(Changes)`."""

    signed = Signal(object)
    written = Signal(object)
    failed = Signal()

    def __init__(self, workspace: Workspace, access: Access, banner: Banner, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace, self._access, self._banner = workspace, access, banner
        self.panel = ProgressPanel(parent)
        self.hide()

    @guarded
    def sign(self, wanted: ReturnOrder) -> None:
        """Sign and record, once the password was given a moment ago or is given now."""
        if not self._may_sign():
            self.failed.emit()
            return
        work = self._workspace

        def sign_it(_progress: tasks.Progress) -> SignedReturn:
            signed = sign_and_record(work, wanted)
            keep_note(work, wanted.kind, wanted.period, "")
            return signed

        self._run(sign_it, self.signed.emit, "正在签名…", "return-sign")

    @guarded
    def to_folder(self, number: str) -> None:
        """Write the signed file into a folder, such as a stick's, and compare it."""
        folder = ask_folder(self, "写入U盘或文件夹")
        if folder is not None:
            work = self._workspace
            self._run(lambda _p: deliver_to(work, number, folder), self._delivered, "正在写入并核对…", "return-deliver")

    @guarded
    def to_mail(self, number: str) -> None:
        """Write a mail draft; it counts as handed in once the user says that it was sent."""
        folder = ask_folder(self, "邮件草稿存到哪里")
        if folder is not None:
            path = write_mail(self._workspace, number, folder)
            self._banner.show_message(
                "info",
                f"邮件草稿已写好：{path.name}",
                "请用邮件程序打开它，填上收件人并发出；发出后点右边的“已发出”。",
                "已发出",
                lambda: self._sent(number),
            )

    @guarded
    def print_draft(self, wanted: ReturnOrder, title: str) -> None:
        """Lay out what is not signed as a draft, and print it."""
        work = self._workspace
        self._run(
            lambda _p: draft_pages(compile_return(work, wanted)),
            lambda pdf: self.to_printer(pdf, title),
            "正在排版草稿…",
            "return-print",
        )

    @guarded
    def to_printer(self, pdf: bytes, title: str) -> None:
        """Print the pages in front."""
        if print_pdf(self, pdf, title):
            self._banner.show_message("ok", "已送到打印机。")

    def _may_sign(self) -> bool:
        if self._access.is_fresh():
            return True
        given = PasswordDialog.ask(
            self.window(),
            "签名前请再输入一次口令",
            self._access.give,
            text="签名后内容锁定，只能用更正来改。",
            action="签名",
        )
        return given is not None

    def _delivered(self, result: tuple[Path, Changes]) -> None:
        path, changes = result
        self.written.emit(changes)
        self._banner.show_message("ok", "已写入并核对，请安全弹出。", str(path))

    @guarded
    def _sent(self, number: str) -> None:
        self._banner.hide()
        self.written.emit(mark_sent(self._workspace, number))

    def _run(self, work: Callable[[tasks.Progress], object], done: Callable[[Any], None], words: str, key: str) -> None:
        self._banner.hide()
        self.panel.begin(words, cancellable=False)
        tasks.run(work, owner=self, key=key, done=done, failed=self._told, ended=self.panel.finish)

    def _told(self, error: LiangxinError) -> None:
        self.failed.emit()
        report(error, self)
