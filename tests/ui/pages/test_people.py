"""党员名册: found by pinyin, changed by keyboard, imported only as shown."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from liangxin_desktop.services import people as people_service
from liangxin_desktop.ui.pages.people.page import PeoplePage
from liangxin_desktop.ui.requests import ImportRoster, OpenPerson
from liangxin_desktop.ui.widgets.clipboard import ClipboardGuard
from tests.ui.pages.driving import answering, drop, reads_downwards, settled, shown, tabbed, write_sheet
from tests.ui.pages.specimen import ID_NUMBER

HEADS = ["姓名", "性别", "民族", "学历", "党小组", "入党日期", "单位"]


@pytest.fixture
def page(qtbot, workspace):
    page = PeoplePage(workspace)
    shown(qtbot, page)
    return page


def names(page: PeoplePage) -> list[str]:
    model = page.roster.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def line(page: PeoplePage, field: str) -> QLineEdit:
    control = page.panel.form.field(field).control
    assert isinstance(control, QLineEdit)
    return control


def test_the_table_is_a_sound_model(page):
    QAbstractItemModelTester(page.roster.table.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert names(page)[0] == "陈国华"


def test_totals_and_categories(page, qtbot):
    assert page.roster.totals.text() == "共20人，正式18，预备2"
    page.roster.category.set_value("pipeline")
    assert sorted(names(page)) == ["周敏", "陈立"]
    page.roster.category.set_value("left")
    assert names(page) == ["韩明月"]
    page.roster.category.set_value("everybody")
    assert page.roster.totals.text() == "共23人"


def test_a_group_keeps_its_members_only(page):
    page.roster.group.set_value("g3")
    assert page.roster.totals.text() == "共6人，正式6，预备0"


def test_ctrl_f_and_initials_find(page, qtbot):
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is page.roster.search
    qtbot.keyClicks(page.roster.search, "zln")
    qtbot.waitUntil(lambda: names(page) == ["郑丽娜"])
    qtbot.keyClick(page.roster.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(names(page)) == 20)


def test_numbers_are_masked_in_list_and_form(page, qtbot):
    model = page.roster.table.model()
    assert model.index(0, 11).data() == "138****0000"
    page.open(OpenPerson("old"))
    assert page.panel.form.number.line.text() == "110***********002X"
    texts = [edit.text() for edit in page.findChildren(QLineEdit)]
    assert ID_NUMBER not in texts


def test_the_whole_number_is_shown_on_demand_and_hidden_again(page, qtbot):
    page.open(OpenPerson("old"))
    field = page.panel.form.number
    qtbot.mouseClick(field.show_button, Qt.MouseButton.LeftButton)
    assert field.line.text() == ID_NUMBER
    assert not page.panel.is_dirty()
    qtbot.mouseClick(field.show_button, Qt.MouseButton.LeftButton)
    assert field.line.text() == "110***********002X"
    assert field.form_value() == ID_NUMBER


def test_a_telephone_is_masked_in_the_form_and_kept_by_saving(page, qtbot, workspace):
    page.open(OpenPerson("p2"))
    whole = people_service.get_person(workspace, "p2").phone
    phone = page.panel.form.field("phone").control
    assert (phone.line.text(), phone.form_value()) == (f"{whole[:3]}****{whole[-4:]}", whole)
    assert not any(whole in edit.text() for edit in page.findChildren(QLineEdit))
    line(page, "position").setText("项目经理")
    page.panel.save()
    assert people_service.get_person(workspace, "p2").phone == whole
    qtbot.mouseClick(phone.show_button, Qt.MouseButton.LeftButton)
    assert phone.line.text() == whole
    assert not page.panel.is_dirty()


def test_an_edit_is_saved_by_ctrl_s_and_told(page, qtbot, workspace):
    page.open(OpenPerson("p2"))
    line(page, "position").setFocus()
    line(page, "position").selectAll()
    line(page, "position").insert("项目经理")
    assert page.panel.is_dirty()
    with qtbot.waitSignal(page.changed) as told:
        qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert told.args[0].ids("people") == {"p2"}
    assert people_service.get_person(workspace, "p2").position == "项目经理"
    assert not page.panel.is_dirty()


def test_a_new_person_is_filled_in_from_the_number(page, qtbot, workspace):
    qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is line(page, "name")
    line(page, "name").insert("林秋实")
    qtbot.keyClicks(page.panel.form.number.line, "110105194912310021")
    assert "校验码不符" in page.panel.form.field("id_number").problem.text()
    page.panel.form.number.line.clear()
    qtbot.keyClicks(page.panel.form.number.line, ID_NUMBER)
    assert line(page, "birth_date").text() == "1949-12-31"
    assert page.panel.form.field("sex").control.currentText() == "女"
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "与“韩明月”相同" in page.banner.accessibleName()
    page.panel.form.number.line.clear()
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert not page.banner.isVisible()
    assert "林秋实" in names(page)


def test_an_exit_is_one_of_the_list_and_asks_for_the_decision(page, workspace):
    page.open(OpenPerson("p2"))
    form = page.panel.form
    line(page, "left_on").setText("2026-11-02")
    line(page, "left_reason").setText("不来了")
    page.panel.save()
    assert "选择一种情形" in form.field("left_reason").problem.text()
    line(page, "left_reason").setText("除名")
    page.panel.save()
    assert form.field("left_reason").problem.text() == ""
    assert "须写明作出决定的组织、日期和文号" in form.field("left_decision").problem.text()
    line(page, "left_decision").setText("支部党员大会2026年10月30日决定，街道党工委2026年11月2日批准")
    page.panel.save()
    kept = people_service.get_person(workspace, "p2")
    assert (kept.left_reason, kept.left_decision[:6]) == ("除名", "支部党员大会")


def test_an_exit_of_an_older_record_may_stay_as_it_is(page, workspace):
    with workspace.begin() as work:
        work.people.put(work.people.get("old").but(left_reason="单位搬迁"))
        work.commit()
    page.refresh(None)
    page.open(OpenPerson("old"))
    line(page, "position").setText("顾问")
    page.panel.save()
    assert people_service.get_person(workspace, "old").position == "顾问"


def test_what_is_wrong_is_said_at_the_field(page, qtbot):
    page.open(OpenPerson("p2"))
    line(page, "name").clear()
    line(page, "full_on").setText("2004-01-01")
    page.panel.save()
    assert page.panel.form.field("name").problem.text() == "请填写这一项。"
    assert QApplication.focusWidget() is line(page, "name")
    line(page, "name").setText("李文静")
    page.panel.save()
    assert page.panel.form.field("full_on").problem.text() == "转正日期早于入党日期。"
    line(page, "full_on").setText("2004-13-01")
    page.panel.save()
    assert QApplication.focusWidget() is line(page, "full_on")
    assert page.panel.is_dirty()


def test_a_value_outside_the_closed_list_is_kept(page, workspace):
    odd = people_service.get_person(workspace, "p2").but(education="自考本科")
    page.refresh(people_service.save_person(workspace, odd))
    page.open(OpenPerson("p2"))
    line(page, "position").setText("主管")
    page.panel.save()
    assert people_service.get_person(workspace, "p2").education == "自考本科"


def test_leaving_an_unsaved_person_asks_with_the_focus_on_cancel(page, qtbot):
    page.open(OpenPerson("p2"))
    line(page, "position").setText("主管")
    seen = []
    answering(lambda dialog: (seen.append(dialog.focusWidget().text()), dialog.reject()))
    page.open(OpenPerson("p3"))
    assert seen == ["取消"]
    assert page.panel.person_id() == "p2"
    answering(lambda dialog: dialog.accept())
    page.open(OpenPerson("p3"))
    assert page.panel.person_id() == "p3"


def test_escape_puts_the_person_away(page, qtbot):
    page.open(OpenPerson("p2"))
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.panel.isHidden()


def test_only_the_unused_can_be_removed(page, qtbot, workspace):
    page.open(OpenPerson("p2"))
    answering(lambda dialog: dialog.accept())
    page.panel._remove.click()
    assert "不能删除" in page.banner.accessibleName()
    page.open(OpenPerson("a2"))
    answering(lambda dialog: dialog.accept())
    with qtbot.waitSignal(page.changed):
        page.panel._remove.click()
    assert "a2" not in {one.person.id for one in people_service.list_people(workspace)}


def test_narrow_leaves_out_columns_but_never_the_name(page):
    page.open(OpenPerson("p2"))
    page.resize(1024, 640)
    QApplication.processEvents()
    table = page.roster.table
    assert not table.isColumnHidden(0)
    assert not table.isColumnHidden(7)
    assert table.horizontalScrollBar().maximum() == 0


@pytest.fixture
def sheet(tmp_path):
    rows = [
        HEADS,
        ["林秋实", "男", "汉族", "本科", "第四党小组", "2019-06-01", "启明软件有限公司"],
        ["李文静", "女", "汉族", "博士", "第二党小组", "2005-07-01", "启明软件有限公司"],
        ["坏日期", "男", "汉族", "本科", "第一党小组", "2024-02-30", ""],
    ]
    return write_sheet(tmp_path / "名册.xlsx", rows)


def rows_of(page: PeoplePage) -> list[tuple[str, ...]]:
    model = page.importing.table.model()
    return [tuple(model.index(row, column).data() for column in range(4)) for row in range(model.rowCount())]


def test_a_sheet_is_shown_row_by_row_before_anything_changes(page, qtbot, sheet, workspace):
    page.open(ImportRoster(sheet))
    settled(qtbot)
    found = {row[2]: row for row in rows_of(page)}
    assert found["新增"][1] == "林秋实"
    assert "→" in found["更新"][3]
    assert "F4" in found["有错"][3]
    assert found["新党小组"][1] == "第四党小组"
    assert not page.importing.take.isEnabled()
    assert len(people_service.list_people(workspace)) == 23


def test_bad_rows_are_skipped_only_when_told_so(page, qtbot, sheet, workspace):
    page.open(ImportRoster(sheet))
    settled(qtbot)
    page.importing.skip.click()
    assert page.importing.take.text() == "导入 2 人"
    with qtbot.waitSignal(page.changed):
        page.importing.take.click()
    settled(qtbot)
    everybody = {one.person.name: one.person for one in people_service.list_people(workspace)}
    assert everybody["林秋实"].admitted_on == date(2019, 6, 1)
    assert everybody["李文静"].unit == "启明软件有限公司"
    assert "坏日期" not in everybody
    assert page.roster.isVisible()


def test_a_file_that_is_no_roster_is_told_and_changes_nothing(page, qtbot, tmp_path):
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"not a workbook")
    page.open(ImportRoster(bad))
    settled(qtbot)
    assert page.banner.isVisible()
    assert page.roster.isVisible()


def test_a_sheet_can_be_dropped_on_the_page(page, qtbot, sheet):
    assert drop(page, sheet)
    settled(qtbot)
    assert page.importing.isVisible()


def test_other_files_are_not_taken(page, tmp_path):
    assert not drop(page, tmp_path / "a.exe")


def test_the_list_is_exported_with_its_numbers_masked(page, qtbot, tmp_path, monkeypatch):
    target = tmp_path / "出"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    with qtbot.waitSignal(page.said) as told:
        page.paper.export(False)
    assert "已导出" in told.args[0]
    assert (tmp_path / "出.xlsx").stat().st_size > 2000
    settled(qtbot)


def test_whole_numbers_leave_only_after_the_password(page, qtbot, tmp_path, monkeypatch):
    target = tmp_path / "完整.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    answering(lambda dialog: dialog.reject())
    page.paper.export(True)
    assert not target.exists()

    def give(dialog) -> None:
        dialog.findChild(QLineEdit).insert("demo")
        dialog._try()

    answering(give)
    with qtbot.waitSignal(page.said):
        page.paper.export(True)
    settled(qtbot)
    cells = [cell for row in openpyxl.load_workbook(target).worksheets[0].iter_rows(values_only=True) for cell in row]
    assert ID_NUMBER in cells


def test_a_copied_number_leaves_the_clipboard(page, qtbot, monkeypatch):
    monkeypatch.setattr(ClipboardGuard, "PAUSE", 30)
    page.open(OpenPerson("old"))
    page.panel._reveal()
    QApplication.clipboard().setText(f"号码 {ID_NUMBER}")
    qtbot.waitUntil(lambda: ID_NUMBER not in QApplication.clipboard().text())
    QApplication.clipboard().setText("别的")
    qtbot.wait(60)
    assert QApplication.clipboard().text() == "别的"


def test_an_empty_roster_offers_the_first_step(qtbot, workspace):
    with workspace.begin() as work:
        branch = work.branch.get()
        work.replace_record(work.load_record().model_copy(update={"people": (), "sessions": (), "groups": ()}))
        work.branch.put(branch)
        work.commit()
    page = PeoplePage(workspace)
    shown(qtbot, page)
    assert page._empty.isVisible()
    page._add()
    assert page.panel.isVisible()


def test_every_control_has_a_name(page):
    page.open(OpenPerson("p2"))
    for edit in page.findChildren(QLineEdit):
        assert edit.accessibleName() or edit.objectName().startswith("qt_"), edit


def test_tab_goes_through_the_form_as_one_reads_and_comes_round(page, qtbot):
    page.open(OpenPerson("p2"))
    form = page.panel.form
    stops = tabbed(qtbot, page, line(page, "name"))
    fields = [stop for stop in stops if form.isAncestorOf(stop)]
    assert len(fields) == len(form.names()) + 1, "the telephone's 显示 besides"
    assert reads_downwards(fields, form)
    assert {page.roster.search, page.roster.table, page._buttons[0]} <= set(stops)
    line(page, "name").setFocus()
    qtbot.keyClick(line(page, "name"), Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is page.panel.views.tabs
    qtbot.keyClick(page.panel.views.tabs, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is page.panel._put_away
