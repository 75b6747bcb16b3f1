"""Organizational life on 年度综合报表: each kind by quarter, the duties of the year, talks and hours of study."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from liangxin_desktop.documents.annual_wording import annual_words
from liangxin_desktop.documents.fonts import Face
from liangxin_desktop.documents.pages import BODY, HEADING, PLAIN, SMALL, TEXT_WIDTH, Block
from liangxin_desktop.documents.phrases import rate
from liangxin_desktop.documents.tables import CELL_CENTRED, Row, Table, head_row, text_row
from liangxin_desktop.documents.text import set_text
from liangxin_desktop.documents.wording import words
from liangxin_desktop.domain.annual_figures import QUARTERS, AnnualFigures, AnnualRow, StudyFigures, YearlyDuty
from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.domain.returns import KindFigures, ReturnPayload

_KIND_COLUMNS = (74.0, *[40.0] * QUARTERS, 50.0, 40.0, 40.0, 44.0, TEXT_WIDTH - 408)
_DUTY_COLUMNS = (78.0, 36.0, 36.0, TEXT_WIDTH - 324, 40.0, 40.0, 48.0, 46.0)
_BOLD = replace(CELL_CENTRED, face=Face.SONG_BOLD)
_SAID = replace(PLAIN, indent=2)


def rows_of(payload: ReturnPayload) -> list[AnnualRow]:
    """The rows of the payload."""
    return [AnnualRow.model_validate(row) for row in payload.rows]


def life(heading: str, figures: AnnualFigures, rows: Sequence[AnnualRow]) -> Iterator[Block]:
    """The section under this heading."""
    say = annual_words().life
    yield set_text(heading, HEADING, TEXT_WIDTH, before=8, keep=True)
    if rows:
        heads = (say.kind_column, *annual_words().quarters, *say.year_columns)
        drawn = (*map(_kind_row, rows), _sum_row(figures.life, rows))
        yield Table(_KIND_COLUMNS, drawn, (head_row(heads, _KIND_COLUMNS),))
        yield set_text(say.note, SMALL, TEXT_WIDTH, before=2)
    else:
        yield set_text(say.no_rows, BODY, TEXT_WIDTH)
    duties = tuple(map(_duty_row, figures.yearly))
    yield Table(_DUTY_COLUMNS, duties, (head_row(say.yearly_columns, _DUTY_COLUMNS),), before=6, whole=True)
    yield set_text(say.talks.format(**figures.talks.model_dump()), _SAID, TEXT_WIDTH, before=4)
    yield set_text(_study(figures.study), _SAID, TEXT_WIDTH)


def _kind_row(row: AnnualRow) -> Row:
    cells = (row.year.title, *map(_held, row.quarters), _held(row.year), *_attended(row.year), str(row.year.complete))
    return text_row(cells, _KIND_COLUMNS, [CELL_CENTRED] * len(cells))


def _sum_row(total: KindFigures, rows: Sequence[AnnualRow]) -> Row:
    """All kinds together; held of required says nothing of kinds that differ, so only what was held."""
    quarters = (sum(one.held for row in rows if (one := row.quarters[place])) for place in range(QUARTERS))
    cells = (total.title, *map(str, quarters), str(total.held), *_attended(total), str(total.complete))
    return text_row(cells, _KIND_COLUMNS, [_BOLD] * len(cells))


def _held(one: KindFigures | None) -> str:
    if one is None:
        return words().paper.none
    if one.required is None:
        return str(one.held)
    return annual_words().life.of_required.format(held=one.held, required=one.required)


def _attended(one: KindFigures | YearlyDuty) -> tuple[str, str, str]:
    return str(one.due), str(one.present), rate(one.present, one.due)


def _duty_row(one: YearlyDuty) -> Row:
    none = words().paper.none
    cells = (
        one.title,
        none if one.required is None else str(one.required),
        str(len(one.held_on)),
        "\n".join(map(official_date, one.held_on)) or none,
        *_attended(one),
        annual_words().life.missing if one.missing else "",
    )
    return text_row(cells, _DUTY_COLUMNS, [CELL_CENTRED] * len(cells))


def _study(told: StudyFigures) -> str:
    average = f"{told.hours / told.members:.1f}" if told.members else words().paper.none
    said = {**told.model_dump(), "hours": f"{told.hours:g}", "average": average}
    return annual_words().life.study.format(**said, rate=rate(told.reached, told.members))
