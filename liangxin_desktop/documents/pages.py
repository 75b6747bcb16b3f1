"""Pages: the geometry of GB/T 9704-2012, blocks flowing over pages, the foot of each page, and the finished bytes."""

from __future__ import annotations

import io
import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol, Self

from reportlab.pdfgen.canvas import Canvas

from liangxin_desktop.documents import pdfa
from liangxin_desktop.documents.fonts import Face, ready
from liangxin_desktop.documents.text import Align, Style, set_text, text_width

MM = 72 / 25.4
TEXT_WIDTH, TEXT_HEIGHT = 156 * MM, 225 * MM
LINE_PITCH = TEXT_HEIGHT / 22
_TOP, _LEFT = 37 * MM, 28 * MM
_NUMBER_BELOW = 7 * MM
_NUMBER_INDENT = 14.0
_TRACKING = TEXT_WIDTH / 28 - 16

TITLE = Style(22, 32, Face.SONG_BOLD, Align.CENTRE)
SUBTITLE = Style(14, 22, Face.SONG, Align.CENTRE)
HEADING = Style(16, LINE_PITCH, Face.HEI_BOLD, tracking=_TRACKING)
SUBHEADING = Style(16, LINE_PITCH, Face.KAI, tracking=_TRACKING)
BODY = Style(16, LINE_PITCH, Face.SONG, Align.JUSTIFIED, indent=2, tracking=_TRACKING)
PLAIN = Style(12, 20)
SMALL = Style(9, 13)
_NUMBER = Style(14, 18)
_FOOT = Style(8.5, 12)
_NUMBER_ROOM = 80.0
_ACROSS = Style(150, 190, Face.HEI_BOLD, Align.CENTRE)
_STAMP = Style(16, 24, Face.HEI_BOLD, Align.CENTRE)
_PALE, _TILT = 0.9, 45
_drawing = threading.Lock()


class Block(Protocol):
    """Something that takes room on a page. Sizes in points; `before` is left free above, but not at a page's top.

    `keep` holds it on the page of the next block's beginning; `least` is the height of the smallest first part.
    """

    @property
    def height(self) -> float: ...
    @property
    def least(self) -> float: ...
    @property
    def before(self) -> float: ...
    @property
    def keep(self) -> bool: ...

    def split(self, room: float) -> tuple[Self, Self] | None:
        """What fits into the room and the rest, or None."""

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """Draw with the upper left corner at (x, top)."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A block on a page, its upper edge `top` points below the upper edge of the text area."""

    block: Block
    top: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's size and text area, in points; (left, top) is the text area's corner, from the page's upper left."""

    width: float = 210 * MM
    height: float = 297 * MM
    left: float = _LEFT
    top: float = _TOP
    text_width: float = TEXT_WIDTH
    text_height: float = TEXT_HEIGHT

    def y(self, top: float) -> float:
        """The height above the page's lower edge of what lies `top` points below the text area's upper edge."""
        return self.height - self.top - top


PORTRAIT = Sheet()
LANDSCAPE = Sheet(297 * MM, 210 * MM, 37 * MM, 28 * MM, 225 * MM, 156 * MM)


def paginate(blocks: Iterable[Block], room: float) -> list[list[Placed]]:
    """Flow the blocks over pages with that much room; heads stay with what they head, nothing is lost."""
    queue = deque(blocks)
    pages: list[list[Placed]] = [[]]
    used = 0.0
    while queue:
        before = queue[0].before if pages[-1] else 0.0
        left = room - used - before
        first, rest = _take(queue, left, room, fresh=not pages[-1])
        if first is not None:
            pages[-1].append(Placed(first, used + before))
            used += before + first.height
        if rest is not None:
            queue.appendleft(rest)
            pages.append([])
            used = 0.0
    return pages


