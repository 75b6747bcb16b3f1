"""The regulations: the book of rules as data, and one function for each rule."""

from liangxin_desktop.domain.rules import life, org
from liangxin_desktop.domain.rules.engine import REGISTRY, check
from liangxin_desktop.domain.rules.rulebook import Rule, RuleBook, RuleVersion

__all__ = ["REGISTRY", "Rule", "RuleBook", "RuleVersion", "check", "life", "org"]
