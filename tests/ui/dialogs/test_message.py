"""Dialogs: what will be lost is named, the safe answer has the focus, the keyboard is enough."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from liangxin_desktop.errors import LiangxinError
from liangxin_desktop.ui.dialogs.message import ConfirmDialog, CrashDialog, ErrorDialog, PasswordDialog, ReasonDialog


@pytest.fixture
def parent(show):
    return show(QWidget(), 400, 300)


def _words(dialog):
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def _answer(act):
    """Do something to the dialog that is about to open."""
    QTimer.singleShot(0, lambda: act(QApplication.activeModalWidget()))


def _press(dialog, text):
    next(b for b in dialog.findChildren(QPushButton) if b.text() == text).click()


def test_confirming_names_the_losses_and_focuses_cancel(qtbot, parent):
    seen = {}

    def look(dialog):
        seen["words"] = _words(dialog)
        seen["focus"] = dialog.focusWidget().text()
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)

    _answer(look)
    assert ConfirmDialog.ask(parent, "删除这次会议？", "可以找回。", losses=["讨论 1240 字"], action="删除") is False
    assert "讨论 1240 字" in seen["words"]
    assert "将会失去" in seen["words"]
    assert seen["focus"] == "取消"


def test_confirming_by_its_button(parent):
    _answer(lambda dialog: _press(dialog, "删除"))
    assert ConfirmDialog.ask(parent, "删除？", action="删除") is True


def test_esc_is_no(qtbot, parent):
    _answer(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    assert ConfirmDialog.ask(parent, "删除？", action="删除") is False


def test_a_wrong_password_may_be_tried_again(qtbot, parent):
    def act(dialog):
        line = dialog.findChild(QLineEdit)
        assert line.echoMode() == QLineEdit.EchoMode.Password
        qtbot.keyClicks(line, "wrong")
        qtbot.keyClick(line, Qt.Key.Key_Return)
        assert "口令不对" in _words(dialog)
        assert line.selectedText() != ""
        qtbot.keyClicks(line, "demo")
        qtbot.keyClick(line, Qt.Key.Key_Return)

    _answer(act)
    assert PasswordDialog.ask(parent, "导出全部记录", lambda p: p == "demo", action="导出") == "demo"


def test_no_password_is_none(parent):
    _answer(lambda dialog: _press(dialog, "取消"))
    assert PasswordDialog.ask(parent, "导出", lambda _p: True) is None


def test_a_reason_is_never_blank(qtbot, parent):
    def act(dialog):
        edit = dialog.findChild(QPlainTextEdit)
        edit.setPlainText("  \n ")
        _press(dialog, "重新打开")
        assert "请写明原因" in _words(dialog)
        edit.setPlainText(" 出席人数写错 ")
        _press(dialog, "重新打开")

    _answer(act)
    assert ReasonDialog.ask(parent, "重新打开", action="重新打开") == "出席人数写错"
    _answer(lambda dialog: _press(dialog, "取消"))
    assert ReasonDialog.ask(parent, "重新打开", action="重新打开") == ""


def test_an_error_says_what_and_what_to_do(qtbot, parent):
    dialog = ErrorDialog(LiangxinError("磁盘已满。", "请清理空间。"), parent)
    dialog.open()
    assert "磁盘已满。" in _words(dialog)
    assert "请清理空间。" in _words(dialog)
    with qtbot.waitSignal(dialog.finished) as done:
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert done.args == [QDialog.DialogCode.Accepted]


def test_the_crash_page_shows_the_place(parent):
    dialog = CrashDialog("ValueError\n  sessions.py:12 save", "/var/log/x", parent)
    dialog.open()
    assert dialog.findChild(QPlainTextEdit).toPlainText().startswith("ValueError")
    assert "/var/log/x" in _words(dialog)
    dialog.accept()


def test_text_of_the_record_is_never_read_as_markup(parent):
    dialog = ErrorDialog(LiangxinError("<b>甲</b>"), parent)
    dialog.open()
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel))
    dialog.accept()
