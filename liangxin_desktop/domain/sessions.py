"""Organizational-life sessions: 三会一课, 主题党日 and the rest, with attendance, votes and actions."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field as Limits
from pydantic import model_validator
from sqlmodel._compat import SQLModelConfig

from liangxin_desktop.domain.nouns import Id, Line, Minute, Noun, Sha256, Text

Count = Annotated[int, Limits(ge=0, le=100_000)]


class SessionKind(StrEnum):
    """The kinds of organizational life."""

    MEMBER_MEETING = "member-meeting"
    COMMITTEE_MEETING = "committee-meeting"
    GROUP_MEETING = "group-meeting"
    LECTURE = "lecture"
    THEME_DAY = "theme-day"
    ORGANIZATIONAL_LIFE = "organizational-life-meeting"
    DEMOCRATIC_REVIEW = "democratic-review"
    HEART_TALK = "heart-talk"
    OTHER = "other"


class SessionStatus(StrEnum):
    """A draft counts nowhere; a final record counts and is locked."""

    DRAFT = "draft"
    FINAL = "final"


class Attachment(Noun):
    """A file kept beside the record, named by the SHA-256 of its content."""

    sha256: Sha256
    name: Line


class Action(Noun):
    """An agreed action: what, who (a person's id or a plain name), by when, done when."""

    what: Text
    who: Line | None = None
    due_on: date | None = None
    done_on: date | None = None


class Leave(Noun):
    """Someone excused, with the reason."""

    person: Id
    reason: Line | None = None


class Vote(Noun):
    """One motion. `written_for` are written opinions in favour, beside the `for` counted in the room."""

    matter: Text = ""
    person: Id | None = None
    secret: bool = False
    due: Count | None = None
    present: Count | None = None
    in_favour: Count = Limits(default=0, alias="for")
    against: Count = 0
    abstain: Count = 0
    invalid: Count = 0
    written_for: Count = 0
    passed: bool = True

    model_config = SQLModelConfig(populate_by_name=True, serialize_by_alias=True)


class Amendment(Noun):
    """A finished record was opened again: when, and why. It marks the record 更正 for good."""

    at: Minute
    reason: Annotated[Text, Limits(min_length=1)]


class SessionFields(Noun):
    """A session's particulars, one value each. Times are local, to the minute."""

    id: Id
    kind: SessionKind
    status: SessionStatus = SessionStatus.DRAFT
    group: Id | None = None
    for_year: Annotated[int, Limits(ge=1921, le=9999)] | None = None
    starts_at: Minute
    ends_at: Minute | None = None
    place: Line | None = None
    host: Id | None = None
    recorder: Id | None = None
    topic: Text | None = None
    discussion: Text | None = None
    consensus: Text | None = None
    guests: Text | None = None
    hours: Annotated[float, Limits(ge=0, le=1000)] | None = None
    entered_at: Minute | None = None
    prompt: Id | None = None
    """The 内容提示 from which the session was planned."""


class Session(SessionFields):
    """One session. `present`, `leave` and `absent` name people by id, each person at most once."""

    actions: tuple[Action, ...] = ()
    present: tuple[Id, ...] = ()
    leave: tuple[Leave, ...] = ()
    absent: tuple[Id, ...] = ()
    votes: tuple[Vote, ...] = ()
    tags: tuple[Line, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    amendments: tuple[Amendment, ...] = ()

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if self.ends_at is not None and self.ends_at < self.starts_at:
            raise ValueError("结束时间早于开始时间")
        if self.group is not None and self.kind is not SessionKind.GROUP_MEETING:
            raise ValueError("只有党小组会填写党小组")
        listed = [*self.present, *(leave.person for leave in self.leave), *self.absent]
        if len(set(listed)) != len(listed):
            raise ValueError("同一人在出席、请假、缺席中出现了两次")
        return self

    @property
    def held_on(self) -> date:
        """The day of the session."""
        return self.starts_at.date()

    @property
    def is_final(self) -> bool:
        """Whether the record is finished and counts."""
        return self.status is SessionStatus.FINAL

    @property
    def year_served(self) -> int:
        """The year whose duty the session serves: `for_year`, else its own."""
        return self.for_year if self.for_year is not None else self.starts_at.year
