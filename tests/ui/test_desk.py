"""The whole way in the real window: from an empty folder to a signed return called valid; and the lock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QTextBrowser, QWidget

from liangxin_desktop.domain.verdicts import Verdict
from liangxin_desktop.services import backups, identity, returns, sessions
from liangxin_desktop.services.people import list_people
from liangxin_desktop.ui.curtains.first_run import FirstRunSheet
from liangxin_desktop.ui.curtains.recovery import RecoveryCurtain
from liangxin_desktop.ui.curtains.unlock import UnlockSheet
from liangxin_desktop.ui.desk import Desk
from liangxin_desktop.ui.dialogs.help import HelpDialog
from liangxin_desktop.ui.entrance import Entrance
from liangxin_desktop.ui.pages import ALL_PAGES
from tests.ui.pages.driving import answering, settled, write_sheet
from tests.ui.pages.test_returns import give

NOW = datetime(2026, 11, 23, 14, 2)  # noqa: DTZ001 - the record keeps local times
HEADER = ["序号", "名 字", "性别", "出生年月", "入党时间", "转正时间", "党小组", "党内职务"]
NAMES = ["方未", "史今", "袁朗", "高城", "成才", "伍六一", "许三多", "齐桓", "吴哲", "马小帅"]


class SetClock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.moment = NOW

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(qtbot, tmp_path, clock) -> Desk:
    desk = Desk(tmp_path / "branch", clock, 0)
    qtbot.addWidget(desk.shell, before_close_func=lambda _: desk.abandon())
    desk.shell.resize(1366, 768)
    desk.start()
    with qtbot.waitExposed(desk.shell):
        desk.shell.show()
    return desk


@pytest.fixture
def opened(qtbot, demo_folder, clock) -> Desk:
    desk = Desk(demo_folder, clock, 0)
    qtbot.addWidget(desk.shell, before_close_func=lambda _: desk.abandon())
    desk.shell.resize(1366, 768)
    desk.start("demo")
    with qtbot.waitExposed(desk.shell):
        desk.shell.show()
    settled(qtbot)
    return desk


def curtain(desk: Desk, kind: type[QWidget]) -> QWidget:
    found = desk.shell.findChildren(kind)
    return found[-1] if found else None


def _types(edit: QLineEdit, text: str) -> None:
    edit.setFocus()
    edit.insert(text)


def _roster(path: Path) -> Path:
    rows: list[list[object]] = [["某某联合党支部党员名册（2026年）"], HEADER]
    for number, name in enumerate(NAMES, 1):
        seat = {1: "书记", 2: "组织委员", 3: "宣传委员"}.get(number)
        blank = f"{name[0]}　{name[1]}" if len(name) == 2 else name
        rows.append([number, blank, "男", "1985.5", "2010年7月1日", 40725, "第一党小组", seat])
    return write_sheet(path, [*rows, ["合计", "10人"]])


def test_from_an_empty_folder_to_a_signed_return(qtbot, desk: Desk, tmp_path: Path, monkeypatch) -> None:
    sheet = curtain(desk, FirstRunSheet)
    _types(sheet._name, "新桥联合党支部")
    _types(sheet._superior, "五里桥街道党工委")
    _types(sheet._password, "pass word")
    _types(sheet._again, "pass word")
    sheet._roster.setText(str(_roster(tmp_path / "名册.xlsx")))
    QTest.keyClick(sheet._again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: curtain(desk, RecoveryCurtain) is not None, timeout=15_000)

    recovery = curtain(desk, RecoveryCurtain)
    QTest.keyClicks(recovery._typed, "0000")
    QTest.keyClick(recovery._typed, Qt.Key.Key_Return)
    assert desk.shell.curtained()
    recovery._typed.clear()
    QTest.keyClicks(recovery._typed, recovery._sheet.code.split("-")[1])
    with qtbot.waitSignal(desk.ready):
        QTest.keyClick(recovery._typed, Qt.Key.Key_Return)
    settled(qtbot)

    people = desk.shell.pages.page("people")
    importing = people.importing
    qtbot.waitUntil(importing.take.isEnabled, timeout=15_000)
    with qtbot.waitSignal(people.changed, timeout=15_000):
        importing.take.click()
    settled(qtbot)
    assert [one.person.name for one in list_people(desk._workspace)] == NAMES

    desk.shell.show_page("sessions")
    page = desk.shell.pages.page("sessions")
    QApplication.processEvents()
    _record_a_member_meeting(qtbot, page)
    (line,) = sessions.list_sessions(desk._workspace, 2026)
    assert (line.session.topic, line.session.is_final, line.lacks) == ("听取支部工作报告", True, ())
    assert [one.person for one in line.session.leave] != []

    desk.shell.show_page("returns")
    settled(qtbot)
    page = desk.shell.pages.page("returns")
    answering(give("pass word"))
    with qtbot.waitSignal(page.changed, timeout=20_000):
        page.sheet.panel.sign.click()
    settled(qtbot)
    (entry,) = returns.list_returns(desk._workspace)
    path, _ = returns.deliver(desk._workspace, entry.number, tmp_path, by="U盘")
    identity.export_certificate(desk._workspace, tmp_path / "c.pem")
    trusted = [identity.read_certificate_file(tmp_path / "c.pem")]
    (verdict,) = returns.verify_files([path], trusted, date(2026, 11, 23))
    assert (verdict.verdict, verdict.signer) == (Verdict.VALID, "方未")


def _record_a_member_meeting(qtbot, page) -> None:
    """By keyboard alone: the kind, who did not come, the four haves, and done."""

    def press(key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget(), key, modifiers)
        QApplication.processEvents()

    page.setFocus()
    press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    QTest.keyClicks(QApplication.focusWidget(), "g")
    QTest.keyClicks(QApplication.focusWidget(), "c")
    for text in ("听取支部工作报告", "与会同志逐项讨论。", "同意报告。", "印发报告"):
        press(Qt.Key.Key_Tab)
        QApplication.focusWidget().insertPlainText(text)
    answering(lambda dialog: dialog.action.click())  # place and recorder of a first session are not known yet
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot)


def _texts(widget: QWidget) -> str:
    texts = [one.text() for one in widget.findChildren(QLabel)]
    texts += [one.text() for one in widget.findChildren(QLineEdit)]
    texts += [one.toPlainText() for one in widget.findChildren(QPlainTextEdit)]
    texts += [one.accessibleName() for one in widget.findChildren(QWidget)]
    return "\n".join(texts)


def test_locking_leaves_no_word_of_the_record(qtbot, opened: Desk) -> None:
    for key in ("people", "sessions", "branch", "returns"):
        opened.shell.show_page(key)
        settled(qtbot)
    opened.shell.show_page("sessions")
    before = _texts(opened.shell)
    assert "园区" in before
    assert "陈国华" in before
    QTest.keyClick(opened.shell, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "陈国华" not in _texts(opened.shell))
    after = _texts(opened.shell)
    assert "园区" not in after
    assert "八号桥" not in after
    assert opened._workspace is None
    unlock = curtain(opened, UnlockSheet)
    _types(unlock._password, "wrong")
    QTest.keyClick(unlock._password, Qt.Key.Key_Return)
    qtbot.waitUntil(unlock.banner.isVisible, timeout=15_000)
    unlock._password.clear()
    _types(unlock._password, "demo")
    with qtbot.waitSignal(opened.ready, timeout=15_000):
        QTest.keyClick(unlock._password, Qt.Key.Key_Return)
    assert not opened.shell.curtained()


def test_it_locks_when_nobody_is_there(qtbot, opened: Desk) -> None:
    opened._watch._quiet.start(1)
    qtbot.waitUntil(opened.shell.curtained)
    assert opened._workspace is None


def test_closing_backs_up_first(qtbot, opened: Desk, demo_folder: Path, clock: SetClock) -> None:
    clock.moment = NOW + timedelta(hours=1)
    opened.shell.close()
    qtbot.waitUntil(lambda: not opened.shell.isVisible(), timeout=20_000)
    made_at = backups.last_backup(demo_folder)
    assert made_at is not None
    assert opened._workspace is None


def test_the_search_finds_people_by_initials_and_opens_them(qtbot, opened: Desk) -> None:
    QTest.keyClick(opened.shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    field = QApplication.focusWidget()
    QTest.keyClicks(field, "cgh")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settled(qtbot)
    assert opened.shell.pages.front == "people"


def test_every_page_has_its_help(qtbot, opened: Desk) -> None:
    for entry in ALL_PAGES:
        opened.shell.show_page(entry.key)
        settled(qtbot)
        opened.shell.activateWindow()
        qtbot.waitUntil(opened.shell.isActiveWindow)
        QTest.keyClick(opened.shell, Qt.Key.Key_F1)
        dialog = opened.shell.findChildren(HelpDialog)[-1]
        assert entry.title in dialog.findChild(QTextBrowser).toPlainText()
        dialog.close()
        QApplication.processEvents()


def test_a_finding_leads_to_the_session_that_mends_it_and_vanishes(qtbot, opened: Desk) -> None:
    bench = opened.shell.pages.page("workbench")
    lines = bench._todo._tasks
    missing = next(line for line in lines if line[0].code == "life.group-meeting")
    bench._todo.activated.emit(missing)
    settled(qtbot)
    page = opened.shell.pages.page("sessions")
    begun = page.desk.session()
    assert (begun.kind, begun.group) == ("group-meeting", missing[0].subject.id)


def test_a_backup_is_shown_beside_what_is_there_and_then_restored(
    qtbot, opened: Desk, tmp_path: Path, demo_folder: Path
) -> None:
    backups.make_backup(opened._workspace, tmp_path / "b.lxb")
    opened.use_backup(tmp_path / "b.lxb")
    sheet = opened.shell.findChildren(QWidget, options=Qt.FindChildOption.FindChildrenRecursively)
    restore = next(one for one in sheet if type(one).__name__ == "RestoreSheet")
    _types(restore._password, "demo")
    QTest.keyClick(restore._password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "人员42人" in restore._told.text(), timeout=20_000)
    assert restore._told.text().count("人员42人") == 2
    with qtbot.waitSignal(opened.ready, timeout=30_000):
        QTest.keyClick(restore._password, Qt.Key.Key_Return)
    assert [one for one in demo_folder.parent.iterdir() if one != demo_folder and one.is_dir()]


def test_the_entrance_knows_the_sample(tmp_path: Path, opened: Desk) -> None:
    assert not Entrance(tmp_path / "branch", lambda: NOW, opened.shell).is_sample
    assert Entrance(tmp_path / "branch-示例", lambda: NOW, opened.shell).is_sample
