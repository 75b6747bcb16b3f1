"""Starts the window, and proves without a screen that every page draws."""

from __future__ import annotations

import sys
import tempfile
from datetime import datetime, time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services import workspace
from liangxin_desktop.services.workspace import Clock
from liangxin_desktop.ui import tasks
from liangxin_desktop.ui.desk import Desk
from liangxin_desktop.ui.dialogs.message import CrashDialog
from liangxin_desktop.ui.guard import install
from liangxin_desktop.ui.pages import ALL_PAGES
from liangxin_desktop.ui.preferences import Look, Preferences
from liangxin_desktop.ui.theme import Theme


def run_window(
    *, folder: Path, password: str | None, clock: Clock, preferences: Path, log: Path, quit_when_ready: bool
) -> int:
    """Show the window until it is closed; the exit status."""
    if quit_when_ready and password is None and workspace.has_store(folder):
        raise RefusedError("没有给出口令，工作台打不开。", "请用 --password-file 或环境变量给出口令。")
    application = _application(Preferences(preferences).look())
    desk = Desk(folder, clock, Preferences(preferences).look().lock_minutes)
    courier = install(lambda details: CrashDialog(details, str(log), desk.shell).open(), desk)
    if quit_when_ready:
        desk.ready.connect(application.quit, Qt.ConnectionType.QueuedConnection)
    desk.start(password)
    desk.shell.show()
    status = application.exec()
    desk.abandon()
    courier.deleteLater()
    return int(status)


def self_test(clock: Clock) -> int:
    """Make a sample, draw every page of it offscreen, and say what was proved; 0 when all is well."""
    from liangxin_desktop.services.demo import PASSWORD, make_demo

    _application(Look())
    mistakes: list[str] = []
    sys.excepthook = lambda kind, value, _: mistakes.append(f"{kind.__name__}：{value}")
    noon = datetime.combine(clock().date(), time(12))
    with tempfile.TemporaryDirectory(prefix="liangxin-") as parent:
        folder = Path(parent) / "sample"
        made = make_demo(folder, as_of=noon.date())
        sys.stdout.write(f"样例支部：{made.counts}\n签名报表：{len(made.returns)}份\n")
        desk = Desk(folder, lambda: noon, 0)
        desk.start(PASSWORD)
        desk.shell.show()
        for entry in ALL_PAGES:
            blank = _draw(desk, entry.key)
            mistakes += [f"{entry.title}：画面是空的"] if blank else []
            sys.stdout.write(f"{entry.title}：{'×' if blank else '已画出'}\n")
        desk.abandon()
    sys.stdout.writelines(f"× {mistake}\n" for mistake in mistakes)
    sys.stdout.write("自检未通过\n" if mistakes else "自检通过\n")
    return 1 if mistakes else 0


def _application(look: Look) -> QApplication:
    present = QApplication.instance()
    application = present if isinstance(present, QApplication) else QApplication(["liangxin-desktop"])
    Theme.load("dark" if look.theme == "dark" else "light", look.size).apply(application)
    return application


def _draw(desk: Desk, key: str) -> bool:
    """Show a page, let its work end, and draw it; whether the picture has but one colour."""
    desk.shell.show_page(key)
    for _ in range(20):
        QApplication.processEvents()
    tasks.wait_all()
    QApplication.processEvents()
    image = desk.shell.grab().toImage()
    colours = {image.pixel(x, y) for x in range(200, image.width(), 7) for y in range(60, image.height(), 7)}
    return len(colours) < 2
