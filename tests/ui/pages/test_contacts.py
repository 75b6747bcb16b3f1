"""联系人 on the branch's page: opened, entered, trained, taken away and back, by keyboard and mouse."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton

from liangxin_desktop.domain.contacts import Contact, ContactKind, Training
from liangxin_desktop.services import people
from liangxin_desktop.services.contacts import list_contacts, put_contact
from liangxin_desktop.services.unsaved import unsaved
from liangxin_desktop.ui.pages.branch.page import BranchPage
from liangxin_desktop.ui.requests import OpenContact
from liangxin_desktop.ui.widgets.basic import Label
from tests.ui.pages.driving import answering, reads_downwards, shown, tabbed

TRAINED = Training(name="两新党组织书记轮训", held_on=date(2025, 9, 12), organizer="区委组织部", hours=16)
FRIEND = Contact(
    id="f1", kind=ContactKind.FRIEND, name="方远", unit="新港商会", phone="13900001234", trainings=(TRAINED,)
)


@pytest.fixture
def page(qtbot, workspace):
    put_contact(workspace, FRIEND)
    put_contact(workspace, FRIEND.but(id="f0", name="早先", until=date(2024, 5, 1), trainings=()))
    page = BranchPage(workspace)
    shown(qtbot, page)
    return page


@pytest.fixture
def contacts(page, qtbot):
    page.contacts_card.link.setFocus()
    qtbot.keyClick(page.contacts_card.link, Qt.Key.Key_Space)
    return page.contacts


def control(contacts, name: str):
    return contacts.panel.form.field(name).control


def words(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(Label) if label.isVisibleTo(widget))


def kept(workspace, contact_id: str) -> Contact | None:
    with workspace.begin() as work:
        return work.contacts.get(contact_id)


def typed(qtbot, field, text: str) -> None:
    field.setFocus()
    if text.isascii():
        qtbot.keyClicks(field, text)
    else:  # an input method hands a word over at once
        field.insert(text)


def test_the_card_tells_of_each_kind(page, workspace):
    put_contact(workspace, Contact(id="i1", kind=ContactKind.INSTRUCTOR, name="吴敏"))
    for number in range(2, 6):
        put_contact(workspace, FRIEND.but(id=f"f{number}", name=f"友{number}", trainings=()))
    page.refresh(None)
    QApplication.processEvents()
    told = words(page.contacts_card)
    assert "党支部书记\n陈国华\n未登记" in told
    assert "党建工作指导员\n吴敏" in told
    assert "党建之友\n方远、友2、友3等5人\n2025-09-12" in told
    assert "专职党群工作者\n无" in told
    assert "早先" not in told


def test_the_secretary_is_there_at_once_and_a_training_is_written_down_by_keyboard(contacts, page, qtbot, workspace):
    assert QApplication.focusWidget() is contacts.list
    assert contacts.panel.title.text() == "陈国华"
    form = contacts.panel.trainings.form
    typed(qtbot, form.name, "书记轮训")
    typed(qtbot, form.field("held_on").control, "9-18")
    typed(qtbot, form.field("organizer").control, "区委组织部")
    typed(qtbot, form.field("hours").control, "24")
    with qtbot.waitSignal(page.changed) as told:
        qtbot.keyClick(form.field("hours").control, Qt.Key.Key_Return)
    assert told.args[0].touch("contacts")
    line = list_contacts(workspace).of(ContactKind.SECRETARY)[0]
    assert line.is_kept
    assert line.contact.trainings == (
        Training(name="书记轮训", held_on=date(2026, 9, 18), organizer="区委组织部", hours=24),
    )
    QApplication.processEvents()
    assert "2026年共24学时" in words(contacts.panel)
    assert form.name.text() == ""
    assert "党支部书记\n陈国华\n2026-09-18" in words(page.contacts_card)


def test_what_is_wrong_with_a_training_is_said_at_the_field(contacts, qtbot, workspace):
    form = contacts.panel.trainings.form
    qtbot.mouseClick(form.button, Qt.MouseButton.LeftButton)
    assert [form.field(name).problem.text() for name in ("name", "held_on")] == ["请填写这一项。"] * 2
    typed(qtbot, form.name, "轮训")
    typed(qtbot, form.field("held_on").control, "20261201")
    qtbot.mouseClick(form.button, Qt.MouseButton.LeftButton)
    assert "不能晚于 2026-11-23" in form.field("held_on").problem.text()
    form.field("held_on").control.setText("2026-11-23")
    typed(qtbot, form.field("hours").control, "二十四")
    qtbot.keyClick(form.field("hours").control, Qt.Key.Key_Return)
    assert not list_contacts(workspace).of(ContactKind.SECRETARY)[0].is_kept


def test_somebody_of_the_roster_is_named_by_initials_and_filled_in(contacts, page, qtbot, workspace):
    qtbot.keyClick(contacts.list, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    name = control(contacts, "name")
    assert QApplication.focusWidget() is name
    assert contacts.panel.trainings.form.isHidden()
    qtbot.keyClicks(name, "lwj")
    name.completer().popup().hide()
    qtbot.keyClick(name, Qt.Key.Key_Tab)
    assert name.text() == "李文静"
    assert control(contacts, "unit").text() == "和润物业服务有限公司"
    assert control(contacts, "phone").form_value() == "13800010037"
    with qtbot.waitSignal(page.changed):
        qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (reserve,) = list_contacts(workspace).of(ContactKind.RESERVE)
    assert (reserve.contact.person, reserve.contact.name) == ("p2", "李文静")
    assert contacts.panel.key() == reserve.key
    assert contacts.panel.trainings.form.isVisibleTo(contacts)
    assert "已保存" in contacts.panel.status.text()


def test_a_plain_name_is_kept_and_a_missing_one_asked_for(contacts, page, qtbot, workspace):
    contacts.list.choose("f1")
    qtbot.mouseClick(page.new_contact, Qt.MouseButton.LeftButton)
    assert control(contacts, "kind").currentText() == "党建之友"
    control(contacts, "kind").set_value("instructor")
    qtbot.mouseClick(contacts.panel.save_button, Qt.MouseButton.LeftButton)
    assert contacts.panel.form.field("name").problem.text() == "请填写这一项。"
    typed(qtbot, control(contacts, "name"), "吴敏")
    typed(qtbot, control(contacts, "since"), "20260301")
    typed(qtbot, control(contacts, "until"), "20260201")
    page.save()
    assert "不能早于起始日期" in contacts.panel.form.field("until").problem.text()
    control(contacts, "until").clear()
    page.save()
    (one,) = list_contacts(workspace).of(ContactKind.INSTRUCTOR)
    assert (one.name, one.contact.person, one.contact.since) == ("吴敏", None, date(2026, 3, 1))


def test_somebody_entered_twice_is_refused_in_the_banner(contacts, page, qtbot):
    qtbot.keyClick(contacts.list, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    control(contacts, "kind").set_value("friend")
    typed(qtbot, control(contacts, "name"), "方远")
    page.save()
    assert "已登记为党建之友" in page.banner.accessibleName()
    assert contacts.panel.is_dirty()


def test_the_telephone_is_masked_until_asked_for(contacts, qtbot, workspace):
    contacts.list.choose("f1")
    phone = control(contacts, "phone")
    assert phone.line.text() == "139****1234"
    assert not any("13900001234" in edit.text() for edit in contacts.findChildren(QLineEdit))
    qtbot.mouseClick(phone.show_button, Qt.MouseButton.LeftButton)
    assert phone.line.text() == "13900001234"
    assert not contacts.panel.is_dirty()
    qtbot.keyClicks(phone.line, "5")
    phone.show_button.click()
    assert (phone.line.text(), phone.form_value()) == ("139*****2345", "139000012345")
    contacts.panel.save()
    assert kept(workspace, "f1").phone == "139000012345"


def test_a_contact_goes_to_the_bin_and_is_taken_back_at_once(contacts, page, qtbot, workspace):
    contacts.list.choose("f1")
    contacts.panel.remove_button.click()
    assert kept(workspace, "f1") is None
    assert contacts.panel.title.text() == "陈国华"
    assert "移到回收站" in page.banner.accessibleName()
    with qtbot.waitSignal(page.changed):
        page.banner._act()
    assert kept(workspace, "f1") == FRIEND


def test_a_training_is_struck_out_and_put_back(contacts, page, workspace):
    contacts.list.choose("f1")
    QApplication.processEvents()
    buttons = [one for one in contacts.panel.trainings.stops() if isinstance(one, QToolButton)]
    (remove,) = buttons
    assert remove.accessibleName() == "删除2025-09-12的两新党组织书记轮训"
    remove.click()
    assert kept(workspace, "f1").trainings == ()
    page.banner._act()
    assert kept(workspace, "f1").trainings == (TRAINED,)


def test_what_is_not_saved_is_asked_about_before_another_is_shown(contacts, page, qtbot, workspace):
    contacts.list.choose("f1")
    control(contacts, "unit").setText("改了")
    answering(lambda dialog: dialog.reject())
    qtbot.keyClick(contacts.list, Qt.Key.Key_Up)
    assert contacts.panel.key() == "f1"
    qtbot.waitUntil(lambda: contacts.list.current_key() == "f1")
    answering(lambda dialog: dialog.accept())
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(contacts.list, Qt.Key.Key_Escape)
    assert page.views.currentWidget() is page.cards
    assert page.focusWidget() is page.contacts_card.link
    assert kept(workspace, "f1").unit == "新港商会"


def test_what_is_half_typed_outlives_a_lock(contacts, page, qtbot, workspace):
    contacts.list.choose("f1")
    control(contacts, "unit").setText("改了一半")
    page.left()
    again = BranchPage(workspace)
    shown(qtbot, again)
    assert again.views.currentWidget() is again.contacts
    assert again.contacts.panel.key() == "f1"
    assert control(again.contacts, "unit").text() == "改了一半"
    again.save()
    assert kept(workspace, "f1").unit == "改了一半"
    assert unsaved(workspace, "contact") == {}


def test_somebody_new_half_typed_outlives_a_lock(contacts, page, qtbot, workspace):
    contacts.begin()
    typed(qtbot, control(contacts, "name"), "新人")
    page.left()
    again = BranchPage(workspace)
    shown(qtbot, again)
    assert control(again.contacts, "name").text() == "新人"
    assert again.contacts.panel.key() is None


def test_a_contact_found_elsewhere_is_opened(page, workspace):
    page.open(OpenContact("f0"))
    assert page.contacts.panel.title.text() == "早先"
    assert "曾任党建之友" in words(page.contacts.panel)
    assert page.contacts.list.current_key() == "f0"


def test_a_training_is_written_down_after_what_was_changed_above(contacts, qtbot, workspace):
    control(contacts, "note").setFocus()
    control(contacts, "note").insertPlainText("街道任命")
    typed(qtbot, contacts.panel.trainings.form.name, "轮训")
    contacts.panel.trainings.form.field("held_on").control.setText("2026-11-23")
    contacts.panel.trainings.form.button.click()
    line = list_contacts(workspace).of(ContactKind.SECRETARY)[0]
    assert line.contact.note == "街道任命"
    assert [one.name for one in line.contact.trainings] == ["轮训"]


def test_tab_goes_through_the_contact_as_one_reads(contacts, page, qtbot):
    page.resize(1150, 900)
    contacts.list.choose("f1")
    QApplication.processEvents()
    stops = tabbed(qtbot, page, contacts.list)
    inside = [stop for stop in stops if contacts.panel.isAncestorOf(stop)]
    fields = [stop for stop in inside if contacts.panel.form.isAncestorOf(stop)]
    assert len(fields) == len(contacts.panel.form.names()) + 1
    assert reads_downwards(fields, contacts.panel.form)
    assert sum(contacts.panel.trainings.isAncestorOf(stop) for stop in inside) == 1 + 4 + 1
    assert {page.back, page.new_contact, contacts.list} < set(stops)
    for edit in contacts.findChildren(QLineEdit):
        assert edit.accessibleName(), edit


def test_enter_in_the_list_goes_to_the_form(contacts, qtbot):
    qtbot.keyClick(contacts.list, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is control(contacts, "kind")


def test_a_branch_without_anybody_is_told_what_will_stand_here(qtbot, workspace):
    people.save_person(workspace, people.get_person(workspace, "p1").but(role=None))
    page = BranchPage(workspace)
    shown(qtbot, page)
    page.show_contacts()
    assert page.contacts.panel.isHidden()
    assert "党建工作指导员" in page.contacts.empty.label.text()
    qtbot.mouseClick(page.contacts.empty.button, Qt.MouseButton.LeftButton)
    assert page.contacts.empty.isHidden()
    assert control(page.contacts, "kind").currentText() == "书记后备人选"
    typed(qtbot, control(page.contacts, "name"), "吴敏")
    page.save()
    assert page.contacts.list.current_key() == page.contacts.panel.key()
    assert [one.name for one in list_contacts(workspace).lines] == ["吴敏"]
