"""The small parts every page is made of: cards, pills, titles, buttons, figure tiles, empty states."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from liangxin_desktop.ui.icons import SIZE, icon, paint
from liangxin_desktop.ui.theme import GAP, GAP_S, Tone, current, restyle

PADDING = 16
"""From a card's border to what stands in it, in pixels."""
_TILE_PADDING, _BEFORE_UNIT = 12, 6


class Label(QLabel):
    """Plain text in a role of the style sheet: `title`, `section`, `strong`, `muted`, `small`, `label`, `figure`."""

    def __init__(self, text: str = "", role: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setIndent(0)
        self.setWordWrap(wrap)
        if role:
            restyle(self, role=role)


class SectionTitle(Label):
    """The 14-pixel heading inside a card."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "section", parent=parent)


class Pill(Label):
    """A short word on a tinted ground; the word says what the colour says. `Pill("ok", "已定稿")`."""

    def __init__(self, tone: Tone = "quiet", text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "pill", parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(tone, text)

    def set(self, tone: Tone, text: str) -> None:
        """Say something else. An empty text hides the pill."""
        self.setText(text)
        if not text:
            self.hide()
        elif self.parent() is not None:
            self.show()
        restyle(self, tone=tone)


class Button(QPushButton):
    """An ordinary button, 32 pixels high. `Button("打印记录", self._print, icon_name="printer")`."""

    role = ""

    def __init__(
        self,
        text: str,
        clicked: Callable[[], object] | None = None,
        *,
        icon_name: str = "",
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(tip)
        if self.role:
            restyle(self, role=self.role)
        if icon_name:
            self.setIcon(icon(icon_name, "on_accent" if self.role == "primary" else "ink"))
        if clicked is not None:
            self.clicked.connect(clicked)


class PrimaryButton(Button):
    """The one button of a page or dialog that does what the page is for."""

    role = "primary"


class LinkButton(Button):
    """An action in the accent colour without a border: `LinkButton("去记录 ›", ...)`."""

    role = "link"

    def __init__(
        self, text: str, clicked: Callable[[], object] | None = None, *, tip: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, clicked, tip=tip, parent=parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)


class Card(QFrame):
    """A white card with an optional section title; put widgets into `body`. `head` is the title's row.

    `Card("要办的事")`, then `card.body.addWidget(...)`; `card.head.addWidget(...)` stands right of the title.
    """

    def __init__(self, title: str = "", parent: QWidget | None = None, *, padding: int = PADDING) -> None:
        super().__init__(parent)
        restyle(self, role="card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(padding, padding, padding, padding)
        outer.setSpacing(GAP_S)
        self.head = QHBoxLayout()
        self.head.setSpacing(GAP_S)
        self.title = SectionTitle(title, self)
        self.title.setVisible(bool(title))
        self.head.addWidget(self.title)
        if title:
            self.setAccessibleName(title)
            self.head.addStretch(1)
        outer.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP_S)
        outer.addLayout(self.body, 1)


class FigureTile(Card):
    """One figure of the workbench: a small title, the figure with its unit, a pill that judges it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, padding=_TILE_PADDING)
        self._title = Label(title, "label", parent=self)
        self._figure = Label("", "figure", parent=self)
        self._unit = Label("", "label", parent=self)
        self._pill = Pill(parent=self)
        self._build()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(_BEFORE_UNIT)
        row.addWidget(self._figure, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self._unit, 1, Qt.AlignmentFlag.AlignBottom)
        self._unit.setContentsMargins(0, 0, 0, 4)
        self.body.setSpacing(2)
        self.body.addWidget(self._title)
        self.body.addLayout(row)
        self.body.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignLeft)
        self.setMinimumWidth(150)

    def set(self, figure: str, unit: str = "", tone: Tone = "quiet", note: str = "") -> None:
        """Show a figure, such as "6 / 8", its unit "次已完成", and the pill's tone and text."""
        self._figure.setText(figure)
        self._unit.setText(unit)
        self._pill.set(tone, note)
        self.setAccessibleName(f"{self._title.text()}：{figure}{unit} {note}".strip())
        self._fit()

    def _fit(self) -> None:
        """The unit gives way where there is no room for it beside the whole figure."""
        room = self.contentsRect().width() - 2 * _TILE_PADDING - _BEFORE_UNIT
        self._unit.setVisible(self._figure.sizeHint().width() + self._unit.sizeHint().width() <= room)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class EmptyState(QWidget):
    """What will stand on an empty page, and the button of its first step."""

    def __init__(
        self,
        text: str,
        action: str = "",
        clicked: Callable[[], object] | None = None,
        *,
        icon_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setSpacing(GAP)
        layout.addStretch(2)
        if icon_name:
            layout.addWidget(IconLabel(icon_name, "muted", 32, self), 0, Qt.AlignmentFlag.AlignHCenter)
        self.label = Label(text, "muted", wrap=True, parent=self)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.label)
        self.button = PrimaryButton(action or "开始", clicked, parent=self)
        self.button.setVisible(bool(action))
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)


class IconLabel(QWidget):
    """An icon alone, in a colour of the theme (`muted`, `warn.ink`). Decoration: it has no accessible name."""

    def __init__(self, name: str, colour: str = "ink", side: int = SIZE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._colour, self._side = name, colour, side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set(self, name: str, colour: str) -> None:
        """Show another icon."""
        self._name, self._colour = name, colour
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = current().px(self._side)
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint(painter, self._name, QRectF(self.rect()), current().colour(self._colour))


def announce(widget: QWidget) -> None:
    """Let a screen reader say at once what a message's accessible name says."""
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))


def rule(parent: QWidget | None = None) -> QFrame:
    """A hairline between two parts of a card."""
    line = QFrame(parent)
    restyle(line, role="rule")
    return line


def clear(layout: QLayout) -> None:
    """Take everything out of a layout; the widgets go at the next turn of the loop."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
