"""Pages as pictures, for the window's preview and for its printer."""

from __future__ import annotations

from collections.abc import Iterator

PageImage = tuple[int, int, bytes]
"""Width and height in pixels, and 4 × width × height bytes of red, green, blue, alpha."""

SCREEN_DPI, PRINT_DPI = 144.0, 300.0


def pictures(pdf: bytes, *, dpi: float = SCREEN_DPI) -> Iterator[PageImage]:
    """Each page in turn, drawn when it is asked for. Raises DamagedError for what is not a readable PDF."""
    from liangxin_desktop.documents.preview import page_images

    return page_images(pdf, dpi=dpi)
