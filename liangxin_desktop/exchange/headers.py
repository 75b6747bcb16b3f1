"""Finding the table in a sheet: the row or two rows of column titles, wherever they stand and however they are put."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from liangxin_desktop.domain.imports import SheetColumn
from liangxin_desktop.exchange.unfit import NoTableError
from liangxin_desktop.exchange.wording import ColumnWording, plain
from liangxin_desktop.exchange.workbook import Grid

_SEARCHED_ROWS = 30


@dataclass(frozen=True)
class Header:
    """Where the titles stand. `columns` are those with a title; `places` tells a field's column, counted from 0."""

    grid: Grid
    wording: ColumnWording
    first_row: int
    last_row: int
    columns: tuple[SheetColumn, ...]
    places: dict[str, int]

    @property
    def score(self) -> int:
        """How many fields the titles name."""
        return len(self.places)

    def title_of(self, field: str) -> str:
        """The title under which a field stands, as the sheet writes it."""
        return next((column.title for column in self.columns if column.field == field), "")


def find_header(grids: Sequence[Grid], wording: ColumnWording) -> Header:
    """The best header of the first sheet that has it. Raises NoTableError when no sheet has a table of this kind."""
    found = [header for grid in grids if (header := _best_of(grid, wording)) is not None]
    if not found:
        raise NoTableError(f"没有找到表头（应有一行写着“{wording.written['name']}”等列名）")
    return max(found, key=lambda header: header.score)


def _best_of(grid: Grid, wording: ColumnWording) -> Header | None:
    numbers = list(grid.rows)[:_SEARCHED_ROWS]
    candidates = [header for number in numbers for header in _at(grid, number, wording)]
    named = [header for header in candidates if wording.make_a_header(header.places)]
    return max(named, key=lambda header: (header.score, -header.last_row), default=None)


def _at(grid: Grid, number: int, wording: ColumnWording) -> list[Header]:
    """The header that a row makes alone, and with the row below it if that one names nobody and nothing."""
    upper = _titles(grid, number)
    headers = [_header(grid, wording, (number, number), upper)]
    name_place = headers[0].places.get("name")
    if number + 1 in grid.rows and (name_place is None or not _titles(grid, number + 1)[name_place]):
        spread = _spread(grid, number, upper)
        lower = _titles(grid, number + 1)
        known = wording.field_of_title
        pairs = [_joined(top, bottom, known) for top, bottom in zip(spread, lower, strict=True)]
        headers.append(_header(grid, wording, (number, number + 1), pairs))
    return headers


def _titles(grid: Grid, number: int) -> list[str]:
    return [value.strip() if isinstance(value, str) else "" for value in grid.rows[number]]


def _spread(grid: Grid, number: int, titles: list[str]) -> list[str]:
    """The titles with those of merged cells repeated over all their columns."""
    spread = list(titles)
    for merge in grid.outline.merges:
        if merge.first_row == number:
            last = min(merge.last_column, len(spread))
            spread[merge.first_column - 1 : last] = [titles[merge.first_column - 1]] * (last - merge.first_column + 1)
    return spread


def _joined(top: str, bottom: str, known: Container[str]) -> str:
    """The title of a column under two rows: the lower one if it is known or stands alone, else both together."""
    if not bottom:
        return top
    if plain(bottom) in known or not top:
        return bottom
    return top + bottom


def _header(grid: Grid, wording: ColumnWording, rows: tuple[int, int], titles: Sequence[str]) -> Header:
    places = _places(titles, wording)
    fields = {place: field for field, place in places.items()}
    columns = [
        SheetColumn(get_column_letter(place + 1), " ".join(title.split())[:40], fields.get(place))
        for place, title in enumerate(titles)
        if title
    ]
    return Header(grid, wording, *rows, tuple(columns), places)


def _places(titles: Sequence[str], wording: ColumnWording) -> dict[str, int]:
    """The column of each field. Of two titles for one field the one that the wording lists first is taken."""
    known = wording.field_of_title
    best: dict[str, tuple[int, int]] = {}
    for place, title in enumerate(titles):
        found = known.get(plain(title))
        if found is not None:
            field, rank = found
            best[field] = min(best.get(field, (rank, place)), (rank, place))
    return {field: place for field, (_, place) in best.items()}
