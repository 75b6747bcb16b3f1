"""People around the branch whom the 要点 name, each with the training taken."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field as Limits

from liangxin_desktop.domain.nouns import Id, Line, Name, Noun, Text


class ContactKind(StrEnum):
    """党支部书记, 书记后备人选, 党建工作指导员, 党建之友 or 专职党群工作者."""

    SECRETARY = "secretary"
    RESERVE = "reserve-secretary"
    INSTRUCTOR = "instructor"
    FRIEND = "friend"
    WORKER = "party-worker"


class Training(Noun):
    """A training taken (书记轮训 and the like). `hours` are 学时."""

    name: Name
    held_on: date
    organizer: Line | None = None
    hours: Annotated[float, Limits(ge=0, le=1000)] | None = None


class ContactFields(Noun):
    """A contact's particulars, one value each. `person` names them where they stand in the roster."""

    id: Id
    kind: ContactKind
    name: Name
    person: Id | None = None
    unit: Line | None = None
    position: Line | None = None
    phone: Line | None = None
    since: date | None = None
    until: date | None = None
    note: Text | None = None


class Contact(ContactFields):
    """One contact. Trainings stand in the order of writing."""

    trainings: tuple[Training, ...] = ()

    def ended_by(self, day: date) -> bool:
        """Whether the contact's time was over before the day; the last day is still one of it."""
        return self.until is not None and self.until < day

    @property
    def newest_first(self) -> tuple[Training, ...]:
        """The trainings by their days, the latest first."""
        return tuple(sorted(self.trainings, key=lambda one: one.held_on, reverse=True))

    def hours_in(self, year: int) -> float:
        """学时 of the trainings of a year; those that say none count nothing."""
        return sum(one.hours or 0 for one in self.trainings if one.held_on.year == year)
