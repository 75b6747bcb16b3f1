"""What the regulations forbid of one person's steps, written down a second time, straight from their text.

Each step stands once. Nothing here is shared with the rules; only the calendar of working days is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import chinese_calendar
from hypothesis import strategies as st

AFTER = {number: [number - 1] for number in range(2, 26)}
AFTER |= {number: [3] for number in (4, 5)} | {6: [5]}
AFTER |= {number: [8] for number in (9, 10, 11)} | {12: [9, 10, 11]}
AFTER |= {number: [17] for number in (18, 19, 20, 22)} | {21: [19], 23: [22]}
START, TODAY = date(2024, 1, 1), date(2026, 11, 23)
NEW_TEXT = date(2026, 5, 11)
BORN = date(2006, 2, 28)
FULL = [f"f{number}" for number in range(1, 6)]
Taken = Mapping[int, tuple[date, Mapping[str, Any]]]
"""The day of each step, and what it records."""


def out_of_order(taken: Taken) -> set[int]:
    """The steps that stand before one they depend on, or without it; an extension is no end that papers may follow."""
    days = {number: day for number, (day, _) in taken.items()}
    found = {
        number
        for number, day in days.items()
        if any(before not in days or day < days[before] for before in AFTER.get(number, []))
    }
    extended = 23 in taken and taken[23][1].get("result") == "extend"
    return found | ({25} & days.keys() if extended else set())


def forbidden(taken: Taken) -> set[str]:
    """The rules whose breach is an error that these steps break."""
    return {f"dev.{code}" for code, broken in _articles(taken) if broken}


def _articles(taken: Taken) -> Iterator[tuple[str, bool]]:
    yield "order", bool(out_of_order(taken))
    yield "age", 1 in taken and taken[1][0] < later(BORN, 18 * 12)
    yield "cultivators", 5 in taken and len(set(taken[5][1].get("cultivators", []))) not in (1, 2)
    yield "target-early", 3 in taken and 7 in taken and taken[7][0] < later(taken[3][0], 12)
    yield "publicity", 8 in taken and taken[8][0] >= NEW_TEXT and not _posted(*taken[8])
    yield "sponsors", 9 in taken and len(set(taken[9][1].get("sponsors", []))) != 2
    yield "review", 12 in taken and not _reviewed(taken)
    yield "training", (11 in taken or 12 in taken) and not any(taken.get(11, (START, {}))[1].values())
    votes = [taken[number][1] for number in (15, 23) if number in taken and taken[number][1]]
    yield "quorum", any(vote["present"] <= vote["due"] / 2 for vote in votes)
    yield "vote", any(vote["for"] + vote["written_for"] <= vote["due"] / 2 for vote in votes)
    yield "approval", 15 in taken and 17 in taken and taken[17][0] > later(taken[15][0], 6)
    if 23 in taken:
        day, said = taken[23]
        yield "conversion-early", 15 in taken and said["result"] == "convert" and day < later(taken[15][0], 12)
        yield "extension", said["result"] == "extend" and not 6 <= said["extend_months"] <= 12


def _posted(listed_on: date, said: Mapping[str, Any]) -> bool:
    first, last = said.get("publicity_from"), said.get("publicity_to")
    if not first or not last or last >= listed_on:
        return False
    span = (first + timedelta(days=at) for at in range((last - first).days + 1))
    return sum(map(chinese_calendar.is_workday, span)) >= 5


def _reviewed(taken: Taken) -> bool:
    found = taken.get(10)
    return found is not None and found[0] <= taken[12][0] and found[1].get("conclusion") == "qualified"


def later(day: date, months: int) -> date:
    """So many calendar months later, on the month's last day where there is no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return date(day.year + year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError


@st.composite
def details_of(draw: st.DrawFn, number: int, day: date) -> dict[str, Any]:
    """What a step may record, lawful more often than not."""
    well = draw(st.integers(0, 9)) > 1
    if number == 5:
        return {"cultivators": draw(st.lists(st.sampled_from(FULL), max_size=3)) if not well else FULL[:1]}
    if number == 8:
        before = day - timedelta(days=draw(st.integers(8 if well else 0, 15)))
        return {"publicity_from": before, "publicity_to": day - timedelta(days=1 if well else draw(st.integers(0, 4)))}
    if number == 9:
        return {"sponsors": draw(st.lists(st.sampled_from(FULL), max_size=3)) if not well else FULL[:2]}
    if number == 10:
        return {"conclusion": "qualified" if well else "unqualified"}
    if number == 11:
        return {"days": 3} if well else draw(st.sampled_from([{}, {"hours": 8}, {"special_reason": "长期驻外"}]))
    return draw(_votes(number, well=well)) if number in (15, 23) else {}


@st.composite
def _votes(draw: st.DrawFn, number: int, *, well: bool) -> dict[str, Any]:
    present = 9 if well else draw(st.integers(3, 6))
    vote = {"due": 9, "present": present, "for": draw(st.integers(present - 2, present)), "written_for": 0}
    vote["written_for"] = 0 if well else draw(st.integers(0, 2))
    if number == 15:
        return vote
    result = draw(st.sampled_from(["convert", "extend", "cancel"]))
    months = {"extend_months": draw(st.integers(5, 13))} if result == "extend" else {}
    return {**vote, "result": result, **months}


@st.composite
def next_taken(draw: st.DrawFn, taken: Taken) -> tuple[int, date, dict[str, Any]]:
    """A step not taken yet, on a day of its own: in order and in time more often than not."""
    left = [number for number in range(1, 26) if number not in taken]
    lawful = [number for number in left if all(before in taken for before in AFTER.get(number, []))]
    number = draw(st.sampled_from(lawful if lawful and draw(st.integers(0, 9)) > 1 else left))
    least = max([START, *(taken[before][0] for before in AFTER.get(number, []) if before in taken)])
    wait = draw(st.sampled_from([0, 1, 20, 30])) if number not in (7, 23) else draw(st.sampled_from([0, 365, 366]))
    day = least + timedelta(days=wait if draw(st.integers(0, 9)) > 1 else draw(st.integers(-200, 200)))
    day = max(START, min(day, TODAY))
    return number, day, draw(details_of(number, day))
