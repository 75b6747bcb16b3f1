"""The roster as a sheet: read as people really keep it, planned before anything changes, and written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from liangxin_desktop.domain.branch import Group
from liangxin_desktop.domain.identity_number import masked
from liangxin_desktop.domain.imports import RosterSheet
from liangxin_desktop.domain.people import Person
from liangxin_desktop.exchange.plan import plan_import
from liangxin_desktop.exchange.reading import read_sheet
from liangxin_desktop.exchange.rows import People
from liangxin_desktop.exchange.sheets import Sheet, write_book
from liangxin_desktop.exchange.wording import roster_wording
from liangxin_desktop.labels import read_labels

__all__ = ["plan_import", "read_roster", "write_roster"]

_LABELLED = {"sex": "sex", "role": "role", "stage": "stage"}
_MASKED = ("id_number", "phone")


def read_roster(path: Path) -> RosterSheet:
    """Read the roster from the sheet whose titles fit best.

    Raises RefusedError naming file and reason when there is no such sheet or the file is unfit. Bad cells do not
    raise: they are the sheet's refusals, and their rows are left out of its rows.
    """
    return read_sheet(path, roster_wording(), People, "人员")


def roster_sheet(people: Sequence[Person], groups: Sequence[Group], *, whole: bool = False) -> Sheet:
    """The roster, one row a person, identity and telephone numbers masked unless `whole`.

    A roster written whole reads back as the same people.
    """
    names = {group.id: group.name for group in groups}
    written = roster_wording().written
    rows = [
        [_written(field, person, number, names, whole) for field in written] for number, person in enumerate(people, 1)
    ]
    return Sheet("党员名册", list(written.values()), rows)


def write_roster(path: Path, people: Sequence[Person], groups: Sequence[Group], *, whole: bool = False) -> None:
    """Write the roster alone. Raises LiangxinError when the place does not take the file."""
    write_book(path, [roster_sheet(people, groups, whole=whole)])


def _written(field: str, person: Person, number: int, groups: dict[str, str], whole: bool) -> Any:
    if field == "index":
        return number
    if field == "group_name":
        return groups.get(person.group or "")
    value = getattr(person, field)
    if value is None or value == "":
        return None
    if field in _LABELLED:
        return read_labels()[_LABELLED[field]][value]
    if field == "votes":
        return "是" if value else "否"
    return masked(value) if field in _MASKED and not whole else value
