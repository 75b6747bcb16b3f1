"""Sessions with their parts, and the themes that they may be planned from."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from liangxin_desktop.domain.prompts import Prompt
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
from liangxin_desktop.store.columns import ROW, checks, closed_list, minute, owned_by, refers_to
from liangxin_desktop.store.tables.base import NUMBERED, PART, Keyed, Placed


class SessionRow(SessionFields, Keyed, table=True):
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
        NUMBERED,
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


class SessionPresentRow(Placed, table=True):
    """One who was present."""

    __tablename__ = "session_present"
    __table_args__ = PART
    owner: int = owned_by("sessions.key")
    person: str = refers_to("people.id")


class SessionLeaveRow(Leave, Placed, table=True):
    """One who was excused."""

    __tablename__ = "session_leave"
    __table_args__ = PART
    model_config = ROW
    owner: int = owned_by("sessions.key")
    person: str = refers_to("people.id")


class SessionAbsentRow(Placed, table=True):
    """One who was absent."""

    __tablename__ = "session_absent"
    __table_args__ = PART
    owner: int = owned_by("sessions.key")
    person: str = refers_to("people.id")


class SessionActionRow(Action, Placed, table=True):
    """One agreed action."""

    __tablename__ = "session_actions"
    __table_args__ = (*checks(Action), Index("session_actions_by_due", "due_on"), PART)
    model_config = ROW
    owner: int = owned_by("sessions.key")


class SessionVoteRow(Vote, Placed, table=True):
    """One motion."""

    __tablename__ = "session_votes"
    __table_args__ = (*checks(Vote), PART)
    model_config = ROW
    owner: int = owned_by("sessions.key")
    person: str | None = refers_to("people.id")


class SessionTagRow(Placed, table=True):
    """One tag."""

    __tablename__ = "session_tags"
    __table_args__ = PART
    owner: int = owned_by("sessions.key")
    tag: str


class SessionAttachmentRow(Attachment, Placed, table=True):
    """One file kept with a session."""

    __tablename__ = "session_attachments"
    __table_args__ = (*checks(Attachment), PART)
    model_config = ROW
    owner: int = owned_by("sessions.key")


class SessionAmendmentRow(Amendment, Placed, table=True):
    """One reopening of a finished record."""

    __tablename__ = "session_amendments"
    __table_args__ = (*checks(Amendment), PART)
    model_config = ROW
    owner: int = owned_by("sessions.key")
    at: datetime = minute()


class PromptRow(Prompt, Keyed, table=True):
    """One theme of a month."""

    __tablename__ = "prompts"
    __table_args__ = (
        *checks(Prompt, "month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'"),
        Index("prompts_by_month", "month"),
        NUMBERED,
    )
    model_config = ROW
    id: str = Field(unique=True)
