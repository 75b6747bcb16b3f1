"""出席统计: reached from the page, read by period, carried away, left by Esc."""

from __future__ import annotations

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from liangxin_desktop.domain.sessions import SessionKind
from liangxin_desktop.services.attendance import attendance_statistics
from liangxin_desktop.ui.models.attendance import NOTE, SUM_WIDTHS
from liangxin_desktop.ui.pages.sessions.statistics import StatisticsView
from liangxin_desktop.ui.requests import NewSession
from liangxin_desktop.ui.widgets.basic import Button
from tests.ui.pages.driving import settled


@pytest.fixture
def view(page) -> StatisticsView:
    button = next(one for one in page.findChildren(Button) if one.text() == "出席统计")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page.views.currentWidget() is page.views.statistics
    return page.views.statistics


@pytest.fixture
def to_file(monkeypatch, tmp_path):
    """Every file goes where it is put here."""

    def put(name):
        path = tmp_path / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_kwargs: (str(path), ""))
        return path

    return put


def cell(view: StatisticsView, row: int, column: int) -> str:
    return view.grid.sums.model().index(row, column).data()


def choose(view: StatisticsView, period: str) -> None:
    view.periods.set_value(period)
    view.periods.chosen.emit(period)


def test_the_table_shows_what_the_service_tells(view, branch):
    told = attendance_statistics(branch, view.period())
    model = view.grid.sums.model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert str(view.period()) == "2026"
    assert model.rowCount() == len(told.rows) == 31
    assert model.columnCount() == len(SUM_WIDTHS) + len(told.columns)
    assert [cell(view, 0, column) for column in (0, 2, 3)] == [
        told.rows[0].name,
        str(told.rows[0].due),
        str(told.rows[0].present),
    ]
    assert f"{len(told.columns)} 次" in view.summary.text()


def test_another_period_and_another_year(view):
    choose(view, "2026Q3")
    quarter = view.grid.sums.model().columnCount()
    choose(view, "2026-08")
    assert len(SUM_WIDTHS) < view.grid.sums.model().columnCount() < quarter
    view.years.set_options([(2026, "2026"), (2025, "2025")])
    view.years.set_value(2025)
    view.years.chosen.emit(2025)
    assert str(view.period()) == "2025-08"


def test_only_the_marks_scroll_sideways_and_both_scroll_down_together(view, page):
    sums, marks = view.grid.sums, view.grid.marks
    assert sums.horizontalScrollBar().maximum() == 0
    marks.horizontalScrollBar().setValue(marks.horizontalScrollBar().maximum())
    QApplication.processEvents()
    assert page.width() <= 1190
    marks.verticalScrollBar().setValue(120)
    assert sums.verticalScrollBar().value() == 120
    sums.verticalScrollBar().setValue(30)
    assert marks.verticalScrollBar().value() == 30
    assert sums.rowHeight(3) == marks.rowHeight(3)
    assert sums.horizontalHeader().height() == marks.horizontalHeader().height()


def test_sorting_moves_both(view):
    view.grid.sums.sortByColumn(6, Qt.SortOrder.AscendingOrder)
    rates = [cell(view, row, 6) for row in range(31)]
    numbers = [101.0 if rate == "—" else float(rate.rstrip("%")) for rate in rates]
    assert numbers == sorted(numbers)
    assert view.grid.marks.model() is view.grid.sums.model()


def test_nobody_flagged_needs_no_column(view):
    assert view.grid.sums.isColumnHidden(NOTE) is not view.notes.isVisible()


def test_escape_goes_back_to_the_list(view, page, qtbot):
    view.years.setFocus()
    QTest.keyClick(view.years, Qt.Key.Key_Escape)
    assert page.views.currentIndex() == 0
    assert page.listing.records.hasFocus()


def test_enter_in_a_session_s_column_opens_it(view, page, branch):
    told = attendance_statistics(branch, view.period())
    marks = view.grid.marks
    marks.setFocus()
    marks.setCurrentIndex(marks.model().index(0, len(SUM_WIDTHS) + 1))
    QTest.keyClick(marks, Qt.Key.Key_Return)
    assert page.views.currentIndex() == 0
    assert page.desk.session().id == told.columns[1].id


def test_a_new_session_is_begun_on_the_desk(view, page):
    page.open(NewSession(SessionKind.LECTURE))
    assert page.views.currentIndex() == 0


def test_the_table_is_written_as_a_workbook(view, qtbot, to_file):
    path = to_file("出席.xlsx")
    with qtbot.waitSignal(view.errands.written) as heard:
        view.export.click()
    assert heard.args[0].startswith("已导出到“出席.xlsx”")
    assert openpyxl.load_workbook(path).sheetnames[0] == "2026出席统计"


def test_the_year_is_bound(view, qtbot, to_file):
    path = to_file("装订.pdf")
    with qtbot.waitSignal(view.errands.written, timeout=20_000):
        view.bind.click()
        assert view.errands.isVisible()
    settled(qtbot)
    assert path.read_bytes().startswith(b"%PDF")
    assert not view.errands.isVisible()


def test_binding_can_be_cancelled(view, page, qtbot, to_file):
    path = to_file("装订.pdf")
    view.bind.click()
    view.errands.cancelled.emit()
    settled(qtbot)
    assert not path.exists()
    assert not page.banner.isVisible()


def test_a_year_without_records_is_refused_at_the_head(view, page, qtbot, to_file):
    to_file("装订.pdf")
    view.years.set_options([(1999, "1999")])
    view.years.set_value(1999)
    view.years.chosen.emit(1999)
    view.bind.click()
    settled(qtbot)
    assert page.banner.isVisible()


def test_large_text_leaves_the_group_out(view, page, wear):
    assert not view.grid.sums.isColumnHidden(1)
    wear("dark", 20)
    page.resize(1104, 640)
    QApplication.processEvents()
    view.renew()
    assert page.width() <= 1190
    assert view.grid.marks.width() > 150
