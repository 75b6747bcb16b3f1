"""How the window looks and when it locks: the machine's own settings, readable before any record is open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QSettings

SMALLEST, USUAL, LARGEST = 12, 13, 20
LOCK_CHOICES = (1, 5, 10, 30, 0)
_USUAL_LOCK = 5


@dataclass(frozen=True)
class Look:
    """Theme `light` or `dark`, font size in pixels, and minutes until the window locks itself (0: never)."""

    theme: str = "light"
    size: int = USUAL
    lock_minutes: int = _USUAL_LOCK


class Preferences:
    """Kept in a small file of the user's own; it holds nothing of the record."""

    def __init__(self, path: Path) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    def look(self) -> Look:
        """The settings as kept; whatever is missing or out of range is as usual."""
        usual = Look()
        theme = self._settings.value("theme", usual.theme)
        return Look(
            theme=theme if theme in ("light", "dark") else usual.theme,
            size=min(max(self._number("size", usual.size), SMALLEST), LARGEST),
            lock_minutes=self._number("lock_minutes", usual.lock_minutes),
        )

    def keep(self, **changes: str | int) -> Look:
        """Keep some of the settings; returns all of them."""
        look = replace(self.look(), **changes)  # type: ignore[arg-type]
        for name, value in changes.items():
            self._settings.setValue(name, value)
        self._settings.sync()
        return look

    def _number(self, name: str, usual: int) -> int:
        kept = str(self._settings.value(name, usual))
        return int(kept) if kept.isdigit() else usual
