"""Files beside a record as small tiles: a picture of each, its name below, and a dashed one to add more.

tiles.set_items(attachments, locked=False); tiles.set_picture(sha256, image)
tiles.opened / removal_wanted / adding / menu_wanted
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPen,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from liangxin_desktop.domain.sessions import Attachment
from liangxin_desktop.ui.icons import paint
from liangxin_desktop.ui.theme import current, restyle
from liangxin_desktop.ui.widgets.painting import draw_line, draw_ring

_FEWEST, _WIDTH, _HEIGHT, _NAME, _GAP = 3, 92, 58, 18, 8
"""Tiles in a line, and the width, height and room for a name of one, for 13-pixel text."""
_FILE, _PICTURE = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
_ADD = "＋ 拖入"


class AttachmentTiles(QListView):
    """One stop of the Tab key; the arrows move, Enter opens or adds, Delete removes, the menu key offers the rest."""

    opened = Signal(object)
    removal_wanted = Signal(object)
    undo_wanted = Signal()
    adding = Signal()
    menu_wanted = Signal(object, QPoint)
    """The attachment, or None for the dashed tile, and where on the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = QStandardItemModel(self)
        self._locked = False
        self.welcoming = False
        self.across = _FEWEST
        restyle(self, role="plain")
        self.setAccessibleName("附件")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.viewport().setAcceptDrops(False)
        self.setAcceptDrops(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setModel(self._items)
        self.setItemDelegate(_TilePainter(self))
        self.clicked.connect(self._click)
        self.doubleClicked.connect(self._activate)

    def set_items(self, attachments: Sequence[Attachment], *, locked: bool) -> None:
        """Show these; the pictures that are known stay. A locked record takes nothing more."""
        pictures = {file.sha256: self._items.item(row).data(_PICTURE) for row, file in enumerate(self.items())}
        row = max(self.currentIndex().row(), 0)
        self._items.clear()
        for attachment in attachments:
            self._items.appendRow(_item(attachment, pictures.get(attachment.sha256)))
        if not locked:
            self._items.appendRow(_item(None, None))
        self._locked = locked
        self.setCurrentIndex(self._items.index(min(row, self._items.rowCount() - 1), 0))
        self._fit()

    def items(self) -> tuple[Attachment, ...]:
        """The attachments shown."""
        found = (self._items.item(row).data(_FILE) for row in range(self._items.rowCount()))
        return tuple(file for file in found if file is not None)

    def set_picture(self, sha256: str, image: QImage) -> None:
        """Show what the file looks like."""
        for row, file in enumerate(self.items()):
            if file.sha256 == sha256:
                self._items.item(row).setData(image, _PICTURE)

    def set_welcoming(self, welcoming: bool) -> None:
        """Files are being dragged over the record."""
        self.welcoming = welcoming
        self.viewport().update()

    def _fit(self) -> None:
        """As high as the lines of tiles; a line that holds nothing but the dashed tile has no names below."""
        theme, count = current(), self._items.rowCount()
        height = theme.px(_HEIGHT + _NAME) + _GAP
        self.across = max(_FEWEST, self.width() // theme.px(_WIDTH))
        self.setGridSize(QSize(max((self.width() - 2) // self.across, 1), height))
        lines = -(-count // self.across)
        bare = len(self.items()) % self.across == 0 and not self._locked
        self.setFixedHeight(max(lines * height - _GAP - (theme.px(_NAME) if bare else 0), 1))

    def _click(self, index: QModelIndex) -> None:
        if index.data(_FILE) is None:
            self.adding.emit()

    def _activate(self, index: QModelIndex) -> None:
        if (file := index.data(_FILE)) is not None:
            self.opened.emit(file)

    @override
    def event(self, event: QEvent) -> bool:
        """Taking back is the tiles' own while they have the keyboard, whatever the page does with the keys."""
        asked = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and not self._locked
        if isinstance(event, QKeyEvent) and asked and event.matches(QKeySequence.StandardKey.Undo):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        file = index.data(_FILE) if index.isValid() else None
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            self._activate(index)
            self._click(index)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and file is not None and not self._locked:
            self.removal_wanted.emit(file)
        elif event.matches(QKeySequence.StandardKey.Undo) and not self._locked:
            self.undo_wanted.emit()
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            spot = self.viewport().mapToGlobal(self.visualRect(index).center()) if by_key else event.globalPos()
            self.menu_wanted.emit(index.data(_FILE), spot)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()


def _item(file: Attachment | None, picture: object) -> QStandardItem:
    item = QStandardItem()
    item.setData(file, _FILE)
    item.setData(picture, _PICTURE)
    item.setEditable(False)
    item.setAccessibleText(f"附件 {file.name}" if file else "添加附件")
    item.setToolTip(f"{file.name}（回车打开，右键可另存）" if file else "拖入、粘贴或点一下选择：照片、PDF、文档、表格")
    return item


class _TilePainter(QStyledItemDelegate):
    """Tiles that reach from edge to edge of the column, a gap between them."""

    def __init__(self, tiles: AttachmentTiles) -> None:
        super().__init__(tiles)
        self._tiles = tiles

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = current()
        cell = QRectF(option.rect)
        across = self._tiles.across
        column = index.row() % across
        width = (self._tiles.viewport().width() - _GAP * (across - 1)) / across
        tile = QRectF(column * (width + _GAP), cell.y(), width, theme.px(_HEIGHT))
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        file = index.data(_FILE)
        if file is None:
            self._draw_empty(painter, tile)
        else:
            _draw_file(painter, tile, file, index.data(_PICTURE))
        focused = option.state & QStyle.StateFlag.State_HasFocus
        if focused and self._tiles.hasFocus():
            draw_ring(painter, tile)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return self._tiles.gridSize()

    def _draw_empty(self, painter: QPainter, tile: QRectF) -> None:
        theme = current()
        welcoming = self._tiles.welcoming
        pen = QPen(theme.colour("accent" if welcoming else "control"), 1.5 if welcoming else 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.colour("accent_tint" if welcoming else "field"))
        painter.drawRoundedRect(tile.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        draw_line(painter, tile, _ADD, theme.font(12), theme.colour("accent"), Qt.AlignmentFlag.AlignHCenter)


def _draw_file(painter: QPainter, tile: QRectF, file: Attachment, picture: QImage | None) -> None:
    theme = current()
    inner = tile.adjusted(0.5, 0.5, -0.5, -0.5)
    frame = QPainterPath()
    frame.addRoundedRect(inner, 6, 6)
    painter.fillPath(frame, theme.colour("column"))
    if picture is not None:
        painter.setClipPath(frame)
        _draw_picture(painter, tile, picture)
        painter.setClipping(False)
    else:
        _draw_kind(painter, tile, file)
    painter.setPen(theme.colour("line"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(frame)
    name = QRectF(tile.x(), tile.bottom(), tile.width(), theme.px(_NAME))
    draw_line(painter, name, file.name, theme.font(11), theme.colour("muted"), Qt.AlignmentFlag.AlignHCenter)


def _draw_picture(painter: QPainter, tile: QRectF, picture: QImage) -> None:
    """Fill the tile; of a tall page the upper part, of a wide picture the middle."""
    scale = max(tile.width() / picture.width(), tile.height() / picture.height())
    width, height = tile.width() / scale, tile.height() / scale
    painter.drawImage(tile, picture, QRectF((picture.width() - width) / 2, 0, width, height))


def _draw_kind(painter: QPainter, tile: QRectF, file: Attachment) -> None:
    theme = current()
    side = theme.px(20)
    spot = QRectF(tile.center().x() - side / 2, tile.y() + theme.px(10), side, side)
    paint(painter, "file-text", spot, theme.colour("muted"))
    below = QRectF(tile.x(), spot.bottom() + theme.px(2), tile.width(), theme.px(18))
    kind = Path(file.name).suffix.removeprefix(".").upper()
    draw_line(painter, below, kind, theme.font(10, bold=True), theme.colour("muted"), Qt.AlignmentFlag.AlignHCenter)
