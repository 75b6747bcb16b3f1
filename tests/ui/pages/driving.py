"""Driving pages as a user does: answering dialogs that block, waiting for work beside the window."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import openpyxl
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from liangxin_desktop.ui import tasks


def answering(answer: Callable[[QDialog], object]) -> None:
    """Give the next dialog this answer once it is up."""

    def seek() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            answer(dialog)
        else:
            QTimer.singleShot(20, seek)

    QTimer.singleShot(0, seek)


def shown(qtbot, page: QWidget, width: int = 1150, height: int = 700) -> None:
    """Bring a page to the front as the shell does."""
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    qtbot.waitExposed(page)
    page.shown()


def settled(qtbot) -> None:
    """Wait until nothing is under way beside the window, and until what came of it stands there."""
    qtbot.waitUntil(lambda: not tasks._alive, timeout=15_000)
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not tasks._alive, timeout=15_000)


def write_sheet(path: Path, rows: list[list[object]]) -> Path:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def tabbed(qtbot, page: QWidget, start: QWidget, most: int = 60) -> list[QWidget]:
    """The widgets that Tab stops at, from `start` until it comes round."""
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    start.setFocus()
    stops: list[QWidget] = []
    while len(stops) < most:
        now = QApplication.focusWidget()
        assert now is not None, f"the focus was lost after {stops[-1:]}"
        if now in stops:
            break
        stops.append(now)
        qtbot.keyClick(now, Qt.Key.Key_Tab)
    return stops


def reads_downwards(stops: list[QWidget], within: QWidget) -> bool:
    """Whether the stops follow each other line by line, and in a line from left to right."""
    places = [stop.mapTo(within, QPoint(0, stop.height() // 2)) for stop in stops]
    return all(b.y() > a.y() + 3 or b.x() > a.x() for a, b in pairwise(places))


def held(*paths: Path) -> QMimeData:
    """Files as they are dragged or lie in the clipboard."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(onto: QWidget, path: Path) -> bool:
    """Drag a file onto the widget and let it go there; whether the widget took it."""
    return drop_data(onto, held(path))


def drop_data(onto: QWidget, data: QMimeData) -> bool:
    """The same with anything that can be dragged."""
    entering = dragged(QDragEnterEvent, data)
    QApplication.sendEvent(onto, entering)
    if entering.isAccepted():
        QApplication.sendEvent(onto, dragged(QDropEvent, data))
    return entering.isAccepted()


def dragged(kind: type[QDropEvent], data: QMimeData) -> QDropEvent:
    """The event of a drag; the newest Qt wants its point as QPointF, older ones know QPoint only."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        return kind(QPoint(9, 9), Qt.DropAction.CopyAction, data, left, none)
