"""Tables with thin rules: heads that come again on each page and never stand alone, rows that may be very long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any

from liangxin_desktop.documents.fonts import Face
from liangxin_desktop.documents.pages import HEADING, PLAIN, Block
from liangxin_desktop.documents.text import Align, Style, set_text

CELL = Style(10.5, 15.0)
CELL_CENTRED = replace(CELL, align=Align.CENTRE)
HEAD = Style(10.5, 14.5, Face.HEI_BOLD, Align.CENTRE)
PADDING_X, PADDING_Y = 4.0, 3.0
_RULE = 0.6
_TALL = 220.0  # points: a row up to this height is never divided


@dataclass(frozen=True, slots=True)
class Cell:
    """A block in the middle of a table cell over `span` columns. A `label` is said again where its row goes on."""

    content: Block
    span: int = 1
    label: bool = False

    def split(self, room: float) -> tuple[Cell, Cell] | None:
        """What fits into the room, and the rest."""
        if self.content.height <= room:
            return self, self if self.label else replace(self, content=set_text("", CELL, 0))
        parts = self.content.split(room)
        return parts and (replace(self, content=parts[0]), replace(self, content=parts[1]))


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side, as high as the highest; `height` in points, with the padding."""

    cells: tuple[Cell, ...]
    height: float = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "height", max(cell.content.height for cell in self.cells) + 2 * PADDING_Y)

    @property
    def least(self) -> float:
        """The height of the smallest part that may stand at a page's foot: the row, unless it is very high."""
        if self.height <= _TALL:
            return self.height
        return max(cell.content.least for cell in self.cells) + 2 * PADDING_Y

    def split(self, room: float) -> tuple[Row, Row] | None:
        """What fits of each cell, and the rest; None where the row stays whole."""
        if self.height <= _TALL:
            return None
        halves = [half for cell in self.cells if (half := cell.split(room - 2 * PADDING_Y))]
        if len(halves) < len(self.cells):
            return None
        return Row(tuple(head for head, _ in halves)), Row(tuple(rest for _, rest in halves))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in columns of fixed widths in points. The `head` comes again on each page.

    One that is `whole` goes over to the next page rather than being divided, where it fits on one.
    """

    columns: tuple[float, ...]
    rows: tuple[Row, ...]
    head: tuple[Row, ...] = ()
    before: float = 0.0
    keep: bool = False
    ruled: bool = True
    whole: bool = False

    @property
    def height(self) -> float:
        """In points."""
        return _height(self.head) + _height(self.rows)

    @property
    def least(self) -> float:
        """The head with the first row; all of one that stays whole."""
        if self.whole:
            return self.height
        return _height(self.head) + (self.rows[0].least if self.rows else 0.0)

    def split(self, room: float) -> tuple[Table, Table] | None:
        """The head with the rows that fit, and the head with the rest; no row but a long one goes over alone."""
        left = room - _height(self.head)
        fitted = sum(1 for used in accumulate(row.height for row in self.rows) if used <= left + 0.01)
        left -= _height(self.rows[:fitted])
        if fitted < len(self.rows) and (parts := self.rows[fitted].split(left)):
            return self._cut((*self.rows[:fitted], parts[0]), (parts[1], *self.rows[fitted + 1 :]))
        if fitted == len(self.rows) - 1 and fitted > 1:
            fitted -= 1
        return self._cut(self.rows[:fitted], self.rows[fitted:]) if fitted else None

    def _cut(self, first: tuple[Row, ...], rest: tuple[Row, ...]) -> tuple[Table, Table]:
        return replace(self, rows=first, keep=False), replace(self, rows=rest, before=0.0)

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        canvas.setLineWidth(_RULE)
        for row in (*self.head, *self.rows):
            self._draw_row(canvas, row, x, top)
            top -= row.height

    def _draw_row(self, canvas: Any, row: Row, x: float, top: float) -> None:
        first = 0
        for cell in row.cells:
            width = sum(self.columns[first : first + cell.span])
            if self.ruled:
                canvas.rect(x, top - row.height, width, row.height)
            cell.content.draw(
                canvas, x + (PADDING_X if self.ruled else 0), top - (row.height - cell.content.height) / 2
            )
            x += width
            first += cell.span


def _height(rows: Iterable[Row]) -> float:
    return sum(row.height for row in rows)


def text_row(texts: Sequence[str], columns: Sequence[float], styles: Sequence[Style]) -> Row:
    """A row of plain texts, one for each column."""
    return Row(
        tuple(
            Cell(set_text(text, style, width - 2 * PADDING_X))
            for text, width, style in zip(texts, columns, styles, strict=True)
        )
    )


def head_row(texts: Sequence[str], columns: Sequence[float]) -> Row:
    """A row of column heads."""
    return text_row(texts, columns, [HEAD] * len(columns))


def heading_beside(heading: str, beside: str, width: float, *, before: float = 4.0) -> Table:
    """A heading, and at the right a word in plain type, such as the day that what follows is told from."""
    half = width / 2
    left = Cell(set_text(heading, replace(HEADING, leading=PLAIN.leading), half))
    right = Cell(set_text(beside, replace(PLAIN, align=Align.RIGHT), half))
    return Table((half, half), (Row((left, right)),), before=before, keep=True, ruled=False)
