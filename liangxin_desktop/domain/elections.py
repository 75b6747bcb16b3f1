"""Elections of the branch's leadership: 换届 and 补选, each with its course, its counts and whom it elected.

A branch's terms of office are its elections in order; there is no second list of them.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field as Limits
from pydantic import model_validator
from sqlmodel._compat import SQLModelConfig

from liangxin_desktop.domain.nouns import Id, Line, Noun, Text
from liangxin_desktop.domain.people import Role
from liangxin_desktop.domain.sessions import Attachment, Count


class ElectionKind(StrEnum):
    """成立时的首次选举, 换届选举 or 补选."""

    FOUNDING = "founding"
    TERM = "term"
    BY_ELECTION = "by-election"


class Candidate(Noun):
    """One candidate, or one who was voted for: the votes, whether elected, and the seat taken."""

    person: Id
    in_favour: Count | None = Limits(default=None, alias="for")
    against: Count | None = None
    abstain: Count | None = None
    elected: bool = False
    role: Role | None = None

    model_config = SQLModelConfig(populate_by_name=True, serialize_by_alias=True)


class ElectionFields(Noun):
    """An election's particulars, one value each (选举条例).

    The course: `applied_on` asked the superior for it, `replied_on` the answer; `nominated_on` the names put forward by
    the members, `proposed_on` the candidates submitted, `approved_on` the answer; `held_on` the vote in the 党员大会,
    `offices_on` the first 支委会, which elects the secretaries; `reported_on` the result submitted, `confirmed_on` the
    answer. `ended_on` is the last day of a term whose end is known. `seats` are those to be filled; `due` and `present`
    members with the right to vote; `issued`, `returned` and `valid` are ballots. `session` is the recorded 党员大会.
    """

    id: Id
    kind: ElectionKind = ElectionKind.TERM
    term_number: Annotated[int, Limits(ge=1, le=200)] | None = None
    seats: Count | None = None
    applied_on: date | None = None
    replied_on: date | None = None
    nominated_on: date | None = None
    proposed_on: date | None = None
    approved_on: date | None = None
    held_on: date | None = None
    offices_on: date | None = None
    reported_on: date | None = None
    confirmed_on: date | None = None
    ended_on: date | None = None
    session: Id | None = None
    due: Count | None = None
    present: Count | None = None
    issued: Count | None = None
    returned: Count | None = None
    valid: Count | None = None
    document: Line | None = None
    note: Text | None = None


class Election(ElectionFields):
    """One election. Each person stands in it at most once."""

    candidates: tuple[Candidate, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        names = [one.person for one in self.candidates]
        if len(set(names)) != len(names):
            raise ValueError("同一人在候选人中出现了两次")
        return self

    @property
    def elected(self) -> tuple[Candidate, ...]:
        """Those who were elected, in order."""
        return tuple(one for one in self.candidates if one.elected)
