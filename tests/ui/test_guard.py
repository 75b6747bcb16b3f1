"""Nothing that goes wrong in a slot is lost, and no log holds a name."""

import logging
import sys
import threading

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from liangxin_desktop.errors import CancelledError, LiangxinError
from liangxin_desktop.mistakes import anonymous
from liangxin_desktop.ui import guard
from liangxin_desktop.ui.dialogs.message import ErrorDialog
from liangxin_desktop.ui.guard import CrashCourier, guarded, install

FULL = LiangxinError("磁盘已满。", "请清理空间。")


class Form(QWidget):
    """A child whose slots fail as told."""

    def __init__(self, parent=None, error=FULL):
        super().__init__(parent)
        self.error = error
        self.seen = []

    @guarded
    def none(self):
        self.seen.append(())
        raise self.error

    @guarded
    def one(self, value):
        self.seen.append((value,))

    @guarded
    def several(self, *values):
        self.seen.append(values)


class Page(QWidget):
    """Shows what failed."""

    def __init__(self):
        super().__init__()
        self.told = []

    def show_error(self, error):
        self.told.append(error)


class Source(QObject):
    fired = Signal(int, str)


def test_the_nearest_page_tells(qtbot):
    page = Page()
    qtbot.addWidget(page)
    between = QWidget(page)
    Form(between).none()
    assert page.told == [FULL]


def test_through_a_signal_too_and_the_rest_goes_on(qtbot):
    page = Page()
    qtbot.addWidget(page)
    form, button = Form(page), QPushButton(page)
    button.clicked.connect(form.none)
    button.click()
    button.click()
    assert page.told == [FULL, FULL]
    assert form.seen == [(), ()]


def test_arguments_the_slot_does_not_take_are_dropped(qtbot):
    form, source = Form(), Source()
    qtbot.addWidget(form)
    source.fired.connect(form.one)
    source.fired.connect(form.several)
    source.fired.emit(7, "x")
    assert form.seen == [(7,), (7, "x")]


def test_without_a_page_a_dialog_tells(qtbot):
    form = Form()
    qtbot.addWidget(form)
    form.none()
    dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, ErrorDialog) and w.isVisible()]
    assert [d.accessibleName() for d in dialogs] == ["磁盘已满。"]
    dialogs[0].accept()


def test_what_was_cancelled_is_silent(qtbot):
    page = Page()
    qtbot.addWidget(page)
    Form(page, CancelledError("已取消。")).none()
    assert page.told == []


def test_a_mistake_of_ours_is_not_caught_here(qtbot):
    form = Form(error=ValueError("陈国华"))
    qtbot.addWidget(form)
    with pytest.raises(ValueError, match="陈国华"):
        form.none()


def _crash(courier, error):
    try:
        raise error
    except type(error) as caught:
        courier.hook(type(caught), caught, caught.__traceback__)


def test_the_crash_page_and_the_log_hold_places_but_no_values(qtbot, caplog):
    shown = []
    courier = CrashCourier(shown.append)
    with caplog.at_level(logging.CRITICAL, "liangxin_desktop"):
        _crash(courier, ValueError("陈国华 11010519491231002X"))
    qtbot.waitUntil(lambda: bool(shown))
    assert shown[0].startswith("ValueError\n")
    assert "test_guard.py" in shown[0]
    assert "陈国华" not in shown[0] + caplog.text
    assert "11010519491231002X" not in shown[0] + caplog.text


def test_a_user_error_that_escaped_is_a_message(qtbot, monkeypatch):
    told, crashed = [], []
    monkeypatch.setattr(guard, "report", told.append)
    courier = CrashCourier(crashed.append)
    _crash(courier, FULL)
    _crash(courier, CancelledError("已取消。"))
    qtbot.waitUntil(lambda: told == [FULL])
    assert crashed == []


def test_a_crash_while_telling_of_a_crash_does_not_run_in_circles(qtbot):
    shown = []

    def show(details):
        shown.append(details)
        courier._present("again")

    courier = CrashCourier(show)
    _crash(courier, KeyError("x"))
    qtbot.waitUntil(lambda: bool(shown))
    assert len(shown) == 1


def test_install_hears_other_threads(qtbot, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    shown = []
    courier = install(shown.append)

    def work():
        raise RuntimeError("王海涛")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(shown))
    assert "RuntimeError" in shown[0]
    assert "王海涛" not in shown[0]
    assert courier is not None


def test_anonymous_takes_an_error_without_a_place():
    assert anonymous(ValueError, None) == "ValueError"


def test_a_form_in_a_layout_finds_its_page(qtbot):
    page = Page()
    qtbot.addWidget(page)
    form = Form()
    QVBoxLayout(page).addWidget(form)
    form.none()
    assert page.told == [FULL]
