"""The ways in which people leave the branch or the way to membership, and what each asks for.

What is written down here was decided elsewhere: nothing in the program suggests that anybody leave.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from liangxin_desktop.domain.leaving import SAYS_MORE, LeavingKind, leaving_kind
from liangxin_desktop.domain.nouns import Noun, Text
from liangxin_desktop.domain.people import Person, Stage
from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.paths import resources
from liangxin_desktop.services.wording import label, labels

_NEEDS_DECISION = "须写明作出决定的组织、日期和文号。"


class LeavingWay(Noun):
    """One way to leave: from which stages, whether an organization decides it, and what is said beside it."""

    kind: LeavingKind
    stages: tuple[Stage, ...]
    decided: bool = False
    towards: bool = False
    note: Text = ""

    @property
    def name(self) -> str:
        """What it is called."""
        return label("leaving_kind", self.kind)


@dataclass(frozen=True)
class Leaving:
    """What is known of somebody's leaving: where to, or by whose decision, of which day and number."""

    kind: LeavingKind
    left_on: date | None
    towards: str = ""
    by: str = ""
    decided_on: date | None = None
    document: str = ""

    @property
    def reason(self) -> str:
        """The words kept in the record: 组织关系转出：某某党支部."""
        return SAYS_MORE.join(word for word in (label("leaving_kind", self.kind), self.towards) if word)

    @property
    def decision(self) -> str | None:
        """The decision as it is kept: 中共某某委员会，2026年11月2日，某委〔2026〕3号."""
        words = (self.by, official_date(self.decided_on) if self.decided_on else "", self.document)
        return "，".join(word for word in words if word) or None


@cache
def ways() -> Mapping[LeavingKind, LeavingWay]:
    """The ways to leave in their order, read once. Raises ValueError where they are not those that have a name."""
    text = (resources() / "wording" / "leaving.toml").read_text(encoding="utf-8")
    found = {way.kind: way for way in map(LeavingWay.model_validate, tomllib.loads(text)["way"])}
    if not found.keys() == set(LeavingKind) == labels()["leaving_kind"].keys():
        raise ValueError("the ways to leave and their names are not the same")
    return found


def ways_from(stage: Stage) -> tuple[LeavingWay, ...]:
    """The ways that are open from a stage."""
    return tuple(way for way in ways().values() if stage in way.stages)


def leaving_problems(leaving: Leaving) -> dict[str, str]:
    """What is wanting, a sentence for each field."""
    found = {} if leaving.left_on else {"left_on": "请填写离开日期。"}
    if ways()[leaving.kind].decided:
        if not leaving.by:
            found["by"] = "请写明由哪个组织作出决定。"
        if leaving.decided_on is None:
            found["decided_on"] = "请填写作出决定的日期。"
    return found


def exit_problems(person: Person, before: Person) -> dict[str, str]:
    """What is wrong with an exit written on the roster, a sentence for each field; one that stood there stays."""
    if person.left_on is None or (person.left_on, person.left_reason) == (before.left_on, before.left_reason):
        return {}
    if leaving_kind(person.left_reason, labels()["leaving_kind"]) is None:
        return {"left_reason": f"请按 ↓ 选择一种情形；要补充的写在“{SAYS_MORE}”后面。"}
    problem = decision_problem(person)
    return {"left_decision": problem} if problem else {}


def decision_problem(person: Person) -> str:
    """That the way in which a person left asks for a decision and none is given; empty when nothing is wanting."""
    kind = leaving_kind(person.left_reason, labels()["leaving_kind"])
    wanting = person.left_on and kind and ways()[kind].decided and not (person.left_decision or "").strip()
    return f"“{label('leaving_kind', kind)}”{_NEEDS_DECISION}" if wanting else ""
