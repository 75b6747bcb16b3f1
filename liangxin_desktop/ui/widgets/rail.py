"""The rail on the left: the program's and the branch's name, the pages with what is due, the last backup."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from liangxin_desktop.ui import icons
from liangxin_desktop.ui.theme import current, restyle
from liangxin_desktop.ui.widgets.basic import Label


class RailButton(QAbstractButton):
    """One page in the rail: icon, name, and the count of what is due."""

    def __init__(self, title: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._count = icon, 0
        self.setText(title)
        self.setAccessibleName(title)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int) -> None:
        """How many things are due there; none shows no badge."""
        self._count = count
        self.setAccessibleName(f"{self.text()}，{count} 项待办" if count else self.text())
        self.update()

    @override
    def sizeHint(self) -> QSize:
        theme = current()
        width = QFontMetrics(theme.font(bold=True)).horizontalAdvance(self.text())
        return QSize(width + theme.px(64), theme.px(36))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter)
        ink = theme.colour("accent" if self.isChecked() else "ink")
        side = theme.px(icons.SIZE)
        icons.paint(painter, self._icon, QRectF(theme.px(10), (self.height() - side) / 2, side, side), ink)
        self._words(painter, ink)

    def _ground(self, painter: QPainter) -> None:
        theme, area = current(), QRectF(self.rect())
        fill = "accent_tint" if self.isChecked() else "hover" if self.underMouse() else "surface"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(fill))
        painter.drawRoundedRect(area, theme.px(6), theme.px(6))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), theme.px(6), theme.px(6))

    def _words(self, painter: QPainter, ink: QColor) -> None:
        theme = current()
        painter.setPen(ink)
        painter.setFont(theme.font(bold=self.isChecked()))
        area = QRectF(self.rect()).adjusted(theme.px(37), 0, -theme.px(10), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | middle, self.text())
        if self._count:
            painter.setPen(theme.colour("accent"))
            painter.setFont(theme.font(11, bold=True))
            painter.drawText(area, Qt.AlignmentFlag.AlignRight | middle, str(self._count))


class Rail(QFrame):
    """The list of pages; `chosen(key)` when one is clicked. It is one stop of the Tab key; Up and Down move inside."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        self._branch = Label("", "small", wrap=True, parent=self)
        self._backup = Label("", "small", wrap=True, parent=self)
        self._safety = Label("数据只存本机 · 已加密", "small", wrap=True, parent=self)
        self._list = QVBoxLayout()
        self._last = QWidget(self)
        """What the next button follows in Tab order; at first a hidden place before all that is made later."""
        self._build()

    def _build(self) -> None:
        restyle(self, role="rail")
        self.setAccessibleName("页面")
        self._last.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._last.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 18, 10, 22)
        layout.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(8, 0, 0, 12)
        head.setSpacing(0)
        head.addWidget(Label("两新支部工作台", "appname", parent=self))
        head.addWidget(self._branch)
        layout.addLayout(head)
        self._list.setSpacing(2)
        layout.addLayout(self._list)
        layout.addStretch(1)
        foot = QVBoxLayout()
        foot.setContentsMargins(8, 8, 0, 0)
        foot.setSpacing(2)
        foot.addWidget(self._backup)
        foot.addWidget(self._safety)
        layout.addLayout(foot)

    def add(self, key: str, title: str, icon: str) -> None:
        """A further page at the end of the list."""
        button = RailButton(title, icon, self)
        number = len(self._buttons) + 1
        button.setToolTip(f"{title}（Ctrl+{number}）" if number < 9 else title)
        button.clicked.connect(lambda: self._choose(key))
        self._buttons[key] = button
        self._group.addButton(button)
        self._list.addWidget(button)
        QWidget.setTabOrder(self._last, button)
        self._last = button

    def mark(self, key: str) -> None:
        """Show which page is in front."""
        self._buttons[key].setChecked(True)

    def set_count(self, key: str, count: int) -> None:
        """The badge of a page; one that is not in the rail is ignored."""
        if key in self._buttons:
            self._buttons[key].set_count(count)

    def set_branch(self, name: str) -> None:
        """The branch's name, under the program's."""
        self._branch.setText(name)

    def set_backup(self, text: str) -> None:
        """The foot's first line: "上次备份 今天 09:12 ✓"."""
        self._backup.setText(text)

    def _choose(self, key: str) -> None:
        self.chosen.emit(key)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)
