"""Organizational-life sessions: listed, begun with everything usual filled in, saved as drafts, finalized."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from liangxin_desktop.domain.branch import Branch
from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.findings import Finding
from liangxin_desktop.domain.life_return import is_late_entry, title_of
from liangxin_desktop.domain.nouns import new_id
from liangxin_desktop.domain.periods import add_months
from liangxin_desktop.domain.roster import Attendance, Roster
from liangxin_desktop.domain.rules import check
from liangxin_desktop.domain.rules.life import lacking
from liangxin_desktop.domain.sessions import Amendment, Leave, Session, SessionKind, SessionStatus, Vote
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services import pinyin
from liangxin_desktop.services.actions import settle
from liangxin_desktop.services.development_decisions import decided_in
from liangxin_desktop.services.elections import refuse_if_elected_in
from liangxin_desktop.services.partial_record import record_with
from liangxin_desktop.services.people import roster_of
from liangxin_desktop.services.recycle_bin import recycle
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.unit_of_work import UnitOfWork

_USUAL_START, _USUAL_LENGTH = 14, timedelta(minutes=90)


@dataclass(frozen=True)
class SessionLine:
    """One session as the list shows it. `lacks` are the missing ones of 主题、讨论、共识、行动."""

    session: Session
    title: str
    due: int
    present: int
    lacks: tuple[str, ...]
    late_entry: bool
    group: str = ""


@dataclass(frozen=True)
class DuePerson:
    """Somebody due at a session; `initials` are all readings of the name, `votes` whether the person has a vote."""

    id: str
    name: str
    initials: frozenset[str]
    votes: bool


@dataclass(frozen=True)
class SessionMarks:
    """What is to be said of a session while it is being written: the four haves, attendance, and what rules say."""

    lacks: tuple[str, ...]
    attendance: Attendance
    findings: tuple[Finding, ...]
    late_entry: bool


def list_sessions(workspace: Workspace, year: int) -> tuple[SessionLine, ...]:
    """The year's sessions, newest first."""
    with workspace.begin() as work:
        sessions = work.sessions.between(date(year, 1, 1), date(year, 12, 31))
        return _lines(workspace, work, sessions)


def session_years(workspace: Workspace) -> tuple[int, ...]:
    """The years that have sessions, and the present one, newest first."""
    with workspace.begin() as work:
        first = work.sessions.first_day()
    start = first.year if first else workspace.today.year
    return tuple(range(workspace.today.year, min(start, workspace.today.year) - 1, -1))


def get_session(workspace: Workspace, session_id: str) -> Session:
    """One session, whole."""
    with workspace.begin() as work:
        return _need(work, session_id)


def new_session(
    workspace: Workspace, kind: SessionKind, *, group: str | None = None, day: date | None = None
) -> Session:
    """A draft, not yet kept, with everything usual filled in.

    The day is the branch's next free theme day for a theme day, else today; hours, place, host and recorder are those
    of the latest session of the kind (and group); everyone due is present.
    """
    with workspace.begin() as work:
        branch, roster = work.branch.get(), roster_of(work)
        recent = work.sessions.between(add_months(workspace.today, -18), date.max)
        if kind is SessionKind.GROUP_MEETING and group is None:
            group = next((one.id for one in work.groups.all()), None)
    alike = [one for one in recent if one.kind is kind and one.group == group]
    last = max(alike, key=lambda one: one.starts_at, default=None)
    held_on = day or _usual_day(branch, kind, workspace.today, alike)
    starts_at, ends_at = _usual_hours(held_on, last)
    secretary = roster.secretary(held_on)
    usual = secretary.person.id if secretary else None
    due = roster.due(kind, group, held_on) or []
    return Session(
        id=new_id(),
        kind=kind,
        group=group if kind is SessionKind.GROUP_MEETING else None,
        for_year=_usual_year(kind, held_on),
        starts_at=starts_at,
        ends_at=ends_at,
        place=last.place if last else None,
        host=_still_here(roster, held_on, last.host if last else None) or usual,
        recorder=_still_here(roster, held_on, last.recorder if last else None),
        hours=last.hours if last else None,
        present=tuple(one.person.id for one in due),
        entered_at=workspace.now,
    )


