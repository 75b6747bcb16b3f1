"""The way to membership: steps and assessments."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index

from liangxin_desktop.domain.development import AssessmentFields, AssessmentKind, DevelopmentStepFields
from liangxin_desktop.domain.sessions import (
    Attachment,
)
from liangxin_desktop.store.columns import ROW, checks, closed_list, owned_by, refers_to
from liangxin_desktop.store.tables.base import NUMBERED, PART, Keyed, Placed


class DevelopmentRow(DevelopmentStepFields, Keyed, table=True):
    """One step of one person. `details` is the JSON of its details; the people they name are parts."""

    __tablename__ = "development"
    __table_args__ = (
        *checks(DevelopmentStepFields),
        CheckConstraint("json_valid(details)"),
        Index("development_by_person", "person"),
        NUMBERED,
    )
    model_config = ROW
    person: str = refers_to("people.id")
    details: str


class DevelopmentPersonRow(Placed, table=True):
    """One person whom a step's details name."""

    __tablename__ = "development_people"
    __table_args__ = (CheckConstraint("part IN ('cultivators', 'sponsors')"), PART)
    owner: int = owned_by("development.key")
    part: str
    person: str = refers_to("people.id")


class DevelopmentAttachmentRow(Attachment, Placed, table=True):
    """One file kept with a step."""

    __tablename__ = "development_attachments"
    __table_args__ = (*checks(Attachment), PART)
    model_config = ROW
    owner: int = owned_by("development.key")


class AssessmentRow(AssessmentFields, Keyed, table=True):
    """One assessment."""

    __tablename__ = "assessments"
    __table_args__ = (*checks(AssessmentFields), Index("assessments_by_person", "person"), NUMBERED)
    model_config = ROW
    person: str = refers_to("people.id")
    kind: AssessmentKind = closed_list(AssessmentKind)


class AssessmentByRow(Placed, table=True):
    """One who made an assessment."""

    __tablename__ = "assessment_by"
    __table_args__ = PART
    owner: int = owned_by("assessments.key")
    person: str = refers_to("people.id")
