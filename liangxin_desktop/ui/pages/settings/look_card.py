"""外观与锁定: theme, text size, minutes until the lock."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from liangxin_desktop.paths import preferences_file
from liangxin_desktop.ui.preferences import LARGEST, LOCK_CHOICES, SMALLEST, Preferences
from liangxin_desktop.ui.theme import GAP, Theme
from liangxin_desktop.ui.widgets.basic import Card
from liangxin_desktop.ui.widgets.fields import Choice, LabelledField

_THEMES = (("light", "浅色"), ("dark", "深色"))


class LookCard(Card):
    """Applies at once and is kept for this machine."""

    lock_minutes_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("外观与锁定", parent)
        self._preferences = Preferences(preferences_file())
        look = self._preferences.look()
        self._theme = Choice(_THEMES, self)
        self._size = Choice([(size, f"{size} 像素") for size in range(SMALLEST, LARGEST + 1)], self)
        self._lock = Choice([(one, f"{one} 分钟无操作" if one else "不自动锁定") for one in LOCK_CHOICES], self)
        for choice, value in ((self._theme, look.theme), (self._size, look.size), (self._lock, look.lock_minutes)):
            choice.set_value(value)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(LabelledField("主题", self._theme, parent=self), 1)
        row.addWidget(LabelledField("字号", self._size, parent=self), 1)
        row.addWidget(LabelledField("锁定", self._lock, parent=self), 1)
        self.body.addLayout(row)
        self._theme.chosen.connect(self._apply)
        self._size.chosen.connect(self._apply)
        self._lock.chosen.connect(self._keep_lock)

    def _apply(self, _: object) -> None:
        look = self._preferences.keep(theme=str(self._theme.value()), size=int(str(self._size.value())))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            Theme.load("dark" if look.theme == "dark" else "light", look.size).apply(application)

    def _keep_lock(self, minutes: object) -> None:
        look = self._preferences.keep(lock_minutes=int(str(minutes)))
        self.lock_minutes_chosen.emit(look.lock_minutes)
