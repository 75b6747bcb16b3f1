"""The book of rules, read once from `resources/rules/` and checked: data and functions answer each other."""

from __future__ import annotations

import tomllib
from functools import cache

from liangxin_desktop.domain.pipeline.steps import StepTable
from liangxin_desktop.domain.rules import REGISTRY, Rule, RuleBook
from liangxin_desktop.paths import resources
from liangxin_desktop.services.room_presets import PRESETS_FILE, presets
from liangxin_desktop.services.wording import labels


@cache
def steps() -> StepTable:
    """The 25 steps of 发展党员, read once from `resources/wording/steps.toml`."""
    text = (resources() / "wording" / "steps.toml").read_text(encoding="utf-8")
    return StepTable.model_validate(tomllib.loads(text))


@cache
def rulebook() -> RuleBook:
    """The book as shipped, before local switches. Raises ValueError when the data and the code disagree."""
    rules = {}
    for path in sorted((resources() / "rules").glob("*.toml")):
        if path.name == PRESETS_FILE:
            continue
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["rule"]:
            rules[entry["code"]] = Rule.model_validate(entry)
    if rules.keys() != REGISTRY.keys():
        raise ValueError(f"rules without a twin: {sorted(rules.keys() ^ REGISTRY.keys())}")
    limits = tomllib.loads((resources() / "limits.toml").read_text(encoding="utf-8"))
    return RuleBook(rules=rules, labels=labels(), limits=limits, presets=presets(), steps=steps())
