"""The five figures at the head of the workbench."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from liangxin_desktop.domain.periods import Period
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workbench import Workbench
from liangxin_desktop.ui.theme import GAP, Tone
from liangxin_desktop.ui.widgets.basic import FigureTile

_ROOM_ITEMS = 6
_NEAR = 10
"""A quarter's end so many days off or nearer is shown as pressing."""


class Tiles(QWidget):
    """组织生活, 出席率, 发展党员, 阵地六有, 报表: each with a figure and the pill that judges it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._life = FigureTile("本季组织生活", self)
        self._rate = FigureTile("平均出席率", self)
        self._pipeline = FigureTile("发展党员", self)
        self._room = FigureTile("阵地六有", self)
        self._return = FigureTile("组织生活季度报表", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for tile in (self._life, self._rate, self._pipeline, self._room, self._return):
            row.addWidget(tile, 1)

    def show_figures(self, bench: Workbench) -> None:
        """Show how things stand."""
        self._show_life(bench)
        self._show_rate(bench)
        self._show_pipeline(bench)
        self._show_room(bench)
        self._show_return(bench)

    def _show_life(self, bench: Workbench) -> None:
        still = bench.required - bench.done
        tone, note = ("warn", f"差 {still} 次") if still else ("ok", "已全部完成")
        self._life.set(f"{bench.done} / {bench.required}", "次已完成", tone, note)  # type: ignore[arg-type]

    def _show_rate(self, bench: Workbench) -> None:
        now, before = bench.attendance, bench.attendance_before
        if now is None:
            self._rate.set("—", "本季", "quiet", "本季还没有记录")
            return
        tone: Tone = "quiet"
        note = "上季没有记录"
        if before is not None:
            change = (now - before) * 100
            tone, note = ("ok" if change >= 0 else "warn"), f"较上季 {change:+.1f}"
        self._rate.set(f"{now * 100:.1f}%", "本季", tone, note)

    def _show_pipeline(self, bench: Workbench) -> None:
        due = sum(finding.code.startswith("dev.") and not finding.override for finding in bench.report.findings)
        self._pipeline.set(
            f"{bench.in_pipeline} 人", "在培养链上", "warn" if due else "quiet", f"{due} 项到期" if due else "暂无到期"
        )

    def _show_room(self, bench: Workbench) -> None:
        if bench.room is None:
            self._room.set("—", "项达标", "quiet", "还没有自查")
            return
        short = bench.room_met < _ROOM_ITEMS
        day = bench.room.checked_on
        note = f"{day.month}月{day.day}日自查"
        self._room.set(f"{bench.room_met} / {_ROOM_ITEMS}", "项达标", "warn" if short else "ok", note)

    def _show_return(self, bench: Workbench) -> None:
        entry, period = bench.return_entry, bench.return_period
        if entry is not None:
            self._return.set("已签名", _short(period), "ok", label("return_status", entry.status))
            return
        days = (period.end - bench.today).days
        if days < 0:
            self._return.set("未报送", _short(period), "bad", f"季度已结束 {-days} 天")
        else:
            tone: Tone = "warn" if days <= _NEAR else "quiet"
            self._return.set("未生成", _short(period), tone, f"距季末 {days} 天")


def _short(period: Period) -> str:
    return f"{'一二三四'[period.number - 1]}季度"
