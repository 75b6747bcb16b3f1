"""What the sheet of the branch's particulars is laid out from: display-ready words and counts."""

from __future__ import annotations

from datetime import date

from liangxin_desktop.domain.nouns import Line, Name, Noun
from liangxin_desktop.domain.sessions import Count


class SheetSeat(Noun):
    """Who holds which seat of the leadership, and where they work."""

    role: Line
    name: Name
    place: Line = ""


class SheetTerm(Noun):
    """One election: what it is called, its first and last day in force (None: still), whom it seated."""

    title: Line
    since: date | None
    until: date | None
    seats: tuple[SheetSeat, ...]


class SheetGroup(Noun):
    """One 党小组 with its leader's name and the number of its members."""

    name: Name
    leader: Line = ""
    members: Count


class SheetContact(Noun):
    """One contact of today, each training as a line of its own, the newest first."""

    kind: Line
    name: Name
    unit: Line = ""
    position: Line = ""
    since: date | None = None
    trainings: tuple[Line, ...] = ()


class BranchSheet(Noun):
    """支部概况表 as it stood on `as_of`. `counts` are pairs of a standing and how many stand so.

    `elected_on` and `ends_on` bound the term of the leadership in office; `units` are those covered.
    """

    branch: Name
    code: Line = ""
    superior: Line = ""
    unit_name: Line = ""
    unit_kind: Line = ""
    formation: Line = ""
    affiliation: Line = ""
    activity_type: bool = False
    established_on: date | None = None
    theme_day: int | None = None
    units: Count = 0
    elected_on: date | None = None
    ends_on: date | None = None
    counts: tuple[tuple[Line, Count], ...] = ()
    seats: tuple[SheetSeat, ...] = ()
    terms: tuple[SheetTerm, ...] = ()
    groups: tuple[SheetGroup, ...] = ()
    contacts: tuple[SheetContact, ...] = ()
    as_of: date
