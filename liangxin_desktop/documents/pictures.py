"""Pictures on paper: what a camera or a scanner made, upright, bounded and without its metadata, in a frame."""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageOps
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from reportlab.lib.utils import ImageReader

from liangxin_desktop.documents.text import Lines

_log = logging.getLogger(__name__)
_KINDS: Mapping[bytes, type[ImageFile]] = {b"\xff\xd8\xff": JpegImageFile, b"\x89PNG\r\n\x1a\n": PngImageFile}
_PIXELS_A_SIDE = 1200
_MOST_PIXELS = 60_000_000
_QUALITY = 85
_HAIRLINE = 0.25


def printable(data: bytes) -> bytes | None:
    """The picture as an upright JPEG of at most 1200 pixels a side; None for what is no picture that can be shown.

    JPEG and PNG are pictures. The same data give the same bytes.
    """
    kind = next((kind for magic, kind in _KINDS.items() if data.startswith(magic)), None)
    if kind is None:
        return None
    try:
        with kind(io.BytesIO(data)) as image:
            return _shrunk(image)
    except Exception:  # noqa: BLE001 (a broken picture may raise anything, and all of it means that none can be shown)
        _log.debug("a picture could not be read", exc_info=True)
        return None


def _shrunk(image: ImageFile) -> bytes | None:
    image.draft("RGB", (_PIXELS_A_SIDE, _PIXELS_A_SIDE))
    if image.width * image.height > _MOST_PIXELS:
        return None
    image.thumbnail((_PIXELS_A_SIDE, _PIXELS_A_SIDE))
    out = io.BytesIO()
    _on_white(ImageOps.exif_transpose(image)).save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """A fresh picture, so that nothing but what is seen goes along."""
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
