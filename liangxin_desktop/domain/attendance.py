"""Attendance over a period: who was due, who came, who has missed how many months in a row, hours of study in the year.

It counts and it flags; what follows from a flag is for people to judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from liangxin_desktop.domain.people import Role
from liangxin_desktop.domain.periods import Period, add_months
from liangxin_desktop.domain.roster import Attendance, Roster, Standing
from liangxin_desktop.domain.sessions import Session, SessionKind


class Mark(StrEnum):
    """How a person who was due stands to one session."""

    PRESENT = "present"
    LEAVE = "leave"
    ABSENT = "absent"


@dataclass(frozen=True)
class Sitting:
    """A final session to which the roster says who is due; one column of the grid."""

    session: Session
    attendance: Attendance


@dataclass(frozen=True)
class MissedMonths:
    """Months in a row, both ends inside, in which a person missed everything due; nothing was due in some between."""

    first: Period
    last: Period

    @property
    def count(self) -> int:
        """How many calendar months."""
        years, months = self.last.start.year - self.first.start.year, self.last.start.month - self.first.start.month
        return 12 * years + months + 1


@dataclass(frozen=True)
class MemberAttendance:
    """One member over the period. `marks` has one mark for each sitting, None where the member was not due.

    `missed` are the months in a row that a person should look into, None where they are too few. `hours` are those of
    study in the period's whole year, `hours_due` how many are asked for.
    """

    standing: Standing
    marks: tuple[Mark | None, ...]
    missed: MissedMonths | None
    hours: float
    hours_due: int

    @property
    def due(self) -> int:
        """At how many sittings the member was due."""
        return sum(mark is not None for mark in self.marks)

    def count(self, mark: Mark) -> int:
        """At how many sittings the member is so marked."""
        return self.marks.count(mark)

    @property
    def rate(self) -> float | None:
        """Present of due, 0 … 1; None where the member was never due."""
        return self.count(Mark.PRESENT) / self.due if self.due else None


@dataclass(frozen=True)
class AttendanceTable:
    """The grid of a period: a line for each member, a column for each sitting in the order of time."""

    period: Period
    sittings: tuple[Sitting, ...]
    members: tuple[MemberAttendance, ...]


def attendance_table(
    roster: Roster, sessions: Iterable[Session], period: Period, limits: Mapping[str, int], *, as_of: date
) -> AttendanceTable:
    """The period's attendance as told from `as_of`.

    `sessions` are those of the period's year and of `missed_months` months before the period; drafts and what is held
    after `as_of` don't count. Members are all who were due at a sitting, and who belong to the branch at the end.
    """
    held = sorted(
        (one for one in sessions if one.is_final and one.held_on <= as_of), key=lambda one: (one.starts_at, one.id)
    )
    sittings = list(sittings_of(roster, held))
    within = tuple(one for one in sittings if one.session.held_on in period)
    marks = [marks_of(one.attendance) for one in within]
    hours = study_hours(held, period.start.year)
    last = min(period.end, as_of)
    away = missed_months(sittings, last)
    listed = [one for one in roster.standings.values() if one.is_member(last) or any(one.person.id in m for m in marks)]
    return AttendanceTable(
        period=period,
        sittings=within,
        members=tuple(
            MemberAttendance(
                standing=one,
                marks=tuple(mark.get(one.person.id) for mark in marks),
                missed=_worth_a_look(away.get(one.person.id, ()), period, limits["missed_months"]),
                hours=hours.get(one.person.id, 0.0),
                hours_due=hours_due(one.person.role, limits),
            )
            for one in listed
        ),
    )


def sessions_from(period: Period, limits: Mapping[str, int]) -> date:
    """The first day whose sessions `attendance_table` looks at."""
    return min(date(period.start.year, 1, 1), add_months(period.start, -limits["missed_months"]))


def sittings_of(roster: Roster, sessions: Iterable[Session]) -> Iterator[Sitting]:
    """The sessions to which the roster says who is due: neither heart-to-heart talks nor what is held for some."""
    for session in sessions:
        if session.kind not in (SessionKind.HEART_TALK, SessionKind.OTHER):
            yield Sitting(session, roster.attendance(session))


def marks_of(attendance: Attendance) -> dict[str, Mark]:
    """The mark of everybody due, by id."""
    named = ((Mark.PRESENT, attendance.present), (Mark.LEAVE, attendance.leave), (Mark.ABSENT, attendance.absent))
    return {person: mark for mark, people in named for person in people}


def study_hours(sessions: Iterable[Session], year: int) -> dict[str, float]:
    """Hours of study by person: those of the year's sessions that the person came to. A talk is no study."""
    hours: dict[str, float] = {}
    for session in sessions:
        if session.hours and session.starts_at.year == year and session.kind is not SessionKind.HEART_TALK:
            for person in session.present:
                hours[person] = hours.get(person, 0.0) + session.hours
    return hours


def hours_due(role: Role | None, limits: Mapping[str, int]) -> int:
    """How many hours of study a year asks of a member, and more of anybody in the leadership (教育条例)."""
    return limits["study_hours_leadership" if role else "study_hours"]


def missed_months(sittings: Sequence[Sitting], last: date) -> dict[str, tuple[MissedMonths, ...]]:
    """By person, every stretch of whole months up to `last` in which the person missed everything due.

    A stretch begins and ends with a month in which something was due; months in which nothing was due lie within.
    """
    came: dict[str, dict[Period, bool]] = {}
    for sitting in sittings:
        month = Period.containing(sitting.session.held_on, "month")
        if month.end <= last:
            for person, mark in marks_of(sitting.attendance).items():
                months = came.setdefault(person, {})
                months[month] = months.get(month, False) or mark is Mark.PRESENT
    return {person: tuple(_stretches(months)) for person, months in came.items()}


def _stretches(came: Mapping[Period, bool]) -> Iterator[MissedMonths]:
    for present, months in groupby(sorted(came), lambda month: came[month]):
        if not present:
            first, *rest = months
            yield MissedMonths(first, rest[-1] if rest else first)


def _worth_a_look(missed: Iterable[MissedMonths], period: Period, least: int) -> MissedMonths | None:
    """The latest stretch that is long enough and reaches into the period."""
    found = [one for one in missed if one.count >= least and one.last.end >= period.start]
    return found[-1] if found else None
