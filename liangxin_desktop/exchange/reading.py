"""A sheet of some kind, chosen from a workbook and read whole: rows, refusals, and what the user should know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from liangxin_desktop.domain.imports import R, ReadSheet
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.exchange.headers import Header, find_header
from liangxin_desktop.exchange.table import Table
from liangxin_desktop.exchange.unfit import NoTableError, OtherSheetError
from liangxin_desktop.exchange.wording import ColumnWording
from liangxin_desktop.exchange.workbook import Grid, read_grids

_NOTHING_DONE = "没有导入任何内容。"


def read_sheet(path: Path, wording: ColumnWording, table: Callable[[Header], Table[R]], nobody: str) -> ReadSheet[R]:
    """The sheet whose titles fit best; `nobody` says what is lacking below titles without rows (人员).

    Raises OtherSheetError when no sheet has such titles, RefusedError naming file and reason when the file is unfit.
    Bad cells do not raise: they are the sheet's refusals, and their rows are left out of its rows.
    """
    grids = read_grids(path)
    try:
        header = find_header(grids, wording)
    except NoTableError as error:
        raise OtherSheetError(f"“{path.name}”不能导入：{error}。", _NOTHING_DONE) from None
    reading = table(header).read()
    if not reading.rows and not reading.refusals:
        raise RefusedError(f"“{path.name}”不能导入：表头下面没有{nobody}。", _NOTHING_DONE)
    return ReadSheet(
        file=path.name,
        sheet=header.grid.name,
        header_row=header.last_row,
        columns=header.columns,
        rows=tuple(reading.rows),
        refusals=tuple(reading.refusals),
        notes=(*_notes(grids, header), *reading.notes),
    )


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
