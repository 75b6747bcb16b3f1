"""What the rules have to say: one finding for each duty missed, late, falling due, or broken."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from liangxin_desktop.domain.nouns import Minute, Noun


class Severity(StrEnum):
    """How grave a finding is, gravest first."""

    ERROR = "error"
    OVERDUE = "overdue"
    LATE = "late"
    DUE = "due"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)

    @property
    def is_bad(self) -> bool:
        """Whether `check` ends with 1 on account of it."""
        return self in (Severity.ERROR, Severity.OVERDUE, Severity.LATE)


class SubjectType(StrEnum):
    """What a finding is about."""

    BRANCH = "branch"
    GROUP = "group"
    PERSON = "person"
    SESSION = "session"
    ITEM = "item"


class Subject(Noun):
    """Whom or what a finding is about."""

    type: SubjectType
    id: str
    name: str


class SetAside(Noun):
    """That a finding was set aside in writing, and how grave it would have been."""

    reason: str
    by: str | None = None
    at: Minute | None = None
    severity: Severity


class Finding(Noun):
    """One finding. `due_on` is the day of the limit or of the session; `basis` names the regulation and article."""

    code: str
    severity: Severity
    subject: Subject
    period: str | None = None
    due_on: date | None = None
    basis: str
    message: str
    override: SetAside | None = None

    @property
    def order(self) -> tuple[int, date, str, str]:
        """The sort key: severity, date, code, subject."""
        return self.severity.rank, self.due_on or date.max, self.code, self.subject.id


class CheckReport(Noun):
    """The findings of one run of the rules over `since` … `as_of`, sorted."""

    as_of: date
    since: date
    branch: str
    findings: tuple[Finding, ...]

    @property
    def is_good(self) -> bool:
        """Whether nothing is in error, overdue or late."""
        return not any(finding.severity.is_bad for finding in self.findings)
