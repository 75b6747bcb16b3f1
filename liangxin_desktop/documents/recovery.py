"""恢复单: the recovery code on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from liangxin_desktop.documents.fonts import Face, refuse_undrawable
from liangxin_desktop.documents.pages import (
    BODY,
    HEADING,
    PLAIN,
    TEXT_HEIGHT,
    TEXT_WIDTH,
    TITLE,
    Block,
    Paper,
    paginate,
    print_pages,
)
from liangxin_desktop.documents.text import Align, Style, set_text
from liangxin_desktop.documents.wording import words
from liangxin_desktop.domain.periods import official_date

_CODE = Style(20, 40, Face.HEI_BOLD, Align.CENTRE)


def recovery_pdf(branch: str, code: str, made_on: date) -> bytes:
    """The sheet as PDF/A-3b. Raises RefusedError naming every character that no bundled font has."""
    say = words().recovery
    refuse_undrawable({"支部名称": branch})
    paper = Paper(
        title=say.title,
        foot=lambda page, count: words().paper.form_foot.format(form=say.title, page=page, pages=count),
        made_on=made_on,
    )
    return print_pages(paper, paginate(_blocks(branch, code, made_on), TEXT_HEIGHT))


def _blocks(branch: str, code: str, made_on: date) -> list[Block]:
    say = words().recovery
    groups = code.split("-")
    half = (len(groups) + 1) // 2
    plain = replace(PLAIN, align=Align.CENTRE)
    return [
        set_text(say.title, TITLE, TEXT_WIDTH, keep=True),
        set_text(say.branch.format(branch=branch), plain, TEXT_WIDTH, before=8),
        set_text(say.made_on.format(day=official_date(made_on)), plain, TEXT_WIDTH),
        set_text(say.code, HEADING, TEXT_WIDTH, before=24, keep=True),
        set_text("  -  ".join(groups[:half]), _CODE, TEXT_WIDTH, before=8, keep=True),
        set_text("  -  ".join(groups[half:]), _CODE, TEXT_WIDTH, keep=True),
        set_text(say.alphabet, PLAIN, TEXT_WIDTH, before=8),
        set_text(say.intro, BODY, TEXT_WIDTH, before=24),
        set_text(say.keep, BODY, TEXT_WIDTH),
    ]
