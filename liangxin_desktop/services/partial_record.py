"""The record with only some of its sessions: what attendance, titles and rules about those sessions are told from."""

from __future__ import annotations

from collections.abc import Iterable

from liangxin_desktop.domain.branch import Branch
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.sessions import Session
from liangxin_desktop.store.unit_of_work import UnitOfWork


def record_with(work: UnitOfWork, sessions: Iterable[Session]) -> BranchRecord:
    """Branch, groups, people and steps as kept, with these sessions; a branch not entered yet is 本支部."""
    return BranchRecord.model_construct(
        None,
        branch=work.branch.get() or Branch(name="本支部"),
        groups=tuple(work.groups.all()),
        people=tuple(work.people.all()),
        sessions=tuple(sessions),
        development=tuple(step for _, step in work.development.all()),
    )
