"""Pictures from strangers: held against bounds before they are decoded, shrunk, and freed of what they tell besides.

Only the pixels survive: no place, camera, date, comment or colour profile, and nothing behind the picture's end.
"""

from __future__ import annotations

import io
import struct
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image

from liangxin_desktop.exchange.unfit import UnfitError

LONGEST_SIDE = 2000
THUMBNAIL_SIDE = 240
_QUALITY = 85
_FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "GIF", "TIFF")
_WITHOUT_LOSS = ("PNG", "BMP", "GIF", "TIFF")
_MOST_PIXELS = {"JPEG": 50_000_000, "MPO": 50_000_000, "WEBP": 20_000_000}
_MOST_PIXELS_OTHERWISE, _MOST_PIXELS_SHRUNK_IN_DECODING = 30_000_000, 170_000_000
_LONGEST_DECODED_SIDE = 60_000 - 1
_MOST_SCANS = 64
_MOST_DRAWN_COLOURS = 64
_START_OF_SCAN, _PROGRESSIVE = b"\xff\xda", b"\xff\xc2"
_GREYS_OF_16_BITS = ("I", "I;16", "I;16B", "I;16L", "I;16N", "F")
_WITH_ALPHA = ("RGBA", "LA", "PA", "La", "RGBa")
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_one_at_a_time = threading.RLock()
"""Two pictures at once would take twice the memory; and Python has one list of what to warn of for all threads."""
_DAMAGED = "图片不完整，可能被截断或损坏"
_UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    OverflowError,
    struct.error,
)


def shrunk(data: bytes) -> tuple[bytes, str]:
    """The picture upright, at most 2000 pixels on its long side, and its ending: a photo as .jpg, a drawing as .png.

    Of a moving picture the first frame. Raises UnfitError with a Chinese reason.
    """
    with _decoded(data, LONGEST_SIDE) as (picture, drawn):
        return _written(picture, "PNG" if drawn else "JPEG"), ".png" if drawn else ".jpg"


def thumbnail(data: bytes) -> bytes:
    """The picture as a PNG of at most 240 pixels on its long side. Raises UnfitError with a Chinese reason."""
    with _decoded(data, THUMBNAIL_SIDE) as (picture, _):
        return _written(picture, "PNG")


def thumbnail_of_page(width: int, height: int, rgba: bytes) -> bytes:
    """The same for a page that was drawn already: red, green, blue, alpha for each pixel."""
    picture = Image.frombytes("RGBA", (width, height), rgba).convert("RGB")
    picture.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
    return _written(picture, "PNG")


def check_picture(data: bytes) -> str:
    """Decode the picture and keep it as it is: its usual ending. Raises UnfitError with a Chinese reason."""
    with _decoded(data, LONGEST_SIDE), _opened(data) as picture:
        return {"JPEG": ".jpg", "MPO": ".jpg", "TIFF": ".tif"}.get(str(picture.format), f".{picture.format}".lower())


def _written(picture: Image.Image, kind: str) -> bytes:
    picture.info = {}
    target = io.BytesIO()
    picture.save(target, kind, quality=_QUALITY, optimize=True)
    return target.getvalue()


@contextmanager
def _decoded(data: bytes, side: int) -> Iterator[tuple[Image.Image, bool]]:
    """The first frame, upright, shrunk to that side, in greys, RGB or RGBA, and whether it is a drawing."""
    with _opened(data) as opened:
        _need_within(opened, data)
        opened.draft("RGB", (side, side))
        opened.load()
        turn = _TURNS.get(opened.getexif().get(_ORIENTATION, 1))
        picture = _plain(opened)
        drawn = opened.format in _WITHOUT_LOSS and picture.getcolors(_MOST_DRAWN_COLOURS) is not None
        picture.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3.0)
        yield picture.transpose(turn) if turn is not None else picture, drawn or picture.mode == "RGBA"


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    try:
        with _one_at_a_time, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
                yield opened
    except UnfitError:
        raise
    except Image.DecompressionBombError as error:
        raise UnfitError("图片的像素太多，太大了") from error
    except _UNREADABLE as error:
        raise UnfitError(_DAMAGED) from error


def _need_within(picture: Image.Image, data: bytes) -> None:
    """Refuse by the header alone what would fill the memory or take too long."""
    width, height = picture.size
    scaled = picture.format in ("JPEG", "MPO") and _PROGRESSIVE not in data[: 1 << 20]
    usual = _MOST_PIXELS.get(str(picture.format), _MOST_PIXELS_OTHERWISE)
    most = _MOST_PIXELS_SHRUNK_IN_DECODING if scaled else usual
    if width * height > most or max(width, height) > _LONGEST_DECODED_SIDE:
        raise UnfitError(f"图片有{width}×{height}像素，太大了")
    if picture.format in ("JPEG", "MPO") and data.count(_START_OF_SCAN) > _MOST_SCANS:
        raise UnfitError("图片分层太多，不是相机或手机拍的照片")


def _plain(picture: Image.Image) -> Image.Image:
    """Greys, RGB, or RGBA where anything shines through; of what the picture tells besides, nothing."""
    if picture.mode in _GREYS_OF_16_BITS:
        deep = picture.getextrema()[1] > 255  # type: ignore[operator]
        greys = picture.convert("F")
        plain = (greys.point(lambda value: value * (1 / 257) + 0.0) if deep else greys).convert("L")
    elif picture.mode in _WITH_ALPHA or "transparency" in picture.info:
        full = picture.convert("RGBA")
        plain = full.convert("RGB") if full.getchannel("A").getextrema() == (255, 255) else full
    else:
        plain = picture.convert("L" if picture.mode in ("1", "L") else "RGB")
    plain.info = {}
    return plain
