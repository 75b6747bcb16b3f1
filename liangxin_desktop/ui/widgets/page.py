"""What every page of the window is: a title row with its actions on the right, and the content below.

class PeoplePage(Page):
    def __init__(self, services: Services) -> None:
        super().__init__("people", "党员名册")
        self.add_action(Button("导入名册", self._import))
        self.add_action(PrimaryButton("新增党员", self._add))
        self.content.addWidget(self._table)

    def refresh(self, changes: object) -> None: ...   # None: reload everything; else decide by the changes
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from liangxin_desktop.errors import LiangxinError
from liangxin_desktop.ui.theme import GAP, GAP_L, restyle
from liangxin_desktop.ui.widgets.banner import Banner
from liangxin_desktop.ui.widgets.basic import Label


class Page(QWidget):
    """A page of the shell. It lives on when another is shown, so what the user typed stays.

    `key` is also the name of its help page. With `scrolls` the content scrolls when the window is too low for it, which
    large text makes it soon; without, the content must fit at any size (a list and a form that scroll by themselves).
    """

    navigate = Signal(str, object)
    """Ask the shell for another page: its key, and what to open there (given to that page's `open`)."""
    counted = Signal(int)
    """How many things are due here: the badge in the rail."""
    said = Signal(str)
    """A short word of success for the foot of the window, such as "已保存"."""

    def __init__(self, key: str, title: str, parent: QWidget | None = None, *, scrolls: bool = False) -> None:
        super().__init__(parent)
        self.key = key
        restyle(self, role="page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self.title = Label(title, "title", parent=self)
        self.beside_title = QHBoxLayout()
        self._actions = QHBoxLayout()
        self.banner = Banner(self)
        self.content = QVBoxLayout()
        self._build(scrolls)

    def _build(self, scrolls: bool) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_L, 18, GAP_L, 18)
        outer.setSpacing(GAP)
        outer.addLayout(self._title_row(GAP_L if scrolls else 0))
        outer.addLayout(self._banner_row(GAP_L if scrolls else 0))
        self.content.setSpacing(GAP)
        if not scrolls:
            outer.addLayout(self.content, 1)
            return
        outer.setContentsMargins(GAP_L, 18, 0, 0)
        outer.addWidget(scrolling(self.content), 1)

    def _banner_row(self, right: int) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, right, 0)
        row.addWidget(self.banner)
        self.banner.hide()
        return row

    def _title_row(self, right: int) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, right, 0)
        row.setSpacing(10)
        self.beside_title.setSpacing(10)
        self._actions.setSpacing(10)
        row.addWidget(self.title)
        row.addLayout(self.beside_title)
        row.addStretch(1)
        row.addLayout(self._actions)
        return row

    def add_action(self, button: QWidget) -> None:
        """Put a button at the right end of the title row; add the primary one last."""
        self._actions.addWidget(button)

    def add_note(self, widget: QWidget) -> None:
        """Put a pill or a muted word beside the title."""
        self.beside_title.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def shown(self) -> None:
        """Called by the shell each time the page comes to the front; the first time right after it was made."""

    def left(self) -> None:
        """Called by the shell when another page, or the lock, takes its place: save drafts here."""

    def refresh(self, changes: object) -> None:
        """Something was written (`domain.changes.Changes`, or None: anything may be new). Reload if it concerns you."""

    def open(self, target: object) -> None:
        """Another page asked for this one, with something to show: an id, a draft, a finding."""

    def show_error(self, error: LiangxinError) -> None:
        """Tell of a failure at the head of the page; the next success or the × takes it away."""
        self.banner.show_message("bad", error.title, error.advice)


def scrolling(content: QVBoxLayout | QWidget) -> QScrollArea:
    """A plain scroll area around a widget or a layout; it never scrolls sideways."""
    area = QScrollArea()
    restyle(area, role="plain")
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if isinstance(content, QWidget):
        inner = content
    else:
        inner = QWidget()
        content.setContentsMargins(0, 0, GAP_L, 18)
        inner.setLayout(content)
    restyle(inner, role="plain")
    area.setWidget(inner)
    return area
