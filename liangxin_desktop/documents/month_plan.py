"""月计划 on one page to pin up: large, with a box to tick before every line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from liangxin_desktop.documents.fonts import Face, refuse_undrawable
from liangxin_desktop.documents.pages import MM, PORTRAIT, Block, Paper, Placed, paginate, print_pages
from liangxin_desktop.documents.tables import PADDING_X, Cell, Row, Table
from liangxin_desktop.documents.text import Align, Style, set_text
from liangxin_desktop.documents.wording import words
from liangxin_desktop.domain.forms import MonthPlanForm, PlanLine
from liangxin_desktop.domain.periods import official_date

_SHEET = replace(PORTRAIT, left=22 * MM, top=24 * MM, text_width=166 * MM, text_height=248 * MM)
_WIDTH = _SHEET.text_width
_SCALES = (1.0, 0.9, 0.8, 0.7, 0.6)
"""From large to small: the first at which the month fits on one page; at the last, several pages."""


@dataclass(frozen=True, slots=True)
class _Sizes:
    """The styles of one scale, in points."""

    scale: float

    def style(self, size: float, leading: float, face: Face = Face.SONG, align: Align = Align.LEFT) -> Style:
        return Style(size * self.scale, leading * self.scale, face, align)

    @property
    def columns(self) -> tuple[float, float, float, float]:
        """Done, day, what, note."""
        tick, day, note = 48 * self.scale, 96 * self.scale, 132 * self.scale
        return tick, day, _WIDTH - tick - day - note, note


def month_plan_pdf(form: MonthPlanForm) -> bytes:
    """The month's plan as PDF/A-3b, on one page wherever it can be read there. The same form gives the same bytes.

    Raises RefusedError naming every character that no bundled font has, and where it stands.
    """
    refuse_undrawable(_texts(form))
    pages = next((pages for scale in _SCALES if len(pages := _pages(form, scale)) == 1), _pages(form, _SCALES[-1]))
    paper = Paper(
        title=f"{form.branch}{words().month_plan.title.format(month=form.month)}",
        foot=lambda _page, _pages: "",
        made_on=form.made_on,
        sheet=_SHEET,
        bare=len(pages) if len(pages) == 1 else 0,
    )
    return print_pages(paper, pages)


def _texts(form: MonthPlanForm) -> dict[str, str]:
    headings = words().month_plan.headings
    parts = zip(headings, (form.sessions, form.actions, form.returns), strict=True)
    said = {heading: "".join(line.what + line.note for line in lines) for heading, lines in parts}
    return {"支部名称": form.branch, **said}


def _pages(form: MonthPlanForm, scale: float) -> list[list[Placed]]:
    return paginate(list(_blocks(form, _Sizes(scale))), _SHEET.text_height)


def _blocks(form: MonthPlanForm, sizes: _Sizes) -> Iterator[Block]:
    say = words().month_plan
    title = sizes.style(30, 46, Face.SONG_BOLD, Align.CENTRE)
    yield set_text(say.title.format(month=form.month), title, _WIDTH, keep=True)
    made = say.foot.format(branch=form.branch, day=official_date(form.made_on))
    yield set_text(made, sizes.style(13, 22, align=Align.CENTRE), _WIDTH, keep=True)
    if form.theme_day is not None:
        yield _theme_day(form.theme_day, sizes)
    for heading, lines in zip(say.headings, (form.sessions, form.actions, form.returns), strict=True):
        yield set_text(heading, sizes.style(19, 30, Face.HEI_BOLD), _WIDTH, before=16 * sizes.scale, keep=True)
        if lines:
            yield Table(sizes.columns, tuple(_row(line, sizes) for line in lines), (_head(sizes),))
        else:
            yield set_text(say.nothing, sizes.style(16, 26), _WIDTH)


def _theme_day(day: date, sizes: _Sizes) -> Table:
    """The fixed day in a frame of its own."""
    say = words().month_plan
    text = say.theme_day.format(month=day.month, day=day.day, weekday=say.weekdays[day.weekday()])
    style = sizes.style(22, 40, Face.HEI_BOLD, Align.CENTRE)
    return Table((_WIDTH,), (Row((Cell(set_text(text, style, _WIDTH - 2 * PADDING_X)),)),), before=12 * sizes.scale)


def _head(sizes: _Sizes) -> Row:
    style = sizes.style(13, 20, Face.HEI_BOLD, Align.CENTRE)
    return _cells(words().month_plan.columns, (style,) * 4, sizes)


def _row(line: PlanLine, sizes: _Sizes) -> Row:
    say = words().month_plan
    plain = sizes.style(16, 25)
    centred = replace(plain, align=Align.CENTRE)
    texts = (say.done if line.done else say.open, say.day.format(month=line.day.month, day=line.day.day))
    return _cells((*texts, line.what, line.note), (centred, centred, plain, sizes.style(13, 20)), sizes)


def _cells(texts: tuple[str, str, str, str], styles: tuple[Style, ...], sizes: _Sizes) -> Row:
    columns = zip(texts, styles, sizes.columns, strict=True)
    return Row(tuple(Cell(set_text(text, style, width - 2 * PADDING_X)) for text, style, width in columns))