def _take(queue: deque[Block], left: float, room: float, *, fresh: bool) -> tuple[Block | None, Block | None]:
    """The part of the next block that goes on this page, and the part that needs a new one."""
    need = _need(queue, room)
    block = queue.popleft()
    if need > left + 0.01 and not fresh:
        return None, block
    if block.height <= left + 0.01:
        return block, None
    parts = block.split(left)
    if parts is None and not fresh:
        return None, block
    if parts is None:
        raise ValueError(f"a block {block.height:.0f} points high cannot be divided and fits no page")
    return parts


def _need(queue: Sequence[Block], room: float) -> float:
    """The room that the next block needs together with those it must not part from."""
    total = 0.0
    for place, block in enumerate(queue):
        if not block.keep or place == len(queue) - 1:
            total += block.least
            break
        total += block.height + queue[place + 1].before
    return total if total <= room else queue[0].least


@dataclass(frozen=True, slots=True)
class Paper:
    """What a form is beside its flow of blocks: title, the foot of page n of m, its day, a mark for drafts ("" none).

    `data` is attached as `return.json` where there is any. The first `bare` pages, such as a cover, show neither number
    nor foot, but count.
    """

    title: str
    foot: Callable[[int, int], str]
    made_on: date
    draft: str = ""
    data: bytes | None = None
    sheet: Sheet = PORTRAIT
    bare: int = 0


def print_pages(paper: Paper, pages: Sequence[Sequence[Placed]]) -> bytes:
    """The finished PDF/A-3b. The same paper and pages give the same bytes."""
    stream = io.BytesIO()
    with _drawing:
        canvas = Canvas(
            stream,
            pagesize=(paper.sheet.width, paper.sheet.height),
            invariant=1,
            lang="zh-CN",
            initialFontName=ready(Face.SONG),
        )
        for number, page in enumerate(pages, 1):
            _draw_page(canvas, paper, page, number, len(pages))
        canvas.save()
    return pdfa.finish(stream.getvalue(), title=paper.title, made_on=paper.made_on, data=paper.data)


def _draw_page(canvas: Any, paper: Paper, page: Sequence[Placed], number: int, count: int) -> None:
    if paper.draft:
        _draw_draft_mark(canvas, paper)
    for placed in page:
        placed.block.draw(canvas, paper.sheet.left, paper.sheet.y(placed.top))
    if number > paper.bare:
        _draw_foot(canvas, paper, number, count)
    canvas.showPage()


def _draw_foot(canvas: Any, paper: Paper, number: int, count: int) -> None:
    """The number's dashes stand 7 mm below the text area, one character in from the outside edge."""
    sheet = paper.sheet
    middle = sheet.y(sheet.text_height) - _NUMBER_BELOW
    page_number = set_text(f"— {number} —", replace(_NUMBER, align=Align.RIGHT), sheet.text_width - _NUMBER_INDENT)
    page_number.draw(canvas, sheet.left, middle + _NUMBER.leading / 2)
    foot = set_text(paper.foot(number, count), _FOOT, sheet.text_width - _NUMBER_ROOM)
    foot.draw(canvas, sheet.left, middle + _FOOT.leading / 2)


def _draw_draft_mark(canvas: Any, paper: Paper) -> None:
    """A pale word across the page, and the same in a frame above the text, which any printer shows."""
    sheet = paper.sheet
    canvas.saveState()
    canvas.setFillGray(_PALE)
    canvas.translate(sheet.width / 2, sheet.height / 2)
    canvas.rotate(_TILT)
    across = set_text(paper.draft, _ACROSS, sheet.width)
    across.draw(canvas, -sheet.width / 2, across.height / 2)
    canvas.restoreState()
    width = text_width(paper.draft, _STAMP) + _STAMP.size
    left, top = sheet.left + sheet.text_width - width, sheet.y(-_STAMP.leading - 8)
    canvas.rect(left, top - _STAMP.leading, width, _STAMP.leading)
    set_text(paper.draft, _STAMP, width).draw(canvas, left, top)
