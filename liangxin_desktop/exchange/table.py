"""The rows under a header, whatever they are about: which of them count, what each cell says, what is refused."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic

from openpyxl.utils import get_column_letter

from liangxin_desktop.domain.imports import R, Refusal
from liangxin_desktop.exchange import cells
from liangxin_desktop.exchange.headers import Header
from liangxin_desktop.exchange.outline import Merge
from liangxin_desktop.exchange.wording import plain, sheet_words, squeezed
from liangxin_desktop.exchange.workbook import UNCALCULATED

_NO_VALUE = "公式没有计算结果。请在表格软件中打开、保存一次，再导入"


@dataclass
class Reading(Generic[R]):
    """What was read so far."""

    rows: list[R] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Table(ABC, Generic[R]):
    """The rows under one header, with merged cells filled down. A kind of sheet says how a row becomes a noun's."""

    def __init__(self, header: Header, readers: Mapping[str, cells.Reader]) -> None:
        self.header = header
        self._grid = header.grid
        self._readers = readers
        self._numbers = sorted(self._grid.rows)
        self._filled = self._fill_down()
        self._continued = self._continuations()

    def read(self) -> Reading[R]:
        """Every row that counts. One with a bad cell is refused as a whole, each of its bad cells named."""
        reading: Reading[R] = Reading(notes=list(self._continued_note()))
        for number in self._counting(reading.notes):
            refusals_before = len(reading.refusals)
            row = self.row_at(number, reading.refusals)
            if len(reading.refusals) == refusals_before:
                reading.rows.append(row)
        reading.notes.extend(self.left_out())
        return reading

    @abstractmethod
    def row_at(self, number: int, refusals: list[Refusal]) -> R:
        """What the row says; every bad cell is added to the refusals."""

    def left_out(self) -> Sequence[str]:
        """What the rows read did say and was not taken, for the notes."""
        return ()

    def is_heading(self, number: int) -> bool:  # noqa: ARG002 - asked of the kinds of sheets that have headings
        """Whether the row is a heading between the others."""
        return False

    def values_at(self, number: int, refusals: list[Refusal]) -> dict[str, Any]:
        """Each field that has a column, None where the cell is empty; a row without a name is refused."""
        found: dict[str, Any] = {}
        for name in sorted(self.header.places, key=self.header.places.__getitem__):
            if name in self._readers:
                found[name] = self._read(number, name, self._readers[name], refusals)
        if found.get("name") is None and not any(refusal.row == number for refusal in refusals):
            refusals.append(self.refusal(number, "name", f"缺少{self.header.wording.written['name']}"))
        return found

    def value(self, number: int, name: str) -> Any:
        """What stands in the field's cell of the row, or above it where cells are merged."""
        place = self.header.places.get(name)
        if place is None:
            return None
        value = self._grid.rows[number][place]
        return self._filled.get((number, place)) if cells.is_empty(value) else value

    def cells_of(self, number: int) -> list[Any]:
        """The filled cells of the row."""
        return [value for value in self._grid.rows[number] if not cells.is_empty(value)]

    def refusal(self, number: int, name: str, reason: str) -> Refusal:
        """That the field's cell of the row cannot be taken."""
        place = self.header.places.get(name, self.header.places["name"])
        value = self.value(number, name)
        if isinstance(value, date):
            value = value.isoformat()[:10]
        title = self.header.title_of(name) or self.header.title_of("name")
        shown = "" if value is None or value is UNCALCULATED else cells.shown(value)
        called = self.value(number, "name")
        about = cells.shown(called) if isinstance(called, str) else ""
        return Refusal(number, f"{get_column_letter(place + 1)}{number}", title, shown, reason, about)

    def _counting(self, notes: list[str]) -> Iterator[int]:
        """The numbers of the rows that count, in order; what else stands there goes into the notes."""
        for number in self._grid.rows:
            if number <= self.header.last_row:
                continue
            filled = self.cells_of(number)
            if not filled or self._is_aside(number, filled[0]):
                continue
            if _ends_table(filled[0]):
                notes.append(f"第{number}行起是表尾，没有读入")
                return
            yield number

    def _continued_note(self) -> Iterator[str]:
        """Rows merged into the one above that say something of their own: what they say is not taken."""
        known = set(self.header.places.values()) - {self.header.places.get("index")}
        told = [
            str(number)
            for number in sorted(self._continued)
            if any(not cells.is_empty(self._grid.rows[number][place]) for place in known)
        ]
        if told:
            yield f"第{'、'.join(told[:20])}行与上一行合并为一条，只读入上一行的内容"

    def _is_aside(self, number: int, first: Any) -> bool:
        """Whether the row is a sum, a repeated header, a heading, or the lower part of a merged row."""
        if _follows(first, sheet_words().footers.sums, r"$|[:(\[,;\d]"):
            return True
        name = self.value(number, "name")
        if isinstance(name, str) and self.header.wording.field_of_title.get(plain(name), ("", 0))[0] == "name":
            return True
        return self.is_heading(number) or self._has_index_only(number) or number in self._continued

    def _has_index_only(self, number: int) -> bool:
        places = set(self.header.places.values()) - {self.header.places.get("index")}
        return all(cells.is_empty(self._grid.rows[number][place]) for place in places)

    def _fill_down(self) -> dict[tuple[int, int], Any]:
        """The value of each cell below the first in a merged range, in columns other than that of the names."""
        filled = {}
        places = {place for name, place in self.header.places.items() if name not in ("name", "index")}
        for merge in self._merges_below_header():
            place = merge.first_column - 1
            if place in places and merge.first_row in self._grid.rows:
                value = self._grid.rows[merge.first_row][place]
                filled.update(dict.fromkeys(((number, place) for number in merge.below(self._numbers)), value))
        return filled

    def _continuations(self) -> set[int]:
        """The rows whose name is merged with the one above: they go on about the same person or unit."""
        column = self.header.places["name"] + 1
        merges = [one for one in self._merges_below_header() if one.first_column <= column <= one.last_column]
        return {number for merge in merges for number in merge.below(self._numbers)}

    def _merges_below_header(self) -> Iterator[Merge]:
        return (merge for merge in self._grid.outline.merges if merge.first_row > self.header.last_row)

    def _read(self, number: int, name: str, reader: cells.Reader, refusals: list[Refusal]) -> Any:
        try:
            value = self.value(number, name)
            if value is UNCALCULATED:
                raise ValueError(_NO_VALUE)
            return reader(value)
        except ValueError as error:
            refusals.append(self.refusal(number, name, str(error)))
            return None


def _ends_table(value: Any) -> bool:
    """Whether a row that begins with the value stands under the table: 填表人：…, 注：…, 制表日期."""
    footers = sheet_words().footers
    return _follows(value, footers.ends, r"$|[:(\[,;\d]") or _follows(value, footers.ends_with_colon, r"\d*:")


def _follows(value: Any, words: tuple[str, ...], pattern: str) -> bool:
    """Whether the text is one of the words and then what the pattern asks."""
    if not isinstance(value, str):
        return False
    text = squeezed(value)
    return any(text.startswith(word) and re.match(pattern, text[len(word) :]) for word in words)
