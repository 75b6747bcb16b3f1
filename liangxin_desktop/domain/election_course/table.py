"""换届 as data: the steps of the course, the shares that an election asks for, and what is said of each check."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Limits

from liangxin_desktop.domain.findings import Severity
from liangxin_desktop.domain.nouns import Line, Noun, Text

Share = tuple[Annotated[int, Limits(ge=1)], Annotated[int, Limits(ge=1)]]


class CourseStep(Noun):
    """One step: the fields it is written in, those it needs, and how many months before the term's end it is wanted.

    `committee`: only where a committee is elected. `needs` may name, besides fields, `votes` and `roles`.
    """

    key: Line
    title: Line
    fields: tuple[Line, ...]
    needs: tuple[Line, ...] = ()
    months_before: Annotated[int, Limits(ge=0, le=36)] | None = None
    committee: bool = False
    note: Text
    basis: Line = ""


class Fault(Noun):
    """What is said of one check: the step where it stands, and the sentences for broken and for `good`.

    `void`: an election that is so has no result to be kept.
    """

    step: Line
    severity: Severity
    message: Line
    good: Line = ""
    basis: Line
    void: bool = False


class CourseTable(Noun):
    """The whole course as data: shares, steps, the names of fields and seats, the checks by key."""

    present: Share
    elected: Share
    margin_percent: Annotated[int, Limits(ge=0, le=100)]
    shift_years: Annotated[int, Limits(ge=0)]
    field: dict[str, Line]
    step: tuple[CourseStep, ...]
    fault: dict[str, Fault]
    role: dict[str, Line]

    def least_present(self, due: int) -> int:
        """How many voters must be there, of so many due: at least four in five."""
        part, whole = self.present
        return -(-due * part // whole)

    def least_votes(self, present: int) -> int:
        """How many votes in favour elect, of so many voters present: more than half."""
        part, whole = self.elected
        return present * part // whole + 1

    def least_candidates(self, seats: int) -> int:
        """How many candidates there must be for so many seats: a fifth more, rounded up."""
        return -(-seats * (100 + self.margin_percent) // 100)
