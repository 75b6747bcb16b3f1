"""The signed return's data: what the page is laid out from, and what the street committee checks."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field as Limits

from liangxin_desktop.domain.findings import Finding
from liangxin_desktop.domain.nouns import Line, Noun, Sha256, Text
from liangxin_desktop.domain.people import Stage
from liangxin_desktop.domain.room import ItemStatus
from liangxin_desktop.domain.room_particulars import Particulars
from liangxin_desktop.domain.sessions import Count

LAYOUT = 1


class ReturnKind(StrEnum):
    """The kinds of returns."""

    LIFE = "life"
    DEVELOPMENT = "development"
    ROOM = "room"
    ANNUAL = "annual"
    RECEIPT = "receipt"


class ReturnBranch(Noun):
    """The branch as the return names it."""

    name: str
    code: str = ""
    superior: str = ""
    unit_name: str = ""
    secretary: str = ""


class AuditHead(Noun):
    """The head of the audit log when the return was compiled: how many entries, and the hash of the last."""

    seq: int
    sha256: str


class KindFigures(Noun):
    """One kind of session over the period. `required` is null where no rule asks for the kind."""

    kind: str
    title: str
    required: int | None
    held: int
    due: int
    present: int
    complete: int
    missing: int


class LifeFigures(Noun):
    """The figures of 组织生活季度报表. `total` sums `kinds`; its `required` counts only kinds that a rule asks for.

    `heart_talks` are 谈心谈话 held: counted, but neither among the kinds nor listed, for whom the branch talked with is
    no one else's business.
    """

    kinds: tuple[KindFigures, ...]
    total: KindFigures
    members: int
    full_members: int
    heart_talks: int = 0


class LifeRow(Noun):
    """One session of the period. `lacks` are the missing ones of 主题、讨论、共识、行动; `remarks` are short words."""

    id: str
    held_on: date
    kind: str
    title: str
    topic: str
    due: int
    present: int
    lacks: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


class RoomFigures(Noun):
    """The figures of 阵地六有自查表: the self-check's day, that of the one before, and how its items stand.

    `items` counts all items of the standard; those neither met, partly met nor unmet were not looked at.
    `particulars` are what the register says of them, null in returns made before there was one.
    """

    checked_on: date
    compared_with: date | None
    items: int
    met: int
    partly: int
    unmet: int
    particulars: Particulars | None = None


class RoomRow(Noun):
    """One item of the self-check: its key and words, how it stands now and stood in the self-check before.

    A status is null where the item was not looked at. `renewed` is whether there is evidence of a later day than in
    the self-check before; `attachments` counts the files kept as evidence; `owner` is a name.
    """

    item: Line
    title: Line
    status: ItemStatus | None
    before: ItemStatus | None = None
    description: Text = ""
    evidence_on: date | None = None
    renewed: bool = False
    attachments: Annotated[int, Limits(ge=0)] = 0
    gap: Text = ""
    plan: Text = ""
    owner: Line = ""
    due_on: date | None = None


class StageFigures(Noun):
    """One stage over the quarter; `opening` + `entered` - `advanced` - `gone` = `closing`.

    `advanced` went on to a later stage, `gone` left the way or the branch.
    """

    stage: Stage
    title: Line
    opening: Count
    entered: Count
    advanced: Count
    gone: Count
    closing: Count


class DevelopmentFigures(Noun):
    """The figures of 发展党员情况报表: stock and flow of each stage before full membership, and the year's plan.

    `told_on` is the day they stand on, the quarter's last or that of compiling. `admitted` and `extended` count the
    votes of the quarter, `converted` and `cancelled` what was approved in it, `left` those who went away otherwise, of
    whom `transferred_out` to another branch; `transferred_in` came from one (null in returns from before).
    `planned` is null where there is no plan for `year`; `used` are its admissions up to `told_on`.
    """

    told_on: date
    stages: tuple[StageFigures, ...]
    admitted: Count
    converted: Count
    extended: Count
    cancelled: Count
    left: Count
    transferred_out: Count | None = None
    transferred_in: Count | None = None
    year: Count
    planned: Count | None
    used: Count


class DevelopmentRow(Noun):
    """One person on the way, or whose way ended in the quarter: the dates of the decisions, and what comes next.

    `standing` is the stage in words, or how the way ended. `target_on` is the day of listing, `admitted_on` and
    `converted_on` those of the votes. `due_on` is the last day for `next`, null where no rule sets one.
    """

    name: Line
    standing: Line
    applied_on: date | None = None
    activist_on: date | None = None
    target_on: date | None = None
    admitted_on: date | None = None
    converted_on: date | None = None
    next: Line = ""
    due_on: date | None = None
    remarks: tuple[Line, ...] = ()


class ReturnPayload(Noun):
    """The document `return.json`. The page is laid out from this alone.

    `period` is `2026Q3` or `2026`; `number` is unique for a branch, kind, period and revision; `revision` counts
    from 0; `revises` is the number of the return that this one corrects, with its `reason`; `layout` numbers the way
    the page is laid out.
    """

    format: Literal["liangxin-return"] = "liangxin-return"
    version: Literal[1] = 1
    kind: ReturnKind
    period: Line
    number: Line
    revision: Annotated[int, Limits(ge=0, le=999)] = 0
    revises: Line | None = None
    reason: Text | None = None
    draft: bool = False
    branch: ReturnBranch
    compiled_on: date
    figures: dict[str, Any] = Limits(default_factory=dict)
    rows: tuple[dict[str, Any], ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: Text = ""
    audit: AuditHead
    layout: int = LAYOUT

    def to_bytes(self) -> bytes:
        """The canonical bytes: UTF-8, sorted keys, no white space. These are attached, hashed and signed."""
        data = self.model_dump(mode="json")
        return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @property
    def sha256(self) -> Sha256:
        """The digest of `to_bytes`, as the page's foot and the receipt quote it."""
        return hashlib.sha256(self.to_bytes()).hexdigest()
