"""出席统计: a period's attendance in place of list and sheet, until one goes back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from liangxin_desktop.domain.periods import Period
from liangxin_desktop.services.attendance import AttendanceStatistics, attendance_statistics, percent
from liangxin_desktop.services.rulebook import rulebook
from liangxin_desktop.services.sessions import session_years
from liangxin_desktop.services.wording import labels
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.guard import guarded
from liangxin_desktop.ui.pages.sessions.attendance_grid import AttendanceGrid
from liangxin_desktop.ui.pages.sessions.errands import StatisticsErrands
from liangxin_desktop.ui.theme import GAP, GAP_S, current
from liangxin_desktop.ui.widgets.basic import Button, Card, Label, rule
from liangxin_desktop.ui.widgets.fields import Choice


class StatisticsView(QWidget):
    """Year and period, the table with its grid, and what is made of it. `closed` on 返回 or Esc."""

    closed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.years = Choice()
        self.periods = Choice()
        self.summary = Label("", "muted")
        self.notes = Label("", wrap=True)
        self.errands = StatisticsErrands(workspace)
        self.grid = AttendanceGrid()
        self.export = Button("导出表格", lambda: self.errands.export(self.period()), tip="本期出席统计，Excel 表格")
        self.bind = Button(
            "装订本年", lambda: self.errands.bind(self.period().start.year), tip="封面、目录、全年记录、出席表和签字页"
        )
        self.back = Button("返回", self.closed.emit, tip="Esc")
        self._build()
        self._connect()

    def _build(self) -> None:
        self.years.setAccessibleName("年度")
        self.periods.setAccessibleName("期间")
        self.years.setFixedWidth(current().px(76))
        self.periods.setFixedWidth(current().px(104))
        self.summary.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head = QHBoxLayout()
        head.setContentsMargins(12, 9, 12, 9)
        head.setSpacing(GAP_S)
        head.addWidget(self.years)
        head.addWidget(self.periods)
        head.addWidget(self.summary, 1)
        for button in (self.export, self.bind, self.back):
            head.addWidget(button)
        self.notes.setContentsMargins(12, 8, 12, 0)
        foot = Label(_legend(), "small", wrap=True)
        foot.setContentsMargins(12, 6, 12, 8)
        card = Card(padding=1)
        card.body.setSpacing(0)
        card.body.addLayout(head)
        card.body.addWidget(rule(card))
        card.body.addWidget(self.grid, 1)
        card.body.addWidget(rule(card))
        card.body.addWidget(self.notes)
        card.body.addWidget(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.errands)
        column.addWidget(card, 1)

    def _connect(self) -> None:
        self.years.chosen.connect(self._turn_year)
        self.periods.chosen.connect(self.renew)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed)

    def period(self) -> Period:
        """The period shown."""
        return Period.parse(str(self.periods.value()))

    @guarded
    def show_year(self, year: int) -> None:
        """Show a whole year, newly read."""
        offered = dict.fromkeys((*session_years(self._workspace), year))
        self.years.set_options([(one, str(one)) for one in offered])
        self.years.set_value(year)
        self.periods.set_options(_periods(year))
        self.periods.set_value(str(year))
        self.renew()

    @guarded
    def renew(self) -> None:
        """Read the period anew."""
        told = attendance_statistics(self._workspace, self.period())
        self.grid.show_table(told)
        self.summary.setText(_summary(told))
        self.notes.setText(_notes(told))
        self.notes.setVisible(bool(told.flagged))

    def _turn_year(self, year: object) -> None:
        """The same quarter or month of another year."""
        kept = self.periods.currentIndex()
        self.periods.set_options(_periods(int(str(year))))
        self.periods.setCurrentIndex(kept)
        self.renew()


class SheetOrStatistics(QStackedWidget):
    """The page's usual content, or the statistics in its place. `session_wanted(id)` from the grid, `said` of files."""

    session_wanted = Signal(str)
    said = Signal(str)

    def __init__(self, workspace: Workspace, usual: QWidget, home: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._home = workspace, home
        self.statistics: StatisticsView | None = None
        self.addWidget(usual)

    def show_statistics(self, year: int) -> None:
        """Put the statistics of the year in place, made when first asked for."""
        if self.statistics is None:
            self.statistics = StatisticsView(self._workspace)
            self.statistics.closed.connect(self.back)
            self.statistics.grid.session_wanted.connect(self._want)
            self.statistics.errands.written.connect(self.said)
            self.addWidget(self.statistics)
        self.statistics.show_year(year)
        self.setCurrentWidget(self.statistics)
        self.statistics.years.setFocus()

    def renew(self) -> None:
        """Something was written: read anew what is in sight."""
        if self.statistics is not None and self.currentIndex():
            self.statistics.renew()

    def back(self) -> None:
        """Put the usual content in place again, with the keyboard at its home."""
        if self.currentIndex():
            self.setCurrentIndex(0)
            self._home.setFocus()

    def _want(self, session_id: str) -> None:
        self.back()
        self.session_wanted.emit(session_id)


def _periods(year: int) -> Sequence[tuple[str, str]]:
    quarters = [(f"{year}Q{number}", f"第{'一二三四'[number - 1]}季度") for number in range(1, 5)]
    months = [(f"{year}-{number:02}", f"{number} 月") for number in range(1, 13)]
    return [(str(year), "全年"), *quarters, *months]


def _summary(told: AttendanceStatistics) -> str:
    parts = [f"{len(told.rows)} 人", f"{len(told.columns)} 次", f"出席率 {percent(told.rate) or '—'}"]
    if told.flagged:
        parts.append(f"{told.flagged} 人请支部了解情况")
    return " · ".join(parts)


def _notes(told: AttendanceStatistics) -> str:
    noted = "；".join(f"{row.name} {row.note}" for row in told.rows if row.note)
    return f"请支部了解情况：{noted}。"


def _legend() -> str:
    signs, words = labels()["attendance_sign"], labels()["attendance_mark"]
    marks = "　".join(f"{signs[mark]} {word}" for mark, word in words.items())
    months = rulebook().limits["missed_months"]
    return f"{marks}　空白 不应到。连续 {months} 个月应到而都没有到的，提示支部了解情况。谈心谈话不计入。"
