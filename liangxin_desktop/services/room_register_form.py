"""What was typed into the lines of 阵地台账, made into an entry, or the sentence for each field not yet right."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from liangxin_desktop.domain.nouns import new_id
from liangxin_desktop.domain.room_register import EntryKind, RoomEntry, RoomFacts, RoomTenure
from liangxin_desktop.domain.sessions import Attachment
from liangxin_desktop.paths import resources
from liangxin_desktop.services.entry import Entry, enter_room_entry, enter_room_facts

_BLANK = "请填写这一项。"


class EntryField(BaseModel):
    """One field of a kind of entry: its label, a hint, its unit, and its width in pixels (0: what is left)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Literal["on", "withdrawn_on", "title", "number", "year", "detail"]
    label: str
    width: int
    hint: str = ""
    unit: str = ""
    required: bool = False


class EntryForm(BaseModel):
    """What is asked of a kind of entry. `title` names the list, `one` an entry of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    one: str
    fields: tuple[EntryField, ...]

    def label_of(self, name: str) -> str:
        """The label of a field; empty where the kind has no such field."""
        return next((field.label for field in self.fields if field.name == name), "")


@cache
def entry_forms() -> Mapping[EntryKind, EntryForm]:
    """What is asked of each kind, in the order of the kinds."""
    text = (resources() / "wording" / "room_register.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    return {kind: EntryForm.model_validate(tables[kind]) for kind in EntryKind}


def enter_entry(
    kind: EntryKind,
    values: Mapping[str, Any],
    today: date,
    *,
    entry_id: str | None = None,
    attachments: Sequence[Attachment] = (),
) -> Entry[RoomEntry]:
    """An entry from the values of its line; without an id a new one.

    Refused are blanks that must be filled, days and years yet to come, and a withdrawal before its beginning.
    """
    form = entry_forms()[kind]
    given: dict[str, Any] = {field.name: values.get(field.name) for field in form.fields}
    entered = enter_room_entry(
        {**given, "title": given["title"] or "", "id": entry_id or new_id(), "kind": kind, "attachments": attachments}
    )
    problems = {**dict(_rules(form, given, today)), **entered.problems, **dict(_blanks(form, given))}
    return replace(entered, noun=None, problems=problems) if problems else entered


def enter_facts(values: Mapping[str, Any]) -> Entry[RoomFacts]:
    """The facts from the values of their fields. Whose own a room is, it is shared with nobody."""
    own = values.get("tenure") == RoomTenure.OWN
    return enter_room_facts({**values, "shared_with": None if own else values.get("shared_with")})


def _blanks(form: EntryForm, given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for field in form.fields:
        if field.required and not given[field.name]:
            yield field.name, _BLANK


def _rules(form: EntryForm, given: Mapping[str, Any], today: date) -> Iterator[tuple[str, str]]:
    begun, ended, year = given.get("on"), given.get("withdrawn_on"), given.get("year")
    for name, day in (("on", begun), ("withdrawn_on", ended)):
        if day and day > today:
            yield name, f"{form.label_of(name)}还没有到。"
    if begun and ended and ended < begun:
        yield "withdrawn_on", f"{form.label_of('withdrawn_on')}不能早于{form.label_of('on')}。"
    if year and year > today.year:
        yield "year", f"{form.label_of('year')}还没有到。"
