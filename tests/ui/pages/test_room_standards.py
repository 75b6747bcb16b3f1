"""Other standards on the page of the room: chosen, imported, checked against, removed; the sheet of a model room."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from liangxin_desktop.domain.room import ItemStatus, RoomCheck, RoomItem, RoomItems
from liangxin_desktop.domain.room_register import RoomFacts
from liangxin_desktop.services import attachments, model_room, room, room_standards
from liangxin_desktop.services.attachments import Incoming
from liangxin_desktop.services.room_register import put_facts
from liangxin_desktop.services.room_standards import THE_SIX
from liangxin_desktop.ui.pages import form_paper
from liangxin_desktop.ui.pages.room import model_sheet
from liangxin_desktop.ui.requests import OpenRoom
from tests.exchange.sheets import write_book
from tests.ui.pages.driving import answering, settled, tabbed
from tests.ui.pages.test_room import opened, photo, press, type_into

VENUE = "venue"
HEAD = ["序号", "项目", "有效月数"]
MET = RoomItem(status=ItemStatus.MET, description="2号楼301", evidence_on=date(2026, 9, 11))


@pytest.fixture
def checked(workspace):
    """A branch that checked its six items once, with a photo of the room."""
    kept = attachments.take_in(workspace, Incoming(photo(), "活动室.png"))
    with workspace.begin() as work:
        work.room_checks.add(
            RoomCheck(checked_on=date(2026, 10, 12), items=RoomItems(room=MET.but(attachments=[kept])))
        )
        work.commit()
    return workspace


@pytest.fixture
def street(workspace, tmp_path):
    """A street's standard as a sheet."""

    def write(*rows: tuple[str, int]) -> Path:
        return write_book(tmp_path / "五个一.xlsx", ["街道五个一"], HEAD, *([n, *row] for n, row in enumerate(rows, 1)))

    return write


def choose(qtbot, page, key: str) -> None:
    """Take a standard from the list by keyboard."""
    page.bar.choice.setFocus()
    for _ in range(page.bar.choice.count()):
        if page.bar.key() == key:
            return
        press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Up, times=page.bar.choice.count())


def press_in_dialog(*words: str):
    return lambda dialog: next(one for one in dialog.findChildren(QPushButton) if one.text() in words).click()


