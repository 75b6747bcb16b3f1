"""Lists of names in even columns: a name is a unit, never broken unless it is wider than the whole list."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from liangxin_desktop.documents.text import Glyph, Lines, Style, set_text, text_width

_GAP = 1.0  # ems between columns, at least
_NARROWEST, _USUAL = 3.0, 4.0  # ems: a column is as wide as the widest name of the usual length
_SMALLEST = 6.0  # points


def set_names(names: Sequence[str], style: Style, width: float) -> Lines:
    """Set the names one after another into even columns; a long name takes several."""
    gap = _GAP * style.size
    usual = (wide for name in names if (wide := text_width(name, style)) <= _USUAL * style.size)
    widest = max(usual, default=0.0)
    count = max(int((width + gap) / (max(widest, _NARROWEST * style.size) + gap)), 1)
    pitch = (width + gap) / count
    lines: list[tuple[Glyph, ...]] = []
    line: tuple[Glyph, ...] = ()
    column = 0
    for name in names:
        taken = math.ceil((text_width(name, style) + gap) / pitch - 1e-6)
        if column + taken > count and line:
            lines.append(line)
            line, column = (), 0
        *above, last = set_text(name, style, width).lines
        lines.extend(above)
        line = (*line, *_moved(last, column * pitch))
        column += taken
    return Lines((*lines, line) if line else tuple(lines), style)


def _moved(line: tuple[Glyph, ...], by: float) -> Iterator[Glyph]:
    return (replace(glyph, x=glyph.x + by) for glyph in line)


def fitted(text: str, style: Style, width: float) -> Style:
    """The style, smaller where that keeps a name on one line of the width; never under 6 points."""
    natural = text_width(text, style)
    if natural <= width:
        return style
    return replace(style, size=max(math.floor(style.size * width / natural * 10) / 10, _SMALLEST))
