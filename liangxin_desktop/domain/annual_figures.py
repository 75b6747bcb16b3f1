"""The figures of 年度综合报表: the branch, its members, organizational life, development, the room and what it covers.

Of people there are counts alone, but for the secretary's name.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field as Limits

from liangxin_desktop.domain.branch import Affiliation, Formation, UnitKind
from liangxin_desktop.domain.leaving import LeavingKind
from liangxin_desktop.domain.nouns import Line, Noun
from liangxin_desktop.domain.people import Stage
from liangxin_desktop.domain.returns import DevelopmentFigures, KindFigures
from liangxin_desktop.domain.room import ItemStatus
from liangxin_desktop.domain.sessions import Count

QUARTERS = 4
OF_QUARTERS = Limits(min_length=QUARTERS, max_length=QUARTERS)
Total = Annotated[int, Limits(ge=0)]


class BranchFigures(Noun):
    """The branch as it is entered, and its leadership on the day told from: the secretary, how many seats, the term.

    `elected_on` and `term_ends_on` are null where no election of the leadership in office that day is recorded.
    """

    unit_kind: UnitKind | None = None
    formation: Formation | None = None
    affiliation: Affiliation | None = None
    established_on: date | None = None
    elected_on: date | None = None
    term_ends_on: date | None = None
    secretary: Line = ""
    seats: Count
    groups: Count


class MemberFigures(Noun):
    """Members of one standing over the year; `stage` is null for the sum of both.

    `opening` + `approved` + `transferred_in` + `converted_in` = `converted_out` + `transferred_out` + `gone` +
    `closing`. `approved` were made members by the superior committee's approval in the year; `gone` left otherwise than
    to another branch.
    """

    stage: Stage | None
    title: Line
    opening: Count
    approved: Count
    transferred_in: Count
    converted_in: Count
    converted_out: Count
    transferred_out: Count
    gone: Count
    closing: Count


class LeavingFigures(Noun):
    """How many members left in one way; `kind` is null for words that are not on the list."""

    kind: LeavingKind | None
    title: Line
    count: Count


class YearlyDuty(Noun):
    """A session owed once for each year, with those that served the year, whenever they were held.

    `required` is null where no rule asks for it. `missing` is 1 once the year is over and nothing served it.
    """

    kind: Line
    title: Line
    required: Count | None
    held_on: tuple[date, ...]
    due: Total
    present: Total
    missing: Count


class TalkFigures(Noun):
    """谈心谈话 of the year: how many, and with how many of the members at least one was held. Never with whom."""

    held: Total
    talked: Count
    members: Count


class StudyFigures(Noun):
    """Hours of study of those who are members on the day told from.

    `hours` are theirs together, `reached` how many came to the hours that are asked of them: `due`, in the leadership
    `due_in_leadership`.
    """

    hours: Annotated[float, Limits(ge=0)]
    members: Count
    reached: Count
    due: Count
    due_in_leadership: Count


class RoomYearItem(Noun):
    """One of the room's items, and its status at the last self-check of each quarter, null where none looked at it."""

    item: Line
    title: Line
    statuses: Annotated[tuple[ItemStatus | None, ...], OF_QUARTERS]


class RoomYear(Noun):
    """The last self-check of each quarter: its day, null where there was none, and what it said of each item."""

    checked_on: Annotated[tuple[date | None, ...], OF_QUARTERS]
    items: tuple[RoomYearItem, ...]


class CoverFigures(Noun):
    """One rate of coverage: `covered` of `units`, in words `percent` (empty without units); `target` in per cent.

    `missed` is whether the rate is below its target.
    """

    name: Line
    title: Line
    units: Count
    covered: Count
    target: Count
    percent: Line
    missed: bool


class CoverYear(Noun):
    """The register of covered units as it stands at compiling: how many, and the rates of coverage."""

    units: Count
    rates: tuple[CoverFigures, ...]


class AnnualFigures(Noun):
    """The figures of 年度综合报表. `told_on` is the day they stand on, 31 December or that of compiling.

    `life` sums the rows. `development` is what 发展党员情况报表 tells of a quarter, told of the year. `cover` is null
    for a branch that keeps no register of covered units.
    """

    told_on: date
    branch: BranchFigures
    members: tuple[MemberFigures, ...]
    leavings: tuple[LeavingFigures, ...]
    life: KindFigures
    yearly: tuple[YearlyDuty, ...]
    talks: TalkFigures
    study: StudyFigures
    development: DevelopmentFigures
    room: RoomYear
    cover: CoverYear | None


class AnnualRow(Noun):
    """One kind of session over the year, and in each quarter as 组织生活季度报表 tells it.

    A quarter is null where its return does not list the kind, or where it has not begun.
    """

    quarters: Annotated[tuple[KindFigures | None, ...], OF_QUARTERS]
    year: KindFigures
