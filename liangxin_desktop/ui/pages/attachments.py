"""附件: files dropped, pasted or chosen become tiles; opened read-only, saved elsewhere, removed and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QFileDialog, QMenu, QVBoxLayout, QWidget

from liangxin_desktop.domain.sessions import Attachment
from liangxin_desktop.errors import LiangxinError, RefusedError
from liangxin_desktop.services import attachments
from liangxin_desktop.services.attachments import Incoming, Intake
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import report
from liangxin_desktop.ui.pages.intake import IntakePanel
from liangxin_desktop.ui.tasks import Progress, run
from liangxin_desktop.ui.widgets.attachment_tiles import AttachmentTiles
from liangxin_desktop.ui.widgets.basic import LinkButton

_TOLD = 3
"""So many refused files are named one by one."""
_FILTER = "照片和文件 (*.jpg *.jpeg *.png *.webp *.bmp *.gif *.tif *.tiff *.pdf *.docx *.xlsx *.txt);;所有文件 (*)"


class AttachmentsField(QWidget):
    """The files of one record. `touched` after every change by the user; `said(str)` tells what was done."""

    touched = Signal()
    said = Signal(str)
    arrived = Signal()
    """Files came in: the record that names them is to be kept at once."""
    paste_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._record = ""
        self._locked = True
        self._removed: list[tuple[int, Attachment]] = []
        self.tiles = AttachmentTiles(self)
        self.undo = LinkButton("", self.take_back, tip="Ctrl+Z", parent=self)
        self.intake = IntakePanel(workspace, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self.tiles, self.undo, self.intake):
            layout.addWidget(part)
        self._connect()

    def _connect(self) -> None:
        self.tiles.opened.connect(self.open)
        self.tiles.removal_wanted.connect(self.remove)
        self.tiles.undo_wanted.connect(self.take_back)
        self.tiles.adding.connect(self.choose)
        self.tiles.menu_wanted.connect(self._offer)

    def show_files(self, record: str, files: Sequence[Attachment], *, locked: bool) -> None:
        """Show the files of a record, by its id, without telling."""
        if record != self._record or locked:
            self._removed = []
        self._record, self._locked = record, locked
        self._show(files)

    def files(self) -> tuple[Attachment, ...]:
        """The files shown."""
        return self.tiles.items()

    def add(self, files: Sequence[Incoming], *, original: bool = False) -> None:
        """Judge and keep these beside the window, then show them; what is refused is told by name."""
        if self._locked or not files:
            return
        self.intake.take_in(files, original=original, done=partial(self._taken, self._record))

    def choose(self, *, original: bool = False) -> None:
        """Ask for files."""
        paths, _ = QFileDialog.getOpenFileNames(self, "添加附件", "", _FILTER)
        self.add([Incoming.file(Path(path)) for path in paths], original=original)

    def open(self, file: Attachment) -> None:
        """Show the file in the program that this machine has for it; what is changed there is not kept."""
        workspace = self._workspace
        run(lambda _: attachments.open_privately(workspace, file), owner=self, done=self._hand_over, key="attachment")

    def save(self, file: Attachment) -> None:
        """Ask where to, and write a copy there."""
        name, _ = QFileDialog.getSaveFileName(self, "附件另存为", file.name)
        if name:
            workspace = self._workspace
            run(
                lambda _: attachments.save_copy(workspace, file, Path(name)),
                owner=self,
                done=lambda path: self.said.emit(f"已写入并核对：{path}"),
            )

    def remove(self, file: Attachment) -> None:
        """Take the file off the record; it can be taken back as long as the record is on the desk."""
        files = list(self.files())
        self._removed.append((files.index(file), file))
        files.remove(file)
        self._show(files)
        self.touched.emit()

    def take_back(self) -> None:
        """Undo the last removal."""
        if self._removed and not self._locked:
            at, file = self._removed.pop()
            self._show([*self.files()[:at], file, *self.files()[at:]])
            self.tiles.setFocus()
            self.touched.emit()

    def _show(self, files: Sequence[Attachment]) -> None:
        self.tiles.set_items(files, locked=self._locked)
        self.undo.setVisible(bool(self._removed))
        if self._removed:
            self.undo.setText(f"撤销移除“{self._removed[-1][1].name[:16]}”")
        if files:
            work = partial(thumbnails, self._workspace, tuple(files))
            run(work, owner=self, done=self._draw, key=("thumbnails", id(self)), supersede=True)

    def _draw(self, pictures: dict[str, bytes]) -> None:
        for sha256, png in pictures.items():
            self.tiles.set_picture(sha256, QImage.fromData(png))

    def _taken(self, record: str, intake: Intake) -> None:
        if intake.taken and (record != self._record or self._locked):
            names = "、".join(file.name for file in intake.taken[:_TOLD])
            report(RefusedError(f"“{names}”没有加进去：已经转到别的记录。", "请回到原来的记录再添加一次。"), self)
            return
        known = {file.sha256 for file in self.files()}
        fresh = {file.sha256: file for file in intake.taken if file.sha256 not in known}
        if fresh:
            self._show([*self.files(), *fresh.values()])
            self.arrived.emit()
        twice = [RefusedError(f"“{file.name}”已经在附件里了。") for file in intake.taken if file.sha256 in known]
        if told := told_together([*intake.refused, *twice]):
            report(told, self)

    def _hand_over(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            report(RefusedError(f"这台电脑没有能打开“{path.name}”的程序。", "可以另存到别处，在其他电脑上打开。"), self)

    def _offer(self, file: Attachment | None, spot: QPoint) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        if file is not None:
            menu.addAction("打开\tEnter", partial(self.open, file))
            menu.addAction("另存为…", partial(self.save, file))
            if not self._locked:
                menu.addAction("移除\tDel", partial(self.remove, file))
        else:
            menu.addAction("选择文件…\tEnter", self.choose)
            menu.addAction("选择照片，保留原图…", partial(self.choose, original=True))
            menu.addAction("粘贴\tCtrl+V", self.paste_wanted.emit)
        menu.popup(spot)


def told_together(errors: Sequence[LiangxinError]) -> LiangxinError | None:
    """Several refusals as one; the first are named one by one."""
    if len(errors) <= 1:
        return errors[0] if errors else None
    more = f"另有{len(errors) - _TOLD}个文件也没有添加。" if len(errors) > _TOLD else ""
    return RefusedError("".join(error.title for error in errors[:_TOLD]) + more, errors[0].advice)


def thumbnails(workspace: Workspace, files: tuple[Attachment, ...], progress: Progress) -> dict[str, bytes]:
    """The thumbnails of those that have one; a file that is missing or damaged says so when it is opened."""
    found: dict[str, bytes] = {}
    for number, file in enumerate(files):
        progress(number, len(files))
        try:
            png = attachments.thumbnail_of(workspace, file)
        except LiangxinError:
            continue
        if png is not None:
            found[file.sha256] = png
    return found
