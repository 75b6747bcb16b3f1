"""The rates of coverage as figures: numerator and denominator, against the district's targets."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from liangxin_desktop.domain.rules.cover import CoverRate
from liangxin_desktop.services.units import UnitsRegister
from liangxin_desktop.ui.theme import GAP, Tone
from liangxin_desktop.ui.widgets.basic import FigureTile, clear


class RateTiles(QWidget):
    """One figure for each rate that the rule asks for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: dict[str, FigureTile] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)

    def show_rates(self, register: UnitsRegister) -> None:
        """Show how the rates stand."""
        if list(self.tiles) != [rate.name for rate in register.rates]:
            self._lay(register)
        for rate in register.rates:
            tile, reason = self.tiles[rate.name], register.explained.get(rate.name, "")
            count = f"{rate.covered} / {len(rate.units)} 家" if rate.is_judged else "没有这类单位"
            tile.set(rate.percent or "—", count, *_verdict(rate, reason))
            tile.setToolTip(f"{rate.title}占比，目标{rate.target}%。{f'已说明：{reason}' if reason else ''}")

    def _lay(self, register: UnitsRegister) -> None:
        clear(self._row)
        self.tiles = {rate.name: FigureTile(rate.short, self) for rate in register.rates}
        for tile in self.tiles.values():
            self._row.addWidget(tile, 1)


def _verdict(rate: CoverRate, reason: str) -> tuple[Tone, str]:
    """The pill of a rate, which says in words what its colour says."""
    if not rate.is_judged:
        return "quiet", f"目标 {rate.target}%"
    if not rate.is_missed:
        return "ok", f"✓ 达到目标 {rate.target}%"
    short = f"低于 {rate.target}%"
    return ("quiet", f"{short}，已说明") if reason else ("warn", f"↓ {short}，差 {rate.still_wanted} 家")
