"""Set text: indents, justification, no markup, names in even columns."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from liangxin_desktop.documents.linebreak import CLOSERS, TIGHTENING
from liangxin_desktop.documents.names import fitted, set_names
from liangxin_desktop.documents.pages import BODY, PLAIN, TEXT_WIDTH
from liangxin_desktop.documents.text import Align, Glyph, Lines, Span, set_text, text_width

_BODY_TEXT = "陈国华同志代表支部委员会作半年工作报告，与会党员结合岗位实际进行了讨论，一致同意。" * 3


def _said(lines: Lines) -> list[str]:
    return ["".join(glyph.text for glyph in line) for line in lines.lines]


def _end(line: tuple[Glyph, ...]) -> float:
    return line[-1].x + line[-1].width


def test_28_characters_fill_a_line_of_the_standard() -> None:
    assert len(_said(set_text("党" * 60, replace(BODY, indent=0), TEXT_WIDTH))[0]) == 28
    assert len(_said(set_text("党" * 60, BODY, TEXT_WIDTH))[0]) == 26


def test_every_paragraph_is_indented_and_empty_ones_are_left_out() -> None:
    lines = set_text("一二\n\n三四", BODY, TEXT_WIDTH)
    assert _said(lines) == ["一二", "三四"]
    assert {round(line[0].x, 1) for line in lines.lines} == {round(TEXT_WIDTH / 14, 1)}


def test_body_lines_end_flush_but_for_the_last() -> None:
    *full, last = set_text(_BODY_TEXT, BODY, TEXT_WIDTH).lines
    for line in full:
        hanging = BODY.size / 2 if line[-1].text in "，。" else 0
        assert TEXT_WIDTH - 0.5 <= _end(line) <= TEXT_WIDTH + hanging + 0.5
    assert _end(last) < TEXT_WIDTH - 20


@given(
    some.text("党支部，。、（）《》“”…—12ab. 𠮷e\u0301\n", max_size=80), some.floats(20, 200), some.sampled_from(Align)
)
def test_no_glyph_leaves_the_measure(text: str, width: float, align: Align) -> None:
    for line in set_text(text, replace(PLAIN, align=align), width).lines:
        hanging = PLAIN.size / 2 if line[-1].text in CLOSERS else 0.0
        assert line[0].x >= 0
        assert len(line) == 1 or _end(line) <= width + hanging + 0.01
        assert all(after.x >= glyph.x - PLAIN.size * TIGHTENING for glyph, after in pairwise(line))


def test_centred_and_right() -> None:
    for align, share in ((Align.CENTRE, 0.5), (Align.RIGHT, 1.0)):
        (line,) = set_text("党员", replace(PLAIN, align=align), 100).lines
        assert line[0].x == pytest.approx((100 - 24) * share)


def test_markup_is_text() -> None:
    assert _said(set_text("<b>A&amp;B</b>", PLAIN, 200)) == ["<b>A&amp;B</b>"]


def test_what_has_no_ink_is_not_drawn() -> None:
    assert _said(set_text("葛\U000e0100\u200b城\t路", PLAIN, 200)) == ["葛城 路"]


def test_spans_keep_their_strike() -> None:
    (line,) = set_text([Span("（1）"), Span("缺", struck=True)], PLAIN, 200).lines
    assert [glyph.struck for glyph in line] == [False, False, False, True]


def test_a_block_never_parts_with_one_line() -> None:
    lines = set_text("党" * 26 + "党" * 28 * 3, BODY, TEXT_WIDTH)
    pitch = BODY.leading
    assert len(lines.lines) == 4
    assert lines.split(pitch * 1.5) is None
    for room in (2, 3):
        head, rest = lines.split(pitch * room) or (None, None)
        assert head is not None
        assert rest is not None
        assert (len(head.lines), len(rest.lines)) == (2, 2)
    assert set_text("党" * 60, BODY, TEXT_WIDTH).split(pitch * 2) is None


_names = some.lists(
    some.text(some.sampled_from("陈国华欧阳·𠮷a "), min_size=1, max_size=40).map(str.strip).filter(bool)
)


@given(_names, some.floats(60, 400))
def test_names_are_whole_in_even_columns(names: list[str], width: float) -> None:
    lines = set_names(names, PLAIN, width)
    assert "".join(_said(lines)).replace(" ", "") == "".join(names).replace(" ", "")
    assert all(_end(line) <= width + 0.01 + PLAIN.size / 2 for line in lines.lines)
    broken = [name for name in names if text_width(name, PLAIN) > width]
    assert len(lines.lines) <= len(names) + sum(int(text_width(name, PLAIN) / width * 2) for name in broken)
    if not broken:
        starts = {round(glyph.x, 2) for line in lines.lines for glyph in line}
        assert len(lines.lines) == 0 or 0.0 in starts


def test_three_character_names_stand_in_columns() -> None:
    lines = set_names(["陈国华", "卫东", "欧阳文静", "买买提·吐尔逊", "李文静"] * 3, PLAIN, 300)
    by_name = {"".join(g.text for g in line)[:2]: line[0].x for line in lines.lines}
    assert set(by_name.values()) == {0.0}
    assert all("买买提·吐尔逊" in said for said in _said(lines) if "买" in said)


def test_a_long_name_is_set_smaller_rather_than_broken() -> None:
    name = "阿卜杜热合曼·买买提"
    style = fitted(name, PLAIN, 70)
    assert 6 <= style.size < PLAIN.size
    assert _said(set_text(name, style, 70)) == [name]
    assert fitted("卫东", PLAIN, 70) is PLAIN
    assert fitted(name * 9, PLAIN, 70).size == 6
