"""The sections of 组织生活季度报表: figures by kind, and every session of the quarter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from liangxin_desktop.documents.fonts import Face
from liangxin_desktop.documents.pages import BODY, HEADING, PLAIN, TEXT_WIDTH, Block
from liangxin_desktop.documents.phrases import rate
from liangxin_desktop.documents.tables import CELL, CELL_CENTRED, PADDING_X, Row, Table, head_row, text_row
from liangxin_desktop.documents.text import set_text, text_width
from liangxin_desktop.documents.wording import words
from liangxin_desktop.domain.returns import KindFigures, LifeFigures, LifeRow, ReturnPayload

_FIGURE_COLUMNS = (104.0, 38.0, 38.0, 50.0, 50.0, 54.0, 52.0, TEXT_WIDTH - 386.0)
_ROW_COLUMNS = (54.0, 84.0, TEXT_WIDTH - 300.0, 60.0, 50.0, 52.0)
_BOLD = replace(CELL_CENTRED, face=Face.SONG_BOLD)
_COUNT_LINE = replace(PLAIN, indent=2)


def sections(payload: ReturnPayload) -> list[Block]:
    """一 and 二 of the form."""
    return [*_figures(LifeFigures.model_validate(payload.figures)), *_sessions(_rows(payload))]


def texts(payload: ReturnPayload) -> dict[str, str]:
    """What the sections print of the record, by place."""
    figures = LifeFigures.model_validate(payload.figures)
    places = {"会议类别": "".join(one.title for one in figures.kinds)}
    for number, row in enumerate(_rows(payload), 1):
        places[f"组织生活明细第{number}行"] = "".join((row.title, row.topic, *row.lacks, *row.remarks))
    return places


def _rows(payload: ReturnPayload) -> list[LifeRow]:
    return [LifeRow.model_validate(row) for row in payload.rows]


def _figures(figures: LifeFigures) -> Iterator[Block]:
    say = words().life
    yield set_text(say.figures_heading, HEADING, TEXT_WIDTH, before=6, keep=True)
    rows = [_figure_row(one, bold=False) for one in figures.kinds] + [_figure_row(figures.total, bold=True)]
    yield Table(_FIGURE_COLUMNS, tuple(rows), (head_row(say.figures_columns, _FIGURE_COLUMNS),))
    members = say.members.format(members=figures.members, full_members=figures.full_members)
    if figures.heart_talks:
        members += say.heart_talks.format(count=figures.heart_talks)
    yield set_text(members, _COUNT_LINE, TEXT_WIDTH, before=4)


def _figure_row(one: KindFigures, *, bold: bool) -> Row:
    none = words().paper.none
    required = none if one.required is None else str(one.required)
    missing = words().life.missing.format(count=one.missing) if one.missing else ""
    came = rate(one.present, one.due)
    cells = (one.title, required, str(one.held), str(one.due), str(one.present), came, str(one.complete), missing)
    return text_row(cells, _FIGURE_COLUMNS, [_BOLD if bold else CELL_CENTRED] * len(cells))


def _sessions(rows: list[LifeRow]) -> Iterator[Block]:
    say = words().life
    yield set_text(say.rows_heading, HEADING, TEXT_WIDTH, before=8, keep=True)
    if not rows:
        yield set_text(say.no_rows, BODY, TEXT_WIDTH)
        return
    yield Table(_ROW_COLUMNS, tuple(map(_session_row, rows)), (head_row(say.rows_columns, _ROW_COLUMNS),))


def _session_row(row: LifeRow) -> Row:
    say = words().life
    mark = words().paper.list_mark
    lacks = say.lacks.format(what=mark.join(row.lacks)) if row.lacks else say.complete
    cells = (
        _day(row.held_on),
        _in_two(row.title),
        row.topic,
        f"{row.present}/{row.due}",
        lacks,
        "\n".join(row.remarks),
    )
    centred = CELL_CENTRED
    return text_row(cells, _ROW_COLUMNS, (centred, centred, CELL, centred, centred, centred))


def _day(day: date) -> str:
    return words().life.day.format(month=day.month, day=day.day)


def _in_two(title: str) -> str:
    """A kind with its group; where both are too long for a line, the group goes under the kind."""
    room = _ROW_COLUMNS[1] - 2 * PADDING_X
    return title if text_width(title, CELL) <= room else title.replace("（", "\n（", 1)
