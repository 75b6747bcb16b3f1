"""Random walks over the steps: whatever the table forbids is seen, and nothing else is."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin_desktop.domain.pipeline.person import pipelines_of
from liangxin_desktop.services.rulebook import rulebook
from tests.domain.builders import findings
from tests.domain.ways import way

START, TODAY = date(2024, 1, 1), date(2026, 11, 23)
AFTER = {number: [number - 1] for number in range(2, 26)}
AFTER |= {number: [3] for number in (4, 5)} | {6: [5]}
AFTER |= {number: [8] for number in (9, 10, 11)} | {12: [9, 10, 11]}
AFTER |= {number: [17] for number in (18, 19, 20, 22)} | {21: [19], 23: [22]}
DAYS = st.integers(0, 1100).map(lambda days: START + timedelta(days=days))


def forbidden(taken: dict[int, date]) -> set[int]:
    """The steps out of order, by the table of the regulations alone."""
    return {
        number
        for number, day in taken.items()
        if any(before not in taken or day < taken[before] for before in AFTER.get(number, []))
    }


def seen(taken: dict[int, date]) -> set[int]:
    """The steps that the rules call out of order."""
    found = findings("dev.order", way({number: day.isoformat() for number, day in taken.items()}), TODAY.isoformat())
    assert all(one.severity == "error" for one in found)
    return {int(match[1]) for one in found if (match := re.match(r"林一帆第(\d+)步", one.message))}


@settings(max_examples=120, deadline=None)
@given(st.dictionaries(st.integers(1, 25), DAYS))
def test_whatever_is_out_of_order_is_seen(steps: dict[int, date]) -> None:
    taken = {number: day for number, day in steps.items() if day <= TODAY}
    assert seen(steps) == forbidden(taken)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_walk_by_what_comes_next_is_in_order_until_a_day_is_moved(data: st.DataObject) -> None:
    taken: dict[int, date] = {}
    for _ in range(data.draw(st.integers(2, 25))):
        steps = {number: day.isoformat() for number, day in taken.items()}
        choices = pipelines_of(way(steps), TODAY)["x"].next_steps(rulebook().steps)
        if not choices:
            break
        number = data.draw(st.sampled_from(choices))
        assert set(AFTER.get(number, [])) <= taken.keys()
        earliest = max([START, *(taken[before] for before in AFTER.get(number, []))])
        taken[number] = earliest + timedelta(days=data.draw(st.integers(0, 30)))
    assert seen(taken) == forbidden(taken) == set()
    moved = data.draw(st.sampled_from(sorted(taken)))
    taken[moved] += timedelta(days=data.draw(st.integers(-400, 400)))
    assert seen(taken) == forbidden(taken)
