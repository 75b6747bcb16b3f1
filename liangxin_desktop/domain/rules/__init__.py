"""The regulations: the book of rules as data, and one function for each rule."""

from liangxin_desktop.domain.rules import cover, dev, dev_admission, dev_entry, dev_probation, life, org, room
from liangxin_desktop.domain.rules.duties import DUTY_RULES, Duty, duties
from liangxin_desktop.domain.rules.engine import REGISTRY, Ground, check, check_ground, ground_of
from liangxin_desktop.domain.rules.rulebook import Rule, RuleBook, RuleVersion

__all__ = [
    "DUTY_RULES",
    "REGISTRY",
    "Duty",
    "Ground",
    "Rule",
    "RuleBook",
    "RuleVersion",
    "check",
    "check_ground",
    "cover",
    "dev",
    "dev_admission",
    "dev_entry",
    "dev_probation",
    "duties",
    "ground_of",
    "life",
    "org",
    "room",
]
