"""Pictures on paper: in a frame, with a caption below."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image
from reportlab.lib.utils import ImageReader

from liangxin_desktop.documents.text import Lines

_PIXELS_A_SIDE = 1200
_QUALITY = 85
_HAIRLINE = 0.25


def on_paper(picture: bytes) -> bytes:
    """A JPEG or PNG as a JPEG on white of at most 1200 pixels a side. The same picture gives the same bytes.

    The picture is sound and upright: `exchange.pictures.shrunk` made it so.
    """
    with Image.open(io.BytesIO(picture), formats=("JPEG", "PNG")) as image:
        image.thumbnail((_PIXELS_A_SIDE, _PIXELS_A_SIDE))
        out = io.BytesIO()
        _on_white(image).save(out, "JPEG", quality=_QUALITY)
        return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    paper = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        seen = image.convert("RGBA")
        paper.paste(seen, mask=seen.getchannel("A"))
    else:
        paper.paste(image.convert("RGB"))
    return paper


@dataclass(frozen=True, slots=True)
class Figure:
    """A JPEG in the middle of a frame of width × height points, its caption below."""

    data: bytes
    width: float
    frame_height: float
    caption: Lines
    before: float = 0.0
    keep: bool = False

    @property
    def height(self) -> float:
        """In points, with the caption."""
        return self.frame_height + self.caption.height

    @property
    def least(self) -> float:
        """The whole: it is never divided."""
        return self.height

    def split(self, room: float) -> None:
        """Never: a caption belongs to its picture."""

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        picture = ImageReader(io.BytesIO(self.data))
        across, down = picture.getSize()
        scale = min(self.width / across, self.frame_height / down)
        left = x + (self.width - across * scale) / 2
        bottom = top - (self.frame_height + down * scale) / 2
        canvas.drawImage(picture, left, bottom, across * scale, down * scale)
        canvas.setLineWidth(_HAIRLINE)
        canvas.rect(left, bottom, across * scale, down * scale)
        self.caption.draw(canvas, x, top - self.frame_height)
