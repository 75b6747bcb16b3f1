"""换届: the terms of the record, the course under way, and the result put into the record in one unit of work."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.election_course import Course, CourseTable, course_of
from liangxin_desktop.domain.elections import Candidate, Election, ElectionKind
from liangxin_desktop.domain.nouns import new_id
from liangxin_desktop.domain.numerals import numeral
from liangxin_desktop.domain.people import Person, Role
from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.roster import Roster
from liangxin_desktop.domain.sessions import Session, SessionKind
from liangxin_desktop.domain.terms import (
    Term,
    elected_on,
    former_holders,
    founding_terms,
    held,
    seat_changes,
    term_of_day,
    terms,
)
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.paths import resources
from liangxin_desktop.services.partial_record import record_with
from liangxin_desktop.services.recycle_bin import recycle
from liangxin_desktop.services.terms import settle_term
from liangxin_desktop.services.wording import label, labels
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.unit_of_work import UnitOfWork

DRAFT = "election-draft"
"""The setting that holds the course under way."""
_NEAR = timedelta(days=30)
_LOOK_BACK = timedelta(days=366)
_USUAL_COMMITTEE = 3


@dataclass(frozen=True)
class ElectionDraft:
    """A course under way, when it was last kept (None before that), and whether it corrects one of the record."""

    election: Election
    kept_at: datetime | None = None
    corrects: bool = False


@dataclass(frozen=True)
class SeatLine:
    """Who held which seat from when; `until` is the first day no longer, None while it is held."""

    name: str
    role: Role
    since: date
    until: date | None


@dataclass(frozen=True)
class ElectionLine:
    """One election of the record: its title, how long what it decided lasts, whom it seated, who was voted for."""

    election: Election
    title: str
    since: date | None
    until: date | None
    seats: tuple[SeatLine, ...]
    voted: tuple[tuple[str, Candidate], ...]


@dataclass(frozen=True)
class Elections:
    """Every election, newest first; the term in office, None where none is kept; the course under way."""

    lines: tuple[ElectionLine, ...]
    present: Term | None
    seats: tuple[SeatLine, ...]
    draft: ElectionDraft | None


@cache
def course_table() -> CourseTable:
    """The course as data, read once from `resources/wording/elections.toml`."""
    told = tomllib.loads((resources() / "wording" / "elections.toml").read_text(encoding="utf-8"))
    return CourseTable.model_validate({**told, "role": labels()["role"]})


def list_elections(workspace: Workspace) -> Elections:
    """The terms with their seats, the by-elections among them, as of today."""
    with workspace.begin() as work:
        record, under_way = _record(work), _draft_in(work)
    roster, every = Roster.of(record), terms(record)
    lines = [_line(roster, one, every) for one in reversed(_in_order(record.elections))]
    present = every[-1] if every else None
    return Elections(tuple(lines), present, _seats(roster, present) if present else (), under_way)


def draft(workspace: Workspace) -> ElectionDraft | None:
    """The course under way, if there is one."""
    with workspace.begin() as work:
        return _draft_in(work)


def begin_course(workspace: Workspace, kind: ElectionKind | None = None) -> ElectionDraft:
    """The course under way; else a new one, not yet kept.

    The next one, with its number and seats filled in, when no kind is given; else one of that kind, of whatever day.
    """
    with workspace.begin() as work:
        under_way, record = _draft_in(work), _record(work)
    if under_way is not None:
        return under_way
    begun = founding_terms(record.elections)
    known = bool(begun) or record.branch.committee_elected_on is not None
    if kind is not None:
        return ElectionDraft(Election(id=new_id(), kind=kind, seats=1 if kind is ElectionKind.BY_ELECTION else None))
    usual = ElectionKind.TERM if known else ElectionKind.FOUNDING
    sitting = len(Roster.of(record).committee(workspace.today))
    seats = sitting if sitting >= _USUAL_COMMITTEE else None
    return ElectionDraft(Election(id=new_id(), kind=usual, term_number=_next_number(record), seats=seats))


def correct_election(workspace: Workspace, election_id: str) -> ElectionDraft:
    """An election of the record to be corrected. Refused while another course is under way."""
    with workspace.begin() as work:
        under_way, kept = _draft_in(work), work.elections.get(election_id)
    if under_way is not None and under_way.election.id == election_id:
        return under_way
    if under_way is not None:
        raise RefusedError("还有一次选举正在办理。", "请先完成或放弃那一次，再更正以前的选举。")
    if kept is None:
        raise RefusedError("没有这次选举的记录。", "可能已被删除，请在回收站里查看。")
    return ElectionDraft(kept, corrects=True)


def keep_course(workspace: Workspace, election: Election) -> ElectionDraft:
    """Keep the course as it stands; it counts for nothing until it is finished."""
    with workspace.begin() as work:
        told = {"kept_at": workspace.now.isoformat(timespec="minutes"), "election": election.model_dump(mode="json")}
        work.settings.put(DRAFT, told)
        work.commit()
        return ElectionDraft(election, workspace.now, work.elections.get(election.id) is not None)


def drop_course(workspace: Workspace) -> None:
    """Give the course under way up; what is in the record stays."""
    with workspace.begin() as work:
        work.settings.put(DRAFT, None)
        work.commit()


def course(workspace: Workspace, election: Election) -> Course:
    """The course of an election as it stands, judged as of today."""
    with workspace.begin() as work:
        return _course(workspace, work, election)


def member_meetings(workspace: Workspace, election: Election) -> tuple[Session, ...]:
    """The members' meetings that the election may have been: within 30 days of it, the nearest first.

    Before the day is known, those of the last year, newest first. The one already linked is always among them.
    """
    day, today = election.held_on, workspace.today
    first, last = (day - _NEAR, day + _NEAR) if day else (today - _LOOK_BACK, today)
    with workspace.begin() as work:
        found = [one for one in work.sessions.between(first, last) if one.kind is SessionKind.MEMBER_MEETING]
        linked = work.sessions.get(election.session) if election.session else None
    if linked is not None and linked.id not in {one.id for one in found}:
        found.append(linked)
    return tuple(sorted(found, key=lambda one: abs(one.held_on - (day or today))))


def consequences(workspace: Workspace, election: Election, *, clears_former: bool = False) -> tuple[str, ...]:
    """What finishing the course changes in branch and roster, a sentence each."""
    with workspace.begin() as work:
        record = _record(work)
    return tuple(_consequences(record, election, _former(record, election) if clears_former else ()))


def holders_before(workspace: Workspace, election: Election) -> tuple[str, ...]:
    """Who still stands in the roster with a seat that this by-election gives to another: 李文静（副书记）."""
    with workspace.begin() as work:
        record = _record(work)
    return tuple(f"{one.name}（{_seat(one.role)}）" for one in _former(record, election))


def finish_course(workspace: Workspace, election: Election, *, clears_former: bool = False) -> Changes:
    """Put the result into the record: the election, the day of election of the branch, the seats in the roster.

    `clears_former` takes the seats that a by-election gives to others from those who held them.
    Raises RefusedError before it was held, without anybody elected or seated, and for an election that is void.
    """
    with workspace.begin() as work:
        _refuse_unfinished(workspace, election)
        for broken in _course(workspace, work, election).voids:
            basis = f"依据：{broken.finding.basis}。" if broken.finding else ""
            raise RefusedError(f"{broken.sentence}。", f"{basis}请核对票数；如需重新选举，请在重新选举后再登记。")
        record = _record(work)
        former = _former(record, election) if clears_former else ()
        for change in seat_changes(record.people, record.elections, election, [one.id for one in former]):
            person = work.people.get(change.person)
            if person is not None:
                work.people.put(person.but(role=change.after))
        work.elections.put(election)
        settle_term(work)
        work.settings.put(DRAFT, None)
        return work.commit()


def remove_election(workspace: Workspace, election_id: str) -> Changes:
    """Put an election into the recycle bin. The seats in the roster stay as they are."""
    with workspace.begin() as work:
        kept = work.elections.get(election_id)
        if kept is None:
            raise RefusedError("没有这次选举的记录。", "可能已被删除，请在回收站里查看。")
        recycle(work, "elections", kept, title_of(kept), workspace.now)
        work.elections.remove(election_id)
        settle_term(work)
        return work.commit()


def refuse_if_elected_in(work: UnitOfWork, session_id: str) -> None:
    """Raises RefusedError when an election of the record names this session."""
    named = next((one for one in work.elections.all() if one.session == session_id), None)
    if named is not None:
        raise RefusedError(
            f"“{title_of(named)}”关联着这次会议，不能删除。", "请先在支部概况的“历届”里更正那次选举，取消关联。"
        )


def title_of(election: Election, number: int | None = None) -> str:
    """What an election is called: 2025-04-16 第二届换届选举."""
    number = election.term_number or number
    is_term = election.kind is not ElectionKind.BY_ELECTION
    nth = f"第{numeral(number)}届" if number and is_term else ""
    day = f"{election.held_on.isoformat()} " if election.held_on else ""
    return f"{day}{nth}{label('election_kind', election.kind)}"


def _refuse_unfinished(workspace: Workspace, election: Election) -> None:
    advice = "请补齐后再完成；没有办完的，草稿会一直保留。"
    if election.held_on is None:
        raise RefusedError("没有填写选举日期，不能完成。", advice)
    if election.held_on > workspace.today:
        raise RefusedError("选举日期还没有到，不能完成。", "请在党员大会选举之后再完成。")
    if not election.elected:
        raise RefusedError("没有标明当选人，不能完成。", advice)
    if any(one.role is None for one in election.elected):
        raise RefusedError("有当选人还没有选定职务，不能完成。", advice)


def _former(record: BranchRecord, election: Election) -> tuple[Person, ...]:
    return former_holders(record.people, record.elections, election)


def _consequences(record: BranchRecord, election: Election, former: Sequence[Person]) -> Iterator[str]:
    before = record.branch.committee_elected_on
    after = elected_on(record.branch, [*(one for one in record.elections if one.id != election.id), election])
    names = {one.id: one.name for one in record.people}
    if after != before:
        yield f"支部概况　选举日期：{official_date(before) if before else '（空）'} → {_day(after)}"
    undecided = {one.person for one in election.elected if one.role is None}
    for change in seat_changes(record.people, record.elections, election, [one.id for one in former]):
        seat = "职务待定" if change.person in undecided else _seat(change.after)
        said = f"{_seat(change.before)} → {seat}"
        yield f"党员名册　{names[change.person]}：{said}"


def _day(day: date | None) -> str:
    return official_date(day) if day else "（空）"


def _seat(role: Role | None) -> str:
    return label("role", role) or "无职务"


def _next_number(record: BranchRecord) -> int:
    every = terms(record)
    if every:
        return every[-1].number + 1
    return 2 if record.branch.committee_elected_on else 1


def _in_order(elections: Sequence[Election]) -> list[Election]:
    """By day; those without one first."""
    return [*(one for one in elections if one.held_on is None), *held(elections)]


def _line(roster: Roster, election: Election, every: Sequence[Term]) -> ElectionLine:
    """A by-election stands with its own seats, and ends with the term that it was held in."""
    voted = tuple((roster.name(one.person), one) for one in election.candidates)
    day, own = election.held_on, next((one for one in every if one.election.id == election.id), None)
    if own is not None:
        return ElectionLine(election, title_of(election, own.number), own.since, own.until, _seats(roster, own), voted)
    elected, term = {one.person for one in election.elected}, term_of_day(every, day) if day else None
    if term is not None:
        filled = [one for one in _seats(roster, term, elected) if one.since == day]
        return ElectionLine(election, title_of(election), day, term.until, tuple(filled), voted)
    seats = [
        SeatLine(roster.name(one.person), one.role or Role.MEMBER, day or date.max, None) for one in election.elected
    ]
    return ElectionLine(election, title_of(election), day, None, tuple(seats), voted)


def _seats(roster: Roster, term: Term, people: Collection[str] | None = None) -> tuple[SeatLine, ...]:
    """The seats of a term, of everybody or of these people."""
    chosen = [one for one in term.seats if people is None or one.person in people]
    return tuple(SeatLine(roster.name(one.person), one.role, one.since, one.until) for one in chosen)


def _course(workspace: Workspace, work: UnitOfWork, election: Election) -> Course:
    return course_of(_record(work), election, course_table(), workspace.book(work), workspace.today)


def _record(work: UnitOfWork) -> BranchRecord:
    """The record as far as elections concern it: without sessions."""
    return record_with(work, ()).model_copy(update={"elections": tuple(work.elections.all())})


def _draft_in(work: UnitOfWork) -> ElectionDraft | None:
    told = work.settings.get(DRAFT)
    if told is None:
        return None
    election = Election.model_validate(told["election"])
    if election.session is not None and work.sessions.get(election.session) is None:
        election = election.but(session=None)
    corrects = work.elections.get(election.id) is not None
    return ElectionDraft(election, datetime.fromisoformat(told["kept_at"]), corrects)
