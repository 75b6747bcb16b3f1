"""The list of returns: owed and signed, each with how far it has come."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from liangxin_desktop.domain.ledger import ReturnEntry, ReturnStatus
from liangxin_desktop.services.return_desk import ReturnLine
from liangxin_desktop.services.wording import label
from liangxin_desktop.ui.theme import Tone, current
from liangxin_desktop.ui.widgets.basic import Card
from liangxin_desktop.ui.widgets.records import Line, Record, RecordList

_WIDTH = 280

_TONES: dict[ReturnStatus, Tone] = {
    ReturnStatus.SIGNED: "info",
    ReturnStatus.DELIVERED: "ok",
    ReturnStatus.RECEIPTED: "ok",
}


class ReturnList(Card):
    """The returns one below another. `chosen(ReturnLine)` when another one is current."""

    chosen = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, padding=1)
        self._today = today
        self._lines: tuple[ReturnLine, ...] = ()
        self.records = RecordList("报表清单", self)
        self.setMaximumWidth(current().px(_WIDTH))
        self.body.addWidget(self.records)
        self.records.chosen.connect(lambda key: self.chosen.emit(self._named(key)))

    def set_lines(self, lines: Sequence[ReturnLine]) -> None:
        """Show these; the current one stays so."""
        self._lines = tuple(lines)
        self.records.set_records(records_of(lines, self._today))

    def current(self) -> ReturnLine | None:
        """The current return; without one what is owed for the period that ended last, else the newest."""
        usual = next((line for line in self._lines if line.pressing), next(iter(self._lines), None))
        return self._named(self.records.current_key()) or usual

    def owed(self) -> int:
        """How many are owed for the period that ended last."""
        return sum(line.pressing for line in self._lines)

    def is_corrected(self, line: ReturnLine) -> bool:
        """Whether a later return corrects this one."""
        return any(one.entry and line.entry and one.entry.revises == line.entry.number for one in self._lines)

    def mark(self, line: ReturnLine) -> None:
        """Make a return current, in silence."""
        self.records.choose(line.key, silently=True)

    def of_period(self, period: str) -> ReturnLine | None:
        """The first return of a period, such as `2026Q3`."""
        return next((line for line in self._lines if str(line.period) == period), None)

    def menu_of_open(self) -> QMenu:
        """A menu of the returns still to be made; choosing one tells `chosen`."""
        menu = QMenu(self)
        for line in self._lines:
            if line.entry is None:
                words = f"{title_of(line)}  {line.period.title}"
                menu.addAction(words).triggered.connect(lambda _checked=False, one=line: self.chosen.emit(one))
        if menu.isEmpty():
            menu.addAction("各期报表都已生成").setEnabled(False)
        return menu

    def _named(self, key: object) -> ReturnLine | None:
        return next((line for line in self._lines if line.key == key), None)


def title_of(line: ReturnLine) -> str:
    """组织生活季度报表, with which correction it is."""
    revision = line.entry.revision if line.entry else 0
    return f"{label('return_kind', line.kind)}{f' · 更正 {revision}' if revision else ''}"


def status_of(line: ReturnLine, corrected: Collection[str] = ()) -> tuple[str, Tone]:
    """How far a return has come, in a word and its tone. `corrected` are the numbers that a later one corrects."""
    if line.entry is None:
        if line.begun:
            return "草稿", "warn"
        return "未生成", "bad" if line.pressing else "quiet"
    if line.entry.number in corrected:
        return "已更正", "quiet"
    return label("return_status", line.entry.status), _TONES[line.entry.status]


def records_of(lines: Sequence[ReturnLine], today: date) -> list[Record]:
    """The lines as the list shows them, two rows each."""
    corrected = {line.entry.revises for line in lines if line.entry and line.entry.revises}
    return [_record(line, corrected, today) for line in lines]


def _record(line: ReturnLine, corrected: Collection[str], today: date) -> Record:
    word, tone = status_of(line, corrected)
    note = _how(line.entry, today) if line.entry else "" if line.ended else "本期未结束"
    return Record(line.key, (Line(title_of(line), word, tone), Line(line.period.title, note)))


def _how(entry: ReturnEntry, today: date) -> str:
    """The day of signing and the way it went: 11-20 U盘."""
    day = entry.signed_at.date()
    written = f"{day:%m-%d}" if day.year == today.year else day.isoformat()
    return f"{written} {entry.delivered_by or ''}".strip()
