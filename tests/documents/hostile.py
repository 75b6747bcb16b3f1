"""Files that want to hurt the reader rather than to deceive: bombs, loops, depths, and things that are no PDF."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name

from liangxin_desktop.domain.verdicts import Verdict
from tests.documents.specimens import laid_out, payload, resaved, specimen

_DEEP = 200_000
_UNREADABLE, _NOT_A_RETURN, _UNSIGNED = Verdict.UNREADABLE, Verdict.NOT_A_RETURN, Verdict.UNSIGNED

Hostile = tuple[Verdict, Callable[[], bytes]]


def raw(objects: Mapping[int, bytes], trailer: bytes = b"", *, start: int | None = None) -> bytes:
    """A PDF with exactly these objects, 1 being the catalog."""
    out, offsets = bytearray(b"%PDF-1.7\n"), {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    xref, size = len(out), max(objects, default=0) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % offsets.get(number, 0)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (size, trailer)
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % (xref if start is None else start)


def _catalog(more: bytes = b"") -> bytes:
    return b"<< /Type /Catalog /Pages 2 0 R %s >>" % more


_NO_PAGES = b"<< /Type /Pages /Count 0 /Kids [] >>"
_ONE_PAGE = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] %s >>"


def _stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more, data)


def _deflated_zeros(size: int) -> bytes:
    packer = zlib.compressobj(9)
    block = bytes(1_000_000)
    return b"".join([*(packer.compress(block) for _ in range(size // len(block))), packer.flush()])


def _packed_xref(size: int) -> bytes:
    """A cross-reference stream that unpacks to `size` bytes."""
    data = _deflated_zeros(size)
    head = b"%PDF-1.7\n"
    entries = b"/Type /XRef /W [1 4 2] /Size 999999 /Root 1 0 R /Filter /FlateDecode"
    return head + b"1 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (_stream(data, entries), len(head))


def _hybrid() -> bytes:
    """A classic table whose trailer also points at a packed one."""
    data = _stream(_deflated_zeros(64_000_000), b"/Type /XRef /W [1 4 2] /Size 99 /Filter /FlateDecode")
    return raw(
        {1: _catalog(), 2: _NO_PAGES, 3: data}, b"/XRefStm %d" % raw({1: _catalog(), 2: _NO_PAGES}).index(b"xref")
    )


def _attachment(stream: bytes) -> bytes:
    names = b"/Names << /EmbeddedFiles << /Names [(return.json) 3 0 R] >> >> /AF [3 0 R]"
    spec = b"<< /Type /Filespec /F (return.json) /UF (return.json) /AFRelationship /Data /EF << /F 4 0 R >> >>"
    return raw({1: _catalog(names), 2: _NO_PAGES, 3: spec, 4: stream})


def _data(data: bytes) -> bytes:
    return _attachment(_stream(data))


def _signed_by(gap: bytes) -> bytes:
    """What looks like a signature whose container is this."""
    head = b"%PDF-1.7\n1 0 obj\n<< /Type /Sig /Contents "
    tail = b"/ByteRange [0 %010d %010d %010d] >>\nendobj\nstartxref\n5\n%%%%EOF\n"
    length = len(tail % (0, 0, 0))
    return head + gap + tail % (len(head), len(head) + len(gap), length)


def _hex(data: bytes) -> bytes:
    return b"<" + data.hex().upper().encode() + b">"


def _wide_tree(pdf: pikepdf.Pdf) -> None:
    kids = [Dictionary(Names=Array([f"n{i}", Dictionary()])) for i in range(5000)]
    pdf.Root.Names.EmbeddedFiles = Dictionary(Kids=Array(kids))


def _long(pdf: pikepdf.Pdf) -> None:
    pdf.pages.extend([pdf.pages[0]] * 100)


def _looped_names(pdf: pikepdf.Pdf) -> None:
    tree = pdf.make_indirect(Dictionary())
    tree.Kids = Array([tree, tree])
    pdf.Root.Names.EmbeddedFiles = tree


def _looped_fields(pdf: pikepdf.Pdf) -> None:
    field = pdf.make_indirect(Dictionary(T="branch", FT=Name.Sig))
    field.Kids = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


def _odd_form(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = Array([1, 2, 3])


def _nested_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Contents = pdf.make_stream(b"[" * _DEEP)


_NO_PDF: dict[str, Hostile] = {
    "empty": (_UNREADABLE, lambda: b""),
    "one-byte": (_UNREADABLE, lambda: b"%"),
    "header-only": (_UNREADABLE, lambda: b"%PDF-1.7\n"),
    "an-exe": (_UNREADABLE, lambda: b"MZ\x90\0" + bytes(60_000)),
    "a-picture": (_UNREADABLE, lambda: b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(5000)),
    "an-archive": (_UNREADABLE, lambda: b"PK\x03\x04" + bytes(5000)),
    "noise": (_UNREADABLE, lambda: random.Random(7).randbytes(200_000)),
    "noise-with-a-header": (_UNREADABLE, lambda: b"%PDF-1.7\n" + random.Random(7).randbytes(200_000)),
    "too-large": (_UNREADABLE, lambda: b"%PDF-1.7\n" + bytes(20_000_001)),
}
_LOOPS: dict[str, Hostile] = {
    "xref-points-at-itself": (_UNREADABLE, lambda: raw({1: _catalog(), 2: _NO_PAGES}, b"/Prev 113")),
    "xref-beyond-the-end": (_UNREADABLE, lambda: raw({1: _catalog(), 2: _NO_PAGES}, start=9_999_999_999)),
    "xref-at-the-header": (_UNREADABLE, lambda: raw({1: _catalog(), 2: _NO_PAGES}, start=0)),
    "xref-of-garbage": (_UNREADABLE, lambda: raw({}, b"/Root 7 0 R")),
    "pages-contain-themselves": (
        _UNREADABLE,
        lambda: raw({1: _catalog(), 2: b"<< /Type /Pages /Count 1 /Kids [2 0 R 2 0 R] >>"}),
    ),
    "catalog-is-its-own-pages": (_UNREADABLE, lambda: raw({1: b"<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R] >>"})),
    "length-points-at-itself": (
        _UNREADABLE,
        lambda: raw({1: _catalog(), 2: _NO_PAGES, 3: b"<< /Length 3 0 R >>\nstream\nx\nendstream"}),
    ),
    "names-contain-themselves": (_UNREADABLE, lambda: resaved(laid_out(5).pdf, _looped_names)),
    "fields-contain-themselves": (_UNREADABLE, lambda: resaved(laid_out(5).pdf, _looped_fields)),
    "form-is-a-list": (_UNSIGNED, lambda: resaved(laid_out(5).pdf, _odd_form)),
}
_DEPTHS: dict[str, Hostile] = {
    "brackets": (_UNREADABLE, lambda: raw({1: _catalog(b"/X " + b"[" * _DEEP), 2: _NO_PAGES})),
    "closed-brackets": (
        _UNREADABLE,
        lambda: raw({1: _catalog(b"/X " + b"[" * _DEEP + b"]" * _DEEP), 2: _NO_PAGES}),
    ),
    "dictionaries": (_UNREADABLE, lambda: raw({1: _catalog(b"/X " + b"<< /A " * _DEEP), 2: _NO_PAGES})),
    "brackets-in-the-trailer": (_UNREADABLE, lambda: raw({1: _catalog(), 2: _NO_PAGES}, b"/X " + b"[" * _DEEP)),
    "parentheses": (_UNREADABLE, lambda: raw({1: _catalog(b"/X " + b"(" * _DEEP), 2: _NO_PAGES})),
    "brackets-on-a-page": (_UNSIGNED, lambda: resaved(laid_out(5).pdf, _nested_page)),
    "json-lists": (_UNREADABLE, lambda: _data(b"[" * 1_000_000)),
    "json-objects": (_UNREADABLE, lambda: _data(b'{"a":' * 500_000 + b"1" + b"}" * 500_000)),
    "deep-container": (_UNREADABLE, lambda: _signed_by(_hex(b"0\x80" * _DEEP))),
    "container-of-lies": (_UNREADABLE, lambda: _signed_by(_hex(b"0\x84\xff\xff\xff\xff" * 9))),
    "large-container": (_UNREADABLE, lambda: _signed_by(b"<" + b"0" * 18_000_000 + b">")),
    "many-ranges": (
        _UNREADABLE,
        lambda: b"%PDF-1.7\n" + b"/ByteRange [0 1 2 3]" * 200_000 + b"\nstartxref\n5\n%%EOF\n",
    ),
    "endless-range": (_UNREADABLE, lambda: b"%PDF-1.7\n/ByteRange [" + b" " * 5_000_000 + b"startxref\n5\n%%EOF\n"),
}
_BOMBS: dict[str, Hostile] = {
    "packed-xref": (_NOT_A_RETURN, lambda: _packed_xref(64_000_000)),
    "packed-xref-beside": (_UNREADABLE, _hybrid),
    "data": (_UNREADABLE, lambda: _attachment(_stream(_deflated_zeros(64_000_000), b"/Filter /FlateDecode"))),
    "data-twice-packed": (
        _UNREADABLE,
        lambda: _attachment(
            _stream(zlib.compress(_deflated_zeros(64_000_000)), b"/Filter [/FlateDecode /FlateDecode]")
        ),
    ),
    "data-many-filters": (
        _UNREADABLE,
        lambda: _attachment(_stream(b"x" * 99, b"/Filter [%s]" % (b"/ASCIIHexDecode " * 50_000))),
    ),
    "data-with-a-predictor": (
        _UNREADABLE,
        lambda: _attachment(
            _stream(
                _deflated_zeros(9_000_000), b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 2000000000 >>"
            )
        ),
    ),
    "data-of-lied-length": (_UNREADABLE, lambda: _attachment(b"<< /Length 999999999 >>\nstream\n{}\nendstream")),
    "data-in-runs": (
        _UNREADABLE,
        lambda: _attachment(_stream(b"\x81x" * 1_000_000, b"/Filter /RunLengthDecode")),
    ),
    "many-names": (_UNREADABLE, lambda: resaved(laid_out(5).pdf, _wide_tree)),
    "many-objects": (
        _UNREADABLE,
        lambda: raw({1: _catalog(), 2: _NO_PAGES, **dict.fromkeys(range(3, 60_000), b"9")}),
    ),
    "many-pages": (
        _UNREADABLE,
        lambda: raw(
            {1: _catalog(), 2: b"<< /Type /Pages /Count 999 /Kids [%s] >>" % (b"3 0 R " * 999), 3: _PAGE % b""}
        ),
    ),
    "many-pages-with-data": (_UNREADABLE, lambda: resaved(laid_out(5).pdf, _long)),
    "a-page-unpacked": (
        _NOT_A_RETURN,
        lambda: raw(
            {
                1: _catalog(),
                2: _ONE_PAGE,
                3: _PAGE % b"/Contents 4 0 R",
                4: _stream(_deflated_zeros(64_000_000), b"/Filter /FlateDecode"),
            }
        ),
    ),
}
_PLAIN: dict[str, Hostile] = {
    "no-pages": (_UNREADABLE, lambda: raw({1: _catalog(), 2: _NO_PAGES})),
    "no-pages-with-data": (_UNREADABLE, lambda: _data(payload(5).to_bytes())),
    "unsigned": (_UNSIGNED, lambda: laid_out(5).pdf),
    "another-programs": (_NOT_A_RETURN, lambda: raw({1: _catalog(), 2: _ONE_PAGE, 3: _PAGE % b""})),
    "half-overwritten": (_UNREADABLE, lambda: specimen()[:40_000] + bytes(len(specimen()) - 40_000)),
}
HOSTILE = {**_NO_PDF, **_LOOPS, **_DEPTHS, **_BOMBS, **_PLAIN}
