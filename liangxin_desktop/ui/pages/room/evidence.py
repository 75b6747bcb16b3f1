"""The evidence on a card: two pictures, and a dashed tile that takes more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from liangxin_desktop.domain.sessions import Attachment
from liangxin_desktop.ui.icons import paint
from liangxin_desktop.ui.theme import GAP_S, current
from liangxin_desktop.ui.widgets.painting import draw_line, draw_ring

_HEIGHT, _ACROSS, _RADIUS = 80, 3, 6
_ADD = "＋ 佐证"


class EvidenceTile(QAbstractButton):
    """A file as a picture, or the dashed tile when `file` is None."""

    def __init__(self, file: Attachment | None, more: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file, self._more = file, more
        self._picture: QImage | None = None
        self._welcoming = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_picture(self, picture: QImage) -> None:
        """What the file looks like."""
        self._picture = picture
        self.update()

    def set_welcoming(self, welcoming: bool) -> None:
        """Files are held over the card."""
        self._welcoming = welcoming
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(current().px(90), current().px(_HEIGHT))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, area = QPainter(self), QRectF(self.rect())
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if self.file is None:
            self._draw_empty(painter, area)
        else:
            self._draw_file(painter, area, self.file)
        if self.hasFocus():
            draw_ring(painter, area)

    def _draw_empty(self, painter: QPainter, area: QRectF) -> None:
        theme, warm = current(), self._welcoming or self.underMouse()
        painter.setPen(QPen(theme.colour("accent" if warm else "control"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(theme.colour("accent_tint" if self._welcoming else "field"))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        draw_line(painter, area, _ADD, theme.font(), theme.colour("accent"), Qt.AlignmentFlag.AlignHCenter)

    def _draw_file(self, painter: QPainter, area: QRectF, file: Attachment) -> None:
        theme, frame = current(), QPainterPath()
        frame.addRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        painter.fillPath(frame, theme.colour("column"))
        painter.setClipPath(frame)
        if self._picture is not None and not self._picture.isNull():
            _draw_picture(painter, area, self._picture)
        else:
            _draw_kind(painter, area, file)
        if self._more:
            self._draw_more(painter, area)
        painter.setClipping(False)
        painter.setPen(theme.colour("line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(frame)

    def _draw_more(self, painter: QPainter, area: QRectF) -> None:
        theme = current()
        words = QRectF(area.right() - theme.px(44), area.bottom() - theme.px(22), theme.px(40), theme.px(18))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(words, 4, 4)
        draw_line(painter, words, f"+{self._more}", theme.font(11), theme.colour("ink"), Qt.AlignmentFlag.AlignHCenter)


class EvidenceStrip(QWidget):
    """Tiles in a line. `opened(Attachment)`; `adding()` when the dashed one is pressed."""

    opened = Signal(object)
    adding = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.tiles: list[EvidenceTile] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP_S)

    def set_files(self, files: Sequence[Attachment]) -> None:
        """Show the newest two, and how many there are besides."""
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        shown = list(files[-2:])
        self.tiles = [self._tile(file, len(files) - 2 if file is shown[-1] else 0) for file in shown]
        self.tiles.append(self._tile(None, 0))
        for tile in self.tiles:
            self._row.addWidget(tile, 1)
        for _ in range(_ACROSS - len(self.tiles)):
            self._row.addWidget(QWidget(self), 1)

    def set_pictures(self, pictures: Mapping[str, bytes]) -> None:
        """Show what the files look like, PNG by SHA-256."""
        for tile in self.tiles:
            if tile.file is not None and tile.file.sha256 in pictures:
                tile.set_picture(QImage.fromData(pictures[tile.file.sha256]))

    def set_welcoming(self, welcoming: bool) -> None:
        """Files are held over the card."""
        self.tiles[-1].set_welcoming(welcoming)

    def _tile(self, file: Attachment | None, more: int) -> EvidenceTile:
        tile = EvidenceTile(file, max(more, 0), self)
        if file is None:
            tile.setAccessibleName(f"添加佐证：{self._title}")
            tile.setToolTip("拖入、粘贴或点一下选择：照片、PDF、文档、表格")
            tile.clicked.connect(self.adding)
        else:
            tile.setAccessibleName(f"佐证 {file.name}")
            tile.setToolTip(f"{file.name}（点一下打开）")
            tile.clicked.connect(lambda: self.opened.emit(file))
        return tile


def _draw_picture(painter: QPainter, area: QRectF, picture: QImage) -> None:
    """Fill the tile with the middle of the picture."""
    scale = max(area.width() / picture.width(), area.height() / picture.height())
    width, height = area.width() / scale, area.height() / scale
    part = QRectF((picture.width() - width) / 2, (picture.height() - height) / 2, width, height)
    painter.drawImage(area, picture, part)


def _draw_kind(painter: QPainter, area: QRectF, file: Attachment) -> None:
    theme = current()
    side = theme.px(22)
    spot = QRectF(area.center().x() - side / 2, area.center().y() - side, side, side)
    paint(painter, "file-text", spot, theme.colour("muted"))
    below = QRectF(area.x(), spot.bottom() + theme.px(4), area.width(), theme.px(18))
    kind = Path(file.name).suffix.removeprefix(".").upper()
    draw_line(painter, below, kind, theme.font(10, bold=True), theme.colour("muted"), Qt.AlignmentFlag.AlignHCenter)
