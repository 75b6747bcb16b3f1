"""The first page of a branch whose record is empty: what to do first, until a meeting is recorded."""

from __future__ import annotations

from datetime import date

import pytest

from liangxin_desktop.domain.branch import Branch
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.services.first_steps import FirstStep, first_steps
from liangxin_desktop.ui.pages.workbench.page import WorkbenchPage
from liangxin_desktop.ui.requests import NewSession
from tests.ui.pages.driving import shown


@pytest.fixture
def empty(workspace):
    """A branch that has nothing but its name."""
    _put(workspace, Branch(name="新桥联合党支部"))
    return workspace


def _put(workspace, branch: Branch) -> None:
    with workspace.begin() as work:
        work.replace_record(BranchRecord(branch=branch))
        work.commit()


def test_each_step_leads_to_its_page(qtbot, empty):
    page = WorkbenchPage(empty)
    shown(qtbot, page)
    assert page.first.isVisible()
    asked = []
    page.navigate.connect(lambda *args: asked.append(args))
    for link in page.first.links.values():
        link.click()
    assert asked == [("people", None), ("branch", None), ("sessions", NewSession())]


def test_what_is_done_is_ticked(qtbot, empty):
    assert list(first_steps(empty).values()) == [False, False, False]
    whole = Branch(name="甲", established_on=date(2024, 1, 4), committee_elected_on=date(2024, 1, 4), theme_day=25)
    _put(empty, whole)
    assert first_steps(empty) == {FirstStep.ROSTER: False, FirstStep.BRANCH: True, FirstStep.SESSION: False}
    page = WorkbenchPage(empty)
    shown(qtbot, page)
    texts = [link.text() for link in page.first.links.values()]
    assert texts == ["1 导入党员名册 ›", "✓ 填写成立日期、选举日期、主题党日", "3 记第一次组织生活 ›"]


def test_it_goes_with_the_first_record(qtbot, workspace):
    assert first_steps(workspace) == {}
    page = WorkbenchPage(workspace)
    shown(qtbot, page)
    assert page.first.isHidden()
