"""The small button beside the filter: one kind, one group, one tag of the year's sessions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from liangxin_desktop.services.sessions import SessionLine
from liangxin_desktop.services.wording import labels
from liangxin_desktop.ui.icons import icon
from liangxin_desktop.ui.theme import current

_SECTIONS = {"kind": "类型", "group": "党小组", "tag": "标签"}


@dataclass(frozen=True)
class Narrowing:
    """What the list is narrowed to; empty words narrow nothing."""

    kind: str = ""
    group: str = ""
    tag: str = ""

    def lets(self, line: SessionLine) -> bool:
        """Whether the session is of this kind and group and has this tag."""
        session = line.session
        return (
            self.kind in ("", session.kind)
            and self.group in ("", session.group or "")
            and (not self.tag or self.tag in session.tags)
        )


class NarrowButton(QToolButton):
    """Opens the choices that the year's sessions offer; `changed` after each. It stays red while it narrows."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.narrowing = Narrowing()
        self._offered: dict[str, dict[str, str]] = {}
        self._menu = QMenu(self)
        self.setText("筛选")
        self.setIcon(icon("ellipsis", "muted"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(self._menu)
        self.setFixedSize(current().px(32), current().px(32))
        self._menu.aboutToShow.connect(self._fill)
        self._tell()

    def offer(self, lines: Sequence[SessionLine]) -> None:
        """Offer what these sessions have; a choice that none of them has is dropped."""
        kinds = labels()["session_kind"]
        self._offered = {
            "kind": {kind: words for kind, words in kinds.items() if any(one.session.kind == kind for one in lines)},
            "group": dict(sorted({(one.session.group, one.group) for one in lines if one.session.group})),
            "tag": {tag: tag for tag in _in_order(tag for one in lines for tag in one.session.tags)},
        }
        kept = {name: getattr(self.narrowing, name) for name in _SECTIONS}
        self.narrowing = Narrowing(**{name: one if one in self._offered[name] else "" for name, one in kept.items()})
        self._tell()

    def words(self) -> str:
        """What is chosen, such as “支委会、廉政教育”; empty where nothing is."""
        chosen = ((name, getattr(self.narrowing, name)) for name in _SECTIONS)
        return "、".join(self._offered.get(name, {}).get(one, one) for name, one in chosen if one)

    def choose(self, **choice: str) -> None:
        """Narrow to this `kind`, `group` or `tag`, beside what is chosen already; an empty word widens."""
        self.narrowing = replace(self.narrowing, **choice)
        self._tell()
        self.changed.emit()

    def _fill(self) -> None:
        self._menu.clear()
        for name, title in _SECTIONS.items():
            if not self._offered.get(name):
                continue
            self._menu.addSection(title)
            group = QActionGroup(self._menu)
            for value, words in (("", f"全部{title}"), *self._offered[name].items()):
                action = self._menu.addAction(words)
                action.setCheckable(True)
                action.setChecked(getattr(self.narrowing, name) == value)
                action.triggered.connect(partial(self._choose, name, value))
                group.addAction(action)

    def _choose(self, name: str, value: str, _checked: bool = False) -> None:
        self.choose(**{name: value})

    def _tell(self) -> None:
        words = self.words()
        tip = f"只看：{words}" if words else "按类型、党小组、标签筛选"
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setIcon(icon("ellipsis", "accent" if words else "muted"))


def _in_order(tags: Iterable[str]) -> list[str]:
    return sorted(set(tags))
