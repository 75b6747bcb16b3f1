"""The tables. Each inherits its noun's fields from the domain and adds what only a store needs: keys and references.

Columns named `key` number the rows in the order they were added; a part's `owner` and `place` say whose it is and
where in the list it stands. Rows are read and written with plain statements and never leave the store.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary
from sqlmodel import Field, SQLModel

from liangxin_desktop.domain.branch import Affiliation, BranchFields, Formation, Group, UnitKind
from liangxin_desktop.domain.development import AssessmentFields, AssessmentKind, DevelopmentStepFields
from liangxin_desktop.domain.ledger import ReturnEntry, ReturnStatus
from liangxin_desktop.domain.overrides import Override
from liangxin_desktop.domain.people import PersonFields, Role, Sex, Stage
from liangxin_desktop.domain.prompts import Prompt
from liangxin_desktop.domain.recycled import Recycled
from liangxin_desktop.domain.returns import ReturnKind
from liangxin_desktop.domain.room import ItemStatus, RoomItemFields
from liangxin_desktop.domain.sessions import (
    Action,
    Amendment,
    Attachment,
    Leave,
    SessionFields,
    SessionKind,
    SessionStatus,
    Vote,
)
from liangxin_desktop.domain.units import Unit
from liangxin_desktop.store.certificates import SigningIdentity, TrustedCertificate
from liangxin_desktop.store.columns import ROW, checks, closed_list, minute, owned_by, refers_to

_NUMBERED = {"sqlite_autoincrement": True}
_PART = {"sqlite_with_rowid": False}


class _Keyed(SQLModel):
    key: int | None = Field(default=None, primary_key=True)


class _Placed(SQLModel):
    owner: int = Field(primary_key=True)
    place: int = Field(primary_key=True)


class BranchRow(BranchFields, _Keyed, table=True):
    """The one branch of the store."""

    __tablename__ = "branch"
    __table_args__ = (*checks(BranchFields, "key = 1"),)
    model_config = ROW
    unit_kind: UnitKind | None = closed_list(UnitKind)
    formation: Formation | None = closed_list(Formation)
    affiliation: Affiliation | None = closed_list(Affiliation)


class BranchQuotaRow(_Placed, table=True):
    """One year of the branch's plan of admissions."""

    __tablename__ = "branch_quotas"
    __table_args__ = (
        CheckConstraint("year GLOB '[0-9][0-9][0-9][0-9]'"),
        CheckConstraint("admissions BETWEEN 0 AND 1000"),
        _PART,
    )
    owner: int = owned_by("branch.key")
    year: str
    admissions: int


class GroupRow(Group, _Keyed, table=True):
    """A Party group."""

    __tablename__ = "groups"
    __table_args__ = (*checks(Group), _NUMBERED)
    model_config = ROW
    id: str = Field(unique=True)
    leader: str | None = refers_to("people.id")


class PersonRow(PersonFields, _Keyed, table=True):
    """A person."""

    __tablename__ = "people"
    __table_args__ = (*checks(PersonFields, "full_on >= admitted_on", "admitted_on >= birth_date"), _NUMBERED)
    model_config = ROW
    id: str = Field(unique=True)
    sex: Sex | None = closed_list(Sex)
    group: str | None = refers_to("groups.id")
    role: Role | None = closed_list(Role)
    stage: Stage = closed_list(Stage)


class SessionRow(SessionFields, _Keyed, table=True):
    """A session."""

    __tablename__ = "sessions"
    __table_args__ = (
        *checks(
            SessionFields,
            "ends_at >= starts_at",
            "\"group\" IS NULL OR kind = 'group-meeting'",
            leave_out=("prompt",),
        ),
        Index("sessions_by_start", "starts_at"),
        _NUMBERED,
    )
    model_config = ROW
    id: str = Field(unique=True)
    kind: SessionKind = closed_list(SessionKind)
    status: SessionStatus = closed_list(SessionStatus)
    group: str | None = refers_to("groups.id")
    starts_at: datetime = minute()
    ends_at: datetime | None = minute()
    host: str | None = refers_to("people.id")
    recorder: str | None = refers_to("people.id")
    entered_at: datetime | None = minute()
    prompt: str | None = Field(default=None, sa_column_args=[CheckConstraint("prompt <> ''")])


