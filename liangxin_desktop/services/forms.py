"""Paper: the forms of the record, laid out as PDF from what the record holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from liangxin_desktop.domain import identity_number
from liangxin_desktop.domain.forms import (
    AbsenceLine,
    ActionLine,
    RosterForm,
    RosterLine,
    SessionRecordForm,
    VoteLine,
)
from liangxin_desktop.domain.life_return import is_late_entry, title_of
from liangxin_desktop.domain.people import Stage
from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.roster import Attendance, Roster, Standing
from liangxin_desktop.domain.rules import RuleBook
from liangxin_desktop.domain.sessions import Session, Vote
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.files import safe_name
from liangxin_desktop.services.partial_record import record_with
from liangxin_desktop.services.room_form import room_form
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.unit_of_work import UnitOfWork

_UNEXCUSED = "未请假"


@dataclass(frozen=True)
class PrintedForm:
    """A form as PDF, and the name to write it under."""

    file_name: str
    pdf: bytes


def print_form(workspace: Workspace, form: str, subject: str | None) -> PrintedForm:
    """Lay a form out; RefusedError for any other than these.

    `session` of a session's id, `session-book` of a year, `month-plan` of a month, `roster` and `model-room` as of
    today, `room` as of today or against another standard, of its id or title; `development`, `assessment` and
    `probation` of a person's id or, where nobody shares it, name; `election` of an election's id, else of the course
    under way or the latest one.
    """
    makers: dict[str, Callable[[Workspace, str | None], PrintedForm]] = {
        "session": _session_record,
        "session-book": _session_book,
        "month-plan": _month_plan,
        "room": _room,
        "model-room": _model_room,
        "roster": _roster,
        "branch": _branch,
        "election": _election,
        "development": partial(_of_person, "development"),
        "assessment": partial(_of_person, "assessment"),
        "probation": partial(_of_person, "probation"),
    }
    if form not in makers:
        raise RefusedError(f"没有“{form}”这种表。", f"可打印的有：{'、'.join(makers)}。")
    return makers[form](workspace, subject)


def _session_record(workspace: Workspace, session_id: str | None) -> PrintedForm:
    from liangxin_desktop.documents.sessions import session_record_pdf

    if session_id is None:
        raise RefusedError("没有指明打印哪一次组织生活。", "请写：print session 编号（编号见导出的档案）。")
    form = session_form(workspace, session_id)
    name = f"组织生活记录-{form.starts_at.date()}-{form.title}"
    return PrintedForm(safe_name(name, ".pdf"), session_record_pdf(form))


def session_form(workspace: Workspace, session_id: str) -> SessionRecordForm:
    """What 组织生活记录 says of a session. Its number counts the year's final sessions by time."""
    with workspace.begin() as work:
        session = work.sessions.get(session_id)
        if session is None:
            raise RefusedError(f"没有编号为“{session_id}”的组织生活记录。", "请核对编号。")
        record, book = _record_with(work, session), workspace.book(work)
        year = work.sessions.between(date(session.starts_at.year, 1, 1), date(session.starts_at.year, 12, 31))
    numbered = [one.id for one in year if one.is_final]
    number = numbered.index(session_id) + 1 if session_id in numbered else None
    return session_form_of(record, book, Roster.of(record), session, number)


def session_form_of(
    record: BranchRecord, book: RuleBook, roster: Roster, session: Session, number: int | None
) -> SessionRecordForm:
    """The same of a session at hand, against the groups and the roster of its record."""
    attendance = roster.attendance(session)
    return SessionRecordForm(
        branch=record.branch.name,
        year=session.starts_at.year,
        number=number,
        title=title_of(record, book, session),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        place=session.place or "",
        host=roster.name(session.host),
        recorder=roster.name(session.recorder),
        due=len(attendance.due),
        present=tuple(roster.name(person) for person in attendance.present),
        absent=tuple(_absences(session, attendance, roster)),
        guests=session.guests or "",
        topic=session.topic or "",
        discussion=session.discussion or "",
        consensus=session.consensus or "",
        actions=tuple(
            ActionLine(what=one.what, who=roster.name(one.who), due_on=one.due_on, done_on=one.done_on)
            for one in session.actions
        ),
        votes=tuple(_vote_line(one, attendance) for one in session.votes),
        attachments=tuple(one.name for one in session.attachments),
        entered_on=session.entered_at.date() if session.entered_at else None,
        late_entry=is_late_entry(session, book),
        draft=not session.is_final,
    )


def _absences(session: Session, attendance: Attendance, roster: Roster) -> list[AbsenceLine]:
    reasons = {one.person: one.reason or "" for one in session.leave}
    excused = [AbsenceLine(name=roster.name(one), reason=reasons[one]) for one in attendance.leave]
    return excused + [AbsenceLine(name=roster.name(one), reason=_UNEXCUSED) for one in attendance.absent]


