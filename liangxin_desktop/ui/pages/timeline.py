"""The 25 steps one below another under their five stages: done, under way, open, or waiting with what for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from liangxin_desktop.ui.models.listing import ListModel
from liangxin_desktop.ui.models.table import ROW_ROLE
from liangxin_desktop.ui.theme import Tone, current
from liangxin_desktop.ui.widgets.painted_list import PaintedList
from liangxin_desktop.ui.widgets.painting import draw_line, draw_ring, draw_words, words_height

_CIRCLE, _GUTTER, _PAD, _LINK = 22, 10, 5, 18
_MOST_LINES = 3
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class TimelineRow:
    """A heading (no `target`), a step, or an assessment. `sign` stands in the circle, `aside` at the right end.

    `link` stands below as something to click, which leads to the session of that id.
    """

    title: str
    small: str = ""
    aside: str = ""
    sign: str = ""
    tone: Tone = "quiet"
    target: object = None
    link: str = ""
    session: str = ""


class Timeline(PaintedList):
    """`picked(target)` when another row becomes current, `opened(target)` on Enter or a double click.

    `linked(session id)` when the link of a row is clicked.
    """

    picked = Signal(object)
    opened = Signal(object)
    linked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("timeline", parent)
        self.rows: ListModel[TimelineRow] = ListModel(_aloud, lambda row: row.target is not None)
        self._build()

    def _build(self) -> None:
        self.setAccessibleName("25个步骤")
        self.setModel(self.rows)
        self.setItemDelegate(_Lines(self))
        self.selectionModel().selectionChanged.connect(self._pick)
        self.doubleClicked.connect(lambda index: self.opened.emit(_target(index)))

    def show_rows(self, rows: Sequence[TimelineRow]) -> None:
        """Show these rows; none is current."""
        self.rows.set_rows(rows)

    def choose(self, target: object) -> None:
        """Make a row current and bring it into sight."""
        self.setCurrentIndex(self.rows.place(lambda row: row.target == target))

    def look_from(self, title: str) -> None:
        """Scroll so that the heading stands at the top."""
        self.doItemsLayout()
        self.scrollTo(self.rows.place(lambda row: row.title == title), QListView.ScrollHint.PositionAtTop)

    def _pick(self, now: QItemSelection) -> None:
        if now.indexes():
            self.picked.emit(_target(now.indexes()[0]))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(_target(self.currentIndex()))
            return
        super().keyPressEvent(event)

    def link_at(self, spot: QPoint) -> str:
        """The session to which the link at a spot of the viewport leads; empty where there is none."""
        index = self.indexAt(spot)
        row: TimelineRow | None = index.data(ROW_ROLE)
        on_it = row is not None and _link_area(QRectF(self.visualRect(index)), row).contains(QPointF(spot))
        return row.session if row is not None and on_it else ""

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = bool(self.link_at(event.position().toPoint()))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and (session := self.link_at(event.position().toPoint())):
            self.linked.emit(session)


class _Lines(QStyledItemDelegate):
    """Draws a heading, or a step: the circle, its name with the day, the small line below."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme, view = current(), self.parent()
        width = view.viewport().width() if isinstance(view, Timeline) else option.rect.width()
        row: TimelineRow = index.data(ROW_ROLE)
        if row.target is None:
            return QSize(width, theme.px(34))
        small = words_height(row.small, width - _indent() - theme.px(4), _MOST_LINES)
        return QSize(width, theme.px(2 * _PAD + 20) + small + _link_height(row) + theme.px(3))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: TimelineRow = index.data(ROW_ROLE)
        painter.save()
        area = QRectF(option.rect)
        if row.target is None:
            self._heading(painter, area, row)
        else:
            self._ground(painter, area, option)
            self._circle(painter, area, row)
            self._words(painter, area, row)
        painter.restore()

    def _heading(self, painter: QPainter, area: QRectF, row: TimelineRow) -> None:
        theme = current()
        draw_line(painter, area, row.title, theme.font(14, bold=True), theme.colour("ink"))
        draw_line(painter, area, row.aside, theme.font(12), theme.colour("muted"), Qt.AlignmentFlag.AlignRight)

    def _ground(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem) -> None:
        if not option.state & QStyle.StateFlag.State_Selected:
            return
        theme = current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("selection"))
        painter.drawRoundedRect(area, theme.px(6), theme.px(6))
        if option.state & QStyle.StateFlag.State_HasFocus:
            draw_ring(painter, area)

    def _circle(self, painter: QPainter, area: QRectF, row: TimelineRow) -> None:
        theme = current()
        side = theme.px(_CIRCLE)
        spot = QRectF(area.x() + theme.px(3), area.y() + theme.px(_PAD), side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(f"{row.tone}.fill"))
        painter.drawEllipse(spot)
        ink = theme.colour(f"{row.tone}.ink")
        draw_line(painter, spot, row.sign, theme.font(11, bold=True), ink, Qt.AlignmentFlag.AlignHCenter)

    def _words(self, painter: QPainter, area: QRectF, row: TimelineRow) -> None:
        theme = current()
        line = QRectF(area.x() + _indent(), area.y() + theme.px(_PAD), area.width() - _indent() - 4, theme.px(20))
        wide = QFontMetricsF(theme.font()).horizontalAdvance(row.aside)
        aside = QRectF(line.right() - wide - 1, line.y(), wide + 1, line.height())
        draw_line(painter, aside, row.aside, theme.font(), theme.colour("muted"), Qt.AlignmentFlag.AlignRight)
        title = line.adjusted(0, 0, -wide - theme.px(8), 0)
        draw_line(painter, title, row.title, theme.font(), theme.colour("ink"))
        high = area.bottom() - line.bottom() - theme.px(_PAD) - _link_height(row)
        below = QRectF(line.x(), line.bottom(), line.width(), high)
        draw_words(painter, below, row.small)
        if row.link:
            draw_line(painter, _link_area(area, row), row.link, theme.font(12), theme.colour("accent"))


def _link_area(area: QRectF, row: TimelineRow) -> QRectF:
    """Where the row's link stands: at the foot, as wide as its words."""
    if not row.link:
        return QRectF()
    theme = current()
    height = _link_height(row)
    room = area.width() - _indent() - theme.px(4)
    wide = min(QFontMetricsF(theme.font(12)).horizontalAdvance(row.link) + theme.px(4), room)
    return QRectF(area.x() + _indent(), area.bottom() - theme.px(_PAD) - height, wide, height)


def _link_height(row: TimelineRow) -> int:
    return current().px(_LINK) if row.link else 0


def _indent() -> int:
    return current().px(3 + _CIRCLE + _GUTTER)


def _target(index: QModelIndex) -> object:
    row: TimelineRow | None = index.data(ROW_ROLE)
    return row.target if row else None


def _aloud(row: TimelineRow) -> str:
    return "，".join(word for word in (row.title, row.aside, row.small, row.link) if word)
