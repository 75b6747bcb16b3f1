"""The words that 年度综合报表 prints, read once from `resources/wording/annual.toml` and checked to be complete."""

from __future__ import annotations

import tomllib
from functools import cache

from pydantic import BaseModel, ConfigDict

from liangxin_desktop.domain.branch import Affiliation, Formation, UnitKind
from liangxin_desktop.labels import read_labels
from liangxin_desktop.paths import resources

_LISTS = ("unit_kind", "formation", "affiliation")


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BranchWords(_Words):
    """支部基本情况."""

    heading: str
    unit_kind: str
    formation: str
    affiliation: str
    established_on: str
    elected_on: str
    term_ends_on: str
    secretary: str
    seats: str
    groups: str
    units: str
    people: str
    counted: str
    of_units: str


class MemberWords(_Words):
    """党员队伍."""

    heading: str
    columns: tuple[str, str, str, str, str, str, str, str]
    converted_in: str
    converted_out: str
    left: str
    way: str
    nobody_left: str


class YearOfLifeWords(_Words):
    """组织生活."""

    heading: str
    kind_column: str
    year_columns: tuple[str, str, str, str, str]
    of_required: str
    note: str
    no_rows: str
    yearly_columns: tuple[str, str, str, str, str, str, str, str]
    missing: str
    talks: str
    study: str


class YearOfDevelopmentWords(_Words):
    """发展党员."""

    heading: str
    columns: tuple[str, str, str, str, str, str]
    decided: str


class YearOfRoomWords(_Words):
    """阵地“六有”."""

    heading: str
    columns: tuple[str, str]
    day: str
    not_checked: str
    met: str
    no_checks: str


class CoverWords(_Words):
    """覆盖单位."""

    heading: str
    registered: str
    columns: tuple[str, str, str, str, str, str]
    target: str
    missed: str


class AnnualWords(_Words):
    """All of `annual.toml`, and the labels of closed lists that the form prints from the data alone."""

    title: str
    told_on: str
    end: str
    so_far: str
    quarters: tuple[str, str, str, str]
    findings_heading: str
    ordinals: str
    branch: BranchWords
    members: MemberWords
    life: YearOfLifeWords
    development: YearOfDevelopmentWords
    room: YearOfRoomWords
    cover: CoverWords
    unit_kind: dict[UnitKind, str]
    formation: dict[Formation, str]
    affiliation: dict[Affiliation, str]


@cache
def annual_words() -> AnnualWords:
    """The wording of the form."""
    said = tomllib.loads((resources() / "wording" / "annual.toml").read_text(encoding="utf-8"))
    return AnnualWords.model_validate({**said, **{name: read_labels()[name] for name in _LISTS}})
