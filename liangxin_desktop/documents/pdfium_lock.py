"""PDFium is not made for several threads: whoever reads a PDF with it holds this lock."""

from __future__ import annotations

import threading

pdfium = threading.RLock()
