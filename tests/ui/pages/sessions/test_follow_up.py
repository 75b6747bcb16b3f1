"""What was left undone goes on, and is marked done in place; the month's themes are offered and write no minutes."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from liangxin_desktop.domain.prompts import Prompt
from liangxin_desktop.domain.sessions import Action, Session, SessionKind, SessionStatus
from liangxin_desktop.services.sessions import get_session
from liangxin_desktop.ui.dialogs.done import DoneDialog
from liangxin_desktop.ui.pages.sessions import SessionsPage
from liangxin_desktop.ui.requests import NewSession, OpenSession
from tests.ui.pages.driving import answering, tabbed

OPEN = tuple(Action(what=f"第{at}件事", who="p2", due_on=date(2026, 11, at)) for at in range(1, 6))


@pytest.fixture
def page(branch, show):
    last = Session(
        id="last",
        kind=SessionKind.COMMITTEE_MEETING,
        status=SessionStatus.FINAL,
        starts_at="2026-10-30T14:00",
        ends_at="2026-10-30T15:00",
        actions=OPEN,
    )
    themes = (
        Prompt(id="t1", month="2026-11", theme="走访企业", points="听诉求\n记清单"),
        Prompt(id="t2", month="2026-11", theme="学习新精神"),
        Prompt(id="t3", month="2026-12", theme="年终总结"),
    )
    with branch.begin() as work:
        work.sessions.put(last)
        for theme in themes:
            work.prompts.put(theme)
        work.commit()
    made = SessionsPage(branch)
    made.changed.connect(made.refresh)
    show(made, 1190, 716, before_close=SessionsPage.left)
    made.shown()
    return made


def opened(page, request) -> None:
    page.open(request)
    QApplication.processEvents()


def offered(page) -> list[str]:
    return [one.action.what for one in page.desk.editor.follow_up.left]


def press(page, name: str) -> None:
    next(one for one in page.desk.editor.follow_up.buttons() if one.accessibleName() == name).click()


def test_a_new_meeting_is_offered_what_the_last_left_undone(page):
    opened(page, NewSession(SessionKind.COMMITTEE_MEETING))
    follow_up = page.desk.editor.follow_up
    assert follow_up.isVisible()
    assert offered(page) == [one.what for one in OPEN]
    names = [one.text() for one in follow_up.buttons()]
    assert names == ["办结…", "转入本次"] * 3 + ["另有 2 项"]
    follow_up.buttons()[-1].click()
    assert len(follow_up.buttons()) == 10
    opened(page, NewSession(SessionKind.THEME_DAY))
    assert not follow_up.isVisible()


def test_one_is_carried_along_with_a_new_day(page, branch):
    opened(page, NewSession(SessionKind.COMMITTEE_MEETING))
    press(page, "转入本次：第2件事")
    assert "第2件事" not in offered(page)
    row = page.desk.editor.minutes.todo.rows[0]
    assert QApplication.focusWidget() is row.due_on
    QTest.keyClicks(row.due_on, "20261215")
    QTest.keyClick(row.due_on, Qt.Key.Key_Tab)
    page.desk.save()
    (action,) = get_session(branch, page.desk.session().id).actions
    assert action == Action(what="第2件事", who="p2", due_on=date(2026, 12, 15))
    press(page, "转入本次：第1件事")
    assert [one.what for one in page.desk.editor.minutes.todo.items()] == ["第2件事", "第1件事"]


def test_one_is_marked_done_in_the_record_that_stays_finished(page, branch):
    opened(page, NewSession(SessionKind.COMMITTEE_MEETING))
    said = []
    page.said.connect(said.append)
    answering(lambda dialog: dialog.accept() if isinstance(dialog, DoneDialog) else None)
    press(page, "办结：第1件事")
    kept = get_session(branch, "last")
    assert kept.actions[0].done_on == date(2026, 11, 23)
    assert kept.is_final
    assert offered(page)[0] == "第2件事"
    assert said == ["已办结：第1件事"]


def test_the_day_is_typed_and_must_lie_after_the_meeting(page, branch):
    opened(page, NewSession(SessionKind.COMMITTEE_MEETING))

    def answer(dialog: DoneDialog) -> None:
        dialog.day.clear()
        QTest.keyClicks(dialog.day, "20261001")
        QTest.keyClick(dialog.day, Qt.Key.Key_Return)
        assert dialog.isVisible()
        dialog.day.clear()
        QTest.keyClicks(dialog.day, "20261105")
        QTest.keyClick(dialog.day, Qt.Key.Key_Return)

    answering(answer)
    press(page, "办结：第1件事")
    assert get_session(branch, "last").actions[0].done_on == date(2026, 11, 5)


def test_going_back_changes_nothing(page, branch):
    opened(page, OpenSession("last"))
    answering(lambda dialog: dialog.reject())
    page.desk.editor.minutes.todo.rows[0].finish.click()
    assert get_session(branch, "last").actions == OPEN


def test_a_finished_record_has_a_button_for_each_open_action(page, branch):
    opened(page, OpenSession("last"))
    rows = page.desk.editor.minutes.todo.rows
    assert [row.finish.isVisible() for row in rows] == [True] * 5
    answering(lambda dialog: dialog.accept())
    rows[2].finish.click()
    QApplication.processEvents()
    assert get_session(branch, "last").actions[2].done_on == date(2026, 11, 23)
    rows = page.desk.editor.minutes.todo.rows
    assert [row.finish.isVisible() for row in rows] == [True, True, False, True, True]
    assert "11-23 办结" in rows[2].summary.text()
    opened(page, OpenSession("theme-day-2026-11-20"))
    assert not page.desk.editor.minutes.todo.rows[0].finish.isVisible()


def test_tab_goes_from_the_actions_to_what_was_left_undone(page, qtbot):
    opened(page, NewSession(SessionKind.COMMITTEE_MEETING))
    editor = page.desk.editor
    stops = tabbed(qtbot, page, editor.minutes.texts["consensus"])
    after = stops.index(editor.minutes.todo.rows[-1].done_on) + 1
    assert stops[after : after + 7] == editor.follow_up.buttons()
    assert stops[after + 7] is editor.aside.motions.add


def test_a_theme_fills_an_empty_topic_and_nothing_else(page, branch):
    opened(page, NewSession(SessionKind.LECTURE))
    editor = page.desk.editor
    assert editor.themes.button.isVisible()
    assert not editor.themes.isVisible()
    editor.themes._offer()
    first, second = editor.themes.menu.actions()
    assert [first.text(), second.text()] == ["走访企业", "学习新精神"]
    editor.themes.menu.hide()
    first.trigger()
    assert editor.minutes.texts["topic"].text() == "走访企业"
    assert editor.themes.points.text() == "· 听诉求\n· 记清单"
    second.trigger()
    assert editor.minutes.texts["topic"].text() == "走访企业"
    assert not editor.themes.points.isVisible()
    page.desk.keep()
    kept = get_session(branch, page.desk.session().id)
    assert (kept.prompt, kept.topic) == ("t2", "走访企业")
    assert (kept.discussion, kept.consensus, kept.actions) == (None, None, ())


def test_a_theme_is_shown_again_and_can_be_dropped(page, branch):
    opened(page, NewSession(SessionKind.THEME_DAY, day=date(2026, 11, 24)))
    editor = page.desk.editor
    editor.themes.choose(editor.themes._themes[0])
    page.desk.save()
    id_ = page.desk.session().id
    opened(page, OpenSession("last"))
    assert not editor.themes.isVisible()
    opened(page, OpenSession(id_))
    assert "走访企业" in editor.themes.title.text()
    assert editor.themes.isVisible()
    editor.themes.drop.click()
    page.desk.keep()
    assert get_session(branch, id_).prompt is None


def test_themes_follow_month_and_kind(page):
    opened(page, NewSession(SessionKind.LECTURE, day=date(2026, 10, 8)))
    assert not page.desk.editor.themes.button.isVisible()
    opened(page, NewSession(SessionKind.COMMITTEE_MEETING))
    assert not page.desk.editor.themes.button.isVisible()
    opened(page, OpenSession("lecture-2026-10-20"))
    assert not page.desk.editor.themes.button.isVisible()
