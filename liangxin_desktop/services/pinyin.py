"""Pinyin of names, so that 陈国华 is found by "cgh": all readings, with the surname readings of 单, 曾, 解 first.

The library is imported at the first name, not on the way to the window.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import islice, product
from typing import Any

_LONGEST_NAME = 4
"""Beyond so many characters a text is not a Chinese name, and each character keeps the reading of its phrase."""
_MOST = 64
"""At most so many combinations for one text: a long one full of many-voiced characters must not explode."""
_EACH: Any = list  # what has no reading stays, character by character (a list is what the library does take)


@lru_cache(maxsize=4096)
def initials(name: str) -> frozenset[str]:
    """Every possible string of initials, lower case: 单雄 gives {"sx", "dx", "cx"}. Other letters and digits stay."""
    return frozenset(_combined(name, lambda reading: reading[:1]))


@lru_cache(maxsize=4096)
def full(name: str) -> frozenset[str]:
    """Every possible full pinyin without tones or blanks, lower case; ü is written v, as typed."""
    return frozenset(_combined(name, lambda reading: reading))


def matches(sought: str, name: str) -> bool:
    """Whether what was typed is a part of the name, begins its initials, or begins its full pinyin."""
    sought = "".join(sought.casefold().split())
    if not sought or sought in name.casefold():
        return True
    return sought.isascii() and any(key.startswith(sought) for keys in (initials(name), full(name)) for key in keys)


def _combined(name: str, part: Callable[[str], str]) -> set[str]:
    choices = [dict.fromkeys(part(reading) for reading in readings) for readings in _readings(name)]
    return {"".join(pick) for pick in islice(product(*choices), _MOST)} - {""}


def _readings(name: str) -> list[list[str]]:
    """For each character, its reading in this text, then, where a name may be unusual, its other readings."""
    from pypinyin import Style, pinyin  # heavy, needed only once someone searches

    text = "".join(name.casefold().split())
    usual = [found[0] for found in pinyin(text, style=Style.NORMAL, errors=_EACH)]
    open_ended = len(text) if len(text) <= _LONGEST_NAME else 0
    return [
        [reading, *(pinyin(character, style=Style.NORMAL, heteronym=True, errors=_EACH)[0] if at < open_ended else ())]
        for at, (character, reading) in enumerate(zip(text, usual, strict=True))
    ]
