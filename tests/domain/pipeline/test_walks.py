"""Random walks over the steps: whatever the table forbids is seen, and nothing else is."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin_desktop.domain.development import DETAILS_OF_STEP, StepDetails
from liangxin_desktop.domain.pipeline.forecast import forecast
from liangxin_desktop.domain.pipeline.person import pipelines_of
from liangxin_desktop.domain.rules import check
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


ANY_DAY = st.one_of(st.none(), st.dates(), DAYS)
DETAILS = {
    "cultivators": st.lists(st.sampled_from(["f1", "f2", "x"]), max_size=3),
    "sponsors": st.lists(st.sampled_from(["f1", "f2", "x"]), max_size=3),
    "consent_on": ANY_DAY,
    "publicity_from": ANY_DAY,
    "publicity_to": ANY_DAY,
    "conclusion": st.sampled_from(["qualified", "unqualified", None]),
    "days": st.floats(0, 1000),
    "hours": st.floats(0, 10_000),
    "special_reason": st.sampled_from(["", "长期驻外", None]),
    "result": st.sampled_from(["convert", "extend", "cancel", None]),
    "extend_months": st.integers(0, 120),
    "reason_for_delay": st.sampled_from(["", "外调", None]),
    "session": st.none(),
}
COUNTS = st.one_of(st.none(), st.integers(0, 300))


@st.composite
def any_step(draw: st.DrawFn) -> tuple[int, object]:
    """A step as an archive may hold it: any day, and any details that belong to it."""
    number = draw(st.integers(1, 25))
    names = {StepDetails.model_fields[name].alias or name: name for name in DETAILS_OF_STEP.get(number, ())}
    details = {key: draw(DETAILS.get(name, COUNTS)) for key, name in names.items() if draw(st.booleans())}
    return number, (draw(ANY_DAY), details)


@settings(max_examples=150, deadline=None)
@given(st.lists(any_step(), max_size=40), ANY_DAY, st.sampled_from(["applicant", "probationary", "full"]))
def test_whatever_an_archive_holds_is_answered(steps: list[tuple[int, object]], day: date | None, stage: str) -> None:
    held = way(steps, birth_date=day, stage=stage)
    found = check(held, rulebook(), as_of=TODAY).findings
    assert all(one.message and "{" not in one.message for one in found)
    ahead = forecast(pipelines_of(held, TODAY)["x"], rulebook())
    assert all(one.earliest >= TODAY for one in ahead)


def test_extensions_beyond_the_calendar_end_with_it() -> None:
    vote = ("2026-01-01", {"result": "extend", "extend_months": 120})
    held = way([(15, "2025-01-01"), (17, "2025-02-01"), *[(23, vote)] * 900, (24, "2026-02-01")])
    assert pipelines_of(held, TODAY)["x"].probation_ends_on == date.max
    assert check(held, rulebook(), as_of=TODAY).findings
