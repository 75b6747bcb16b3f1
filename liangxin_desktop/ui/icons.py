"""Line icons from resources/icons, drawn in the theme's colours at whatever size and scaling the screen asks for.

How to use: `button.setIcon(icon("printer"))`, `icon("house", colour="muted", active="accent")` where a checked button
turns to the second colour. The colour is looked up while painting, so a change of theme needs no new icons.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from liangxin_desktop.paths import resources
from liangxin_desktop.ui import theme

SIZE = 18
"""The side of an icon beside 13-pixel text, in pixels."""


def icon(name: str, colour: str = "ink", active: str = "") -> QIcon:
    """The icon of that name (a file of resources/icons). Raises FileNotFoundError for a name we don't carry."""
    _source(name)
    return QIcon(_LineIcon(name, colour, active or colour))


def paint(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Draw an icon into a rectangle, for widgets that paint themselves."""
    _renderer(name, colour.name()).render(painter, rect)


class _LineIcon(QIconEngine):
    def __init__(self, name: str, colour: str, active: str) -> None:
        super().__init__()
        self._name, self._colour, self._active = name, colour, active

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        wanted = self._active if state == QIcon.State.On else self._colour
        if mode == QIcon.Mode.Disabled:
            wanted = "disabled"
        paint(painter, self._name, QRectF(rect), theme.current().colour(wanted))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        if size.isEmpty():
            return QPixmap()  # a button that has no room yet
        image = QPixmap(size)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        self.paint(painter, QRect(QPoint(), size), mode, state)
        painter.end()
        return image

    def clone(self) -> QIconEngine:
        return _LineIcon(self._name, self._colour, self._active)


@cache
def _source(name: str) -> str:
    path = resources() / "icons" / f"{name}.svg"
    return path.read_text(encoding="utf-8")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    text = _source(name).replace("currentColor", colour).replace('stroke-width="2"', 'stroke-width="1.75"')
    return QSvgRenderer(QByteArray(text.encode()))
