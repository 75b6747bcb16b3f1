"""The branch's particulars and its groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from liangxin_desktop.domain.branch import Branch, Group
from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.periods import add_years
from liangxin_desktop.domain.roster import Roster, Standing
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.terms import as_elected
from liangxin_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class BranchOverview:
    """The branch as its page shows it: particulars, groups with members, leadership, head counts, units covered."""

    branch: Branch
    groups: tuple[Group, ...]
    members_of_group: dict[str, int]
    committee: tuple[Standing, ...]
    members: int
    full_members: int
    term_ends_on: date | None
    units: int


def get_branch(workspace: Workspace) -> Branch | None:
    """The branch's particulars; None before they were entered."""
    with workspace.begin() as work:
        return work.branch.get()


def save_branch(workspace: Workspace, branch: Branch) -> Changes:
    """Keep the branch's particulars; the day of election is what its elections say, where any are kept."""
    with workspace.begin() as work:
        work.branch.put(as_elected(work, branch))
        return work.commit()


def plan_admissions(workspace: Workspace, plan: Mapping[str, int | None]) -> Changes:
    """Keep the plan of admissions of these years, None for no plan; other years stay. RefusedError without a branch."""
    with workspace.begin() as work:
        branch = work.branch.get()
        if branch is None:
            raise RefusedError("还没有填写支部概况。", "请先填写支部名称。")
        planned = {**branch.yearly_quota, **plan}
        kept = {year: count for year, count in sorted(planned.items()) if count is not None}
        work.branch.put(branch.but(yearly_quota=kept))
        return work.commit()


def overview(workspace: Workspace) -> BranchOverview:
    """Everything the branch's page shows, as of today. Raises RefusedError before the branch was entered."""
    with workspace.begin() as work:
        branch, groups = work.branch.get(), tuple(work.groups.all())
        roster = Roster(work.people.all(), [step for _, step in work.development.all()])
        units = len(work.units.all())
    if branch is None:
        raise RefusedError("还没有填写支部概况。", "请先填写支部名称。")
    today = workspace.today
    members = roster.members(today)
    elected = branch.committee_elected_on
    return BranchOverview(
        branch=branch,
        groups=groups,
        members_of_group={group.id: sum(one.person.group == group.id for one in members) for group in groups},
        committee=tuple(roster.committee(today)),
        members=len(members),
        full_members=len(roster.full_members(today)),
        term_ends_on=add_years(elected, branch.term_years) if elected else None,
        units=units,
    )


def list_groups(workspace: Workspace) -> tuple[Group, ...]:
    """The branch's groups in their order."""
    with workspace.begin() as work:
        return tuple(work.groups.all())


def save_group(workspace: Workspace, group: Group) -> Changes:
    """Keep a group. Raises RefusedError when another has its name."""
    with workspace.begin() as work:
        if any(other.name == group.name and other.id != group.id for other in work.groups.all()):
            raise RefusedError(f"已有名为“{group.name}”的党小组。", "请换一个名称。")
        work.groups.put(group)
        return work.commit()


def remove_group(workspace: Workspace, group_id: str) -> Changes:
    """Remove a group that nobody belongs to and that held no meeting."""
    with workspace.begin() as work:
        if any(person.group == group_id for person in work.people.all()):
            raise RefusedError("这个党小组还有成员。", "请先在党员名册里把他们编入别的党小组。")
        if work.sessions.name_group(group_id):
            raise RefusedError("这个党小组有会议记录，不能删除。", "记录要长期保存；不再使用的党小组可以改名标明。")
        work.groups.remove(group_id)
        return work.commit()
