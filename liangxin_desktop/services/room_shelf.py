"""Where the checks against one standard lie in the record, and how one of them is begun, drafted and put there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol, cast

from liangxin_desktop.domain.nouns import new_id
from liangxin_desktop.domain.room import ALWAYS, Check, PresetCheck, PresetItem, RoomCheck
from liangxin_desktop.services.room_standards import Standard, standard_of
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.unit_of_work import UnitOfWork

DRAFT = "room-draft"
"""The setting that holds the self-check under way; that of another standard has its key behind."""
CheckKey = int | str
"""What names a check in the record: a key of the store, or the check's id."""


class Shelf(Protocol):
    """The checks against one standard."""

    standard: Standard
    draft: str
    """The setting that holds the check under way."""

    def all(self) -> list[tuple[CheckKey, Check]]:
        """Every check with its key, in order of insertion."""

    def put(self, check: Check) -> None:
        """Put a check into the record; one of the same day is corrected in place."""

    def begun(self, day: date, last: Check | None) -> Check:
        """A new check of a day, filled as the last one, in today's words."""

    def read(self, told: Mapping[str, Any]) -> Check:
        """The check that a draft holds."""

    def asked_of(self, check: Check) -> tuple[PresetItem, ...]:
        """What a check answers: today's items, in its own words where it has some, and those no longer asked."""


def shelf_of(workspace: Workspace, work: UnitOfWork, key: str) -> Shelf:
    """The shelf of a standard. Raises RefusedError where there is no such standard."""
    standard = standard_of(workspace, work, key)
    return _SixShelf(work, standard) if standard.is_duty else _OtherShelf(work, standard)


class _SixShelf:
    def __init__(self, work: UnitOfWork, standard: Standard) -> None:
        self._work, self.standard, self.draft = work, standard, DRAFT

    def all(self) -> list[tuple[CheckKey, Check]]:
        return [(key, check) for key, check in self._work.room_checks.all()]

    def put(self, check: Check) -> None:
        kept, own = self._work.room_checks, cast("RoomCheck", check)
        keys = [key for key, one in kept.all() if one.checked_on == own.checked_on]
        if keys:
            kept.put(keys[-1], own)
        else:
            kept.add(own)

    def begun(self, day: date, last: Check | None) -> Check:
        return (last or RoomCheck(checked_on=day)).but(checked_on=day)  # type: ignore[no-any-return]

    def read(self, told: Mapping[str, Any]) -> Check:
        return RoomCheck.model_validate(told)

    def asked_of(self, check: Check) -> tuple[PresetItem, ...]:  # noqa: ARG002 - the six are the same in every check
        return self.standard.preset.items


class _OtherShelf:
    def __init__(self, work: UnitOfWork, standard: Standard) -> None:
        self._work, self.standard, self.draft = work, standard, f"{DRAFT}:{standard.key}"

    def all(self) -> list[tuple[CheckKey, Check]]:
        return [(one.id, one) for one in self._checks()]

    def _checks(self) -> list[PresetCheck]:
        return [one for one in self._work.preset_checks.all() if one.preset == self.standard.key]

    def put(self, check: Check) -> None:
        by_day = {one.checked_on: one.id for one in self._checks()}
        own = cast("PresetCheck", check)
        fresh = own.id if own.id not in by_day.values() else new_id()
        self._work.preset_checks.put(own.but(id=by_day.get(own.checked_on, fresh)))

    def begun(self, day: date, last: Check | None) -> Check:
        preset = self.standard.preset
        bare = PresetCheck(id=new_id(), preset=preset.id, title=preset.title, checked_on=day)
        return bare.filled(day, {one.key: last.of(one.key) for one in preset.items}, preset.items) if last else bare

    def read(self, told: Mapping[str, Any]) -> Check:
        return PresetCheck.model_validate(told)

    def asked_of(self, check: Check) -> tuple[PresetItem, ...]:
        own = {one.key: one.title for one in cast("PresetCheck", check).items}
        asked = [one.but(title=own.pop(one.key, one.title)) for one in self.standard.preset.items]
        return (*asked, *(PresetItem(key=key, title=title, shelf_months=ALWAYS) for key, title in own.items()))
