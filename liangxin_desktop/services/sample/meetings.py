"""Which sessions the branch held, and when: the usual ones of each month, talks, and those that decide on a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from liangxin_desktop.domain.development import ADMISSION_VOTE, CONVERSION_VOTE
from liangxin_desktop.domain.roster import Roster, Standing
from liangxin_desktop.domain.sessions import SessionKind
from liangxin_desktop.services.sample.development import Looked, Timeline
from liangxin_desktop.services.sample.diary import MonthDays, month_days, on_or_before
from liangxin_desktop.services.sample.minutes import Theme
from liangxin_desktop.services.sample.people import Cast, election_days, month_meeting
from liangxin_desktop.services.sample.setting import Setting, chance, texts

_HOURS = {
    SessionKind.COMMITTEE_MEETING: (time(16), 60),
    SessionKind.GROUP_MEETING: (time(12), 60),
    SessionKind.THEME_DAY: (time(15), 120),
    SessionKind.LECTURE: (time(15), 90),
    SessionKind.MEMBER_MEETING: (time(13, 30), 90),
    SessionKind.ORGANIZATIONAL_LIFE: (time(13, 30), 120),
    SessionKind.DEMOCRATIC_REVIEW: (time(13, 30), 120),
    SessionKind.OTHER: (time(12), 70),
    SessionKind.HEART_TALK: (time(17, 10), 30),
}
_COMMITTEE_DECIDES = (3, 7, 12)
_ALL_MEMBERS_DECIDE = {ADMISSION_VOTE: "admission", CONVERSION_VOTE: "conversion"}
_TALKS_FROM, _TALKS_SPAN, _SECOND_TALK = (3, 1), 225, 110
_TALK_PAUSE = timedelta(minutes=35)
_VOLUNTEERS = (6, 11)


@dataclass(frozen=True)
class Meeting:
    """One session as planned. `use` counts the treatments of its theme; `pair` is who talks with whom."""

    kind: SessionKind
    starts_at: datetime
    ends_at: datetime
    theme: Theme
    use: int = 0
    group: str | None = None
    for_year: int | None = None
    place: str | None = None
    person: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    pair: tuple[str, str] | None = None
    volunteers: tuple[str, ...] = ()
    regular: bool = True

    @property
    def day(self) -> date:
        """The day of the session."""
        return self.starts_at.date()


def meetings(
    setting: Setting, cast: Cast, roster: Roster, watched: Mapping[str, tuple[Timeline, Looked]]
) -> list[Meeting]:
    """Every session from the start to the day the sample is told from, in order of time."""
    planned = [
        *(meeting for month in setting.months() for meeting in _of_the_month(setting, cast, roster, month)),
        *_deciding(watched),
        *(talk for year in range(setting.start.year, setting.as_of.year + 1) for talk in _talks(roster, year)),
    ]
    held = [meeting for meeting in planned if setting.established_on <= meeting.day <= setting.as_of]
    return sorted(held, key=lambda meeting: (meeting.starts_at, meeting.kind, meeting.group or ""))


def _meeting(kind: SessionKind, day: date, theme: Theme, after: timedelta = timedelta(), **more: object) -> Meeting:
    start, minutes = _HOURS[kind]
    starts_at = datetime.combine(day, start) + after
    return Meeting(kind, starts_at, starts_at + timedelta(minutes=minutes), theme, **more)  # type: ignore[arg-type]


def _of_the_month(setting: Setting, cast: Cast, roster: Roster, month: date) -> Iterator[Meeting]:
    days, year = month_days(month.year, month.month), month.year
    count = year * 12 + month.month - 1
    yield from _of_the_branch(month, days)
    if days.member_meeting:
        yield _meeting(SessionKind.MEMBER_MEETING, days.member_meeting, _agenda(setting, month), use=year)
    committee = texts("committee")["theme"][month.month - 1]
    yield _meeting(SessionKind.COMMITTEE_MEETING, days.committee, committee, use=year)
    themes = texts("group")["theme"]
    for index, group in enumerate(cast.groups):
        if any(one.person.group == group.id for one in roster.members(days.groups[index % len(days.groups)])):
            turn = count + 5 * index
            use = turn // len(themes) * len(cast.groups) + index
            day = days.groups[index % len(days.groups)]
            yield _meeting(SessionKind.GROUP_MEETING, day, themes[turn % len(themes)], use=use, group=group.id)
    activities = [one for one in texts("activity")["theme"] if month.month in one.get("months", (month.month,))]
    theme = activities[count % len(activities)]
    yield _meeting(
        SessionKind.OTHER,
        days.activity,
        theme,
        use=count // len(activities),
        place=theme["place"],
        volunteers=_volunteers(roster, days.activity),
    )


def _of_the_branch(month: date, days: MonthDays) -> Iterator[Meeting]:
    branch, year = texts("branch"), month.year
    themes = [theme for theme in texts("theme_day")["theme"] if theme["month"] == month.month]
    theme, use = themes[year % len(themes)], year // len(themes)
    yield _meeting(SessionKind.THEME_DAY, days.theme_day, theme, use=use, place=theme["place"])
    if days.lecture:
        turn, lectures = year * 4 + (1, 4, 8, 10).index(month.month), branch["lecture"]
        theme, use = lectures[turn % len(lectures)], turn // len(lectures)
        yield _meeting(SessionKind.LECTURE, days.lecture, theme, use=use)
    for kind, day in (
        (SessionKind.ORGANIZATIONAL_LIFE, days.organizational_life),
        (SessionKind.DEMOCRATIC_REVIEW, days.democratic_review),
    ):
        if day:
            yield _meeting(kind, day, branch[kind], use=year, for_year=year - 1)


def _agenda(setting: Setting, month: date) -> Theme:
    """What the members' meeting of that month is about: the founding, an election every three years, else the usual."""
    branch = texts("branch")
    if month == setting.start:
        return dict(branch["founding"])
    if month_meeting(month) in election_days(setting):
        return dict(branch["election"])
    return next(dict(theme) for theme in branch["member-meeting"] if theme["month"] == month.month)


