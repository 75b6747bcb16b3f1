"""党员名册 on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from liangxin_desktop.documents.people import roster_pdf
from liangxin_desktop.domain.forms import RosterForm, RosterLine
from liangxin_desktop.errors import RefusedError
from tests.documents.papers import all_text, page_texts, roster_form

_GOLDEN = Path(__file__).parent / "golden"


def test_the_roster_reads_as_agreed(compare_golden: Callable[[Path, str], None]) -> None:
    compare_golden(_GOLDEN / "roster.txt", "\n\f\n".join(page_texts(roster_pdf(roster_form()))) + "\n")


def test_two_hundred_lines_have_heads_on_every_page() -> None:
    pages = page_texts(roster_pdf(roster_form(200)))
    assert len(pages) > 5
    assert all("出生年月" in page for page in pages)
    assert "".join(pages).count("欧阳𠮷") == 25


def test_the_same_roster_gives_the_same_bytes() -> None:
    assert roster_pdf(roster_form()) == roster_pdf(roster_form())


def test_an_empty_roster_prints() -> None:
    empty = roster_form(0)
    assert "共0名" in all_text(roster_pdf(empty))


def test_a_bare_line_prints() -> None:
    form: RosterForm = roster_form(0).but(lines=(RosterLine(name="卫东"),))
    assert "1卫东" in all_text(roster_pdf(form))


def test_a_date_and_a_name_stand_on_one_line() -> None:
    lines = "".join(page_texts(roster_pdf(roster_form(8)))).splitlines()
    assert any("买买提·吐尔逊" in line for line in lines)
    assert any("2011年12月25日" in line for line in lines)


def test_what_cannot_be_printed_is_named_with_its_line() -> None:
    form = roster_form(2)
    broken = form.but(lines=(form.lines[0], form.lines[1].but(unit="公司😀")))
    with pytest.raises(RefusedError, match="第2行"):
        roster_pdf(broken)
