"""The visible mark of an electronic signature: four lines of words. Nothing in it imitates an official seal."""

from __future__ import annotations

import io
from datetime import datetime

from reportlab.pdfgen.canvas import Canvas

from liangxin_desktop.documents.fonts import Face, refuse_undrawable
from liangxin_desktop.documents.text import Lines, Style, set_text, text_width
from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.domain.verdicts import CertificateFacts

_SIZES = (8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5, 4.0)
_LEADING, _GAP = 1.375, 1.2  # in ems

_Row = tuple[Lines, Lines]


def signer_line(facts: CertificateFacts, role: str) -> str:
    """The signer as the mark names them: 陈国华（党支部书记）, or the name alone."""
    return f"{facts.name}（{role}）" if role else facts.name


def names_holder(line: str, facts: CertificateFacts) -> bool:
    """Whether the line names the certificate's holder, with any role or none."""
    return line == facts.name or (line.startswith(f"{facts.name}（") and line.endswith("）"))


def mark_pdf(facts: CertificateFacts, signer: str, signed_at: datetime, width: float, height: float) -> bytes:
    """A one-page PDF of the mark, width × height in points, its type as large as the room allows.

    Raises RefusedError when no bundled font has a character of the signer's name or role.
    """
    refuse_undrawable({"签名人": signer})
    rows = [
        ("电子签名人", signer),
        ("签名时间", f"{official_date(signed_at.date())} {signed_at:%H:%M}（{_zone(signed_at)}）"),
        ("证书指纹", _in_two_lines(facts.printed_fingerprint)),
        ("有效期至", official_date(facts.valid_to.astimezone(signed_at.tzinfo).date())),
    ]
    return _draw(_fitting(rows, width, height), width, height)


def _zone(signed_at: datetime) -> str:
    offset = f"{signed_at:%z}"
    return f"UTC{offset[:3]}:{offset[3:5]}"


def _in_two_lines(groups: str) -> str:
    middle = len(groups) // 2
    return f"{groups[:middle]}\n{groups[middle + 1 :]}"


def _fitting(rows: list[tuple[str, str]], width: float, height: float) -> list[_Row]:
    """The rows set in the largest size at which all of them have room, else in the smallest."""
    for size in _SIZES:
        lines = _set(rows, size, width)
        if sum(_height(row) for row in lines) <= height:
            break
    return lines


def _set(rows: list[tuple[str, str]], size: float, width: float) -> list[_Row]:
    style = Style(size, size * _LEADING, Face.SONG)
    label_width = max(text_width(label, style) for label, _ in rows) + _GAP * size
    measure = width - label_width
    return [(set_text(label, style, label_width), set_text(value, style, measure)) for label, value in rows]


def _height(row: _Row) -> float:
    return max(lines.height for lines in row)


def _draw(rows: list[_Row], width: float, height: float) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(width, height), invariant=1, initialFontName=Face.SONG.value)
    size = rows[0][0].style.size
    ends = (glyph.x + glyph.width for label, _ in rows for line in label.lines for glyph in line)
    indent = max(ends) + _GAP * size
    y = height - (height - sum(_height(row) for row in rows)) / 2
    for label, value in rows:
        label.draw(canvas, 0, y)
        value.draw(canvas, indent, y)
        y -= _height((label, value))
    canvas.showPage()
    canvas.save()
    return out.getvalue()
