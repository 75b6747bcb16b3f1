"""The words of the forms about the branch."""

from __future__ import annotations

from liangxin_desktop.documents.words.base import Words


class ElectionWords(Words):
    """选举结果报告单."""

    title: str
    branch: str
    superior: str
    held_on: str
    place: str
    host: str
    seats: str
    counts_columns: tuple[str, str, str, str, str, str, str, str]
    candidates: str
    candidates_columns: tuple[str, str, str, str, str, str, str, str, str]
    month: str
    elected: str
    not_elected: str
    days_columns: tuple[str, str, str, str, str, str]
    document: str
    findings: str
    no_findings: str
    incomplete: str
    note: str
    statement: str
    signers: tuple[str, ...]
    branch_opinion: str
    branch_seal: str
    superior_opinion: str
    superior_seal: str


class BranchSheetWords(Words):
    """党支部概况表."""

    title: str
    name: str
    superior: str
    code: str
    established_on: str
    unit_name: str
    unit_kind: str
    formation: str
    affiliation: str
    units: str
    units_of: str
    theme_day: str
    theme_day_of: str
    headings: tuple[str, str, str, str]
    members: str
    term: str
    no_term: str
    seats_columns: tuple[str, str, str]
    terms_columns: tuple[str, str, str]
    span: str
    now: str
    groups_columns: tuple[str, str, str]
    contacts_columns: tuple[str, str, str, str]
    since: str
    untrained: str
    nothing: str


class RecoveryWords(Words):
    """恢复单."""

    title: str
    intro: str
    keep: str
    branch: str
    made_on: str
    code: str
    alphabet: str
