"""One source for the day on which the leadership was elected: the elections, once any are kept."""

from __future__ import annotations

from liangxin_desktop.domain.branch import Branch
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
