"""示范阵地申报表: what the secretary writes and which pictures are shown on the left, the paper on the right."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from liangxin_desktop.domain.model_room import MOST_PICTURES
from liangxin_desktop.errors import LiangxinError
from liangxin_desktop.services.forms import PrintedForm, print_form
from liangxin_desktop.services.model_room import (
    ModelSheet,
    PictureChoice,
    keep_model_sheet,
    model_sheet,
    picture_choices,
)
from liangxin_desktop.services.preview import pictures
from liangxin_desktop.services.printing import write_form
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui import tasks
from liangxin_desktop.ui.dialogs.printing import ask_where, print_pdf
from liangxin_desktop.ui.guard import guarded, report
from liangxin_desktop.ui.pages.attachments import thumbnails
from liangxin_desktop.ui.theme import GAP, current, restyle
from liangxin_desktop.ui.widgets.basic import Button, Card, Label, PrimaryButton
from liangxin_desktop.ui.widgets.fields import LabelledField
from liangxin_desktop.ui.widgets.page import scrolling
from liangxin_desktop.ui.widgets.pdf_preview import PdfPreview
from liangxin_desktop.ui.widgets.text import AutoGrowTextEdit, printable

_TITLE = "示范阵地申报表"
_PDF = "PDF 文件 (*.pdf)"
_PAUSE = 700
_PICTURE = (48, 32)


class PictureChecks(QWidget):
    """A box to tick for each picture, its thumbnail beside; no more than the sheet holds. `touched` at every tick."""

    touched = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, QCheckBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, GAP, 0)
        self._column.setSpacing(6)
        self._column.addStretch(1)

    def show_choices(self, choices: tuple[PictureChoice, ...], chosen: tuple[str, ...]) -> None:
        """Offer these, with the ones chosen ticked."""
        for box in self.boxes.values():
            box.hide()
            box.deleteLater()
        self.boxes = {one.file.sha256: self._box(one, one.file.sha256 in chosen) for one in choices}
        for at, box in enumerate(self.boxes.values()):
            self._column.insertWidget(at, box)
        self._limit()

    def chosen(self) -> tuple[str, ...]:
        """The pictures ticked, by their SHA-256."""
        return tuple(key for key, box in self.boxes.items() if box.isChecked())

    def set_pictures(self, found: Mapping[str, bytes]) -> None:
        """Show what the files look like, PNG by SHA-256."""
        for key, box in self.boxes.items():
            if key in found:
                box.setIcon(QIcon(QPixmap.fromImage(QImage.fromData(found[key]))))

    def _box(self, choice: PictureChoice, on: bool) -> QCheckBox:
        box = QCheckBox(f"{choice.title}\n{choice.taken_on.isoformat()}", self)
        restyle(box, role="two-lines")
        box.setChecked(on)
        box.setIconSize(QSize(*(current().px(side) for side in _PICTURE)))
        box.setToolTip(f"{box.text()}　{choice.file.name}")
        box.toggled.connect(self._tick)
        return box

    def _tick(self) -> None:
        self._limit()
        self.touched.emit()

    def _limit(self) -> None:
        is_full = len(self.chosen()) >= MOST_PICTURES
        for box in self.boxes.values():
            box.setEnabled(box.isChecked() or not is_full)


class ModelSheetView(Card):
    """Keeps what is written while it is written. `left` to go back; `said(str)` when it was written or printed."""

    left = Signal()
    said = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(_TITLE, parent)
        self._workspace = workspace
        self._kept: ModelSheet | None = None
        self._form: PrintedForm | None = None
        self.special = AutoGrowTextEdit("与别处不同的做法、效果和群众评价；空着就留出横线手写", least=4, most=10)
        self.none = Label("", "small", wrap=True, parent=self)
        self.photos = PictureChecks(self)
        self.preview = PdfPreview(self)
        self.back = Button("返回", self.leave, parent=self)
        self.export = Button("导出 PDF…", self._export, parent=self)
        self.print_button = PrimaryButton("打印", self.print_it, tip="Ctrl+P", parent=self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._build()
        self._pause.timeout.connect(self.renew)
        self.special.textChanged.connect(self._pause.start)
        self.photos.touched.connect(self._pause.start)

    def _build(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(
            Label("其余各栏按记录自动填好：概况、六有、自查、活动室使用。", "small", wrap=True, parent=self)
        )
        column.addWidget(LabelledField("特色和做法", self.special))
        column.addWidget(self.none)
        column.addWidget(scrolling(self.photos), 1)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addLayout(column, 40)
        row.addWidget(self.preview, 60)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.export)
        foot.addWidget(self.print_button)
        self.body.setSpacing(GAP)
        self.body.addLayout(row, 1)
        self.body.addLayout(foot)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as one reads."""
        return [self.special, *self.photos.boxes.values(), self.preview, self.back, self.export, self.print_button]

    def show_sheet(self) -> None:
        """Show the sheet as it was left, laid out from the record of today."""
        sheet, choices = model_sheet(self._workspace), picture_choices(self._workspace)
        self.special.set_text(sheet.special)
        self.photos.show_choices(choices, sheet.pictures)
        self.none.setText(f"照片（从佐证和台账里选，最多{MOST_PICTURES}张）" if choices else "佐证和台账里还没有照片。")
        self._kept = sheet
        self._pause.stop()
        files = tuple(one.file for one in choices)
        if files:
            work = partial(thumbnails, self._workspace, files)
            tasks.run(work, owner=self, done=self.photos.set_pictures, key="model-pictures", supersede=True)
        self._lay_out()

    def keep(self) -> bool:
        """Keep what was changed. False when that failed, which the user is told."""
        self._pause.stop()
        sheet = ModelSheet(printable(self.special.text()).strip(), self.photos.chosen())
        if self._kept is None or sheet == self._kept:
            return True
        try:
            keep_model_sheet(self._workspace, sheet)
        except LiangxinError as error:
            report(error, self)
            return False
        self._kept = sheet
        return True

    def renew(self) -> None:
        """Keep what was changed, and lay the sheet out anew from the record as it is."""
        if self.keep():
            self._lay_out()

    def leave(self) -> None:
        """Back to the cards; what was written is kept."""
        if self.keep():
            self._kept = None
            self.preview.clear()
            self.left.emit()

    @guarded
    def print_it(self) -> None:
        """Send what the preview shows to the printer."""
        if self._form is not None and print_pdf(self, self._form.pdf, _TITLE):
            self.said.emit(f"{_TITLE}已送到打印机")

    @guarded
    def _export(self) -> None:
        form = self._form
        path = ask_where(self, f"导出{_TITLE}", form.file_name, _PDF) if form else None
        if form is not None and path is not None:
            self.said.emit(f"已导出到“{write_form(form, path).name}”")

    def _lay_out(self) -> None:
        self._take(None)
        tasks.run(
            lambda _progress: print_form(self._workspace, "model-room", None),
            owner=self,
            key="model-room",
            done=self._take,
            failed=self._failed,
            supersede=True,
        )

    @guarded
    def _take(self, form: PrintedForm | None) -> None:
        """Show the paper; what is not laid out yet can be neither printed nor exported."""
        self._form = form
        for button in (self.export, self.print_button):
            button.setEnabled(form is not None)
        if form is not None:
            self.preview.show_pages(pictures(form.pdf))

    def _failed(self, error: LiangxinError) -> None:
        self.preview.clear("申报表现在排不出来，原因见上方。")
        report(error, self)
