"""What the forms of a person's way to membership are laid out from: display-ready, without identity numbers."""

from __future__ import annotations

from datetime import date

from liangxin_desktop.domain.forms import VoteLine
from liangxin_desktop.domain.nouns import Line, Name, Noun, Text
from liangxin_desktop.domain.sessions import Count


class PersonHead(Noun):
    """Whose form it is, and the day it is printed. What the record does not know stays blank for ink.

    `joined` and `left` say when the person came from where, and went in which way on whose decision; "" for neither.
    """

    branch: Line
    activity_type: bool = False
    superior: Line = ""
    name: Name
    sex: Line = ""
    ethnicity: Line = ""
    birth_date: date | None = None
    education: Line = ""
    unit: Line = ""
    position: Line = ""
    group: Line = ""
    applied_on: date | None = None
    joined: Text = ""
    left: Text = ""
    printed_on: date


class WayEntry(Noun):
    """One step as it was taken, or not yet: an empty one keeps its line for ink. `files` counts attachments.

    `people` are those named by the step; `conclusion` and `result` come in words; votes in a `vote` without a matter;
    `decided_in` names the recorded session in which it was decided.
    """

    number: Count
    name: Line
    done_on: date | None = None
    people: tuple[Line, ...] = ()
    consent_on: date | None = None
    posted_from: date | None = None
    posted_to: date | None = None
    conclusion: Line = ""
    training: tuple[float | None, float | None] = (None, None)
    special_reason: Text = ""
    vote: VoteLine | None = None
    result: Line = ""
    decided_in: Line = ""
    reason_for_delay: Text = ""
    note: Text = ""
    files: Count = 0


class WayStage(Noun):
    """One of the five stages with its steps in order."""

    title: Line
    entries: tuple[WayEntry, ...]


class MaterialLine(Noun):
    """One paper of the person's file. `state` says in words how it is at hand; empty while its step is not taken."""

    step: Count
    name: Line
    state: Line = ""
    files: Count = 0


class DevelopmentForm(Noun):
    """发展党员全程纪实表, with the list of the file's materials."""

    head: PersonHead
    stages: tuple[WayStage, ...]
    materials: tuple[MaterialLine, ...]


class AssessmentPage(Noun):
    """One assessment with its text; one without a day is a page to be filled in by hand."""

    done_on: date | None = None
    by: tuple[Line, ...] = ()
    summary: Text = ""


class AssessmentForm(Noun):
    """入党积极分子培养教育考察登记表: the assessments in order, then pages for ink."""

    head: PersonHead
    activist_on: date | None = None
    filed_on: date | None = None
    cultivators: tuple[Line, ...] = ()
    pages: tuple[AssessmentPage, ...]


class TermLine(Noun):
    """How one term of probation ended: request, vote with its result in words, approval."""

    requested_on: date | None = None
    voted_on: date | None = None
    vote: VoteLine | None = None
    result: Line = ""
    approved_on: date | None = None


class ProbationForm(Noun):
    """预备党员教育考察登记表. Probation runs from `admitted_on` to `ends_on`; `full_on` is where 党龄 begins."""

    head: PersonHead
    admitted_on: date | None = None
    approved_on: date | None = None
    oath_on: date | None = None
    ends_on: date | None = None
    full_on: date | None = None
    sponsors: tuple[Line, ...] = ()
    pages: tuple[AssessmentPage, ...]
    terms: tuple[TermLine, ...]
