"""How each noun lies in its tables: the one place where nouns become rows and rows become nouns.

Nouns are validated before they come here, and the database is sealed, so rows are built into nouns without validating
them again: that keeps 4000 sessions from being felt.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Table
from sqlmodel import SQLModel

from liangxin_desktop.domain.branch import Branch, Group
from liangxin_desktop.domain.development import Assessment, DevelopmentStep, StepDetails
from liangxin_desktop.domain.ledger import ReturnEntry
from liangxin_desktop.domain.nouns import Noun
from liangxin_desktop.domain.overrides import Override
from liangxin_desktop.domain.people import Person
from liangxin_desktop.domain.prompts import Prompt
from liangxin_desktop.domain.recycled import Recycled
from liangxin_desktop.domain.room import RoomCheck, RoomItem, RoomItems
from liangxin_desktop.domain.sessions import Action, Amendment, Attachment, Leave, Session, Vote
from liangxin_desktop.domain.units import Unit
from liangxin_desktop.store import tables
from liangxin_desktop.store.certificates import SigningIdentity, TrustedCertificate

T = TypeVar("T", bound=Noun)
Values = dict[str, Any]
Row = tuple[Any, ...]
_PEOPLE_OF_A_STEP = ("cultivators", "sponsors")


def table_of(row: type[SQLModel]) -> Table:
    """The table that a row class declares."""
    return cast(Table, row.__table__)  # type: ignore[attr-defined]


def _names(table: Table) -> tuple[str, ...]:
    ours = {"owner", "place"} if "owner" in table.columns else {"key"}
    return tuple(column.name for column in table.columns if column.name not in ours)


@dataclass(frozen=True)
class Part:
    """A list inside a noun, kept in a table of its own: `split` makes its rows, `join` puts them together again."""

    row: type[SQLModel]
    split: Callable[[Any], Iterable[Values]]
    join: Callable[[Sequence[Values]], Any]

    @property
    def table(self) -> Table:
        """The table that holds the list."""
        return table_of(self.row)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns that are the noun's own."""
        return _names(self.table)


def _scalars(name: str, row: type[SQLModel], column: str) -> Part:
    def split(noun: Any) -> Iterable[Values]:
        return [{column: one} for one in getattr(noun, name)]

    return Part(row, split, lambda rows: tuple(one[column] for one in rows))


def _nouns(name: str, row: type[SQLModel], kind: type[Noun]) -> Part:
    names = _names(table_of(row))

    def split(noun: Any) -> Iterable[Values]:
        return [{column: getattr(one, column) for column in names} for one in getattr(noun, name)]

    return Part(row, split, lambda rows: tuple(_built(kind, one) for one in rows))


def _built(kind: type[T], values: Values) -> T:
    return cast(T, kind.model_construct(**values))


@dataclass(frozen=True)
class Shape(Generic[T]):
    """A noun, its table and the tables of its lists. `kind` is the noun's name in `Changes` and in the audit log."""

    kind: str
    noun: type[T]
    row: type[SQLModel]
    parts: Mapping[str, Part] = field(default_factory=dict)
    identified_by: str | None = None

    @property
    def table(self) -> Table:
        """The table of the noun itself."""
        return table_of(self.row)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns that are the noun's own."""
        return _names(self.table)

    def values(self, noun: T) -> Values:
        """The noun's own columns."""
        return {name: getattr(noun, name) for name in self.names}

    def build(self, values: Values, lists: Mapping[str, Sequence[Values]]) -> T:
        """The noun of these columns and of the rows of its lists, in their order."""
        joined = {name: part.join(lists[name]) for name, part in self.parts.items()}
        return _built(self.noun, {**values, **joined})

    def text(self, noun: T) -> str:
        """The noun as JSON, as the audit log keeps it."""
        return noun.model_dump_json(exclude_none=True)

    def id_of(self, noun: T, key: int) -> str:
        """What names the noun: its id, or its key where it has none."""
        return str(getattr(noun, self.identified_by)) if self.identified_by else str(key)


class _DevelopmentShape(Shape[DevelopmentStep]):
    """Details are JSON; the people that they name stand apart, so that each must exist."""

    def values(self, noun: DevelopmentStep) -> Values:
        details = noun.details.model_dump(mode="json", exclude_none=True)
        kept = {name: [] if name in _PEOPLE_OF_A_STEP else value for name, value in details.items()}
        own = {name: getattr(noun, name) for name in self.names if name != "details"}
        return {**own, "details": json.dumps(kept, ensure_ascii=False)}

    def build(self, values: Values, lists: Mapping[str, Sequence[Values]]) -> DevelopmentStep:
        details = json.loads(values["details"])
        for row in lists["people"]:
            details[row["part"]].append(row["person"])
        attachments = self.parts["attachments"].join(lists["attachments"])
        return _built(self.noun, {**values, "details": StepDetails.model_validate(details), "attachments": attachments})


