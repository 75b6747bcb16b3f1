"""The rules as data: what each says, since when, on what ground. Filled from `resources/rules/`, checked on load."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import Field as Limits
from pydantic import model_validator

from liangxin_desktop.domain.findings import Severity
from liangxin_desktop.domain.nouns import Noun
from liangxin_desktop.domain.pipeline.steps import StepTable
from liangxin_desktop.domain.room import RoomPreset


class RuleVersion(Noun):
    """What a rule says from one day on: its ground, and its numbers. `in_force` false ends the rule that day."""

    since: date = Limits(alias="from")
    basis: str = ""
    in_force: bool = True
    params: dict[str, Any] = Limits(default_factory=dict)


class Rule(Noun):
    """One rule of the book.

    `modal` is the regulation's own word (必须, 应当, 一般, or 设定 for a local setting); `severity` is what a breach
    is, `notice_days` how long before the limit a duty is said to fall due; `messages` are the sentences shown.
    """

    code: str
    title: str
    modal: str
    severity: Severity
    enabled: bool = True
    notice_days: Annotated[int, Limits(ge=0, le=366)] = 0
    messages: dict[str, str]
    note: str = ""
    version: Annotated[tuple[RuleVersion, ...], Limits(min_length=1)]

    @model_validator(mode="after")
    def _versions_in_order(self) -> Rule:
        starts = [version.since for version in self.version]
        if starts != sorted(set(starts)):
            raise ValueError(f"{self.code}: versions are not in the order of their dates")
        return self

    def on(self, day: date) -> RuleVersion | None:
        """The version in force that day; None before the first, and after the end of the rule."""
        current = None
        for version in self.version:
            if version.since <= day:
                current = version
        return current if current and current.in_force else None


class RuleBook(Noun):
    """All rules by code, the labels their sentences use, limits of no rule, room standards, the steps."""

    rules: dict[str, Rule]
    labels: dict[str, dict[str, str]] = Limits(default_factory=dict)
    limits: dict[str, int] = Limits(default_factory=dict)
    presets: dict[str, RoomPreset] = Limits(default_factory=dict)
    steps: StepTable = StepTable()

    def __getitem__(self, code: str) -> Rule:
        return self.rules[code]

    def switched(self, switches: Mapping[str, bool]) -> RuleBook:
        """The same book with local switches applied: rule code → on or off."""
        rules = {
            code: rule.but(enabled=switches[code]) if code in switches else rule for code, rule in self.rules.items()
        }
        return self.model_copy(update={"rules": rules})
