"""Work beside the window: results on the window's thread, cancelled when asked, never to a dead owner."""

import gc
import sys
import threading
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from liangxin_desktop.errors import CancelledError, LiangxinError
from liangxin_desktop.ui import tasks
from liangxin_desktop.ui.tasks import cancel_all, run, running


@pytest.fixture(autouse=True)
def nothing_left():
    yield
    assert cancel_all()


@pytest.fixture
def owner(qapp):
    return QObject()


def _until_stopped(progress, started=None):
    if started:
        started.set()
    at = 0
    while True:
        at += 1
        progress(at, 0, "…")
        threading.Event().wait(0.001)


def test_the_result_comes_on_the_window_s_thread(qtbot, owner):
    heard = []
    run(
        lambda _p: threading.current_thread(),
        owner=owner,
        done=lambda thread: heard.append((thread, threading.current_thread())),
    )
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0][0] is not threading.main_thread()
    assert heard[0][1] is threading.main_thread()


def test_progress_comes_in_order(qtbot, owner):
    heard, done = [], []

    def work(progress):
        for at in range(5):
            progress(at, 5, f"第 {at} 份")
        return "ok"

    run(work, owner=owner, done=done.append, progress=lambda *told: heard.append(told))
    qtbot.waitUntil(lambda: done == ["ok"])
    assert heard == [(at, 5, f"第 {at} 份") for at in range(5)]


def test_cancelling_raises_in_the_work_and_tells_failed(qtbot, owner):
    failed, ended, done = [], [], []
    task = run(_until_stopped, owner=owner, done=done.append, failed=failed.append, ended=lambda: ended.append(1))
    task.cancel()
    qtbot.waitUntil(lambda: bool(failed))
    assert isinstance(failed[0], CancelledError)
    assert (ended, done) == ([1], [])


def test_a_user_error_goes_to_failed(qtbot, owner):
    failed = []

    def work(_progress):
        raise LiangxinError("U盘已拔出。")

    run(work, owner=owner, done=lambda _r: None, failed=failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert failed[0].title == "U盘已拔出。"


def test_without_failed_it_is_reported_near_the_owner_and_cancelling_is_silent(qtbot):
    class Owner(QWidget):
        def __init__(self):
            super().__init__()
            self.told = []

        def show_error(self, error):
            self.told.append(error)

    widget = Owner()
    qtbot.addWidget(widget)
    ended = []

    def work(_progress):
        raise LiangxinError("U盘已拔出。")

    run(work, owner=widget, done=lambda _r: None)
    qtbot.waitUntil(lambda: len(widget.told) == 1)
    run(_until_stopped, owner=widget, done=lambda _r: None, ended=lambda: ended.append(1)).cancel()
    qtbot.waitUntil(lambda: ended == [1])
    assert len(widget.told) == 1


def test_a_mistake_of_ours_reaches_the_hook_even_when_the_owner_died(qtbot, monkeypatch):
    seen, gate = [], threading.Event()
    monkeypatch.setattr(sys, "excepthook", lambda *told: seen.append(told))
    owner = QObject()

    def work(_progress):
        gate.wait(5)
        raise ZeroDivisionError

    run(work, owner=owner, done=lambda _r: None, failed=lambda _e: seen.append("failed"))
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] is ZeroDivisionError
    assert len(seen) == 1


def test_an_owner_that_died_hears_nothing(qtbot):
    heard, gate = [], threading.Event()
    owner = QObject()

    def work(_progress):
        gate.wait(5)
        return 1

    run(work, owner=owner, done=heard.append, ended=lambda: heard.append("ended"), key="mortal")
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: not running("mortal"))
    assert heard == []


def test_one_task_a_key(qtbot, owner):
    started, calls = threading.Event(), []
    first = run(lambda p: _until_stopped(p, started), owner=owner, done=calls.append, key="export")
    second = run(lambda _p: calls.append("never"), owner=owner, done=calls.append, key="export")
    assert second is first
    assert running("export")
    first.cancel()
    qtbot.waitUntil(lambda: not running("export"))
    assert calls == []


def test_superseding_drops_the_first_and_keeps_the_key(qtbot, owner):
    done, ended = [], []
    first = run(
        _until_stopped, owner=owner, done=done.append, failed=done.append, ended=lambda: ended.append(1), key="preview"
    )
    second = run(
        lambda _p: "second", owner=owner, done=done.append, ended=lambda: ended.append(2), key="preview", supersede=True
    )
    assert second is not first
    qtbot.waitUntil(lambda: done == ["second"])
    assert ended == [2]
    assert first.wait(5)


def test_different_keys_run_side_by_side(qtbot, owner):
    meet, done = threading.Barrier(2, timeout=5), []
    for key in ("a", "b"):
        run(lambda _p: meet.wait(), owner=owner, done=done.append, key=key)
    qtbot.waitUntil(lambda: sorted(done) == [0, 1])


def test_leaving_stops_everything(qapp, owner):
    heard = []
    tasks_started = [run(_until_stopped, owner=owner, done=heard.append, failed=heard.append) for _ in range(3)]
    assert cancel_all()
    assert all(task.wait(0) for task in tasks_started)
    qapp.processEvents()
    assert heard == []


def test_no_other_file_starts_a_thread():
    folder = Path(tasks.__file__).parent.parent
    words = ("threading.Thread(", "QThread(", "QThreadPool", "ThreadPoolExecutor", "ProcessPoolExecutor")
    found = {path.name for path in folder.rglob("*.py") if any(word in path.read_text("utf-8") for word in words)}
    assert found == {"tasks.py"}


def test_the_collector_rests_while_work_is_under_way(qtbot):
    """On a worker's thread it would destroy widgets, and Qt would abort."""
    go, seen = threading.Event(), []

    def work(_progress):
        go.wait(5)
        return gc.isenabled()

    assert gc.isenabled()
    owner = QObject()
    for key in ("a", "b"):
        run(work, owner=owner, done=seen.append, key=key)
    go.set()
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == [False, False]
    assert gc.isenabled()
