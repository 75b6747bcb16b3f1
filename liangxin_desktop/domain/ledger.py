"""The ledger of signed returns: what was handed in, when, and which return corrects which."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field as Limits

from liangxin_desktop.domain.nouns import Line, Minute, Name, Noun, Sha256, Text
from liangxin_desktop.domain.returns import ReturnKind


class ReturnStatus(StrEnum):
    """How far a return has come."""

    SIGNED = "signed"
    DELIVERED = "delivered"
    RECEIPTED = "receipted"


class ReturnEntry(Noun):
    """One signed return. `number` is its name; `sha256` is the payload's digest, `file_sha256` the signed file's.

    `revises` is the number of the return that this one corrects, with its `reason`. The signed file itself is kept as
    the attachment named `file_sha256`.
    """

    number: Name
    kind: ReturnKind
    period: Line
    revision: Annotated[int, Limits(ge=0, le=999)] = 0
    revises: Line | None = None
    reason: Text | None = None
    sha256: Sha256
    file_sha256: Sha256
    signed_at: Minute
    compiled_on: date
    status: ReturnStatus = ReturnStatus.SIGNED
    delivered_by: Line | None = None
