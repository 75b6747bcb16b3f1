"""How each noun lies in its tables: the one place where nouns become rows and rows become nouns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from liangxin_desktop.domain.branch import Branch, Group
from liangxin_desktop.domain.contacts import Contact, Training
from liangxin_desktop.domain.development import Assessment, DevelopmentStep, StepDetails
from liangxin_desktop.domain.elections import Candidate, Election
from liangxin_desktop.domain.ledger import ReturnEntry
from liangxin_desktop.domain.overrides import Override
from liangxin_desktop.domain.people import Person
from liangxin_desktop.domain.prompts import Prompt
from liangxin_desktop.domain.recycled import Recycled
from liangxin_desktop.domain.sessions import Action, Amendment, Attachment, Leave, Session, Vote
from liangxin_desktop.domain.units import Unit
from liangxin_desktop.store import tables
from liangxin_desktop.store.certificates import SigningIdentity, TrustedCertificate
from liangxin_desktop.store.room_shapes import PRESET_CHECKS, ROOM_CHECKS, ROOM_ENTRIES, ROOM_FACTS, ROOM_PRESETS
from liangxin_desktop.store.shape import Part, Shape, Values, built, nouns, scalars

_PEOPLE_OF_A_STEP = ("cultivators", "sponsors")
_NO_DETAILS = StepDetails()


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
        told = StepDetails.model_validate(details) if details else _NO_DETAILS
        return built(self.noun, {**values, "details": told, "attachments": attachments})


class _IdentityShape(Shape[SigningIdentity]):
    """The private key never enters the audit log."""

    def text(self, noun: SigningIdentity) -> str:
        return noun.model_dump_json(include={"fingerprint", "created_at", "predecessor"}, exclude_none=True)


class _TrustedShape(Shape[TrustedCertificate]):
    """The fingerprint stands for the certificate."""

    def text(self, noun: TrustedCertificate) -> str:
        return noun.model_dump_json(include={"fingerprint", "name"})


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
        "actions": nouns("actions", tables.SessionActionRow, Action),
        "present": scalars("present", tables.SessionPresentRow, "person"),
        "leave": nouns("leave", tables.SessionLeaveRow, Leave),
        "absent": scalars("absent", tables.SessionAbsentRow, "person"),
        "votes": nouns("votes", tables.SessionVoteRow, Vote),
        "tags": scalars("tags", tables.SessionTagRow, "tag"),
        "attachments": nouns("attachments", tables.SessionAttachmentRow, Attachment),
        "amendments": nouns("amendments", tables.SessionAmendmentRow, Amendment),
    },
    identified_by="id",
)
DEVELOPMENT = _DevelopmentShape(
    "development",
    DevelopmentStep,
    tables.DevelopmentRow,
    {
        "people": Part(tables.DevelopmentPersonRow, _people_of_step, tuple),
        "attachments": nouns("attachments", tables.DevelopmentAttachmentRow, Attachment),
    },
)
ASSESSMENTS = Shape(
    "assessments", Assessment, tables.AssessmentRow, {"by": scalars("by", tables.AssessmentByRow, "person")}
)
ELECTIONS = Shape(
    "elections",
    Election,
    tables.ElectionRow,
    {
        "candidates": nouns("candidates", tables.ElectionCandidateRow, Candidate),
        "attachments": nouns("attachments", tables.ElectionAttachmentRow, Attachment),
    },
    identified_by="id",
)
CONTACTS = Shape(
    "contacts",
    Contact,
    tables.ContactRow,
    {"trainings": nouns("trainings", tables.ContactTrainingRow, Training)},
    identified_by="id",
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
    ROOM_FACTS,
    ROOM_ENTRIES,
    ROOM_PRESETS,
    PRESET_CHECKS,
    ELECTIONS,
    CONTACTS,
)
RECYCLED = Shape("recycled", Recycled, tables.RecycledRow, identified_by="id")
PROMPTS = Shape("prompts", Prompt, tables.PromptRow, identified_by="id")
KEPT: tuple[Shape[Any], ...] = (*RECORD, RETURNS, IDENTITIES, TRUSTED, RECYCLED, PROMPTS)
