"""The sample's people: members of long standing, those who joined later, those on their way, those who moved away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from math import ceil
from typing import Any

from liangxin_desktop.domain.branch import Affiliation, Branch, Formation, Group, UnitKind
from liangxin_desktop.domain.numerals import numeral
from liangxin_desktop.domain.people import Person
from liangxin_desktop.domain.periods import add_months, add_years
from liangxin_desktop.domain.units import Unit
from liangxin_desktop.services.sample import diary
from liangxin_desktop.services.sample.development import Timeline
from liangxin_desktop.services.sample.setting import Setting, chance, texts

MENTORS = 10
_GROUP_SIZE, _QUOTA_SHARE, _LEAST_QUOTA = 12, 10, 3
_OLD_HANDS, _SHORT_RECORD = 0.6, 4
_LEFT_AFTER = (270, 480)
_LEFT_EVERY = 1095
_TERM = 3
_BETWEEN_ELECTIONS = 33
"""Months from one election to the next: the last quarterly meeting of the members before three years are over."""


@dataclass(frozen=True)
class Cast:
    """The branch, its groups, its people and the units it looks after."""

    branch: Branch
    groups: tuple[Group, ...]
    people: tuple[Person, ...]
    units: tuple[Unit, ...]


def cast(setting: Setting, timelines: tuple[Timeline, ...]) -> Cast:
    """Everyone, in the order of the record: members, those on their way, those who left."""
    count = max(1, ceil(setting.people / _GROUP_SIZE))
    members = _members(setting, sum(line.is_member for line in timelines))
    arrivals = [_candidate(setting, line) for line in sorted(timelines, key=lambda line: not line.is_member)]
    everyone = [*members, *arrivals, *_leavers(setting)]
    people = tuple(_numbered(index, fields, count) for index, fields in enumerate(everyone))
    groups = tuple(_group(index, people) for index in range(count))
    return Cast(_branch(setting), groups, people, tuple(_units(people)))


def candidate_ids(setting: Setting, timelines: tuple[Timeline, ...]) -> dict[str, str]:
    """The ids of those on their way, by name, as `cast` gives them."""
    ordered = sorted(timelines, key=lambda line: not line.is_member)
    first = setting.people - sum(line.is_member for line in timelines)
    return {line.name: person_id(first + index) for index, line in enumerate(ordered)}


def person_id(index: int) -> str:
    """The id of the person at that place of the record."""
    return f"p{index + 1:02}"


def _branch(setting: Setting) -> Branch:
    return Branch(
        **texts("people")["branch"],
        unit_kind=UnitKind.MIXED,
        formation=Formation.REGIONAL,
        affiliation=Affiliation.BLOCK,
        established_on=setting.established_on,
        committee_elected_on=election_day(setting),
        term_years=_TERM,
        theme_day=diary.THEME_DAY,
        yearly_quota={
            str(year): max(_LEAST_QUOTA, setting.people // _QUOTA_SHARE)
            for year in range(setting.start.year, setting.as_of.year + 1)
        },
    )


def election_day(setting: Setting) -> date:
    """The day of the election whose committee is in office: that of April last year, if not the first."""
    return election_days(setting)[-1]


def election_days(setting: Setting) -> tuple[date, ...]:
    """The days of every election: when the branch was set up, the last in April last year, none late for its term."""
    founded, last = month_meeting(setting.start), date(setting.as_of.year - 1, 4, 1)
    months = [last] if last.year > setting.start.year else []
    while months and month_meeting(months[-1]) > add_years(founded, _TERM):
        months.append(add_months(months[-1], -_BETWEEN_ELECTIONS))
    return (founded, *map(month_meeting, reversed(months)))


def month_meeting(month: date) -> date:
    """The day of the members' meeting in a month that has one."""
    return diary.month_days(month.year, month.month).member_meeting or month


def _group(index: int, people: tuple[Person, ...]) -> Group:
    mine = [person for person in people if person.group == f"g{index + 1}" and person.left_on is None]
    leader = next((person for person in mine if person.role is None), mine[0])
    return Group(id=f"g{index + 1}", name=f"第{numeral(index + 1)}党小组", leader=leader.id)


def _numbered(index: int, fields: dict[str, Any], groups: int) -> Person:
    member = fields["stage"] in ("full", "probationary")
    return Person(
        **{"ethnicity": "汉族", "education": "大学本科"} | fields,
        id=person_id(index),
        phone=f"1380000{index + 1:04}",
        group=f"g{index % groups + 1}" if member else None,
    )


