"""What to look at before signing, one line each: a sign, a sentence, and the link that mends it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liangxin_desktop.domain.findings import Finding, SubjectType
from liangxin_desktop.domain.rules import DUTY_RULES
from liangxin_desktop.services.return_desk import Level, Point
from liangxin_desktop.ui.theme import Tone, current
from liangxin_desktop.ui.widgets.basic import Label, LinkButton, Pill, clear

_SIGNS: dict[Level, tuple[Tone, str, str]] = {
    Level.GOOD: ("ok", "✓", "符合"),
    Level.LOOK: ("warn", "!", "留意"),
    Level.BAD: ("bad", "×", "不符合"),
}

_SIGN_WIDTH = 27


class PointList(QWidget):
    """The lines one below another. `wanted(Finding)` when the link of a line is pressed."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("签名前核对")
        self._links: list[QWidget] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)

    def set_points(self, points: Sequence[Point]) -> None:
        """Show these."""
        clear(self._rows)
        self._links = []
        for point in points:
            self._rows.addWidget(self._row(point))

    def stops(self) -> list[QWidget]:
        """The links, in order."""
        return list(self._links)

    def _row(self, point: Point) -> QWidget:
        tone, sign, word = _SIGNS[point.level]
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        pill = Pill(tone, sign, row)
        pill.setAlignment(Qt.AlignmentFlag.AlignCenter)
        pill.setFixedWidth(current().px(_SIGN_WIDTH))
        more = f"（共{point.together}项）" if point.together > 1 else ""
        words = Label(f"{point.text}{more}", wrap=True, parent=row)
        words.setAccessibleName(f"{word}：{point.text}{more}")
        line.addWidget(pill, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(words, 1)
        action = _action(point)
        if action:
            link = LinkButton(action, lambda: self.wanted.emit(point.finding), parent=row)
            self._links.append(link)
            link.setAccessibleName(f"{action}：{point.text}")
            line.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        return row


def _action(point: Point) -> str:
    found: Finding | None = point.finding
    if found is None or found.override is not None:
        return ""
    if found.code in DUTY_RULES:
        return "去补记"
    if found.code == "life.action-overdue":
        return "去办理"
    return "去补全" if found.subject.type is SubjectType.SESSION else "去看看"
