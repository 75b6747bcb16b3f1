"""Pictures: shrunk, upright, silent about where and with what; refused by their header when they are too much."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from liangxin_desktop.exchange.pictures import check_picture, shrunk, thumbnail, thumbnail_of_page
from liangxin_desktop.exchange.unfit import UnfitError
from tests.exchange.strangers import frames, many_scans, photo, picture, png_claiming

RED_CORNERS = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}
"""Where the corner that was upper left lies, once the picture is upright."""


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_a_photo_is_shrunk_to_2000_pixels() -> None:
    data, ending = shrunk(photo(size=(2600, 1300)))
    assert ending == ".jpg"
    assert opened(data).size == (2000, 1000)
    assert opened(shrunk(photo())[0]).size == (320, 200)


def test_nothing_but_the_pixels_is_kept() -> None:
    before = photo() + b"BEHIND-THE-END"
    secrets = (b"TELEPHONE-MAKER", b"COMMENT-OF-THE-CAMERA", b"2026:11:18", b"Exif", b"BEHIND-THE-END")
    assert all(secret in before for secret in secrets)
    after, _ = shrunk(before)
    assert not any(secret in after for secret in secrets)
    assert opened(after).getexif().get_ifd(0x8825) == {}
    assert not any(secret in thumbnail(before) for secret in secrets)


@pytest.mark.parametrize("orientation", RED_CORNERS)
def test_the_picture_is_upright(orientation: int) -> None:
    upright = opened(shrunk(photo(orientation))[0])
    assert upright.size == ((320, 200) if orientation < 5 else (200, 320))
    right, low = RED_CORNERS[orientation]
    red, green, _ = upright.getpixel((10 + right * (upright.width - 20), 10 + low * (upright.height - 20)))  # type: ignore[misc]
    assert red > 180
    assert green < 80
    assert 0x0112 not in upright.getexif()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP", "TIFF"])
def test_photos_of_every_kind_become_jpeg(kind: str) -> None:
    data, ending = shrunk(picture(kind))
    assert (ending, opened(data).format) == (".jpg", "JPEG")


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "1"), ("PNG", "P"), ("PNG", "RGBA"), ("WEBP", "RGBA"), ("GIF", "P"), ("TIFF", "1")]
)
def test_drawings_and_what_shines_through_become_png(kind: str, mode: str) -> None:
    data, ending = shrunk(picture(kind, mode=mode))
    assert (ending, opened(data).format) == (".png", "PNG")


@pytest.mark.parametrize("mode", ["I;16", "I", "F", "LA", "CMYK", "L"])
def test_unusual_colours_are_taken(mode: str) -> None:
    assert opened(shrunk(picture("TIFF", mode=mode))[0]).size == (320, 200)


def test_of_a_moving_picture_the_first_frame_is_kept() -> None:
    kept = opened(shrunk(frames(300))[0])
    assert getattr(kept, "n_frames", 1) == 1
    assert kept.getpixel((5, 5)) == opened(frames(2)).convert(kept.mode).getpixel((5, 5))


def test_a_thumbnail_is_small_and_png() -> None:
    small = opened(thumbnail(picture(size=(1200, 300))))
    assert (small.format, small.size) == ("PNG", (240, 60))
    assert opened(thumbnail_of_page(600, 800, bytes(600 * 800 * 4))).size == (180, 240)


def test_an_original_keeps_its_kind() -> None:
    assert [check_picture(picture(kind)) for kind in ("JPEG", "PNG", "WEBP", "BMP", "TIFF")] == [
        ".jpg",
        ".png",
        ".webp",
        ".bmp",
        ".tif",
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (png_claiming(60_000, 60_000), "像素太多"),
        (png_claiming(6_000, 6_000), "6000×6000像素，太大"),
        (png_claiming(2_000_000, 3), "太大"),
        (png_claiming(5_000, 5_000), "损坏"),
        (picture()[:1500], "损坏"),
        (picture("PNG")[:1500], "损坏"),
        (picture("TIFF", compression="tiff_lzw")[:400], "损坏"),
        (many_scans(), "分层太多"),
        (b"\xff\xd8\xff" + bytes(100), "损坏"),
        (b"GIF89a" + b"\xff" * 100, "损坏"),
        (b"", "损坏"),
    ],
)
def test_what_is_broken_or_too_much_is_refused(data: bytes, reason: str) -> None:
    for attempt in (shrunk, thumbnail, check_picture):
        with pytest.raises(UnfitError, match=reason):
            attempt(data)


def test_the_same_when_harmless_is_taken() -> None:
    for data in (picture("PNG", (2_500, 3)), picture(progressive=True), picture("TIFF", compression="tiff_lzw")):
        assert shrunk(data)
