"""Pages as pictures."""

from __future__ import annotations

import io
from itertools import islice

import pikepdf
import pytest

from liangxin_desktop.documents.people import roster_pdf
from liangxin_desktop.documents.preview import page_images
from liangxin_desktop.errors import DamagedError, RefusedError
from tests.documents.papers import opened, roster_form


def _locked(pdf: bytes) -> bytes:
    stream = io.BytesIO()
    with opened(pdf) as document:
        document.save(stream, encryption=pikepdf.Encryption(owner="甲", user="open"))
    return stream.getvalue()


def test_each_page_is_drawn_in_its_size() -> None:
    images = list(page_images(roster_pdf(roster_form(30)), dpi=36))
    assert len(images) > 1
    for width, height, data in images:
        assert (width, height) == (421, 298)
        assert len(data) == width * height * 4
        assert len(set(data)) > 8


def test_pages_are_drawn_only_when_asked_for() -> None:
    assert len(list(islice(page_images(roster_pdf(roster_form(30)), dpi=36), 1))) == 1


def test_a_password_opens() -> None:
    locked = _locked(roster_pdf(roster_form()))
    assert list(page_images(locked, dpi=20, password="open"))
    with pytest.raises(RefusedError, match="密码"):
        list(page_images(locked, dpi=20))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\x00" * 1000])
def test_what_is_no_pdf_is_said_to_be_damaged(data: bytes) -> None:
    with pytest.raises(DamagedError):
        list(page_images(data, dpi=72))


def test_a_giant_page_is_refused() -> None:
    with opened(roster_pdf(roster_form())) as document:
        document.pages[0].MediaBox = [0, 0, 14000, 14000]
        stream = io.BytesIO()
        document.save(stream)
    with pytest.raises(RefusedError, match="尺寸"):
        list(page_images(stream.getvalue(), dpi=96))
