"""Where a return is signed: blank room for ink and seals, and a frame for the electronic signature and its code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportlab.graphics.barcode import qrencoder

from liangxin_desktop.documents.pages import PLAIN, TEXT_WIDTH
from liangxin_desktop.documents.text import Align, Style, set_text

_INK_ROOM = 56.0
_SEAL = Style(12, 18, align=Align.CENTRE)
_FINE = Style(8, 11)
_PADDING = 7.0
_CODE = 92.0
_MARK_HEIGHT = 54.0
_ABOVE_FRAME = 10.0
_RULE, _HAIRLINE = 0.6, 0.25
_INSET = 3.0
_QUIET = 2  # modules left white around the code


@dataclass(frozen=True, slots=True)
class Signatory:
    """One who signs in ink: what stands before the signature, at the seal ("" without one), and for the date."""

    name: str
    seal: str
    day: str


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Room for the signatories side by side, above a frame: a QR code, the electronic mark's place, fine print."""

    signatories: tuple[Signatory, ...]
    code: str
    fine_print: tuple[str, ...]
    width: float = TEXT_WIDTH
    before: float = 14.0
    keep: bool = False

    @property
    def height(self) -> float:
        """In points."""
        return self._frame_top + self._frame_height

    @property
    def least(self) -> float:
        """The whole: it is never divided."""
        return self.height

    @property
    def _frame_top(self) -> float:
        return PLAIN.leading + _INK_ROOM + 2 * _SEAL.leading + _ABOVE_FRAME

    @property
    def _frame_height(self) -> float:
        return _MARK_HEIGHT + 3 * _INSET + len(self.fine_print) * _FINE.leading + 2 * _PADDING

    def mark_box(self, x: float, top: float) -> tuple[float, float, float, float]:
        """(left, bottom, right, top) of the place kept for the electronic mark when the block is drawn at (x, top)."""
        upper = top - self._frame_top - _PADDING - _INSET
        return x + _PADDING * 2 + _CODE + _INSET, upper - _MARK_HEIGHT, x + self.width - _PADDING - _INSET, upper

    def split(self, room: float) -> None:
        """Never: room to sign belongs together."""

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        share = self.width / len(self.signatories)
        for place, signatory in enumerate(self.signatories):
            _draw_signatory(canvas, signatory, x + place * share, top, share)
        frame = top - self._frame_top
        canvas.setLineWidth(_RULE)
        canvas.rect(x, frame - self._frame_height, self.width, self._frame_height)
        draw_code(canvas, self.code, x + _PADDING, frame - (self._frame_height - _CODE) / 2, _CODE)
        left, bottom, right, upper = self.mark_box(x, top)
        canvas.setLineWidth(_HAIRLINE)
        canvas.rect(left - _INSET, bottom - _INSET, right - left + 2 * _INSET, upper - bottom + 2 * _INSET)
        for number, line in enumerate(self.fine_print):
            set_text(line, _FINE, right - left).draw(
                canvas, left - _INSET, bottom - 2 * _INSET - number * _FINE.leading
            )


def _draw_signatory(canvas: Any, signatory: Signatory, x: float, top: float, width: float) -> None:
    set_text(signatory.name, PLAIN, width).draw(canvas, x, top)
    top -= PLAIN.leading + _INK_ROOM
    for line in (signatory.seal, signatory.day):
        if line:
            set_text(line, _SEAL, width).draw(canvas, x, top)
        top -= _SEAL.leading


def draw_code(canvas: Any, text: str, x: float, top: float, side: float) -> None:
    """Draw a QR code of the text (UTF-8, level M) into a square, its quiet zone included."""
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(qrencoder.QR8bitByte(text))
    code.make()
    count = code.getModuleCount()
    module = side / (count + 2 * _QUIET)
    path = canvas.beginPath()
    for row in range(count):
        for column in range(count):
            if code.isDark(row, column):
                path.rect(x + (column + _QUIET) * module, top - (row + _QUIET + 1) * module, module, module)
    canvas.drawPath(path, stroke=0, fill=1)
