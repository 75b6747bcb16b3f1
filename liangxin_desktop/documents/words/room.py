"""The words of the forms about the room."""

from __future__ import annotations

from pydantic import Field

from liangxin_desktop.documents.words.base import Words


class ParticularsWords(Words):
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


class RoomWords(Words):
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


class ModelRoomWords(Words):
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
