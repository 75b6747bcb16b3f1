"""The frame of a session: when, where, who led it, who wrote it down, and of which group or year it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget
from typing_extensions import override

from liangxin_desktop.domain.branch import Group
from liangxin_desktop.domain.sessions import Session, SessionKind
from liangxin_desktop.ui.theme import GAP, GAP_S, current, restyle
from liangxin_desktop.ui.widgets.dates import DateEdit, TimeRange
from liangxin_desktop.ui.widgets.fields import Choice, LabelledField
from liangxin_desktop.ui.widgets.suggest import Candidate, PersonLine, SuggestLine

YEARLY = (SessionKind.ORGANIZATIONAL_LIFE, SessionKind.DEMOCRATIC_REVIEW)
"""The kinds held for a year, which may be the last one."""
_ROOMY = 640
"""From this width on, for 13-pixel text, the frame stands in one line."""


class FrameFields(QWidget):
    """The fields of the frame. `touched` after any change; `due_touched` after one that decides who is due."""

    touched = Signal()
    due_touched = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = DateEdit(today, required=True)
        self.times = TimeRange(required=True)
        self.place = SuggestLine("在哪里开")
        self.host = PersonLine("姓名或拼音")
        self.recorder = PersonLine("姓名或拼音")
        self.group = Choice()
        self.year = Choice()
        self._today = today
        self._grid = QGridLayout(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._when = _Pair(self.day, self.times)
        self._fields = [
            LabelledField("时间", self._when, parent=self),
            LabelledField("地点", self.place, parent=self),
            LabelledField("主持人", self.host, parent=self),
            LabelledField("记录人", self.recorder, parent=self),
            LabelledField("党小组", self.group, parent=self),
            LabelledField("评议年度", self.year, parent=self),
        ]
        self.day.setAccessibleName("日期")
        self.times.setAccessibleName("起止时间")
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(GAP_S)

    def _connect(self) -> None:
        self.day.problem.connect(self._fields[0].set_problem)
        self.times.problem.connect(self._fields[0].set_problem)
        self.day.changed.connect(lambda _day: self.due_touched.emit())
        self.group.chosen.connect(lambda _group: self.due_touched.emit())
        self.times.changed.connect(lambda _times: self.touched.emit())
        self.year.chosen.connect(lambda _year: self.touched.emit())
        for line in (self.place, self.host, self.recorder):
            line.textEdited.connect(lambda _text: self.touched.emit())
        for person in (self.host, self.recorder):
            person.named.connect(self.touched)

    def offer(
        self,
        people: Sequence[Candidate],
        others: Mapping[str, str],
        groups: Sequence[Group],
        places: Sequence[str],
    ) -> None:
        """Who may lead (and names of others who once did), which groups there are, where it usually is."""
        self.host.set_people(people, others)
        self.recorder.set_people(people, others)
        self.group.set_options([(one.id, one.name) for one in groups])
        self.place.set_options(places)

    def show_session(self, session: Session, *, locked: bool) -> None:
        """Fill in, without telling."""
        self.day.set_value(session.held_on)
        self.times.set_value(session.starts_at.time(), session.ends_at.time() if session.ends_at else None)
        self.place.setText(session.place or "")
        self.place.setCursorPosition(0)
        self.host.set_value(session.host)
        self.recorder.set_value(session.recorder)
        self.group.set_value(session.group)
        self._show_years(session)
        self._fields[4].setVisible(session.kind is SessionKind.GROUP_MEETING)
        self._fields[5].setVisible(session.kind in YEARLY)
        for line in (self.day, self.times, self.place, self.host, self.recorder):
            line.setReadOnly(locked)
        for choice in (self.group, self.year):
            choice.setEnabled(not locked)
        self._arrange()

    def changes(self, session: Session) -> dict[str, Any]:
        """What the fields say, as fields of that session."""
        day = self.day.value() or session.held_on
        start, end = self.times.value() or (session.starts_at.time(), None)
        fields: dict[str, Any] = {
            "place": self.place.words() or None,
            "host": self.host.value(),
            "recorder": self.recorder.value(),
            "group": self.group.value() if session.kind is SessionKind.GROUP_MEETING else None,
            "for_year": self.year.value() if session.kind in YEARLY else session.for_year,
        }
        if (day, start, end) != _when(session):
            fields["starts_at"] = datetime.combine(day, start)
            fields["ends_at"] = datetime.combine(day, end) if end else None
        return fields

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops, in order."""
        return [self.day, self.times, self.place, self.host, self.recorder, self.group, self.year]

    def problems(self) -> list[str]:
        """Which fields hold something that can't be kept as it stands."""
        named = {"时间": self.day.is_good() and self.times.is_good()}
        named |= {"主持人": self.host.is_good(), "记录人": self.recorder.is_good()}
        return [name for name, good in named.items() if not good]

    def _show_years(self, session: Session) -> None:
        years = sorted({session.held_on.year, session.held_on.year - 1, session.year_served}, reverse=True)
        self.year.set_options([(year, f"{year} 年度") for year in years])
        self.year.set_value(session.year_served)

    def _arrange(self) -> None:
        """One line where there is room, else two."""
        for field in self._fields:
            self._grid.removeWidget(field)
        for column in range(6):
            self._grid.setColumnStretch(column, 0)
        shown = [field for field in self._fields if not field.isHidden()]
        if self.width() >= current().px(_ROOMY):
            for column, field in enumerate(shown):
                self._grid.addWidget(field, 0, column)
                self._grid.setColumnStretch(column, 5 if column < 2 else 2)
            return
        self._grid.addWidget(shown[0], 0, 0, 1, 2)
        self._grid.addWidget(shown[1], 0, 2, 1, 2)
        for column, field in enumerate(shown[2:]):
            self._grid.addWidget(field, 1, column)
        for column in range(4):
            self._grid.setColumnStretch(column, 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = current().px(_ROOMY)
        if (event.oldSize().width() >= roomy) != (event.size().width() >= roomy):
            self._arrange()


class _Pair(QWidget):
    """Day and hours side by side under one label."""

    def __init__(self, day: DateEdit, times: TimeRange) -> None:
        super().__init__()
        restyle(self, role="plain")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(day, 1)
        row.addWidget(times, 1)
        day.setMinimumWidth(current().px(118))
        times.setMinimumWidth(current().px(112))
        self.setFocusProxy(day)


def _when(session: Session) -> tuple[date, Any, Any]:
    return session.held_on, session.starts_at.time(), session.ends_at.time() if session.ends_at else None
