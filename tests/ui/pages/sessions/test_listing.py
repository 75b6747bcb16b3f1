"""The list: narrowed by kind, group, tag and text, added up, written to a workbook, gone through by keyboard."""

from __future__ import annotations

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from liangxin_desktop.services.lists import SessionTotals, totals
from liangxin_desktop.services.sessions import list_sessions
from liangxin_desktop.ui.pages.sessions import exporting
from liangxin_desktop.ui.pages.sessions.listing import SessionListing
from tests.ui.pages.driving import settled


@pytest.fixture
def listing(workspace, show) -> SessionListing:
    with workspace.begin() as work:
        tagged = work.sessions.get("lecture-2026-10-20")
        work.sessions.put(tagged.but(tags=("廉政教育", "联建")))
        work.commit()
    made = show(SessionListing(), 300, 600)
    made.show_years([2026, 2025], 2026)
    made.show_lines(list_sessions(workspace, 2026))
    return made


def ids(listing):
    return [line.session.id for line in listing.shown_lines()]


def menu(listing) -> QMenu:
    listing.narrow.menu().aboutToShow.emit()
    return listing.narrow.menu()


def test_the_menu_offers_what_the_year_has(listing):
    words = [action.text() for action in menu(listing).actions() if not action.isSeparator()]
    assert words == [
        *("全部类型", "支部党员大会", "支委会", "党小组会", "党课", "主题党日"),
        *("全部党小组", "第一党小组", "第二党小组", "第三党小组"),
        *("全部标签", "廉政教育", "联建"),
    ]
    assert [one.text() for one in menu(listing).actions() if one.isChecked()] == ["全部类型", "全部党小组", "全部标签"]


def test_choices_narrow_together_and_with_the_text(listing, qtbot):
    every = len(ids(listing))
    pick(listing, "党小组会")
    groups = len(ids(listing))
    pick(listing, "第二党小组")
    assert 0 < len(ids(listing)) < groups < every
    assert listing.narrow.words() == "党小组会、第二党小组"
    assert listing.name() == "组织生活-2026-党小组会、第二党小组"
    with qtbot.waitSignal(listing.filter.sought):
        listing.filter.setText("2026-07")
    assert ids(listing) == ["group-meeting-2026-07-15"]
    pick(listing, "党课")
    assert ids(listing) == []
    assert "党课、第二党小组、2026-07" in listing._empty.text()
    assert not listing.export.isEnabled()


def pick(listing, words):
    next(action for action in menu(listing).actions() if action.text() == words).trigger()


def test_a_tag_narrows_and_a_year_without_it_drops_it(listing, workspace):
    pick(listing, "廉政教育")
    assert ids(listing) == ["lecture-2026-10-20"]
    assert "廉政教育" in listing.narrow.accessibleName()
    listing.show_lines(list_sessions(workspace, 2025))
    assert listing.narrow.words() == ""


def test_the_foot_adds_up_what_is_shown(listing, workspace):
    lines = list_sessions(workspace, 2026)
    found = totals(lines)
    assert (found.count, found.drafts) == (len(lines), 1)
    assert f"共{found.count}次（草稿1），出席率{found.rate:.1%}" in listing._totals.text()
    pick(listing, "支委会")
    assert listing._totals.text() == f"共{len(ids(listing))}次，出席率100.0%"
    assert totals(()) == SessionTotals(0, 0, None)
    held = [line for line in lines if line.session.is_final]
    assert found.rate == sum(one.present for one in held) / sum(one.due for one in held)


def test_next_and_previous_by_keyboard_from_anywhere_on_the_page(page, qtbot):
    page.activateWindow()
    first, second = ids(page.listing)[:2]
    page.listing.filter.setFocus()
    assert page.desk.session().id == first
    QTest.keyClick(page.listing.filter, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.desk.session().id == second
    QTest.keyClick(page.listing.filter, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.listing.filter, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert page.desk.session().id == first


def test_what_is_shown_goes_to_a_workbook(page, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "列表.xlsx"
    asked = []
    monkeypatch.setattr(exporting, "ask_where", lambda _self, _title, name, _kinds: asked.append(name) or path)
    pick(page.listing, "支委会")
    with qtbot.waitSignal(page.exporter.written):
        page.listing.export.click()
    settled(qtbot)
    rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    assert asked == ["组织生活-2026-支委会.xlsx"]
    assert len(rows) == len(ids(page.listing)) + 1
    assert {row[1] for row in rows[1:]} == {"支委会"}
    assert rows[1][0] == page.listing.shown_lines()[0].session.starts_at
    monkeypatch.setattr(exporting, "ask_where", lambda *_: None)
    page.listing.export.click()
    assert not page.exporter.isVisible()
