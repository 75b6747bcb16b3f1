"""组织生活 of one person: this year's and last year's attendance, hours of study, and session by session."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from liangxin_desktop.domain.attendance import Mark, hours_due, marks_of, study_hours
from liangxin_desktop.domain.life_return import title_of
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.roster import Roster, Standing
from liangxin_desktop.domain.rules import RuleBook
from liangxin_desktop.domain.sessions import Session, SessionKind
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.partial_record import record_with
from liangxin_desktop.services.workspace import Workspace

YEARS = 2
_NOT_DUE = (SessionKind.HEART_TALK, SessionKind.OTHER)


@dataclass(frozen=True)
class AttendedSession:
    """One session of the person's list. `mark` is None for one the person came to without being due."""

    id: str
    day: date
    title: str
    topic: str
    mark: Mark | None


@dataclass(frozen=True)
class LifeYear:
    """A calendar year. `rate` is 0 … 1, None where never due; `hours_due` is None for one who was no member in it."""

    year: int
    due: int
    present: int
    leave: int
    absent: int
    hours: float
    hours_due: int | None

    @property
    def rate(self) -> float | None:
        """Present of due."""
        return self.present / self.due if self.due else None


@dataclass(frozen=True)
class PersonLife:
    """Both lists newest first; `sessions` are those of the years."""

    years: tuple[LifeYear, ...]
    sessions: tuple[AttendedSession, ...]


def person_life(workspace: Workspace, person_id: str) -> PersonLife:
    """The person's part in this year's and last year's sessions as of today. RefusedError for somebody unknown.

    Drafts don't count; heart-to-heart talks are not listed.
    """
    today = workspace.today
    with workspace.begin() as work:
        book = workspace.book(work)
        record = record_with(work, work.sessions.between(_first_day(today), today))
    return life_of(record, book, person_id, as_of=today)


def life_of(record: BranchRecord, book: RuleBook, person_id: str, *, as_of: date) -> PersonLife:
    """The same for a record at hand."""
    roster = Roster.of(record)
    if person_id not in roster.standings:
        raise RefusedError("名册里没有这个人。", "可能刚被删除，请刷新名册。")
    held = [one for one in record.sessions if one.is_final and _first_day(as_of) <= one.held_on <= as_of]
    listed = sorted(_attended(record, book, roster, held, person_id), key=lambda one: (one.day, one.id), reverse=True)
    counted = {one.id for one in held if one.kind not in _NOT_DUE}
    marked = [one for one in listed if one.id in counted]
    years = range(as_of.year, as_of.year - YEARS, -1)
    standing = roster.standings[person_id]
    return PersonLife(tuple(_year(year, standing, marked, held, book, as_of) for year in years), tuple(listed))


def _first_day(as_of: date) -> date:
    return date(as_of.year - YEARS + 1, 1, 1)


def _attended(
    record: BranchRecord, book: RuleBook, roster: Roster, held: Iterable[Session], person: str
) -> Iterator[AttendedSession]:
    for session in held:
        if session.kind is SessionKind.HEART_TALK:
            continue
        mark = marks_of(roster.attendance(session)).get(person)
        if mark is not None or person in session.present:
            topic = " ".join((session.topic or "").split())
            yield AttendedSession(session.id, session.held_on, title_of(record, book, session), topic, mark)


def _year(
    year: int,
    standing: Standing,
    marked: Iterable[AttendedSession],
    held: Iterable[Session],
    book: RuleBook,
    as_of: date,
) -> LifeYear:
    marks = [one.mark for one in marked if one.day.year == year and one.mark is not None]
    days = (date(year, 1, 1), min(date(year, 12, 31), as_of))
    was_member = bool(marks) or any(standing.is_member(day) for day in days)
    return LifeYear(
        year=year,
        due=len(marks),
        present=marks.count(Mark.PRESENT),
        leave=marks.count(Mark.LEAVE),
        absent=marks.count(Mark.ABSENT),
        hours=study_hours(held, year).get(standing.person.id, 0.0),
        hours_due=hours_due(standing.person.role, book.limits) if was_member else None,
    )
