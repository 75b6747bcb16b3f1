"""The sample's sessions as the record keeps them, with the few gaps that the sample has on purpose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum, auto
from random import Random
from typing import Any

from liangxin_desktop.domain.people import Role
from liangxin_desktop.domain.roster import Roster
from liangxin_desktop.domain.sessions import Action, Session, SessionKind, SessionStatus, Vote
from liangxin_desktop.services.sample import minutes
from liangxin_desktop.services.sample.attendance import Turnout, ballot, turnout
from liangxin_desktop.services.sample.development import Looked, Timeline
from liangxin_desktop.services.sample.diary import working_days_after
from liangxin_desktop.services.sample.meetings import Meeting, meetings
from liangxin_desktop.services.sample.people import Cast
from liangxin_desktop.services.sample.setting import Setting, chance, texts

_ORDINALS = "一二三四"
_LATE_ENTRY, _SOON = timedelta(days=12), timedelta(days=4)
_OVERDUE_SINCE = timedelta(days=8)
_ATTEMPTS = 50
_NUMBERED = (SessionKind.COMMITTEE_MEETING, SessionKind.MEMBER_MEETING)
_SETTLED_BY_THE_COMMITTEE = (
    SessionKind.MEMBER_MEETING,
    SessionKind.ORGANIZATIONAL_LIFE,
    SessionKind.DEMOCRATIC_REVIEW,
)
_GUESTS = (SessionKind.LECTURE, SessionKind.THEME_DAY)


class Gap(StrEnum):
    """What a session lacks on purpose."""

    NOT_HELD = auto()
    NO_ACTIONS = auto()
    ACTION_OVERDUE = auto()
    ENTERED_LATE = auto()


@dataclass(frozen=True)
class Scene:
    """What every session is written from."""

    setting: Setting
    cast: Cast
    roster: Roster
    watched: Mapping[str, tuple[Timeline, Looked]]

    def name(self, person: str) -> str:
        """The name of the person with that id."""
        return self.roster.name(person)

    @property
    def chair(self) -> str:
        """The secretary's id."""
        return self._seat(Role.SECRETARY)

    @property
    def clerk(self) -> str:
        """The id of the committee's member for publicity, who keeps the minutes."""
        return self._seat(Role.PUBLICITY)

    @property
    def organizer(self) -> str:
        """The id of the committee's member for organization."""
        return self._seat(Role.ORGANIZATION)

    def _seat(self, role: Role) -> str:
        return next(person.id for person in self.cast.people if person.role is role)


def sessions(scene: Scene) -> tuple[Session, ...]:
    """Every session, numbered through each year in order of time; no two have the same discussion."""
    numbers: Counter[int] = Counter()
    said: set[str | None] = set()
    found = []
    for meeting in meetings(scene.setting, scene.cast, scene.roster, scene.watched):
        gap = gap_of(scene.setting, scene.cast, meeting)
        if gap is not Gap.NOT_HELD:
            numbers[meeting.day.year] += 1
            number = f"s{meeting.day.year}-{numbers[meeting.day.year]:03}"
            drafts = (_session(scene, meeting, gap, number, attempt) for attempt in range(_ATTEMPTS))
            session = next(draft for draft in drafts if draft.discussion not in said)
            said.add(session.discussion)
            found.append(session)
    return tuple(found)


def vote_of_members(scene: Scene, day: date, matter: str, person: str | None) -> Vote:
    """How the members voted that day, the same in the minutes and in the person's papers."""
    turned_out = turnout(scene.roster, SessionKind.MEMBER_MEETING, None, day, (scene.chair, scene.clerk))
    return ballot(scene.roster, day, turned_out, matter=matter, person=person, secret=person is not None)


def gap_of(setting: Setting, cast: Cast, meeting: Meeting) -> Gap | None:
    """The gap of a session: last month's and last quarter's known ones."""
    if meeting.kind is SessionKind.COMMITTEE_MEETING and meeting.regular and meeting.day in setting.last_month:
        return Gap.ACTION_OVERDUE
    if meeting.kind is not SessionKind.GROUP_MEETING:
        return None
    is_last = meeting.group == cast.groups[-1].id
    if meeting.day in setting.last_month:
        if is_last:
            return Gap.NOT_HELD
        return Gap.NO_ACTIONS if meeting.group == cast.groups[-2].id else None
    middle = setting.last_quarter.start.month + 1
    if is_last and meeting.day in setting.last_quarter and meeting.day.month == middle:
        return Gap.ENTERED_LATE
    return None


def _session(scene: Scene, meeting: Meeting, gap: Gap | None, number: str, attempt: int) -> Session:
    if meeting.pair:
        host, recorder, turned_out = meeting.pair[0], meeting.pair[0], Turnout(meeting.pair, (), ())
    elif meeting.kind is SessionKind.OTHER:
        host, recorder = meeting.volunteers[0], meeting.volunteers[-1]
        turned_out = Turnout(meeting.volunteers, (), ())
    else:
        host, recorder = _chairs(scene, meeting)
        turned_out = turnout(scene.roster, meeting.kind, meeting.group, meeting.day, (host, recorder))
    return Session(
        id=number,
        kind=meeting.kind,
        status=SessionStatus.FINAL,
        group=meeting.group,
        for_year=meeting.for_year,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        host=host,
        recorder=recorder,
        place=meeting.place or _place(meeting),
        present=turned_out.present,
        leave=turned_out.leave,
        absent=turned_out.absent,
        hours=None if meeting.pair else round((meeting.ends_at - meeting.starts_at).total_seconds() / 1800) / 2,
        entered_at=_entered_at(scene.setting, meeting, gap),
        guests=_guests(scene, meeting),
        votes=_votes(scene, meeting),
        tags=tuple(meeting.theme.get("tags", ("志愿服务",))),
        **_texts(scene, meeting, gap, host, turned_out, attempt),
    )


