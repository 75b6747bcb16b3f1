"""Random walks over the steps: whatever the regulations forbid is seen, and nothing else is."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin_desktop.domain.development import DETAILS_OF_STEP, StepDetails
from liangxin_desktop.domain.findings import Severity
from liangxin_desktop.domain.pipeline.forecast import forecast
from liangxin_desktop.domain.pipeline.person import pipelines_of
from liangxin_desktop.domain.rules import check
from liangxin_desktop.services.rulebook import rulebook
from tests.domain.builders import findings
from tests.domain.pipeline.oracle import AFTER, BORN, START, TODAY, Taken, forbidden, next_taken, out_of_order
from tests.domain.ways import way

DAYS = st.integers(0, 1100).map(lambda days: START + timedelta(days=days))


def forbidden_order(taken: dict[int, date]) -> set[int]:
    """The steps out of order, by the table of the regulations alone."""
    return out_of_order({number: (day, {}) for number, day in taken.items()})


def seen(taken: dict[int, date]) -> set[int]:
    """The steps that the rules call out of order."""
    found = findings("dev.order", way({number: day.isoformat() for number, day in taken.items()}), TODAY.isoformat())
    assert all(one.severity == "error" for one in found)
    return {int(match[1]) for one in found if (match := re.match(r"林一帆第(\d+)步", one.message))}


@settings(max_examples=120, deadline=None)
@given(st.dictionaries(st.integers(1, 25), DAYS))
def test_whatever_is_out_of_order_is_seen(steps: dict[int, date]) -> None:
    taken = {number: day for number, day in steps.items() if day <= TODAY}
    assert seen(steps) == forbidden_order(taken)


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
    assert seen(taken) == forbidden_order(taken) == set()
    moved = data.draw(st.sampled_from(sorted(taken)))
    taken[moved] += timedelta(days=data.draw(st.integers(-400, 400)))
    assert seen(taken) == forbidden_order(taken)


def as_kept(taken: Taken) -> dict[int, tuple[str, dict[str, object]]]:
    """The same steps in the shape of the record."""
    return {
        number: (
            day.isoformat(),
            {key: one.isoformat() if isinstance(one, date) else one for key, one in said.items()},
        )
        for number, (day, said) in taken.items()
    }


def errors(taken: Taken) -> set[str]:
    """The rules on development that find an error about the person."""
    held = way(as_kept(taken), birth_date=BORN.isoformat())
    found = check(held, rulebook(), as_of=TODAY).findings
    return {one.code for one in found if one.severity is Severity.ERROR and one.subject.id == "x"}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_walk_reaches_a_state_that_is_forbidden_unseen(data: st.DataObject) -> None:
    taken: dict[int, tuple[date, dict[str, object]]] = {}
    for _ in range(data.draw(st.integers(3, 25))):
        number, day, said = data.draw(next_taken(taken))
        taken[number] = (day, said)
        assert errors(taken) == forbidden(taken)


def test_control_the_oracle_forbids_each_of_its_rules() -> None:
    """A walk that breaks everything at once is called out in everything."""
    vote = {"due": 9, "present": 4, "for": 4, "written_for": 0}
    days = {number: date(2024, 2, 1) for number in (1, 3, 7)} | {17: date(2026, 11, 2)}
    taken = {number: (days.get(number, date(2026, 5, 12)), {}) for number in range(1, 26)}
    taken |= {15: (date(2026, 4, 1), vote), 23: (date(2026, 5, 1), {**vote, "result": "convert"})}
    assert forbidden(taken) == errors(taken) == _EVERY - {"dev.extension"}
    extended = {**taken, 23: (date(2026, 5, 1), {**vote, "result": "extend", "extend_months": 3})}
    assert forbidden(extended) == errors(extended) == _EVERY - {"dev.conversion-early"}


_EVERY = {
    *("dev.age", "dev.order", "dev.cultivators", "dev.target-early", "dev.publicity", "dev.sponsors", "dev.review"),
    *("dev.training", "dev.quorum", "dev.vote", "dev.approval", "dev.conversion-early", "dev.extension"),
}
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