def take_in(qtbot, page, path: Path, monkeypatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    qtbot.mouseClick(page.bar.take_in, Qt.MouseButton.LeftButton)
    settled(qtbot)


def recorded(workspace) -> list:
    with workspace.begin() as work:
        return work.preset_checks.all()


def test_the_six_are_the_default_and_the_others_say_what_they_are_for(qtbot, checked):
    page = opened(qtbot, checked)
    assert page.bar.key() == THE_SIX
    assert "每季自查、提醒和报表以此为准" in page.bar.note.text()
    choose(qtbot, page, VENUE)
    assert page.bar.key() == VENUE
    assert "只作本支部对照" in page.bar.note.text()
    assert [card.accessibleName() for card in page.board.cards.values()] == [
        f"{number}、{title}：未核查"
        for number, title in zip(
            "一二三四五六", ("有场所", "有设施", "有标志", "有党旗", "有书报", "有制度"), strict=True
        )
    ]
    assert (page.notes.met.text(), page.notes.owed.text(), page.start.text()) == ("0 / 6 达标", "", "开始自查")
    choose(qtbot, page, THE_SIX)
    assert len(page.board.cards) == 6
    assert page.notes.met.text() == "1 / 6 达标"


def test_the_count_in_the_rail_stays_that_of_the_six(qtbot, workspace):
    page = opened(qtbot, workspace)
    with qtbot.waitSignal(page.counted) as told:
        page.choose(VENUE)
    assert told.args == [room.room_board(workspace).pressing] == [3]


def test_a_whole_check_against_another_standard_by_keyboard(qtbot, workspace):
    page = opened(qtbot, workspace)
    choose(qtbot, page, VENUE)
    press(qtbot, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.desk.editor.heading.text() == "自查：党组织活动场所“六有”"
    press(qtbot, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_Tab)
    type_into(qtbot, "2024-11-22")
    press(qtbot, Qt.Key.Key_Tab)
    type_into(qtbot, "a room")
    qtbot.waitUntil(lambda: room.draft(workspace, VENUE) is not None, timeout=2000)
    assert room.draft(workspace) is None
    press(qtbot, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, Qt.Key.Key_Right, times=2)
    press(qtbot, Qt.Key.Key_Space)
    answering(press_in_dialog("仍要完成"))
    with qtbot.waitSignal(page.changed) as told:
        press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told.args[0].kinds >= {"preset_checks"}
    (kept,) = recorded(workspace)
    assert [(one.title, one.status) for one in kept.items] == [
        ("有场所", ItemStatus.MET),
        ("有设施", ItemStatus.UNMET),
    ]
    place = page.board.cards["place"]
    assert place.accessibleName() == "一、有场所：已到期"
    assert place.line.text() == "佐证 2024-11-22，已于 2026-11-22 到期"
    assert page.start.text() == "再做一次自查"
    assert room.room_board(workspace).checked_on is None


def test_the_history_is_of_the_standard_chosen_and_a_check_is_removed_to_the_bin(qtbot, checked):
    begun = room.begin_check(checked, VENUE).check
    asked = room.asked_items(checked, begun)
    room.finish_check(checked, begun.filled(checked.today, {"place": MET}, asked))
    page = opened(qtbot, checked)
    page.views.show_history()
    assert page.history.remove.isHidden()
    page.views.show_board()
    page.choose(VENUE)
    page.history_button.click()
    assert page.history.title.text() == "历次自查：党组织活动场所“六有”"
    assert page.history.table.checks.rowCount() == 6
    press(qtbot, Qt.Key.Key_Return)
    assert page.desk.editor.locked
    assert page.desk.editor.form.description.text() == "2号楼301"
    press(qtbot, Qt.Key.Key_Escape)
    answering(press_in_dialog("删除"))
    qtbot.mouseClick(page.history.remove, Qt.MouseButton.LeftButton)
    assert recorded(checked) == []
    assert page.history.heading.text() == "还没有做过自查"
    assert page.history.remove.isHidden()


def test_a_long_standard_and_what_changed_share_a_small_screen(qtbot, workspace, street, wear, monkeypatch):
    wear("light", 20)
    page = opened(qtbot, workspace)
    take_in(qtbot, page, street(*((f"第{number}项", 12) for number in range(1, 31))), monkeypatch)
    begun = room.begin_check(workspace, page.bar.key()).check
    asked = room.asked_items(workspace, begun)
    room.finish_check(workspace, begun.filled(workspace.today, {one.key: MET for one in asked}, asked))
    page.resize(1010, 640)
    page.history_button.click()
    QApplication.processEvents()
    table = page.history.table
    assert table.checks.rowCount() == 30
    assert table.geometry().bottom() < page.history.heading.geometry().top()
    assert page.history.open_button.geometry().bottom() <= page.history.height()


def test_before_the_first_check_the_history_says_what_to_do(qtbot, workspace):
    page = opened(qtbot, workspace)
    page.history_button.click()
    assert page.history.table.isHidden()
    assert "请返回，做第一次自查" in page.history.told.text()
    assert QApplication.focusWidget() is page.history.back


def test_a_street_issues_a_standard_issues_it_anew_and_it_is_removed(qtbot, workspace, street, monkeypatch):
    page = opened(qtbot, workspace)
    take_in(qtbot, page, street(("一面党旗", 24), ("一套制度", 12)), monkeypatch)
    assert page.bar.choice.currentText() == "街道五个一"
    assert [one.asked.title for one in room.room_board(workspace, page.bar.key()).cards] == ["一面党旗", "一套制度"]
    assert len(page.board.cards) == 2
    assert page.bar.remove.isVisible()
    told: list[str] = []
    answering(lambda dialog: (told.append(dialog.accessibleName()), press_in_dialog("取消")(dialog)))
    take_in(qtbot, page, street(("一面党旗", 6)), monkeypatch)
    assert told == ["用“五个一.xlsx”更新标准“街道五个一”？"]
    assert len(page.board.cards) == 2
    answering(press_in_dialog("更新标准"))
    take_in(qtbot, page, street(("一面党旗", 6)), monkeypatch)
    assert len(page.board.cards) == 1
    answering(press_in_dialog("移除"))
    qtbot.mouseClick(page.bar.remove, Qt.MouseButton.LeftButton)
    assert page.bar.key() == THE_SIX
    assert [one.key for one in room_standards.list_standards(workspace)] == [THE_SIX, VENUE]
    assert page.bar.remove.isHidden()


def test_a_bad_file_is_told_cell_by_cell(qtbot, workspace, street, monkeypatch):
    page = opened(qtbot, workspace)
    take_in(qtbot, page, street(("一面党旗", 0)), monkeypatch)
    qtbot.waitUntil(page.banner.isVisible)
    assert "C3 有效月数“0”" in page.banner.accessibleName()
    assert len(room_standards.list_standards(workspace)) == 2


def test_a_finding_of_the_six_leads_back_to_the_six(qtbot, checked):
    page = opened(qtbot, checked)
    page.choose(VENUE)
    page.open(OpenRoom("film"))
    assert page.bar.key() == THE_SIX
    assert QApplication.focusWidget() is page.board.cards["film"].fill


def test_an_item_of_another_standard_is_opened_there(qtbot, checked):
    page = opened(qtbot, checked)
    page.open(OpenRoom("place", VENUE))
    assert page.bar.key() == VENUE
    assert QApplication.focusWidget() is page.board.cards["place"].fill


def test_the_check_against_the_standard_chosen_is_printed(qtbot, checked, monkeypatch):
    printed = []
    monkeypatch.setattr(form_paper, "print_pdf", lambda _parent, pdf, title: printed.append(pdf[:5]) or True)
    begun = room.begin_check(checked, VENUE).check
    room.finish_check(checked, begun.filled(checked.today, {"place": MET}, room.asked_items(checked, begun)))
    page = opened(qtbot, checked)
    page.choose(VENUE)
    with qtbot.waitSignal(page.said, timeout=15_000):
        page.print_button.click()
    assert printed == [b"%PDF-"]


def test_the_sheet_of_a_model_room_is_written_chosen_previewed_and_printed(qtbot, checked, monkeypatch, tmp_path):
    page = opened(qtbot, checked)
    qtbot.mouseClick(page.bar.model, Qt.MouseButton.LeftButton)
    settled(qtbot)
    sheet = page.model
    qtbot.waitUntil(sheet.print_button.isEnabled)
    assert [box.isChecked() for box in sheet.photos.boxes.values()] == [True]
    type_into(qtbot, "shared by all")
    press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: model_room.model_sheet(checked).special == "shared by all", timeout=3000)
    assert model_room.model_sheet(checked).pictures == ()
    settled(qtbot)
    qtbot.waitUntil(sheet.print_button.isEnabled)
    printed = []
    monkeypatch.setattr(model_sheet, "print_pdf", lambda _parent, pdf, title: printed.append(title) or True)
    press(qtbot, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert printed == ["示范阵地申报表"]
    monkeypatch.setattr(model_sheet, "ask_where", lambda *_: tmp_path / "sheet.pdf")
    qtbot.mouseClick(sheet.export, Qt.MouseButton.LeftButton)
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF-")
    press(qtbot, Qt.Key.Key_Escape)
    assert page.views.currentIndex() == 0


def test_the_paper_follows_the_record(qtbot, checked):
    page = opened(qtbot, checked)
    page.views.show_model()
    settled(qtbot)
    qtbot.waitUntil(page.model.print_button.isEnabled)
    before = page.model._form.pdf
    put_facts(checked, RoomFacts(place="3号楼"))
    page.refresh(None)
    settled(qtbot)
    qtbot.waitUntil(page.model.print_button.isEnabled)
    assert page.model._form.pdf != before
    page.views.escape()


def test_no_more_pictures_are_taken_than_the_sheet_holds(qtbot, checked):
    files = [attachments.take_in(checked, Incoming(photo(f"#{n}0505E"), f"{n}.png")) for n in range(1, 9)]
    with checked.begin() as work:
        ((key, check),) = work.room_checks.all()
        work.room_checks.put(key, check.but(items=check.items.but(room=MET.but(attachments=files))))
        work.commit()
    page = opened(qtbot, checked)
    page.views.show_model()
    boxes = list(page.model.photos.boxes.values())
    assert [box.isChecked() for box in boxes] == [True] * 6 + [False] * 2
    assert [box.isEnabled() for box in boxes] == [True] * 6 + [False] * 2
    boxes[0].click()
    assert all(box.isEnabled() for box in boxes)
    settled(qtbot)
    press(qtbot, Qt.Key.Key_Escape)


def test_without_a_check_the_sheet_says_why_there_is_none(qtbot, workspace):
    page = opened(qtbot, workspace)
    page.bar.model.click()
    settled(qtbot)
    qtbot.waitUntil(page.banner.isVisible)
    assert "还没有做过阵地自查" in page.banner.accessibleName()
    assert not page.model.print_button.isEnabled()


@pytest.mark.parametrize("size", [13, 20])
def test_nothing_hangs_over_the_edge_and_tab_goes_through_everything(qtbot, checked, wear, size):
    wear("light", size)
    page = opened(qtbot, checked)
    page.choose(VENUE)
    limit = 1280 - round(176 * size / 13)
    assert page.minimumSizeHint().width() <= limit
    stops = tabbed(qtbot, page, page.bar.choice)
    assert {page.bar.choice, page.bar.take_in, page.bar.model} <= set(stops)
    page.views.show_model()
    assert page.minimumSizeHint().width() <= limit
    stops = tabbed(qtbot, page, page.model.special)
    assert set(page.model.photos.boxes.values()) < set(stops)
    settled(qtbot)
    page.views.escape()