def _volunteers(roster: Roster, day: date) -> tuple[str, ...]:
    luck = chance("volunteers", day)
    members = [one.person.id for one in roster.members(day)]
    chosen = set(luck.sample(members, min(len(members), luck.randint(*_VOLUNTEERS))))
    return tuple(person for person in members if person in chosen)


def _deciding(watched: Mapping[str, tuple[Timeline, Looked]]) -> Iterator[Meeting]:
    """The committee's and the members' meetings at which a step was decided, at most one after another a day."""
    on_the_day: Counter[date] = Counter()
    for index, (line, looked) in enumerate(watched.values()):
        words = {"person": line.name, "first": looked.names[0], "second": looked.names[1]}
        for step, day in line.steps.items():
            if day and step in _COMMITTEE_DECIDES:
                after = timedelta(minutes=-70 * on_the_day[day])
                on_the_day[day] += 1
                theme = texts("committee_special")[str(step)]
                yield _meeting(SessionKind.COMMITTEE_MEETING, day, theme, after, words=words, use=index, regular=False)
            elif day and step in _ALL_MEMBERS_DECIDE:
                theme = texts("branch")[_ALL_MEMBERS_DECIDE[step]]
                yield _meeting(
                    SessionKind.MEMBER_MEETING,
                    day,
                    theme,
                    timedelta(minutes=-20),
                    person=looked.person,
                    words=words,
                    use=index,
                    regular=False,
                )


def _talks(roster: Roster, year: int) -> Iterator[Meeting]:
    """Talks of the year: one of the committee with each member between spring and autumn, with some a second time."""
    on_the_day: Counter[tuple[date, str]] = Counter()
    first = date(year, *_TALKS_FROM)
    of_the_year = [one for one in roster.standings.values() if one.is_member(date(year, 12, 31)) or _leaves(one, year)]
    for index, standing in enumerate(of_the_year):
        wanted = first + timedelta(days=index * _TALKS_SPAN // len(of_the_year))
        second = wanted + timedelta(days=_SECOND_TALK)
        for turn, target in enumerate((wanted, second) if index * 2 < len(of_the_year) else (wanted,)):
            day = _talk_day(standing.member_from, standing.member_until, target)
            if day is None:
                continue
            talker = _talker(roster, day, standing.person.id, index + year)
            after = _TALK_PAUSE * on_the_day[day, talker]
            on_the_day[day, talker] += 1
            theme = texts("talk")
            pair = (talker, standing.person.id)
            use = (2 * year + turn) * len(of_the_year) + index
            place = theme["places"][(index + year) % len(theme["places"])]
            yield _meeting(SessionKind.HEART_TALK, day, theme, after, use=use, pair=pair, place=place)


def _leaves(standing: Standing, year: int) -> bool:
    until = standing.member_until
    return until is not None and until.year == year


def _talk_day(member_from: date | None, member_until: date | None, target: date) -> date | None:
    """The working day of a talk near the target while the person belongs to the branch; None if there is none."""
    day = target
    if member_from and member_from > target - timedelta(days=12):
        day = min(member_from + timedelta(days=12), date(target.year, 12, 31))
        day = on_or_before(day) if on_or_before(day) >= member_from else member_from
    if member_until and day >= member_until:
        day = member_until - timedelta(days=15)
    day = on_or_before(day)
    return day if day.year == target.year and (member_from is None or day >= member_from) else None


def _talker(roster: Roster, day: date, other: str, turn: int) -> str:
    committee = [one.person.id for one in roster.committee(day) if one.person.id != other]
    return committee[turn % len(committee)]
