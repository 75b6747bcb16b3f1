"""The list on the left: one year's sessions, newest first, filtered as one types, and what they come to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liangxin_desktop.services import pinyin
from liangxin_desktop.services.lists import SessionTotals, totals
from liangxin_desktop.services.sessions import SessionLine
from liangxin_desktop.services.wording import labels
from liangxin_desktop.ui.pages.sessions.narrowing import NarrowButton
from liangxin_desktop.ui.theme import Tone, current
from liangxin_desktop.ui.widgets.basic import Card, Label, LinkButton, rule
from liangxin_desktop.ui.widgets.fields import Choice, SearchField
from liangxin_desktop.ui.widgets.records import Line, Record, RecordList


class SessionListing(Card):
    """The year's sessions. `chosen(id)` when another becomes current, `year_wanted(year)` for another year.

    `export_wanted` when what is shown is to be written to a workbook.
    """

    chosen = Signal(object)
    year_wanted = Signal(object)
    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, padding=1)
        self.filter = SearchField("筛选主题、地点…")
        self.years = Choice()
        self.narrow = NarrowButton()
        self.export = LinkButton("导出", self.export_wanted.emit, tip="把列出的会议写成 Excel 表格")
        self._totals = Label("", "small", wrap=True, parent=self)
        self.records = RecordList("组织生活")
        self._empty = Label("", "muted", wrap=True, parent=self)
        self._lines: tuple[SessionLine, ...] = ()
        self._shown: tuple[SessionLine, ...] = ()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.years.setAccessibleName("年度")
        self.years.setFixedWidth(current().px(76))
        head = QHBoxLayout()
        head.setContentsMargins(12, 9, 12, 9)
        head.setSpacing(6)
        head.addWidget(self.filter, 1)
        head.addWidget(self.years)
        head.addWidget(self.narrow)
        self._empty.setContentsMargins(16, 20, 16, 0)
        self.body.setSpacing(0)
        self.body.addLayout(head)
        self.body.addWidget(rule(self))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self._empty, 1)
        self.body.addWidget(self.records, 1)
        self.body.addWidget(rule(self))
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 4, 8, 4)
        foot.addWidget(self._totals, 1)
        foot.addWidget(self.export)
        self.body.addLayout(foot)

    def _connect(self) -> None:
        self.filter.sought.connect(lambda _text: self._fill())
        self.narrow.changed.connect(self._fill)
        self.years.chosen.connect(self.year_wanted)
        self.records.chosen.connect(self.chosen)

    def show_years(self, years: Sequence[int], year: int) -> None:
        """Offer these years, and the one shown."""
        self.years.set_options([(one, str(one)) for one in dict.fromkeys((*years, year))])
        self.years.set_value(year)

    def year(self) -> int:
        """The year shown."""
        return int(str(self.years.value()))

    def show_lines(self, lines: Sequence[SessionLine]) -> None:
        """Show the year's sessions; the current one stays current."""
        self._lines = tuple(lines)
        self.narrow.offer(lines)
        self._fill()

    def lines(self) -> tuple[SessionLine, ...]:
        """The year's sessions, filtered out or not."""
        return self._lines

    def shown_lines(self) -> tuple[SessionLine, ...]:
        """The sessions that the list shows, in its order."""
        return self._shown

    def name(self) -> str:
        """What the list shows, as the name of a file: 组织生活-2026-支委会."""
        return "-".join(
            filter(None, ("组织生活", str(self.years.value()), self.narrow.words(), self.filter.text().strip()))
        )

    def step(self, by: int) -> None:
        """Make the next (1) or previous (-1) of the sessions shown current."""
        keys = [line.session.id for line in self._shown]
        now = self.records.current_key()
        at = keys.index(str(now)) + by if now in keys else 0
        if 0 <= at < len(keys):
            self.records.choose(keys[at])

    def mark(self, session_id: str | None) -> None:
        """Make a session current without telling; None for none."""
        self.records.choose(session_id, silently=True)

    def _fill(self) -> None:
        sought = self.filter.text().strip()
        let = [line for line in self._lines if self.narrow.narrowing.lets(line)]
        shown = [line for line in let if not sought or answers(line, sought)]
        self._shown = tuple(shown)
        self.records.set_records([record_of(line) for line in shown])
        if not self._lines:
            self._empty.setText(f"{self.years.value()} 年还没有组织生活记录。按 Ctrl+N 新建第一条。")
        elif not shown:
            wanted = "、".join(filter(None, (self.narrow.words(), sought)))
            self._empty.setText(f"没有符合“{wanted}”的记录。")
        self._empty.setVisible(not shown)
        self.records.setVisible(bool(shown))
        self._totals.setText(_told(totals(shown)))
        self.export.setEnabled(bool(shown))


def answers(line: SessionLine, sought: str) -> bool:
    """Whether the title, topic, place, a tag or the day holds what is sought, or its pinyin begins so."""
    session = line.session
    words = (line.title, session.topic or "", session.place or "", *session.tags, f"{session.starts_at:%Y-%m-%d}")
    return any(word and pinyin.matches(sought, word) for word in words)


def _told(found: SessionTotals) -> str:
    drafts = f"（草稿{found.drafts}）" if found.drafts else ""
    rate = f"，出席率{found.rate:.1%}" if found.rate is not None else ""
    return f"共{found.count}次{drafts}{rate}"


def record_of(line: SessionLine) -> Record:
    """The three lines of a session in the list, and the pill that says how it stands."""
    session = line.session
    when = f"{session.starts_at:%m-%d %H:%M}"
    topic = " ".join((session.topic or "").split()) or "（未写主题）"
    state, tone, besides = _state(line)
    attended = f"出席 {line.present}/{line.due}" if line.due else "未列名"
    return Record(
        session.id,
        (Line(line.title, when), Line(topic), Line(" · ".join((attended, *besides)), state, tone)),
    )


def _state(line: SessionLine) -> tuple[str, Tone, tuple[str, ...]]:
    """The pill's word and tone, and what else is to be said in words."""
    words = labels()["session_status"]
    marks: list[tuple[str, Tone]] = []
    if line.session.is_final and line.lacks:
        marks.append((f"缺“{'、'.join(line.lacks)}”", "warn"))
    if line.session.amendments:
        marks.append(("更正", "info"))
    if line.late_entry:
        marks.append(("补录", "warn"))
    if not line.session.is_final:
        marks.insert(0, (words["draft"], "quiet"))
    if not marks:
        return words["final"], "ok", ()
    (state, tone), *rest = marks
    return state, tone, tuple(word for word, _tone in rest)
