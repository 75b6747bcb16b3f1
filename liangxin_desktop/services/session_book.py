"""年度装订册: the year's final records with their numbers, and who attended, bound into one PDF."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from liangxin_desktop.domain.attendance import sessions_from
from liangxin_desktop.domain.forms import BookMember, BookSitting, SessionBookForm
from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.roster import Roster
from liangxin_desktop.domain.rules import RuleBook
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.files import safe_name
from liangxin_desktop.services.attendance import AttendanceStatistics, MemberRow, percent, statistics_of
from liangxin_desktop.services.forms import PrintedForm, session_form_of
from liangxin_desktop.services.wording import labels
from liangxin_desktop.services.workspace import Workspace

Progress = Callable[[int, int, str], None]


def print_session_book(workspace: Workspace, year: int, progress: Progress | None = None) -> PrintedForm:
    """Lay the year's book out. `progress(done, total, text)` may raise to stop; nothing is written or changed."""
    from liangxin_desktop.documents.session_book import session_book_pdf

    form = session_book_form(workspace, year)
    name = f"组织生活记录-{year}年装订册-{form.branch}"
    return PrintedForm(safe_name(name, ".pdf"), session_book_pdf(form, progress))


def session_book_form(workspace: Workspace, year: int) -> SessionBookForm:
    """What the year's book says, bound today. Raises RefusedError where the year has no final record."""
    period = Period(date(year, 1, 1), "year")
    with workspace.begin() as work:
        book = workspace.book(work)
        record = _until(work.load_record(since=sessions_from(period, book.limits)), period.end)
    held = sorted((one for one in record.sessions if one.held_on in period), key=lambda one: one.starts_at)
    final = [one for one in held if one.is_final]
    if not final:
        raise RefusedError(f"{year}年没有已定稿的组织生活记录，无可装订。", "请核对年份，或先把草稿定稿。")
    roster = Roster.of(record)
    told = statistics_of(record, book, period, as_of=max(workspace.today, final[-1].held_on))
    return SessionBookForm(
        branch=record.branch.name,
        activity_type=record.branch.activity_type,
        superior=record.branch.superior or "",
        year=year,
        bound_on=workspace.today,
        sessions=tuple(session_form_of(record, book, roster, one, number) for number, one in enumerate(final, 1)),
        sittings=_sittings(told),
        members=tuple(map(_member, told.rows)),
        legend=_legend(book),
        drafts=len(held) - len(final),
    )


def _until(record: BranchRecord, last: date) -> BranchRecord:
    """The record without the sessions after that day."""
    sessions = tuple(one for one in record.sessions if one.held_on <= last)
    return record.model_copy(update={"sessions": sessions})


def _sittings(told: AttendanceStatistics) -> tuple[BookSitting, ...]:
    return tuple(
        BookSitting(held_on=one.day, short=one.short, due=one.due, present=one.present) for one in told.columns
    )


def _member(row: MemberRow) -> BookMember:
    signs = labels()["attendance_sign"]
    return BookMember(
        name=row.name,
        group=row.group,
        due=row.due,
        present=row.present,
        leave=row.leave,
        absent=row.absent,
        rate=percent(row.rate),
        hours=row.hours,
        hours_due=row.hours_due,
        marks=tuple(signs[mark] if mark else "" for mark in row.marks),
    )


def _legend(book: RuleBook) -> str:
    signs = book.labels["attendance_sign"]
    return "　".join(f"{signs[mark]} {word}" for mark, word in book.labels["attendance_mark"].items())
