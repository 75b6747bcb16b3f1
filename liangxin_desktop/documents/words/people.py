"""The words of the forms about people: roster, and the three forms of the way to membership."""

from __future__ import annotations

from liangxin_desktop.documents.words.base import Words


class PersonHeadWords(Words):
    """The head of a person's forms."""

    name: str
    sex: str
    ethnicity: str
    birth: str
    education: str
    applied_on: str
    joined: str
    left: str
    unit: str
    group: str
    branch: str
    superior: str
    printed_on: str
    blank_day: str


class DevelopmentFormWords(Words):
    """发展党员全程纪实表. `people` says by step who is named."""

    title: str
    stage: str
    ordinals: str
    columns: tuple[str, str, str, str, str]
    people: dict[int, str]
    consent: str
    posted: str
    conclusion: str
    days: str
    hours: str
    special_reason: str
    voters: str
    ballot: str
    invalid: str
    written: str
    result: str
    delay: str
    files: str
    nothing: str
    signers: tuple[str, str]
    sign_day: str
    decided_in: str
    materials: str
    materials_columns: tuple[str, str, str, str, str, str]
    materials_note: str
    checked_by: tuple[str, str]


class AssessmentFormWords(Words):
    """入党积极分子培养教育考察登记表."""

    title: str
    activist_on: str
    filed_on: str
    cultivators: str
    cultivators_columns: tuple[str, str, str]
    training: str
    assessment: str
    done_on: str
    by: str
    summary: str
    by_signs: str
    opinion: str
    opinion_signs: str


class ProbationFormWords(Words):
    """预备党员教育考察登记表."""

    title: str
    admitted_on: str
    approved_on: str
    oath_on: str
    term: str
    span: str
    full_on: str
    sponsors: str
    assessment: str
    conversion: str
    nth_term: str
    requested_on: str
    voted_on: str
    vote: str
    result: str
    approved: str
    sponsors_opinion: str
    branch_opinion: str
    superior_opinion: str
    seal_day: str
    sign_day: str


class RosterWords(Words):
    """党员名册."""

    title: str
    columns: tuple[str, str, str, str, str, str, str, str, str, str, str, str]
    month: str
    count: str
    as_of: str
