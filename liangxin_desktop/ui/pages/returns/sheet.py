"""One return: its paper in the middle, the desk at the right. It is laid out beside the window."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liangxin_desktop.errors import CancelledError, LiangxinError
from liangxin_desktop.services.access import Access
from liangxin_desktop.services.preview import pictures
from liangxin_desktop.services.return_desk import ReturnLine, keep_note, note_of
from liangxin_desktop.services.returns import SignedReturn
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui import tasks
from liangxin_desktop.ui.dialogs.message import ReasonDialog
from liangxin_desktop.ui.guard import guarded, report
from liangxin_desktop.ui.pages.returns.errands import ReturnErrands
from liangxin_desktop.ui.pages.returns.front import Front
from liangxin_desktop.ui.pages.returns.layout_task import DraftSheet, fetch, lay_out
from liangxin_desktop.ui.pages.returns.listing import title_of
from liangxin_desktop.ui.pages.returns.panel import SigningPanel
from liangxin_desktop.ui.theme import GAP
from liangxin_desktop.ui.widgets.banner import Banner
from liangxin_desktop.ui.widgets.pdf_preview import PdfPreview

_KEY = "return-layout"
_NOTHING = "记下第一次组织生活后，这里会列出应报的报表。"


class ReturnSheet(QWidget):
    """`show_line` brings a return to the front. `signed(SignedReturn)` and `written(Changes)` after a write."""

    signed = Signal(object)
    written = Signal(object)

    def __init__(self, workspace: Workspace, access: Access, banner: Banner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._front: Front | None = None
        self._pdf = b""
        self.preview = PdfPreview(self)
        self.panel = SigningPanel(self)
        self.errands = ReturnErrands(workspace, access, banner, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.preview, 38)
        row.addWidget(self.panel, 35)
        self._connect()

    def _connect(self) -> None:
        panel, errands = self.panel, self.errands
        panel.noted.connect(self._note)
        panel.sign_wanted.connect(self._sign)
        panel.folder_wanted.connect(lambda: errands.to_folder(self._front.number if self._front else ""))
        panel.mail_wanted.connect(lambda: errands.to_mail(self._front.number if self._front else ""))
        panel.print_wanted.connect(self.print_it)
        panel.correction_wanted.connect(self._correct)
        panel.correction_dropped.connect(self._drop_correction)
        errands.signed.connect(self._on_signed)
        errands.written.connect(self.written)
        errands.failed.connect(lambda: panel.sign.setEnabled(True))

    def show_line(self, line: ReturnLine | None, *, corrected: bool = False, anew: bool = False) -> None:
        """Show a return: signed, or laid out as it would be signed now. None shows an empty desk.

        A correction under way goes on when its return is shown again, unless `anew`.
        """
        self.leave()
        before, self._front = self._front, Front(line) if line else None
        if line is None:
            self.panel.show_nothing()
            self.preview.clear(_NOTHING)
        elif before is not None and before.line.key == line.key and not anew:
            self._show(Front(line, before.reason), corrected)
        else:
            self.preview.clear("正在排版…")
            self._show(Front(line), corrected)

    @guarded
    def _show(self, front: Front, corrected: bool = False) -> None:
        self._front, entry = front, front.line.entry
        if entry is not None and not front.is_open:
            self.panel.show_signed(entry, corrected=corrected)
            tasks.run(
                partial(fetch, self._workspace, entry.number),
                owner=self,
                key=_KEY,
                done=lambda signed: self._show_pages(signed.pdf),
                failed=self._failed,
                supersede=True,
            )
            return
        note = note_of(self._workspace, front.line.kind, front.line.period)
        self.panel.show_waiting(note, correcting=front.reason is not None)
        self._lay_out(front)

    @guarded
    def leave(self) -> None:
        """Keep what was written in the note."""
        front = self._front
        if front is not None and front.is_open:
            keep_note(self._workspace, front.line.kind, front.line.period, self.panel.note.text())

    def print_it(self) -> None:
        """Print what is in front; what is not signed says on each page that it is a draft."""
        front = self._front
        if not self._pdf or front is None:
            return
        title = f"{title_of(front.line)} {front.line.period.title}"
        if front.is_open:
            wanted = front.order(self._workspace.today, self.panel.note.text())
            self.errands.print_draft(replace(wanted, draft=True), title)
        else:
            self.errands.to_printer(self._pdf, title)

    def _lay_out(self, front: Front) -> None:
        wanted = front.order(self._workspace.today, self.panel.note.text())
        work = partial(lay_out, self._workspace, wanted)
        tasks.run(work, owner=self, key=_KEY, done=self._show_draft, failed=self._failed, supersede=True)

    def _failed(self, error: LiangxinError) -> None:
        if not isinstance(error, CancelledError):
            self.preview.clear("这份报表现在排不出来，原因见上方。")
            report(error, self)

    def _show_draft(self, sheet: DraftSheet) -> None:
        self._show_pages(sheet.pdf)
        self.panel.show_draft(sheet)

    @guarded
    def _show_pages(self, pdf: bytes) -> None:
        self._pdf = pdf
        self.preview.show_pages(pictures(pdf))

    def _note(self) -> None:
        front = self._front
        if front is not None and front.is_open:
            self.leave()
            self._lay_out(front)

    def _sign(self) -> None:
        if self._front is not None:
            self.panel.sign.setEnabled(False)
            self.errands.sign(self._front.order(self._workspace.today, self.panel.note.text()))

    def _on_signed(self, signed: SignedReturn) -> None:
        self._front = None
        self.signed.emit(signed)

    def _correct(self) -> None:
        front = self._front
        if front is None:
            return
        reason = ReasonDialog.ask(
            self.window(),
            f"更正“{front.number}”",
            "更正另成一份报表，写明更正哪一份和原因；原来的一份保留不动。",
            label="更正原因（印在报表上）",
            action="开始更正",
        )
        if reason:
            self._show(Front(front.line, reason))

    def _drop_correction(self) -> None:
        if self._front is not None:
            self._show(Front(self._front.line))
