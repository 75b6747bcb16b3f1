"""What the workbench gives to carry away."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog, QMenu

from liangxin_desktop.ui.pages.workbench.page import WorkbenchPage
from liangxin_desktop.ui.widgets.basic import Button
from tests.ui.pages.driving import settled, shown


@pytest.fixture
def page(qtbot, workspace):
    page = WorkbenchPage(workspace)
    shown(qtbot, page)
    return page


@pytest.fixture
def actions(page):
    (button,) = [one for one in page.findChildren(Button) if one.accessibleName() == "月计划和日历"]
    (menu,) = button.findChildren(QMenu)
    return {action.text(): action for action in menu.actions() if action.text()}


@pytest.mark.parametrize(
    ("action", "name", "begins"),
    [
        ("本月计划…", "月计划.pdf", b"%PDF"),
        ("下月计划…", "下月.pdf", b"%PDF"),
        ("导出日历（.ics）…", "支部.ics", b"BEGIN:VCALENDAR\r\n"),
    ],
)
def test_each_is_written_where_asked(page, actions, qtbot, monkeypatch, tmp_path, action, name, begins):
    path = tmp_path / name
    offered = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (offered.append(args[2]), (str(path), ""))[1])
    with qtbot.waitSignal(page.said, timeout=15_000) as heard:
        actions[action].trigger()
    settled(qtbot)
    assert heard.args == [f"已写入并核对：{name}"]
    assert path.read_bytes().startswith(begins)
    assert offered[0] in ("月计划-2026-11.pdf", "月计划-2026-12.pdf", "支部日历-2026-11-23.ics")
    assert not page.takeaway.isVisible()


def test_going_back_writes_nothing(page, actions, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))
    for action in actions.values():
        action.trigger()
    settled(qtbot)
    assert list(tmp_path.glob("*.pdf")) == []


def test_the_menu_opens_below_its_button(page, qtbot):
    (button,) = [one for one in page.findChildren(Button) if one.accessibleName() == "月计划和日历"]
    (menu,) = button.findChildren(QMenu)
    button.click()
    qtbot.waitUntil(menu.isVisible)
    assert menu.activeAction() is None or menu.activeAction().isVisible()
    menu.close()
