"""What 选举结果报告单 is laid out from: display-ready words and counts of one election."""

from __future__ import annotations

from datetime import date

from liangxin_desktop.domain.nouns import Line, Name, Noun, Text
from liangxin_desktop.domain.sessions import Count


class CandidateLine(Noun):
    """One candidate with the votes; `role` is the seat taken."""

    name: Name
    sex: Line = ""
    birth_date: date | None = None
    in_favour: Count | None = None
    against: Count | None = None
    abstain: Count | None = None
    elected: bool = False
    role: Line = ""


class ElectionForm(Noun):
    """One 选举结果报告单; what is not known stays blank, to be written in ink.

    `title` is the election with its number, 第三届换届选举; `voters` those with a vote by the roster of the day;
    `findings` what is not as the regulations ask, and `complete` whether all counts were there to be checked.
    """

    branch: Line
    superior: Line = ""
    title: Line
    held_on: date | None = None
    place: Line = ""
    host: Line = ""
    seats: Count | None = None
    voters: Count | None = None
    due: Count | None = None
    present: Count | None = None
    issued: Count | None = None
    returned: Count | None = None
    valid: Count | None = None
    candidates: tuple[CandidateLine, ...] = ()
    applied_on: date | None = None
    replied_on: date | None = None
    proposed_on: date | None = None
    approved_on: date | None = None
    offices_on: date | None = None
    reported_on: date | None = None
    document: Line = ""
    findings: tuple[Line, ...] = ()
    complete: bool = False
    note: Text = ""
    printed_on: date
