"""The words that the forms print, read once from `resources/wording/` and checked to be complete."""

from __future__ import annotations

import tomllib
from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from liangxin_desktop.domain.room import ItemStatus
from liangxin_desktop.labels import read_labels
from liangxin_desktop.paths import resources


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PaperWords(_Words):
    """What every form has."""

    draft: str
    return_foot: str
    form_foot: str
    none: str
    list_mark: str
    activity_type: str


class LifeWords(_Words):
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


class DevelopmentWords(_Words):
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


class PersonHeadWords(_Words):
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


class DevelopmentFormWords(_Words):
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


class AssessmentFormWords(_Words):
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


class ProbationFormWords(_Words):
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


class ParticularsWords(_Words):
    """台账 in 阵地六有自查表: by item the lines to print."""

    columns: tuple[str, str, str]
    items: dict[str, str]
    room: tuple[str, ...]
    gallery: tuple[str, ...]
    website: tuple[str, ...]
    journal: tuple[str, ...]
    film: tuple[str, ...]
    materials: tuple[str, ...]
    square_metres: str
    own: str
    shared: str
    shared_with: str
    boards: str
    panel: str
    film_year: str
    film_minutes: str
    issue: str
    note: str
    note_mark: str
    counted: str
    copies: str


class RoomWords(_Words):
    """阵地六有自查表."""

    title: str
    title_of_other: str
    ordinals: str
    rows_heading: str
    checked_on: str
    columns: tuple[str, str, str, str, str, str]
    not_looked_at: str
    files: str
    other_files: str
    annex: str
    plan: str
    by: str
    by_day: str
    nothing: str
    changes_heading: str
    first_heading: str
    first: str
    changed: str
    unchanged: str
    joint: str
    renewed: str
    secretary_signs: str
    street_signs: str
    annex_heading: str
    caption: str
    particulars: ParticularsWords


class ModelRoomWords(_Words):
    """示范阵地申报表."""

    title: str
    name: str
    superior: str
    affiliation: str
    formation: str
    members: str
    members_said: str
    secretary: str
    established_on: str
    units: str
    place: str
    items_heading: str
    items_columns: tuple[str, str, str, str]
    register_line: str = Field(alias="register")
    evidence: str
    quarters_heading: str
    no_check: str
    checked: str
    uses_heading: str
    uses: str
    no_uses: str
    use: str
    use_uncounted: str
    special_heading: str
    pictures_heading: str
    caption: str
    opinions: tuple[str, str, str]
    signed: str
    signed_on: str


class ReturnWords(_Words):
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


class SessionWords(_Words):
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


class RosterWords(_Words):
    """党员名册."""

    title: str
    columns: tuple[str, str, str, str, str, str, str, str, str, str, str, str]
    month: str
    count: str
    as_of: str


class RecoveryWords(_Words):
    """恢复单."""

    title: str
    intro: str
    keep: str
    branch: str
    made_on: str
    code: str
    alphabet: str


class SessionBookWords(_Words):
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


class MonthPlanWords(_Words):
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


class ElectionWords(_Words):
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


class BranchSheetWords(_Words):
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


class FormWords(_Words):
    """All of `forms.toml`, and the labels of closed lists that forms print from the data alone."""

    paper: PaperWords
    life: LifeWords
    development: DevelopmentWords
    person_head: PersonHeadWords
    development_form: DevelopmentFormWords
    assessment_form: AssessmentFormWords
    probation_form: ProbationFormWords
    room: RoomWords
    model_room: ModelRoomWords
    room_status: dict[ItemStatus, str]
    returns: ReturnWords = Field(alias="return")
    session: SessionWords
    session_book: SessionBookWords
    month_plan: MonthPlanWords
    election: ElectionWords
    roster: RosterWords
    branch_sheet: BranchSheetWords
    recovery: RecoveryWords


@cache
def words() -> FormWords:
    """The wording of every form."""
    forms = tomllib.loads((resources() / "wording" / "forms.toml").read_text(encoding="utf-8"))
    return FormWords.model_validate({**forms, "room_status": read_labels()["room_status"]})
