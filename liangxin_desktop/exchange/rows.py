"""From the grid under a header to people: what is said of each, what is refused and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError
from typing_extensions import override

from liangxin_desktop.domain import identity_number
from liangxin_desktop.domain.imports import Refusal, RosterRow
from liangxin_desktop.domain.people import Person
from liangxin_desktop.exchange import cells
from liangxin_desktop.exchange.dates import PartialDate
from liangxin_desktop.exchange.headers import Header
from liangxin_desktop.exchange.problems import problems_of
from liangxin_desktop.exchange.table import Table
from liangxin_desktop.exchange.wording import squeezed

_FIELD_OF_SENTENCE = {"公民身份号码": "id_number", "转正日期": "full_on", "入党日期": "admitted_on"}


class People(Table[RosterRow]):
    """Every person under the header."""

    def __init__(self, header: Header) -> None:
        super().__init__(header, cells.readers(header.grid.uses_1904))
        self._section: str | None = None
        self._births_without_day = 0

    @override
    def row_at(self, number: int, refusals: list[Refusal]) -> RosterRow:
        found = self.values_at(number, refusals)
        group_name = found.pop("group_name", None) or self._section
        if found.get("sex") is None:
            found["sex"] = cells.sex_behind_name(self.value(number, "name"))
        self._complete_birth(number, found, refusals)
        values = {name: value for name, value in found.items() if value is not None}
        if not any(refusal.row == number for refusal in refusals):
            self._check_person(number, values, refusals)
        return RosterRow(number, MappingProxyType(values), group_name)

    @override
    def is_heading(self, number: int) -> bool:
        """A row that holds nothing but a group's name opens the section of that group."""
        filled = self.cells_of(number)
        if len(filled) != 1 or not isinstance(filled[0], str):
            return False
        title = squeezed(filled[0]).partition("(")[0].rstrip(":：")
        if not title.endswith(("党小组", "小组")):
            return False
        self._section = title
        return True

    @override
    def left_out(self) -> Sequence[str]:
        count = self._births_without_day
        return (f"{count}人的出生日期只有年月、缺少日，没有导入，可以后在名册里补上",) if count else ()

    def _complete_birth(self, number: int, found: dict[str, Any], refusals: list[Refusal]) -> None:
        """A birth date without its day takes the day from the identity number, or is left out."""
        birth, id_number = found.get("birth_date"), found.get("id_number")
        if not isinstance(birth, PartialDate):
            return
        found["birth_date"] = None
        if not id_number:
            self._births_without_day += 1
        else:
            found["birth_date"] = identity_number.birth_date(id_number)
            if not birth.holds(found["birth_date"]):
                refusals.append(self.refusal(number, "birth_date", "与公民身份号码不一致"))

    def _check_person(self, number: int, values: Mapping[str, Any], refusals: list[Refusal]) -> None:
        """Hold the row against the rules that a person's particulars keep."""
        try:
            Person.model_validate({"id": "row", **values})
        except ValidationError as error:
            for problem in problems_of(error):
                name = next((one for words, one in _FIELD_OF_SENTENCE.items() if problem.message.startswith(words)), "")
                refusals.append(self.refusal(number, name or problem.path, problem.message))
