"""支部概况: particulars saved by keyboard, groups changed in place, findings where they belong."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QToolButton

from liangxin_desktop.domain.units import Unit
from liangxin_desktop.services import branch as branch_service
from liangxin_desktop.services import people as people_service
from liangxin_desktop.ui.pages import form_paper
from liangxin_desktop.ui.pages.branch.findings import FindingLines
from liangxin_desktop.ui.pages.branch.form import QuotaField
from liangxin_desktop.ui.pages.branch.page import BranchPage
from liangxin_desktop.ui.requests import OpenUnits
from liangxin_desktop.ui.widgets.basic import Label
from liangxin_desktop.ui.widgets.fields import LineField
from tests.ui.pages.driving import answering, reads_downwards, settled, shown, tabbed


@pytest.fixture
def page(qtbot, workspace):
    page = BranchPage(workspace)
    shown(qtbot, page)
    return page


def control(page: BranchPage, name: str):
    return page.particulars.form.field(name).control


def words(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(Label) if label.isVisibleTo(widget))


def group_field(page: BranchPage, name: str) -> LineField:
    QApplication.processEvents()
    fields = [one for one in page.groups.findChildren(LineField) if one.isVisibleTo(page)]
    return next(one for one in fields if one.accessibleName() == f"{name}的名称")


def test_everything_known_is_shown(page):
    assert control(page, "name").text() == "八号桥联合党支部"
    assert control(page, "formation").currentText() == "区域联建"
    assert control(page, "theme_day").value() == 25
    assert control(page, "yearly_quota").form_value() == {"2025": 2, "2026": 3}
    assert "任期至 2027年3月15日" in words(page.leadership)
    assert [one.text() for one in page.counts.findChildren(Label) if one.property("role") == "figure"] == [
        "20",
        "18",
        "2",
        "2",
    ]


def test_findings_stand_where_they_belong(page):
    assert "应筹备换届" in words(page.leadership.findChild(FindingLines))
    assert "第二十一条" in words(page.leadership.findChild(FindingLines))
    assert page.counts.findChild(FindingLines).isHidden()


def test_too_many_units_are_told_at_the_way_the_branch_is_formed(page, workspace):
    with workspace.begin() as work:
        work.units.add_all([Unit(name=f"单位{number}", employees=9, members=3) for number in range(3)])
        work.commit()
    page.refresh(None)
    QApplication.processEvents()
    told = words(page.particulars.form.findings)
    assert "覆盖6个单位，一般不超过5个" in told
    assert "《中国共产党支部工作条例（试行）》第五条" in told
    assert page.particulars.form.units.text() == "覆盖6个单位 ›"


def test_an_edit_is_saved_by_ctrl_s(page, qtbot, workspace):
    control(page, "superior").setFocus()
    control(page, "superior").setText("新港街道党工委")
    assert page.particulars.save_button.isEnabled()
    with qtbot.waitSignal(page.changed) as told:
        qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert told.args[0].touch("branch")
    assert branch_service.get_branch(workspace).superior == "新港街道党工委"
    assert "已保存" in page.particulars.status.text()
    assert not page.particulars.save_button.isEnabled()


def test_a_date_still_being_typed_is_taken(page, workspace):
    control(page, "committee_elected_on").setFocus()
    control(page, "committee_elected_on").setText("20250416")
    page.save()
    assert branch_service.get_branch(workspace).committee_elected_on.isoformat() == "2025-04-16"


def test_what_is_wrong_is_said_at_the_field(page, workspace):
    control(page, "name").clear()
    page.save()
    assert page.particulars.form.field("name").problem.text() == "请填写这一项。"
    assert QApplication.focusWidget() is control(page, "name")
    assert branch_service.get_branch(workspace).name == "八号桥联合党支部"


def test_what_was_typed_stays_and_is_spoken_of_on_the_way_back(page, qtbot, workspace):
    control(page, "unit_name").setText("新园区")
    page.left()
    other = branch_service.get_branch(workspace).but(code="HP-0300")
    page.refresh(branch_service.save_branch(workspace, other))
    page.shown()
    assert control(page, "unit_name").text() == "新园区"
    assert "还没有保存" in page.banner.accessibleName()
    with qtbot.waitSignal(page.changed):
        page.save()
    assert not page.banner.isVisible()


def test_years_out_of_sight_keep_their_plan(qtbot):
    field = QuotaField(2026)
    qtbot.addWidget(field)
    field.set_form_value({"2019": 4, "2026": 3})
    field._fields["2026"].set_value(None)
    field._fields["2027"].set_value(5)
    assert field.form_value() == {"2019": 4, "2027": 5}


def test_a_group_is_renamed_in_place(page, qtbot, workspace):
    field = group_field(page, "第三党小组")
    field.setFocus()
    field.setText("园区党小组")
    with qtbot.waitSignal(page.changed):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert [group.name for group in branch_service.list_groups(workspace)][2] == "园区党小组"
    assert QApplication.focusWidget() is group_field(page, "园区党小组")


def test_a_name_taken_is_told_and_taken_back(page, qtbot, workspace):
    field = group_field(page, "第三党小组")
    field.setText("第一党小组")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "已有名为" in page.banner.accessibleName()
    assert group_field(page, "第三党小组").text() == "第三党小组"
    blank = group_field(page, "第三党小组")
    blank.setText(" ")
    qtbot.keyClick(blank, Qt.Key.Key_Return)
    assert group_field(page, "第三党小组").text() == "第三党小组"
    assert len(branch_service.list_groups(workspace)) == 3


def test_a_leader_is_one_of_the_group(page, qtbot, workspace):
    choice = next(one for one in page.groups.findChildren(QComboBox) if one.accessibleName() == "第三党小组的组长")
    members = [one.person.name for one in people_service.list_people(workspace) if one.person.group == "g3"]
    assert [choice.itemText(at) for at in range(1, choice.count())] == members
    choice.setFocus()
    with qtbot.waitSignal(page.changed):
        qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert branch_service.list_groups(workspace)[2].leader == "p3"


def test_a_group_is_added_and_removed(page, qtbot, workspace):
    with qtbot.waitSignal(page.changed):
        page.groups._add.click()
    assert branch_service.list_groups(workspace)[-1].name == "第四党小组"

    def press(name: str) -> None:
        buttons = [one for one in page.groups.findChildren(QToolButton) if one.accessibleName() == f"删除{name}"]
        buttons[-1].click()

    answering(lambda dialog: dialog.accept())
    with qtbot.waitSignal(page.changed):
        press("第四党小组")
    assert len(branch_service.list_groups(workspace)) == 3
    answering(lambda dialog: dialog.accept())
    press("第一党小组")
    assert "还有成员" in page.banner.accessibleName()


def test_every_field_has_a_name(page):
    for edit in page.findChildren(QLineEdit):
        parent = edit.parentWidget()
        assert edit.accessibleName() or (parent and parent.accessibleName()), edit


def test_tab_goes_through_form_and_groups_as_one_reads(page, qtbot):
    page.resize(1150, 900)
    stops = tabbed(qtbot, page, control(page, "name"))
    fields = [stop for stop in stops if page.particulars.form.isAncestorOf(stop)]
    assert (
        len(fields) == len(page.particulars.form.names()) + 2 + 1
    )  # two more years of the plan, and the link to the units
    assert reads_downwards(fields, page.particulars.form)
    assert sum(page.groups.isAncestorOf(stop) for stop in stops) == 1 + 3 * 3


def test_the_sheet_is_laid_out_and_sent_to_the_printer(page, qtbot, monkeypatch):
    sent = []
    monkeypatch.setattr(form_paper, "print_pdf", lambda _parent, pdf, title: sent.append((pdf[:5], title)) or True)
    control(page, "name").setFocus()
    with qtbot.waitSignal(page.said, timeout=15_000) as told:
        qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["已送到打印机"]
    assert sent == [(b"%PDF-", "党支部概况表")]
    settled(qtbot)


def test_an_activity_type_branch_is_ticked_by_space(page, qtbot, workspace):
    box = control(page, "activity_type").box
    assert not box.isChecked()
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    page.save()
    assert branch_service.get_branch(workspace).activity_type


def test_a_joint_branch_leads_to_the_units_it_covers(page, qtbot, workspace):
    link = page.particulars.form.units
    assert link.text() == "覆盖3个单位 ›"
    with qtbot.waitSignal(page.navigate) as told:
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert told.args == ["units", OpenUnits()]
    control(page, "formation").set_value("single")
    page.save()
    assert not link.isVisible()
