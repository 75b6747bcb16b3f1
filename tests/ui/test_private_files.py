"""What other programs were shown is wiped when the record is locked or closed, and when it is opened again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from liangxin_desktop.services import attachments
from liangxin_desktop.services.attachments import OPENED, Incoming
from liangxin_desktop.ui.desk import Desk
from tests.ui.pages.conftest import specimen_folder, workspace
from tests.ui.pages.driving import settled
from tests.ui.pages.specimen import PASSWORD

__all__ = ["specimen_folder", "workspace"]

NOW = datetime(2026, 11, 23, 14, 2)  # noqa: DTZ001 - the record keeps local times


@pytest.fixture
def opened(qtbot, workspace) -> Desk:
    folder = workspace.store.folder
    workspace.store.close(backup=False)
    (folder / OPENED).mkdir()
    (folder / OPENED / "从上次断电留下.txt").write_text("明文")
    desk = Desk(folder, lambda: NOW, 0)
    qtbot.addWidget(desk.shell, before_close_func=lambda _: desk.abandon())
    desk.start(PASSWORD)
    settled(qtbot)
    return desk


def show_one(desk: Desk) -> Path:
    assert desk._workspace is not None
    kept = attachments.take_in(desk._workspace, Incoming("明文".encode(), "记.txt"))
    return attachments.open_privately(desk._workspace, kept)


def test_what_a_power_cut_left_is_wiped_at_the_start(opened):
    assert not (opened._workspace.store.folder / OPENED).exists()


def test_locking_wipes(opened):
    shown = show_one(opened)
    assert shown.exists()
    opened.lock()
    assert not shown.parents[1].exists()


def test_leaving_wipes(opened):
    shown = show_one(opened)
    assert shown.exists()
    opened.abandon()
    assert not shown.parents[1].exists()
