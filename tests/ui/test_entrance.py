"""The sheets that lead in: nothing is cut off, and hurried hands do no harm."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services import demo, workspace
from liangxin_desktop.services.demo import PASSWORD
from liangxin_desktop.store.lock import FolderLock
from liangxin_desktop.ui import entrance
from liangxin_desktop.ui.curtains.first_run import Beginning, FirstRunSheet
from liangxin_desktop.ui.curtains.recovery import RecoveryCurtain
from liangxin_desktop.ui.curtains.sheet import Sheet
from liangxin_desktop.ui.curtains.unlock import UnlockSheet
from liangxin_desktop.ui.desk import Desk
from tests.ui.pages.driving import settled

NOW = datetime(2026, 11, 23, 14, 2)  # noqa: DTZ001 - the record keeps local times


@pytest.fixture
def desk(qtbot, tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "branch", lambda: NOW, 0)
    qtbot.addWidget(desk.shell, before_close_func=lambda _: desk.abandon())
    desk.shell.resize(1280, 720)
    desk.start()
    with qtbot.waitExposed(desk.shell):
        desk.shell.show()
    return desk


def _sheet(desk: Desk, kind: type[Sheet]) -> Sheet:
    return desk.shell.findChildren(kind)[-1]


def _cut_off(sheet: Sheet) -> list[str]:
    QApplication.processEvents()
    labels = [one for one in sheet.findChildren(QLabel) if one.isVisible() and one.text()]
    short = [one.text() for one in labels if one.height() < one.heightForWidth(one.width())]
    narrow = [one.text() for one in labels if not one.wordWrap() and one.width() < one.sizeHint().width()]
    flat = [one.placeholderText() or "field" for one in sheet.findChildren(QLineEdit) if _flat(one)]
    return short + narrow + flat


def _flat(edit: QLineEdit) -> bool:
    return edit.isVisible() and edit.height() < edit.sizeHint().height()


def test_no_sheet_cuts_anything_off(qtbot, desk: Desk) -> None:
    first = _sheet(desk, FirstRunSheet)
    assert _cut_off(first) == []
    first._name.setText("中共上海市黄浦区五里桥街道八号桥创意产业园联合支部委员会")
    first._finish()
    assert _cut_off(first) == []
    first._password.setText("口令四字")
    first._again.setText("口令四字")
    first._finish()
    qtbot.waitUntil(lambda: bool(desk.shell.findChildren(RecoveryCurtain)), timeout=15_000)
    recovery = _sheet(desk, RecoveryCurtain)
    recovery._typed.setText("????")
    recovery._confirm()
    assert _cut_off(recovery) == []
    recovery._typed.setText(recovery._sheet.code.split("-")[1].lower())
    recovery._confirm()
    settled(qtbot)
    desk.lock()
    unlock = _sheet(desk, UnlockSheet)
    unlock._password.setText("错的口令")
    unlock._give()
    qtbot.waitUntil(unlock.banner.isVisible, timeout=15_000)
    assert _cut_off(unlock) == []


def test_a_flaw_stands_below_its_field_and_takes_the_focus(desk: Desk) -> None:
    first = _sheet(desk, FirstRunSheet)
    first._finish()
    assert first.focusWidget() is first._name
    first._name.setText("甲支部")
    for password, again, told, field in (
        ("123", "123", first._password_row, first._password),
        ("1234", "1235", first._again_row, first._again),
    ):
        first._password.setText(password)
        first._again.setText(again)
        first._finish()
        rows = (first._password_row, first._again_row)
        assert [row for row in rows if row.problem.text()] == [told]
        assert first.focusWidget() is field


def test_the_sample_opens_once_and_tells_its_password_when_locked(
    qtbot, desk: Desk, demo_folder: Path, tmp_path: Path
) -> None:
    demo_folder.rename(tmp_path / "branch-示例")
    first = _sheet(desk, FirstRunSheet)
    with qtbot.waitSignal(desk.ready, timeout=15_000):
        first.sample_wanted.emit()
        first.sample_wanted.emit()
        assert not any(button.isEnabled() for button in first._others)
    settled(qtbot)
    desk.lock()
    texts = [one.text() for one in _sheet(desk, UnlockSheet).findChildren(QLabel)]
    assert any(PASSWORD in text and "示例" in text for text in texts)


def test_a_sample_is_in_its_place_only_once_it_is_whole(
    qtbot, desk: Desk, demo_folder: Path, tmp_path: Path, monkeypatch
) -> None:
    place, unfinished = tmp_path / "branch-示例", tmp_path / "branch-示例.part"
    in_place: list[bool] = []

    def copy(folder: Path, **_: object) -> None:
        assert not folder.exists()
        shutil.copytree(demo_folder, folder)
        in_place.append(place.exists())

    _half_made(unfinished)
    monkeypatch.setattr(demo, "make_demo", copy)
    with qtbot.waitSignal(desk.ready, timeout=15_000):
        _sheet(desk, FirstRunSheet).sample_wanted.emit()
    settled(qtbot)
    assert in_place == [False]
    assert (workspace.has_store(place), unfinished.exists()) == (True, False)


def _half_made(folder: Path) -> None:
    folder.mkdir()
    (folder / "branch.db").write_bytes(b"half")


def test_what_is_left_of_a_sample_goes_at_the_next_start_unless_it_is_being_made(desk: Desk, tmp_path: Path) -> None:
    unfinished = tmp_path / "branch-示例.part"
    _half_made(unfinished)
    lock = FolderLock(unfinished)
    lock.acquire()
    desk.start()
    assert unfinished.exists()
    lock.release()
    desk.start()
    assert not unfinished.exists()


def test_a_sample_that_fails_leaves_the_branch_its_folder(qtbot, desk: Desk, tmp_path: Path, monkeypatch) -> None:
    def fail(*_: object) -> None:
        raise RefusedError("磁盘已满。")

    monkeypatch.setattr(entrance, "_sample", fail)
    first = _sheet(desk, FirstRunSheet)
    first.sample_wanted.emit()
    qtbot.waitUntil(first.banner.isVisible)
    first.begun.emit(Beginning("甲支部", "", "pass word", None))
    qtbot.waitUntil(lambda: bool(desk.shell.findChildren(RecoveryCurtain)), timeout=15_000)
    assert workspace.has_store(tmp_path / "branch")


def test_a_name_that_cannot_be_printed_is_refused_on_the_sheet(qtbot, desk: Desk, tmp_path: Path) -> None:
    first = _sheet(desk, FirstRunSheet)
    first.begun.emit(Beginning("甲\u202e支部", "", "pass word", None))
    assert first.banner.isVisible()
    assert not (tmp_path / "branch").exists()
