"""示范阵地申报表: filled from the record; what is special and which pictures are shown the secretary decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from liangxin_desktop.domain.branch import Branch
from liangxin_desktop.domain.life_return import title_of
from liangxin_desktop.domain.model_room import (
    MOST_PICTURES,
    ModelItem,
    ModelPicture,
    ModelRoomForm,
    quarters_checked,
    quarters_to,
    uses_of_room,
)
from liangxin_desktop.domain.people import Stage
from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.room import PresetItem, RoomCheck, RoomItem, latest_check
from liangxin_desktop.domain.room_particulars import Particulars, particulars_of
from liangxin_desktop.domain.room_register import EntryKind, RoomEntry
from liangxin_desktop.domain.roster import Roster
from liangxin_desktop.domain.rules import RuleBook
from liangxin_desktop.domain.rules.room import standard_on
from liangxin_desktop.domain.sessions import Attachment
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.attachments import is_picture
from liangxin_desktop.services.room_form import sound_picture
from liangxin_desktop.services.room_register import is_use, use_of
from liangxin_desktop.services.room_register_form import entry_forms
from liangxin_desktop.services.room_summary import summary_of
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.unit_of_work import UnitOfWork

_SHEET = "model-room"
"""The setting that holds what the secretary wrote and chose."""
_LATEST_USES = 4


@dataclass(frozen=True)
class PictureChoice:
    """A picture kept as evidence: the file, the item it belongs to, its words, and the day it stands for."""

    file: Attachment
    item: str
    title: str
    taken_on: date


@dataclass(frozen=True)
class ModelSheet:
    """What the secretary adds to the record: what is special, and the pictures by their SHA-256."""

    special: str
    pictures: tuple[str, ...]


def model_sheet(workspace: Workspace) -> ModelSheet:
    """The sheet as it was left; at first one picture of each item, then more of them, as many as it takes."""
    with workspace.begin() as work:
        return _sheet(work, _choices(workspace, work))


def keep_model_sheet(workspace: Workspace, sheet: ModelSheet) -> None:
    """Keep what was written and chosen."""
    with workspace.begin() as work:
        work.settings.put(_SHEET, {"special": sheet.special, "pictures": list(sheet.pictures[:MOST_PICTURES])})
        work.commit()


def picture_choices(workspace: Workspace) -> tuple[PictureChoice, ...]:
    """The pictures that the sheet may show: those of the latest self-check, then of the register; each file once."""
    with workspace.begin() as work:
        return _choices(workspace, work)


def model_room_form(workspace: Workspace) -> ModelRoomForm:
    """The sheet as of today. Raises RefusedError where the branch is not named, or the room was never checked."""
    today = workspace.today
    with workspace.begin() as work:
        branch, record = work.branch.get(), _record(work, today)
        check = latest_check(record.room_checks, last=today)
        if branch is None or check is None:
            raise RefusedError("还没有做过阵地自查，不能申报示范阵地。", "请先做一次阵地自查，再填申报表。")
        book, choices = workspace.book(work), _choices(workspace, work)
        sheet, asked = _sheet(work, choices), standard_on(book, today).items
        told = _particulars(record, today)
        return ModelRoomForm(
            **_about(branch, Roster.of(record), today),
            units=_units(branch, len(record.units)),
            place=_place(told),
            items=tuple(_item(one, check.of(one.key), told) for one in asked),
            quarters=quarters_checked(record.room_checks, [one.key for one in asked], today),
            uses=uses_of_room(_uses(record, book), today, _LATEST_USES),
            special=sheet.special,
            pictures=tuple(_pictures(work, sheet, choices)),
            made_on=today,
        )


def _record(work: UnitOfWork, today: date) -> BranchRecord:
    """The record with the sessions of the quarters told of."""
    return work.load_record(since=quarters_to(today)[0].start)


def _about(branch: Branch, roster: Roster, today: date) -> dict[str, Any]:
    members, secretary = roster.members(today), roster.secretary(today)
    return {
        "branch": branch.name,
        "superior": branch.superior,
        "affiliation": label("affiliation", branch.affiliation),
        "formation": label("formation", branch.formation),
        "established_on": branch.established_on,
        "members": len(members),
        "probationary": sum(one.stage is Stage.PROBATIONARY for one in members),
        "secretary": secretary.person.name if secretary else "",
    }


def _units(branch: Branch, count: int) -> str:
    return f"{count}家" if count else branch.unit_name


def _place(told: Particulars) -> str:
    """Where the room is, how large, whose, and when it is open."""
    room = told.room.model_copy(update={"uses": told.room.uses.model_copy(update={"last_on": None})})
    said = summary_of("room", told.model_copy(update={"room": room}))
    hours = f"{told.room.opening_hours}开放" if told.room.opening_hours else ""
    parts = (told.room.place if told.room.place not in said else "", said, hours)
    return " · ".join(part for part in parts if part)[:200]


def _item(asked: PresetItem, item: RoomItem | None, told: Particulars) -> ModelItem:
    return ModelItem(
        title=asked.title,
        status=item.status if item else None,
        description=((item.description if item else "") or "").strip(),
        register_line=summary_of(asked.key, told),
        evidence_on=item.evidence_on if item else None,
    )


def _particulars(record: BranchRecord, today: date) -> Particulars:
    quarter = Period.containing(today, "quarter")
    return particulars_of(record.room_facts, record.room_entries, quarter, today)


def _uses(record: BranchRecord, book: RuleBook) -> Iterator[RoomEntry]:
    """The uses that the register has, and the sessions at the room's place that it has not."""
    place = record.room_facts.place if record.room_facts else None
    yield from (use_of(one, title_of(record, book, one)) for one in record.sessions if is_use(one, place))
    yield from (one for one in record.room_entries if one.kind is EntryKind.USE)


