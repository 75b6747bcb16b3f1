"""阵地六有: the cards, a whole self-check by keyboard, its draft, its evidence, and the self-checks in a row."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from liangxin_desktop.domain.room import ItemStatus, RoomCheck, RoomItem, RoomItems
from liangxin_desktop.services import attachments, room
from liangxin_desktop.services.attachments import Incoming
from liangxin_desktop.ui.models.room import ChecksModel
from liangxin_desktop.ui.pages import ALL_PAGES, form_paper
from liangxin_desktop.ui.pages.room.page import RoomPage
from liangxin_desktop.ui.requests import OpenRoom
from liangxin_desktop.ui.widgets.banner import Banner
from tests.ui.pages.driving import answering, reads_downwards, settled, shown, tabbed

MET = RoomItem(status=ItemStatus.MET, description="2号楼301，62㎡", evidence_on=date(2026, 9, 11))
FILM = RoomItem(
    status=ItemStatus.UNMET,
    description="待拍",
    gap="无成片",
    plan="与园区合拍",
    plan_owner="p3",
    plan_due_on=date(2027, 3, 31),
)
OLD = RoomCheck(checked_on=date(2026, 7, 8), items=RoomItems(room=MET.but(evidence_on=None), film=FILM))
LAST = RoomCheck(
    checked_on=date(2026, 10, 12),
    items=RoomItems(
        room=MET,
        gallery=MET.but(evidence_on=date(2026, 6, 10)),
        website=MET.but(evidence_on=date(2026, 8, 1)),
        journal=MET.but(status=ItemStatus.PARTLY, gap="本季未出刊", plan_due_on=date(2026, 11, 1)),
        film=FILM,
    ),
)


def photo(colour: str = "#8A7B5C") -> bytes:
    image = QImage(320, 200, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


@pytest.fixture
def checked(workspace):
    """A branch that checked its room in the third and in the fourth quarter, with a photo of the room."""
    kept = attachments.take_in(workspace, Incoming(photo(), "活动室.png"))
    last = LAST.but(items=LAST.items.but(room=MET.but(attachments=(kept,))))
    with workspace.begin() as work:
        work.room_checks.add_all([OLD, last])
        work.commit()
    return workspace


def opened(qtbot, workspace) -> RoomPage:
    page = RoomPage(workspace)
    shown(qtbot, page, 1190, 716)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    settled(qtbot)
    return page


def type_into(qtbot, text: str) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), text)


def press(qtbot, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier, times: int = 1) -> None:
    for _ in range(times):
        qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def recorded(workspace) -> list[RoomCheck]:
    with workspace.begin() as work:
        return [check for _, check in work.room_checks.all()]


def agree(dialog) -> None:
    next(one for one in dialog.findChildren(QPushButton) if one.text() in ("放弃", "仍要完成")).click()


def test_the_page_stands_between_organizational_life_and_returns():
    keys = [entry.key for entry in ALL_PAGES]
    assert keys.index("sessions") < keys.index("room") < keys.index("returns")
    entry = next(one for one in ALL_PAGES if one.key == "room")
    assert (entry.title, entry.icon) == ("阵地六有", "grid-2x2-check")


def test_six_cards_in_the_customers_words_say_how_the_room_stands(qtbot, checked):
    page = opened(qtbot, checked)
    cards = page.board.cards
    assert [card.accessibleName() for card in cards.values()] == [
        "一、有一个相对固定党员活动室：达标",
        "二、有一个党建工作宣传教育画廊：将到期",
        "三、有一个支部工作网站：已到期",
        "四、有一份反映本单位党建工作动态的专刊：部分达标",
        "五、有一部反映本单位党建工作情况的专题片：未达标",
        "六、有一套党建工作制度和学习资料：未核查",
    ]
    assert page.notes.met.text() == "3 / 6 达标"
    assert "2015年" in page.bar.note.text()
    assert cards["room"].line.text() == "照片 1 · 佐证 2026-09-11，可用至 2028-09-11"
    assert cards["film"].line.text() == "差距：无成片　整改：王海涛 2027-03-31 前"
    assert cards["room"].checked.text() == "核查 2026-10-12"
    assert cards["materials"].checked.text() == "核查 —"
    assert "应更新" in cards["website"].told.text()
    assert "整改到位" in cards["journal"].told.text()
    assert cards["room"].told.isHidden()
    assert cards["room"].evidence.tiles[0]._picture is not None
    assert page.start.text() == "再做一次自查"


def test_a_whole_self_check_by_keyboard(qtbot, workspace):
    page = opened(qtbot, workspace)
    assert page.start.text() == "开始本季自查"
    assert "自查" in page.notes.owed.text()
    page.start.setFocus()
    press(qtbot, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    for key in list(RoomItems.model_fields)[:4]:
        assert page.desk.editor.list.current_key() == key
        press(qtbot, Qt.Key.Key_Space)
        press(qtbot, Qt.Key.Key_Tab)
        type_into(qtbot, "11-20")
        press(qtbot, Qt.Key.Key_Tab)
        type_into(qtbot, f"kept {key}")
        press(qtbot, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, Qt.Key.Key_Right, times=2)
    press(qtbot, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_Tab, times=4)
    for text in ("no film", "make one"):
        type_into(qtbot, text)
        press(qtbot, Qt.Key.Key_Tab)
    type_into(qtbot, "wht")
    press(qtbot, Qt.Key.Key_Tab)
    type_into(qtbot, "2027-3-31")
    press(qtbot, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, Qt.Key.Key_Space)
    with qtbot.waitSignal(page.changed) as told:
        press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told.args[0].touch("room_checks")
    (check,) = recorded(workspace)
    assert check.checked_on == workspace.today
    assert check.items.room == RoomItem(status=ItemStatus.MET, description="kept room", evidence_on=date(2026, 11, 20))
    film = check.items.film
    assert (film.status, film.gap, film.plan) == (ItemStatus.UNMET, "no film", "make one")
    assert (film.plan_owner, film.plan_due_on) == ("p3", date(2027, 3, 31))
    assert check.items.materials == RoomItem(status=ItemStatus.MET)
    assert page.notes.met.text() == "5 / 6 达标"
    assert page.views.currentIndex() == 0


def test_a_new_check_starts_from_the_last_and_what_is_written_is_kept_within_a_second(qtbot, checked):
    page = opened(qtbot, checked)
    page.board.cards["film"].fill.click()
    form = page.desk.editor.form
    assert form.status.value() is ItemStatus.UNMET
    assert (form.gap.text(), form.owner.text()) == ("无成片", "王海涛")
    assert "上次：未达标" in form.before.text()
    assert room.draft(checked) is None
    form.gap.setFocus()
    form.gap.selectAll()
    qtbot.keyClicks(form.gap, "late")
    qtbot.waitUntil(lambda: room.draft(checked) is not None, timeout=1000)
    assert room.draft(checked).check.items.film.gap == "late"
    assert recorded(checked)[-1].checked_on == LAST.checked_on
    assert "14:02" in page.desk.editor.status.text()


def test_the_draft_survives_the_lock_and_is_gone_on_with(qtbot, checked):
    page = opened(qtbot, checked)
    page.views.fill("journal")
    qtbot.keyClicks(page.desk.editor.form.plan, "print")
    page.left()
    page.deleteLater()
    again = opened(qtbot, checked)
    assert again.start.text() == "继续自查"
    again.start.click()
    again.desk.editor.turn_to("journal")
    assert again.desk.editor.form.plan.text() == "print"
    answering(agree)
    again.desk.editor.drop.click()
    assert room.draft(checked) is None
    assert again.start.text() == "再做一次自查"


def test_what_is_lacking_is_said_and_stops_nothing(qtbot, checked):
    page = opened(qtbot, checked)
    page.views.fill("room")
    form = page.desk.editor.form
    assert form.wanting.isHidden()
    assert form.lacking.isHidden()
    form.status.buttons[ItemStatus.PARTLY].click()
    assert form.wanting.isVisible()
    assert form.lacking.text() == "没有达标，请写明差距、整改措施、责任人、整改期限。"
    answering(agree)
    page.desk.editor.finish.click()
    assert recorded(checked)[-1].items.room.status is ItemStatus.PARTLY
    assert recorded(checked)[-1].items.materials is None


def test_a_bad_date_stops_the_end_and_stays_to_be_mended(qtbot, checked):
    page = opened(qtbot, checked)
    page.views.fill("room")
    page.desk.editor.day.setText("明年")
    page.desk.editor.finish.click()
    assert page.findChild(Banner).isVisible()
    assert len(recorded(checked)) == 2


def test_a_day_that_has_a_check_already_is_said_and_corrected_in_place(qtbot, checked):
    page = opened(qtbot, checked)
    page.views.fill("room")
    editor = page.desk.editor
    editor.day.setText("2026-10-12")
    editor.day.editingFinished.emit()
    assert "更正" in editor.note.text()
    editor.form.description.set_text("换到302")
    editor.form.description.textChanged.emit()
    answering(agree)
    editor.finish.click()
    assert [one.checked_on for one in recorded(checked)] == [OLD.checked_on, LAST.checked_on]
    assert recorded(checked)[-1].items.room.description == "换到302"


def test_evidence_dropped_on_a_card_opens_its_self_check_with_the_file_in_it(qtbot, checked, tmp_path):
    file = tmp_path / "画廊新貌.png"
    file.write_bytes(photo("#40505E"))
    page = opened(qtbot, checked)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    card = page.board.cards["gallery"]
    event = QDropEvent(
        QPointF(QPoint(9, 9)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    assert card.incoming.eventFilter(card, event)
    settled(qtbot)
    qtbot.waitUntil(lambda: room.draft(checked) is not None)
    gallery = room.draft(checked).check.items.gallery
    assert [one.name for one in gallery.attachments] == ["画廊新貌.png"]
    assert gallery.evidence_on == checked.today
    assert page.desk.editor.list.current_key() == "gallery"


def test_evidence_is_chosen_from_the_dashed_tile(qtbot, checked, tmp_path, monkeypatch):
    file = tmp_path / "专刊.png"
    file.write_bytes(photo("#4F6B5B"))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(file)], ""))
    page = opened(qtbot, checked)
    page.board.cards["journal"].evidence.tiles[-1].setFocus()
    press(qtbot, Qt.Key.Key_Space)
    settled(qtbot)
    qtbot.waitUntil(lambda: room.draft(checked) is not None)
    assert [one.name for one in room.draft(checked).check.items.journal.attachments] == ["专刊.png"]


def test_the_checks_stand_side_by_side_and_an_older_one_opens_for_reading(qtbot, checked):
    page = opened(qtbot, checked)
    page.history_button.click()
    table = page.history.table
    model = table.checks
    assert (model.rowCount(), model.columnCount()) == (6, 2)
    assert model.headerData(0, Qt.Orientation.Horizontal) == "2026年第四季度\n2026-10-12"
    assert model.data(model.index(4, 0)) == "未达标"
    assert model.data(model.index(1, 1)) == "—"
    assert "佐证日期无 → 2026-09-11" in page.history.told.text()
    press(qtbot, Qt.Key.Key_Right)
    assert page.history.told.text() == "这是第一次自查。"
    press(qtbot, Qt.Key.Key_Return)
    editor = page.desk.editor
    assert editor.locked
    assert editor.heading.text() == "2026年第三季度"
    assert editor.form.description.isReadOnly()
    assert not editor.finish.isVisible()
    press(qtbot, Qt.Key.Key_Escape)
    assert page.views.currentWidget() is page.history
    assert table.chosen().check == OLD
    press(qtbot, Qt.Key.Key_Escape)
    assert page.views.currentIndex() == 0
    assert room.draft(checked) is None


def test_an_older_check_is_corrected_under_its_own_day(qtbot, checked):
    page = opened(qtbot, checked)
    page.views.show_history()
    page.history.choose(page.history.table.checks.check_at(1).key)
    page.history.open_button.click()
    page.desk.editor.correct.click()
    editor = page.desk.editor
    assert not editor.locked
    assert editor.day.value() == OLD.checked_on
    editor.form.evidence_on.setText("2026-7-1")
    editor.form.evidence_on.editingFinished.emit()
    answering(agree)
    editor.finish.click()
    assert [one.items.room.evidence_on for one in recorded(checked)] == [date(2026, 7, 1), date(2026, 9, 11)]


def test_the_table_of_checks_is_a_sound_model(qtbot, qtmodeltester, checked):
    model = ChecksModel()
    model.set_history(room.room_history(checked))
    qtmodeltester.check(model, force_py=True)


def test_a_finding_leads_to_its_card(qtbot, checked):
    page = opened(qtbot, checked)
    page.open(OpenRoom("film"))
    assert QApplication.focusWidget() is page.board.cards["film"].fill
    page.open(OpenRoom("branch"))
    assert QApplication.focusWidget() is page.start


def test_the_form_of_the_latest_check_is_printed(qtbot, checked, monkeypatch):
    printed = []
    monkeypatch.setattr(form_paper, "print_pdf", lambda _parent, pdf, title: printed.append((pdf[:5], title)) or True)
    page = opened(qtbot, checked)
    with qtbot.waitSignal(page.said, timeout=15_000):
        page.print_button.click()
    assert printed == [(b"%PDF-", "阵地自查表")]


def test_without_a_check_there_is_nothing_to_print_and_the_page_says_so(qtbot, workspace):
    page = opened(qtbot, workspace)
    page.print_button.click()
    settled(qtbot)
    qtbot.waitUntil(page.banner.isVisible)
    assert "还没有做过阵地自查" in page.banner.accessibleName()


def test_tab_goes_through_the_cards_and_through_the_form_as_one_reads(qtbot, checked):
    page = opened(qtbot, checked)
    stops = tabbed(qtbot, page, page.history_button)
    assert len(stops) == 4 + 3 + 1 + 6 * 2
    page.views.fill("film")
    editor = page.desk.editor
    stops = tabbed(qtbot, page, editor.form.evidence_on)
    form = [one for one in stops if editor.form.isAncestorOf(one)]
    assert len(form) == 8
    assert reads_downwards(form[: form.index(editor.form.due_on) + 1], editor.form)


@pytest.mark.parametrize("size", [13, 20])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_hangs_over_the_edge_on_a_small_screen(qtbot, checked, wear, theme, size):
    wear(theme, size)
    page = opened(qtbot, checked)
    assert page.minimumSizeHint().width() <= 1280 - round(176 * size / 13)
    page.views.fill("film")
    assert page.minimumSizeHint().width() <= 1280 - round(176 * size / 13)
