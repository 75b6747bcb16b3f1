"""The window without a screen: every test of this folder draws into memory, in the light theme."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest

from liangxin_desktop.ui.theme import Theme


def pytest_configure(config: pytest.Config) -> None:
    """The screenless platform says what it can't do for a window (raise it, keep its least size); that is no fault."""
    config.addinivalue_line("qt_log_ignore", "This plugin does not support")


@pytest.fixture(scope="session")
def qapp(qapp):
    Theme.load("light").apply(qapp)
    return qapp


@pytest.fixture
def wear(qapp):
    """Put on another theme or size until the end of the test."""
    yield lambda name, size=13: Theme.load(name, size).apply(qapp)
    Theme.load("light").apply(qapp)


@pytest.fixture
def show(qtbot):
    """Show a widget, wait until it has the keyboard, and close it after the test.

    `before_close(widget)` runs while the widget is still whole: at a fixture's own end it is destroyed already.
    """

    def show_widget(widget, width=0, height=0, *, before_close=None):
        qtbot.addWidget(widget, before_close_func=before_close)
        if width:
            widget.resize(width, height)
        with qtbot.waitActive(widget):
            widget.show()
        return widget

    return show_widget
