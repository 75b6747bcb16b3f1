"""What was typed into a form, made into a noun, or the sentence for each field that is not yet right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from liangxin_desktop.domain import identity_number
from liangxin_desktop.domain.branch import Branch, Group
from liangxin_desktop.domain.contacts import Contact, Training
from liangxin_desktop.domain.people import Person, Sex
from liangxin_desktop.domain.room_register import RoomEntry, RoomFacts
from liangxin_desktop.domain.units import Unit

T = TypeVar("T", Person, Branch, Group, Unit, Contact, Training, RoomEntry, RoomFacts)

_BLANK = "请填写这一项。"
_OF_BLANKS = ("string_too_short", "int_type", "date_type")
"""What is found wrong with a field that was left empty."""
_PLACES = (("公民身份号码", "id_number"), ("转正日期", "full_on"), ("入党日期", "admitted_on"))
"""Which field a sentence about the whole person belongs to, by the words it begins with."""


@dataclass(frozen=True)
class Entry(Generic[T]):
    """A noun, or what is wrong: a Chinese sentence for each field; "" is the key for what concerns none alone."""

    noun: T | None
    problems: Mapping[str, str]


@dataclass(frozen=True)
class NumberFacts:
    """What an identity number says of its bearer."""

    number: str
    birth_date: date
    sex: Sex


def enter_person(values: Mapping[str, Any]) -> Entry[Person]:
    """A person from the values of a form, by the names of `Person`'s fields."""
    return _entered(Person, values)


def enter_branch(values: Mapping[str, Any]) -> Entry[Branch]:
    """The branch from the values of a form."""
    return _entered(Branch, values)


def enter_group(values: Mapping[str, Any]) -> Entry[Group]:
    """A group from the values of a form."""
    return _entered(Group, values)


def enter_unit(values: Mapping[str, Any]) -> Entry[Unit]:
    """A covered unit from the values of a form."""
    return _entered(Unit, values)


def enter_contact(values: Mapping[str, Any]) -> Entry[Contact]:
    """A contact from the values of a form."""
    return _entered(Contact, values)


def enter_training(values: Mapping[str, Any]) -> Entry[Training]:
    """A training from the values of a form."""
    return _entered(Training, values)


def enter_room_facts(values: Mapping[str, Any]) -> Entry[RoomFacts]:
    """What the room's six items are, from the values of a form."""
    return _entered(RoomFacts, values)


def enter_room_entry(values: Mapping[str, Any]) -> Entry[RoomEntry]:
    """An entry of the room's register from its values."""
    return _entered(RoomEntry, values)


def read_number(text: str) -> NumberFacts:
    """What the identity number says. Raises ValueError with a Chinese reason when it is none."""
    number = identity_number.normalize(text)
    sex = Sex.MALE if identity_number.is_male(number) else Sex.FEMALE
    return NumberFacts(number, identity_number.birth_date(number), sex)


def _entered(noun: type[T], values: Mapping[str, Any]) -> Entry[T]:
    try:
        return Entry(noun.model_validate(dict(values)), {})
    except ValidationError as error:
        return Entry(None, _problems(error))


def _problems(error: ValidationError) -> dict[str, str]:
    """The first sentence for each field, each ended by a full stop."""
    from liangxin_desktop.exchange.problems import problems_of

    found: dict[str, str] = {}
    for detail, problem in zip(error.errors(include_url=False, include_input=False), problems_of(error), strict=True):
        message = _BLANK if detail["type"] in _OF_BLANKS else f"{problem.message}。"
        place = str(detail["loc"][0]) if detail["loc"] else _place_of(message)
        found.setdefault(place, message)
    return found


def _place_of(message: str) -> str:
    return next((field for words, field in _PLACES if message.startswith(words)), "")
