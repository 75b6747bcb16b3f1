"""The list on the left: one year's sessions, newest first, filtered as one types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liangxin_desktop.services import pinyin
from liangxin_desktop.services.sessions import SessionLine
from liangxin_desktop.services.wording import labels
from liangxin_desktop.ui.theme import Tone, current
from liangxin_desktop.ui.widgets.basic import Card, Label, rule
from liangxin_desktop.ui.widgets.fields import Choice, SearchField
from liangxin_desktop.ui.widgets.records import Line, Record, RecordList


class SessionListing(Card):
    """The year's sessions. `chosen(id)` when another becomes current, `year_wanted(year)` for another year."""

    chosen = Signal(object)
    year_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, padding=1)
        self.filter = SearchField("筛选主题、地点…")
        self.years = Choice()
        self.records = RecordList("组织生活")
        self._empty = Label("", "muted", wrap=True, parent=self)
        self._lines: tuple[SessionLine, ...] = ()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.years.setAccessibleName("年度")
        self.years.setFixedWidth(current().px(76))
        head = QHBoxLayout()
        head.setContentsMargins(12, 9, 12, 9)
        head.setSpacing(8)
        head.addWidget(self.filter, 1)
        head.addWidget(self.years)
        self._empty.setContentsMargins(16, 20, 16, 0)
        self.body.setSpacing(0)
        self.body.addLayout(head)
        self.body.addWidget(rule(self))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self._empty, 1)
        self.body.addWidget(self.records, 1)

    def _connect(self) -> None:
        self.filter.sought.connect(lambda _text: self._fill())
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
        self._fill()

    def lines(self) -> tuple[SessionLine, ...]:
        """The year's sessions, filtered out or not."""
        return self._lines

    def mark(self, session_id: str | None) -> None:
        """Make a session current without telling; None for none."""
        self.records.choose(session_id, silently=True)

    def _fill(self) -> None:
        sought = self.filter.text().strip()
        shown = [line for line in self._lines if not sought or answers(line, sought)]
        self.records.set_records([record_of(line) for line in shown])
        if not self._lines:
            self._empty.setText(f"{self.years.value()} 年还没有组织生活记录。按 Ctrl+N 新建第一条。")
        elif not shown:
            self._empty.setText(f"没有符合“{sought}”的记录。")
        self._empty.setVisible(not shown)
        self.records.setVisible(bool(shown))


def answers(line: SessionLine, sought: str) -> bool:
    """Whether the title, topic, place, a tag or the day holds what is sought, or its pinyin begins so."""
    session = line.session
    words = (line.title, session.topic or "", session.place or "", *session.tags, f"{session.starts_at:%Y-%m-%d}")
    return any(word and pinyin.matches(sought, word) for word in words)


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
