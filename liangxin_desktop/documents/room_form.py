"""阵地自查表 as a form to sign in ink, with the pictures of its annex."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from liangxin_desktop.documents.fonts import Face, refuse_undrawable
from liangxin_desktop.documents.pages import (
    HEADING,
    LANDSCAPE,
    PLAIN,
    SMALL,
    SUBTITLE,
    TITLE,
    Block,
    Paper,
    paginate,
    print_pages,
)
from liangxin_desktop.documents.pictures import Figure, on_paper
from liangxin_desktop.documents.room_particulars import particulars_table
from liangxin_desktop.documents.room_return import checked_on, item_table, texts_of
from liangxin_desktop.documents.tables import PADDING_X, Cell, Row, Table
from liangxin_desktop.documents.text import Align, Span, Style, set_text
from liangxin_desktop.documents.wording import words
from liangxin_desktop.domain.forms import RoomForm, RoomPicture
from liangxin_desktop.domain.periods import official_date

_WIDTH = LANDSCAPE.text_width
_HALF = _WIDTH / 2
_SIGN = Style(12, 40)
_ABOVE_SIGNATURES = 6.0
_FRAME, _FRAME_GAP = 168.0, 12.0
_CAPTION = replace(SMALL, align=Align.CENTRE)


def room_form_pdf(form: RoomForm) -> bytes:
    """The self-check as PDF/A-3b on landscape pages, the pictures of its annex last. The same form, the same bytes.

    Raises RefusedError naming every character that no bundled font has, and where it stands.
    """
    refuse_undrawable(_texts(form))
    title = _title(form)
    paper = Paper(
        title=f"{form.branch}{title}（{form.period}）",
        foot=lambda page, count: words().paper.form_foot.format(form=f"{form.branch}　{title}", page=page, pages=count),
        made_on=form.figures.checked_on,
        sheet=LANDSCAPE,
    )
    room = LANDSCAPE.text_height
    annex = paginate(_annex(form), room) if form.pictures else []
    return print_pages(paper, [*paginate(_blocks(form), room), *annex])


def _title(form: RoomForm) -> str:
    say = words().room
    return say.title_of_other.format(standard=form.standard) if form.standard else say.title


def _texts(form: RoomForm) -> dict[str, str]:
    names = {f"附图{number}": one.name for number, one in enumerate(form.pictures, 1)}
    return {"支部名称": form.branch, "标准名称": form.standard, **texts_of(form.figures, form.rows), **names}


def _blocks(form: RoomForm) -> list[Block]:
    head: list[Block] = [
        set_text(_title(form), TITLE, _WIDTH, keep=True),
        set_text(form.period, SUBTITLE, _WIDTH, keep=True),
        _under_title(form),
    ]
    items, told = item_table(form.rows, _numbers(form)), form.figures.particulars
    return _signed([*head, items], particulars_table(told)) if told else _signed(head, items)


def _under_title(form: RoomForm) -> Table:
    branch = [Span(words().returns.branch), Span(form.branch, Face.SONG_BOLD)]
    left = Cell(set_text(branch, PLAIN, _HALF - PADDING_X))
    right = Cell(set_text(checked_on(form.figures), replace(PLAIN, align=Align.RIGHT), _HALF))
    return Table((_HALF, _HALF), (Row((left, right)),), before=6, keep=True, ruled=False)


def _numbers(form: RoomForm) -> dict[str, list[int]]:
    """The numbers of the annex's pictures by the item that they belong to."""
    numbers: dict[str, list[int]] = {}
    for number, picture in enumerate(form.pictures, 1):
        numbers.setdefault(picture.item, []).append(number)
    return numbers


def _signed(above: list[Block], table: Table) -> list[Block]:
    """The table and the signatures below it; its last row always stands on the same page as they do."""
    signatures, last = _signatures(), table.rows[-1]
    whole = [*above, table, signatures]
    foot = [one.block for one in paginate(whole, LANDSCAPE.text_height)[-1]]
    if len(table.rows) == 1 or any(last in block.rows for block in foot if isinstance(block, Table)):
        return whole
    return [*above, replace(table, rows=table.rows[:-1]), replace(table, rows=(last,), keep=True), signatures]


def _signatures() -> Table:
    say, third = words().room, _WIDTH / 3
    signers = (words().returns.filled_in, say.secretary_signs, say.street_signs)
    cells = tuple(Cell(set_text(text, _SIGN, third)) for text in signers)
    return Table((third,) * 3, (Row(cells),), before=_ABOVE_SIGNATURES, ruled=False)


def _annex(form: RoomForm) -> list[Block]:
    figures = [_figure(form, number, picture) for number, picture in enumerate(form.pictures, 1)]
    rows = tuple(_in_a_row(figures[place : place + 2]) for place in range(0, len(figures), 2))
    heading = set_text(words().room.annex_heading, HEADING, _WIDTH, keep=True)
    return [heading, Table((_HALF, _HALF), rows, ruled=False)]


def _in_a_row(figures: Sequence[Figure]) -> Row:
    beside = [Cell(one) for one in figures]
    return Row((*beside, *[Cell(set_text("", SMALL, 0))] * (2 - len(beside))))


def _figure(form: RoomForm, number: int, picture: RoomPicture) -> Figure:
    title = next((row.title for row in form.rows if row.item == picture.item), "")
    caption = words().room.caption.format(
        number=number, title=title, name=picture.name, day=official_date(picture.taken_on)
    )
    width = _HALF - _FRAME_GAP
    return Figure(on_paper(picture.data), width, _FRAME, set_text(caption, _CAPTION, width))
