"""The sections of 发展党员情况报表: stock and flow of each stage with the year's plan, and everybody's key dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from liangxin_desktop.documents.names import fitted
from liangxin_desktop.documents.pages import BODY, HEADING, LANDSCAPE, PLAIN, Block
from liangxin_desktop.documents.tables import (
    CELL_CENTRED,
    PADDING_X,
    Cell,
    Row,
    Table,
    head_row,
    heading_beside,
    text_row,
)
from liangxin_desktop.documents.text import Align, Style, set_text
from liangxin_desktop.documents.wording import words
from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.domain.returns import DevelopmentFigures, DevelopmentRow, ReturnPayload

_WIDTH = LANDSCAPE.text_width
_FIGURE_COLUMNS = (_WIDTH - 500.0, 100.0, 100.0, 100.0, 100.0, 100.0)
_DAY = 72.0
_ROW_COLUMNS = (22.0, 50.0, 64.0, _DAY, _DAY, _DAY, _DAY, _DAY, _WIDTH - 546.0, 50.0)
_NEXT = 8
_CELL = Style(9, 13)
_CENTRED = replace(_CELL, align=Align.CENTRE)


def sections(payload: ReturnPayload) -> list[Block]:
    """一 and 二 of the form."""
    return [*_figures(DevelopmentFigures.model_validate(payload.figures)), *_people(_rows(payload))]


def texts(payload: ReturnPayload) -> dict[str, str]:
    """What the sections print of the record, by place."""
    figures = DevelopmentFigures.model_validate(payload.figures)
    places = {"阶段": "".join(one.title for one in figures.stages)}
    for number, row in enumerate(_rows(payload), 1):
        places[f"人员名单第{number}行"] = "".join((row.name, row.standing, row.next, *row.remarks))
    return places


def _rows(payload: ReturnPayload) -> list[DevelopmentRow]:
    return [DevelopmentRow.model_validate(row) for row in payload.rows]


def _figures(figures: DevelopmentFigures) -> Iterator[Block]:
    say = words().development
    yield heading_beside(say.figures_heading, say.told_on.format(day=official_date(figures.told_on)), _WIDTH)
    yield stage_table(figures, say.figures_columns, _FIGURE_COLUMNS)
    yield set_text(_decided(figures), PLAIN, _WIDTH, before=4)
    yield set_text(plan_said(figures), PLAIN, _WIDTH)


def stage_table(figures: DevelopmentFigures, heads: Sequence[str], columns: tuple[float, ...]) -> Table:
    """Stock and flow of each stage on one page, in columns of these widths."""
    rows = (
        (one.title, *map(str, (one.opening, one.entered, one.advanced, one.gone, one.closing)))
        for one in figures.stages
    )
    drawn = tuple(text_row(cells, columns, [CELL_CENTRED] * len(cells)) for cells in rows)
    return Table(columns, drawn, (head_row(heads, columns),), whole=True)


def _decided(figures: DevelopmentFigures) -> str:
    """What was decided, and who came and went; returns of before transfers were told say nothing of them."""
    say, counts = words().development, figures.model_dump(exclude={"stages"})
    moved = say.moved.format(**counts) if figures.transferred_in is not None else ""
    return say.decided.format(**counts) + moved


def plan_said(figures: DevelopmentFigures) -> str:
    """The year's plan and its use, in a sentence."""
    say = words().development
    if figures.planned is None:
        return say.no_plan.format(year=figures.year, used=figures.used)
    rest = figures.planned - figures.used
    way = say.plan if rest >= 0 else say.over_plan
    return way.format(year=figures.year, planned=figures.planned, used=figures.used, rest=abs(rest))


def _people(rows: list[DevelopmentRow]) -> Iterator[Block]:
    say = words().development
    yield set_text(say.rows_heading, HEADING, _WIDTH, before=6, keep=True)
    if not rows:
        yield set_text(say.no_rows, BODY, _WIDTH)
        return
    drawn = tuple(_person_row(number, row) for number, row in enumerate(rows, 1))
    yield Table(_ROW_COLUMNS, drawn, (head_row(say.rows_columns, _ROW_COLUMNS),))


def _person_row(number: int, row: DevelopmentRow) -> Row:
    days = (row.applied_on, row.activist_on, row.target_on, row.admitted_on, row.converted_on)
    due_on = words().development.due_on.format(day=official_date(row.due_on)) if row.due_on else ""
    following = "\n".join(text for text in (row.next, due_on) if text)
    remarks = "\n".join(row.remarks) or words().development.nothing
    cells = (str(number), row.name, row.standing, *map(_day, days), following or words().paper.none, remarks)
    return Row(tuple(_cell(place, text) for place, text in enumerate(cells)))


def _cell(place: int, text: str) -> Cell:
    room = _ROW_COLUMNS[place] - 2 * PADDING_X
    if place < _NEXT:
        return Cell(set_text(text, fitted(text, _CENTRED, room), room))
    return Cell(set_text(text, _CELL if place == _NEXT else _CENTRED, room))


def _day(day: date | None) -> str:
    return official_date(day) if day else words().paper.none
