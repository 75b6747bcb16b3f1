"""Attendance over twelve months as a line, on an axis that begins no lower than it must."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from liangxin_desktop.ui.theme import current
from liangxin_desktop.ui.widgets.painting import draw_line, draw_ring


@dataclass(frozen=True)
class Point:
    """A month and its value in per cent; None where nothing was held, which leaves a gap."""

    label: str
    value: float | None


def axis_floor(values: Sequence[float]) -> int:
    """Where the axis begins: 80, or the tens at or below the least value."""
    return min(80, math.floor(min(values, default=80) / 10) * 10)


class LineChart(QWidget):
    """`chart.set_points([Point("2025年12月", 91.4), …])`. Left and Right read the months one by one."""

    def __init__(self, name: str = "出席率", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._points: tuple[Point, ...] = ()
        self._at = -1
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_points(self, points: Sequence[Point]) -> None:
        """Show these, oldest first."""
        self._points = tuple(points)
        self._at = -1
        self.setAccessibleDescription("；".join(self._words(p) for p in self._points))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(current().px(400), current().px(120))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(200), current().px(76))

    def _words(self, point: Point) -> str:
        return f"{point.label} " + (f"{point.value:.1f}%" if point.value is not None else "没有记录")

    def _floor(self) -> int:
        return axis_floor([p.value for p in self._points if p.value is not None])

    def _plot(self) -> QRectF:
        """Where the lines are: below the words of the axis, above the months."""
        theme = current()
        return QRectF(self.rect()).adjusted(theme.px(4), theme.px(18), -theme.px(10), -theme.px(22))

    def _spot(self, index: int, value: float) -> QPointF:
        plot, floor = self._plot(), self._floor()
        left = current().px(6)
        step = (plot.width() - left) / max(len(self._points) - 1, 1)
        height = (value - floor) / (100 - floor)
        return QPointF(plot.x() + left + step * index, plot.bottom() - plot.height() * height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._axis(painter)
        self._line(painter)
        self._months(painter)
        self._reading(painter)

    def _axis(self, painter: QPainter) -> None:
        theme, plot, floor = current(), self._plot(), self._floor()
        for value in (100, (100 + floor) // 2, floor):
            y = self._spot(0, value).y()
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(plot.x(), y), QPointF(plot.right(), y))
            words = QRectF(plot.x(), y - theme.px(16), theme.px(60), theme.px(16))
            draw_line(painter, words, f"{value}%", theme.font(10), theme.colour("muted"))

    def _line(self, painter: QPainter) -> None:
        theme = current()
        spots = [None if p.value is None else self._spot(i, p.value) for i, p in enumerate(self._points)]
        painter.setPen(QPen(theme.colour("accent"), theme.px(2), c=Qt.PenCapStyle.RoundCap))
        for here, there in pairwise(spots):
            if here and there:
                painter.drawLine(here, there)
        painter.setBrush(theme.colour("accent"))
        for at, spot in enumerate(spots):
            if spot and all(near is None for near in (*spots[max(at - 1, 0) : at], *spots[at + 1 : at + 2])):
                painter.drawEllipse(spot, 2, 2)

    def _months(self, painter: QPainter) -> None:
        theme = current()
        for at, point in enumerate(self._points):
            if at % 3 == 2 or len(self._points) <= 4:
                spot = self._spot(at, self._floor())
                words = QRectF(spot.x() - theme.px(40), spot.y() + 2, theme.px(80), theme.px(18))
                words.moveRight(min(words.right(), self.width()))
                side = Qt.AlignmentFlag.AlignRight if words.right() >= self.width() else Qt.AlignmentFlag.AlignHCenter
                draw_line(painter, words, point.label, theme.font(10), theme.colour("muted"), side)

    def _reading(self, painter: QPainter) -> None:
        """The month read by the keyboard: its spot and words, and the ring."""
        theme = current()
        if not self.hasFocus():
            return
        draw_ring(painter, QRectF(self.rect()))
        if not 0 <= self._at < len(self._points):
            return
        point = self._points[self._at]
        if point.value is not None:
            painter.drawEllipse(self._spot(self._at, point.value), 4, 4)
        words = QRectF(0, 0, self.width() - theme.px(8), theme.px(18))
        align = Qt.AlignmentFlag.AlignRight
        draw_line(painter, words, self._words(point), theme.font(11, bold=True), theme.colour("ink"), align)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._points:
            super().keyPressEvent(event)
            return
        start = len(self._points) if self._at < 0 and step < 0 else self._at
        self._at = min(max(start + step, 0), len(self._points) - 1)
        self.setAccessibleName(f"{self._name}：{self._words(self._points[self._at])}")
        self.update()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._points:
            near = min(range(len(self._points)), key=lambda i: abs(self._spot(i, 100).x() - event.pos().x()))
            QToolTip.showText(event.globalPos(), self._words(self._points[near]), self)
            return True
        return super().event(event)