class SessionPresentRow(_Placed, table=True):
    """One who was present."""

    __tablename__ = "session_present"
    __table_args__ = _PART
    owner: int = owned_by("sessions.key")
    person: str = refers_to("people.id")


class SessionLeaveRow(Leave, _Placed, table=True):
    """One who was excused."""

    __tablename__ = "session_leave"
    __table_args__ = _PART
    model_config = ROW
    owner: int = owned_by("sessions.key")
    person: str = refers_to("people.id")


class SessionAbsentRow(_Placed, table=True):
    """One who was absent."""

    __tablename__ = "session_absent"
    __table_args__ = _PART
    owner: int = owned_by("sessions.key")
    person: str = refers_to("people.id")


class SessionActionRow(Action, _Placed, table=True):
    """One agreed action."""

    __tablename__ = "session_actions"
    __table_args__ = (*checks(Action), _PART)
    model_config = ROW
    owner: int = owned_by("sessions.key")


class SessionVoteRow(Vote, _Placed, table=True):
    """One motion."""

    __tablename__ = "session_votes"
    __table_args__ = (*checks(Vote), _PART)
    model_config = ROW
    owner: int = owned_by("sessions.key")
    person: str | None = refers_to("people.id")


class SessionTagRow(_Placed, table=True):
    """One tag."""

    __tablename__ = "session_tags"
    __table_args__ = _PART
    owner: int = owned_by("sessions.key")
    tag: str


class SessionAttachmentRow(Attachment, _Placed, table=True):
    """One file kept with a session."""

    __tablename__ = "session_attachments"
    __table_args__ = (*checks(Attachment), _PART)
    model_config = ROW
    owner: int = owned_by("sessions.key")


class SessionAmendmentRow(Amendment, _Placed, table=True):
    """One reopening of a finished record."""

    __tablename__ = "session_amendments"
    __table_args__ = (*checks(Amendment), _PART)
    model_config = ROW
    owner: int = owned_by("sessions.key")
    at: datetime = minute()


class DevelopmentRow(DevelopmentStepFields, _Keyed, table=True):
    """One step of one person. `details` is the JSON of its details; the people they name are parts."""

    __tablename__ = "development"
    __table_args__ = (
        *checks(DevelopmentStepFields),
        CheckConstraint("json_valid(details)"),
        Index("development_by_person", "person"),
        _NUMBERED,
    )
    model_config = ROW
    person: str = refers_to("people.id")
    details: str


class DevelopmentPersonRow(_Placed, table=True):
    """One person whom a step's details name."""

    __tablename__ = "development_people"
    __table_args__ = (CheckConstraint("part IN ('cultivators', 'sponsors')"), _PART)
    owner: int = owned_by("development.key")
    part: str
    person: str = refers_to("people.id")


class DevelopmentAttachmentRow(Attachment, _Placed, table=True):
    """One file kept with a step."""

    __tablename__ = "development_attachments"
    __table_args__ = (*checks(Attachment), _PART)
    model_config = ROW
    owner: int = owned_by("development.key")


class AssessmentRow(AssessmentFields, _Keyed, table=True):
    """One assessment."""

    __tablename__ = "assessments"
    __table_args__ = (*checks(AssessmentFields), Index("assessments_by_person", "person"), _NUMBERED)
    model_config = ROW
    person: str = refers_to("people.id")
    kind: AssessmentKind = closed_list(AssessmentKind)


class AssessmentByRow(_Placed, table=True):
    """One who made an assessment."""

    __tablename__ = "assessment_by"
    __table_args__ = _PART
    owner: int = owned_by("assessments.key")
    person: str = refers_to("people.id")


