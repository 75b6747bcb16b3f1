"""Pages of paper on a desk, drawn from pictures that come one after another.

preview.show_pages(services.return_pages(number))     # an iterator of (width, height, RGBA bytes): pulled as needed
preview.clear("还没有生成"); preview.add_page(width, height, rgba)   # or pushed, from a task's progress
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from liangxin_desktop.ui.theme import restyle
from liangxin_desktop.ui.widgets.basic import Label

PageImage = tuple[int, int, bytes]
"""Width and height in pixels, and 4 × width × height bytes of red, green, blue, alpha."""

_A4 = 794
"""The width of the paper at 96 dots an inch, in pixels."""
_WIDEST = 1100
_MARGIN, _GAP = 16, 14
_ZOOM_STEPS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)


class Paper(QWidget):
    """One page. Its width is given, its height follows."""

    def __init__(self, image: QImage, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = image
        self.setAccessibleName(f"第 {number} 页")

    def set_width(self, width: int) -> None:
        """So wide, in pixels of the window."""
        self.setFixedSize(width, round(width * self._image.height() / max(self._image.width(), 1)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        target = self.size() * self.devicePixelRatioF()
        if target.width() < self._image.width():
            mode = Qt.TransformationMode.SmoothTransformation
            painter.drawImage(QRectF(self.rect()), self._image.scaled(target, mode=mode))
        else:
            painter.drawImage(QRectF(self.rect()), self._image)


class _Desk(QWidget):
    """The papers one below another, or a word in their place."""

    def __init__(self) -> None:
        super().__init__()
        self.papers: list[Paper] = []
        self._words = Label("", "muted", wrap=True, parent=self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._column.setSpacing(_GAP)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column.addWidget(self._words)
        self._column.addStretch(1)
        restyle(self, role="desk")

    def clear(self, words: str) -> None:
        for paper in self.papers:
            self._column.removeWidget(paper)
            paper.setParent(None)
            paper.deleteLater()
        self.papers = []
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def add(self, paper: Paper) -> None:
        self.papers.append(paper)
        self._words.hide()
        self._column.insertWidget(self._column.count() - 1, paper, 0, Qt.AlignmentFlag.AlignHCenter)

    def at(self, y: int) -> int:
        """Which paper lies at that height, from 0."""
        return max((at for at in range(len(self.papers)) if self.top(at) <= y), default=0)

    def top(self, index: int) -> int:
        """Where that paper begins, also before the layout has put it there."""
        return _MARGIN + sum(paper.height() + _GAP for paper in self.papers[:index])


class PdfPreview(QScrollArea):
    """The pages one below another, as wide as the desk, or at a zoom. PgUp and PgDn turn pages, Ctrl + - 0 zoom."""

    page_changed = Signal(int, int)
    """The page in sight, from 1, and how many have come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting: Iterator[PageImage] = iter(())
        self._zoom = 0.0
        self._desk = _Desk()
        self._pull = QTimer(self, singleShot=True, interval=0)
        restyle(self, role="desk")
        self.setAccessibleName("预览")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWidget(self._desk)
        self._pull.timeout.connect(self._take_next)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def clear(self, words: str = "") -> None:
        """Take the pages away, and say why there are none."""
        self._waiting = iter(())
        self._desk.clear(words)

    def show_pages(self, pages: Iterable[PageImage]) -> None:
        """Show these instead. The next page is asked for only when it is about to come into sight."""
        self.clear()
        self.verticalScrollBar().setValue(0)
        self._waiting = iter(pages)
        self._pull.start()

    def add_page(self, width: int, height: int, rgba: bytes) -> None:
        """Put a further page below the others. Raises ValueError when the bytes don't fit the size."""
        if len(rgba) != 4 * width * height:
            raise ValueError(f"{len(rgba)} bytes are no picture of {width} x {height}")
        image = QImage(rgba, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
        paper = Paper(image, self.pages() + 1, self._desk)
        paper.set_width(self._width())
        self._desk.add(paper)
        self._scrolled()

    def pages(self) -> int:
        """How many pages have come."""
        return len(self._desk.papers)

    def set_zoom(self, zoom: float) -> None:
        """1.0 is the paper's size on a screen of 96 dots an inch; 0 fits the width of the desk."""
        self._zoom = zoom
        for paper in self._desk.papers:
            paper.set_width(self._width())
        self._pull.start()

    def turn(self, by: int) -> None:
        """Bring the page so many further to the top."""
        if self._desk.papers:
            at = min(max(self._in_sight() + by, 0), self.pages() - 1)
            self.verticalScrollBar().setValue(self._desk.top(at) - _MARGIN // 2)

    def _width(self) -> int:
        if self._zoom:
            return round(_A4 * self._zoom)
        return min(max(self.viewport().width() - 2 * _MARGIN, 100), _WIDEST)

    def _take_next(self) -> None:
        """Pull one page if it is near, and look again after it was laid out."""
        bar = self.verticalScrollBar()
        if self.pages() and bar.maximum() - bar.value() > 2 * self.viewport().height():
            return
        page = next(self._waiting, None)
        if page is not None:
            self.add_page(*page)
            self._pull.start()

    def _scrolled(self) -> None:
        self._pull.start()
        self.page_changed.emit(self._in_sight() + 1, self.pages())

    def _in_sight(self) -> int:
        return self._desk.at(self.verticalScrollBar().value() + self.viewport().height() // 3)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.set_zoom(self._zoom)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in _ZOOM_KEYS:
            self._step_zoom(_ZOOM_KEYS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.turn(1 if event.key() == Qt.Key.Key_PageDown else -1)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.turn(-self.pages() if event.key() == Qt.Key.Key_Home else self.pages())
        else:
            super().keyPressEvent(event)

    def _step_zoom(self, by: int) -> None:
        """The next step of zoom up or down from what is seen now; 0 goes back to the width of the desk."""
        now = self._width() / _A4
        if by > 0:
            self.set_zoom(next((step for step in _ZOOM_STEPS if step > now + 0.01), _ZOOM_STEPS[-1]))
        elif by < 0:
            self.set_zoom(next((step for step in reversed(_ZOOM_STEPS) if step < now - 0.01), _ZOOM_STEPS[0]))
        else:
            self.set_zoom(0)


_ZOOM_KEYS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
