"""The outline of a sheet that openpyxl's quick reading leaves out: merged ranges, hidden rows, bare formulas."""

from __future__ import annotations

import zipfile
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from defusedxml.ElementTree import iterparse
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from liangxin_desktop.exchange.unfit import UnfitError

_MOST_MERGES = 3000
_MOST_HIDDEN = 1000


@dataclass(frozen=True)
class Merge:
    """A merged range; rows and columns count from 1, both ends inside."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def below(self, numbers: Sequence[int]) -> Sequence[int]:
        """Which of the sorted row numbers lie in the range, the first row left out."""
        return numbers[bisect_right(numbers, self.first_row) : bisect_right(numbers, self.last_row)]


@dataclass
class Outline:
    """Merged ranges, hidden rows and columns, and cells (row, column) with a formula but no calculated value."""

    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)


def read_outline(archive: zipfile.ZipFile, name: str) -> Outline:
    """The outline of the sheet stored under that name. The archive's XML is known to hold no document type."""
    outline, row = Outline(), 0
    with archive.open(name) as stream:
        for tag, element in _elements(stream):
            if tag == "row":
                row = int(element.get("r", row + 1))
                _take_row(outline, row, element)
                element.clear()
            elif tag == "mergeCell":
                _take_merge(outline, element.get("ref", ""))
            elif tag == "col" and _is_on(element.get("hidden")):
                outline.hidden_columns.update(range(int(element.get("min")), min(int(element.get("max")), 200) + 1))
    return outline


def _elements(stream: Any) -> Iterator[tuple[str, Any]]:
    for _, element in iterparse(stream, forbid_dtd=True):
        yield element.tag.rpartition("}")[2], element


def _take_row(outline: Outline, row: int, element: Any) -> None:
    if _is_on(element.get("hidden")) and len(outline.hidden_rows) < _MOST_HIDDEN:
        outline.hidden_rows.add(row)
    for cell in element:
        children = {child.tag.rpartition("}")[2]: child for child in cell}
        reference = cell.get("r")
        if reference and "f" in children and "is" not in children and not _has_value(cell, children.get("v")):
            outline.uncalculated.add(coordinate_to_tuple(reference))


def _has_value(cell: Any, value: Any) -> bool:
    """An empty text is a formula's value as any other; an empty number is none."""
    return value is not None and (bool(value.text) or cell.get("t") == "str")


def _take_merge(outline: Outline, reference: str) -> None:
    first_column, first_row, last_column, last_row = range_boundaries(reference)
    if len(outline.merges) >= _MOST_MERGES:
        raise UnfitError("合并的单元格太多。请取消合并后再导入")
    if None not in (first_column, first_row, last_column, last_row):
        outline.merges.append(
            Merge(int(first_row or 0), int(first_column or 0), int(last_row or 0), int(last_column or 0))
        )


def _is_on(flag: str | None) -> bool:
    return flag in ("1", "true")
