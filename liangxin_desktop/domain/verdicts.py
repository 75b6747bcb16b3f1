"""What is found when a received return is verified, in the shape of `verify --json`; and what a certificate says."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field as Limits
from pydantic import PlainSerializer
from sqlmodel._compat import SQLModelConfig

from liangxin_desktop.domain.nouns import Noun, Sha256
from liangxin_desktop.domain.returns import ReturnKind

Instant = Annotated[
    datetime, PlainSerializer(lambda value: value.isoformat(timespec="seconds"), return_type=str, when_used="json")
]


class Verdict(StrEnum):
    """What became of a return between its signer and its reader."""

    VALID = "valid"
    UNTRUSTED = "untrusted"
    ALTERED = "altered"
    CHANGED_AFTER_SIGNING = "changed-after-signing"
    UNSIGNED = "unsigned"
    NOT_A_RETURN = "not-a-return"
    UNREADABLE = "unreadable"


class CheckResult(StrEnum):
    """How a check ended. A check that could not be made says so; none is left out."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_RUN = "not-run"


class CheckName(StrEnum):
    """The checks of one verification, in the order in which they are made and shown."""

    READABLE = "readable"
    ONE_SIGNATURE = "exactly-one-signature"
    SIGNATURE = "signature"
    WHOLE_FILE = "whole-file-covered"
    CERTIFICATION = "certification-level"
    CERTIFICATE = "certificate"
    DATA_PRESENT = "data-present"
    DATA_SCHEMA = "data-schema"
    PAGE = "page-equals-data"


class Check(Noun):
    """One check; `detail` says in Chinese what was seen, or why the check was not made."""

    name: CheckName
    result: CheckResult
    detail: str


class ReturnIdentity(Noun):
    """Which return the file says it is."""

    kind: ReturnKind
    period: str
    number: str
    revision: int
    revises: str | None


class VerifyResult(Noun):
    """The verdict on one file. `signer`, `branch`, `signed_at` and `return_` are claims unless the verdict is valid.

    `fingerprint` is the SHA-256 of the signer's certificate (DER) in plain lower-case hex; `trusted` is whether that
    certificate is enrolled and made this signature. What the file does not tell is null.
    """

    model_config = SQLModelConfig(populate_by_name=True, serialize_by_alias=True)

    file: str
    verdict: Verdict
    signer: str | None = None
    branch: str | None = None
    fingerprint: Sha256 | None = None
    trusted: bool = False
    signed_at: Instant | None = None
    return_: ReturnIdentity | None = Limits(default=None, alias="return")
    checks: tuple[Check, ...]

    def check(self, name: CheckName) -> Check:
        """The check of that name; every result has all of them."""
        return next(check for check in self.checks if check.name is name)


class CertificateFacts(Noun):
    """What a certificate says of its holder. Times are UTC; `key` is like `P-256` or `RSA-2048`."""

    name: str
    branch: str
    issuer: str
    fingerprint: Sha256
    key: str
    valid_from: Instant
    valid_to: Instant

    @property
    def printed_fingerprint(self) -> str:
        """The fingerprint as people compare it: `4C1E 90B7 …`, upper case in groups of four."""
        return grouped(self.fingerprint.upper())

    def covers(self, day: date, signed_at: datetime) -> bool:
        """Whether the certificate was valid on the day, counted in the zone of `signed_at`."""
        zone = signed_at.tzinfo
        return self.valid_from.astimezone(zone).date() <= day <= self.valid_to.astimezone(zone).date()


def grouped(digits: str, size: int = 4) -> str:
    """Digits in groups for reading aloud: `4C1E 90B7`."""
    return " ".join(digits[start : start + size] for start in range(0, len(digits), size))