def _chairs(scene: Scene, meeting: Meeting) -> tuple[str, str]:
    """Who chairs and who keeps the minutes: the leader and another of the group, else the secretary and the clerk."""
    if meeting.group is None:
        return scene.chair, scene.clerk
    due = [one.person.id for one in scene.roster.due(meeting.kind, meeting.group, meeting.day) or ()]
    leader = next(group.leader for group in scene.cast.groups if group.id == meeting.group)
    host = leader if leader in due else due[-1]
    others = [person for person in due if person != host] or due
    return host or due[-1], others[meeting.use % len(others)]


def _place(meeting: Meeting) -> str:
    places = texts("places")
    if meeting.group:
        return str(places["groups"][int(meeting.group[1:]) % len(places["groups"])])
    return str(places["committee" if meeting.kind is SessionKind.COMMITTEE_MEETING else "branch"])


def _texts(
    scene: Scene, meeting: Meeting, gap: Gap | None, host: str, turned_out: Turnout, attempt: int
) -> dict[str, Any]:
    """Topic, discussion, consensus and actions."""
    luck = chance("minutes", meeting.kind, meeting.starts_at, meeting.group, meeting.pair, attempt)
    if meeting.pair:
        return _texts_of_talk(scene, meeting, luck)
    words, theme = _words(scene, meeting, host), meeting.theme
    others = [person for person in turned_out.present if person not in (host, meeting.person)]
    speakers = luck.sample(others, min(len(others), 4)) or [host]
    names = [scene.name(person) for person in speakers]
    doers = [scene.organizer, host] if meeting.kind in _SETTLED_BY_THE_COMMITTEE else [*speakers[:2], host]
    agreed = tuple(minutes.actions(theme["do"], meeting.day, scene.setting.as_of, doers, words))
    return {
        "topic": theme["topic"].format(**words),
        "discussion": minutes.discussion(theme, meeting.use, words, names, numbered=meeting.kind in _NUMBERED),
        "consensus": minutes.consensus(theme, meeting.use, words),
        "actions": _with_gap(scene.setting, agreed, gap),
    }


def _texts_of_talk(scene: Scene, meeting: Meeting, luck: Random) -> dict[str, Any]:
    host, other = meeting.pair or ("", "")
    words = {"host": scene.name(host), "who": scene.name(other)}
    exchanges = {one["say"]: one for one in meeting.theme["exchange"]}
    first, second, third = (exchanges[say] for say in minutes.chosen(tuple(exchanges), meeting.use))
    return {
        "topic": first["topic"].format(**words),
        "discussion": minutes.talk(meeting.theme, (first, second, third), luck, words),
        "consensus": first["agreed"] + second["agreed"],
        "actions": tuple(minutes.actions([first["do"]], meeting.day, scene.setting.as_of, [host], words)),
    }


def _words(scene: Scene, meeting: Meeting, host: str) -> dict[str, str]:
    return {
        "host": scene.name(host),
        "year": str(meeting.day.year),
        "for_year": str(meeting.for_year),
        "quarter": f"{_ORDINALS[meeting.day.month % 12 // 3]}季度",
        **meeting.words,
    }


def _with_gap(setting: Setting, agreed: tuple[Action, ...], gap: Gap | None) -> tuple[Action, ...]:
    if gap is Gap.NO_ACTIONS:
        return ()
    if gap is Gap.ACTION_OVERDUE:
        return (*agreed[:-1], agreed[-1].but(due_on=setting.as_of - _OVERDUE_SINCE, done_on=None))
    return agreed


def _votes(scene: Scene, meeting: Meeting) -> tuple[Vote, ...]:
    if "vote" not in meeting.theme:
        return ()
    matter = meeting.theme["vote"].format(**_words(scene, meeting, scene.chair))
    return (vote_of_members(scene, meeting.day, matter, meeting.person),)


def _guests(scene: Scene, meeting: Meeting) -> str | None:
    """Who sits in: the superior's envoy where a person is voted on, those on their way at lectures and theme days."""
    places = texts("places")
    if meeting.person:
        return str(places["superior"])
    if meeting.kind is SessionKind.DEMOCRATIC_REVIEW:
        return str(places["adviser"])
    names = [line.name for line, _ in scene.watched.values() if _is_activist(line, meeting.day)]
    if meeting.kind in _GUESTS and names:
        return str(places["candidates"].format(names="、".join(names[:3])))
    return None


def _is_activist(line: Timeline, day: date) -> bool:
    since, until = line.day(3), line.day(8)
    return since is not None and since <= day and (until is None or day < until)


def _entered_at(setting: Setting, meeting: Meeting, gap: Gap | None) -> datetime:
    """The same evening or the next working morning, never after the day the sample is told from."""
    if gap is Gap.ENTERED_LATE:
        return datetime.combine(meeting.day + _LATE_ENTRY, time(14, 20))
    next_day = working_days_after(meeting.day, 1)
    if meeting.day.toordinal() % 3 or next_day > min(setting.as_of, meeting.day + _SOON):
        return meeting.ends_at + timedelta(minutes=20)
    return datetime.combine(next_day, time(10, 5))
