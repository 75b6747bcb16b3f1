"""The roster as a sheet: read as people really keep it, planned before anything changes, and written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from liangxin_desktop.domain.branch import Group
from liangxin_desktop.domain.identity_number import masked
from liangxin_desktop.domain.imports import RosterSheet
from liangxin_desktop.domain.people import Person
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.exchange.headers import Header, find_header
from liangxin_desktop.exchange.plan import plan_import
from liangxin_desktop.exchange.rows import read_rows
from liangxin_desktop.exchange.sheets import Sheet, write_book
from liangxin_desktop.exchange.unfit import UnfitError
from liangxin_desktop.exchange.wording import labels, roster_wording
from liangxin_desktop.exchange.workbook import Grid, read_grids

__all__ = ["plan_import", "read_roster", "write_roster"]

_LABELLED = {"sex": "sex", "role": "role", "stage": "stage"}
_MASKED = ("id_number", "phone")


def read_roster(path: Path) -> RosterSheet:
    """Read the roster from the sheet whose titles fit best.

    Raises RefusedError naming file and reason when there is no such sheet or the file is unfit. Bad cells do not
    raise: they are the sheet's refusals, and their rows are left out of its rows.
    """
    grids = read_grids(path)
    try:
        header = find_header(grids)
    except UnfitError as error:
        raise RefusedError(f"“{path.name}”不能导入：{error}。", "没有导入任何内容。") from None
    reading = read_rows(header)
    if not reading.rows and not reading.refusals:
        raise RefusedError(f"“{path.name}”不能导入：表头下面没有人员。", "没有导入任何内容。")
    return RosterSheet(
        file=path.name,
        sheet=header.grid.name,
        header_row=header.last_row,
        columns=header.columns,
        rows=tuple(reading.rows),
        refusals=tuple(reading.refusals),
        notes=(*_notes(grids, header), *reading.notes),
    )


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
        return labels(_LABELLED[field])[value]
    if field == "votes":
        return "是" if value else "否"
    return masked(value) if field in _MASKED and not whole else value


def _notes(grids: Sequence[Grid], header: Header) -> list[str]:
    notes = []
    others = [grid.name for grid in grids if grid is not header.grid and grid.rows]
    if others:
        notes.append(f"读取的是工作表“{header.grid.name}”，没有读取：{'、'.join(others)}")
    hidden = sorted(row for row in header.grid.outline.hidden_rows if row > header.last_row and row in header.grid.rows)
    if hidden:
        notes.append(f"隐藏的行也读入了：第{'、'.join(str(row) for row in hidden[:20])}行")
    columns = [column.title for column in header.columns if column.field and _is_hidden(header, column.field)]
    if columns:
        notes.append(f"隐藏的列也读入了：{'、'.join(columns)}")
    return notes


def _is_hidden(header: Header, field: str) -> bool:
    return header.places[field] + 1 in header.grid.outline.hidden_columns
