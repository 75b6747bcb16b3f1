"""Runs the rules over the branch's record."""

from __future__ import annotations

from datetime import date

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.findings import CheckReport, Finding
from liangxin_desktop.domain.overrides import Override
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.rules import check
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.unit_of_work import UnitOfWork


def run_check(workspace: Workspace, *, as_of: date | None = None, since: date | None = None) -> CheckReport:
    """The findings as told from `as_of` (today by the clock), over `since` (1 January of its year) … `as_of`."""
    with workspace.begin() as work:
        return check_in(workspace, work, as_of=as_of or workspace.today, since=since)


def check_in(workspace: Workspace, work: UnitOfWork, *, as_of: date, since: date | None = None) -> CheckReport:
    """The same inside a unit of work that is already open."""
    record = record_for_check(work, as_of, since)
    return check(record, workspace.book(work), as_of=as_of, since=since)


def record_for_check(work: UnitOfWork, as_of: date, since: date | None = None) -> BranchRecord:
    """The record with the sessions a check over the window can concern: those of the year before it and since.

    Older ones matter only for what they agreed to be done in the window.
    """
    first = min(since or as_of, date(as_of.year, 1, 1))
    start = date(max(first.year - 1, 1), 1, 1)
    record = work.load_record(since=start)
    older = work.sessions.older_with_actions_due(start, first)
    return record.model_copy(update={"sessions": (*older, *record.sessions)}) if older else record


def set_aside(workspace: Workspace, finding: Finding, reason: str, *, by: str | None = None) -> Changes:
    """Set a finding aside with a written reason; it stays visible, struck through, and is printed on returns."""
    if not reason.strip():
        raise RefusedError("没有写明理由。", "请写清为什么不按这一条办理，理由会随报表一起打印。")
    override = Override(
        code=finding.code,
        subject=finding.subject.id,
        period=finding.period,
        reason=reason.strip(),
        by=by,
        at=workspace.now,
    )
    with workspace.begin() as work:
        if work.branch.get() is None:
            raise RefusedError("还没有填写支部概况。", "请先填写支部名称。")
        work.overrides.add(override)
        return work.commit()


def take_up_again(workspace: Workspace, finding: Finding) -> Changes:
    """Undo `set_aside` for a finding."""
    with workspace.begin() as work:
        for key, override in work.overrides.all():
            if (override.code, override.subject, override.period) == (
                finding.code,
                finding.subject.id,
                finding.period,
            ):
                work.overrides.remove(key)
        return work.commit()
