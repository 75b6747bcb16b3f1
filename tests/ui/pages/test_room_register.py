"""台账 on the page of the room: facts, entries by keyboard and mouse, files; on cards and in self-checks."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage
from PySide6.QtWidgets import QApplication

from liangxin_desktop.domain.room import ItemStatus, RoomCheck, RoomItem, RoomItems
from liangxin_desktop.domain.room_register import EntryKind, RoomEntry, RoomFacts
from liangxin_desktop.services import room_register
from liangxin_desktop.services.recycle_bin import list_recycled
from liangxin_desktop.ui.models.room_register import entry_model, entry_widths
from liangxin_desktop.ui.pages.room.page import RoomPage
from liangxin_desktop.ui.requests import OpenRegister
from liangxin_desktop.ui.widgets.banner import Banner
from tests.ui.pages.driving import reads_downwards, settled, shown, tabbed

USES = [
    RoomEntry(id=f"u{day}", kind="use", title=f"第{day}次", on=date(2026, 11, day), number=10 + day) for day in (3, 18)
]
OTHERS = [
    RoomEntry(id="p1", kind="panel", title="身边的党员", on=date(2026, 9, 1), number=4),
    RoomEntry(id="b1", kind="book", title="《党章》", number=31),
    RoomEntry(id="s1", kind="system", title="三会一课制度"),
]
FACTS = RoomFacts(place="园区党员活动室", area=60, tenure="shared", shared_with="工会")


@pytest.fixture
def kept(workspace):
    """A branch with a small register and one self-check of an earlier day."""
    items = RoomItems(gallery=RoomItem(status=ItemStatus.MET, description="八块", evidence_on=date(2026, 6, 1)))
    with workspace.begin() as work:
        work.room_facts.put(FACTS)
        work.room_entries.add_all([*USES, *OTHERS])
        work.room_checks.add(RoomCheck(checked_on=date(2026, 10, 12), items=items))
        work.commit()
    return workspace


def opened(qtbot, workspace) -> RoomPage:
    page = RoomPage(workspace)
    shown(qtbot, page, 1190, 716)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    settled(qtbot)
    return page


def at_register(qtbot, workspace, item: str = "room") -> RoomPage:
    page = opened(qtbot, workspace)
    page.register_button.click()
    page.register.turn_to(item)
    settled(qtbot)
    return page


def entries(workspace, kind: str) -> list[RoomEntry]:
    return list(room_register.room_register(workspace).entries[EntryKind(kind)])


def type_into(qtbot, text: str) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), text)


def press(qtbot, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def shown_rows(log) -> list[str]:
    return [log.shown.index(row, 0).data() for row in range(log.shown.rowCount())]


def test_uses_are_typed_one_after_another_without_the_mouse(qtbot, workspace):
    page = opened(qtbot, workspace)
    page.register_button.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is page.register.list
    press(qtbot, Qt.Key.Key_Return)
    assert page.register.sheet().facts.form.values()["place"] is None
    log = page.register.sheet().log()
    for day, what, people in (("11-18", "party class", "18"), ("11-20", "reading", "7")):
        assert QApplication.focusWidget() is log.line.stops()[0]
        type_into(qtbot, day)
        press(qtbot, Qt.Key.Key_Tab)
        type_into(qtbot, what)
        press(qtbot, Qt.Key.Key_Tab)
        type_into(qtbot, people)
        with qtbot.waitSignal(page.changed) as told:
            press(qtbot, Qt.Key.Key_Return)
        assert told.args[0].touch("room_entries")
    kept = entries(workspace, "use")
    assert [(one.on.day, one.title, one.number) for one in kept] == [(20, "reading", 7), (18, "party class", 18)]
    assert shown_rows(log) == ["2026-11-20", "2026-11-18"]
    assert log.line.form.values()["title"] is None
    assert log.line.form.values()["on"] == date(2026, 11, 20)
    assert page.register.sheet().summary.text() == "本季使用 2 次 25 人次"


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(qtbot, workspace):
    page = at_register(qtbot, workspace, "gallery")
    line = page.register.sheet().log().line
    line.form.set_values({"on": date(2026, 9, 2), "withdrawn_on": date(2026, 9, 1)})
    line.keep_button.click()
    assert line.form.field("title").problem.text() == "请填写这一项。"
    assert line.form.field("withdrawn_on").problem.text() == "撤下日期不能早于上墙日期。"
    assert QApplication.focusWidget() is line.form.field("title").control
    line.form.field("on").control.setText("2026-11-24")
    line.keep_button.click()
    assert "不能晚于" in line.form.field("on").problem.text()
    assert entries(workspace, "panel") == []


def test_an_entry_is_mended_in_the_line_and_esc_leaves_it_as_it_was(qtbot, kept):
    page = at_register(qtbot, kept)
    log = page.register.sheet().log()
    assert shown_rows(log) == ["2026-11-18", "2026-11-03"]
    assert not log.change.isEnabled()
    log.table.setFocus()
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    assert log.line.keep_button.text() == "保存修改"
    assert log.line.form.values()["title"] == "第18次"
    log.line.form.field("title").control.setFocus()
    type_into(qtbot, "x")
    press(qtbot, Qt.Key.Key_Escape)
    assert page.views.currentWidget() is page.register
    assert QApplication.focusWidget() is log.table
    assert log.line.keep_button.text() == "登记"
    log.change.click()
    log.line.form.field("title").control.setText("换了名")
    log.line.keep_button.click()
    assert [(one.id, one.title) for one in entries(kept, "use")] == [("u18", "换了名"), ("u3", "第3次")]
    assert log.line.keep_button.text() == "登记"
    press(qtbot, Qt.Key.Key_Escape)
    assert page.views.currentIndex() == 0


def test_a_removed_entry_lies_in_the_bin_and_comes_back(qtbot, kept):
    page = at_register(qtbot, kept)
    log = page.register.sheet().log()
    assert log.pick("u3")
    log.table.setFocus()
    press(qtbot, Qt.Key.Key_Delete)
    assert [one.id for one in entries(kept, "use")] == ["u18"]
    assert [one.title for one in list_recycled(kept)] == ["使用记录 2026-11-03 第3次"]
    assert log.undo.text() == "撤销删除“第3次”"
    log.table.setFocus()
    press(qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [one.id for one in entries(kept, "use")] == ["u18", "u3"]
    assert log.chosen().id == "u3"
    assert log.undo.isHidden()
    log.remove.click()
    log.undo.click()
    assert len(entries(kept, "use")) == 2


def test_facts_are_kept_as_soon_as_a_field_is_left(qtbot, kept):
    page = at_register(qtbot, kept)
    form = page.register.sheet().facts.form
    assert form.values() == {
        "place": "园区党员活动室",
        "area": 60,
        "opening_hours": None,
        "tenure": "shared",
        "shared_with": "工会",
    }
    form.field("opening_hours").control.setFocus()
    type_into(qtbot, "Wed")
    with qtbot.waitSignal(page.changed) as told:
        press(qtbot, Qt.Key.Key_Tab)
    assert told.args[0].touch("room_facts")
    area = form.field("area").control
    area.setText("大")
    area.editingFinished.emit()
    assert "数字" in form.field("area").problem.text()
    tenure = form.field("tenure").control
    tenure.setCurrentIndex(1)
    tenure.chosen.emit(tenure.value())
    assert not form.field("shared_with").control.isEnabled()
    assert room_register.room_register(kept).facts == FACTS.but(opening_hours="Wed")
    area.setText("62.5")
    area.editingFinished.emit()
    facts = room_register.room_register(kept).facts
    assert (facts.area, facts.tenure, facts.shared_with) == (62.5, "own", None)


def test_the_facts_of_one_item_leave_those_of_the_others_alone(qtbot, kept):
    page = at_register(qtbot, kept, "journal")
    form = page.register.sheet().facts.form
    form.field("journal_title").control.setText("《桥讯》")
    form.field("journal_title").control.editingFinished.emit()
    assert room_register.room_register(kept).facts == FACTS.but(journal_title="《桥讯》")
    assert page.register.sheet().summary.text() == "《桥讯》"


def test_systems_and_books_stand_in_two_lists(qtbot, kept):
    page = at_register(qtbot, kept, "materials")
    sheet = page.register.sheet()
    assert shown_rows(sheet.log()) == ["三会一课制度"]
    assert sheet.facts.isHidden()
    sheet.kinds.buttons[EntryKind.BOOK].click()
    assert sheet.log().kind is EntryKind.BOOK
    assert sheet.log().isVisible()
    assert shown_rows(sheet.log()) == ["《党章》"]
    line = sheet.log().line
    line.form.field("title").control.setText("条例")
    line.keep()
    assert sheet.summary.text() == "制度 1 项 · 学习资料 32 册"
    assert entries(kept, "book")[-1].on is None


def test_sessions_held_in_the_room_are_taken_as_uses_once(qtbot, kept):
    page = at_register(qtbot, kept)
    log = page.register.sheet().log()
    offered = len(room_register.uses_from_sessions(kept))
    assert offered > 3
    assert log.take.text() == f"从组织生活记录取用（{offered}）"
    log.take.click()
    assert len(entries(kept, "use")) == 2 + offered
    assert log.take.isHidden()
    assert "支部党员大会：学习讨论与岗位承诺" in [one.title for one in entries(kept, "use")]
    page.register.turn_to("gallery")
    assert page.register.sheet().log().take.isHidden()


def test_files_dropped_belong_to_the_entry_chosen(qtbot, kept, tmp_path):
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("#8A7B5C"))
    image.save(str(tmp_path / "展板.png"))
    page = at_register(qtbot, kept, "gallery")
    sheet, log = page.register.sheet(), page.register.sheet().log()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "展板.png"))])
    spot, action = QPointF(QPoint(9, 9)), Qt.DropAction.CopyAction
    event = QDropEvent(spot, action, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    with qtbot.waitSignal(page.said) as told:
        sheet.incoming.eventFilter(sheet, event)
    assert told.args == ["请先在表里选中一条展板，再添加附件"]
    settled(qtbot)
    log.pick("p1")
    assert log.holder.text() == "“身边的党员”的附件"
    sheet.incoming.eventFilter(sheet, event)
    settled(qtbot)
    qtbot.waitUntil(lambda: bool(entries(kept, "panel")[0].attachments))
    assert [one.name for one in entries(kept, "panel")[0].attachments] == ["展板.png"]
    assert log.chosen().id == "p1"
    log.files.remove(log.files.files()[0])
    assert entries(kept, "panel")[0].attachments == ()
    log.files.take_back()
    assert len(entries(kept, "panel")[0].attachments) == 1
    log.line.mend(log.chosen())
    log.line.form.field("number").control.set_value(6)
    log.line.keep()
    assert (entries(kept, "panel")[0].number, len(entries(kept, "panel")[0].attachments)) == (6, 1)


def test_the_cards_say_what_the_register_says(qtbot, kept):
    page = opened(qtbot, kept)
    cards = page.board.cards
    assert cards["room"].register.text() == "台账：60 m² · 与工会共用 · 本季使用 2 次 41 人次"
    assert cards["gallery"].register.text() == "台账：展板 4 块 · 最近更换 2026-09-01"
    assert cards["materials"].register.text() == "台账：制度 1 项 · 学习资料 31 册"
    assert cards["website"].register.isHidden()


def test_a_self_check_takes_the_registers_day_and_line_but_nothing_typed(qtbot, kept):
    page = opened(qtbot, kept)
    page.views.fill("gallery")
    form = page.desk.editor.form
    assert form.register.button.text() == "取台账：最近更换 2026-09-01"
    form.register.button.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert form.evidence_on.value() == date(2026, 9, 1)
    assert form.description.text() == "八块\n台账（2026-11-23）：展板 4 块，最近更换 2026-09-01。"
    form.evidence_on.setText("2026-11-20")
    form.register.button.click()
    assert form.evidence_on.value() == date(2026, 11, 20)
    assert form.description.text().count("台账（") == 1
    page.desk.editor.turn_to("website")
    assert form.register.isHidden()
    page.desk.editor.turn_to("materials")
    assert form.register.button.text() == "取台账"
    form.register.button.click()
    assert form.evidence_on.value() is None
    assert form.description.text() == "台账（2026-11-23）：制度 1 项，学习资料 31 册。"
    page.desk.leave()
    page.views.show_history()
    page.history.open_button.click()
    page.desk.editor.turn_to("gallery")
    assert form.register.button.isHidden()


def test_against_another_standard_the_register_is_silent(qtbot, kept):
    page = opened(qtbot, kept)
    page.choose("venue")
    assert all(card.register.isHidden() for card in page.board.cards.values())
    page.views.fill("")
    assert page.desk.editor.form.register.isHidden()


def test_an_entry_that_was_found_stands_chosen_in_its_table(qtbot, kept):
    page = opened(qtbot, kept)
    page.open(OpenRegister("b1"))
    sheet = page.register.sheet()
    assert (sheet.key, sheet.log().kind, sheet.log().chosen().id) == ("materials", "book", "b1")
    assert QApplication.focusWidget() is sheet.log().table
    page.open(OpenRegister("gone"))
    assert page.views.currentWidget() is page.register
    assert page.register.sheet().key == "materials"


def test_a_refusal_is_told_and_the_line_keeps_what_was_typed(qtbot, kept):
    page = at_register(qtbot, kept)
    log = page.register.sheet().log()
    log.pick("u3")
    room_register.remove_entry(kept, "u3")
    log.remove.click()
    assert page.findChild(Banner).isVisible()
    assert "不在了" in page.banner.accessibleName()


def test_what_is_half_typed_survives_the_lock(qtbot, kept):
    page = at_register(qtbot, kept)
    line = page.register.sheet().log().line
    line.mend(USES[0])
    line.form.field("title").control.setText("半句")
    page.register.turn_to("materials")
    line = page.register.sheet().log().line
    line.form.field("on").control.setText("11-")
    page.register.turn_to("journal")
    page.register.sheet().facts.form.field("journal_title").control.setText("《桥讯》")
    page.left()
    page.deleteLater()
    assert room_register.room_register(kept).facts.journal_title == "《桥讯》"
    again = at_register(qtbot, kept)
    uses = again.register.sheet().log()
    assert (uses.line.keep_button.text(), uses.line.form.values()["title"]) == ("保存修改", "半句")
    uses.line.keep()
    assert [one.title for one in entries(kept, "use")] == ["第18次", "半句"]
    assert again.register.sheets["materials"].logs[EntryKind.SYSTEM].line.form.field("on").control.text() == "11-"
    again.left()
    again.register.sheets["materials"].logs[EntryKind.SYSTEM].line.clear()
    again.left()
    third = opened(qtbot, kept)
    third.register_button.click()
    assert third.register.sheet().key == "room"
    assert list(third.register.sheets) == ["room"]


def test_what_is_written_elsewhere_is_shown(qtbot, kept):
    page = at_register(qtbot, kept)
    changes = room_register.put_entry(kept, USES[0].but(id="u9", title="别处登记"))
    page.refresh(changes)
    assert page.register.sheet().log().shown.rowCount() == 3


@pytest.mark.parametrize("kind", list(EntryKind))
def test_the_tables_are_sound_models(qtmodeltester, kind):
    model = entry_model(kind)
    model.set_rows(
        [RoomEntry(id="a", kind=kind, title="甲", number=3, year=2020), RoomEntry(id="b", kind=kind, title="乙")]
    )
    assert len(entry_widths(kind)) == model.columnCount()
    qtmodeltester.check(model, force_py=True)


def test_tab_goes_through_the_register_as_one_reads(qtbot, kept):
    page = at_register(qtbot, kept)
    log = page.register.sheet().log()
    log.pick("u3")
    stops = tabbed(qtbot, page, page.register.list)
    sheet = [one for one in stops if page.register.sheet().isAncestorOf(one)]
    assert sheet[0] is page.register.sheet().facts.form.stops()[0]
    assert log.table in sheet
    assert log.files.tiles in sheet
    assert reads_downwards(sheet, page.register.sheet())
    assert all(one.accessibleName() or getattr(one, "text", str)() for one in sheet)


@pytest.mark.parametrize("size", [13, 20])
def test_nothing_hangs_over_the_edge_on_a_small_screen(qtbot, kept, wear, size):
    wear("light", size)
    page = at_register(qtbot, kept)
    room = 1280 - round(176 * size / 13)
    page.resize(room, 668)
    for item in RoomItems.model_fields:
        page.register.turn_to(item)
        settled(qtbot)
        assert page.minimumSizeHint().width() <= room
        area = page.register.stack.currentWidget()
        assert area.widget().minimumSizeHint().width() <= area.viewport().width()
