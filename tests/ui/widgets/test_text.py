"""Longer text and tags."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from liangxin_desktop.ui.widgets.fields import LabelledField
from liangxin_desktop.ui.widgets.text import AutoGrowTextEdit, TagEditor, characters, printable


@pytest.fixture
def edit(show):
    edit = AutoGrowTextEdit(most=5)
    edit.field = show(LabelledField("讨论", edit), 300, 60)
    edit.heard = []
    edit.edited.connect(edit.heard.append)
    return edit


def _paste(edit, text, html=""):
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    edit.insertFromMimeData(data)


def test_it_grows_to_its_most_and_then_scrolls(qtbot, edit):
    heights = []
    for _line in range(7):
        heights.append(edit.sizeHint().height())
        assert (edit.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAsNeeded) == (len(heights) > 5)
        edit.insertPlainText("一\n")
    assert heights[0] < heights[1]
    assert heights[-1] == heights[-2]


@pytest.mark.parametrize("size", [12, 13, 16, 20])
def test_no_line_is_cut_at_any_size(qtbot, wear, size):
    wear("light", size)
    edit = AutoGrowTextEdit(most=9)
    qtbot.addWidget(edit)
    edit.set_text("一\n二\n三")
    edit.resize(200, edit.sizeHint().height())
    edit.show()
    bottom = edit.document().documentLayout()
    needed = sum(bottom.blockBoundingRect(edit.document().findBlockByNumber(i)).height() for i in range(3))
    assert edit.viewport().height() >= needed


def test_the_count_stands_beside_the_label(qtbot, edit):
    edit.set_text("一 二\n三")
    assert edit.field.aside.text() == "3 字"
    edit.setFocus()
    qtbot.keyClicks(edit, "ab")
    assert edit.field.aside.text() == "5 字"


def test_telling_waits_for_a_pause_and_comes_once(qtbot, edit):
    edit.setFocus()
    qtbot.keyClicks(edit, "abc")
    assert edit.heard == []
    edit._timer.timeout.emit()
    edit._timer.timeout.emit()
    assert edit.heard == ["abc"]


def test_leaving_tells_at_once_and_filling_in_is_silent(qtbot, edit):
    edit.set_text("旧")
    other = QLineEdit(edit.field)
    other.show()
    edit.setFocus()
    qtbot.keyClicks(edit, "x")
    other.setFocus()
    assert edit.heard == ["x旧"]
    edit.set_text("新")
    edit.setFocus()
    other.setFocus()
    assert edit.heard == ["x旧"]


def test_composition_of_an_input_method_is_not_text_yet(edit):
    edit.setFocus()
    QApplication.sendEvent(edit, QInputMethodEvent("tao lun", []))
    assert edit.text() == ""
    assert edit.field.aside.text() in ("", "0 字")
    done = QInputMethodEvent("", [])
    done.setCommitString("讨论")
    QApplication.sendEvent(edit, done)
    assert edit.text() == "讨论"
    assert edit.field.aside.text() == "2 字"


def test_pasting_takes_the_words_only(edit):
    _paste(edit, "甲\r\n乙\x00\u202e丙\u2028丁\ufffc", "<b>甲</b>")
    assert edit.text() == "甲\n乙丙\n丁"


def test_ctrl_z_takes_back(qtbot, edit):
    edit.setFocus()
    qtbot.keyClicks(edit, "abc")
    qtbot.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert edit.text() == ""


def test_tab_leaves_the_field(qtbot, edit):
    assert edit.tabChangesFocus()


def test_what_counts_and_what_prints():
    assert characters(" 一　二\n\t三 ") == 3
    assert printable("a\tb\nc\x07\ud800") == "a\tb\nc"


@pytest.fixture
def tags(show):
    tags = show(TagEditor(["党风廉政", "发展党员"]))
    tags.set_tags(["发展党员", "发展党员"])
    tags.heard = []
    tags.changed.connect(tags.heard.append)
    tags.line = tags.findChild(QLineEdit)
    tags.setFocus()
    return tags


def test_tags_are_added_once(qtbot, tags):
    for text in ("廉政", "廉政", "  "):
        tags.line.insert(text)
        qtbot.keyClick(tags.line, Qt.Key.Key_Return)
    assert tags.heard == [("发展党员", "廉政")]
    assert tags.line.text() == ""


def test_tags_are_removed_by_mouse_and_by_backspace(qtbot, tags):
    tags.set_tags(["a", "b"])
    first = next(b for b in tags.findChildren(QPushButton) if b.accessibleName() == "去掉标签 a")
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    qtbot.keyClick(tags.line, Qt.Key.Key_Backspace)
    assert tags.heard == [("b",), ()]
    qtbot.keyClick(tags.line, Qt.Key.Key_Backspace)
    assert len(tags.heard) == 2
