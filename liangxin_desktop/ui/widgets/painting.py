"""What lists and tables draw alike: pills and clipped text, in the present theme."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from liangxin_desktop.ui.theme import Tone, current

_LEAST_WIDTH = 20


def pill_size(text: str) -> QSizeF:
    """How large a pill of that text is, in pixels."""
    theme = current()
    width = QFontMetricsF(theme.font(11, bold=True)).horizontalAdvance(text)
    return QSizeF(width + theme.px(16), theme.px(20))


def draw_pill(painter: QPainter, area: QRectF, text: str, tone: Tone) -> None:
    """A pill as the style sheet makes it, cut with "…" where the area is too narrow."""
    theme = current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(f"{tone}.fill"))
    painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
    draw_line(
        painter,
        area.adjusted(theme.px(6), 0, -theme.px(6), 0),
        text,
        theme.font(11, bold=True),
        theme.colour(f"{tone}.ink"),
        Qt.AlignmentFlag.AlignHCenter,
    )


def draw_hairline(painter: QPainter, area: QRectF) -> None:
    """The rule below a row, inside its area."""
    painter.fillRect(QRectF(area.x(), area.bottom() - 1, area.width(), 1), current().colour("hairline"))


def draw_ring(painter: QPainter, area: QRectF) -> None:
    """The ring of what has the keyboard, just inside its area."""
    theme = current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("focus"), 2))
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), theme.px(4), theme.px(4))


def draw_line(
    painter: QPainter,
    area: QRectF,
    text: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """One line in the middle of the area, cut with "…" where it is too long."""
    painter.setFont(font)
    painter.setPen(colour)
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width() + 1)
    painter.drawText(area, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


def words_height(text: str, width: float, most: int) -> int:
    """How high a small text stands over at most so many lines of that width, in pixels; 0 for none."""
    metrics = QFontMetricsF(current().font(12))
    return int(min(_high(metrics, text, width), most * metrics.lineSpacing()) + 1) if text else 0


def draw_words(painter: QPainter, area: QRectF, text: str) -> None:
    """A small text over as many lines as the area has room for, cut with "…" where they don't hold it."""
    theme = current()
    metrics = QFontMetricsF(theme.font(12))

    def is_too_long(count: int) -> bool:
        return _high(metrics, text[:count] + "…", area.width()) > area.height() + 1

    if _high(metrics, text, area.width()) > area.height() + 1:
        text = text[: max(bisect_left(range(len(text)), True, key=is_too_long) - 1, 0)] + "…"
    painter.setFont(theme.font(12))
    painter.setPen(theme.colour("muted"))
    painter.drawText(area, Qt.TextFlag.TextWordWrap, text)


def _high(metrics: QFontMetricsF, text: str, width: float) -> float:
    return metrics.boundingRect(QRectF(0, 0, max(width, _LEAST_WIDTH), 1e6), Qt.TextFlag.TextWordWrap, text).height()
