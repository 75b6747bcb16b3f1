"""Blocks over pages and rows over pages: nothing lost, heads never alone, what belongs together stays together."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from liangxin_desktop.documents.pages import BODY, HEADING, TEXT_HEIGHT, TEXT_WIDTH, Block, Placed, paginate
from liangxin_desktop.documents.tables import CELL, Cell, Row, Table, head_row, text_row
from liangxin_desktop.documents.text import Lines, set_text

_COLUMNS = (60.0, 200.0)


@dataclass(frozen=True)
class _Solid:
    """A block that is never divided."""

    height: float
    keep: bool = False
    before: float = 0.0

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float) -> None:
        return None

    def draw(self, canvas: Any, x: float, top: float) -> None:
        raise AssertionError("never drawn")


def _paragraph(lines: int, **changes: Any) -> Lines:
    return replace(set_text("\n".join(f"第{n}行" for n in range(lines)), BODY, TEXT_WIDTH), **changes)


def _table(rows: int, words: str = "主题") -> Table:
    made = tuple(text_row((f"{n}", words), _COLUMNS, (CELL, CELL)) for n in range(rows))
    return Table(_COLUMNS, made, (head_row(("序号", "事项"), _COLUMNS),))


def _said(block: Block) -> str:
    if isinstance(block, Lines):
        return "".join(glyph.text for line in block.lines for glyph in line)
    assert isinstance(block, Table)
    return "".join(_said(cell.content) for row in block.rows for cell in row.cells)


def _tables(pages: list[list[Placed]]) -> list[Table]:
    return [placed.block for page in pages for placed in page if isinstance(placed.block, Table)]


_blocks = some.lists(
    some.one_of(
        some.builds(_paragraph, some.integers(1, 60), keep=some.booleans(), before=some.sampled_from([0.0, 12.0])),
        some.builds(_table, some.integers(1, 60)),
    ),
    min_size=1,
    max_size=6,
)


@given(_blocks)
def test_nothing_is_lost_and_nothing_runs_off_the_page(blocks: list[Block]) -> None:
    pages = paginate(blocks, TEXT_HEIGHT)
    assert "".join(_said(one.block) for page in pages for one in page) == "".join(map(_said, blocks))
    for page in pages:
        assert page
        assert page[0].top == 0
        for one, after in itertools.pairwise(page):
            assert after.top >= one.top + one.block.height - 0.01
        assert page[-1].top + page[-1].block.height <= TEXT_HEIGHT + 0.1


@given(_blocks)
def test_every_table_part_has_head_and_rows(blocks: list[Block]) -> None:
    for table in _tables(paginate(blocks, TEXT_HEIGHT)):
        assert table.head
        assert table.rows


@pytest.mark.parametrize("filled", range(400, 637, 7))
def test_a_heading_stays_with_what_it_heads(filled: int) -> None:
    heading = set_text("一、行动", HEADING, TEXT_WIDTH, keep=True)
    pages = paginate([_Solid(filled), heading, _table(3)], TEXT_HEIGHT)
    (place,) = [number for number, page in enumerate(pages) if any(one.block is heading for one in page)]
    assert any(isinstance(one.block, Table) for one in pages[place])


def test_no_row_goes_over_alone() -> None:
    table = _table(9)
    head, rest = table.split(table.height - 1) or (None, None)
    assert head is not None
    assert rest is not None
    assert (len(head.rows), len(rest.rows)) == (7, 2)


def test_a_very_long_row_goes_over_with_its_label() -> None:
    label = Cell(set_text("出席", CELL, 50), label=True)
    number = Cell(set_text("1", CELL, 50))
    long = Cell(set_text("党" * 3000, CELL, 300))
    table = Table((58, 58, 308), (Row((label, number, long)),))
    parts = _tables(paginate([_Solid(300), table], TEXT_HEIGHT))
    assert len(parts) > 2
    for place, part in enumerate(parts):
        said = [_said(cell.content) for cell in part.rows[0].cells]
        assert said[:2] == ["出席", "1" if place == 0 else ""]
        assert len(part.rows[0].cells[2].content.lines) > 1  # type: ignore[attr-defined]
    assert sum(_said(part).count("党") for part in parts) == 3000


def test_what_fits_no_page_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="fits no page"):
        paginate([_Solid(TEXT_HEIGHT + 1)], TEXT_HEIGHT)
