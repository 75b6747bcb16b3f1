"""Writing a sheet that opens as it is meant: text stays text, dates are dates, nothing is a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from liangxin_desktop.files import write_whole

_NARROWEST, _WIDEST = 6, 40
_DATE_WIDTH, _TIME_WIDTH = 12, 17
_LONGEST_CELL = 32_767
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Sheet:
    """A table to be written: its title, its header, and its rows of values."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Any]]


def write_book(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write the sheets into one workbook, each with a frozen bold header.

    Every text is a text cell, also one that begins with `=`. Raises LiangxinError when the place takes no file.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in sheets:
        sheet: Any = book.create_sheet(table.title)
        for number, row in enumerate([table.header, *table.rows], start=1):
            for place, value in enumerate(row, start=1):
                _put(sheet.cell(number, place), value)
        _dress(sheet, table.header, table.rows)
    target = io.BytesIO()
    book.save(target)
    write_whole(path, target.getvalue())


def _put(cell: Any, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, datetime):
        cell.value, cell.number_format = value, "yyyy-mm-dd hh:mm"
    elif isinstance(value, date) and value.year >= 1901:
        cell.value, cell.number_format = value, "yyyy-mm-dd"
    elif isinstance(value, int | float):
        cell.value = value
    else:
        text = value.isoformat() if isinstance(value, date) else str(value)
        cell.value = _NOT_XML.sub("", text)[:_LONGEST_CELL]
        cell.data_type, cell.number_format, cell.quotePrefix = "s", "@", True


def _dress(sheet: Any, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    sheet.freeze_panes = "A2"
    for place, title in enumerate(header, start=1):
        cell = sheet.cell(1, place)
        cell.font, cell.alignment = Font(bold=True), Alignment(horizontal="center")
        widest = max((_width(row[place - 1]) for row in rows), default=0)
        sheet.column_dimensions[get_column_letter(place)].width = min(
            _WIDEST, max(_NARROWEST, _width(title), widest) + 2
        )


def _width(value: Any) -> int:
    """How many half-width characters the value takes."""
    if isinstance(value, datetime):
        return _TIME_WIDTH
    if isinstance(value, date):
        return _DATE_WIDTH
    return sum(1 if character.isascii() else 2 for character in str(value)[:_WIDEST]) if value is not None else 0
