"""PDF files from strangers: looked at within bounds and without repair, kept as they are.

What the cross-reference and the packed objects unpack to is measured first, for a reader must unpack them to open the
file at all. Nothing else is unpacked here.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf

from liangxin_desktop import pdf_limits
from liangxin_desktop.exchange.unfit import UnfitError

MOST_PAGES = 2000
_MOST_OBJECTS = 200_000
_LARGEST_XREF, _LARGEST_PACKED = 2_000_000, 6_000_000
_LARGEST_PAGE, _MOST_PARTS, _MOST_PIXELS = 48_000_000, 500, 30_000_000
_HEADER = re.compile(rb"%PDF-[12]\.\d")
_XREF_NAME = re.compile(rb"/(?:X|#58)(?:R|#52)(?:e|#65)(?:f|#66)(?![A-Za-z])")
_PACKED_NAME = re.compile(rb"/(?:O|#4[Ff])(?:b|#62)(?:j|#6[Aa])(?:S|#53)(?:t|#74)(?:m|#6[Dd])(?![A-Za-z])")
_STREAM = re.compile(rb"\bstream\r?\n")
_LENGTH = re.compile(rb"/Length\s+(\d{1,10})(?!\s+\d+\s+R)")
_LOCKED = "PDF设有密码或限制，以后可能打不开；请去掉密码，或打印成新的PDF再添加"
_DAMAGED, _TOO_LARGE = "PDF不完整或已损坏", "PDF的结构解开后太大，可能是压缩炸弹；确是文件的，可以打印成新的PDF再添加"
_ACTIVE = ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm")

pdf_limits.keep()
_FAULTS = (pikepdf.PdfError, ValueError, RuntimeError, TypeError, KeyError, IndexError, NotImplementedError)


def check_pdf(data: bytes) -> None:
    """Raise UnfitError with a Chinese reason unless this is a whole PDF without scripts, open to everybody."""
    with _opened(data) as pdf:
        try:
            if len(pdf.objects) > _MOST_OBJECTS or not 0 < len(pdf.pages) <= MOST_PAGES:
                raise UnfitError(f"PDF没有页面，或超过{MOST_PAGES}页")
            if any(map(_is_active, _actions(pdf))):
                raise UnfitError("PDF带有会自动运行的脚本或动作，不安全；可以打印成新的PDF再添加")
        except _FAULTS as error:
            raise _sorted(error) from error


def is_first_page_modest(data: bytes) -> bool:
    """Whether the first page can be drawn within bounds. Raises UnfitError as `check_pdf` does."""
    with _opened(data) as pdf:
        try:
            return sum(_sizes(pdf.pages[0].obj)) <= _LARGEST_PAGE
        except (*_FAULTS, OverflowError):
            return False


def _opened(data: bytes) -> pikepdf.Pdf:
    if not _HEADER.match(data):
        raise UnfitError("不是PDF文件")
    if b"%%EOF" not in data[-1024:]:
        raise UnfitError("PDF不完整，末尾缺失")
    _need_modest(data, _XREF_NAME, _LARGEST_XREF)
    _need_modest(data, _PACKED_NAME, _LARGEST_PACKED)
    try:
        return pikepdf.open(io.BytesIO(data), attempt_recovery=False)
    except pikepdf.PasswordError as error:
        raise UnfitError(_LOCKED) from error
    except _FAULTS as error:
        raise UnfitError(_DAMAGED) from error


def _sorted(error: Exception) -> UnfitError:
    return error if isinstance(error, UnfitError) else UnfitError(_DAMAGED)


def _need_modest(data: bytes, kind: re.Pattern[bytes], most: int) -> None:
    """Unpack every stream of this kind, but no further than `most` bytes of all together."""
    left = most
    for name in kind.finditer(data):
        start = _STREAM.search(data, name.end(), name.end() + 4096)
        if start is None:
            continue
        head = data[max(data.rfind(b"obj", 0, name.start()), 0) : start.start()]
        left -= _unpacked(data, head, start.end(), left)
        if left < 0:
            raise UnfitError(_TOO_LARGE)


def _unpacked(data: bytes, head: bytes, start: int, most: int) -> int:
    """How many bytes the stream holds; of more than `most`, some number above it."""
    length = _LENGTH.search(head)
    if b"/Filter" not in head and b"#" not in head:
        return int(length[1]) if length else most + 1
    if b"/FlateDecode" not in head or head.count(b"Decode") - head.count(b"DecodeParms") != 1:
        raise UnfitError("PDF的压缩方法不常见，不能确认安全；可以打印成新的PDF再添加")
    try:
        return len(zlib.decompressobj().decompress(memoryview(data)[start:], most + 1))
    except zlib.error as error:
        raise UnfitError(_LOCKED if b"/Encrypt" in data else _DAMAGED) from error


def _actions(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """What a reader does by itself: on opening the file or a page, and the named scripts."""
    root = pdf.Root
    yield root.get("/OpenAction")
    yield from _values(root.get("/AA"))
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names:
        yield pikepdf.Dictionary(S=pikepdf.Name.JavaScript)
    for page in pdf.pages:
        yield from _values(page.obj.get("/AA"))
        for note in page.obj.get("/Annots") or ():
            if isinstance(note, pikepdf.Dictionary):
                yield note.get("/A")
                yield from _values(note.get("/AA"))


def _values(found: Any) -> Iterator[Any]:
    if isinstance(found, pikepdf.Dictionary):
        yield from (value for _, value in found.items())


def _is_active(action: Any) -> bool:
    for _ in range(20):
        if not isinstance(action, pikepdf.Dictionary):
            return False
        if str(action.get("/S")) in _ACTIVE:
            return True
        action = action.get("/Next")
    return True


def _sizes(page: Any) -> Iterator[int]:
    """The unpacked bytes of every stream the page is drawn from, a picture's by its width and height."""
    seen: set[tuple[int, int]] = set()
    waiting = [page.get("/Contents"), page.get("/Resources")]
    while waiting:
        part = waiting.pop()
        if len(seen) > _MOST_PARTS:
            yield _LARGEST_PAGE + 1
            return
        if not isinstance(part, (pikepdf.Dictionary, pikepdf.Array, pikepdf.Stream)) or part.objgen in seen:
            continue
        if part.is_indirect:
            seen.add(part.objgen)
        if isinstance(part, pikepdf.Stream):
            yield _size(part)
        values = part if isinstance(part, pikepdf.Array) else [v for k, v in part.items() if k != "/Parent"]
        waiting += list(values)


def _size(stream: Any) -> int:
    if str(stream.get("/Subtype")) == "/Image":
        pixels = int(stream.get("/Width", 0)) * int(stream.get("/Height", 0))
        return 0 if pixels <= _MOST_PIXELS else _LARGEST_PAGE + 1
    return len(stream.read_bytes())
