"""Where a line of Chinese may end: the rules of punctuation, words, numbers and combined characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

CLOSERS = frozenset("，。、；：）》〉】」』〕〗｝］”’")
OPENERS = frozenset("（《〈【「『〔〖｛［“‘")
NO_START = CLOSERS | frozenset("！？％‰℃·•‧・～ー々!),.:;?]}%")
NO_END = OPENERS | frozenset("([{￥＄£¥$№")
PAIRED = frozenset("—…⸺")
_UNITS = frozenset("年月日时分人次项个名元万亿")
_INSIDE_WORDS = frozenset(".,:/\\-_@#%&+='~?!*^|<>—")
_ANYWHERE, _WORD, _RULE, _NEVER = 0, 1, 2, 3
_ROUNDING = 1e-6
HANGING = 0.5  # ems: a closing mark that ends a line may hang its blank half over the measure
TIGHTENING = 0.02  # ems: each gap of a line may be that much tighter; more, and copied text would fall apart


def clusters(text: str) -> list[str]:
    """The text in characters as a reader counts them, a combining mark with its base. Joined, they are the text."""
    found: list[str] = []
    for character in text:
        if found and _is_mark(character):
            found[-1] += character
        else:
            found.append(character)
    return found


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Mc", "Me")


def gap_cost(before: str, after: str) -> int:
    """How bad a line end here is: 0 allowed, 1 inside a word or number, 2 against the rules, 3 before a mark."""
    left, right = before[0], after[0]
    if _is_mark(right):
        return _NEVER
    if right in NO_START or left in NO_END or (left == right and left in PAIRED):
        return _RULE
    if right.isspace() or _in_one_word(left, right) or (left.isdigit() and right in _UNITS):
        return _WORD
    return _ANYWHERE


def _in_one_word(left: str, right: str) -> bool:
    return _wordish(left) and _wordish(right)


def _wordish(character: str) -> bool:
    return _is_letter(character) or character in _INSIDE_WORDS


def _is_letter(character: str) -> bool:
    """A letter or digit of a script that is written in words."""
    return character.isalnum() and ord(character) < 0x2E80


def break_lines(
    texts: Sequence[str], widths: Sequence[float], measure: float, *, em: float, indent: float = 0.0
) -> list[range]:
    """Cut clusters of the given widths into lines no wider than the measure; the first one is indented.

    White space and the blank half of a closing mark at a line's end may hang over the measure. Where no allowed end
    exists within the measure, a word is cut; where even that fails, the rules yield: nothing else is ever wider than
    the measure, save one cluster alone.
    """
    lines: list[range] = []
    start = 0
    while start < len(texts):
        room = measure - (indent if not lines else 0.0)
        end = _line_end(texts, widths, start, room, em)
        lines.append(range(start, end))
        start = end
    return lines


def _line_end(texts: Sequence[str], widths: Sequence[float], start: int, room: float, em: float) -> int:
    fitted, used = _fit(texts, widths, start, room)
    if fitted == len(texts):
        return fitted
    if _can_pull_in(texts, widths, start, fitted, room - used, em):
        return fitted + 1
    costs = [(gap_cost(texts[k - 1], texts[k]), -k) for k in range(start + 1, fitted + 1)]
    return -min(costs)[1]


def _fit(texts: Sequence[str], widths: Sequence[float], start: int, room: float) -> tuple[int, float]:
    """The end of what fits, at least one cluster, and its width. White space always fits."""
    used = widths[start]
    end = start + 1
    while end < len(texts) and (texts[end].isspace() or used + widths[end] <= room + _ROUNDING):
        used += widths[end]
        end += 1
    return end, used


def _can_pull_in(texts: Sequence[str], widths: Sequence[float], start: int, end: int, left: float, em: float) -> bool:
    """Whether the closing mark after `end` comes into the line when the line is set a little tighter."""
    if texts[end] not in CLOSERS or (end + 1 < len(texts) and gap_cost(texts[end], texts[end + 1])):
        return False
    return widths[end] - left <= em * (HANGING + TIGHTENING * (end - start)) + _ROUNDING
