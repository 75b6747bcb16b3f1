"""Attendance in a few keys: everyone came except…"""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from liangxin_desktop.services import pinyin
from liangxin_desktop.ui.widgets.chips import Attendance, Chip, ChipPerson, PersonChips

NAMES = ["陈国华", "李文静", "王海涛", "单雄", "陈光", "曹军", "周晓燕", "朱琳", "吴建平", "曾国"]
PRESENT, LEAVE, ABSENT = Attendance


@pytest.fixture
def chips(show):
    chips = PersonChips()
    chips.set_people([ChipPerson(n, n, pinyin.initials(n)) for n in NAMES])
    show(chips, 300, 200)
    chips.heard = []
    chips.changed.connect(lambda who, state: chips.heard.append((who, state)))
    chips.setFocus()
    return chips


def _chip(chips, name):
    return next(c for c in chips.findChildren(Chip) if c.person.name == name)


def _at(chips):
    focused = QApplication.focusWidget()
    return focused.person.name if isinstance(focused, Chip) else None


def _type(qtbot, letters):
    for letter in letters:
        qtbot.keyClick(QApplication.focusWidget(), letter)


def test_everyone_is_present_at_first(chips):
    assert set(chips.states().values()) == {PRESENT}
    assert list(chips.states()) == NAMES


def test_a_click_turns(qtbot, chips):
    chip = _chip(chips, "曹军")
    for state, text in ((LEAVE, "假 曹军"), (ABSENT, "缺 曹军"), (PRESENT, "✓ 曹军")):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
        assert chips.states()["曹军"] is state
        assert chip.text() == text
        assert chip.property("state") == state.value
    assert chips.heard == [("曹军", LEAVE), ("曹军", ABSENT), ("曹军", PRESENT)]


def test_space_turns_and_the_name_is_read_with_the_state(qtbot, chips):
    assert _at(chips) == "陈国华"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert _chip(chips, "陈国华").accessibleName() == "陈国华，请假"


def test_arrows_move_along_and_between_lines(qtbot, chips):
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert _at(chips) == "李文静"
    first_line = _chip(chips, "李文静").y()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert QApplication.focusWidget().y() > first_line
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    assert _at(chips) == "李文静"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_End)
    assert _at(chips) == "曾国"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert _at(chips) == "曾国"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Home)
    assert _at(chips) == "陈国华"


def test_two_initials_mark_the_only_one(qtbot, chips):
    _type(qtbot, "cj")
    assert chips.heard == [("曹军", LEAVE)]
    assert _at(chips) == "曹军"


@pytest.mark.parametrize("letters", ["sx", "dx", "cx"])
def test_any_reading_of_a_surname_finds(qtbot, chips, letters):
    _type(qtbot, letters)
    assert chips.heard == [("单雄", LEAVE)]


def test_where_several_answer_the_third_letter_decides(qtbot, chips):
    _type(qtbot, "cg")
    assert chips.heard == []
    _type(qtbot, "h")
    assert chips.heard == [("陈国华", LEAVE)]


def test_the_rest_of_the_name_is_swallowed(qtbot, chips):
    _type(qtbot, "wht")
    assert chips.heard == [("王海涛", LEAVE)]


def test_a_second_name_straight_after_the_first(qtbot, chips):
    _type(qtbot, "whtlw")
    assert chips.heard == [("王海涛", LEAVE), ("李文静", LEAVE)]


def test_letters_typed_later_begin_anew(qtbot, chips):
    _type(qtbot, "c")
    chips._forget.timeout.emit()
    _type(qtbot, "jp")
    assert chips.heard == []


def test_one_who_is_marked_already_is_only_found(qtbot, chips):
    chips.turn("曹军", ABSENT)
    chips.heard.clear()
    _type(qtbot, "cj")
    assert chips.heard == []
    assert _at(chips) == "曹军"


def test_taking_back_and_doing_again(qtbot, chips):
    _type(qtbot, "cj")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert chips.states()["曹军"] is PRESENT
    qtbot.keyClick(
        QApplication.focusWidget(),
        Qt.Key.Key_Z,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert chips.states()["曹军"] is LEAVE


def test_all_present_is_one_step(qtbot, chips):
    chips.turn("曹军", LEAVE)
    chips.turn("单雄", ABSENT)
    chips.all_present()
    assert set(chips.states().values()) == {PRESENT}
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (chips.states()["曹军"], chips.states()["单雄"]) == (LEAVE, ABSENT)


def test_tab_stops_once(qtbot, chips):
    stops = [c for c in chips.findChildren(Chip) if c.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [c.person.name for c in stops] == ["陈国华"]
    qtbot.mouseClick(_chip(chips, "曹军"), Qt.MouseButton.LeftButton)
    stops = [c for c in chips.findChildren(Chip) if c.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [c.person.name for c in stops] == ["曹军"]


def test_a_reason_is_asked_for_by_the_menu_key_and_shown(chips):
    wanted = []
    chips.reason_wanted.connect(wanted.append)
    chip = _chip(chips, "曹军")
    QApplication.sendEvent(chip, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1)))
    assert wanted == ["曹军"]
    chips.turn("曹军", LEAVE)
    chips.set_note("曹军", "出差")
    assert "出差" in chip.accessibleName()
    assert "出差" in chip.toolTip()


def test_shown_again_nothing_old_is_left(qtbot, chips):
    chips.turn("曹军", LEAVE)
    chips.set_people([ChipPerson("x", "华天")], {"x": ABSENT})
    assert chips.states() == {"x": ABSENT}
    qtbot.keyClick(_chip(chips, "华天"), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert chips.states() == {"x": ABSENT}


def test_two_hundred_people(qtbot):
    chips = PersonChips()
    qtbot.addWidget(chips)
    chips.resize(800, 100)
    chips.set_people([ChipPerson(str(i), f"党员{i}") for i in range(200)])
    chips.show()
    assert chips.heightForWidth(800) > chips.heightForWidth(1600)
    assert len(chips.states()) == 200


def test_nobody(qtbot):
    chips = PersonChips()
    qtbot.addWidget(chips)
    chips.set_people([])
    chips.show()
    assert chips.states() == {}
