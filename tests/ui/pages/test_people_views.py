"""The views beside a person's form: how they stand, their sessions, their steps, what was changed."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from liangxin_desktop.domain.development import DevelopmentStep, StepDetails, VoteResult
from liangxin_desktop.domain.people import Role
from liangxin_desktop.services.people import get_person, list_people, save_person
from liangxin_desktop.services.person_history import RolePeriod
from liangxin_desktop.ui import pages
from liangxin_desktop.ui.pages import PageEntry
from liangxin_desktop.ui.pages.people.history import role_words
from liangxin_desktop.ui.pages.people.page import PeoplePage
from liangxin_desktop.ui.pages.people.standing import standing_words, years_and_months
from liangxin_desktop.ui.requests import OpenPerson, OpenSession
from liangxin_desktop.ui.widgets.records import RecordList
from tests.ui.pages.driving import shown, tabbed
from tests.ui.pages.specimen import ID_NUMBER, NOW

FACTS, LIFE, STEPS, HISTORY = range(4)
TODAY = NOW.date()


@pytest.fixture
def page(qtbot, workspace):
    page = PeoplePage(workspace)
    page.changed.connect(page.refresh)
    shown(qtbot, page)
    return page


def look(page: PeoplePage, person: str, view: int) -> None:
    page.open(OpenPerson(person))
    page.panel.views.tabs.setCurrentIndex(view)
    QApplication.processEvents()


def aloud(records: RecordList) -> list[str]:
    model = records.model()
    return [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]


def texts(widget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def told(workspace, person: str, today: date = TODAY, **changes) -> list[str]:
    save_person(workspace, get_person(workspace, person).but(**changes))
    line = next(one for one in list_people(workspace, on=today) if one.person.id == person)
    return standing_words(line, today)


@pytest.mark.parametrize(
    ("months", "words"), [(0, "不满 1 个月"), (5, "5 个月"), (12, "1 年整"), (36, "3 年整"), (253, "21 年 1 个月")]
)
def test_months_are_said_as_one_says_them(months, words):
    assert years_and_months(months) == words


def test_how_a_member_stands(workspace):
    words = told(workspace, "p2", joined_on=date(2020, 5, 1))
    assert words[0] == "党龄 20 年 4 个月"
    assert words[1:] == [
        "正式党员",
        "47 岁",
        "第二党小组",
        "副书记",
        "有表决权",
        "2005-07-01 入党",
        "2020-05-01 转入",
    ]
    assert "无表决权" in told(workspace, "p2", votes=False)
    assert told(workspace, "p2", full_on=None)[0] == "党龄未知（缺转正日期）"


def test_how_others_stand(workspace):
    assert told(workspace, "p20")[0] == "预备党员"
    assert "无表决权" in told(workspace, "p20")
    assert told(workspace, "a1") == ["入党积极分子"]
    left = told(workspace, "old", full_on=date(1976, 7, 1))
    assert left[:2] == ["党龄 49 年 10 个月（至离开时）", "已离开"]
    assert left[-2:] == ["2026-05-01 离开", "组织关系转出"]
    came = told(workspace, "p2", joined_on=date(2020, 5, 1), joined_from="五里桥某支部")
    assert "2020-05-01 自五里桥某支部转入" in came
    assert "无表决权" not in left


def test_the_words_stand_above_the_form_and_follow_a_save(page, workspace):
    look(page, "p2", FACTS)
    assert "党龄 20 年 4 个月" in texts(page.panel)
    page.panel.form.field("full_on").control.set_value(date(2007, 1, 1))
    page.panel.save()
    assert "党龄 19 年 10 个月" in page.panel.standing.words()


def test_somebody_new_has_facts_only(page):
    look(page, "p2", HISTORY)
    page._add()
    assert not page.panel.views.tabs.isVisible()
    assert page.panel.views.tabs.currentIndex() == FACTS
    assert not page.panel.standing.isVisible()
    page.panel.form.field("name").control.setText("林秋实")
    page.panel.save()
    assert page.panel.views.tabs.isVisible()


def test_sessions_are_counted_and_listed(page):
    look(page, "p19", LIFE)
    life = page.panel.views.life
    assert aloud(life.sessions)[0] == "支部党员大会 2026-11-18，学习讨论与岗位承诺 缺席"
    assert not any("2026-11-20" in line for line in aloud(life.sessions))
    year = texts(life)[7:14]
    assert year[0] == "2026"
    assert [int(figure) for figure in year[1:5]] == [len(aloud(life.sessions)), 0, 0, len(aloud(life.sessions))]
    assert year[5:] == ["0.0%", "0/32"]


def test_enter_opens_the_session(page, qtbot):
    look(page, "p1", LIFE)
    sessions = page.panel.views.life.sessions
    sessions.setFocus()
    qtbot.keyClick(sessions, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.navigate) as asked:
        qtbot.keyClick(sessions, Qt.Key.Key_Return)
    assert asked.args == ["sessions", OpenSession("member-meeting-2026-11-18")]


def test_without_sessions_it_says_what_will_stand_there(page):
    look(page, "a2", LIFE)
    life = page.panel.views.life
    assert not life.sessions.isVisible()
    assert any("逐次列出" in text for text in texts(life))


def test_sessions_written_elsewhere_are_read_again(page, workspace):
    look(page, "p1", LIFE)
    before = len(aloud(page.panel.views.life.sessions))
    with workspace.begin() as work:
        work.sessions.remove("member-meeting-2026-11-18")
        changes = work.commit()
    page.refresh(changes)
    assert len(aloud(page.panel.views.life.sessions)) == before - 1


def days(page: PeoplePage) -> list[str]:
    return [row.aside for row in page.panel.views.steps.timeline.rows.rows() if row.target is not None]


@pytest.fixture
def on_the_way(page, workspace):
    with workspace.begin() as work:
        work.development.add(DevelopmentStep(person="a1", step=1, done_on="2026-03-02"))
        work.development.add(DevelopmentStep(person="a1", step=2, done_on="2026-03-20"))
        changes = work.commit()
    page.refresh(changes)
    return page


def test_the_steps_are_shown_as_recorded(on_the_way):
    look(on_the_way, "a1", STEPS)
    assert days(on_the_way) == ["2026-03-02", "2026-03-20", *["—"] * 23]
    assert "已记录 2 / 25 步" in texts(on_the_way.panel.views.steps)


def test_both_terms_are_shown_after_an_extension(page, workspace):
    days_of = {15: "2025-03-10", 17: "2025-04-20"}
    rounds = [("2026-03-01", "2026-03-11", "2026-04-01"), ("2026-09-01", "2026-09-11", "2026-10-01")]
    extended = StepDetails(result=VoteResult.EXTEND, extend_months=6)
    with workspace.begin() as work:
        for number, day in days_of.items():
            work.development.add(DevelopmentStep(person="a1", step=number, done_on=day))
        for place, taken in enumerate(rounds):
            for number, day in zip((22, 23, 24), taken, strict=True):
                said = {23: extended if place == 0 else StepDetails(result=VoteResult.CONVERT)}.get(number)
                step = DevelopmentStep(person="a1", step=number, done_on=day, details=said or StepDetails())
                work.development.add(step)
        changes = work.commit()
    page.refresh(changes)
    look(page, "a1", STEPS)
    shown = [
        (row.title, row.aside) for row in page.panel.views.steps.timeline.rows.rows() if row.aside.startswith("2026")
    ]
    names = ("提出转正申请", "支部大会讨论转正", "上级党委审批")
    assert shown == [
        *((f"{name}（延长前）", day) for name, day in zip(names, rounds[0], strict=True)),
        *zip(names, rounds[1], strict=True),
    ]


def test_the_link_leads_to_development_where_the_window_has_it(on_the_way, qtbot, monkeypatch):
    monkeypatch.setattr(pages, "ALL_PAGES", ())
    look(on_the_way, "a1", STEPS)
    link = on_the_way.panel.views.steps.link
    assert not link.isVisible()
    monkeypatch.setattr(pages, "ALL_PAGES", (PageEntry("development", "发展党员", "x", "x:X"),))
    on_the_way.panel.views.renew()
    assert link.isVisible()
    with qtbot.waitSignal(on_the_way.navigate) as asked:
        qtbot.keyClick(link, Qt.Key.Key_Space)
    assert asked.args == ["development", OpenPerson("a1")]


def test_who_came_as_a_member_has_no_steps(page):
    look(page, "p1", STEPS)
    steps = page.panel.views.steps
    assert not steps.timeline.isVisible()
    assert not steps.link.isVisible()
    assert any("没有发展党员的记录" in text for text in texts(steps))
    look(page, "a2", STEPS)
    assert any("还没有记录步骤" in text for text in texts(steps))


def test_changes_and_seats_are_told(page, workspace):
    page.open(OpenPerson("p2"))
    changed = get_person(workspace, "p2").but(role="organization", phone="13911112222", position="部门主管")
    page.refresh(save_person(workspace, changed))
    look(page, "p2", HISTORY)
    newest, first = aloud(page.panel.views.history.changes)
    assert newest.startswith("修改 2026-11-23 14:02")
    assert "岗位：工程师 → 部门主管" in newest
    assert "→ 139****2222" in newest
    assert first.startswith("录入名册")
    assert sorted(texts(page.panel.views.history.roles)) == ["2026-11-23 登记时已任", "组织委员"]


def test_numbers_that_look_alike_once_masked_are_said_to_have_changed(page, workspace):
    person = get_person(workspace, "old")
    for phone in ("13911112222", "13933332222"):
        changes = save_person(workspace, person.but(phone=phone))
    page.refresh(changes)
    look(page, "old", HISTORY)
    newest = aloud(page.panel.views.history.changes)[0]
    assert "联系电话：139****2222（号码已改）" in newest
    assert ID_NUMBER not in " ".join(aloud(page.panel.views.history.changes))


@pytest.mark.parametrize(
    ("until", "from_start", "words"),
    [
        (None, False, "2025-04-16 起"),
        (None, True, "2025-04-16 登记时已任"),
        (date(2026, 1, 2), False, "2025-04-16 至 2026-01-02"),
        (date(2026, 1, 2), True, "2025-04-16 至 2026-01-02（登记时已任）"),
    ],
)
def test_a_seat_is_said_with_its_days(until, from_start, words):
    period = RolePeriod(Role.ORGANIZATION, date(2025, 4, 16), until, from_start=from_start)
    assert role_words(period) == ("组织委员", words)


def test_the_view_stays_while_going_down_the_list(page, qtbot):
    look(page, "p1", HISTORY)
    qtbot.keyClick(page.roster.table, Qt.Key.Key_Down)
    assert page.panel.person_id() != "p1"
    assert page.panel.views.tabs.currentIndex() == HISTORY
    assert page.panel.views.history.isVisible()


def test_the_arrow_keys_turn_the_views_and_tab_goes_as_one_reads(page, qtbot):
    look(page, "p1", FACTS)
    views = page.panel.views
    views.tabs.setFocus()
    qtbot.keyClick(views.tabs, Qt.Key.Key_Right)
    assert views.life.isVisible()
    stops = tabbed(qtbot, page, page.panel._put_away)
    assert stops[:3] == [page.panel._put_away, views.tabs, views.life.sessions]
    assert page.panel.form not in {stop.parent() for stop in stops}


def test_a_click_on_a_view_never_leads_the_focus_into_a_field(page, qtbot):
    look(page, "p1", LIFE)
    tabs = page.panel.views.tabs
    page.panel.views.life.sessions.setFocus()
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(FACTS).center())
    assert tabs.currentIndex() == FACTS
    assert QApplication.focusWidget() is tabs


def test_what_is_wrong_is_said_on_the_form_whatever_is_looked_at(page, qtbot):
    look(page, "p2", FACTS)
    name = page.panel.form.field("name").control
    name.clear()
    page.panel.views.tabs.setCurrentIndex(HISTORY)
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert page.panel.views.tabs.currentIndex() == FACTS
    assert QApplication.focusWidget() is name