def _members(setting: Setting, arrivals: int) -> Iterator[dict[str, Any]]:
    """Full members of old, in the order of the text, then invented ones; the last ones joined over a long record."""
    count = setting.people - arrivals
    named = texts("people")["member"][:count]
    everyone = [*named, *_invented(0, count - len(named))]
    old_hands = count if setting.years <= _SHORT_RECORD else ceil(count * _OLD_HANDS)
    span = (setting.as_of - setting.start) / (count - old_hands + 1)
    for index, text in enumerate(everyone):
        if index < old_hands:
            yield _member(setting, text, setting.start - timedelta(days=2200 if index < MENTORS else 400))
        else:
            joined = diary.near(setting.start + (index - old_hands + 1) * span)
            yield _member(setting, text, joined - timedelta(days=500)) | {"joined_on": joined}


def _member(setting: Setting, text: Mapping[str, Any], full_by: date) -> dict[str, Any]:
    """One full member; old enough to have been admitted a year before `full_by`, else made older."""
    luck = chance("member", text["name"])
    age = text.get("age") or luck.randint(26, 57)
    birth = date(setting.as_of.year - age, luck.randint(1, 12), luck.randint(1, 28))
    admitted = add_years(birth, luck.randint(20, 27)) + timedelta(days=luck.randint(20, 300))
    latest = add_years(full_by, -1) - timedelta(days=luck.randint(0, 500))
    if admitted > latest:
        birth = min(birth, add_years(latest, -luck.randint(20, 23)))
        admitted = latest
    return _particulars(text, birth) | {"stage": "full", "admitted_on": admitted, "full_on": add_years(admitted, 1)}


def _particulars(text: Mapping[str, Any], birth: date) -> dict[str, Any]:
    kept = ("name", "sex", "position", "education", "ethnicity", "role")
    unit = texts("people")["unit"][text["unit"]]["name"]
    return {key: text[key] for key in kept if key in text} | {"birth_date": birth, "unit": unit}


def _candidate(setting: Setting, line: Timeline) -> dict[str, Any]:
    luck = chance("candidate", line.name)
    birth = date(setting.as_of.year - line.text["age"], luck.randint(1, 12), luck.randint(1, 28))
    return _particulars(line.text, birth) | {
        "stage": line.stage,
        "admitted_on": line.admitted_on,
        "full_on": line.full_on,
        "education": luck.choice(["大学本科", "硕士研究生"]),
    }


def _leavers(setting: Setting) -> Iterator[dict[str, Any]]:
    """Those who moved away: one nine months ago, one sixteen, and before that one every three years."""
    days = (setting.as_of - setting.start).days
    gone = [*_LEFT_AFTER, *range(_LEFT_AFTER[-1] + _LEFT_EVERY, days - 180, _LEFT_EVERY)]
    named = texts("people")["left"]
    everyone = [*named, *_invented(1, max(0, len(gone) - len(named)))]
    for after, text in zip(gone, everyone, strict=False):
        left_on = (setting.as_of - timedelta(days=after)).replace(day=1)
        left_on = left_on.replace(month=2) if left_on.month == 1 else left_on
        if left_on > setting.start + timedelta(days=60):
            reason = texts("people")["names"]["left_reason"]
            yield _member(setting, text, setting.start) | {"left_on": left_on, "left_reason": reason}


def _invented(part: int, count: int) -> list[dict[str, Any]]:
    """So many invented people; part 1 shares nobody with part 0."""
    units = texts("people")["unit"]
    found = []
    for name, sex in _names()[part::2][:count]:
        luck = chance("invented", name)
        unit = luck.choices(range(len(units)), [unit["employees"] for unit in units])[0]
        education = luck.choice(texts("people")["names"]["education"])
        position = luck.choice(units[unit]["positions"])
        found.append({"name": name, "sex": sex, "unit": unit, "position": position, "education": education})
    return found


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """Every invented name with its sex, in an order without order, none of them used by the texts."""
    names = texts("people")["names"]
    known = {one["name"] for key in ("member", "left") for one in texts("people")[key]}
    known |= {one["name"] for one in texts("development")["candidate"]}
    pairs = [
        (family + given, sex) for sex in ("female", "male") for family in names["surnames"] for given in names[sex]
    ]
    pairs = [pair for pair in pairs if pair[0] not in known]
    chance("names").shuffle(pairs)
    return tuple(pairs)


def _units(people: tuple[Person, ...]) -> Iterator[Unit]:
    """The covered units with the members they have now; large ones have an organization of their own."""
    for text in texts("people")["unit"]:
        members = sum(
            person.unit == text["name"] and person.stage.is_member and person.left_on is None for person in people
        )
        employees = max(text["employees"], 4 * members)
        facts = {key: text[key] for key in ("name", "above_scale", "key_industry")}
        yield Unit(
            **facts, employees=employees, members=members, has_organization=text["has_organization"] or employees >= 100
        )
