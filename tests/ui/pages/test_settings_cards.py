"""设置与备份: the bin gives back what was deleted; the street's themes come in as shown."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from liangxin_desktop.domain.people import Person
from liangxin_desktop.services.people import remove_person
from liangxin_desktop.services.prompts import prompts_for
from liangxin_desktop.services.recycle_bin import days_left, kept_days, list_recycled
from liangxin_desktop.services.sessions import remove_draft, save_draft
from liangxin_desktop.ui.pages.settings.page import SettingsPage
from liangxin_desktop.ui.pages.settings.prompts_card import PromptsCard
from liangxin_desktop.ui.pages.settings.recycle_card import RecycleCard
from liangxin_desktop.ui.widgets.basic import Label, LinkButton
from tests.exchange.sheets import write_book
from tests.ui.pages.driving import settled, shown
from tests.ui.pages.specimen import NOW

DRAFT = "theme-day-2026-11-20"


def words(card) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in card.findChildren(Label) if not label.isHidden())


@pytest.fixture
def bin_(workspace, show) -> RecycleCard:
    with workspace.begin() as work:
        work.people.put(Person(id="wrong", name="误录人"))
        work.commit()
    remove_draft(workspace, DRAFT)
    remove_person(workspace.at(NOW + timedelta(days=9)), "wrong")
    card = RecycleCard(workspace.at(NOW + timedelta(days=10)))
    card.reload()
    return show(card, 560, 400)


def test_the_bin_tells_what_lies_there_and_for_how_long(bin_):
    text = words(bin_)
    assert "2026-11-20 主题党日" in text
    assert "会议草稿，2026-11-23 14:02 删除，还可取回 80 天" in text
    assert "人员，2026-12-02 14:02 删除，还可取回 89 天" in text


def test_taking_back_puts_it_where_it_was(bin_, workspace, qtbot):
    button = next(one for one in bin_.findChildren(LinkButton) if "主题党日" in one.accessibleName())
    said = []
    bin_.said.connect(said.append)
    with qtbot.waitSignal(bin_.changed) as heard:
        button.click()
    assert heard.args[0].ids("sessions") == {DRAFT}
    assert said == ["已取回“2026-11-20 主题党日”"]
    with workspace.begin() as work:
        assert work.sessions.get(DRAFT) is not None
    assert [one.title for one in list_recycled(workspace)] == ["误录人"]


def test_after_its_days_it_is_gone(workspace, show):
    remove_draft(workspace, DRAFT)
    (kept,) = list_recycled(workspace)
    last = workspace.at(NOW + timedelta(days=kept_days()))
    assert (days_left(workspace, kept), days_left(last, kept)) == (90, 0)
    assert list_recycled(last) == (kept,)
    late = workspace.at(NOW + timedelta(days=kept_days(), minutes=1))
    card = show(RecycleCard(late))
    card.reload()
    assert "回收站是空的" in words(card)


@pytest.fixture
def card(workspace, show) -> PromptsCard:
    made = PromptsCard(workspace)
    made.reload()
    return show(made, 560, 400)


def test_themes_are_shown_before_they_are_taken(card, workspace, qtbot, tmp_path):
    assert "11月还没有内容提示" in words(card)
    path = write_book(tmp_path / "提示.xlsx", ["月份", "主题", "要点"], ["2026-11", "走访企业", "听诉求"])
    card.look_at(path)
    settled(qtbot)
    assert "新增 2026-11 走访企业" in card.preview.text()
    assert prompts_for(workspace, workspace.today) == ()
    with qtbot.waitSignal(card.changed):
        card.take.click()
    assert "11月：走访企业" in words(card)
    assert card.used.text() == "本年用了 0/1"
    assert not card.preview.isVisible()
    with workspace.begin() as work:
        draft = work.sessions.get(DRAFT)
    save_draft(workspace, draft.but(prompt=prompts_for(workspace, workspace.today)[0].id))
    card.reload()
    assert card.used.text() == "本年用了 1/1"


def test_a_bad_cell_waits_for_the_user(card, qtbot, tmp_path):
    rows = [{"month": f"2026-{month:02}", "theme": "学习"} for month in range(1, 14)]
    path = tmp_path / "提示.json"
    path.write_text(json.dumps({"format": "liangxin-prompts", "version": 1, "prompts": rows}), encoding="utf-8")
    card.look_at(path)
    settled(qtbot)
    assert "有错1处" in card.preview.text()
    assert "另有2行" in card.preview.text()
    assert not card.take.isEnabled()
    card.skip.click()
    assert card.take.text() == "导入 12 项"
    card.take.click()
    assert card.used.text() == "本年用了 0/12"


def test_the_page_holds_both(workspace, qtbot):
    page = SettingsPage(workspace)
    shown(qtbot, page)
    settled(qtbot)
    assert "回收站是空的" in words(page)
    remove_draft(workspace, DRAFT)
    page.refresh(None)
    assert "2026-11-20 主题党日" in words(page)
