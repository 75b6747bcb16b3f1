"""The branch: its particulars, groups, people, elections and contacts, the units it covers, and what was set aside."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, text
from sqlmodel import Field

from liangxin_desktop.domain.branch import Affiliation, BranchFields, Formation, Group, UnitKind
from liangxin_desktop.domain.contacts import ContactFields, ContactKind, Training
from liangxin_desktop.domain.elections import Candidate, ElectionFields, ElectionKind
from liangxin_desktop.domain.overrides import Override
from liangxin_desktop.domain.people import PersonFields, Role, Sex, Stage
from liangxin_desktop.domain.sessions import (
    Attachment,
)
from liangxin_desktop.domain.units import Unit
from liangxin_desktop.store.columns import ROW, checks, closed_list, minute, owned_by, refers_to
from liangxin_desktop.store.tables.base import NUMBERED, PART, Keyed, Placed


class BranchRow(BranchFields, Keyed, table=True):
    """The one branch of the store."""

    __tablename__ = "branch"
    __table_args__ = (*checks(BranchFields, "key = 1", leave_out=("activity_type",)),)
    model_config = ROW
    unit_kind: UnitKind | None = closed_list(UnitKind)
    formation: Formation | None = closed_list(Formation)
    affiliation: Affiliation | None = closed_list(Affiliation)
    activity_type: bool = Field(
        default=False,
        sa_column_args=[CheckConstraint("activity_type IN (0, 1)")],
        sa_column_kwargs={"server_default": text("0")},
    )


class BranchQuotaRow(Placed, table=True):
    """One year of the branch's plan of admissions."""

    __tablename__ = "branch_quotas"
    __table_args__ = (
        CheckConstraint("year GLOB '[0-9][0-9][0-9][0-9]'"),
        CheckConstraint("admissions BETWEEN 0 AND 1000"),
        PART,
    )
    owner: int = owned_by("branch.key")
    year: str
    admissions: int


class GroupRow(Group, Keyed, table=True):
    """A Party group."""

    __tablename__ = "groups"
    __table_args__ = (*checks(Group), NUMBERED)
    model_config = ROW
    id: str = Field(unique=True)
    leader: str | None = refers_to("people.id")


class PersonRow(PersonFields, Keyed, table=True):
    """A person."""

    __tablename__ = "people"
    __table_args__ = (*checks(PersonFields, "full_on >= admitted_on", "admitted_on >= birth_date"), NUMBERED)
    model_config = ROW
    id: str = Field(unique=True)
    sex: Sex | None = closed_list(Sex)
    group: str | None = refers_to("groups.id")
    role: Role | None = closed_list(Role)
    stage: Stage = closed_list(Stage)


class ElectionRow(ElectionFields, Keyed, table=True):
    """One election of the branch's leadership."""

    __tablename__ = "elections"
    __table_args__ = (*checks(ElectionFields), NUMBERED)
    model_config = ROW
    id: str = Field(unique=True)
    kind: ElectionKind = closed_list(ElectionKind)
    session: str | None = refers_to("sessions.id")


class ElectionCandidateRow(Candidate, Placed, table=True):
    """One candidate."""

    __tablename__ = "election_candidates"
    __table_args__ = (*checks(Candidate), PART)
    model_config = ROW
    owner: int = owned_by("elections.key")
    person: str = refers_to("people.id")
    role: Role | None = closed_list(Role)


class ElectionAttachmentRow(Attachment, Placed, table=True):
    """One file kept with an election."""

    __tablename__ = "election_attachments"
    __table_args__ = (*checks(Attachment), PART)
    model_config = ROW
    owner: int = owned_by("elections.key")


class ContactRow(ContactFields, Keyed, table=True):
    """One contact of the branch."""

    __tablename__ = "contacts"
    __table_args__ = (*checks(ContactFields), NUMBERED)
    model_config = ROW
    id: str = Field(unique=True)
    kind: ContactKind = closed_list(ContactKind)
    person: str | None = refers_to("people.id")


class ContactTrainingRow(Training, Placed, table=True):
    """One training that a contact took."""

    __tablename__ = "contact_trainings"
    __table_args__ = (*checks(Training), PART)
    model_config = ROW
    owner: int = owned_by("contacts.key")


class UnitRow(Unit, Keyed, table=True):
    """One covered unit."""

    __tablename__ = "units"
    __table_args__ = (*checks(Unit), NUMBERED)
    model_config = ROW


class OverrideRow(Override, Keyed, table=True):
    """One finding set aside."""

    __tablename__ = "overrides"
    __table_args__ = (*checks(Override), NUMBERED)
    model_config = ROW
    at: datetime | None = minute()
