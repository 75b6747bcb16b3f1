"""发展党员: the board by keyboard, what is refused and why, reasons, filters, and the ways in and out."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit

from liangxin_desktop.domain.development import StepDetails, VoteResult
from liangxin_desktop.domain.people import Person, Stage
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.services import development
from liangxin_desktop.services.development import Column, Way
from liangxin_desktop.services.development_entry import take_step
from liangxin_desktop.services.workspace import switch_rule
from liangxin_desktop.ui.dialogs.message import ReasonDialog
from liangxin_desktop.ui.models.table import ROW_ROLE
from liangxin_desktop.ui.pages.development.page import DevelopmentPage
from liangxin_desktop.ui.pages.development.plan_link import PlanLink
from liangxin_desktop.ui.pages.development.wording import card_words
from liangxin_desktop.ui.pages.workbench.page import WorkbenchPage
from liangxin_desktop.ui.requests import OpenPerson
from tests.ui.pages.driving import answering, reads_downwards, shown, tabbed

CTRL = Qt.KeyboardModifier.ControlModifier
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def way(page: DevelopmentPage, name: str) -> Way:
    columns = development.board(page._workspace).columns.values()
    return next(one for ways in columns for one in ways if one.person.name == name)


def show(page: DevelopmentPage, name: str) -> Way:
    found = way(page, name)
    page.open(OpenPerson(found.person.id))
    return found


def form(page: DevelopmentPage):
    return page.panel.front()


def test_the_models_are_sound(page):
    overview = page.panel.overview
    for model in (page.left_side.board.cards(Column.ACTIVIST).rows, overview.timeline.rows):
        QAbstractItemModelTester(model, FATAL)
    QAbstractItemModelTester(page.left_side.listing.table.model(), FATAL)


def test_the_plan_and_what_presses_stand_at_the_head(page, qtbot):
    assert page.plan.text() == page.plan.accessibleName() == "2026 年度计划 3 名，已接收 1 名"
    assert page.panel.way.person.name == "周敏"
    with qtbot.waitSignal(page.counted) as told:
        page.refresh(None)
    assert told.args[0] >= 3


def test_the_plan_is_said_in_fewer_words_where_there_is_little_room(page, qtbot):
    link = PlanLink("")
    qtbot.addWidget(link)
    link.show_plan(development.board(page._workspace))
    whole = link.sizeHint()
    link.show()
    said = []
    for width in (whole.width(), 110, 40, whole.width()):
        link.resize(width, whole.height())
        QApplication.processEvents()
        said.append(link.text())
    assert said == [link.accessibleName(), "计划 3，接收 1", "1/3", link.accessibleName()]


def test_the_cards_say_what_presses(page):
    cards = page.left_side.board.cards(Column.TARGET)
    said = [cards.rows.index(row, 0).data() for row in range(cards.rows.rowCount())]
    assert said[0].startswith("马骏，还剩 8 学时，短期集中培训 16/24 学时")
    assert said[1].startswith("谢婷，办理中")


def test_arrows_move_between_cards_and_columns(page, qtbot):
    board = page.left_side.board
    page.activateWindow()
    board.focus_chosen()
    cards = QApplication.focusWidget()
    assert cards is board.cards(Column.ACTIVIST)
    qtbot.keyClick(cards, Qt.Key.Key_Down)
    assert page.panel.way.person.name == "罗成"
    qtbot.keyClick(cards, Qt.Key.Key_Right)
    assert QApplication.focusWidget() is board.cards(Column.TARGET)
    assert page.panel.way.person.name == "谢婷"
    assert not cards.currentIndex().isValid()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Home)
    assert page.panel.way.person.name == "马骏"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.panel.overview.timeline


def test_what_must_wait_says_why_and_its_button_is_off(page):
    show(page, "马骏")
    overview = page.panel.overview
    assert overview.notices.texts()[0].startswith("还不能办理第 12 步：集中培训差1天（或8学时）。")
    assert "（2026）第十七条" in overview.notices.texts()[0]
    buttons = overview.actions_row
    assert (buttons.second.text(), buttons.primary.text()) == ("记录培训", "办理第 12 步")
    assert not buttons.primary.isEnabled()
    assert "集中培训差1天" in buttons.primary.toolTip()


def test_a_refused_step_is_kept_with_a_reason_that_stays(page, qtbot):
    show(page, "马骏")
    page.panel.overview.timeline.choose(12)
    page.panel.overview.actions_row.second.click()
    form(page).save()
    assert "第12步" in form(page).refusal.accessibleName()
    assert form(page).primary.text() == "写明理由后登记"
    form(page).save()
    assert way(page, "马骏").steps[11].done_on is None
    form(page).reason.control.setPlainText("培训在原单位参加，证明待转")
    with qtbot.waitSignal(page.changed) as told:
        form(page).save()
    assert told.args[0].touch("overrides")
    assert any("已说明：培训在原单位参加" in text for text in page.panel.overview.notices.texts())


def test_a_finding_is_set_aside_and_taken_up_again(page):
    show(page, "周敏")
    notices = page.panel.overview.notices
    link = next(one for one in notices.links() if one.text() == "说明理由…")

    def write(dialog: ReasonDialog) -> None:
        dialog._edit.setPlainText("考察人住院，已报告")
        dialog._finish()

    answering(write)
    link.click()
    assert way(page, "周敏").pressing is None
    assert "已说明：考察人住院" in notices.texts()[-1]
    notices.links()[-1].click()
    assert way(page, "周敏").pressing is not None


def test_somebody_under_age_is_told_at_once_and_refused(page, qtbot):
    qtbot.keyClick(page, Qt.Key.Key_N, CTRL)
    fields = form(page).fields
    fields.field("name").control.setText("林小满")
    fields.field("birth_date").control.setText("2008-11-24")
    fields.field("birth_date").control.editingFinished.emit()
    assert "2026年11月24日才满18周岁" in fields.field("birth_date").problem.text()
    form(page).save()
    assert "满18周岁" in form(page).refusal.accessibleName()
    fields.field("birth_date").control.setText("2008-11-23")
    form(page).save()
    assert page.panel.way.person.name == "林小满"


def test_somebody_of_the_roster_applies(page, qtbot):
    known = Person(id="known", name="贺知秋", stage=Stage.APPLICANT, birth_date=date(1999, 3, 4), unit="启明软件")
    with page._workspace.begin() as work:
        work.people.put(known)
        work.commit()
    page.apply_button.click()
    who = form(page).fields.field("name").control
    who.insert("hzq")
    who.editingFinished.emit()
    assert form(page).fields.field("unit").control.text() == "启明软件"
    form(page).save()
    assert page.panel.way.person.id == "known"
    assert page.panel.way.steps[0].done_on == date(2026, 11, 23)


def test_an_extension_is_recorded_and_begins_another_term(page, moment):
    found = show(page, "陈立")
    moment.move(date(2026, 12, 20))
    page.refresh(None)
    page.panel.overview._open(23)
    fields = form(page).fields
    assert fields.field("extend_months").isHidden()
    fields.field("result").control.set_value(VoteResult.EXTEND)
    assert not fields.field("extend_months").isHidden()
    fields.field("extend_months").control.set_value(3)
    form(page).save()
    assert "延长预备期3个月" in form(page).refusal.accessibleName()
    fields.field("extend_months").control.set_value(6)
    form(page).save()
    assert form(page) is None
    assert way(page, found.person.name).probation_ends_on == date(2027, 6, 11)
    titles = [row.title for row in page.panel.overview.timeline.rows.rows()]
    ended = titles.index("支部大会讨论转正（延长前）")
    assert titles[ended + 1 :] == ["提出转正申请", "支部大会讨论转正", "上级党委审批", "材料归档"]


def test_a_step_is_corrected_removed_and_put_back(page, qtbot):
    show(page, "黄蕾")
    overview = page.panel.overview
    overview.timeline.choose(2)
    assert overview.actions_row.second.text() == "更正第 2 步"
    overview.actions_row.second.click()
    form(page).fields.note.setPlainText("由组织委员谈话")
    form(page).save()
    assert way(page, "黄蕾").steps[1].record.note == "由组织委员谈话"
    overview._open(25)
    answering(lambda dialog: dialog.accept())
    form(page).take_out()
    assert way(page, "黄蕾").steps[24].done_on is None
    assert "已移到回收站" in page.banner.accessibleName()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page, Qt.Key.Key_Z, CTRL)
    assert way(page, "黄蕾").steps[24].done_on is not None
    assert page.banner.isHidden()
    qtbot.keyClick(page, Qt.Key.Key_Z, CTRL)  # nothing left to undo


def test_an_assessment_is_written_corrected_removed_and_put_back(page):
    show(page, "周敏")
    overview = page.panel.overview
    overview.actions_row.assess.click()
    form(page).save()
    assert "请写清" in form(page).fields.field("summary").problem.text()
    form(page).fields.field("summary").control.setPlainText("表现良好。")
    form(page).save()
    assert way(page, "周敏").pressing is None
    overview._open(way(page, "周敏").assessments[-1])
    answering(lambda dialog: dialog.accept())
    form(page).take_out()
    assert way(page, "周敏").pressing is not None
    page.banner._action.click()
    assert way(page, "周敏").pressing is None


def test_what_was_typed_is_not_lost_without_asking(page):
    show(page, "马骏")
    page.panel.overview._open(11)
    form(page).fields.note.setPlainText("待补")
    form(page)._on_edited()
    answering(lambda dialog: dialog.reject())
    page._pick(way(page, "陈立").person.id)
    assert page.panel.way.person.name == "马骏"
    answering(lambda dialog: dialog.accept())
    page._escape()
    assert form(page) is None


def test_the_list_is_found_by_initials_and_filtered(page, qtbot):
    qtbot.keyClick(page, Qt.Key.Key_F, CTRL)
    listing = page.left_side.listing
    assert QApplication.focusWidget() is listing.search
    qtbot.keyClicks(listing.search, "mj")
    qtbot.waitUntil(lambda: listing.table.model().rowCount() == 1)
    qtbot.keyClick(listing.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: listing.table.model().rowCount() == 12)
    listing.column.set_value(Column.TARGET.value)
    assert listing.totals.text() == "共 2 人"
    listing.column.set_value("every")
    listing.state.set_value("pressing")
    assert 0 < listing.table.model().rowCount() < 12
    listing.table.pick(listing.table.model().index(0, 0))
    assert page.panel.way.person.name == listing.table.model().index(0, 0).data()


def test_tab_goes_as_one_reads_through_the_form(page, qtbot):
    show(page, "谢婷")
    page.panel.overview._open(15)
    fields = form(page).fields
    stops = [one for one in tabbed(qtbot, page, fields.day) if fields.isAncestorOf(one)]
    assert len(stops) == 14
    assert {page.apply_button, form(page).primary} <= set(tabbed(qtbot, page, page.left_side.toggle))
    assert reads_downwards(stops, fields)


def test_the_panel_takes_the_place_of_the_board_where_there_is_no_room(page, qtbot):
    page.resize(700, 600)
    QApplication.processEvents()
    assert page.left_side.isHidden()
    assert not page.panel.overview.put_away.isHidden()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.panel.isHidden()
    assert page.left_side.isVisible()


def test_the_workbench_leads_here(qtbot, page, sample):
    bench = WorkbenchPage(sample)
    shown(qtbot, bench)
    finding = way(page, "周敏").findings[0]
    with qtbot.waitSignal(bench.navigate) as told:
        bench._act((finding,))
    assert told.args == ["development", OpenPerson(finding.subject.id, "dev.assessment")]
    page.panel.overview.timeline.choose(3)
    page.open(told.args[1])
    assert page.panel.way.person.name == "周敏"
    assert page.panel.overview.timeline.currentIndex().data(ROW_ROLE).target == 6


def test_a_rule_switched_off_is_silent(page):
    page.refresh(switch_rule(page._workspace, "dev.assessment", enabled=False))
    assert way(page, "周敏").pressing is None


def test_an_empty_board_offers_the_first_step(qtbot, sample):
    with sample.begin() as work:
        work.replace_record(BranchRecord(branch=work.branch.get()))
        work.commit()
    page = DevelopmentPage(sample)
    shown(qtbot, page)
    assert page.left_side.empty.isVisible()
    page.left_side.empty.button.click()
    assert form(page) is page.panel.application_form


def test_it_is_drawn_in_another_theme_and_at_the_largest_text(page, wear):
    light = page.grab().toImage()
    wear("dark", 20)
    QApplication.processEvents()
    assert page.grab().toImage() != light
    assert page.left_side.isHidden()


def test_every_control_has_a_name(page):
    for number in range(1, 26):
        page.panel.step_form.show_step(way(page, "马骏"), way(page, "马骏").steps[number - 1])
        for edit in page.panel.step_form.findChildren(QLineEdit):
            assert edit.accessibleName() or edit.objectName().startswith("qt_"), (number, edit)


def test_days_enough_make_the_training_full_whatever_the_hours(page):
    found = way(page, "马骏")
    begun = found.steps[10].record
    had = begun.model_copy(update={"details": StepDetails(days=3, hours=18)})
    page.refresh(take_step(page._workspace, had))
    said = card_words(way(page, "马骏"), page._workspace.today, page._asked)
    assert (said.pill, said.line) == ("培训已满", "短期集中培训 18/24 学时")