def _session_book(workspace: Workspace, subject: str | None) -> PrintedForm:
    from liangxin_desktop.services.session_book import print_session_book

    if subject is None or not (
        subject.isascii() and subject.isdigit() and "1921" <= subject < "9999" and len(subject) == 4
    ):
        raise RefusedError("没有指明装订哪一年。", "请写：print session-book 2026。")
    return print_session_book(workspace, int(subject))


def _month_plan(workspace: Workspace, subject: str | None) -> PrintedForm:
    from liangxin_desktop.services.month_plan import month_of, print_month_plan

    return print_month_plan(workspace, month_of(workspace, subject))


def _of_person(form: str, workspace: Workspace, subject: str | None) -> PrintedForm:
    from liangxin_desktop.services.development_forms import print_of_person

    if subject is None or not subject.strip():
        raise RefusedError("没有指明打印谁的表。", f"请写：print {form} 姓名，同名的写编号。")
    return print_of_person(workspace, form, subject.strip())


def _vote_line(vote: Vote, attendance: Attendance) -> VoteLine:
    return VoteLine(
        **vote.model_dump(exclude={"person", "due", "present"}, by_alias=False),
        due=attendance.voters_due if vote.due is None else vote.due,
        present=attendance.voters_present if vote.present is None else vote.present,
    )


def _record_with(work: UnitOfWork, session: Session) -> BranchRecord:
    if work.branch.get() is None:
        raise RefusedError("还没有填写支部概况。", "请先填写支部名称。")
    return record_with(work, [session])


def _room(workspace: Workspace, subject: str | None) -> PrintedForm:
    from liangxin_desktop.documents.room_form import room_form_pdf

    form = room_form(workspace, subject)
    name = f"{form.standard or '阵地'}自查表-{form.branch}-{official_date(form.figures.checked_on)}"
    return PrintedForm(safe_name(name, ".pdf"), room_form_pdf(form))


def _election(workspace: Workspace, subject: str | None) -> PrintedForm:
    from liangxin_desktop.documents.election import election_form_pdf
    from liangxin_desktop.services.election_form import election_form

    form = election_form(workspace, subject)
    day = f"-{official_date(form.held_on)}" if form.held_on else ""
    return PrintedForm(safe_name(f"选举结果报告单-{form.title}{day}", ".pdf"), election_form_pdf(form))


def _model_room(workspace: Workspace, subject: str | None) -> PrintedForm:
    from liangxin_desktop.documents.model_room import model_room_pdf
    from liangxin_desktop.services.model_room import model_room_form

    if subject is not None:
        raise RefusedError("示范阵地申报表不用指明编号。", "请写：print model-room。")
    form = model_room_form(workspace)
    name = f"示范阵地申报表-{form.branch}-{official_date(form.made_on)}"
    return PrintedForm(safe_name(name, ".pdf"), model_room_pdf(form))


def _roster(workspace: Workspace, subject: str | None) -> PrintedForm:
    from liangxin_desktop.documents.people import roster_pdf

    if subject is not None:
        raise RefusedError("党员名册不用指明编号。", "请写：print roster。")
    form = roster_form(workspace)
    return PrintedForm(safe_name(f"党员名册-{form.branch}-{official_date(form.as_of)}", ".pdf"), roster_pdf(form))


def _branch(workspace: Workspace, subject: str | None) -> PrintedForm:
    from liangxin_desktop.documents.branch_sheet import branch_sheet_pdf
    from liangxin_desktop.services.branch_sheet import branch_sheet

    if subject is not None:
        raise RefusedError("党支部概况表不用指明编号。", "请写：print branch。")
    sheet = branch_sheet(workspace)
    name = f"党支部概况表-{sheet.branch}-{official_date(sheet.as_of)}"
    return PrintedForm(safe_name(name, ".pdf"), branch_sheet_pdf(sheet))


def roster_form(workspace: Workspace) -> RosterForm:
    """What 党员名册 says today: the branch's members, telephone numbers masked."""
    today = workspace.today
    with workspace.begin() as work:
        branch, groups = work.branch.get(), {one.id: one.name for one in work.groups.all()}
        roster = Roster(work.people.all(), [step for _, step in work.development.all()])
    members = roster.members(today)
    return RosterForm(
        branch=branch.name if branch else "",
        activity_type=branch is not None and branch.activity_type,
        as_of=today,
        full_members=sum(one.stage is Stage.FULL for one in members),
        probationary=sum(one.stage is Stage.PROBATIONARY for one in members),
        lines=tuple(_roster_line(one, groups) for one in members),
    )


def _roster_line(standing: Standing, groups: dict[str, str]) -> RosterLine:
    person = standing.person
    return RosterLine(
        name=person.name,
        sex=label("sex", person.sex),
        birth_date=person.birth_date,
        ethnicity=person.ethnicity or "",
        education=person.education or "",
        admitted_on=standing.admitted_on,
        full_on=standing.full_on,
        group=groups.get(person.group or "", ""),
        role=label("role", person.role),
        unit=person.unit or "",
        phone=identity_number.masked(person.phone or ""),
    )
