"""The street's themes: planned, taken in, offered by month, counted when used."""

from __future__ import annotations

from datetime import date

import pytest

from liangxin_desktop.domain.sessions import SessionKind
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.prompts import (
    PromptUse,
    get_prompt,
    import_prompts,
    plan_prompts,
    prompt_use,
    prompts_for,
)
from liangxin_desktop.services.sessions import new_session, save_draft
from tests.exchange.sheets import write_book

ISSUED = (["月份", "主题", "要点"], ["2026-10", "学习新精神", "读原文"], ["2026-11", "走访企业", ""])


@pytest.fixture
def issued(tmp_path):
    return write_book(tmp_path / "提示.xlsx", *ISSUED)


def test_a_plan_says_what_it_would_do_and_does_it_once(workspace, issued):
    plan = plan_prompts(workspace, issued)
    assert next(plan.lines()) == "“提示.xlsx”：新增2项，更新0项，无变化0项，有错0处"
    assert prompts_for(workspace, date(2026, 10, 8)) == ()
    assert import_prompts(workspace, plan).kinds == {"prompts"}
    assert [one.theme for one in prompts_for(workspace, date(2026, 10, 8))] == ["学习新精神"]
    again = plan_prompts(workspace, issued)
    assert (again.added, again.changed, len(again.unchanged)) == ((), (), 2)
    assert not import_prompts(workspace, again)


def test_new_points_change_a_known_theme(workspace, issued, tmp_path):
    import_prompts(workspace, plan_prompts(workspace, issued))
    plan = plan_prompts(workspace, write_book(tmp_path / "新.xlsx", ISSUED[0], ["2026-10", "学习新精神", "谈体会"]))
    assert [one.before.points for one in plan.changed] == ["读原文"]
    import_prompts(workspace, plan)
    (kept,) = prompts_for(workspace, date(2026, 10, 31))
    assert (kept.points, kept.source) == ("谈体会", "新.xlsx")


def test_a_bad_row_refuses_the_file_or_is_left_out(workspace, tmp_path):
    plan = plan_prompts(workspace, write_book(tmp_path / "坏.xlsx", *ISSUED, ["某月", "甲", ""]))
    assert list(plan.lines())[-1] == "  有错 A4 月份“某月”：看不懂这个月份，请写成 2026-10 这样"
    with pytest.raises(RefusedError, match="没有导入任何内容"):
        import_prompts(workspace, plan)
    assert prompt_use(workspace, 2026).issued == 0
    import_prompts(workspace, plan, skip_bad_rows=True)
    assert prompt_use(workspace, 2026) == PromptUse(2026, 0, 2)


def test_a_theme_counts_once_however_often_it_is_used(workspace, issued):
    import_prompts(workspace, plan_prompts(workspace, issued))
    (theme,) = prompts_for(workspace, date(2026, 11, 1))
    for day in (date(2026, 11, 2), date(2026, 11, 3)):
        session = new_session(workspace, SessionKind.LECTURE, day=day)
        save_draft(workspace, session.but(prompt=theme.id))
    assert prompt_use(workspace, 2026) == PromptUse(2026, 1, 2)
    assert prompt_use(workspace, 2025) == PromptUse(2025, 0, 0)
    assert get_prompt(workspace, theme.id) == theme
    assert get_prompt(workspace, "nothing") is None
