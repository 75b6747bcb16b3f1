"""What 支部概况表 says today: particulars, head counts, leadership and terms, groups, contacts and their training."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from liangxin_desktop.domain.branch_sheet import BranchSheet, SheetContact, SheetGroup, SheetSeat, SheetTerm
from liangxin_desktop.domain.contacts import Training
from liangxin_desktop.domain.people import Role, Stage
from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.domain.pipeline.requirements import amount
from liangxin_desktop.services.branch import BranchOverview, overview
from liangxin_desktop.services.contacts import ContactBook, list_contacts
from liangxin_desktop.services.elections import ElectionLine, list_elections
from liangxin_desktop.services.people import PersonLine, list_people
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace

_ROLES = list(Role)


def branch_sheet(workspace: Workspace) -> BranchSheet:
    """The sheet as of today. Raises RefusedError before the branch was entered."""
    found, people = overview(workspace), list_people(workspace)
    branch, names = found.branch, {one.person.id: one.person.name for one in people}
    return BranchSheet(
        branch=branch.name,
        code=branch.code,
        superior=branch.superior,
        unit_name=branch.unit_name,
        unit_kind=label("unit_kind", branch.unit_kind),
        formation=label("formation", branch.formation),
        affiliation=label("affiliation", branch.affiliation),
        activity_type=branch.activity_type,
        established_on=branch.established_on,
        theme_day=branch.theme_day,
        units=found.units,
        elected_on=branch.committee_elected_on,
        ends_on=found.term_ends_on,
        counts=_counts(people),
        seats=_seats(found),
        terms=tuple(_term(one) for one in list_elections(workspace).lines),
        groups=tuple(
            SheetGroup(name=one.name, leader=names.get(one.leader or "", ""), members=found.members_of_group[one.id])
            for one in found.groups
        ),
        contacts=_contacts(list_contacts(workspace)),
        as_of=workspace.today,
    )


def _counts(people: Sequence[PersonLine]) -> tuple[tuple[str, int], ...]:
    """From 正式党员 to 入党申请人; whoever left counts no more."""
    here = [one for one in people if one.is_member or (not one.stage.is_member and not one.person.left_on)]
    return tuple((label("stage", stage), sum(one.stage is stage for one in here)) for stage in reversed(Stage))


def _seats(found: BranchOverview) -> tuple[SheetSeat, ...]:
    people = sorted((one.person for one in found.committee), key=lambda one: _ROLES.index(one.role or Role.MEMBER))
    return tuple(
        SheetSeat(role=label("role", one.role), name=one.name, place=_place(one.unit, one.position)) for one in people
    )


def _term(line: ElectionLine) -> SheetTerm:
    """Whom this election itself seated, not what by-elections added; the day stands in a column of its own."""
    title = line.title.removeprefix(f"{line.election.held_on} ")
    own = [one for one in line.seats if line.since in (None, one.since)]
    seats = tuple(SheetSeat(role=label("role", one.role), name=one.name) for one in own)
    last = line.until - timedelta(days=1) if line.until else None
    return SheetTerm(title=title, since=line.since, until=last, seats=seats)


def _contacts(book: ContactBook) -> tuple[SheetContact, ...]:
    return tuple(
        SheetContact(
            kind=label("contact_kind", one.contact.kind),
            name=one.name,
            unit=one.contact.unit or "",
            position=one.contact.position or "",
            since=one.contact.since,
            trainings=tuple(_training(training) for training in one.contact.newest_first),
        )
        for one in book.lines
        if one.is_current
    )


def _training(training: Training) -> str:
    hours = f"，{amount(training.hours)}学时" if training.hours is not None else ""
    return f"{official_date(training.held_on)}　{training.name}{hours}"


def _place(unit: str | None, position: str | None) -> str:
    return "　".join(part for part in (unit, position) if part)