class RoomCheckRow(_Keyed, table=True):
    """One self-check of the room."""

    __tablename__ = "room_checks"
    __table_args__ = (CheckConstraint("checked_on IS date(checked_on)"), _NUMBERED)
    checked_on: date


_ITEM = "item IN ('room', 'gallery', 'website', 'journal', 'film', 'materials')"


class RoomItemRow(RoomItemFields, _Placed, table=True):
    """One item of a self-check."""

    __tablename__ = "room_items"
    __table_args__ = (*checks(RoomItemFields, _ITEM), _PART)
    model_config = ROW
    owner: int = owned_by("room_checks.key")
    item: str
    status: ItemStatus = closed_list(ItemStatus)


class RoomItemAttachmentRow(Attachment, _Placed, table=True):
    """One file kept with an item of a self-check."""

    __tablename__ = "room_item_attachments"
    __table_args__ = (*checks(Attachment, _ITEM), _PART)
    model_config = ROW
    owner: int = owned_by("room_checks.key")
    item: str


class UnitRow(Unit, _Keyed, table=True):
    """One covered unit."""

    __tablename__ = "units"
    __table_args__ = (*checks(Unit), _NUMBERED)
    model_config = ROW


class OverrideRow(Override, _Keyed, table=True):
    """One finding set aside."""

    __tablename__ = "overrides"
    __table_args__ = (*checks(Override), _NUMBERED)
    model_config = ROW
    at: datetime | None = minute()


class ReturnRow(ReturnEntry, _Keyed, table=True):
    """One signed return."""

    __tablename__ = "returns"
    __table_args__ = (*checks(ReturnEntry), _NUMBERED)
    model_config = ROW
    number: str = Field(unique=True)
    kind: ReturnKind = closed_list(ReturnKind)
    revises: str | None = refers_to("returns.number")
    signed_at: datetime = minute()
    status: ReturnStatus = closed_list(ReturnStatus)


class IdentityRow(SigningIdentity, _Keyed, table=True):
    """One signing identity of the branch; the newest is in use."""

    __tablename__ = "identities"
    __table_args__ = (*checks(SigningIdentity), _NUMBERED)
    model_config = ROW
    fingerprint: str = Field(unique=True)
    certificate: bytes = Field(sa_type=LargeBinary)
    private_key: bytes = Field(sa_type=LargeBinary)
    created_at: datetime = minute()


class TrustedRow(TrustedCertificate, _Keyed, table=True):
    """One enrolled certificate of another signer."""

    __tablename__ = "trusted"
    __table_args__ = (*checks(TrustedCertificate), _NUMBERED)
    model_config = ROW
    fingerprint: str = Field(unique=True)
    certificate: bytes = Field(sa_type=LargeBinary)


class RecycledRow(Recycled, _Keyed, table=True):
    """One thing deleted that can still be taken back."""

    __tablename__ = "recycled"
    __table_args__ = (*checks(Recycled, "json_valid(content)"), _NUMBERED)
    model_config = ROW
    id: str = Field(unique=True)
    deleted_at: datetime = minute()


class PromptRow(Prompt, _Keyed, table=True):
    """One theme of a month."""

    __tablename__ = "prompts"
    __table_args__ = (
        *checks(Prompt, "month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'"),
        Index("prompts_by_month", "month"),
        _NUMBERED,
    )
    model_config = ROW
    id: str = Field(unique=True)


class SettingRow(SQLModel, table=True):
    """One setting, its value as JSON."""

    __tablename__ = "settings"
    __table_args__ = (CheckConstraint("json_valid(value)"), _PART)
    name: str = Field(primary_key=True)
    value: str


class AuditRow(SQLModel, table=True):
    """One entry of the audit log; see `store.audit`."""

    __tablename__ = "audit"
    __table_args__ = (
        CheckConstraint("seq > 0"),
        CheckConstraint("length(previous) = 64 AND length(sha256) = 64"),
    )
    seq: int = Field(primary_key=True)
    at: str
    actor: str
    noun: str
    id: str
    before: str | None = None
    after: str | None = None
    previous: str
    sha256: str
