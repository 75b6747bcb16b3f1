"""发展党员: who leaves and comes back, who comes from another branch, the year's plan, and the paper of a person."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from liangxin_desktop.domain.findings import Severity
from liangxin_desktop.domain.leaving import LeavingKind
from liangxin_desktop.domain.people import Stage
from liangxin_desktop.services import branch, development
from liangxin_desktop.services.development import Column
from liangxin_desktop.ui.pages.development import paper
from tests.ui.pages.development.test_page import CTRL, form, show, way
from tests.ui.pages.driving import answering, settled


def kinds(page) -> list[str]:
    choice = form(page).kind
    return [choice.itemText(at) for at in range(choice.count())]


def fill(page, **words) -> None:
    for name, text in words.items():
        control = form(page).fields.field(name).control
        control.setText(text)
        control.editingFinished.emit()


def test_who_withdraws_is_off_the_board_keeps_the_steps_and_may_come_back(page):
    found = show(page, "宋佳")
    page.panel.begin_leaving()
    assert "去世" in kinds(page)
    assert not {"退党", "除名", "组织关系转出", "取消预备党员资格"} & set(kinds(page))
    form(page).kind.set_value(LeavingKind.WITHDRAWN)
    assert form(page).fields.field("by").isHidden()
    form(page).save()
    left = development.way_of(page._workspace, found.person.id)
    assert (left.column, left.person.left_reason) == (None, "本人撤回入党申请")
    assert left.steps[0].done_on is not None
    notices = page.panel.overview.notices
    assert "离开：本人撤回入党申请" in notices.texts()[0]
    answering(lambda dialog: dialog.reject())
    notices.links()[0].click()
    assert development.way_of(page._workspace, found.person.id).column is None
    answering(lambda dialog: dialog.accept())
    notices.links()[0].click()
    assert way(page, "宋佳").column is Column.APPLICANT


def test_what_an_organization_decides_asks_for_its_decision(page):
    show(page, "陈立")
    page.panel.begin_leaving()
    assert {"组织关系转出", "退党", "除名", "取消预备党员资格"} <= set(kinds(page))
    form(page).kind.set_value(LeavingKind.REVOKED)
    assert "请登记在第23、24步" in form(page).hint.text()
    form(page).save()
    fields = form(page).fields
    assert fields.field("by").problem.text() == "请写明由哪个组织作出决定。"
    assert fields.field("decided_on").problem.text() == "请填写作出决定的日期。"
    fill(page, by="中共启明公司委员会", decided_on="2026-11-02", document="启委〔2026〕3号")
    form(page).save()
    left = page.panel.way.person
    assert left.left_reason == "取消预备党员资格"
    assert left.left_decision == "中共启明公司委员会，2026年11月2日，启委〔2026〕3号"
    assert "依据：中共启明公司委员会" in page.panel.overview.notices.texts()[0]


def test_a_refusal_is_recorded_with_what_the_rules_say_of_it(page):
    show(page, "谢婷")
    page.panel.begin_leaving()
    form(page).kind.set_value(LeavingKind.NOT_APPROVED)
    assert "做好思想工作" in form(page).hint.text()
    fill(page, by="中共启明公司委员会", decided_on="2026-11-20")
    form(page).save()
    assert page.panel.way.person.left_reason == "上级党组织未批准接收"


def test_nobody_leaves_before_the_last_step(page):
    show(page, "马骏")
    page.panel.begin_leaving()
    form(page).kind.set_value(LeavingKind.MOVED)
    fill(page, left_on="2026-03-01", towards="长宁某公司党支部")
    form(page).save()
    assert "离开日期不能早于" in page.banner.accessibleName()
    fill(page, left_on="2026-11-20")
    form(page).save()
    assert page.panel.way.person.left_reason == "培养材料转出：长宁某公司党支部"


def test_an_activist_comes_over_and_the_year_goes_on(page, qtbot, moment):
    page._begin(page.panel.transfer_form)
    fields = form(page).fields
    fill(page, name="苏文", joined_on="2026-11-10")
    form(page).save()
    assert fields.field("joined_from").problem.text() == "请写明从哪里转入。"
    assert "时间从这一天起算" in fields.field("step3").problem.text()
    assert fields.field("step8").isHidden()
    fill(page, joined_from="徐汇某公司党支部", step1="2025-03-01", step2="2025-02-01", step3="2025-12-20")
    form(page).save()
    assert fields.field("step2").problem.text() == "早于第1步（2025年3月1日）。"
    fill(page, step2="2025-03-10", step3="2026-11-11")
    form(page).save()
    assert "在转入之后" in fields.field("step3").problem.text()
    fill(page, step3="2025-12-20")
    form(page).save()
    found = page.panel.way
    assert (found.person.name, found.column, found.person.joined_from) == ("苏文", Column.ACTIVIST, "徐汇某公司党支部")
    assert [step.number for step in found.next] == [4, 5]
    assert [(one.code, one.severity) for one in found.findings] == [("dev.assessment", Severity.DUE)]  # none of June
    assert found.assessment_due_on == date(2026, 12, 20)
    assert found.steps[6].forecast.earliest == date(2026, 12, 20)
    assert "转入 2026-11-10" in page.panel.overview._days.text()


def test_a_probationary_member_comes_over_and_probation_goes_on(page):
    page._begin(page.panel.transfer_form)
    form(page).stage.set_value(Stage.PROBATIONARY.value)
    fill(page, name="苏武", joined_on="2026-11-10", joined_from="徐汇某公司党支部")
    fill(page, step15="2026-01-08", step17="2026-03-02")
    form(page).save()
    found = page.panel.way
    assert (found.column, found.probation_ends_on) == (Column.PROBATIONARY, date(2027, 1, 8))
    assert [one.code for one in found.findings] == []
    assert page.plan.accessibleName().endswith("已接收 1 名")


def test_who_left_comes_back_with_the_steps_on_record(page):
    found = show(page, "罗成")
    page.panel.begin_leaving()
    form(page).kind.set_value(LeavingKind.MOVED)
    fill(page, left_on="2026-11-20")
    form(page).save()
    page._begin(page.panel.transfer_form)
    who = form(page).fields.field("name").control
    who.insert("lc")
    who.editingFinished.emit()
    step = form(page).fields.field("step3").control
    assert (step.value(), step.isEnabled()) == (found.steps[2].done_on, False)
    fill(page, joined_from="徐汇某公司党支部")
    form(page).save()
    back = way(page, "罗成")
    assert (back.column, back.person.left_on, back.person.left_reason) == (Column.ACTIVIST, None, None)
    assert [one.done_on for one in back.steps] == [one.done_on for one in found.steps]


def test_the_plan_is_written_where_it_is_shown(page):
    page.plan.click()
    fields = form(page).fields
    assert fields.field("2026").aside.text() == "已接收 1 名"
    fields.field("2026").control.set_value(4)
    fields.field("2027").control.set_value(2)
    form(page).save()
    assert page.plan.accessibleName() == "2026 年度计划 4 名，已接收 1 名"
    quota = branch.get_branch(page._workspace).yearly_quota
    assert (quota["2026"], quota["2027"]) == (4, 2)
    page.plan.click()
    form(page).fields.field("2026").control.set_value(None)
    form(page).save()
    assert page.plan.accessibleName() == "2026 年度计划未填，已接收 1 名"
    assert quota.keys() - branch.get_branch(page._workspace).yearly_quota.keys() == {"2026"}


def test_the_whole_way_is_written(page, qtbot, tmp_path, monkeypatch):
    show(page, "马骏")
    target = tmp_path / "纪实表.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    with qtbot.waitSignal(page.said, timeout=15_000):
        page.export.click()
    settled(qtbot)
    assert target.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("马骏", "入党积极分子培养教育考察登记表"),
        ("陈立", "预备党员教育考察登记表"),
        ("林一帆", "发展党员全程纪实表"),
    ],
)
def test_the_form_of_the_stage_is_printed_by_its_key(page, qtbot, monkeypatch, name, title):
    printed = []
    monkeypatch.setattr(paper, "print_pdf", lambda _parent, pdf, what: printed.append((pdf[:4], what)) or True)
    show(page, name)
    page.paper.menu.aboutToShow.emit()
    keyed = [action.text() for action in page.paper.menu.actions() if "Ctrl+P" in action.text()]
    assert keyed == [f"{title}\tCtrl+P"]
    with qtbot.waitSignal(page.said, timeout=15_000) as told:
        qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    settled(qtbot)
    assert printed == [(b"%PDF", title)]
    assert told.args == [f"{title}已送到打印机"]


def test_a_form_that_is_not_there_yet_says_why(page, qtbot):
    show(page, "林一帆")
    page.paper.menu.actions()[2].trigger()
    settled(qtbot)
    qtbot.waitUntil(page.banner.isVisible)
    assert "还没有被接收为预备党员" in page.banner.accessibleName()
