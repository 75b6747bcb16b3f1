"""Draws every page of the sample branch, light and dark, in three sizes, into a folder: look at them before a release.

    python packaging/screens.py FOLDER [--pages workbench,people] [--readme]

`--readme` draws only the README's pictures, into packaging/pictures.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from liangxin_desktop.domain.sessions import SessionKind
from liangxin_desktop.services.demo import PASSWORD, make_demo
from liangxin_desktop.services.sample import sample_record
from liangxin_desktop.ui import tasks
from liangxin_desktop.ui.desk import Desk
from liangxin_desktop.ui.pages import ALL_PAGES
from liangxin_desktop.ui.requests import OpenSession
from liangxin_desktop.ui.theme import Theme

SIZES = {"1280x720": (1280, 720, 1.0), "1366x768@125": (1366, 768, 1.25), "1920x1080": (1920, 1080, 1.0)}
THEMES = ("light", "dark")
TOLD_FROM = datetime(2026, 11, 23, 14, 2)  # noqa: DTZ001 - the record keeps local times
README = ("workbench", "sessions", "returns")


def main() -> int:
    """Draw what was asked for; each picture in a process of its own scale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("screens"))
    parser.add_argument("--pages", default="")
    parser.add_argument("--readme", action="store_true")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        return _draw_one(asked)
    with tempfile.TemporaryDirectory(prefix="liangxin-") as made:
        sample = Path(made) / "sample"
        _make_sample(sample)
        return max(_run(asked, sample, theme, size) for theme, size in _variants(readme=asked.readme))


def _variants(*, readme: bool) -> Iterator[tuple[str, str]]:
    if readme:
        yield "light", "1366x768@125"
        return
    for theme in THEMES:
        for size in SIZES:
            yield theme, size


def _make_sample(folder: Path) -> None:

    make_demo(folder, as_of=TOLD_FROM.date())


def _run(asked: argparse.Namespace, sample: Path, theme: str, size: str) -> int:
    folder = Path(__file__).parent / "pictures" if asked.readme else asked.folder
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(SIZES[size][2])}
    pages = ",".join(README) if asked.readme else asked.pages
    command = [sys.executable, __file__, str(folder), "--one", f"{sample}|{theme}|{size}", "--pages", pages]
    if asked.readme:
        command.append("--readme")
    return subprocess.run(command, env=environment, check=False).returncode


def _draw_one(asked: argparse.Namespace) -> int:
    sample, theme, size = asked.one.split("|")
    width, height, _ = SIZES[size]
    QApplication(["screens"])
    Theme.load(theme).apply(QApplication.instance())
    with tempfile.TemporaryDirectory(prefix="liangxin-") as made:
        folder = Path(made) / "sample"
        shutil.copytree(sample, folder)
        desk = Desk(folder, lambda: TOLD_FROM, 0)
        desk.start(PASSWORD)
        desk.shell.resize(width, height)
        desk.shell.show()
        wanted = [page for page in asked.pages.split(",") if page] or [entry.key for entry in ALL_PAGES]
        for page in wanted:
            desk.shell.show_page(page, OpenSession(_last_meeting()) if page == "sessions" else None)
            _settle()
            name = f"{page}.png" if asked.readme else f"{page}-{theme}-{size}.png"
            desk.shell.grab().save(str(asked.folder / name))
            print(asked.folder / name)
        if not asked.readme:
            desk.lock()
            _settle()
            desk.shell.grab().save(str(asked.folder / f"lock-{theme}-{size}.png"))
        desk.abandon()
    return 0


def _last_meeting() -> str:
    """The sample's last 支部党员大会: the page of sessions shows best with one."""
    meetings = [one for one in sample_record(TOLD_FROM.date()).sessions if one.kind is SessionKind.MEMBER_MEETING]
    return max(meetings, key=lambda one: one.starts_at).id


def _settle() -> None:
    for _ in range(4):
        for _ in range(30):
            QApplication.processEvents()
        tasks.wait_all()
    for _ in range(30):
        QApplication.processEvents()


if __name__ == "__main__":
    sys.exit(main())
