"""What importing a roster would do to the people who are known: added, changed, left as they are, refused."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from pydantic import ValidationError

from liangxin_desktop.domain import identity_number, nouns
from liangxin_desktop.domain.branch import Group
from liangxin_desktop.domain.imports import (
    FieldChange,
    Planned,
    PlannedChange,
    Refusal,
    RosterImport,
    RosterRow,
    RosterSheet,
)
from liangxin_desktop.domain.people import Person, Sex
from liangxin_desktop.exchange.cells import readers
from liangxin_desktop.exchange.problems import problems_of

_TELLING = ("phone", "admitted_on")
_MOST_NAMESAKES = 50
_NUMERALS = "一二三四五六七八九十"


def plan_import(
    sheet: RosterSheet,
    *,
    people: Sequence[Person],
    groups: Sequence[Group],
    new_id: Callable[[], str] = nouns.new_id,
) -> RosterImport:
    """Match each row with a known person by identity number, else by name and birth date, else by a name borne once.

    Of several namesakes the one with the row's telephone number or day of admission is taken.
    A change never empties a field. People of one name who cannot be told apart are refused, never guessed.
    """
    planner = _Planner(sheet, people, groups, new_id)
    for row in sheet.rows:
        planner.take(row)
    return planner.plan()


class _Planner:
    def __init__(
        self, sheet: RosterSheet, people: Sequence[Person], groups: Sequence[Group], new_id: Callable[[], str]
    ) -> None:
        self._sheet, self._people, self._new_id = sheet, people, new_id
        self._groups = {group_key(group.name): group for group in groups}
        self._new_groups: dict[str, Group] = {}
        self._taken: dict[str, int] = {}
        self._by_name: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            self._by_name[_plain_name(person)].append(person)
        self._by_number = {person.id_number: person for person in people if person.id_number}
        self._row_of_number: dict[str, int] = {}
        self._seen: dict[str, list[tuple[int, Person]]] = defaultdict(list)
        self._added: list[Planned[Person]] = []
        self._changed: list[PlannedChange[Person]] = []
        self._unchanged: list[Planned[Person]] = []
        self._refused: list[Refusal] = list(sheet.refusals)

    def plan(self) -> RosterImport:
        """What was planned, refusals in the order of the sheet."""
        needed = {one.noun.group for one in self._added} | {one.after.group for one in self._changed}
        return RosterImport(
            added=tuple(self._added),
            changed=tuple(self._changed),
            unchanged=tuple(self._unchanged),
            refused=tuple(sorted(self._refused, key=lambda refusal: refusal.row)),
            new_groups=tuple(group for group in self._new_groups.values() if group.id in needed),
        )

    def take(self, row: RosterRow) -> None:
        """Plan one row, or refuse it with the reason."""
        try:
            self._need_single(row)
            known = self._known(row)
            if known is None:
                self._add(row)
            else:
                self._compare(row, known)
        except _RowError as error:
            self._refused.append(self._refusal(row, error.field, str(error)))

    def _need_single(self, row: RosterRow) -> None:
        """Refuse a row that repeats an earlier one of the same sheet, or may do so."""
        number = _value(row, "id_number")
        if number in self._row_of_number:
            raise _RowError("id_number", f"与第{self._row_of_number[number]}行的公民身份号码重复")
        namesakes = self._seen[row.name]
        if len(namesakes) > _MOST_NAMESAKES:
            raise _RowError("name", f"同名的超过{_MOST_NAMESAKES}行")
        for earlier_row, earlier in namesakes:
            if not _differ(earlier, row, *_TELLING):
                raise _RowError("name", f"与第{earlier_row}行同名，没有不同的公民身份号码或出生日期，分不清是否同一人")
        namesakes.append((row.number, Person(id="row", **row.values)))
        if number is not None:
            self._row_of_number[number] = row.number

    def _known(self, row: RosterRow) -> Person | None:
        same_number = self._by_number.get(_value(row, "id_number"))
        if same_number is not None:
            if _plain_name(same_number) != row.name:
                raise _RowError("name", f"这个公民身份号码在支部里属于“{same_number.name}”，请先核对")
            return same_number
        same_name = [person for person in self._by_name[row.name] if not _differ(person, row)]
        born = _birth_of(row)
        same_birth = [person for person in same_name if born is not None and _birth(person) == born]
        found = same_birth or same_name
        if len(found) > 1:
            found = [person for person in found if _agree(person, row)] or found
        if len(found) > 1:
            raise _RowError("name", f"支部里有{len(found)}位同名的人，请填写公民身份号码或出生日期")
        return found[0] if found else None

    def _add(self, row: RosterRow) -> None:
        values = dict(row.values)
        if number := values.get("id_number"):
            values.setdefault("birth_date", identity_number.birth_date(number))
            values.setdefault("sex", Sex.MALE if identity_number.is_male(number) else Sex.FEMALE)
        person = Person(id=self._new_id(), group=self._group_of(row), **values)
        self._added.append(Planned(row.number, person))

    def _compare(self, row: RosterRow, known: Person) -> None:
        if known.id in self._taken:
            raise _RowError("name", f"与第{self._taken[known.id]}行是同一个人")
        values = dict(row.values)
        if row.group_name is not None:
            values["group"] = self._group_of(row)
        changes = tuple(
            FieldChange(name, getattr(known, name), after)
            for name, after in values.items()
            if not _is_same(name, getattr(known, name), after)
        )
        after = _changed(known, changes)
        self._taken[known.id] = row.number
        if changes:
            self._changed.append(PlannedChange(row.number, known, after, changes))
        else:
            self._unchanged.append(Planned(row.number, known))

    def _group_of(self, row: RosterRow) -> str | None:
        if row.group_name is None:
            return None
        key = group_key(row.group_name)
        known = self._groups.get(key) or self._new_groups.get(key)
        if known is None:
            known = self._new_groups[key] = Group(id=self._new_id(), name=_group_name(row.group_name))
        return known.id

    def _refusal(self, row: RosterRow, field: str, reason: str) -> Refusal:
        shown = identity_number.masked(row.values["id_number"]) if field == "id_number" else row.name
        return self._sheet.refusal(row, field, shown, reason)


class _RowError(Exception):
    """A row cannot be taken: the field at fault and the reason in Chinese."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


