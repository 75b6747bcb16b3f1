"""The words of a session: an opening, three of the theme's points in other people's mouths, consensus, actions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from random import Random
from typing import Any

from liangxin_desktop.domain.sessions import Action
from liangxin_desktop.services.sample.diary import on_or_after, on_or_before
from liangxin_desktop.services.sample.setting import chance

Theme = Mapping[str, Any]
_POINTS = 3
_DONE_EARLY = 0.4


def discussion(theme: Theme, use: int, words: Mapping[str, str], speakers: Sequence[str], *, numbered: bool) -> str:
    """The discussion at the `use`-th treatment of the theme; no two neighbouring uses share all their points."""
    points = chosen(tuple(theme["points"]), use)
    spoken = [
        point.format(**words, who=speakers[index % len(speakers)]) for index, point in enumerate(points) if speakers
    ]
    opening = theme["open"][use % len(theme["open"])].format(**words)
    if numbered:
        return "\n".join([opening, *(f"{number}. {point}" for number, point in enumerate(spoken, 1))])
    return "".join([opening, *spoken])


def talk(text: Theme, exchanges: Sequence[Theme], luck: Random, words: Mapping[str, str]) -> str:
    """What was said at a talk between two: each thing said with an answer to it."""
    said = [one["say"] + luck.choice(one["answers"]) for one in exchanges]
    return "".join([luck.choice(text["openings"]), *said]).format(**words)


def consensus(theme: Theme, use: int, words: Mapping[str, str]) -> str:
    """What was agreed."""
    agreed = theme["agreed"]
    return str(agreed[use % len(agreed)]).format(**words)


def actions(
    tasks: Sequence[Theme], day: date, as_of: date, who: Sequence[str], words: Mapping[str, str]
) -> Iterator[Action]:
    """What was to be done; whatever was due by `as_of` is done."""
    for index, task in enumerate(tasks):
        due_on = on_or_after(day + timedelta(days=task["days"]))
        yield Action(
            what=task["what"].format(**words),
            who=who[index % len(who)],
            due_on=due_on,
            done_on=_done_on(day, due_on, as_of, task["what"]),
        )


def _done_on(day: date, due_on: date, as_of: date, what: str) -> date | None:
    luck = chance("done", day, what)
    early = on_or_before(due_on - timedelta(days=luck.randint(0, 5)))
    done_on = max(early, day)
    if due_on <= as_of or (done_on <= as_of and luck.random() < _DONE_EARLY):
        return done_on
    return None


@cache
def chosen(points: tuple[str, ...], use: int) -> tuple[str, ...]:
    """Three of the points, others each time until every three were used."""
    every = list(combinations(points, _POINTS))
    chance("points", points[0]).shuffle(every)
    three = list(every[use % len(every)])
    chance("order", points[0], use).shuffle(three)
    return tuple(three)
