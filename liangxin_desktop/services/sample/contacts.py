"""The sample's contacts: the secretary and those who may follow, the street's people and the branch's friends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from liangxin_desktop.domain.contacts import Contact, ContactKind, Training
from liangxin_desktop.domain.people import Person, Role
from liangxin_desktop.domain.periods import add_months
from liangxin_desktop.services.sample import diary
from liangxin_desktop.services.sample.setting import Setting, texts


def contacts(setting: Setting, people: Sequence[Person]) -> tuple[Contact, ...]:
    """Everyone, kinds in their order, with trainings on working days."""
    text = texts("contacts")
    secretary = _of_roster(people, Role.SECRETARY, ContactKind.SECRETARY, "k1")
    found = [secretary.but(trainings=_trainings(setting, text["secretary_training"]))]
    for number, reserve in enumerate(text["reserve"], start=2):
        one = _of_roster(people, Role(reserve["role"]), ContactKind.RESERVE, f"k{number}")
        since = _ago(setting, reserve["since_months"])
        found.append(one.but(since=since, trainings=_trainings(setting, reserve["training"])))
    return (*found, *_others(setting, text["contact"], first=len(found) + 1))


def _of_roster(people: Sequence[Person], role: Role, kind: ContactKind, contact_id: str) -> Contact:
    person = next(one for one in people if one.role is role)
    told = {name: getattr(person, name) for name in ("name", "unit", "position", "phone")}
    return Contact.model_validate({"id": contact_id, "kind": kind, "person": person.id, **told})


def _others(setting: Setting, told: Sequence[Mapping[str, Any]], first: int) -> Iterator[Contact]:
    for number, one in enumerate(told, start=first):
        until = one.get("until_months")
        yield Contact(
            id=f"k{number}",
            kind=ContactKind(one["kind"]),
            name=one["name"],
            unit=one["unit"],
            position=one["position"],
            phone=one["phone"],
            since=_ago(setting, one["since_months"]),
            until=_ago(setting, until) if until else None,
            note=one.get("note"),
            trainings=_trainings(setting, one["training"]),
        )


def _trainings(setting: Setting, told: Sequence[Mapping[str, Any]]) -> tuple[Training, ...]:
    """Those of before the branch was set up as well; the earliest first."""
    found = [
        Training(
            name=one["name"],
            held_on=_ago(setting, one["months_ago"]),
            organizer=one["organizer"],
            hours=one["hours"],
        )
        for one in told
    ]
    return tuple(sorted(found, key=lambda one: one.held_on))


def _ago(setting: Setting, months: int) -> date:
    return diary.on_or_before(add_months(setting.as_of, -months))
