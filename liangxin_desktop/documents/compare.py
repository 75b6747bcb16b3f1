"""Whether a received page shows what its data says: it is laid out again from the data, and both are compared."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
from PIL import Image, ImageChops

from liangxin_desktop.documents.pdfium_lock import pdfium

_SCALE = 100 / 72
_VISIBLE = 32  # of 255: a difference of shade that a reader can see
_SAME_SIZE = 0.01  # points


def pages_equal(signed_pdf: bytes, laid_out_again: bytes) -> list[str]:
    """What differs on the pages, annotations left out: Chinese clauses without full stops, none where all is equal.

    Both the drawn picture and the text that can be copied out are compared, so a different producer does not matter.
    Raises pypdfium2.PdfiumError where a document cannot be read at all.
    """
    with pdfium:
        return _all_differences(signed_pdf, laid_out_again)


def _all_differences(signed_pdf: bytes, laid_out_again: bytes) -> list[str]:
    signed, again = pypdfium2.PdfDocument(signed_pdf), pypdfium2.PdfDocument(laid_out_again)
    try:
        if len(signed) != len(again):
            return [f"文件有{len(signed)}页，按数据重新排版应为{len(again)}页"]
        return [
            f"第{number}页{what}"
            for number in range(1, len(again) + 1)
            for what in _differences(signed[number - 1], again[number - 1])
        ]
    finally:
        signed.close()
        again.close()


def _differences(signed: pypdfium2.PdfPage, again: pypdfium2.PdfPage) -> Iterator[str]:
    if not _same_size(signed, again):
        yield "的纸张大小或方向与重新排版的不同"
        return
    if _text(signed) != _text(again):
        yield "的文字与数据不一致"
    if _look_different(signed, again):
        yield "的版面与按数据重新排版的不一致"


def _same_size(signed: pypdfium2.PdfPage, again: pypdfium2.PdfPage) -> bool:
    pairs = zip(signed.get_size(), again.get_size(), strict=True)
    return signed.get_rotation() == again.get_rotation() and all(abs(a - b) < _SAME_SIZE for a, b in pairs)


def _text(page: pypdfium2.PdfPage) -> str:
    """The page's text without white space, which depends on how a reader guesses at gaps."""
    text = page.get_textpage()
    try:
        return "".join(text.get_text_range().split())
    finally:
        text.close()


def _look_different(signed: pypdfium2.PdfPage, again: pypdfium2.PdfPage) -> bool:
    difference = ImageChops.difference(_picture(signed), _picture(again))
    return difference.point(lambda shade: 255 * (shade > _VISIBLE)).getbbox() is not None


def _picture(page: pypdfium2.PdfPage) -> Image.Image:
    drawn: Image.Image = page.render(scale=_SCALE, may_draw_forms=False, draw_annots=False).to_pil()
    return drawn.convert("RGB")
