"""Fields for a date and for a stretch of time: typed freely, or picked."""

from __future__ import annotations

from datetime import date, time, timedelta

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from liangxin_desktop.ui.icons import icon
from liangxin_desktop.ui.theme import current, restyle
from liangxin_desktop.ui.widgets.date_text import parse_date, parse_times, times_text


class DateEdit(QLineEdit):
    """A date, or none. Types as 20260312, 2026.3.12 or 3-12; Up and Down step a day; Alt+Down opens the calendar.

    `changed(date | None)` comes when the user has finished; `problem(str)` says what is wrong, and a LabelledField
    shows it. While the text is no date `value()` keeps the last good one and `is_good()` is False.
    """

    changed = Signal(object)
    problem = Signal(str)

    def __init__(
        self,
        today: date,
        *,
        earliest: date | None = None,
        latest: date | None = None,
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today, self._earliest, self._latest, self._required = today, earliest, latest, required
        self._value: date | None = None
        self._good = True
        self._build()
        self.editingFinished.connect(self._take)

    def _build(self) -> None:
        self.setPlaceholderText("如 3-12")
        self.setToolTip("可输入 20260312、2026.3.12 或 3-12；上下键加减一天；Alt+↓ 打开日历")
        self._pick = self.addAction(icon("calendar", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        self._pick.setToolTip("打开日历")
        self._pick.triggered.connect(self.open_calendar)

    def value(self) -> date | None:
        """The last good date, None when empty."""
        return self._value

    def is_good(self) -> bool:
        """Whether what stands in the field is acceptable."""
        return self._good

    def set_value(self, value: date | None) -> None:
        """Fill in without telling."""
        self._value, self._good = value, True
        self.setText(value.isoformat() if value else "")
        self.problem.emit("")

    def set_range(self, earliest: date | None, latest: date | None) -> None:
        """Refuse dates outside from now on."""
        self._earliest, self._latest = earliest, latest

    def open_calendar(self) -> None:
        """Show the month to pick from."""
        popup = _Calendar(self, self._value or self._today)
        popup.picked.connect(self._picked)
        popup.open_below(self)

    def _picked(self, day: date) -> None:
        self.setText(day.isoformat())
        self._take()
        self.setFocus()

    def _take(self) -> None:
        """Read the text, tell what is wrong or what is new."""
        text = self.text().strip()
        value = parse_date(text, self._today) if text else None
        trouble = self._trouble(text, value)
        self._good = not trouble
        self.problem.emit(trouble)
        if trouble:
            return
        self.setText(value.isoformat() if value else "")
        if value != self._value:
            self._value = value
            self.changed.emit(value)

    def _trouble(self, text: str, value: date | None) -> str:
        if value is None:
            if text:
                return "请写成 2026-03-12 这样的日期。"
            return "请填写日期。" if self._required else ""
        if self._earliest and value < self._earliest:
            return f"不能早于 {self._earliest.isoformat()}。"
        if self._latest and value > self._latest:
            return f"不能晚于 {self._latest.isoformat()}。"
        return ""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None or self.isReadOnly():
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            day = parse_date(self.text(), self._today) or self._today
            self._picked(day + timedelta(days=step))


class _Calendar(QFrame):
    picked = Signal(object)

    def __init__(self, parent: QWidget, day: date) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        restyle(self, role="popup")
        self.month = QCalendarWidget(self)
        self.month.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.month.setAccessibleName("日历")
        self._dress()
        self.month.clicked.connect(self._pick)
        self.month.activated.connect(self._pick)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.month)

    def _dress(self) -> None:
        """Put our own arrows and colours where Qt has fixed ones."""
        for name, arrow in (("prevmonth", "chevron-left"), ("nextmonth", "chevron-right")):
            button = self.month.findChild(QToolButton, f"qt_calendar_{name}")
            if button is not None:
                button.setIcon(icon(arrow))
        weekend = QTextCharFormat()
        weekend.setForeground(current().colour("muted"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(day, weekend)
        head = QTextCharFormat()
        head.setForeground(current().colour("muted"))
        head.setBackground(current().colour("surface"))
        self.month.setHeaderTextFormat(head)

    def open_below(self, field: QWidget) -> None:
        self.adjustSize()
        spot = field.mapToGlobal(QPoint(0, field.height() + 2))
        room = field.screen().availableGeometry()
        spot.setX(min(spot.x(), room.right() - self.width()))
        if spot.y() + self.height() > room.bottom():
            spot.setY(field.mapToGlobal(QPoint(0, -self.height() - 2)).y())
        self.move(spot)
        self.show()
        self.month.setFocus()

    def _pick(self, day: QDate) -> None:
        self.close()
        self.picked.emit(date(day.year(), day.month(), day.day()))


class TimeRange(QLineEdit):
    """From when to when on one day: "14:00 – 15:30"; types as 1400-1530 or 14-15:30. The end may be left open.

    `changed((time, time | None) | None)` and `problem(str)` as in DateEdit.
    """

    changed = Signal(object)
    problem = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, required: bool = False) -> None:
        super().__init__(parent)
        self._value: tuple[time, time | None] | None = None
        self._good = True
        self._required = required
        self.setPlaceholderText("如 14:00-15:30")
        self.setToolTip("可输入 1400-1530、14-15:30 或 14:00 – 15:30")
        self.editingFinished.connect(self._take)

    def value(self) -> tuple[time, time | None] | None:
        """Start and end, the end None when open; None when empty. The last good value while the text is none."""
        return self._value

    def is_good(self) -> bool:
        """Whether what stands in the field is acceptable."""
        return self._good

    def set_value(self, start: time | None, end: time | None = None) -> None:
        """Fill in without telling."""
        self._value, self._good = ((start, end) if start else None), True
        self.setText(times_text(start, end) if start else "")
        self.problem.emit("")

    def _take(self) -> None:
        text = self.text().strip()
        value = parse_times(text) if text else None
        trouble = self._trouble(text, value)
        self._good = not trouble
        self.problem.emit(trouble)
        if trouble:
            return
        self.setText(times_text(*value) if value else "")
        if value != self._value:
            self._value = value
            self.changed.emit(value)

    def _trouble(self, text: str, value: tuple[time, time | None] | None) -> str:
        if text and value is None:
            return "请写成 14:00 – 15:30 这样的起止时间，结束晚于开始。"
        return "请填写时间。" if self._required and value is None else ""
