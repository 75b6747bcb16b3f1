"""示范阵地申报表, usually two pages: what the record knows, the branch's own words, pictures, room for seals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from liangxin_desktop.documents.fonts import refuse_undrawable
from liangxin_desktop.documents.pages import (
    HEADING,
    PLAIN,
    PORTRAIT,
    SMALL,
    TEXT_WIDTH,
    TITLE,
    Block,
    Paper,
    paginate,
    print_pages,
)
from liangxin_desktop.documents.person_head import FOUR, TEXT, InkRoom, Signed, day, pair, wide
from liangxin_desktop.documents.pictures import Figure, on_paper
from liangxin_desktop.documents.tables import CELL, CELL_CENTRED, HEAD, PADDING_X, Cell, Row, Table, head_row, text_row
from liangxin_desktop.documents.text import Align, Lines, set_text
from liangxin_desktop.documents.wording import words
from liangxin_desktop.domain.model_room import ModelItem, ModelPicture, ModelQuarter, ModelRoomForm, ModelUses
from liangxin_desktop.domain.periods import official_date

_ITEMS = (22.0, 100.0, 78.0, TEXT_WIDTH - 200.0)
_TOLD = replace(CELL, size=9.5, leading=13)
_STYLES = (CELL_CENTRED, replace(CELL, leading=14), replace(_TOLD, align=Align.CENTRE), _TOLD)
_THIRD = TEXT_WIDTH / 3
_HEADING = replace(HEADING, size=14, leading=22)
_SPECIAL, _OPINION = 78.0, 84.0
_FRAME, _FRAME_GAP = 74.0, 10.0
_CAPTION = replace(SMALL, align=Align.CENTRE)
_ACROSS = 3


def model_room_pdf(form: ModelRoomForm) -> bytes:
    """The sheet as PDF/A-3b on A4. The same form gives the same bytes.

    Raises RefusedError naming every character that no bundled font has, and where it stands.
    """
    refuse_undrawable(_texts(form))
    title = words().model_room.title
    paper = Paper(
        title=f"{form.branch}{title}",
        foot=lambda page, count: words().paper.form_foot.format(form=f"{form.branch}　{title}", page=page, pages=count),
        made_on=form.made_on,
    )
    room = PORTRAIT.text_height
    return print_pages(paper, paginate([*_facts(form), *_own_words(form)], room))


def _texts(form: ModelRoomForm) -> dict[str, str]:
    items = {
        f"“六有”第{place}项": one.title + one.description + one.register_line for place, one in enumerate(form.items, 1)
    }
    uses = {"活动室使用": "".join(one.title for one in form.uses.latest)}
    pictures = {f"图{number}": one.title for number, one in enumerate(form.pictures, 1)}
    head = {"支部名称": form.branch, "上级党组织": form.superior, "支部书记": form.secretary}
    return {**head, "活动室": form.place + form.units, **items, **uses, "特色和做法": form.special, **pictures}


def _facts(form: ModelRoomForm) -> list[Block]:
    say = words().model_room
    return [
        set_text(say.title, TITLE, TEXT_WIDTH, keep=True),
        set_text(official_date(form.made_on), replace(PLAIN, align=Align.RIGHT), TEXT_WIDTH, keep=True),
        _particulars(form),
        _heading(say.items_heading),
        _items(form.items),
        _heading(say.quarters_heading),
        _quarters(form.quarters),
        _heading(say.uses_heading),
        *_uses(form.uses),
    ]


def _own_words(form: ModelRoomForm) -> list[Block]:
    say = words().model_room
    pictures: list[Block] = [_heading(say.pictures_heading), _pictures(form.pictures)] if form.pictures else []
    return [_heading(say.special_heading), _special(form.special), *pictures, _opinions()]


def _heading(text: str) -> Lines:
    return set_text(text, _HEADING, TEXT_WIDTH, before=6, keep=True)


def _particulars(form: ModelRoomForm) -> Table:
    say = words().model_room
    members = say.members_said.format(members=form.members, probationary=form.probationary)
    rows = (
        wide(say.name, form.branch),
        wide(say.superior, form.superior),
        pair(say.affiliation, form.affiliation, say.formation, form.formation),
        pair(say.members, members, say.secretary, form.secretary),
        pair(say.established_on, day(form.established_on), say.units, form.units),
        wide(say.place, form.place),
    )
    return Table(FOUR, rows, before=4)


def _items(items: Sequence[ModelItem]) -> Table:
    rows = tuple(text_row(_item(place, one), _ITEMS, _STYLES) for place, one in enumerate(items))
    return Table(_ITEMS, rows, (head_row(words().model_room.items_columns, _ITEMS),))


def _item(place: int, item: ModelItem) -> tuple[str, str, str, str]:
    say = words().model_room
    register = say.register_line.format(line=item.register_line) if item.register_line else ""
    evidence = say.evidence.format(day=official_date(item.evidence_on)) if item.evidence_on else ""
    told = "\n".join(line for line in (item.description, register) if line)
    status = words().room_status[item.status] if item.status else words().room.not_looked_at
    number = words().room.ordinals[place] if place < len(words().room.ordinals) else str(place + 1)
    return number, item.title, "\n".join(line for line in (status, evidence) if line), told or words().paper.none


def _quarters(quarters: Sequence[ModelQuarter]) -> Table:
    columns = (TEXT_WIDTH / len(quarters),) * len(quarters)
    row = text_row([_checked(one) for one in quarters], columns, [CELL_CENTRED] * len(columns))
    return Table(columns, (row,), (head_row([one.quarter for one in quarters], columns),))


def _checked(quarter: ModelQuarter) -> str:
    say = words().model_room
    if quarter.checked_on is None:
        return say.no_check
    return say.checked.format(day=official_date(quarter.checked_on), met=quarter.met, items=quarter.items)


def _uses(uses: ModelUses) -> list[Block]:
    say, style = words().model_room, replace(TEXT, leading=18)
    first, last = official_date(uses.first), official_date(uses.last)
    if not uses.times:
        return [set_text(say.no_uses.format(first=first, last=last), style, TEXT_WIDTH)]
    told = say.uses.format(first=first, last=last, count=uses.times, members=uses.people)
    lines = [
        (say.use if one.people else say.use_uncounted).format(
            day=official_date(one.on), title=one.title, count=one.people
        )
        for one in uses.latest
    ]
    together = [set_text(line, _TOLD, TEXT_WIDTH, keep=True) for line in lines[:-1]]
    return [set_text(told, style, TEXT_WIDTH, keep=True), *together, set_text(lines[-1], _TOLD, TEXT_WIDTH)]


def _special(text: str) -> Table:
    width = TEXT_WIDTH - 2 * PADDING_X
    content = InkRoom(set_text(text, TEXT, width), _SPECIAL, width, ruled=not text)
    return Table((TEXT_WIDTH,), (Row((Cell(content),)),))


def _pictures(pictures: Sequence[ModelPicture]) -> Table:
    figures = [_figure(number, one) for number, one in enumerate(pictures, 1)]
    rows = tuple(_in_a_row(figures[place : place + _ACROSS]) for place in range(0, len(figures), _ACROSS))
    return Table((_THIRD,) * _ACROSS, rows, ruled=False)


def _in_a_row(figures: Sequence[Figure]) -> Row:
    blanks = [Cell(set_text("", SMALL, 0))] * (_ACROSS - len(figures))
    return Row((*(Cell(one) for one in figures), *blanks))


def _figure(number: int, picture: ModelPicture) -> Figure:
    day_of = official_date(picture.taken_on)
    caption = words().model_room.caption.format(number=number, title=picture.title, day=day_of)
    width = _THIRD - _FRAME_GAP
    return Figure(on_paper(picture.data), width, _FRAME, set_text(caption, _CAPTION, width))


def _opinions() -> Table:
    """Blank room for what branch, unit and street have to say, and for their seals."""
    say, width = words().model_room, _THIRD - 2 * PADDING_X
    heads = Row(tuple(Cell(set_text(text, HEAD, width)) for text in say.opinions))
    signature = set_text("\n".join((say.signed, say.signed_on)), replace(CELL, align=Align.RIGHT), width)
    room = Row(tuple(Cell(Signed(_OPINION, width, signature, ruled=False)) for _ in say.opinions))
    return Table((_THIRD,) * 3, (room,), (heads,), before=10)
