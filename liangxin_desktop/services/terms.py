"""One source for the day on which the leadership was elected: the elections, once any are kept."""

from __future__ import annotations

from collections.abc import Sequence

from liangxin_desktop.domain.branch import Branch
from liangxin_desktop.domain.elections import Election
from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.domain.terms import elected_on
from liangxin_desktop.store.unit_of_work import UnitOfWork


def as_elected(work: UnitOfWork, branch: Branch) -> Branch:
    """The branch with the day of election that its elections give; as it is where there are none."""
    told: Branch = branch.but(committee_elected_on=elected_on(branch, work.elections.all()))
    return told


def settle_term(work: UnitOfWork) -> None:
    """Let the branch say what its elections say."""
    branch = work.branch.get()
    if branch is not None:
        work.branch.put(as_elected(work, branch))


def term_contradiction(branch: Branch, elections: Sequence[Election]) -> str:
    """What is said where the branch and its elections tell different days, as an archive may; empty where they agree.

    Nothing is changed by itself: the rules go by the branch's day until somebody saves its particulars.
    """
    told, day = branch.committee_elected_on, elected_on(branch, elections)
    if day is None or day == told:
        return ""
    here = f"是{official_date(told)}" if told else "没有填写"
    return f"支部概况的选举日期{here}，历届里最近一次换届是{official_date(day)}，请在历届里核对"