def _value(row: RosterRow, field: str) -> Any:
    return row.values.get(field)


def _differ(person: Person, row: RosterRow, *telling: str) -> bool:
    """Whether identity number, birth date or one of the telling fields say that these are two people."""
    pairs = [(_birth(person), _birth_of(row))]
    pairs += [(getattr(person, name), _value(row, name)) for name in ("id_number", *telling)]
    return any(one and other and one != other for one, other in pairs)


def _agree(person: Person, row: RosterRow) -> bool:
    """Whether a telling field is the same in both, and none is another."""
    same = any(_value(row, name) is not None and getattr(person, name) == row.values[name] for name in _TELLING)
    return same and not _differ(person, row, *_TELLING)


def _plain_name(person: Person) -> str:
    """The person's name as a sheet's cell would be read, so that 张　三 of the record is 张三 of the sheet."""
    return str(_as_read("name", person.name))


def _is_same(field: str, before: Any, after: Any) -> bool:
    """Whether a cell says what is recorded, be it in other words: 本科 is 大学本科."""
    return before == after or (before is not None and _as_read(field, before) == after)


def _as_read(field: str, value: Any) -> Any:
    reader = readers(uses_1904=False).get(field)
    try:
        return reader(value) if reader else value
    except ValueError:
        return value


def _birth(person: Person) -> Any:
    return person.birth_date or (identity_number.birth_date(person.id_number) if person.id_number else None)


def _birth_of(row: RosterRow) -> Any:
    number = _value(row, "id_number")
    return _value(row, "birth_date") or (identity_number.birth_date(number) if number else None)


def _changed(known: Person, changes: tuple[FieldChange, ...]) -> Person:
    try:
        after: Person = known.but(**{change.field: change.after for change in changes})
    except ValidationError as error:
        raise _RowError("name", f"与支部里已有的记录不合：{problems_of(error)[0].message}") from None
    return after


def group_key(name: str) -> str:
    """What two ways of writing one group have in common: 第一党小组, 一组, 第1小组 and 1 are the same group."""
    key = re.sub(r"\s", "", unicodedata.normalize("NFKC", name))
    key = re.sub(r"(党小组|小组|组)$", "", key).removeprefix("第")
    if key and all(character in _NUMERALS for character in key):
        return str(_number(key))
    return key or name


def _number(numeral: str) -> int:
    tens, ten, units = numeral.partition("十")
    if not ten:
        return int("".join(str(_NUMERALS.index(digit) + 1) for digit in numeral))
    return 10 * (_NUMERALS.index(tens) + 1 if tens else 1) + (_NUMERALS.index(units) + 1 if units else 0)


def _group_name(name: str) -> str:
    """The name of a new group: a bare number becomes 第n党小组."""
    name = name.strip()
    return f"第{name}党小组" if name.isdigit() else name
