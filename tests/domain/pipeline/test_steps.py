"""The table of the steps is whole, and refuses to be otherwise."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from liangxin_desktop.domain.pipeline.steps import StepTable
from liangxin_desktop.services.rulebook import steps

DAY = date(2026, 11, 23)


def test_five_stages_hold_twenty_five_steps() -> None:
    table = steps()
    assert [[step.number for step in stage.step] for stage in table.stages] == [
        [1, 2],
        [3, 4, 5, 6],
        [7, 8, 9, 10, 11],
        [12, 13, 14, 15, 16, 17, 18],
        [19, 20, 21, 22, 23, 24, 25],
    ]
    assert table.stage_of(11).title == "发展对象的确定和考察"
    assert table.name(11, DAY) == "短期集中培训"


def test_a_step_is_called_what_it_was_called_that_day() -> None:
    assert steps().name(8, date(2026, 5, 10)) == "上级党委备案"
    assert steps().name(8, date(2026, 5, 11)) == "上级党委同意并公示"


def test_the_table_refuses_gaps_and_steps_that_wait_for_later_ones() -> None:
    data: dict[str, Any] = steps().model_dump(by_alias=True)
    assert StepTable.model_validate(data) == steps()
    first = data["stage"][0]["step"]
    with pytest.raises(ValueError, match="in order"):
        StepTable.model_validate({"stage": [{"title": "一", "step": first[:1]}]})
    with pytest.raises(ValueError, match="waits for a later one"):
        StepTable.model_validate({"stage": [{"title": "一", "step": [{**first[0], "after": [1]}]}]})
