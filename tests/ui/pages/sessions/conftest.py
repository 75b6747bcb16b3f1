"""The page on a branch of 31 members, driven by the keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from liangxin_desktop.domain.people import Person, Stage
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.pages.sessions import SessionsPage

MORE = ("许亮", "何燕", "吕梁", "施展", "张弛", "孔明", "曹军", "严肃", "华天", "金鑫", "唐悦")


@pytest.fixture
def branch(workspace: Workspace) -> Workspace:
    """The specimen with eleven more members: 31 in all, 18 of the first ones and these entitled to vote."""
    with workspace.begin() as work:
        for at, name in enumerate(MORE, start=21):
            work.people.put(Person(id=f"p{at}", name=name, group="g1", stage=Stage.FULL))
        work.commit()
    return workspace


@pytest.fixture
def page(branch, show) -> SessionsPage:
    """The page as the shell shows it; writes come back to it."""
    made = SessionsPage(branch)
    made.changed.connect(made.refresh)
    show(made, 1190, 716, before_close=SessionsPage.left)
    made.shown()
    return made


class Typist:
    """Types into whatever has the focus; counts the keys that are no text."""

    def __init__(self) -> None:
        self.keys = 0

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.keys += 1
        QTest.keyClick(QApplication.focusWidget(), key, modifiers)
        QApplication.processEvents()

    def letters(self, text: str) -> None:
        """Letters that are keys, not text."""
        self.keys += len(text)
        QTest.keyClicks(QApplication.focusWidget(), text[0])
        for letter in text[1:]:
            QTest.keyClicks(QApplication.focusWidget(), letter)

    def write(self, text: str) -> None:
        """Text itself, as an input method commits it."""
        QApplication.focusWidget().insertPlainText(text)


@pytest.fixture
def typist(page) -> Typist:
    return Typist()


@pytest.fixture
def answer(monkeypatch) -> Callable[..., list[str]]:
    """Answer the next questions without showing them; returns what was asked."""
    from liangxin_desktop.ui.pages.sessions import desk

    def answering(yes: bool | str) -> list[str]:
        asked: list[str] = []

        def ask(_parent, title, *_args, **_kwargs):
            asked.append(title)
            return yes

        monkeypatch.setattr(desk.ConfirmDialog, "ask", ask)
        monkeypatch.setattr(desk.ReasonDialog, "ask", ask)
        return asked

    return answering
