"""Who came, who was excused and why, who stayed away, and how a ballot went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from liangxin_desktop.domain.roster import Roster
from liangxin_desktop.domain.sessions import Leave, SessionKind, Vote
from liangxin_desktop.services.sample.setting import chance, texts

_EXCUSED, _EXCUSED_TRAVELLER, _AWAY, _ABSTAINS = 0.05, 0.2, 0.008, 0.35
_MISSING_AT_MOST, _SMALL = 0.15, 20


@dataclass(frozen=True)
class Turnout:
    """A session's attendance, people by id in the order of the roster."""

    present: tuple[str, ...]
    leave: tuple[Leave, ...]
    absent: tuple[str, ...]


def turnout(roster: Roster, kind: SessionKind, group: str | None, day: date, needed: tuple[str, ...]) -> Turnout:
    """The attendance of those due that day; the needed ones always come, and never are too many missing."""
    due = [standing.person for standing in roster.due(kind, group, day) or ()]
    luck = chance("turnout", kind, group, day)
    missing: dict[str, str | None] = {}
    for person in luck.sample(due, len(due)):
        excused = _EXCUSED_TRAVELLER if person.name in _travellers() else _EXCUSED
        drawn = luck.random()
        if person.id in needed or len(missing) >= _most_missing(len(due)) or drawn > excused + _AWAY:
            continue
        missing[person.id] = luck.choice(texts("people")["names"]["leave_reasons"]) if drawn < excused else None
    return Turnout(
        present=tuple(person.id for person in due if person.id not in missing),
        leave=tuple(Leave(person=one.id, reason=missing[one.id]) for one in due if missing.get(one.id)),
        absent=tuple(one.id for one in due if one.id in missing and missing[one.id] is None),
    )


def ballot(
    roster: Roster, day: date, turned_out: Turnout, *, matter: str, person: str | None = None, secret: bool = False
) -> Vote:
    """A motion carried at a member meeting: nearly all voters present in favour, now and then one abstains."""
    voters = {one.person.id for one in roster.members(day) if one.may_vote(day)}
    present = len(voters & set(turned_out.present))
    abstained = int(chance("ballot", day, person).random() < _ABSTAINS)
    return Vote(
        matter=matter,
        person=person,
        secret=secret,
        due=len(voters),
        present=present,
        in_favour=present - abstained,
        abstain=abstained,
    )


def _most_missing(due: int) -> int:
    return int(due * _MISSING_AT_MOST) if due >= _SMALL else int(due > 4)


@cache
def _travellers() -> frozenset[str]:
    return frozenset(one["name"] for one in texts("people")["member"] if one.get("travels"))
