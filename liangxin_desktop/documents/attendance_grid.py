"""The year's attendance on paper: each member's sums, and the grid of members and sessions over portrait pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from liangxin_desktop.documents.fonts import Face
from liangxin_desktop.documents.names import fitted
from liangxin_desktop.documents.pages import PLAIN, SMALL, TEXT_WIDTH, TITLE, Block
from liangxin_desktop.documents.tables import PADDING_X, Cell, Row, Table, head_row
from liangxin_desktop.documents.text import Align, Style, set_text
from liangxin_desktop.documents.wording import words
from liangxin_desktop.domain.forms import BookMember, BookSitting, SessionBookForm

_NAME_WIDTH, _COLUMN, _HAIR = 58.0, 17.4, 2.0
_ROOM = int((TEXT_WIDTH - _NAME_WIDTH) / _COLUMN)
_SUMS = (66.0, TEXT_WIDTH - 386.0, 40.0, 40.0, 40.0, 40.0, 64.0, 96.0)
_SUM = Style(10, 11, align=Align.CENTRE)
_NAME = Style(9, 9.5)
_SIGN = Style(9, 9.5, align=Align.CENTRE)
_SMALL_HEAD = Style(8.5, 10, Face.HEI_BOLD, Align.CENTRE)
_SPAN_HEADING = Style(14, 24, Face.HEI_BOLD)
_LEGEND = replace(SMALL, align=Align.RIGHT)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The columns from `start` to before `stop`, which one page has room for."""

    start: int
    stop: int


def attendance_pages(form: SessionBookForm) -> Iterator[list[Block]]:
    """What begins on a new page each: the members' sums, then the grid, some months at a time."""
    yield _sums(form)
    for stretch in _stretches(form.sittings):
        yield _grid(form, stretch)


def _sums(form: SessionBookForm) -> list[Block]:
    say = words().session_book
    counted = say.members.format(count=len(form.members), sittings=len(form.sittings))
    rows = tuple(map(_sum_row, form.members))
    return [
        set_text(say.attendance, TITLE, TEXT_WIDTH, keep=True),
        set_text(counted, PLAIN, TEXT_WIDTH, keep=True),
        Table(_SUMS, rows, (head_row(say.members_columns, _SUMS),), before=4),
    ]


def _sum_row(one: BookMember) -> Row:
    hours = words().session_book.hours.format(hours=f"{one.hours:g}", due=one.hours_due)
    counts = map(str, (one.due, one.present, one.leave, one.absent))
    texts = (one.name, one.group, *counts, one.rate or words().paper.none, hours)
    return Row(tuple(_sum_cell(text, width) for text, width in zip(texts, _SUMS, strict=True)))


def _sum_cell(text: str, width: float) -> Cell:
    room = width - 2 * PADDING_X
    return Cell(set_text(text, fitted(text, _SUM, room), room))


def _stretches(sittings: Sequence[BookSitting]) -> Iterator[_Stretch]:
    """Whole months as long as they fit on a page; a month with more sessions than that is divided."""
    start = stop = 0
    for _, found in groupby(sittings, lambda one: one.held_on.month):
        length = sum(1 for _ in found)
        if stop > start and stop + length - start > _ROOM:
            yield _Stretch(start, stop)
            start = stop
        stop += length
        while stop - start > _ROOM:
            yield _Stretch(start, start + _ROOM)
            start += _ROOM
    if stop > start:
        yield _Stretch(start, stop)


def _grid(form: SessionBookForm, stretch: _Stretch) -> list[Block]:
    shown = form.sittings[stretch.start : stretch.stop]
    columns = (_NAME_WIDTH, *(_COLUMN for _ in shown))
    feet = words().session_book.grid_feet
    rows = (
        *(_member_row(one, stretch) for one in form.members),
        _foot_row(feet[0], shown, lambda one: one.due),
        _foot_row(feet[1], shown, lambda one: one.present),
    )
    return [_heading(form, shown), Table(columns, rows, tuple(_heads(shown)))]


def _heading(form: SessionBookForm, shown: Sequence[BookSitting]) -> Table:
    say = words().session_book
    first, last = (say.month.format(month=shown[at].held_on.month) for at in (0, -1))
    months = (say.one_month if first == last else say.grid).format(first=first, last=last)
    half = TEXT_WIDTH / 2
    left = Cell(set_text(f"{say.attendance}　{months}", _SPAN_HEADING, half))
    right = Cell(set_text(say.legend.format(signs=form.legend), _LEGEND, half))
    return Table((half, half), (Row((left, right)),), keep=True, ruled=False)


def _heads(shown: Sequence[BookSitting]) -> Iterator[Row]:
    """Month over its columns, day, and kind from top to bottom."""
    month, day, kind = map(_head_name, words().session_book.grid_heads)
    months = [(number, sum(1 for _ in found)) for number, found in groupby(one.held_on.month for one in shown)]
    yield Row((month, *(_head(str(number), span) for number, span in months)))
    yield Row((day, *(_head(str(one.held_on.day)) for one in shown)))
    yield Row((kind, *(_head("\n".join(one.short)) for one in shown)))


def _head_name(text: str) -> Cell:
    return Cell(set_text(text, _SMALL_HEAD, _NAME_WIDTH - 2 * PADDING_X))


@cache
def _head(text: str, span: int = 1) -> Cell:
    return _narrow(text, _SMALL_HEAD, span)


def _member_row(one: BookMember, stretch: _Stretch) -> Row:
    name = fitted(one.name, _NAME, _NAME_WIDTH - 2 * PADDING_X)
    marks = (_sign(mark) for mark in one.marks[stretch.start : stretch.stop])
    return Row((Cell(set_text(one.name, name, _NAME_WIDTH - 2 * PADDING_X)), *marks))


def _foot_row(title: str, shown: Sequence[BookSitting], count: Callable[[BookSitting], int]) -> Row:
    return Row((_head_name(title), *(_sign(str(count(one))) for one in shown)))


@cache
def _sign(text: str) -> Cell:
    return _narrow(text, fitted(text, _SIGN, _COLUMN - _HAIR))


def _narrow(text: str, style: Style, span: int = 1) -> Cell:
    """Text in the middle of so many columns, which are too narrow for a table's usual padding."""
    room = span * _COLUMN - _HAIR
    shift = _HAIR / 2 - PADDING_X
    lines = set_text(text, style, room)
    return Cell(
        replace(lines, lines=tuple(tuple(replace(g, x=g.x + shift) for g in line) for line in lines.lines)), span
    )
