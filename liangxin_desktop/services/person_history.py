"""变更记录: what the audit log says of one person, every change in words; and the seats held with their days."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from typing import Any

from liangxin_desktop.domain import identity_number
from liangxin_desktop.domain.people import Role
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.terms import terms_of
from liangxin_desktop.services.wording import labels
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.audit import Entry
from liangxin_desktop.store.unit_of_work import UnitOfWork

NOTHING = "（空）"
_MASKED = ("id_number", "phone")
_LISTED = ("sex", "role", "stage")
_Values = Mapping[str, Any]


class ChangeKind(StrEnum):
    """Whether the person came into the roster, was changed, or was taken out."""

    ENTERED = "entered"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class FieldEdit:
    """One field before and after, as the window shows it: identity and telephone numbers masked."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class PersonChange:
    """One entry of the log. `edits` are of a change the fields that differ, of an entering those filled in."""

    at: datetime
    actor: str
    kind: ChangeKind
    edits: tuple[FieldEdit, ...]


@dataclass(frozen=True)
class RolePeriod:
    """A seat by the elections, with the number of its `term`, else by the days on which the roster said so.

    `until` is the first day no longer. `from_start`: the roster has said so since the person was entered, so the seat
    may be older.
    """

    role: Role
    since: date
    until: date | None
    from_start: bool = False
    term: int | None = None

    def overlaps(self, other: RolePeriod) -> bool:
        """Whether both tell of the same seat, at least in part."""
        ends = (self.until or date.max, other.until or date.max)
        return self.role is other.role and self.since < ends[1] and other.since < ends[0]


@dataclass(frozen=True)
class PersonHistory:
    """Seats and changes, the newest first."""

    roles: tuple[RolePeriod, ...]
    changes: tuple[PersonChange, ...]


def person_history(workspace: Workspace, person_id: str) -> PersonHistory:
    """Everything the audit log holds of one person, nothing else of it is read; seats as elected where that is kept."""
    with workspace.begin() as work:
        entries = work.audit.entries_of("people", person_id)
        groups, elected = _group_names(work, entries), [*_elected(work, person_id)]
    noted = [one for one in _roles(entries) if not any(map(one.overlaps, elected))]
    roles = sorted((*noted, *elected), key=lambda one: one.since, reverse=True)
    return PersonHistory(roles=tuple(roles), changes=tuple(_change(entry, groups) for entry in reversed(entries)))


def _elected(work: UnitOfWork, person_id: str) -> Iterator[RolePeriod]:
    branch, elections = work.branch.get(), tuple(work.elections.all())
    if branch is None or not elections:
        return
    people = tuple(work.people.all())
    record = BranchRecord.model_construct(None, branch=branch, people=people, elections=elections)
    for term, seat in terms_of(record, person_id):
        yield RolePeriod(seat.role, seat.since, seat.until, term=term.number)


def _values(text: str | None) -> _Values:
    return dict(json.loads(text)) if text else {}


def _group_names(work: UnitOfWork, entries: Sequence[Entry]) -> dict[str, str]:
    """The groups that the entries name; one that is gone, as the log knew it last."""
    names = {group.id: group.name for group in work.groups.all()}
    sides = [_values(side) for entry in entries for side in (entry.before, entry.after)]
    for gone in {str(side["group"]) for side in sides if side.get("group")} - names.keys():
        known = [entry.after or entry.before for entry in work.audit.entries_of("groups", gone)]
        names[gone] = str(_values(known[-1] if known else None).get("name", gone))
    return names


def _change(entry: Entry, groups: Mapping[str, str]) -> PersonChange:
    before, after = _values(entry.before), _values(entry.after)
    kind = ChangeKind.CHANGED if before and after else ChangeKind.ENTERED if after else ChangeKind.REMOVED
    edits = () if kind is ChangeKind.REMOVED else tuple(_edits(before, after, groups))
    return PersonChange(datetime.fromisoformat(entry.at), entry.actor, kind, edits)


def _edits(before: _Values, after: _Values, groups: Mapping[str, str]) -> Iterator[FieldEdit]:
    for field, title in labels()["person_field"].items():
        old, new = before.get(field), after.get(field)
        if old != new:
            yield FieldEdit(title, _shown(field, old, groups), _shown(field, new, groups))


def _shown(field: str, value: Any, groups: Mapping[str, str]) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "是" if value else "否"
    if field in _LISTED:
        return labels()[field].get(str(value), str(value))
    if field == "group":
        return groups.get(value, str(value))
    return identity_number.masked(str(value)) if field in _MASKED else str(value)


def _roles(entries: Sequence[Entry]) -> Iterator[RolePeriod]:
    """Seats oldest first. What was put right on the same day doesn't count; leaving the branch ends a seat."""
    days = groupby(entries, lambda entry: datetime.fromisoformat(entry.at).date())
    states = [(day, _values([*of_day][-1].after)) for day, of_day in days]
    left = states[-1][1].get("left_on") if states else None
    since, held = (states[0][0], states[0][1].get("role")) if states else (date.min, None)
    first = since
    for day, values in states[1:]:
        if values.get("role") != held:
            if held:
                yield RolePeriod(Role(held), since, day, from_start=since == first)
            since, held = day, values.get("role")
    if held:
        yield RolePeriod(Role(held), since, date.fromisoformat(left) if left else None, from_start=since == first)
