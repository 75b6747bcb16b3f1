"""What the printed forms are laid out from: display-ready words and counts; paper needs no roster and no rules."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field as Limits

from liangxin_desktop.domain.nouns import Line, Minute, Name, Noun, Text
from liangxin_desktop.domain.returns import RoomFigures, RoomRow
from liangxin_desktop.domain.sessions import Count


class AbsenceLine(Noun):
    """Someone who was due and did not come, and why: 出差, 病假, 未请假."""

    name: Name
    reason: Line = ""


class VoteLine(Noun):
    """One motion of a session. `due` and `present` count voters; `written_for` are written opinions in favour."""

    matter: Text
    secret: bool = False
    due: Count | None = None
    present: Count | None = None
    in_favour: Count = 0
    against: Count = 0
    abstain: Count = 0
    invalid: Count = 0
    written_for: Count = 0
    passed: bool = True


class ActionLine(Noun):
    """One agreed action, its owners by name."""

    what: Text
    who: Line = ""
    due_on: date | None = None
    done_on: date | None = None


class SessionRecordForm(Noun):
    """One 组织生活记录. `number` counts the sessions of `year`; `title` is the kind with its group, 党小组会（一组）.

    `late_entry` marks the record 补录; `draft` marks the paper 草稿.
    """

    branch: Line
    year: int
    number: Annotated[int, Limits(ge=1)] | None = None
    title: Line
    starts_at: Minute
    ends_at: Minute | None = None
    place: Line = ""
    host: Line = ""
    recorder: Line = ""
    due: Count
    present: tuple[Name, ...] = ()
    absent: tuple[AbsenceLine, ...] = ()
    guests: Text = ""
    topic: Text = ""
    discussion: Text = ""
    consensus: Text = ""
    actions: tuple[ActionLine, ...] = ()
    votes: tuple[VoteLine, ...] = ()
    attachments: tuple[Line, ...] = ()
    entered_on: date | None = None
    late_entry: bool = False
    draft: bool = False


class RosterLine(Noun):
    """One member in 党员名册. `phone` comes masked unless the user asked for it whole."""

    name: Name
    sex: Line = ""
    birth_date: date | None = None
    ethnicity: Line = ""
    education: Line = ""
    admitted_on: date | None = None
    full_on: date | None = None
    group: Line = ""
    role: Line = ""
    unit: Line = ""
    phone: Line = ""


class RosterForm(Noun):
    """党员名册 as it stood on `as_of`; the lines come in their order on paper."""

    branch: Line
    activity_type: bool = False
    as_of: date
    full_members: Count
    probationary: Count
    lines: tuple[RosterLine, ...]


class RoomPicture(Noun):
    """A picture kept as evidence of an item: its key, its file as a sound JPEG or PNG, the day it stands for."""

    item: Line
    name: Line
    taken_on: date
    data: bytes


class RoomForm(Noun):
    """阵地自查表 of one self-check, with the pictures of its annex in the order of the items.

    `standard` names the standard where it is another than the six items.
    """

    branch: Line
    standard: Line = ""
    period: Line
    figures: RoomFigures
    rows: tuple[RoomRow, ...]
    pictures: tuple[RoomPicture, ...] = ()


class BookSitting(Noun):
    """One column of the attendance grid: the day, and the kind as short as a column's head."""

    held_on: date
    short: Line
    due: Count
    present: Count


class BookMember(Noun):
    """One line of the attendance grid; `marks` follow the sittings, a sign each, empty where the member was not due."""

    name: Name
    group: Line = ""
    due: Count
    present: Count
    leave: Count
    absent: Count
    rate: Line
    hours: float
    hours_due: Count
    marks: tuple[Line, ...]


class SessionBookForm(Noun):
    """年度装订册: a year's final records in their order, and who attended. `drafts` are records not finished yet."""

    branch: Line
    activity_type: bool = False
    superior: Line = ""
    year: int
    bound_on: date
    sessions: tuple[SessionRecordForm, ...]
    sittings: tuple[BookSitting, ...]
    members: tuple[BookMember, ...]
    legend: Line
    drafts: Count = 0


class PlanLine(Noun):
    """One thing of a month's plan: by which day, what, and what is to be known of it; `done` prints it ticked off."""

    day: date
    what: Line
    note: Line = ""
    done: bool = False


class MonthPlanForm(Noun):
    """月计划: sessions to hold by the month's end, the fixed theme day, actions falling due, returns to hand in."""

    branch: Line
    month: Line
    theme_day: date | None = None
    sessions: tuple[PlanLine, ...] = ()
    actions: tuple[PlanLine, ...] = ()
    returns: tuple[PlanLine, ...] = ()
    made_on: date
