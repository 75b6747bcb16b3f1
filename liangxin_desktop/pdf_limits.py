"""How much a PDF from outside may cost to read. qpdf has one set of limits in a process, so they stand here once."""

from __future__ import annotations

import logging

from pikepdf.settings import set_qpdf_limits

_LARGEST_STREAM = 32_000_000
"""What one stream may take when it is unpacked, in bytes."""


def keep() -> None:
    """Set the limits, and let the library be silent: its warnings would go to standard error."""
    logging.getLogger("pikepdf").addHandler(logging.NullHandler())
    set_qpdf_limits(
        parser_max_nesting=100,
        parser_max_container_size=200_000,
        doc_max_warnings=100,
        max_stream_filters=2,
        flate_max_memory=_LARGEST_STREAM,
        run_length_max_memory=_LARGEST_STREAM,
        png_max_memory=_LARGEST_STREAM,
        tiff_max_memory=_LARGEST_STREAM,
        dct_max_memory=_LARGEST_STREAM,
    )
