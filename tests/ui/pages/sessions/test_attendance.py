"""Attendance: everyone present until clicked, two letters mark, marks stay when who is due changes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from liangxin_desktop.domain.people import Person
from liangxin_desktop.domain.sessions import Session
from liangxin_desktop.services import sessions
from liangxin_desktop.ui.pages.sessions.reasons import ReasonPopup
from liangxin_desktop.ui.requests import NewSession, OpenSession
from liangxin_desktop.ui.widgets.chips import Attendance, Chip

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
KIND = sessions.SessionKind


@pytest.fixture
def roll(page, typist):
    """Attendance of a new 支部党员大会, the focus upon it."""
    typist.press(Qt.Key.Key_1, ALT)
    return page.desk.editor.attendance


def chip(roll, name):
    return next(one for one in roll.chips.findChildren(Chip) if one.person.name == name and not one.isHidden())


def away(roll):
    return {one for one, state in roll.chips.states().items() if state is not Attendance.PRESENT}


def test_everyone_is_present_until_clicked(roll, qtbot):
    assert len(roll.chips.states()) == 31
    assert away(roll) == set()
    one = chip(roll, "曹军")
    for word in ("请假", "缺席", "出席"):
        qtbot.mouseClick(one, Qt.MouseButton.LeftButton)
        assert word in one.accessibleName()


def test_where_nobody_is_due_it_says_where_people_are_put_down(page):
    field = page.desk.editor.attendance
    field.show_session(Session(id="s", kind=KIND.MEMBER_MEETING, starts_at="2026-11-20T14:00"), ())
    assert "请先在“党员名册”里登记" in field._hint.text()
    assert field._all.isHidden()


def test_space_turns_and_undo_takes_back(roll, typist):
    chip(roll, "曹军").setFocus()
    typist.press(Qt.Key.Key_Space)
    typist.press(Qt.Key.Key_Space)
    assert roll.chips.states()["p27"] is Attendance.ABSENT
    typist.press(Qt.Key.Key_Z, CTRL)
    assert roll.chips.states()["p27"] is Attendance.LEAVE


def test_two_letters_mark_the_only_one_who_answers(roll, typist):
    typist.letters("y")
    assert roll._hint.text() == "y…"
    typist.letters("s")
    assert away(roll) == {"p28"}
    assert "严肃" in roll._hint.text()


def test_where_several_answer_a_digit_chooses(roll, typist):
    typist.letters("wj")
    assert away(roll) == {"p7"}
    typist.letters("zx")
    assert away(roll) == {"p7"}
    assert "1 赵雪梅" in roll._hint.text()
    assert "2 周晓燕" in roll._hint.text()
    typist.letters("2")
    assert away(roll) == {"p7", "p6"}


def test_a_third_letter_narrows(roll, typist):
    typist.letters("zxm")
    assert away(roll) == {"p4"}


def test_letters_nobody_answers_say_so(roll, typist):
    typist.letters("q")
    typist.letters("q")
    assert "没有这样的人" in roll._hint.text() or roll._hint.text() == "q…"
    assert away(roll) == set()


def test_all_present_in_one_click(roll, typist, qtbot):
    typist.letters("ys")
    qtbot.mouseClick(roll._all, Qt.MouseButton.LeftButton)
    assert away(roll) == set()


def test_the_reason_is_picked_or_typed(page, roll, typist, qtbot):
    typist.letters("ys")
    typist.press(Qt.Key.Key_Return)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, ReasonPopup)
    qtbot.keyClicks(popup.line, "3")
    qtbot.keyClick(popup.line, Qt.Key.Key_Return)
    (leave,) = page.desk.editor.session().leave
    assert (leave.person, leave.reason) == ("p28", "病假")
    assert "病假" in roll._reason.text()
    roll._reason.click()
    popup = QApplication.activePopupWidget()
    popup.line.setText("参加 街道 培训")
    qtbot.keyClick(popup.line, Qt.Key.Key_Return)
    assert page.desk.editor.session().leave[0].reason == "参加 街道 培训"


def test_another_group_calls_the_roll_anew(page):
    page.open(NewSession(KIND.GROUP_MEETING, group="g1"))
    editor = page.desk.editor
    first = set(editor.attendance.chips.states())
    editor.attendance.chips.turn("p1", Attendance.LEAVE)
    editor.frame_fields.group.set_value("g2")
    editor.frame_fields.group.chosen.emit("g2")
    session = editor.session()
    assert session.group == "g2"
    assert set(editor.attendance.chips.states()).isdisjoint(first)
    assert set(session.present) == set(editor.attendance.chips.states())
    assert [one.person for one in session.leave] == ["p1"]
    assert set(editor.attendance.others.states()) == {"p1"}


def test_another_day_keeps_the_marks(page, roll, typist):
    typist.letters("ys")
    day = page.desk.editor.frame_fields.day
    day.setText("2026-11-20")
    day.editingFinished.emit()
    session = page.desk.editor.session()
    assert session.held_on.day == 20
    assert [one.person for one in session.leave] == ["p28"]
    assert len(session.present) == 30


def test_another_kind_keeps_the_marks(page, roll, typist):
    typist.letters("lw")
    page.desk.editor.head_line.kind_wanted.emit(KIND.COMMITTEE_MEETING)
    session = page.desk.editor.session()
    assert session.kind is KIND.COMMITTEE_MEETING
    assert set(page.desk.editor.attendance.chips.states()) == {"p1", "p2", "p3", "p4", "p5"}
    assert [one.person for one in session.leave] == ["p2"]
    assert len(session.present) == 4


def test_whoever_is_no_longer_due_stays_in_sight(branch, page):
    with branch.begin() as work:
        gone = work.people.get("p28")
        session = work.sessions.get("theme-day-2026-11-20")
        work.sessions.put(session.but(present=(*session.present, "p28")))
        work.people.put(Person(id=gone.id, name=gone.name, left_on="2026-11-01"))
        changes = work.commit()
    page.refresh(changes)
    page.open(OpenSession("theme-day-2026-11-20"))
    others = page.desk.editor.attendance.others
    assert others.isVisible()
    assert others.states() == {"p28": Attendance.PRESENT}
    assert "不在应到名单" in others._label.text()
    assert "p28" in page.desk.editor.session().present


def test_a_talk_names_those_who_came(page, qtbot):
    page.open(NewSession(KIND.HEART_TALK))
    field = page.desk.editor.attendance
    assert field.chips.states() == {}
    line = field.others.line
    assert line.hasFocus()
    qtbot.keyClicks(line, "lwj")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClicks(line, "ys")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert page.desk.editor.session().present == ("p2", "p28")
    assert line.text() == ""
