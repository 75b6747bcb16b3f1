"""What the rules say of the person: why a step must wait, and each finding with its ground and its reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from liangxin_desktop.ui.theme import GAP_S, Tone, current, restyle
from liangxin_desktop.ui.widgets.basic import Label, LinkButton, clear

_HIGHEST = 190


@dataclass(frozen=True)
class Notice:
    """One box: what, on what ground, and what can be done about it. `struck`: it was set aside."""

    tone: Tone
    title: str
    text: str
    action: str = ""
    clicked: Callable[[], object] | None = None
    struck: bool = False


class NoticeBox(QFrame):
    """A notice in its tone."""

    def __init__(self, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        restyle(self, role="banner", tone=notice.tone)
        self.setAccessibleName(f"{notice.title} {notice.text}")
        self.link = LinkButton(notice.action, notice.clicked, parent=self)
        self.link.setVisible(bool(notice.action))
        self.link.setAccessibleName(f"{notice.action}：{notice.title}")
        title = Label(notice.title, "muted" if notice.struck else "", wrap=True, parent=self)
        font = title.font()
        font.setStrikeOut(notice.struck)
        title.setFont(font)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(1)
        layout.addWidget(title)
        layout.addWidget(Label(notice.text, "label", wrap=True, parent=self))
        layout.addWidget(self.link, 0, Qt.AlignmentFlag.AlignRight)


class Notices(QScrollArea):
    """The boxes one below another, as high as they are, to a limit; then they scroll."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("规则提示")
        self._boxes: list[NoticeBox] = []
        inner = QWidget()
        restyle(self, role="plain")
        restyle(inner, role="plain")
        self._layout = QVBoxLayout(inner)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GAP_S)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_notices(self, notices: Sequence[Notice]) -> None:
        """Show these; none hides the area."""
        clear(self._layout)
        self._boxes = [NoticeBox(notice) for notice in notices]
        for box in self._boxes:
            self._layout.addWidget(box)
        self.setVisible(bool(notices))
        self._fit()

    def texts(self) -> list[str]:
        """What the boxes say."""
        return [box.accessibleName() for box in self._boxes]

    def links(self) -> list[LinkButton]:
        """What can be done about them."""
        return [box.link for box in self._boxes]

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [*self.links()]

    def _fit(self) -> None:
        heights = [box.heightForWidth(max(self.width(), 120)) for box in self._boxes]
        whole = sum(heights) + GAP_S * max(len(heights) - 1, 0)
        self.setFixedHeight(min(whole, current().px(_HIGHEST)) if heights else 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()
