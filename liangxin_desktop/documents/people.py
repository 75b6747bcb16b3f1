"""党员名册 on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from liangxin_desktop.documents.fonts import Face, refuse_undrawable
from liangxin_desktop.documents.names import fitted
from liangxin_desktop.documents.pages import LANDSCAPE, MM, PLAIN, TITLE, Block, Paper, paginate, print_pages
from liangxin_desktop.documents.phrases import branch_title
from liangxin_desktop.documents.tables import PADDING_X, Cell, Row, Table, head_row
from liangxin_desktop.documents.text import Align, Style, set_text
from liangxin_desktop.documents.wording import words
from liangxin_desktop.domain.forms import RosterForm, RosterLine
from liangxin_desktop.domain.periods import official_date

_SHEET = replace(LANDSCAPE, left=22 * MM, text_width=253 * MM)  # twelve columns need wider paper than prose
_WIDTH = _SHEET.text_width
_LEFT_HALF = _WIDTH * 0.45
_COLUMNS = (31.0, 62.0, 31.0, 58.0, 45.0, 54.0, 76.0, 76.0, 54.0, 46.0, _WIDTH - 598.0, 65.0)
_CELL = Style(9, 13)
_CENTRED = replace(_CELL, align=Align.CENTRE)
_NAME, _UNIT = 1, 10


def roster_pdf(form: RosterForm) -> bytes:
    """The roster as PDF/A-3b on landscape pages. The same form gives the same bytes.

    Raises RefusedError naming every character that no bundled font has, and where it stands.
    """
    refuse_undrawable({"支部名称": form.branch, **{f"第{n}行": _said(one) for n, one in enumerate(form.lines, 1)}})
    title = words().roster.title
    paper = Paper(
        title=f"{form.branch}{title}",
        foot=lambda page, count: words().paper.form_foot.format(form=f"{form.branch}　{title}", page=page, pages=count),
        made_on=form.as_of,
        sheet=_SHEET,
    )
    return print_pages(paper, paginate(_blocks(form), _SHEET.text_height))


def _said(line: RosterLine) -> str:
    return "".join(value for value in line.model_dump().values() if isinstance(value, str))


def _blocks(form: RosterForm) -> list[Block]:
    say = words().roster
    rows = tuple(_row(number, line) for number, line in enumerate(form.lines, 1))
    table = Table(_COLUMNS, rows, (head_row(say.columns, _COLUMNS),), before=4)
    return [set_text(say.title, TITLE, _WIDTH, keep=True), _under_title(form), table]


def _under_title(form: RosterForm) -> Table:
    say = words().roster
    count = say.count.format(count=len(form.lines), full_members=form.full_members, probationary=form.probationary)
    right = f"{say.as_of.format(day=official_date(form.as_of))}　{count}"
    branch = branch_title(form.branch, activity_type=form.activity_type)
    left = Cell(set_text(branch, replace(PLAIN, face=Face.SONG_BOLD), _LEFT_HALF - PADDING_X))
    row = Row((left, Cell(set_text(right, replace(PLAIN, align=Align.RIGHT), _WIDTH - _LEFT_HALF))))
    return Table((_LEFT_HALF, _WIDTH - _LEFT_HALF), (row,), before=4, keep=True, ruled=False)


def _row(number: int, line: RosterLine) -> Row:
    cells = (
        str(number),
        line.name,
        line.sex,
        _month(line.birth_date),
        line.ethnicity,
        line.education,
        _day(line.admitted_on),
        _day(line.full_on),
        line.group,
        line.role,
        line.unit,
        line.phone,
    )
    return Row(tuple(_cell(place, text) for place, text in enumerate(cells)))


def _cell(place: int, text: str) -> Cell:
    room = _COLUMNS[place] - 2 * PADDING_X
    style = _CELL if place == _UNIT else _CENTRED
    return Cell(set_text(text, fitted(text, style, room) if place == _NAME else style, room))


def _month(day: date | None) -> str:
    return words().roster.month.format(year=day.year, month=day.month) if day else ""


def _day(day: date | None) -> str:
    return official_date(day) if day else ""
