"""From the grid under a header to people: which rows are people, what each cell says, what is refused and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from openpyxl.utils import get_column_letter
from pydantic import ValidationError

from liangxin_desktop.domain import identity_number
from liangxin_desktop.domain.imports import Refusal, RosterRow
from liangxin_desktop.domain.people import Person
from liangxin_desktop.exchange import cells
from liangxin_desktop.exchange.dates import PartialDate
from liangxin_desktop.exchange.headers import Header
from liangxin_desktop.exchange.outline import Merge
from liangxin_desktop.exchange.problems import problems_of
from liangxin_desktop.exchange.wording import plain, roster_wording, squeezed
from liangxin_desktop.exchange.workbook import UNCALCULATED

_NO_VALUE = "公式没有计算结果。请在表格软件中打开、保存一次，再导入"
_FIELD_OF_SENTENCE = {"公民身份号码": "id_number", "转正日期": "full_on", "入党日期": "admitted_on"}


@dataclass
class Reading:
    """What was read so far."""

    rows: list[RosterRow] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_rows(header: Header) -> Reading:
    """Every person under the header. A row with a bad cell is refused as a whole, each of its bad cells named."""
    reading = Reading()
    table = _Table(header)
    for number in table.people_rows(reading.notes):
        refusals_before = len(reading.refusals)
        row = table.person_at(number, reading.refusals)
        if len(reading.refusals) == refusals_before:
            reading.rows.append(row)
    return reading


class _Table:
    """The rows under one header, with merged cells filled down."""

    def __init__(self, header: Header) -> None:
        self._header = header
        self._grid = header.grid
        self._readers = cells.readers(header.grid.uses_1904)
        self._section: str | None = None
        self._numbers = sorted(self._grid.rows)
        self._filled = self._fill_down()
        self._continued = self._continuations()

    def people_rows(self, notes: list[str]) -> Iterator[int]:
        """The numbers of the rows that are people, in order; what else stands there goes into the notes."""
        for number, row in self._grid.rows.items():
            if number <= self._header.last_row:
                continue
            first = next((value for value in row if not cells.is_empty(value)), None)
            if first is None or self._is_no_person(number, first):
                continue
            if _ends_table(first):
                notes.append(f"第{number}行起是表尾，没有读入")
                return
            yield number

    def person_at(self, number: int, refusals: list[Refusal]) -> RosterRow:
        """The person in the row; every bad cell is added to the refusals."""
        found: dict[str, Any] = {}
        for name in sorted(self._header.places, key=self._header.places.__getitem__):
            if name in self._readers:
                found[name] = self._read(number, name, self._readers[name], refusals)
        if found.get("name") is None and not any(refusal.row == number for refusal in refusals):
            refusals.append(self._refusal(number, "name", "缺少姓名"))
        group_name = found.pop("group_name", None) or self._section
        if found.get("sex") is None:
            found["sex"] = cells.sex_behind_name(self._value(number, "name"))
        self._complete_birth(number, found, refusals)
        values = {name: value for name, value in found.items() if value is not None}
        if not any(refusal.row == number for refusal in refusals):
            self._check_person(number, values, refusals)
        return RosterRow(number, MappingProxyType(values), group_name)

    def _fill_down(self) -> dict[tuple[int, int], Any]:
        """The value of each cell below the first in a merged range, in columns other than that of the names."""
        filled = {}
        places = {place for name, place in self._header.places.items() if name not in ("name", "index")}
        for merge in self._merges_below_header():
            place = merge.first_column - 1
            if place in places and merge.first_row in self._grid.rows:
                value = self._grid.rows[merge.first_row][place]
                filled.update(dict.fromkeys(((number, place) for number in merge.below(self._numbers)), value))
        return filled

    def _continuations(self) -> set[int]:
        """The rows whose name is merged with the one above: they go on about the same person."""
        column = self._header.places["name"] + 1
        merges = [one for one in self._merges_below_header() if one.first_column <= column <= one.last_column]
        return {number for merge in merges for number in merge.below(self._numbers)}

    def _merges_below_header(self) -> Iterator[Merge]:
        return (merge for merge in self._grid.outline.merges if merge.first_row > self._header.last_row)

    def _is_no_person(self, number: int, first: Any) -> bool:
        """Whether the row is a sum, a repeated header, a section title, or the lower part of a merged person."""
        if _follows(first, roster_wording().footers.sums, r"$|[:(\[,;\d]"):
            return True
        name = self._value(number, "name")
        if isinstance(name, str) and roster_wording().field_of_title.get(plain(name), ("", 0))[0] == "name":
            return True
        return self._is_section(number) or self._has_index_only(number) or number in self._continued

    def _is_section(self, number: int) -> bool:
        """A row that holds nothing but a group's name opens the section of that group."""
        filled = [value for value in self._grid.rows[number] if not cells.is_empty(value)]
        if len(filled) != 1 or not isinstance(filled[0], str):
            return False
        title = squeezed(filled[0]).partition("(")[0].rstrip(":：")
        if not title.endswith(("党小组", "小组")):
            return False
        self._section = title
        return True

    def _has_index_only(self, number: int) -> bool:
        places = set(self._header.places.values()) - {self._header.places.get("index")}
        return all(cells.is_empty(self._grid.rows[number][place]) for place in places)

    def _value(self, number: int, name: str) -> Any:
        place = self._header.places.get(name)
        if place is None:
            return None
        value = self._grid.rows[number][place]
        return self._filled.get((number, place)) if cells.is_empty(value) else value

    def _read(self, number: int, name: str, reader: cells.Reader, refusals: list[Refusal]) -> Any:
        try:
            value = self._value(number, name)
            if value is UNCALCULATED:
                raise ValueError(_NO_VALUE)
            return reader(value)
        except ValueError as error:
            refusals.append(self._refusal(number, name, str(error)))
            return None

    def _complete_birth(self, number: int, found: dict[str, Any], refusals: list[Refusal]) -> None:
        """A birth date without its day takes the day from the identity number, or is left out."""
        birth, id_number = found.get("birth_date"), found.get("id_number")
        if not isinstance(birth, PartialDate):
            return
        found["birth_date"] = None
        if id_number:
            found["birth_date"] = identity_number.birth_date(id_number)
            if not birth.holds(found["birth_date"]):
                refusals.append(self._refusal(number, "birth_date", "与公民身份号码不一致"))

    def _check_person(self, number: int, values: Mapping[str, Any], refusals: list[Refusal]) -> None:
        """Hold the row against the rules that a person's particulars keep."""
        try:
            Person.model_validate({"id": "row", **values})
        except ValidationError as error:
            for problem in problems_of(error):
                name = next((one for words, one in _FIELD_OF_SENTENCE.items() if problem.message.startswith(words)), "")
                refusals.append(self._refusal(number, name or problem.path, problem.message))

    def _refusal(self, number: int, name: str, reason: str) -> Refusal:
        place = self._header.places.get(name, self._header.places["name"])
        value = self._value(number, name)
        if isinstance(value, date):
            value = value.isoformat()[:10]
        title = self._header.title_of(name) or self._header.title_of("name")
        shown = "" if value is None or value is UNCALCULATED else cells.shown(value)
        return Refusal(number, f"{get_column_letter(place + 1)}{number}", title, shown, reason)


def _ends_table(value: Any) -> bool:
    """Whether a row that begins with the value stands under the table: 填表人：…, 注：…, 制表日期."""
    footers = roster_wording().footers
    return _follows(value, footers.ends, r"$|[:(\[,;\d]") or _follows(value, footers.ends_with_colon, r"\d*:")


def _follows(value: Any, words: tuple[str, ...], pattern: str) -> bool:
    """Whether the text is one of the words and then what the pattern asks."""
    if not isinstance(value, str):
        return False
    text = squeezed(value)
    return any(text.startswith(word) and re.match(pattern, text[len(word) :]) for word in words)
