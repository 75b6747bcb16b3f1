"""Units that the branch looks after (要点 一)."""

from __future__ import annotations

import re
import unicodedata

from liangxin_desktop.domain.nouns import Name, Noun
from liangxin_desktop.domain.sessions import Count


class Unit(Noun):
    """One covered unit: head count, Party members, and whether it has an organization of its own."""

    name: Name
    employees: Count = 0
    members: Count = 0
    has_organization: bool = False
    above_scale: bool = False
    key_industry: bool = False


def unit_key(name: str) -> str:
    """What two ways of writing one unit's name have in common: blanks, width and case don't tell units apart."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).casefold()
