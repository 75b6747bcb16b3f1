"""The words of the forms about sessions."""

from __future__ import annotations

from liangxin_desktop.documents.words.base import Words


class SessionWords(Words):
    """组织生活记录."""

    title: str
    number: str
    late_entry: str
    kind: str
    time: str
    place: str
    host: str
    due: str
    present: str
    recorder: str
    guests: str
    absent: str
    attendance: str
    topic: str
    people: str
    people_rate: str
    absence: str
    discussion: str
    consensus: str
    votes: str
    votes_columns: tuple[str, str, str, str, str, str, str, str]
    secret: str
    written: str
    passed: str
    rejected: str
    actions: str
    actions_columns: tuple[str, str, str, str, str]
    not_recorded: str
    nothing: str
    host_signs: str
    recorder_signs: str
    attachments: str
    foot: str
    held_on: str
    entered_on: str


class SessionBookWords(Words):
    """年度装订册."""

    title: str
    year: str
    bound_on: str
    superior: str
    contents: str
    columns: tuple[str, str, str, str, str]
    number: str
    day: str
    cut: str
    attendance: str
    signatures: str
    empty: str
    members: str
    members_columns: tuple[str, str, str, str, str, str, str, str]
    hours: str
    grid: str
    one_month: str
    month: str
    grid_heads: tuple[str, str, str]
    grid_feet: tuple[str, str]
    legend: str
    statement: str
    drafts: str
    signers: tuple[str, str, str]
    seal: str
    sign_day: str
    foot: str


class MonthPlanWords(Words):
    """月计划."""

    title: str
    theme_day: str
    weekdays: str
    headings: tuple[str, str, str]
    columns: tuple[str, str, str, str]
    day: str
    done: str
    open: str
    nothing: str
    foot: str
