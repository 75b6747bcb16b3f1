"""The parts of the record: frame, minutes, actions, motions, and what follows from each."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from liangxin_desktop.domain.sessions import Session, SessionKind
from liangxin_desktop.services import sessions
from liangxin_desktop.ui.pages.sessions.roll import called_anew
from liangxin_desktop.ui.requests import NewSession, OpenSession
from liangxin_desktop.ui.widgets.chips import Attendance

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
DRAFT = "theme-day-2026-11-20"


def moment(text):
    return datetime.fromisoformat(f"2026-{text}")


def tab_from(line):
    """Tab as a person presses it: an open list of suggestions gets the key first."""
    popup = line.completer().popup()
    if popup.isVisible():
        QTest.keyClick(popup, Qt.Key.Key_Tab)
    if line.hasFocus():
        QTest.keyClick(line, Qt.Key.Key_Tab)


@pytest.fixture
def editor(page):
    """A new 支部党员大会."""
    page.open(NewSession(SessionKind.MEMBER_MEETING))
    QApplication.processEvents()
    return page.desk.editor


def test_what_is_usual_is_filled_in(editor):
    session = editor.session()
    assert (session.place, session.host, session.recorder) == ("园区党员活动室", "p1", "p6")
    assert session.starts_at == moment("11-23T14:00")
    assert session.ends_at == moment("11-23T15:30")
    assert len(session.present) == 31


def test_ticks_counts_and_pills_follow_the_writing(editor):
    assert editor.head_line.complete.text() == "缺主题、讨论、共识、行动"
    editor.minutes.texts["topic"].setPlainText("研究 四季度\n工作")
    editor.minutes.texts["discussion"].setPlainText("讨论")
    editor.minutes.texts["consensus"].setPlainText("同意")
    editor.minutes.todo.rows[0].what.setPlainText("印发")
    fields = editor.minutes._fields
    assert fields["topic"].label.text() == "✓ 主题"
    assert fields["topic"].aside.text() == "7 字"
    assert fields["actions"].label.text() == "✓ 行动"
    editor._judge()
    assert editor.head_line.complete.text() == "四有齐全"


def test_the_quorum_is_judged_as_people_are_marked(editor):
    assert editor.head_line.attendance.text() == "到会 31 / 应到 31，过半有效"
    for person in list(editor.attendance.chips.states())[:20]:
        editor.attendance.chips.turn(person, Attendance.ABSENT)
    assert editor.head_line.attendance.text() == "到会 11 / 应到 31，不足半数"
    assert "第十一条" in editor.head_line.attendance.toolTip()


def test_times_and_dates_are_typed_freely(editor, qtbot):
    frame = editor.frame_fields
    frame.day.setText("11-20")
    frame.day.editingFinished.emit()
    frame.times.setText("0930-11")
    frame.times.editingFinished.emit()
    session = editor.session()
    assert (session.starts_at, session.ends_at) == (moment("11-20T09:30"), moment("11-20T11:00"))


def test_a_host_is_found_by_initials(editor, qtbot):
    host = editor.frame_fields.host
    host.setFocus()
    host.selectAll()
    qtbot.keyClicks(host, "lwj")
    tab_from(host)
    assert host.text() == "李文静"
    assert editor.session().host == "p2"


def test_a_host_who_has_left_keeps_the_name(branch, page):
    with branch.begin() as work:
        work.sessions.put(work.sessions.get(DRAFT).but(host="old"))
        changes = work.commit()
    page.refresh(changes)
    page.open(OpenSession(DRAFT))
    assert page.desk.editor.frame_fields.host.text() == "韩明月"
    assert page.desk.editor.session().host == "old"


def test_places_are_suggested_by_pinyin(editor, qtbot):
    place = editor.frame_fields.place
    place.setFocus()
    place.selectAll()
    qtbot.keyClicks(place, "yqdy")
    assert place.completer().popup().isVisible()
    assert place._offered.stringList() == ["园区党员活动室"]
    place.completer().popup().hide()


def test_actions_are_typed_row_by_row(editor, qtbot):
    first = editor.minutes.todo.rows[0]
    first.what.setFocus()
    first.what.insertPlainText("报上级党委审批")
    QApplication.processEvents()
    qtbot.keyClick(first.what, Qt.Key.Key_Tab)
    qtbot.keyClicks(first.who, "lwj")
    tab_from(first.who)
    qtbot.keyClicks(first.due_on, "11-25")
    qtbot.keyClick(first.due_on, Qt.Key.Key_Tab)
    first.what.setFocus()
    qtbot.keyClick(first.what, Qt.Key.Key_Return)
    second = editor.minutes.todo.rows[1]
    assert second.what.hasFocus()
    second.what.insertPlainText("请物业配合")
    second.who.setText("物业公司")
    action, other = editor.session().actions
    assert (action.what, action.who, action.due_on) == ("报上级党委审批", "p2", date(2026, 11, 25))
    assert other.who == "物业公司"
    assert first.summary.text() == "李文静，11-25 前"
    second.what.clear()
    second.what.setFocus()
    qtbot.keyClick(second.what, Qt.Key.Key_Backspace)
    assert len(editor.minutes.todo.rows) == 1


def test_a_motion_is_prefilled_judged_and_follows_attendance(editor, qtbot):
    editor.aside.motions.begin()
    card = editor.aside.motions.cards[0]
    assert (card.counts["due"].value(), card.counts["present"].value()) == (29, 29)
    card.matter.setPlainText("接收陈立为预备党员")
    qtbot.keyClicks(card.counts["in_favour"].line, "28")
    qtbot.keyClicks(card.counts["abstain"].line, "1")
    editor._judge()
    assert card.verdict.text() == "通过：赞成超过应到会有表决权人数的半数"
    editor.attendance.chips.turn("p1", Attendance.LEAVE)
    assert card.counts["present"].value() == 28
    assert "不符" in card.fault.text()
    (vote,) = editor.session().votes
    assert (vote.due, vote.present, vote.in_favour, vote.abstain) == (29, 28, 28, 1)


def test_undo_works_in_a_field_across_the_keeping_of_the_draft(page, editor, qtbot):
    topic = editor.minutes.texts["topic"]
    topic.setFocus()
    topic.insertPlainText("第一句")
    assert page.desk.keep()
    qtbot.keyClick(topic, Qt.Key.Key_Z, CTRL)
    assert topic.text() == ""
    qtbot.keyClick(topic, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert topic.text() == "第一句"


def test_what_no_form_can_print_is_left_out(branch, page, editor):
    editor.minutes.texts["topic"].setPlainText("主\u202e题\x07")
    editor.frame_fields.place.setText("会议室\u2066一")
    assert page.desk.keep()
    kept = sessions.get_session(branch, page.desk.session().id)
    assert (kept.topic, kept.place) == ("主题", "会议室一")


def test_a_text_too_long_is_told_and_not_lost(page, editor):
    editor.minutes.texts["discussion"].setPlainText("长" * 100_001)
    assert not page.desk.keep()
    assert "10万字" in page.banner.accessibleName()
    assert len(editor.minutes.texts["discussion"].text()) == 100_001


def test_a_yearly_meeting_names_its_year(page):
    page.open(NewSession(SessionKind.DEMOCRATIC_REVIEW, day=date(2026, 1, 20)))
    frame = page.desk.editor.frame_fields
    assert frame.year.isVisible()
    assert page.desk.editor.session().for_year == 2025
    frame.year.set_value(2026)
    assert page.desk.editor.session().for_year == 2026


def test_tags_guests_and_hours_are_kept(page, editor):
    editor.aside.tags._edit.setText("廉政教育")
    editor.aside.tags._edit.returnPressed.emit()
    editor.aside.guests.setPlainText("街道党工委 周科长")
    editor.aside.hours.setText("1.5")
    session = editor.session()
    assert (session.tags, session.guests, session.hours) == (("廉政教育",), "街道党工委 周科长", 1.5)


def test_called_anew_keeps_marks_and_lets_defaults_go():
    session = Session(
        id="s",
        kind=SessionKind.GROUP_MEETING,
        starts_at="2026-11-18T14:00",
        present=("a", "b", "x"),
        leave=({"person": "c", "reason": "病假"},),
    )
    changed = called_anew(session, before=("a", "b", "c"), now=("b", "c", "d"))
    assert changed.present == ("b", "d", "x")
    assert [one.person for one in changed.leave] == ["c"]
    assert called_anew(session, before=("a",), now=None) == session


@pytest.mark.parametrize("size", [13, 20])
def test_nothing_runs_out_of_the_page(branch, show, wear, size):
    wear("dark" if size == 20 else "light", size)
    from liangxin_desktop.ui.pages.sessions import SessionsPage

    page = SessionsPage(branch)
    page.changed.connect(page.refresh)
    show(page, 1280 - round(176 * size / 13), 668)
    page.shown()
    assert page.minimumSizeHint().width() <= page.width()
    page.left()
