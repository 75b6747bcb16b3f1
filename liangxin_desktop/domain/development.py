"""The record of how a person is developed into a member: 25 steps in five stages, and half-yearly assessments."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field as Limits
from pydantic import model_validator
from sqlmodel._compat import SQLModelConfig

from liangxin_desktop.domain.nouns import Id, Noun, Text
from liangxin_desktop.domain.sessions import Attachment, Count

StepNumber = Annotated[int, Limits(ge=1, le=25)]

APPLICATION, TALK, ACTIVIST, CULTIVATORS, TARGET, LISTING, SPONSORS = 1, 2, 3, 5, 7, 8, 9
POLITICAL_REVIEW, TRAINING, COMMITTEE_REVIEW, PRE_REVIEW, ADMISSION_VOTE, APPROVAL, OATH = 10, 11, 12, 13, 15, 17, 20
CONVERSION_REQUEST, CONVERSION_VOTE, CONVERSION_APPROVAL, ARCHIVING = 22, 23, 24, 25


TERM = (CONVERSION_REQUEST, CONVERSION_VOTE, CONVERSION_APPROVAL)
"""The steps that end a term of probation; after an extension they come again."""


class Conclusion(StrEnum):
    """合格 or 不合格."""

    QUALIFIED = "qualified"
    UNQUALIFIED = "unqualified"


class VoteResult(StrEnum):
    """What the vote on a probationary member decided."""

    CONVERT = "convert"
    EXTEND = "extend"
    CANCEL = "cancel"


class AssessmentKind(StrEnum):
    """Whose assessment it is."""

    ACTIVIST = "activist"
    PROBATIONARY = "probationary"


class MaterialState(StrEnum):
    """How a paper of the file is at hand: 原件, 扫描 or 缺."""

    ORIGINAL = "original"
    SCAN = "scan"
    MISSING = "missing"


class StepDetails(Noun):
    """What a step records beside its date; which fields belong to which step is `DETAILS_OF_STEP`.

    `session` is the id of the recorded session in which the step was decided. `materials` are the papers of the step,
    by their keys, as they were ticked; every step may have some.
    """

    cultivators: tuple[Id, ...] | None = None
    consent_on: date | None = None
    publicity_from: date | None = None
    publicity_to: date | None = None
    sponsors: tuple[Id, ...] | None = None
    conclusion: Conclusion | None = None
    days: Annotated[float, Limits(ge=0, le=1000)] | None = None
    hours: Annotated[float, Limits(ge=0, le=10_000)] | None = None
    special_reason: Text | None = None
    due: Count | None = None
    present: Count | None = None
    in_favour: Count | None = Limits(default=None, alias="for")
    against: Count | None = None
    abstain: Count | None = None
    invalid: Count | None = None
    written_for: Count | None = None
    result: VoteResult | None = None
    extend_months: Annotated[int, Limits(ge=0, le=120)] | None = None
    reason_for_delay: Text | None = None
    session: Id | None = None
    materials: dict[Id, MaterialState] | None = None

    model_config = SQLModelConfig(populate_by_name=True, serialize_by_alias=True)


VOTE_COUNTS = ("due", "present", "in_favour", "against", "abstain", "invalid", "written_for")
"""What a step that was voted on records of the ballot; a session's vote has the same fields."""
_DECIDED = frozenset({"session"})
_VOTE = _DECIDED | set(VOTE_COUNTS)
_OF_EVERY_STEP = frozenset({"materials"})
DETAILS_OF_STEP: dict[int, frozenset[str]] = {
    ACTIVIST: _DECIDED,
    TARGET: _DECIDED,
    COMMITTEE_REVIEW: _DECIDED,
    CULTIVATORS: frozenset({"cultivators"}),
    LISTING: frozenset({"consent_on", "publicity_from", "publicity_to"}),
    SPONSORS: frozenset({"sponsors"}),
    POLITICAL_REVIEW: frozenset({"conclusion"}),
    PRE_REVIEW: frozenset({"conclusion"}),
    TRAINING: frozenset({"days", "hours", "special_reason"}),
    ADMISSION_VOTE: _VOTE,
    CONVERSION_VOTE: _VOTE | {"result", "extend_months"},
    APPROVAL: frozenset({"reason_for_delay"}),
    CONVERSION_APPROVAL: frozenset({"reason_for_delay"}),
}


class DevelopmentStepFields(Noun):
    """A step's particulars, one value each. `done_on` is null while the step is under way."""

    person: Id
    step: StepNumber
    done_on: date | None = None
    note: Text | None = None


class DevelopmentStep(DevelopmentStepFields):
    """One step of one person. Application is the day it was received, 3 and 7 the decision, 8 the listing."""

    details: StepDetails = StepDetails()
    attachments: tuple[Attachment, ...] = ()

    @model_validator(mode="after")
    def _details_belong(self) -> Self:
        foreign = self.details.model_fields_set - DETAILS_OF_STEP.get(self.step, frozenset()) - _OF_EVERY_STEP
        if any(getattr(self.details, name) is not None for name in foreign):
            raise ValueError(f"第{self.step}步不填写这些内容：{'、'.join(sorted(foreign))}")
        return self


class AssessmentFields(Noun):
    """An assessment's particulars, one value each."""

    person: Id
    kind: AssessmentKind
    done_on: date
    summary: Text | None = None


class Assessment(AssessmentFields):
    """半年考察 of an activist or a probationary member; `by` are the people who made it."""

    by: tuple[Id, ...] = ()
