"""The window without a screen: every test of this folder draws into memory, in the light theme."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest

from liangxin_desktop.ui.theme import Theme


@pytest.fixture(scope="session")
def qapp(qapp):
    Theme.load("light").apply(qapp)
    return qapp
