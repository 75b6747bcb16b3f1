"""Pages as pictures, for the window."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
from PIL import Image

from liangxin_desktop.documents.pdfium_lock import pdfium
from liangxin_desktop.errors import DamagedError, RefusedError

_POINTS_PER_INCH = 72
_MOST_PIXELS = 60_000_000
_PASSWORD_ERROR = 4


def page_images(pdf: bytes, *, dpi: float, password: str | None = None) -> Iterator[tuple[int, int, bytes]]:
    """Each page in turn as (width, height, RGBA bytes), drawn when it is asked for, with its annotations.

    Raises DamagedError for what is not a readable PDF, RefusedError for a wrong password or a page too large to draw.
    """
    document = _open(pdf, password)
    try:
        for number in range(len(document)):
            yield _picture(document, number, dpi)
    finally:
        with pdfium:
            document.close()


def _open(pdf: bytes, password: str | None) -> pypdfium2.PdfDocument:
    with pdfium:
        try:
            document = pypdfium2.PdfDocument(pdf, password=password)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) == _PASSWORD_ERROR:
                raise RefusedError("这个PDF文件设有密码，打不开。", "请输入正确的密码。") from error
            raise DamagedError("这个PDF文件打不开，可能已损坏。", "请向提供者重新索取。") from error
        document.init_forms()
        return document


def _picture(document: pypdfium2.PdfDocument, number: int, dpi: float) -> tuple[int, int, bytes]:
    with pdfium:
        page = document[number]
        try:
            image = _draw(page, dpi)
        finally:
            page.close()
    return image.width, image.height, image.tobytes()


def _draw(page: pypdfium2.PdfPage, dpi: float) -> Image.Image:
    scale = dpi / _POINTS_PER_INCH
    width, height = page.get_size()
    if not 0 < width * height * scale * scale <= _MOST_PIXELS:
        raise RefusedError("这个PDF文件的页面尺寸异常，无法显示。", "请向提供者重新索取。")
    drawn: Image.Image = page.render(scale=scale).to_pil()
    return drawn.convert("RGBA")