def about(session: Session, topic: str | None, vote_on: str | None) -> Session:
    """A new draft with its topic, and with the secret ballot on the person of that id to be filled in."""
    votes = (*session.votes, Vote(matter=topic or "", person=vote_on, secret=True)) if vote_on else session.votes
    return session.but(topic=topic, votes=votes) if topic else session


def people_due(workspace: Workspace, session: Session) -> tuple[DuePerson, ...]:
    """Who is due at the session by its kind, group and day, and whoever is named in it besides."""
    with workspace.begin() as work:
        roster = roster_of(work)
    day = session.held_on
    due = roster.due(session.kind, session.group, day)
    candidates = [one.person.id for one in (roster.members(day) if due is None else due)]
    named = [*session.present, *(leave.person for leave in session.leave), *session.absent]
    people = dict.fromkeys([*candidates, *named])
    return tuple(
        DuePerson(
            id=one,
            name=roster.name(one),
            initials=pinyin.initials(roster.name(one)),
            votes=one in roster.standings and roster.standings[one].may_vote(day),
        )
        for one in people
    )


def marks(workspace: Workspace, session: Session) -> SessionMarks:
    """The marks of a session as it stands in the editor, judged as if it were finished."""
    with workspace.begin() as work:
        record = record_with(work, [session.but(status=SessionStatus.FINAL)])
        book = workspace.book(work)
    report = check(record, book, as_of=session.held_on, since=session.held_on)
    codes = ("life.quorum", "life.vote")
    return SessionMarks(
        lacks=tuple(book.labels["four_haves"][name] for name in lacking(session)),
        attendance=Roster.of(record).attendance(session),
        findings=tuple(one for one in report.findings if one.code in codes and one.subject.id == session.id),
        late_entry=is_late_entry(session, book),
    )


def save_draft(workspace: Workspace, session: Session) -> Changes:
    """Keep the session as a draft. A finished record is locked and refuses."""
    with workspace.begin() as work:
        _refuse_locked(work, session.id)
        work.sessions.put(session.but(status=SessionStatus.DRAFT))
        return work.commit()


def finalize(workspace: Workspace, session: Session) -> Changes:
    """Finish the record: it counts from now on and is locked. A day yet to come is refused.

    What it says is done is done in the earlier records, too, from which it was carried along.
    """
    if session.held_on > workspace.today:
        raise RefusedError("会议日期还没有到，不能定稿。", "请先存草稿，会后再定稿。")
    if session.ends_at is None:
        raise RefusedError("没有填写结束时间。", "请填写会议的起止时间（到分钟）。")
    with workspace.begin() as work:
        _refuse_locked(work, session.id)
        work.sessions.put(session.but(status=SessionStatus.FINAL))
        settle(work, session, *session.actions)
        return work.commit()


def reopen(workspace: Workspace, session_id: str, reason: str) -> Changes:
    """Open a finished record again. The reason stays with it and marks it 更正; the audit log keeps both versions."""
    if not reason.strip():
        raise RefusedError("没有写明重新打开的原因。", "请写清为什么要改，原因会留在记录上。")
    with workspace.begin() as work:
        kept = _need(work, session_id)
        if kept.is_final:
            again = Amendment(at=workspace.now, reason=reason.strip())
            work.sessions.put(kept.but(status=SessionStatus.DRAFT, amendments=(*kept.amendments, again)))
        return work.commit()


def remove_draft(workspace: Workspace, session_id: str) -> Changes:
    """Put a draft into the recycle bin, where it lies for 90 days. A finished record stays, and so does one that a
    step of somebody's way to membership or an election names.
    """
    with workspace.begin() as work:
        _refuse_locked(work, session_id)
        kept = _need(work, session_id)
        _refuse_decisive(work, session_id)
        refuse_if_elected_in(work, session_id)
        recycle(work, "sessions", kept, f"{kept.held_on} {label('session_kind', kept.kind)}", workspace.now)
        work.sessions.remove(session_id)
        return work.commit()


