"""People of the branch: members, and those on their way to membership."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, model_validator

from liangxin_desktop.domain import identity_number
from liangxin_desktop.domain.nouns import Id, Line, Name, Noun


class Sex(StrEnum):
    """性别."""

    MALE = "male"
    FEMALE = "female"


class Role(StrEnum):
    """A seat in the branch's leadership."""

    SECRETARY = "secretary"
    DEPUTY = "deputy-secretary"
    ORGANIZATION = "organization"
    PUBLICITY = "publicity"
    DISCIPLINE = "discipline"
    MEMBER = "committee-member"


class Stage(StrEnum):
    """How far a person is on the way to full membership."""

    APPLICANT = "applicant"
    ACTIVIST = "activist"
    TARGET = "target"
    PROBATIONARY = "probationary"
    FULL = "full"

    @property
    def is_member(self) -> bool:
        """Whether the stage is one of a Party member, probationary included."""
        return self in (Stage.PROBATIONARY, Stage.FULL)


def _identity_number(text: str) -> str:
    return identity_number.normalize(text) if text else ""


class PersonFields(Noun):
    """A person's particulars, one value each.

    `admitted_on` is the day of admission as a probationary member, `joined_on` the day the membership came to this
    branch (null: with the admission) and `joined_from` from where, `left_on` the first day no longer in it.
    `left_decision` is the organization's decision that ended it: whose, when, its number. `votes` is false under
    留党察看 or with suspended rights.
    """

    id: Id
    name: Name
    sex: Sex | None = None
    birth_date: date | None = None
    id_number: Annotated[str, AfterValidator(_identity_number)] | None = None
    ethnicity: Line | None = None
    education: Line | None = None
    phone: Line | None = None
    unit: Line | None = None
    position: Line | None = None
    group: Id | None = None
    role: Role | None = None
    stage: Stage = Stage.FULL
    admitted_on: date | None = None
    joined_on: date | None = None
    full_on: date | None = None
    votes: bool = True
    left_on: date | None = None
    left_reason: Line | None = None
    joined_from: Line | None = None
    left_decision: Line | None = None


class Person(PersonFields):
    """One person, whose particulars agree with each other."""

    @model_validator(mode="after")
    def _particulars_agree(self) -> Self:
        if self.id_number:
            if self.birth_date and identity_number.birth_date(self.id_number) != self.birth_date:
                raise ValueError("公民身份号码与出生日期不一致")
            if self.sex and identity_number.is_male(self.id_number) != (self.sex is Sex.MALE):
                raise ValueError("公民身份号码与性别不一致")
        if self.admitted_on and self.full_on and self.full_on < self.admitted_on:
            raise ValueError("转正日期早于入党日期")
        if self.admitted_on and self.birth_date and self.admitted_on < self.birth_date:
            raise ValueError("入党日期早于出生日期")
        return self
