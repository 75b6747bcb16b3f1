"""Pictures for paper: small, in colour, on white, nothing but what is seen."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from liangxin_desktop.documents.pictures import on_paper


def _bytes(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def _opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize(
    ("form", "mode"),
    [
        ("JPEG", "RGB"),
        ("JPEG", "L"),
        ("PNG", "RGB"),
        ("PNG", "L"),
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("PNG", "1"),
        ("PNG", "LA"),
    ],
)
def test_every_mode_becomes_a_colour_jpeg(form: str, mode: str) -> None:
    shown = _opened(on_paper(_bytes(Image.new("RGB", (40, 30), "#804020").convert(mode), form)))
    assert (shown.format, shown.mode, shown.size) == ("JPEG", "RGB", (40, 30))


def test_a_large_picture_is_shrunk_and_a_small_one_is_not() -> None:
    assert _opened(on_paper(_bytes(Image.new("RGB", (2000, 1500)), "JPEG"))).size == (1200, 900)
    assert _opened(on_paper(_bytes(Image.new("L", (500, 2000)), "PNG"))).size == (300, 1200)
    assert _opened(on_paper(_bytes(Image.new("RGB", (8, 8)), "PNG"))).size == (8, 8)


def test_no_metadata_goes_along() -> None:
    exif = Image.Exif()
    exif[0x010F] = "牌子"
    shown = _opened(on_paper(_bytes(Image.new("RGB", (8, 8)), "JPEG", exif=exif, comment=b"where it was taken")))
    assert not shown.getexif()
    assert "comment" not in shown.info


def test_what_is_seen_through_is_white() -> None:
    shown = _opened(on_paper(_bytes(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG")))
    assert shown.getextrema() == ((255, 255),) * 3


def test_the_same_picture_gives_the_same_bytes() -> None:
    data = _bytes(Image.effect_noise((300, 200), 60), "JPEG")
    assert on_paper(data) == on_paper(data)
