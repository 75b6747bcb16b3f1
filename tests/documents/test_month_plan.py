"""月计划 on one page."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from liangxin_desktop.documents.month_plan import month_plan_pdf
from liangxin_desktop.domain.forms import PlanLine
from liangxin_desktop.errors import RefusedError
from tests.conftest import tool
from tests.documents.papers import all_text, page_texts, plan_form

_GOLDEN = Path(__file__).parent / "golden"


def test_the_plan_reads_as_agreed(compare_golden: Callable[[Path, str], None]) -> None:
    compare_golden(_GOLDEN / "month-plan.txt", "\n\f\n".join(page_texts(month_plan_pdf(plan_form()))) + "\n")


@pytest.mark.parametrize("count", [0, 8, 20])
def test_a_busy_month_still_fits_on_one_page(count: int) -> None:
    lines = tuple(PlanLine(day=date(2026, 12, 3), what=f"第{n}件事", note="欧阳𠮷") for n in range(count))
    pages = page_texts(month_plan_pdf(plan_form(actions=lines)))
    assert len(pages) == 1
    assert pages[0].count("件事") == count


def test_what_no_page_holds_goes_on_and_nothing_is_lost() -> None:
    lines = tuple(PlanLine(day=date(2026, 12, 3), what=f"第{n}件事") for n in range(120))
    pages = page_texts(month_plan_pdf(plan_form(actions=lines)))
    assert len(pages) > 1
    assert "".join(pages).count("件事") == 120


def test_a_month_without_anything_prints() -> None:
    text = all_text(month_plan_pdf(plan_form(sessions=(), actions=(), theme_day=None)))
    assert text.count("无") == 3
    assert "主题党日" not in text


def test_every_font_is_embedded(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(month_plan_pdf(plan_form()))
    told = subprocess.run([tool("pdffonts"), str(path)], capture_output=True, text=True, check=True).stdout
    fonts = told.splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts)


def test_the_same_form_gives_the_same_bytes() -> None:
    assert month_plan_pdf(plan_form()) == month_plan_pdf(plan_form())


def test_what_cannot_be_printed_is_named() -> None:
    with pytest.raises(RefusedError, match="到期的行动"):
        month_plan_pdf(plan_form(actions=(PlanLine(day=date(2026, 12, 2), what="好😀"),)))