def _choices(workspace: Workspace, work: UnitOfWork) -> tuple[PictureChoice, ...]:
    asked = standard_on(workspace.book(work), workspace.today).items
    check = latest_check((one for _, one in work.room_checks.all()), last=workspace.today)
    found: dict[str, PictureChoice] = {}
    for one in (*_of_check(asked, check), *_of_register(asked, work.room_entries.all())):
        if is_picture(one.file) and work.attachments.known(one.file.sha256):
            found.setdefault(one.file.sha256, one)
    return tuple(found.values())


def _of_check(asked: tuple[PresetItem, ...], check: RoomCheck | None) -> Iterator[PictureChoice]:
    for one in asked if check else ():
        item = check.of(one.key) if check else None
        if check and item:
            day = item.evidence_on or check.checked_on
            yield from (PictureChoice(file, one.key, one.title, day) for file in item.attachments)


def _of_register(asked: tuple[PresetItem, ...], entries: list[RoomEntry]) -> Iterator[PictureChoice]:
    titles = {one.key: one.title for one in asked}
    for entry in reversed(entries):
        if entry.on and entry.kind.item in titles:
            title = f"{entry_forms()[entry.kind].one}：{entry.title}"
            yield from (PictureChoice(file, entry.kind.item, title, entry.on) for file in entry.attachments)


def _sheet(work: UnitOfWork, choices: tuple[PictureChoice, ...]) -> ModelSheet:
    kept = work.settings.get(_SHEET)
    if kept is None:
        return ModelSheet("", _first_of_each(choices))
    known = {one.file.sha256 for one in choices}
    return ModelSheet(str(kept["special"]), tuple(one for one in kept["pictures"] if one in known))


def _first_of_each(choices: tuple[PictureChoice, ...]) -> tuple[str, ...]:
    first: dict[str, str] = {}
    for one in choices:
        first.setdefault(one.item, one.file.sha256)
    others = [one.file.sha256 for one in choices if one.file.sha256 not in first.values()]
    chosen = {*first.values(), *others[: max(MOST_PICTURES - len(first), 0)]}
    return tuple(one.file.sha256 for one in choices if one.file.sha256 in chosen)[:MOST_PICTURES]


def _pictures(work: UnitOfWork, sheet: ModelSheet, choices: tuple[PictureChoice, ...]) -> Iterator[ModelPicture]:
    """The pictures chosen, in the order offered; what proves to be no sound picture is left out."""
    for one in choices:
        data = sound_picture(work.attachments.read(one.file.sha256)) if one.file.sha256 in sheet.pictures else None
        if data:
            yield ModelPicture(title=one.title, taken_on=one.taken_on, data=data)