class _RoomShape(Shape[RoomCheck]):
    """Items are parts of a self-check, and attachments parts of its items."""

    def build(self, values: Values, lists: Mapping[str, Sequence[Values]]) -> RoomCheck:
        items = {row["item"]: {**row, "attachments": ()} for row in lists["items"]}
        for row in lists["attachments"]:
            items[row["item"]]["attachments"] += (_built(Attachment, {"sha256": row["sha256"], "name": row["name"]}),)
        named = {name: _built(RoomItem, _without(item, "item")) for name, item in items.items()}
        full = {name: named.get(name) for name in RoomItems.model_fields}
        return _built(self.noun, {**values, "items": _built(RoomItems, full)})


class _IdentityShape(Shape[SigningIdentity]):
    """The private key never enters the audit log."""

    def text(self, noun: SigningIdentity) -> str:
        return noun.model_dump_json(include={"fingerprint", "created_at", "predecessor"}, exclude_none=True)


class _TrustedShape(Shape[TrustedCertificate]):
    """The fingerprint stands for the certificate."""

    def text(self, noun: TrustedCertificate) -> str:
        return noun.model_dump_json(include={"fingerprint", "name"})


def _without(values: Values, name: str) -> Values:
    return {key: value for key, value in values.items() if key != name}


def _room_items(check: RoomCheck) -> Iterable[tuple[str, RoomItem]]:
    for name in RoomItems.model_fields:
        if (item := getattr(check.items, name)) is not None:
            yield name, item


def _item_rows(check: RoomCheck) -> Iterable[Values]:
    names = [name for name in _names(table_of(tables.RoomItemRow)) if name != "item"]
    return [{"item": name, **{one: getattr(item, one) for one in names}} for name, item in _room_items(check)]


def _item_attachment_rows(check: RoomCheck) -> Iterable[Values]:
    return [
        {"item": name, "sha256": one.sha256, "name": one.name}
        for name, item in _room_items(check)
        for one in item.attachments
    ]


def _quota_rows(branch: Branch) -> Iterable[Values]:
    return [{"year": year, "admissions": number} for year, number in branch.yearly_quota.items()]


def _people_of_step(step: DevelopmentStep) -> Iterable[Values]:
    return [
        {"part": part, "person": person} for part in _PEOPLE_OF_A_STEP for person in getattr(step.details, part) or ()
    ]


BRANCH = Shape(
    "branch",
    Branch,
    tables.BranchRow,
    {
        "yearly_quota": Part(
            tables.BranchQuotaRow, _quota_rows, lambda rows: {one["year"]: one["admissions"] for one in rows}
        )
    },
)
GROUPS = Shape("groups", Group, tables.GroupRow, identified_by="id")
PEOPLE = Shape("people", Person, tables.PersonRow, identified_by="id")
SESSIONS = Shape(
    "sessions",
    Session,
    tables.SessionRow,
    {
        "actions": _nouns("actions", tables.SessionActionRow, Action),
        "present": _scalars("present", tables.SessionPresentRow, "person"),
        "leave": _nouns("leave", tables.SessionLeaveRow, Leave),
        "absent": _scalars("absent", tables.SessionAbsentRow, "person"),
        "votes": _nouns("votes", tables.SessionVoteRow, Vote),
        "tags": _scalars("tags", tables.SessionTagRow, "tag"),
        "attachments": _nouns("attachments", tables.SessionAttachmentRow, Attachment),
        "amendments": _nouns("amendments", tables.SessionAmendmentRow, Amendment),
    },
    identified_by="id",
)
DEVELOPMENT = _DevelopmentShape(
    "development",
    DevelopmentStep,
    tables.DevelopmentRow,
    {
        "people": Part(tables.DevelopmentPersonRow, _people_of_step, tuple),
        "attachments": _nouns("attachments", tables.DevelopmentAttachmentRow, Attachment),
    },
)
ASSESSMENTS = Shape(
    "assessments", Assessment, tables.AssessmentRow, {"by": _scalars("by", tables.AssessmentByRow, "person")}
)
ROOM_CHECKS = _RoomShape(
    "room_checks",
    RoomCheck,
    tables.RoomCheckRow,
    {
        "items": Part(tables.RoomItemRow, _item_rows, tuple),
        "attachments": Part(tables.RoomItemAttachmentRow, _item_attachment_rows, tuple),
    },
)
UNITS = Shape("units", Unit, tables.UnitRow)
OVERRIDES = Shape("overrides", Override, tables.OverrideRow)
RETURNS = Shape("returns", ReturnEntry, tables.ReturnRow, identified_by="number")
IDENTITIES = _IdentityShape("identities", SigningIdentity, tables.IdentityRow, identified_by="fingerprint")
TRUSTED = _TrustedShape("trusted", TrustedCertificate, tables.TrustedRow, identified_by="fingerprint")

RECORD: tuple[Shape[Any], ...] = (
    BRANCH,
    GROUPS,
    PEOPLE,
    SESSIONS,
    DEVELOPMENT,
    ASSESSMENTS,
    ROOM_CHECKS,
    UNITS,
    OVERRIDES,
)
RECYCLED = Shape("recycled", Recycled, tables.RecycledRow, identified_by="id")
PROMPTS = Shape("prompts", Prompt, tables.PromptRow, identified_by="id")
KEPT: tuple[Shape[Any], ...] = (*RECORD, RETURNS, IDENTITIES, TRUSTED, RECYCLED, PROMPTS)
