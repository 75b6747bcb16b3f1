"""Lines of type: text set into a measure by the Chinese rules, without any markup, ready to be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby, pairwise
from typing import Any

from liangxin_desktop.documents import linebreak
from liangxin_desktop.documents.fonts import Face, advance, drawn, has_no_ink

_ASCENT, _DESCENT = 0.88, 0.12
_WIDEST_STRETCH = 0.3
_FEWEST_LINES = 2
_STRIKE_HEIGHT = 0.34
_HAIRLINE = 0.5


class Align(Enum):
    """How lines stand in their measure."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    JUSTIFIED = "justified"


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set. Sizes in points, `indent` of first lines in ems, `tracking` after each character."""

    size: float
    leading: float
    face: Face = Face.SONG
    align: Align = Align.LEFT
    indent: float = 0.0
    tracking: float = 0.0


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one face; `struck` is crossed out."""

    text: str
    face: Face | None = None
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Glyph:
    """One cluster in the face that draws it, with the space it takes and its place in the line, in points."""

    text: str
    face: Face
    width: float
    struck: bool
    x: float = 0.0


@dataclass(frozen=True, slots=True)
class Lines:
    """A block of set lines of one size. Splits between lines, never leaving one line alone."""

    lines: tuple[tuple[Glyph, ...], ...]
    style: Style
    before: float = 0.0
    keep: bool = False

    @property
    def height(self) -> float:
        """In points."""
        return len(self.lines) * self.style.leading

    @property
    def least(self) -> float:
        """The height of the smallest part that may stand at a page's foot."""
        return self.style.leading * min(len(self.lines), _FEWEST_LINES)

    def split(self, room: float) -> tuple[Lines, Lines] | None:
        """What fits into the room, and the rest."""
        fitted = min(int((room + 0.01) / self.style.leading), len(self.lines) - _FEWEST_LINES)
        return self.cut(fitted) if fitted >= _FEWEST_LINES else None

    def cut(self, count: int) -> tuple[Lines, Lines]:
        """The first `count` lines, and the rest."""
        head = replace(self, lines=self.lines[:count], keep=False)
        return head, replace(self, lines=self.lines[count:], before=0.0)

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        baseline = top - self.style.leading / 2 - self.style.size * (_ASCENT - _DESCENT) / 2
        for line in self.lines:
            _draw_line(canvas, line, x, baseline, self.style)
            baseline -= self.style.leading


def set_text(
    text: str | Sequence[Span], style: Style, width: float, *, before: float = 0.0, keep: bool = False
) -> Lines:
    """Set text into the width; each line feed begins a new paragraph, and paragraphs without text are left out."""
    spans = [Span(text)] if isinstance(text, str) else list(text)
    lines = [line for part in _paragraphs(_glyphs(spans, style)) for line in _set_paragraph(part, style, width)]
    return Lines(tuple(lines), style, before, keep)


def text_width(text: str, style: Style) -> float:
    """The natural width of the text on one line, in points."""
    return sum(glyph.width for glyph in _glyphs([Span(text)], style))


def _glyphs(spans: Iterable[Span], style: Style) -> Iterator[Glyph]:
    for span in spans:
        wanted = span.face or style.face
        for cluster in linebreak.clusters("".join(_inked(span.text))):
            for text, face in drawn(cluster, wanted):
                width = sum(advance(character, face) for character in text) * style.size
                yield Glyph(text, face, width + style.tracking, span.struck)


def _inked(text: str) -> Iterator[str]:
    for character in text:
        if not has_no_ink(character):
            yield " " if character == "\t" else character


def _paragraphs(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    for feeds, part in groupby(glyphs, lambda glyph: glyph.text[0] == "\n"):
        if not feeds:
            yield list(part)


def _set_paragraph(glyphs: list[Glyph], style: Style, width: float) -> Iterator[tuple[Glyph, ...]]:
    indent = style.indent * (style.size + style.tracking)
    texts, widths = [g.text for g in glyphs], [g.width for g in glyphs]
    lines = linebreak.break_lines(texts, widths, width, em=style.size, indent=indent)
    for number, places in enumerate(lines):
        line = glyphs[places.start : places.stop]
        while len(line) > 1 and line[-1].text.isspace():
            line.pop()
        shift = indent if number == 0 else 0.0
        yield _place(line, style, width - shift, shift, last=number == len(lines) - 1)


def _place(line: list[Glyph], style: Style, room: float, shift: float, *, last: bool) -> tuple[Glyph, ...]:
    """Give each glyph its x: a full line stretched or tightened to the room, as far as is asked for."""
    left = room - sum(glyph.width for glyph in line)
    share = 0.0
    if left < 0 and len(line) > 1:
        share = left / (len(line) - 1 + linebreak.HANGING / linebreak.TIGHTENING)
    opens = [left < 0 or linebreak.gap_cost(g.text, after.text) != 1 for g, after in pairwise(line)]
    if left > 0 and style.align is Align.JUSTIFIED and not last:
        share = _stretch(left, sum(opens), style.size)
    x = shift + max(left, 0) * {Align.CENTRE: 0.5, Align.RIGHT: 1.0}.get(style.align, 0.0)
    placed = []
    for glyph, is_open in zip(line, [*opens, False], strict=True):
        placed.append(Glyph(glyph.text, glyph.face, glyph.width, glyph.struck, x))
        x += glyph.width + (share if is_open else 0.0)
    return tuple(placed)


def _stretch(left: float, gaps: int, size: float) -> float:
    """What each gap outside words gets of what is left; a line with too few of them stays ragged."""
    share = left / max(gaps, 1)
    return share if share <= size * _WIDEST_STRETCH else 0.0


def _draw_line(canvas: Any, line: tuple[Glyph, ...], x: float, baseline: float, style: Style) -> None:
    pen = canvas.beginText()
    for run, space in _runs(line, style):
        pen.setFont(run[0].face.value, style.size)
        pen.setCharSpace(space)
        pen.setTextOrigin(x + run[0].x, baseline)
        pen.textOut("".join(glyph.text for glyph in run))
    pen.setCharSpace(0)
    canvas.drawText(pen)
    _strike(canvas, line, x, baseline + style.size * _STRIKE_HEIGHT)


def _runs(line: tuple[Glyph, ...], style: Style) -> Iterator[tuple[list[Glyph], float]]:
    """Stretches of one face with one even space after each character, so that each is one operation."""
    run, space = [line[0]], 0.0
    for glyph, after in pairwise(line):
        gap = round(after.x - glyph.x - glyph.width + style.tracking, 3)
        joins = after.face is glyph.face and len(glyph.text) == len(after.text) == 1
        if joins and (len(run) == 1 or gap == space):
            run.append(after)
            space = gap
        else:
            yield run, space
            run, space = [after], 0.0
    yield run, space


def _strike(canvas: Any, line: tuple[Glyph, ...], x: float, y: float) -> None:
    canvas.setLineWidth(_HAIRLINE)
    for struck, part in groupby(line, lambda glyph: glyph.struck):
        if struck:
            glyphs = list(part)
            canvas.line(x + glyphs[0].x, y, x + glyphs[-1].x + glyphs[-1].width, y)
