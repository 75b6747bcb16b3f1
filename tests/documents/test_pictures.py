"""Pictures for paper: upright, small, on white, without metadata; and what is no picture is none."""

from __future__ import annotations

import io
import zlib

import pytest
from PIL import Image

from liangxin_desktop.documents.pictures import printable


def _bytes(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def _opened(data: bytes | None) -> Image.Image:
    assert data is not None
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def _png_of(width: int, height: int) -> bytes:
    """A PNG that says it is so large, with next to nothing in it."""
    head = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    body = b"IDAT" + zlib.compress(b"")
    chunks = (len(part[4:]).to_bytes(4, "big") + part + zlib.crc32(part).to_bytes(4, "big") for part in (head, body))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize(
    ("form", "mode"),
    [
        *(("JPEG", mode) for mode in ("RGB", "L", "CMYK")),
        *(("PNG", mode) for mode in ("RGB", "L", "RGBA", "P", "1", "LA")),
    ],
)
def test_every_mode_becomes_a_colour_jpeg(mode: str, form: str) -> None:
    shown = _opened(printable(_bytes(Image.new("RGB", (40, 30), "#804020").convert(mode), form)))
    assert (shown.format, shown.mode, shown.size) == ("JPEG", "RGB", (40, 30))


def test_a_large_picture_is_shrunk_and_a_small_one_is_not() -> None:
    assert _opened(printable(_bytes(Image.new("RGB", (4000, 3000)), "JPEG"))).size == (1200, 900)
    assert _opened(printable(_bytes(Image.new("L", (1000, 4000)), "PNG"))).size == (300, 1200)
    assert _opened(printable(_bytes(Image.new("RGB", (8, 8)), "PNG"))).size == (8, 8)


def test_a_picture_taken_on_its_side_stands_upright_and_loses_its_metadata() -> None:
    image = Image.new("RGB", (80, 40), "white")
    image.paste("black", (0, 0, 40, 40))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise by a quarter
    exif[0x010F] = "牌子"
    shown = _opened(printable(_bytes(image, "JPEG", exif=exif, comment=b"where it was taken")))
    assert shown.size == (40, 80)
    assert shown.getpixel((20, 10))[0] < 40
    assert shown.getpixel((20, 70))[0] > 200
    assert not shown.getexif()
    assert "comment" not in shown.info


def test_what_is_seen_through_is_white() -> None:
    shown = _opened(printable(_bytes(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG")))
    assert shown.getextrema() == ((255, 255),) * 3


def test_the_same_picture_gives_the_same_bytes() -> None:
    data = _bytes(Image.effect_noise((300, 200), 60), "JPEG")
    assert printable(data) == printable(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"MZ\x90\x00 a program",
        b"%PDF-1.7",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        _bytes(Image.effect_noise((300, 200), 60), "JPEG")[:4000],
        _bytes(Image.effect_noise((300, 200), 60), "PNG")[:4000],
        _bytes(Image.new("RGB", (8, 8)), "GIF"),
        _png_of(60_000, 60_000),
        _png_of(8_000, 7_000),
        _png_of(0, 7),
    ],
    ids=len,
)
def test_what_is_no_whole_picture_is_none(data: bytes) -> None:
    assert printable(data) is None
