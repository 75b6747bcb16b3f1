"""组织生活 of the person in the panel: two years in figures, and every session with the person's mark."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from liangxin_desktop.domain.attendance import Mark
from liangxin_desktop.domain.pipeline.requirements import amount
from liangxin_desktop.services.attendance import percent
from liangxin_desktop.services.person_life import AttendedSession, LifeYear, PersonLife, person_life
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.requests import OpenSession
from liangxin_desktop.ui.theme import GAP_S, Tone
from liangxin_desktop.ui.widgets.basic import EmptyState, Label, clear, rule
from liangxin_desktop.ui.widgets.records import Line, Record, RecordList

_TONES: dict[Mark | None, Tone] = {Mark.PRESENT: "ok", Mark.LEAVE: "warn", Mark.ABSENT: "bad", None: "quiet"}
_HEADS = ("年度", "应到", "实到", "请假", "缺席", "出席率", "学时")


class LifeView(QWidget):
    """`wanted("sessions", OpenSession)` on Enter or a double click on a session."""

    wanted = Signal(str, object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._years = _YearGrid(self)
        self.sessions = RecordList("参加的组织生活", self)
        self._rule = rule(self)
        self._empty = EmptyState("今年和去年没有应参加的组织生活。会议定稿后，这里逐次列出。", parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_S)
        layout.addWidget(self._years)
        layout.addWidget(self._rule)
        layout.addWidget(self.sessions, 1)
        layout.addWidget(self._empty, 1)
        self.sessions.opened.connect(lambda key: self.wanted.emit("sessions", OpenSession(str(key))))

    def show_person(self, person_id: str) -> None:
        """Read and show the person's two years."""
        self._show(person_life(self._workspace, person_id))

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.sessions]

    def _show(self, life: PersonLife) -> None:
        some = bool(life.sessions)
        self._years.show_years(life.years)
        self.sessions.set_records([_record(one) for one in life.sessions])
        for widget in (self._years, self._rule, self.sessions):
            widget.setVisible(some)
        self._empty.setVisible(not some)


def _record(one: AttendedSession) -> Record:
    mark = label("attendance_mark", one.mark) or "列席"
    return Record(one.id, (Line(one.title, one.day.isoformat()), Line(one.topic or "—", mark, _TONES[one.mark])))


class _YearGrid(QWidget):
    """A line of figures for each year; hours of study as had / asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(6)
        for column in range(1, len(_HEADS)):
            self._grid.setColumnStretch(column, 1)

    def show_years(self, years: tuple[LifeYear, ...]) -> None:
        """Show these years, one below another."""
        clear(self._grid)
        for column, head in enumerate(_HEADS):
            self._grid.addWidget(Label(head, "label", parent=self), 0, column, _side(column))
        for row, year in enumerate(years, start=1):
            for column, (head, figure) in enumerate(zip(_HEADS, _figures(year), strict=True)):
                words = Label(figure, "" if column else "label", parent=self)
                words.setAccessibleName(f"{year.year}年{head}：{figure}" if column else f"{figure}年")
                self._grid.addWidget(words, row, column, _side(column))
        self.setAccessibleName("；".join(year_words(year) for year in years))


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft


def year_words(year: LifeYear) -> str:
    """The year in a sentence, for screen readers."""
    figures = zip(_HEADS[1:], list(_figures(year))[1:], strict=True)
    return f"{year.year}年：" + "，".join(f"{head} {figure}" for head, figure in figures)


def _figures(year: LifeYear) -> Iterator[str]:
    yield str(year.year)
    if year.due:
        yield from map(str, (year.due, year.present, year.leave, year.absent))
        yield percent(year.rate)
    else:
        yield from ("—",) * 5
    asked = f"/{year.hours_due}" if year.hours_due else ""
    yield f"{amount(year.hours)}{asked}" if year.hours or asked else "—"
