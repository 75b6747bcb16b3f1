"""The window: pages made when first shown, kept, and gone at the lock; everything by keyboard."""

from datetime import date

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QPushButton, QWidget

from liangxin_desktop.errors import LiangxinError
from liangxin_desktop.ui.dialogs.message import ErrorDialog
from liangxin_desktop.ui.shell import Shell
from liangxin_desktop.ui.widgets.page import Page
from liangxin_desktop.ui.widgets.rail import RailButton
from liangxin_desktop.ui.widgets.topbar import SearchBox, SearchHit

CTRL = Qt.KeyboardModifier.ControlModifier
PEOPLE = {"cgh": ("陈国华", "person"), "cg": ("陈光", "person")}


class Diary(Page):
    """A page that writes down what it is told."""

    def __init__(self, key, title):
        super().__init__(key, title)
        self.told = []
        self.edit = QLineEdit()
        self.content.addWidget(self.edit)

    def shown(self):
        self.told.append("shown")

    def left(self):
        self.told.append("left")

    def refresh(self, changes):
        self.told.append(changes)

    def open(self, target):
        self.told.append(("open", target))


def _search(text):
    return [SearchHit(name, kind, "users", name) for key, (name, kind) in PEOPLE.items() if key.startswith(text)]


@pytest.fixture
def shell(show):
    shell = Shell(date(2026, 11, 23), _search)
    shell.made = []

    def factory(key, title):
        def make():
            shell.made.append(key)
            return Diary(key, title)

        return make

    for key, title in (("workbench", "工作台"), ("people", "党员名册"), ("sessions", "组织生活")):
        shell.add_page(key, title, "house", factory(key, title))
    shell.show_page("workbench")
    return show(shell, 1366, 768)


def _told(shell, key):
    return shell.pages.page(key).told


def _button(shell, title):
    return next(b for b in shell.findChildren(RailButton) if b.text() == title)


def _keys(qtbot, shell, key, modifier=CTRL):
    qtbot.keyClick(QApplication.focusWidget() or shell, key, modifier)


def test_pages_are_made_when_first_shown(shell):
    assert shell.made == ["workbench"]
    shell.show_page("people")
    shell.show_page("workbench")
    assert shell.made == ["workbench", "people"]
    assert _told(shell, "workbench") == ["shown", "left", "shown"]


def test_what_was_typed_stays(qtbot, shell):
    page = shell.pages.page("workbench")
    page.edit.setText("半句")
    shell.show_page("people")
    shell.show_page("workbench")
    assert shell.pages.currentWidget() is page
    assert page.edit.text() == "半句"


def test_the_rail_by_mouse_and_by_keys(qtbot, shell):
    qtbot.mouseClick(_button(shell, "党员名册"), Qt.MouseButton.LeftButton)
    assert shell.pages.front == "people"
    assert _button(shell, "党员名册").isChecked()
    _button(shell, "党员名册").setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert shell.pages.front == "sessions"
    assert not _button(shell, "党员名册").isChecked()


def test_ctrl_and_a_figure_change_the_page(qtbot, shell):
    _keys(qtbot, shell, Qt.Key.Key_3)
    assert shell.pages.front == "sessions"
    _keys(qtbot, shell, Qt.Key.Key_8)
    assert shell.pages.front == "sessions"


def test_a_page_asks_for_another(shell):
    shell.pages.page("workbench").navigate.emit("people", "p1")
    assert _told(shell, "people") == ["shown", ("open", "p1")]
    shell.show_page("people", "p2")
    assert _told(shell, "people")[-1] == ("open", "p2")
    shell.show_page("nothing")
    assert shell.pages.front == "people"


def test_badges(shell):
    shell.pages.page("workbench").counted.emit(3)
    assert _button(shell, "工作台").accessibleName() == "工作台，3 项待办"
    shell.rail.set_count("workbench", 0)
    assert _button(shell, "工作台").accessibleName() == "工作台"
    shell.rail.set_count("unknown", 1)


def test_only_pages_made_hear_of_changes(shell):
    shell.refresh("changes")
    assert _told(shell, "workbench") == ["shown", "changes"]
    assert shell.made == ["workbench"]


def test_locking_leaves_nothing_of_the_record(qtbot, shell):
    page = shell.pages.page("workbench")
    page.edit.setText("陈国华")
    search = shell.findChild(SearchBox)
    search.setText("陈国华")
    shell.forget_pages()
    shell.curtain(QLabel("已锁定"))
    qtbot.waitUntil(lambda: not shiboken6.isValid(page))
    texts = [w.text() for w in shell.findChildren(QWidget) if isinstance(w, QLabel | QLineEdit)]
    assert not any("陈国华" in text for text in texts)
    shell.curtain(None)
    shell.show_page(shell.pages.front)
    assert shell.made == ["workbench", "workbench"]
    assert _told(shell, "workbench") == ["shown"]


