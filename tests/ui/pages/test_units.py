"""覆盖单位: the rates against their targets, units by keyboard, sheets only as shown, what was removed comes back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QLabel, QPushButton

from liangxin_desktop.domain.units import Unit
from liangxin_desktop.services.branch import get_branch, save_branch
from liangxin_desktop.services.checks import run_check, set_aside
from liangxin_desktop.services.units import list_units, put_unit, remove_unit
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.pages import ALL_PAGES
from liangxin_desktop.ui.pages.units.page import UnitsPage
from liangxin_desktop.ui.pages.workbench.page import WorkbenchPage
from liangxin_desktop.ui.requests import OpenUnits
from liangxin_desktop.ui.searching import found_by, request_for
from liangxin_desktop.ui.widgets.fields import NumberField
from tests.ui.pages.driving import answering, drop, reads_downwards, settled, shown, tabbed, write_sheet

SOFT, CARE, GREEN = "启明软件有限公司", "和润物业服务有限公司", "青禾公益发展中心"
TITLES: list[object] = ["单位名称", "职工人数", "党员人数", "有党组织", "规模以上", "重点行业"]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def kept(workspace: Workspace) -> Workspace:
    """Besides the three good units, one that keeps two rates down."""
    put_unit(workspace, Unit(name="大方机械有限公司", employees=240, members=4, above_scale=True))
    return workspace


@pytest.fixture
def page(qtbot, kept: Workspace) -> UnitsPage:
    page = UnitsPage(kept)
    shown(qtbot, page)
    return page


def units(workspace: Workspace) -> dict[str, Unit]:
    return {one.unit.name: one.unit for one in list_units(workspace).lines}


def key_of(workspace: Workspace, name: str) -> str:
    return next(str(one.id) for one in list_units(workspace).lines if one.unit.name == name)


def names(page: UnitsPage) -> list[str]:
    return [row[0] for row in cells(page)]


def cells(page: UnitsPage) -> list[list[str]]:
    model = page.desk.listing.table.model()
    return [[model.index(row, at).data() for at in range(7)] for row in range(model.rowCount())]


def number(page: UnitsPage, field: str) -> NumberField:
    control = page.desk.panel.form.field(field).control
    assert isinstance(control, NumberField)
    return control


def press(qtbot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def in_front(qtbot, page: UnitsPage) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)


def test_the_page_stands_after_the_branch() -> None:
    keys = [entry.key for entry in ALL_PAGES]
    assert keys.index("units") == keys.index("branch") + 1


def test_the_rates_stand_against_their_targets(page: UnitsPage) -> None:
    assert [tile.accessibleName() for tile in page.desk.rates.tiles.values()] == [
        "50人以上有党员：100.0%4 / 4 家 ✓ 达到目标 97%",
        "100人以上有党组织：0.0%0 / 1 家 ↓ 低于 97%，差 1 家",
        "规模以上有党组织：0.0%0 / 1 家 ↓ 低于 97%，差 1 家",
        "重点行业有党组织：—没有这类单位 目标 100%",
    ]


def test_a_rate_set_aside_says_why(page: UnitsPage, kept: Workspace, qtbot) -> None:
    finding = next(one for one in run_check(kept).findings if one.period == "above-scale")
    with qtbot.waitSignal(page.counted) as counted:
        page.refresh(set_aside(kept, finding, "正在筹建"))
    assert counted.args == [1]
    tile = page.desk.rates.tiles["above-scale"]
    assert "低于 97%，已说明" in tile.accessibleName()
    assert "正在筹建" in tile.toolTip()


def test_the_table_is_a_sound_model_and_sorts(page: UnitsPage, qtbot) -> None:
    table = page.desk.listing.table
    QAbstractItemModelTester(table.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert cells(page)[3] == ["大方机械有限公司", "240", "4", "无", "是", "", "缺党组织"]
    assert page.desk.listing.totals.text() == "共4家，职工420人，党员22人"
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert names(page)[0] == "大方机械有限公司"
    table.sortByColumn(6, Qt.SortOrder.AscendingOrder)
    assert names(page)[0] == "大方机械有限公司"
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert names(page) == ["大方机械有限公司", CARE, SOFT, GREEN]


def test_units_are_found_by_initials_and_by_what_they_keep_down(page: UnitsPage, qtbot) -> None:
    in_front(qtbot, page)
    qtbot.keyClick(page, Qt.Key.Key_F, CTRL)
    assert QApplication.focusWidget() is page.desk.listing.search
    qtbot.keyClicks(page.desk.listing.search, "hrwy")
    qtbot.waitUntil(lambda: names(page) == [CARE])
    page.desk.listing.narrow("pulling")
    assert names(page) == ["大方机械有限公司"]
    which = page.desk.listing.which
    offered = [which.itemText(at) for at in range(which.count())]
    assert offered == ["全部单位", "拉低覆盖率的单位", "拉低“100人以上有党组织”", "拉低“规模以上有党组织”"]


def test_a_finding_leads_to_the_units_that_keep_the_rate_down(page: UnitsPage, kept: Workspace, qtbot) -> None:
    bench = WorkbenchPage(kept)
    shown(qtbot, bench)
    line = next(one for one in bench._todo._tasks if one[0].code == "cover.target")
    with qtbot.waitSignal(bench.navigate) as asked:
        bench._todo.activated.emit(line)
    assert asked.args == ["units", OpenUnits(rate=line[0].period)]
    page.open(asked.args[1])
    assert names(page) == ["大方机械有限公司"]
    assert page.desk.listing.which.value() == line[0].period


def test_a_unit_asked_for_stands_on_both_sides(page: UnitsPage, kept: Workspace) -> None:
    page.desk.listing.narrow("pulling")
    page.open(OpenUnits(key_of(kept, SOFT)))
    assert page.desk.panel.title.text() == SOFT
    assert SOFT in names(page)
    assert page.desk.listing.table.currentIndex().data() == SOFT
    assert [label.text() for label in page.desk.panel.counts.findChildren(QLabel)] == ["✓ 已有", "50人以上有党员"]


def test_a_unit_found_by_the_search_is_opened(page: UnitsPage, kept: Workspace) -> None:
    (hit,) = found_by(lambda: kept)("hrwy")
    assert (hit.title, hit.heading) == (CARE, "单位")
    where, request = request_for(hit.target)
    page.open(request)
    assert (where, page.desk.panel.title.text()) == ("units", CARE)


def test_a_unit_is_changed_by_keyboard_and_the_rates_with_it(page: UnitsPage, kept: Workspace, qtbot) -> None:
    in_front(qtbot, page)
    page.desk.listing.table.setFocus()
    press(qtbot, Qt.Key.Key_Down)
    for _ in range(3):
        press(qtbot, Qt.Key.Key_Down)
    assert page.desk.panel.title.text() == "大方机械有限公司"
    flag = page.desk.panel.form.field("has_organization").control
    flag.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    with qtbot.waitSignal(page.changed) as told:
        press(qtbot, Qt.Key.Key_S, CTRL)
    assert told.args[0].touch("units")
    assert units(kept)["大方机械有限公司"].has_organization
    assert "达到目标" in page.desk.rates.tiles["above-scale"].accessibleName()
    assert "已保存于 14:02" in page.desk.panel._status.text()


def test_a_new_unit_by_keyboard(page: UnitsPage, kept: Workspace, qtbot) -> None:
    in_front(qtbot, page)
    qtbot.keyClick(page, Qt.Key.Key_N, CTRL)
    QApplication.focusWidget().insert("新芽教育科技有限公司")
    press(qtbot, Qt.Key.Key_S, CTRL)
    assert page.desk.panel.form.field("employees").problem.text() == "请填写这一项。"
    assert QApplication.focusWidget() is number(page, "employees")
    qtbot.keyClicks(QApplication.focusWidget(), "120")
    press(qtbot, Qt.Key.Key_S, CTRL)
    assert units(kept)["新芽教育科技有限公司"] == Unit(name="新芽教育科技有限公司", employees=120)
    assert page.desk.listing.table.currentIndex().data() == "新芽教育科技有限公司"
    assert "0 / 2 家" in page.desk.rates.tiles["employees-100"].accessibleName()


def test_a_second_unit_of_one_name_is_refused_in_the_page(page: UnitsPage, kept: Workspace, qtbot) -> None:
    page.add()
    page.desk.panel.form.set_values({"name": SOFT, "employees": 5, **dict.fromkeys(_FLAGS, False)})
    page.desk.panel.save()
    assert "已有“启明软件有限公司”" in page.banner.accessibleName()
    assert len(units(kept)) == 4


_FLAGS = ("has_organization", "above_scale", "key_industry")


def test_more_members_than_employees_are_doubted_not_refused(page: UnitsPage, kept: Workspace) -> None:
    page.open(OpenUnits(key_of(kept, SOFT)))
    assert not page.desk.panel.form.doubt.isVisible()
    number(page, "members").setValue(61)
    assert page.desk.panel.form.doubt.isVisible()
    page.desk.panel.save()
    assert units(kept)[SOFT].members == 61


def test_what_was_removed_comes_back_by_ctrl_z_or_by_the_banner(page: UnitsPage, kept: Workspace, qtbot) -> None:
    in_front(qtbot, page)
    for way in ("keys", "banner"):
        page.open(OpenUnits(key_of(kept, SOFT)))
        page.desk.listing.table.setFocus()
        press(qtbot, Qt.Key.Key_Delete)
        assert SOFT not in units(kept)
        assert page.desk.panel.isHidden()
        assert "已移到回收站" in page.banner.accessibleName()
        if way == "keys":
            press(qtbot, Qt.Key.Key_Z, CTRL)
        else:
            page.banner.findChild(QPushButton).click()
        assert SOFT in units(kept)
        assert page.banner.isHidden()


def test_another_unit_waits_until_changes_are_given_up(page: UnitsPage, kept: Workspace, qtbot) -> None:
    page.open(OpenUnits(key_of(kept, SOFT)))
    number(page, "employees").setValue(77)
    answering(lambda dialog: dialog.reject())
    page.open(OpenUnits(key_of(kept, CARE)))
    assert page.desk.panel.title.text() == SOFT
    answering(lambda dialog: dialog.accept())
    page.open(OpenUnits(key_of(kept, CARE)))
    assert page.desk.panel.title.text() == CARE
    assert units(kept)[SOFT].employees == 60


def test_what_is_half_typed_stands_there_again(page: UnitsPage, kept: Workspace, qtbot) -> None:
    page.open(OpenUnits(key_of(kept, SOFT)))
    number(page, "employees").setValue(77)
    page.left()
    again = UnitsPage(kept)
    shown(qtbot, again)
    assert again.desk.panel.title.text() == SOFT
    assert number(again, "employees").value() == 77
    again.desk.panel.save()
    third = UnitsPage(kept)
    shown(qtbot, third)
    assert third.desk.panel.isHidden()


def test_a_unit_removed_elsewhere_leaves_the_panel(page: UnitsPage, kept: Workspace) -> None:
    page.open(OpenUnits(key_of(kept, SOFT)))
    page.refresh(remove_unit(kept, int(key_of(kept, SOFT))))
    assert page.desk.panel.isHidden()
    assert SOFT not in names(page)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    rows: list[list[object]] = [
        TITLES,
        [SOFT, 66, None, "是"],
        ["新芽教育科技有限公司", "１２０人", 7, "√", "√", "否"],
        ["坏数目", "约80", 1],
        [SOFT, 67],
        ["合计", 300],
    ]
    return write_sheet(tmp_path / "单位.xlsx", rows)


def previewed(page: UnitsPage) -> list[list[str]]:
    model = page.importing.table.model()
    return [[model.index(row, at).data() for at in range(4)] for row in range(model.rowCount())]


def test_a_sheet_is_shown_row_by_row_before_anything_changes(page: UnitsPage, kept, qtbot, sheet) -> None:
    assert drop(page, sheet)
    settled(qtbot)
    assert previewed(page) == [
        ["4", "坏数目", "有错", "B4 职工人数“约80”：应为人数，写成 128 这样的整数"],
        ["5", SOFT, "有错", f"A5 单位名称“{SOFT}”：与第2行是同一家单位"],
        ["2", SOFT, "更新", "职工人数 60 → 66；有党组织 否 → 是"],
        ["3", "新芽教育科技有限公司", "新增", "职工120人，党员7人，有党组织，规模以上"],
    ]
    assert not page.importing.take.isEnabled()
    assert len(units(kept)) == 4


def test_bad_rows_are_skipped_only_when_told_so(page: UnitsPage, kept, qtbot, sheet, monkeypatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(sheet), ""))
    page.desk.listing.narrow("pulling")
    page.importing.choose()
    settled(qtbot)
    page.importing.skip.click()
    assert page.importing.take.text() == "导入 2 家"
    with qtbot.waitSignal(page.said) as said:
        page.importing.take.click()
    settled(qtbot)
    assert said.args == ["已导入：新增1家，更新1家"]
    assert names(page) == [SOFT, CARE, GREEN, "大方机械有限公司", "新芽教育科技有限公司"]
    assert units(kept)[SOFT].employees == 66
    assert page.views.currentWidget() is page.desk


def test_a_sheet_of_another_kind_is_told_and_changes_nothing(page: UnitsPage, kept, qtbot, tmp_path) -> None:
    assert drop(page, write_sheet(tmp_path / "名册.xlsx", [["姓名", "工作单位"], ["林秋实", SOFT]]))
    settled(qtbot)
    assert "没有找到表头（应有一行写着“单位名称”等列名）" in page.banner.accessibleName()
    assert page.views.currentWidget() is page.desk
    assert len(units(kept)) == 4


def test_the_register_and_an_empty_sheet_are_written(page: UnitsPage, qtbot, tmp_path, monkeypatch) -> None:
    for write, rows in ((page.paper.export, 5), (page.paper.template, 1)):
        path = tmp_path / f"{rows}.xlsx"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, path=path: (str(path), ""))
        with qtbot.waitSignal(page.said) as said:
            write()
        settled(qtbot)
        assert path.name in said.args[0]
        assert openpyxl.load_workbook(path).worksheets[0].max_row == rows


def test_an_empty_page_says_what_will_stand_there(page: UnitsPage, kept: Workspace, qtbot) -> None:
    for name in list(units(kept)):
        page.refresh(remove_unit(kept, int(key_of(kept, name))))
    assert page.views.currentWidget() is page.empty
    assert "四项比率" in page.empty.label.text()
    page.add()
    assert page.views.currentWidget() is page.desk
    page.desk.close_panel()
    assert page.views.currentWidget() is page.empty


def test_a_single_branch_is_told_that_it_need_not(page: UnitsPage, kept: Workspace) -> None:
    branch = get_branch(kept)
    assert branch is not None
    assert page.not_asked.isHidden()
    page.refresh(save_branch(kept, branch.but(formation="single")))
    assert page.not_asked.isVisible()
    assert "单独组建" in page.not_asked.text()
    assert page.views.currentWidget() is page.desk


def test_tab_goes_as_one_reads(page: UnitsPage, kept: Workspace, qtbot) -> None:
    page.open(OpenUnits(key_of(kept, SOFT)))
    number(page, "employees").setValue(61)
    stops = tabbed(qtbot, page, page.desk.listing.search)
    assert stops[:3] == [page.desk.listing.search, page.desk.listing.which, page.desk.listing.table]
    form = [stop for stop in stops if page.desk.panel.form.isAncestorOf(stop)]
    assert form == page.desk.panel.form.stops()
    assert reads_downwards(form, page)
    assert all(stop.accessibleName() or getattr(stop, "text", str)() for stop in stops)
    assert isinstance(form[-1], QCheckBox)


@pytest.mark.parametrize("size", [13, 20])
def test_the_page_fits_the_smallest_screen(kept: Workspace, qtbot, wear, size) -> None:
    wear("light", size)
    page = UnitsPage(kept)
    width, height = 1280 - 176 * size // 13, 720 - 52 * size // 13
    shown(qtbot, page, width, height)
    page.open(OpenUnits(key_of(kept, SOFT)))
    assert page.desk.panel.isVisible()
    assert (page.minimumSizeHint().width() <= width, page.minimumSizeHint().height() <= height) == (True, True)
    field = page.desk.panel.form.field("name").control
    assert field.visibleRegion().boundingRect().width() == field.width()