def copy_frame(workspace: Workspace, session_id: str) -> Session:
    """A new draft with the frame and attendance of an earlier session, never its minutes."""
    earlier = get_session(workspace, session_id)
    fresh = new_session(workspace, earlier.kind, group=earlier.group)
    due = set(fresh.present)
    leave = tuple(Leave(person=one.person, reason=one.reason) for one in earlier.leave if one.person in due)
    absent = tuple(person for person in earlier.absent if person in due)
    away = {*absent, *(one.person for one in leave)}
    copied: Session = fresh.but(
        place=earlier.place,
        host=earlier.host,
        recorder=earlier.recorder,
        guests=earlier.guests,
        tags=earlier.tags,
        present=tuple(person for person in fresh.present if person not in away),
        leave=leave,
        absent=absent,
    )
    return copied


def places(workspace: Workspace) -> tuple[str, ...]:
    """The places of the last year's sessions, the most usual first."""
    with workspace.begin() as work:
        recent = work.sessions.between(add_months(workspace.today, -12), workspace.today)
    return tuple(place for place, _ in Counter(one.place for one in recent if one.place).most_common(12))


def _lines(workspace: Workspace, work: UnitOfWork, sessions: Sequence[Session]) -> tuple[SessionLine, ...]:
    record = record_with(work, sessions)
    roster, book = Roster.of(record), workspace.book(work)
    groups = {group.id: group.name for group in record.groups}
    lines = []
    for session in sorted(sessions, key=lambda one: (one.starts_at, one.id), reverse=True):
        attendance = roster.attendance(session)
        lines.append(
            SessionLine(
                session=session,
                title=title_of(record, book, session),
                due=len(attendance.due),
                present=len(attendance.present),
                lacks=tuple(book.labels["four_haves"][name] for name in lacking(session)),
                late_entry=is_late_entry(session, book),
                group=groups.get(session.group or "", ""),
            )
        )
    return tuple(lines)


def _need(work: UnitOfWork, session_id: str) -> Session:
    session = work.sessions.get(session_id)
    if session is None:
        raise RefusedError("没有这条会议记录。", "可能刚被删除，请刷新列表。")
    return session


def _refuse_locked(work: UnitOfWork, session_id: str) -> None:
    kept = work.sessions.get(session_id)
    if kept is not None and kept.is_final:
        raise RefusedError("这条记录已定稿，内容已锁定。", "如需修改，请先重新打开并写明原因。")


def _refuse_decisive(work: UnitOfWork, session_id: str) -> None:
    if decided := decided_in(work, session_id):
        raise RefusedError(
            f"这次会议是{'、'.join(f'“{name}”第{number}步' for name, number in decided)}的依据，不能删除。",
            "如确要删除，请先在发展党员里把这一步改为依据别的会议，或者不指明。",
        )


def _still_here(roster: Roster, day: date, person: str | None) -> str | None:
    standing = roster.standings.get(person or "")
    return person if standing and standing.is_member(day) else None


def _usual_year(kind: SessionKind, day: date) -> int | None:
    """A yearly meeting held in January or February is usually last year's."""
    if kind not in (SessionKind.ORGANIZATIONAL_LIFE, SessionKind.DEMOCRATIC_REVIEW):
        return None
    return day.year - 1 if day.month <= 2 else day.year


def _usual_hours(day: date, last: Session | None) -> tuple[datetime, datetime]:
    if last is None:
        starts_at = datetime(day.year, day.month, day.day, _USUAL_START)  # noqa: DTZ001 - local, naive by design
        return starts_at, starts_at + _USUAL_LENGTH
    starts_at = datetime.combine(day, last.starts_at.time())
    length = last.ends_at - last.starts_at if last.ends_at else _USUAL_LENGTH
    return starts_at, starts_at + length


def _usual_day(branch: Branch | None, kind: SessionKind, today: date, alike: Sequence[Session]) -> date:
    """For a theme day the fixed day of the first month, from this one on, that has none yet; else today."""
    if kind is not SessionKind.THEME_DAY or branch is None or branch.theme_day is None:
        return today
    taken = {(one.starts_at.year, one.starts_at.month) for one in alike}
    month = today.replace(day=1)
    while (month.year, month.month) in taken:
        month = add_months(month, 1)
    return month.replace(day=min(branch.theme_day, calendar.monthrange(month.year, month.month)[1]))
