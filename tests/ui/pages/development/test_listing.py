"""The same people as rows: found by name, initials and unit, narrowed by stage, next step and what presses."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from liangxin_desktop.domain.leaving import LeavingKind
from liangxin_desktop.services.development import Column
from liangxin_desktop.services.leaving import Leaving
from liangxin_desktop.services.people import leave
from tests.ui.pages.development.test_page import CTRL, way
from tests.ui.pages.driving import tabbed


def rows(page) -> list[str]:
    model = page.left_side.listing.table.model()
    return sorted(model.index(row, 0).data() for row in range(model.rowCount()))


def test_rows_are_narrowed_by_stage_next_step_and_what_presses(page, qtbot):
    qtbot.keyClick(page, Qt.Key.Key_F, CTRL)
    listing = page.left_side.listing
    assert listing.totals.text() == "共 12 人"
    listing.column.set_value(Column.TARGET.value)
    assert rows(page) == ["谢婷", "马骏"]
    listing.next.set_value(10)
    assert listing.next.currentText() == "下一步：10 政治审查"
    assert rows(page) == ["谢婷"]
    listing.next.set_value(11)
    assert rows(page) == ["谢婷", "马骏"]  # either may come next
    listing.column.set_value("every")
    listing.next.set_value("every")
    listing.state.set_value("overdue")
    assert rows(page) == ["周敏"]
    listing.state.set_value("assessed")
    assert {"周敏", "陈立"} <= set(rows(page))
    assert {listing.column, listing.next, listing.state} <= set(tabbed(qtbot, page, listing.search))


def test_initials_and_filters_work_together(page, qtbot):
    qtbot.keyClick(page, Qt.Key.Key_F, CTRL)
    listing = page.left_side.listing
    qtbot.keyClicks(listing.search, "x")
    qtbot.waitUntil(lambda: len(rows(page)) < 12)
    assert "谢婷" in rows(page)
    listing.column.set_value(Column.APPLICANT.value)
    assert "谢婷" not in rows(page)


def test_who_left_is_found_among_the_rows_only_when_asked_for(page, qtbot):
    gone = way(page, "罗成").person
    page.refresh(leave(page._workspace, gone.id, Leaving(LeavingKind.MOVED, date(2026, 11, 20), towards="某支部")))
    qtbot.keyClick(page, Qt.Key.Key_F, CTRL)
    listing = page.left_side.listing
    assert "罗成" not in rows(page)
    listing.column.set_value("gone")
    assert rows(page) == ["罗成"]
    model = listing.table.model()
    assert [model.index(0, at).data() for at in (3, 4)] == ["2026-11-20 培养材料转出：某支部", "已离开"]
    listing.table.pick(model.index(0, 0))
    assert page.panel.way.person.id == gone.id
    assert "撤销离开…" in [link.text() for link in page.panel.overview.notices.links()]
