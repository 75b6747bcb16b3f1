"""Where lines end: no rule of punctuation is broken, nothing is lost, nothing is too wide."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as some

from liangxin_desktop.documents.linebreak import CLOSERS, HANGING, TIGHTENING, break_lines, clusters, gap_cost

_CHARACTERS = "党支部会议学习一年月日，。、；：！？（）《》“”‘’—…··12 0aZé.%/-<&\u0301\u3000𠮷"
_texts = some.text(some.sampled_from(_CHARACTERS), min_size=1, max_size=120)
_measures = some.floats(1, 30)


def _widths(texts: list[str]) -> list[float]:
    return [0.5 if text[0].isascii() else 1.0 for text in texts]


def _lines(text: str, measure: float, indent: float = 0.0) -> list[list[str]]:
    texts = clusters(text)
    return [texts[r.start : r.stop] for r in break_lines(texts, _widths(texts), measure, em=1.0, indent=indent)]


@given(_texts, _measures)
def test_every_character_is_kept_in_order(text: str, measure: float) -> None:
    lines = _lines(text, measure)
    assert "".join("".join(line) for line in lines) == text
    assert all(lines)


@given(_texts, _measures, some.sampled_from([0.0, 2.0]))
def test_no_line_is_wider_than_the_measure(text: str, measure: float, indent: float) -> None:
    for number, line in enumerate(_lines(text, measure, indent)):
        while len(line) > 1 and line[-1].isspace():
            line.pop()
        room = measure - (indent if number == 0 else 0.0)
        spared = TIGHTENING * (len(line) - 1) + HANGING if line[-1] in CLOSERS else 0.0
        assert len(line) == 1 or sum(_widths(line)) <= room + spared + 1e-6


@given(_texts, _measures)
def test_a_line_ends_against_the_rules_only_where_nothing_else_fits(text: str, measure: float) -> None:
    """Between two lines stands a forbidden gap only if no gap of the line was allowed; and a word is cut only so."""
    lines = _lines(text, measure)
    for line, after in itertools.pairwise(lines):
        costs = [gap_cost(a, b) for a, b in itertools.pairwise(line)]
        assert gap_cost(line[-1], after[0]) <= min(costs, default=3)


@pytest.mark.parametrize(
    ("text", "measure", "expected"),
    [
        ("党" * 28 + "，会后", 28, ["党" * 28 + "，", "会后"]),
        ("党" * 28 + "！会后", 28, ["党" * 27, "党！会后"]),
        ("学习《条例》全文", 3, ["学习", "《条", "例》全", "文"]),
        ("于2026年6月8日", 4.5, ["于2026年", "6月8日"]),
        ("参见liangxin网站", 5, ["参见", "liangxin网", "站"]),
        ("认为谢婷同志……很好", 7, ["认为谢婷同志", "……很好"]),
        ("会议在14:00—15:30开", 6, ["会议在", "14:00—15:30", "开"]),
        ("abcdefgh", 2, ["abcd", "efgh"]),
        ("，，，", 1, ["，", "，", "，"]),
        ("好   好", 1, ["好   ", "好"]),
    ],
)
def test_line_ends(text: str, measure: float, expected: list[str]) -> None:
    assert ["".join(line) for line in _lines(text, measure)] == expected


def test_a_combining_mark_stays_with_its_base() -> None:
    assert clusters("e\u0301好") == ["e\u0301", "好"]
