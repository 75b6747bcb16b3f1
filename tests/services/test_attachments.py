"""Files beside a record: kept encrypted, shown small, opened privately, wiped, carried through a backup."""

from __future__ import annotations

import os
import shutil
import stat
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from liangxin_desktop.domain.sessions import Attachment
from liangxin_desktop.errors import CancelledError, LiangxinError, RefusedError
from liangxin_desktop.services import attachments, backups
from liangxin_desktop.services.attachments import OPENED, Incoming
from liangxin_desktop.services.workspace import Workspace, open_workspace
from tests.exchange.strangers import office, pdf, photo, picture
from tests.ui.pages.specimen import NOW, PASSWORD

DRAFT = "theme-day-2026-11-20"
MARKER = "planted-祕密-附件"


def take(workspace: Workspace, data: bytes, name: str) -> Attachment:
    return attachments.take_in(workspace, Incoming(data, name))


def readable(folder: Path, marker: str) -> list[str]:
    """The files below the folder in which the marker can be read, but for the database, which nobody else may open."""
    forms = (marker.encode(), marker.encode("utf-16-le"), marker.encode("gb18030"))
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "branch.db")
    return [path.name for path in files if any(form in path.read_bytes() for form in forms) or marker in path.name]


def test_a_file_is_judged_kept_and_read_back(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "会场.JPEG"
    path.write_bytes(photo(size=(2600, 1300)))
    kept = attachments.take_in(workspace, Incoming.file(path))
    assert kept.name == "会场.jpg"
    assert len(attachments.read(workspace, kept)) < path.stat().st_size
    original = attachments.take_in(workspace, Incoming.file(path), original=True)
    assert attachments.read(workspace, original) == path.read_bytes()


def test_a_refused_file_does_not_hold_up_the_others(workspace: Workspace, tmp_path: Path) -> None:
    good, bad = Incoming(pdf(), "通知.pdf"), Incoming(b"MZ" + bytes(99), "木马.pdf")
    told: list[tuple[int, int, str]] = []
    files = [bad, good, Incoming.file(tmp_path / "没有.jpg")]
    intake = attachments.take_in_all(workspace, files, lambda *said: told.append(said))
    assert [one.name for one in intake.taken] == ["通知.pdf"]
    assert ["木马.pdf" in str(intake.refused[0]), "没有.jpg" in str(intake.refused[1])] == [True, True]
    assert [said[:2] for said in told] == [(0, 3), (1, 3), (2, 3)]


def test_taking_in_can_be_stopped(workspace: Workspace) -> None:
    def stop(done: int, _total: int, _words: str) -> None:
        if done:
            raise CancelledError("已取消。")

    with pytest.raises(CancelledError):
        attachments.take_in_all(workspace, [Incoming(pdf(), "a.pdf")] * 2, stop)


@pytest.mark.parametrize(
    ("data", "name", "shows"),
    [(photo(), "a.jpg", True), (pdf(), "a.pdf", True), (office(), "a.docx", False), (b"text", "a.txt", False)],
)
def test_pictures_and_first_pages_are_shown_small(workspace: Workspace, data: bytes, name: str, shows: bool) -> None:
    small = attachments.thumbnail_of(workspace, take(workspace, data, name))
    assert (small is not None and small.startswith(b"\x89PNG")) == shows


@pytest.mark.parametrize("data", [b"%PDF-1.7 broken", picture()[:800], b"%PDF-1.7\n%%EOF"])
def test_what_an_archive_brought_broken_has_no_picture(workspace: Workspace, data: bytes) -> None:
    with workspace.begin() as work:
        kept = work.attachments.put(data, "a.pdf")
    assert attachments.thumbnail_of(workspace, kept) is None


def test_a_missing_file_says_so(workspace: Workspace) -> None:
    gone = Attachment(sha256="a" * 64, name="没有.jpg")
    for attempt in (attachments.read, attachments.thumbnail_of, attachments.open_privately):
        with pytest.raises(RefusedError, match="附件不在数据文件夹里"):
            attempt(workspace, gone)


def test_nothing_of_it_is_readable_in_the_data_folder(workspace: Workspace) -> None:
    folder = workspace.store.folder
    kept = take(workspace, MARKER.encode() * 50, f"{MARKER}.txt")
    with workspace.begin() as work:
        session = work.sessions.get(DRAFT)
        assert session is not None
        work.sessions.put(session.but(attachments=(kept,)))
        work.commit()
    attachments.thumbnail_of(workspace, kept)
    assert readable(folder, MARKER) == []
    opened = attachments.open_privately(workspace, kept)
    assert readable(folder, MARKER) == [opened.name]
    assert attachments.wipe_private(folder)
    assert readable(folder, MARKER) == []
    assert not (folder / OPENED).exists()


@pytest.mark.skipif(os.name == "nt", reason="a file's rights are told otherwise")
def test_what_is_opened_is_for_nobody_else_and_read_only(workspace: Workspace) -> None:
    kept = take(workspace, pdf(), "通知.pdf")
    opened = attachments.open_privately(workspace, kept)
    assert opened.read_bytes() == attachments.read(workspace, kept)
    assert stat.S_IMODE(opened.stat().st_mode) == 0o400
    for folder in (opened.parent, opened.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert attachments.open_privately(workspace, kept) == opened


def test_what_is_wiped_is_overwritten_first(workspace: Workspace, tmp_path: Path) -> None:
    kept = take(workspace, MARKER.encode() * 50, "记.txt")
    opened = attachments.open_privately(workspace, kept)
    (tmp_path / "witness").hardlink_to(opened)
    (opened.parent / "link").symlink_to(tmp_path / "untouched")
    (tmp_path / "untouched").write_text("x")
    assert attachments.wipe_private(workspace.store.folder)
    assert set((tmp_path / "witness").read_bytes()) == {0}
    assert (tmp_path / "untouched").read_text() == "x"
    assert attachments.wipe_private(workspace.store.folder)


def test_a_program_that_came_with_an_archive_is_not_opened(workspace: Workspace) -> None:
    with workspace.begin() as work:
        program, script = (
            work.attachments.put(b"MZ" + bytes(99), "通知.pdf"),
            work.attachments.put(b"del *.*", "a.bat"),
        )
        hidden = work.attachments.put(photo(), "照片.jpg.exe")
    for bad in (program, script):
        with pytest.raises(RefusedError, match=f"“{bad.name}”不能打开"):
            attachments.open_privately(workspace, bad)
    assert attachments.open_privately(workspace, hidden).suffix == ".jpg"


def test_a_copy_is_whole_and_keeps_its_ending(workspace: Workspace, tmp_path: Path) -> None:
    kept = take(workspace, office(), "合同.docx")
    assert attachments.save_copy(workspace, kept, tmp_path / "副本").name == "副本.docx"
    assert attachments.save_copy(workspace, kept, tmp_path / "b.DOCX").read_bytes() == attachments.read(workspace, kept)
    with pytest.raises(LiangxinError, match="无法写入"):
        attachments.save_copy(workspace, kept, tmp_path / "无此文件夹" / "a.docx")


def test_it_survives_backup_and_restore(workspace: Workspace, tmp_path: Path) -> None:
    kept = take(workspace, photo(), "合影.jpg")
    with workspace.begin() as work:
        session = work.sessions.get(DRAFT)
        assert session is not None
        work.sessions.put(session.but(attachments=(kept,)))
        work.commit()
    attachments.open_privately(workspace, kept)
    before = attachments.read(workspace, kept)
    backups.make_backup(workspace, tmp_path / "b.lxb")
    backups.restore_backup(tmp_path / "b.lxb", tmp_path / "新", PASSWORD, replace=False, clock=lambda: NOW)
    again = open_workspace(tmp_path / "新", PASSWORD, lambda: NOW)
    with again.begin() as work:
        restored = work.sessions.get(DRAFT)
    assert restored is not None
    assert restored.attachments == (kept,)
    assert attachments.read(again, kept) == before
    assert not (tmp_path / "新" / OPENED).exists()
    again.store.close(backup=False)
    shutil.rmtree(tmp_path / "新")


def test_closing_lets_go_of_what_nothing_has_needed_for_ninety_days(workspace: Workspace) -> None:
    folder = workspace.store.folder
    kept = attachments.take_in(workspace, Incoming("没人要".encode(), "记.txt"))
    file = folder / "attachments" / kept.sha256
    workspace.close()
    for days, there in ((90, True), (91, False)):
        open_workspace(folder, PASSWORD, partial((NOW + timedelta(days=days)).replace)).close()
        assert file.is_file() is there
