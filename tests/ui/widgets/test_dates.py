"""The fields for dates and times, driven by keyboard and mouse."""

from datetime import date, time

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QCalendarWidget

from liangxin_desktop.ui.widgets.dates import DateEdit, TimeRange
from liangxin_desktop.ui.widgets.fields import LabelledField

TODAY = date(2026, 11, 23)


@pytest.fixture
def edit(show):
    edit = DateEdit(TODAY)
    edit.field = show(LabelledField("日期", edit))
    edit.heard = []
    edit.changed.connect(edit.heard.append)
    edit.setFocus()
    return edit


def test_typing_and_enter(qtbot, edit):
    qtbot.keyClicks(edit, "20260312")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "2026-03-12"
    assert edit.value() == date(2026, 3, 12)
    assert edit.heard == [date(2026, 3, 12)]


def test_the_same_date_again_is_no_change(qtbot, edit):
    edit.set_value(date(2026, 3, 12))
    edit.selectAll()
    qtbot.keyClicks(edit, "3-12")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.heard == []
    assert edit.text() == "2026-03-12"


def test_what_is_wrong_is_said_and_stays_to_be_mended(qtbot, edit):
    edit.set_value(date(2026, 3, 12))
    edit.selectAll()
    qtbot.keyClicks(edit, "2-30")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "2-30"
    assert edit.value() == date(2026, 3, 12)
    assert not edit.is_good()
    assert edit.field.problem.text() == "请写成 2026-03-12 这样的日期。"
    assert edit.property("wrong") is True
    edit.selectAll()
    qtbot.keyClicks(edit, "2-28")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.field.problem.isHidden()
    assert edit.heard == [date(2026, 2, 28)]


def test_emptied_is_none(qtbot, edit):
    edit.set_value(TODAY)
    edit.clear()
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.heard == [None]


def test_limits_are_said(qtbot, edit):
    edit.set_range(date(2026, 1, 1), TODAY)
    for text, words in (("20251231", "不能早于 2026-01-01。"), ("20261124", "不能晚于 2026-11-23。")):
        edit.setText(text)
        qtbot.keyClick(edit, Qt.Key.Key_Return)
        assert edit.field.problem.text() == words
    assert edit.heard == []


def test_a_required_date(qtbot):
    edit = DateEdit(TODAY, required=True)
    qtbot.addWidget(edit)
    said = []
    edit.problem.connect(said.append)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert said == ["请填写日期。"]


def test_up_and_down_step_a_day_from_today(qtbot, edit):
    qtbot.keyClick(edit, Qt.Key.Key_Up)
    qtbot.keyClick(edit, Qt.Key.Key_Down)
    qtbot.keyClick(edit, Qt.Key.Key_Down)
    assert edit.heard == [date(2026, 11, 24), date(2026, 11, 23), date(2026, 11, 22)]


def test_picking_from_the_calendar_by_keyboard(qtbot, edit):
    edit.set_value(date(2026, 3, 12))
    qtbot.keyClick(edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    month = next(w for w in QApplication.allWidgets() if isinstance(w, QCalendarWidget) and w.isVisible())
    assert month.selectedDate() == QDate(2026, 3, 12)
    assert month.accessibleName() == "日历"
    month.activated.emit(QDate(2026, 3, 20))
    assert edit.heard == [date(2026, 3, 20)]
    assert edit.text() == "2026-03-20"


def test_filling_in_is_silent(edit):
    edit.set_value(TODAY)
    edit.set_value(None)
    assert edit.heard == []
    assert edit.text() == ""


def test_read_only_does_not_step(qtbot, edit):
    edit.set_value(TODAY)
    edit.setReadOnly(True)
    qtbot.keyClick(edit, Qt.Key.Key_Up)
    assert edit.value() == TODAY


def test_times(qtbot):
    edit = TimeRange(required=True)
    qtbot.addWidget(edit)
    heard, said = [], []
    edit.changed.connect(heard.append)
    edit.problem.connect(said.append)
    qtbot.keyClicks(edit, "1400-1530")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "14:00 – 15:30"
    edit.setText("15-14")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert not edit.is_good()
    assert edit.value() == (time(14), time(15, 30))
    edit.clear()
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert heard == [(time(14), time(15, 30))]
    assert said == ["", "请写成 14:00 – 15:30 这样的起止时间，结束晚于开始。", "请填写时间。"]
    edit.set_value(time(9))
    assert edit.text() == "09:00"
    assert edit.is_good()
