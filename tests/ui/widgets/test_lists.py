"""Lists, tables, the year, the chart: read, moved through and opened by keyboard and mouse."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QToolTip

from liangxin_desktop.ui.models.table import Column, SortFilter, TableModel
from liangxin_desktop.ui.theme import current
from liangxin_desktop.ui.widgets.line_chart import LineChart, Point, axis_floor
from liangxin_desktop.ui.widgets.records import Line, Record, RecordList
from liangxin_desktop.ui.widgets.table import TableView
from liangxin_desktop.ui.widgets.tasklist import TaskItem, TaskList, TaskRow
from liangxin_desktop.ui.widgets.year_matrix import DOT_WORDS, Dot, MatrixLegend, YearMatrix

RECORDS = [
    Record(n, (Line(f"会议{n}", "11-18", None), Line("主题"), Line("出席 5/5", "已定稿", "ok"))) for n in range(6)
]


def _spot(view, index):
    return view.visualRect(index).center()


@pytest.fixture
def records(show):
    records = show(RecordList("组织生活"), 300, 400)
    records.set_records(RECORDS)
    records.heard, records.opened_keys = [], []
    records.chosen.connect(records.heard.append)
    records.opened.connect(records.opened_keys.append)
    records.setFocus()
    return records


def test_records_are_chosen_by_mouse_and_keys(qtbot, records):
    qtbot.mouseClick(records.viewport(), Qt.MouseButton.LeftButton, pos=_spot(records, records.model().index(1)))
    qtbot.keyClick(records, Qt.Key.Key_Down)
    qtbot.keyClick(records, Qt.Key.Key_Return)
    assert records.heard == [1, 2]
    assert records.opened_keys == [2]
    assert records.current_key() == 2


def test_the_first_arrow_chooses_the_first_record(qtbot, records):
    qtbot.keyClick(records, Qt.Key.Key_Down)
    assert records.heard == [0]


def test_the_chosen_record_stays_in_silence(records):
    records.choose(3)
    records.set_records(list(reversed(RECORDS)))
    assert records.current_key() == 3
    assert records.heard == [3]
    records.set_records(RECORDS[:2])
    assert records.current_key() is None
    assert not records.choose(5)


def test_a_record_is_read_whole_and_drawn(qtbot, records):
    index = records.model().index(0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "会议0 11-18，主题，出席 5/5 已定稿"
    QAbstractItemModelTester(records.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    ringed = records.viewport().grab().toImage()
    records.clearFocus()
    plain = records.viewport().grab().toImage()
    records.choose(0)
    chosen = records.viewport().grab().toImage()
    assert ringed.pixelColor(1, 30) == current().colour("focus")
    assert plain.pixelColor(1, 30) == current().colour("surface")
    assert chosen.pixelColor(1, 30) == current().colour("accent")


def _table(show):
    model = TableModel(
        [
            Column("姓名", lambda n: n),
            Column("字数", lambda n: str(len(n)), sort=len, align="right"),
            Column("状态", lambda n: "正式", tone=lambda n: "ok"),
        ],
        initials=lambda n: {n[0].lower()},
    )
    model.set_rows(["bb", "a", "ccc"])
    view = TableView("名册")
    proxy = SortFilter(model)
    view.set_model(proxy, [0, 60, 80], sorted_by=1)
    show(view, 420, 220)
    view.proxy, view.source = proxy, model
    return view


def test_a_table_sorts_opens_and_fits(qtbot, show):
    view = _table(show)
    opened, picked = [], []
    view.opened.connect(lambda i: opened.append(view.proxy.row_at(i)))
    view.picked.connect(lambda i: picked.append(view.proxy.row_at(i)))
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    for click in (qtbot.mouseClick, qtbot.mouseDClick):
        click(view.viewport(), Qt.MouseButton.LeftButton, pos=_spot(view, view.proxy.index(2, 0)))
    assert picked == ["a", "bb", "ccc"]
    assert opened == ["bb", "ccc"]
    assert sum(view.columnWidth(c) for c in range(3)) <= view.viewport().width()
    view.resize(200, 220)
    assert sum(view.columnWidth(c) for c in range(3)) <= view.viewport().width()
    assert view.grab().width() == 200


def test_a_change_of_size_makes_the_rows_higher(qapp, show, wear):
    view = _table(show)
    before = view.rowHeight(0)
    wear("light", 20)
    qapp.processEvents()
    assert view.rowHeight(0) > before


TASKS = [
    TaskItem("bad", "已逾期 8 天", "三组 10 月党小组会未记录", "《支部工作条例》第十三条", "去记录", "t1"),
    TaskItem("info", "还剩 31 天", "年度组织生活会与民主评议", "《支部工作条例》第十七、十八条", "", "t2"),
]


def test_tasks_are_done_by_their_link(qtbot, show):
    tasks = show(TaskList(), 500, 200)
    heard = []
    tasks.activated.connect(heard.append)
    tasks.set_items(TASKS)
    first, second = tasks.findChildren(TaskRow)
    assert first.accessibleName() == "已逾期 8 天，三组 10 月党小组会未记录，《支部工作条例》第十三条"
    assert first.link.accessibleName() == "去记录：三组 10 月党小组会未记录"
    qtbot.keyClick(first.link, Qt.Key.Key_Space)
    qtbot.mouseClick(first.link, Qt.MouseButton.LeftButton)
    assert heard == ["t1", "t1"]
    assert second.link.isHidden()
    tasks.set_items(list(TASKS))
    assert tasks.findChildren(TaskRow)[0] is first
    tasks.set_items(TASKS[1:])
    qtbot.waitUntil(lambda: len(tasks.findChildren(TaskRow)) == 1)


def test_a_narrow_task_is_wrapped_not_cut(qtbot, show):
    tasks = show(TaskList(), 300, 400)
    tasks.set_items(TASKS)
    qtbot.waitUntil(lambda: tasks.findChildren(TaskRow)[0].width() > 200)
    for row in tasks.findChildren(TaskRow):
        assert row.height() >= row.heightForWidth(row.width())


@pytest.fixture
def year(show):
    year = YearMatrix()
    year.set_rows([("a", "党员大会", {1: Dot.DONE, 4: Dot.PARTLY}), ("b", "支委会", {12: Dot.MISSING})])
    show(year, 460, 120)
    year.heard = []
    year.activated_at.connect(lambda key, month: year.heard.append((key, month)))
    year.setFocus()
    return year


def test_a_cell_of_the_year_is_clicked(qtbot, year):
    for row, month in ((0, 1), (1, 12)):
        pos = _spot(year, year.model().index(row, month))
        qtbot.mouseClick(year.viewport(), Qt.MouseButton.LeftButton, pos=pos)
    qtbot.mouseClick(year.viewport(), Qt.MouseButton.LeftButton, pos=_spot(year, year.model().index(0, 0)))
    assert year.heard == [("a", 1), ("b", 12)]


def test_the_arrows_move_through_the_year(qtbot, year):
    year.setCurrentIndex(year.model().index(0, 1))
    qtbot.keyClick(year, Qt.Key.Key_Right)
    qtbot.keyClick(year, Qt.Key.Key_Return)
    qtbot.keyClick(year, Qt.Key.Key_Down)
    qtbot.keyClick(year, Qt.Key.Key_Space)
    for _step in range(3):
        qtbot.keyClick(year, Qt.Key.Key_Left)
    qtbot.keyClick(year, Qt.Key.Key_Return)
    assert year.heard == [("a", 2), ("b", 2), ("b", 1)]


def test_each_cell_says_what_its_dot_means(year):
    model = year.model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert model.index(0, 4).data(Qt.ItemDataRole.AccessibleTextRole) == "党员大会 4月：部分小组完成"
    assert model.index(1, 12).data(Qt.ItemDataRole.ToolTipRole) == "支委会 12月：应开未开"
    assert set(DOT_WORDS) == set(Dot)


def test_the_dots_are_drawn_differently(year):
    picture = year.viewport().grab().toImage()
    cells = [year.visualRect(year.model().index(*at)) for at in ((0, 1), (0, 4), (1, 12), (1, 3))]
    drawn = {bytes(picture.copy(c.adjusted(4, 4, -4, -4)).constBits()) for c in cells}
    assert len(drawn) == 4


@pytest.mark.parametrize("width", [330, 460, 900])
def test_the_year_fits_its_width(show, width):
    year = YearMatrix()
    year.set_rows([("a", "组织生活会", {})])
    show(year, width, 100)
    assert sum(year.columnWidth(c) for c in range(13)) == year.viewport().width()
    months = [year.model().headerData(m, Qt.Orientation.Horizontal) for m in (1, 12)]
    assert months == (["1", "12"] if width == 330 else ["1月", "12月"])


def test_in_large_text_every_name_and_month_stays_whole(show, wear):
    wear("light", 20)
    year = YearMatrix()
    year.set_rows([("a", "支部党员大会", {}), ("b", "支委会", {})])
    show(year, 400, 120)
    assert year.minimumSizeHint().width() <= 400
    assert sum(year.columnWidth(c) for c in range(13)) == year.viewport().width()
    name = QFontMetrics(current().font()).horizontalAdvance("支部党员大会")
    assert year.columnWidth(0) >= name + current().px(8)
    assert min(year.columnWidth(c) for c in range(1, 13)) >= current().px(11)
    heads = [year.model().headerData(m, Qt.Orientation.Horizontal) for m in range(1, 13)]
    assert heads == ["1", "", "3", "", "5", "", "7", "", "9", "", "11", ""]


def test_the_legend_draws(show):
    assert show(MatrixLegend()).grab().width() > 100


def test_the_axis_goes_as_low_as_it_must():
    assert axis_floor([]) == 80
    assert axis_floor([91.4, 100]) == 80
    assert axis_floor([79.9]) == 70
    assert axis_floor([0]) == 0


@pytest.fixture
def chart(show):
    chart = show(LineChart(), 400, 140)
    chart.set_points([Point("1月", 91.4), Point("2月", None), Point("3月", 64), Point("4月", 100)])
    chart.setFocus()
    return chart


def test_the_chart_is_read_month_by_month(qtbot, chart):
    assert chart.accessibleDescription() == "1月 91.4%；2月 没有记录；3月 64.0%；4月 100.0%"
    read = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left):
        qtbot.keyClick(chart, key)
        read.append(chart.accessibleName())
    assert read == ["出席率：1月 91.4%", "出席率：2月 没有记录", "出席率：1月 91.4%", "出席率：1月 91.4%"]
    assert chart.grab().toImage().pixelColor(1, 70) == current().colour("focus")


def test_the_chart_tells_the_value_under_the_pointer(chart):
    QApplication.sendEvent(chart, QHelpEvent(QEvent.Type.ToolTip, QPoint(390, 50), chart.mapToGlobal(QPoint(390, 50))))
    assert QToolTip.text() == "4月 100.0%"
    QToolTip.hideText()


def test_a_chart_of_nothing_draws(show):
    chart = show(LineChart(), 300, 100)
    chart.set_points([])
    assert not chart.grab().isNull()
