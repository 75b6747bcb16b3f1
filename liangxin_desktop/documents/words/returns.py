"""The words of the signed returns and of what stands on all of them."""

from __future__ import annotations

from liangxin_desktop.documents.words.base import Words


class ReturnWords(Words):
    """What every return has."""

    branch: str
    compiled_on: str
    superior: str
    nature: str
    first: str
    revision: str
    revises: str
    reason: str
    findings_heading: str
    finding: str
    basis: str
    set_aside: str
    set_aside_by: str
    set_aside_at: str
    set_aside_by_at: str
    full_stop: str
    nothing: str
    filled_in: str
    branch_signs: str
    branch_seal: str
    street_signs: str
    street_seal: str
    sign_day: str
    audit: str
    caution: str


class LifeWords(Words):
    """组织生活季度报表."""

    title: str
    figures_heading: str
    figures_columns: tuple[str, str, str, str, str, str, str, str]
    missing: str
    members: str
    heart_talks: str
    rows_heading: str
    rows_columns: tuple[str, str, str, str, str, str]
    day: str
    complete: str
    lacks: str
    no_rows: str


class DevelopmentWords(Words):
    """发展党员情况报表."""

    title: str
    figures_heading: str
    told_on: str
    figures_columns: tuple[str, str, str, str, str, str]
    decided: str
    moved: str
    plan: str
    over_plan: str
    no_plan: str
    rows_heading: str
    rows_columns: tuple[str, str, str, str, str, str, str, str, str, str]
    due_on: str
    nothing: str
    no_rows: str
