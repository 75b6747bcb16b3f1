"""附件: dropped, pasted, chosen, opened, saved, removed and taken back, by mouse and by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragLeaveEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from liangxin_desktop.domain.sessions import SessionStatus
from liangxin_desktop.services import attachments as service
from liangxin_desktop.services import sessions
from liangxin_desktop.ui.pages import attachments as module
from liangxin_desktop.ui.requests import NewSession, OpenSession
from tests.exchange.strangers import pdf, photo
from tests.ui.pages.driving import dragged, drop_data, held, settled

DRAFT = "theme-day-2026-11-20"
PICTURE = Qt.ItemDataRole.UserRole + 2
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def field(page, qtbot):
    page.open(OpenSession(DRAFT))
    QApplication.processEvents()
    yield page.desk.editor.aside.attachments
    settled(qtbot)
    QApplication.clipboard().clear()


@pytest.fixture
def files(tmp_path) -> list[Path]:
    """A photo and a PDF."""
    paths = [tmp_path / "会场.jpg", tmp_path / "通知.pdf"]
    paths[0].write_bytes(photo())
    paths[1].write_bytes(pdf())
    return paths


def names(field) -> list[str]:
    return [one.name for one in field.files()]


def add(qtbot, field, paths) -> None:
    field.add([service.Incoming.file(path) for path in paths])
    settled(qtbot)


def kept(branch) -> list[str]:
    return [one.name for one in sessions.get_session(branch, DRAFT).attachments]


def test_files_dropped_onto_the_record_are_kept_at_once(branch, page, field, files, qtbot):
    assert drop_data(page.desk.editor, held(*files))
    settled(qtbot)
    assert names(field) == kept(branch) == ["会场.jpg", "通知.pdf"]
    qtbot.waitUntil(lambda: field.tiles.model().item(1).data(PICTURE) is not None)
    assert field.tiles.model().rowCount() == 3


def test_the_dashed_tile_welcomes_what_is_held_over_the_record(page, field, files):
    editor = page.desk.editor
    data = held(*files)
    QApplication.sendEvent(editor, dragged(QDragEnterEvent, data))
    assert field.tiles.welcoming
    QApplication.sendEvent(editor, QDragLeaveEvent())
    assert not field.tiles.welcoming


def test_a_file_dropped_onto_a_text_is_no_text(branch, page, field, files, qtbot):
    text = page.desk.editor.minutes.texts["discussion"]
    before = text.toPlainText()
    assert drop_data(text.viewport(), held(files[0]))
    settled(qtbot)
    assert text.toPlainText() == before
    assert kept(branch) == ["会场.jpg"]


def test_what_is_no_file_is_not_taken(page, field):
    words = QMimeData()
    words.setText("文字")
    far = QMimeData()
    far.setUrls([QUrl("https://example.org/a.jpg")])
    assert not drop_data(page.desk.editor, words)
    assert not drop_data(page.desk.editor, far)


def test_a_picture_is_pasted(branch, field, qtbot):
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QApplication.clipboard().setImage(image)
    field.tiles.setFocus()
    QTest.keyClick(field.tiles, Qt.Key.Key_V, CTRL)
    settled(qtbot)
    assert kept(branch) == [f"粘贴的图片{branch.now:%m%d-%H%M}.png"]


def test_files_are_pasted_where_one_writes_and_words_stay_words(branch, page, field, files, qtbot):
    text = page.desk.editor.minutes.texts["topic"]
    text.setFocus()
    data = held(files[1])
    data.setText(str(files[1]))
    QApplication.clipboard().setMimeData(data)
    before = text.toPlainText()
    QTest.keyClick(text, Qt.Key.Key_V, CTRL)
    settled(qtbot)
    assert (text.toPlainText(), kept(branch)) == (before, ["通知.pdf"])
    QApplication.clipboard().setText("四季度")
    QTest.keyClick(text, Qt.Key.Key_V, CTRL)
    assert "四季度" in text.toPlainText()
    assert kept(branch) == ["通知.pdf"]


def test_a_refused_file_is_named_on_the_page_and_the_others_are_kept(branch, page, field, files, tmp_path, qtbot):
    (tmp_path / "木马.pdf").write_bytes(b"MZ" + bytes(99))
    add(qtbot, field, [tmp_path / "木马.pdf", files[0], tmp_path])
    assert kept(branch) == ["会场.jpg"]
    assert page.banner.isVisible()
    told = page.banner.accessibleName()
    assert "木马.pdf" in told
    assert "是文件夹" in told


def test_the_same_file_is_not_there_twice(page, field, files, qtbot):
    add(qtbot, field, files[:1])
    add(qtbot, field, files[:1])
    assert names(field) == ["会场.jpg"]
    assert page.banner.isVisible()


def test_enter_opens_delete_removes_and_ctrl_z_takes_back(branch, page, field, files, qtbot, monkeypatch):
    shown: list[Path] = []
    monkeypatch.setattr(module.QDesktopServices, "openUrl", lambda url: shown.append(Path(url.toLocalFile())) or True)
    add(qtbot, field, files)
    field.tiles.setFocus()
    QTest.keyClick(field.tiles, Qt.Key.Key_Home)
    QTest.keyClick(field.tiles, Qt.Key.Key_Right)
    QTest.keyClick(field.tiles, Qt.Key.Key_Return)
    settled(qtbot)
    assert [(one.name, one.is_relative_to(branch.store.folder)) for one in shown] == [("通知.pdf", True)]
    QTest.keyClick(field.tiles, Qt.Key.Key_Delete)
    assert names(field) == ["会场.jpg"]
    assert "通知.pdf" in field.undo.text()
    page.desk.keep()
    assert kept(branch) == ["会场.jpg"]
    QTest.keyClick(field.tiles, Qt.Key.Key_Z, CTRL)
    assert names(field) == ["会场.jpg", "通知.pdf"]
    assert field.undo.isHidden()
    page.desk.keep()
    assert kept(branch) == ["会场.jpg", "通知.pdf"]


def test_enter_on_the_dashed_tile_asks_for_files(branch, field, files, qtbot, monkeypatch):
    monkeypatch.setattr(module.QFileDialog, "getOpenFileNames", lambda *_: ([str(one) for one in files], ""))
    field.tiles.setFocus()
    QTest.keyClick(field.tiles, Qt.Key.Key_Return)
    settled(qtbot)
    assert kept(branch) == ["会场.jpg", "通知.pdf"]
    spot = field.tiles.visualRect(field.tiles.model().index(2, 0)).center()
    QTest.mouseClick(field.tiles.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    settled(qtbot)
    assert len(kept(branch)) == 2


def menu_at(field, row: int) -> QMenu:
    """The menu of a tile, as the menu key opens it."""
    field.tiles.setCurrentIndex(field.tiles.model().index(row, 0))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(field.tiles.viewport(), event)
    return field.findChildren(QMenu)[-1]


def test_the_menu_saves_a_copy_and_keeps_originals(branch, field, files, tmp_path, qtbot, monkeypatch):
    add(qtbot, field, files[1:])
    monkeypatch.setattr(module.QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "副本"), ""))
    menu = menu_at(field, 0)
    assert [one.text().partition("\t")[0] for one in menu.actions()] == ["打开", "另存为…", "移除"]
    with qtbot.waitSignal(field.said):
        menu.actions()[1].trigger()
    menu.close()
    assert (tmp_path / "副本.pdf").read_bytes() == files[1].read_bytes()
    monkeypatch.setattr(module.QFileDialog, "getOpenFileNames", lambda *_: ([str(files[0])], ""))
    menu = menu_at(field, 1)
    menu.actions()[1].trigger()
    menu.close()
    settled(qtbot)
    assert service.read(branch, field.files()[1]) == files[0].read_bytes()


def test_a_finished_record_shows_its_files_and_takes_none(branch, page, field, files, qtbot):
    add(qtbot, field, files)
    with branch.begin() as work:
        work.sessions.put(work.sessions.get(DRAFT).but(status=SessionStatus.FINAL))
        changes = work.commit()
    page.refresh(changes)
    assert field.tiles.model().rowCount() == 2
    assert not drop_data(page.desk.editor, held(files[0]))
    field.tiles.setFocus()
    QTest.keyClick(field.tiles, Qt.Key.Key_Delete)
    assert names(field) == ["会场.jpg", "通知.pdf"]
    menu = menu_at(field, 0)
    assert len(menu.actions()) == 2
    menu.close()


def test_files_that_come_too_late_say_so(branch, page, field, files, qtbot):
    field.add([service.Incoming.file(files[0])])
    page.open(NewSession(sessions.get_session(branch, DRAFT).kind))
    settled(qtbot)
    assert names(field) == []
    assert page.banner.isVisible()


def test_the_tiles_fill_a_wide_column(field, files, qtbot):
    add(qtbot, field, files)
    assert field.tiles.across == 3
    field.tiles.setFixedWidth(700)
    QApplication.processEvents()
    assert field.tiles.across == 7
    first, last = (field.tiles.visualRect(field.tiles.model().index(row, 0)) for row in (0, 2))
    assert first.top() == last.top()