def test_behind_the_curtain_no_key_works(qtbot, shell):
    heard = []
    shell.lock_requested.connect(lambda: heard.append("lock"))
    curtain = QLineEdit()
    shell.curtain(curtain)
    qtbot.waitUntil(curtain.hasFocus)
    for key in (Qt.Key.Key_2, Qt.Key.Key_L, Qt.Key.Key_K):
        _keys(qtbot, shell, key)
    shell.show_page("people")
    assert (shell.pages.front, heard, curtain.hasFocus()) == ("workbench", [], True)
    shell.curtain(QLineEdit())
    shell.curtain(None)
    assert not shell.curtained()
    _keys(qtbot, shell, Qt.Key.Key_2)
    assert shell.pages.front == "people"


def test_lock_and_help_by_key_and_button(qtbot, shell):
    heard = []
    shell.lock_requested.connect(lambda: heard.append("lock"))
    shell.help_requested.connect(heard.append)
    _keys(qtbot, shell, Qt.Key.Key_L)
    qtbot.mouseClick(next(b for b in shell.findChildren(QPushButton) if b.text() == "锁定"), Qt.MouseButton.LeftButton)
    _keys(qtbot, shell, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)
    assert heard == ["lock", "lock", "workbench"]


@pytest.fixture
def search(qtbot, shell):
    _keys(qtbot, shell, Qt.Key.Key_K)
    box = shell.findChild(SearchBox)
    assert box.hasFocus()
    box.heard = []
    shell.search_chosen.connect(box.heard.append)
    box.hits = shell.findChild(QListWidget)
    return box


def test_search_by_keys(qtbot, shell, search):
    qtbot.keyClicks(search, "cg")
    qtbot.waitUntil(search.hits.isVisible)
    assert search.hits.count() == 2
    qtbot.keyClick(search, Qt.Key.Key_Down)
    qtbot.keyClick(search, Qt.Key.Key_Up)
    qtbot.keyClick(search, Qt.Key.Key_Down)
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert search.heard == ["陈光"]
    assert search.text() == ""
    assert not search.hits.isVisible()


def test_enter_before_the_pause_is_over_takes_the_best(qtbot, shell, search):
    qtbot.keyClicks(search, "cgh")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert search.heard == ["陈国华"]


def test_search_by_mouse(qtbot, shell, search):
    qtbot.keyClicks(search, "cg")
    qtbot.waitUntil(search.hits.isVisible)
    spot = search.hits.visualItemRect(search.hits.item(1)).center()
    qtbot.mouseClick(search.hits.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert search.heard == ["陈光"]


def test_nothing_found_is_said_and_esc_leaves(qtbot, shell, search):
    qtbot.keyClicks(search, "zz")
    qtbot.waitUntil(lambda: any(w.text() == "没有找到" and w.isVisible() for w in shell.findChildren(QLabel)))
    qtbot.keyClick(search, Qt.Key.Key_Return)
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    assert search.heard == []
    assert not any(w.text() == "没有找到" and w.isVisible() for w in shell.findChildren(QLabel))


def test_tab_order_is_as_read(qtbot, shell):
    page = shell.pages.page("workbench")
    lock = next(b for b in shell.findChildren(QPushButton) if b.text() == "锁定")
    front = _button(shell, "工作台")
    front.setFocus()
    order = []
    for _step in range(5):
        order.append(QApplication.focusWidget())
        qtbot.keyClick(order[-1], Qt.Key.Key_Tab)
    assert order == [front, shell.findChild(SearchBox), lock, page.edit, front]


def test_the_date_and_the_foot(shell):
    shell.rail.set_branch("八号桥联合党支部")
    shell.rail.set_backup("上次备份 今天 09:12 ✓")
    texts = {w.text() for w in shell.findChildren(QLabel)}
    assert {"2026年11月23日 星期一", "八号桥联合党支部", "上次备份 今天 09:12 ✓", "数据只存本机 · 已加密"} <= texts


def test_a_word_and_an_error(qtbot, shell):
    shell.pages.page("workbench").said.emit("已保存")
    assert any(w.text() == "已保存" and w.isVisible() for w in shell.findChildren(QLabel))
    shell.show_error(LiangxinError("磁盘已满。"))
    dialog = shell.findChild(ErrorDialog)
    assert dialog.isVisible()
    dialog.accept()


def test_closing_may_be_put_off(shell):
    shell.before_close = lambda: False
    assert not shell.close()
    shell.before_close = None
    assert shell.close()
    assert _told(shell, "workbench")[-1] == "left"


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1366, 768), (1920, 1080), (3840, 2160)])
@pytest.mark.parametrize("size", [12, 20])
def test_the_frame_fits_every_screen_and_size(qapp, shell, wear, width, height, size):
    wear("light", size)
    shell.resize(width, height)
    qapp.processEvents()
    fits = (shell.width(), shell.height())
    buttons = [
        b.width() >= b.sizeHint().width() and b.height() >= b.sizeHint().height()
        for b in shell.findChildren(RailButton)
    ]
    least = shell.minimumSizeHint()
    assert fits == (width, height)
    assert all(buttons)
    assert least.width() <= 1280
    assert least.height() <= 720
