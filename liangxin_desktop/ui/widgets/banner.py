"""Messages in place: a banner with an action, and the short word "已保存" that goes by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from liangxin_desktop.ui.icons import icon
from liangxin_desktop.ui.theme import GAP_S, Tone, restyle
from liangxin_desktop.ui.widgets.basic import IconLabel, Label, LinkButton, announce

_ICONS: dict[Tone, str] = {
    "ok": "circle-check",
    "warn": "triangle-alert",
    "bad": "circle-alert",
    "info": "info",
    "quiet": "info",
}


class Banner(QFrame):
    """A message in the page: what happened, why or what to do, and at most one action.

    Hidden until `show_message("warn", "还不能进入第 12 步：集中培训差 8 学时。", "《…》第十七条…")`.
    """

    def __init__(self, parent: QWidget | None = None, *, closable: bool = True) -> None:
        super().__init__(parent)
        self._icon = IconLabel("info", "info.ink", parent=self)
        self._title = Label(wrap=True, parent=self)
        self._text = Label("", "label", wrap=True, parent=self)
        self._action = LinkButton("", parent=self)
        self._close = QToolButton(self)
        self._close.setVisible(closable)
        self._clicked: Callable[[], object] | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        restyle(self, role="banner", tone="info")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 10, 10)
        row.setSpacing(GAP_S)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row.addLayout(words, 1)
        row.addWidget(self._action, 0, Qt.AlignmentFlag.AlignVCenter)
        self._close.setIcon(icon("x", "muted"))
        self._close.setAccessibleName("关闭提示")
        self._close.setToolTip("关闭")
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)

    def _connect(self) -> None:
        self._close.clicked.connect(self.hide)
        self._action.clicked.connect(self._act)

    def show_message(
        self, tone: Tone, title: str, text: str = "", action: str = "", clicked: Callable[[], object] | None = None
    ) -> None:
        """Say it, in place of what was said before."""
        restyle(self, tone=tone)
        self._icon.set(_ICONS[tone], f"{tone}.ink")
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._clicked = clicked
        self.setAccessibleName(f"{title} {text}".strip())
        self.show()
        announce(self)

    def _act(self) -> None:
        if self._clicked is not None:
            self._clicked()


class StatusLine(Label):
    """A quiet line such as "草稿自动保存于 14:02"; with `seconds` it empties itself again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "status", parent=parent)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.clear)

    def say(self, text: str, seconds: float = 0) -> None:
        """Show the text, for good or for so many seconds."""
        self.setText(text)
        self.setAccessibleName(text)
        self._timer.stop()
        if seconds:
            self._timer.start(int(seconds * 1000))


class Toast(QFrame):
    """A word at the foot of its parent, over the page: `say("已删除，可在回收站找回", "撤销", self._undo)`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self._label = Label(parent=self)
        self._action = LinkButton("", self._act, parent=self)
        self._clicked: Callable[[], object] | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        restyle(self, role="toast")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.addWidget(self._label)
        row.addWidget(self._action)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, action: str = "", clicked: Callable[[], object] | None = None, seconds: float = 4) -> None:
        """Show for so many seconds; with an action, twice as long."""
        self._label.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._clicked = clicked
        self.setAccessibleName(text)
        self.show()
        self._place()
        self._timer.start(int(seconds * (2000 if action else 1000)))
        announce(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        area = self._ground.rect()
        self.move((area.width() - self.width()) // 2, area.height() - self.height() - 24)
        self.raise_()

    def _act(self) -> None:
        self.hide()
        if self._clicked is not None:
            self._clicked()
