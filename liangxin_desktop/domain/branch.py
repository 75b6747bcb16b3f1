"""The branch itself and its groups."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field as Limits
from sqlmodel import Field

from liangxin_desktop.domain.nouns import Id, Line, Name, Noun


class UnitKind(StrEnum):
    """What kind of organization the branch stands in."""

    ENTERPRISE = "non-public-enterprise"
    SOCIAL = "social-organization"
    MIXED = "mixed"


class Formation(StrEnum):
    """组建方式: alone, jointly by area, or jointly by trade."""

    SINGLE = "single"
    REGIONAL = "regional-joint"
    INDUSTRY = "industry-joint"


class Affiliation(StrEnum):
    """隶属: by capital, by line of administration, by area, or by trade."""

    CAPITAL = "capital"
    LINE = "line"
    BLOCK = "block"
    INDUSTRY = "industry"


class BranchFields(Noun):
    """The branch's particulars that are one value each."""

    name: Name
    code: Line = ""
    superior: Line = ""
    unit_name: Line = ""
    unit_kind: UnitKind | None = None
    formation: Formation | None = None
    affiliation: Affiliation | None = None
    established_on: date | None = None
    committee_elected_on: date | None = None
    term_years: Annotated[int, Limits(ge=1, le=5)] = 3
    theme_day: Annotated[int, Limits(ge=1, le=31)] | None = None
    activity_type: bool = False
    """活动党组织: for members whose membership stays with another branch."""


class Branch(BranchFields):
    """The branch. `yearly_quota` is the plan of admissions by year, e.g. {"2026": 3} (要点 二(二))."""

    yearly_quota: dict[Annotated[str, Limits(pattern=r"^[0-9]{4}$")], Annotated[int, Limits(ge=0, le=1000)]] = Field(
        default_factory=dict
    )

    @property
    def is_joint(self) -> bool:
        """Whether several units form the branch (支部条例 5)."""
        return self.formation in (Formation.REGIONAL, Formation.INDUSTRY)


class Group(Noun):
    """党小组. `leader` is a person's id."""

    id: Id
    name: Name
    leader: Id | None = None
