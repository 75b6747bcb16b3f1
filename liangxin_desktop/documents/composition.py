"""What a received return is composed of beside its words: nothing that runs, hides, or takes a viewer long to draw."""

from __future__ import annotations

import io
from typing import Any

import pikepdf

from liangxin_desktop.documents.laid_out import LaidOut
from liangxin_desktop.documents.received import UnreadableError, at, items

_LARGEST_SUM = 96_000_000
_ACTIVE = ("/OpenAction", "/AA", "/OCProperties", "/Collection", "/URI", "/Threads", "/Requirements", "/SpiderInfo")
_WORDS = frozenset({"/Font", "/ProcSet"})
_LARGEST_MARK = 100_000
_SPARE = 4096
_ROUNDING = 0.1  # points


def refuse_heavy(pdf: pikepdf.Pdf) -> None:
    """Raise UnreadableError when the file's streams, unpacked, are more than any return holds."""
    total = 0
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            total += len(item.read_bytes())
        if total > _LARGEST_SUM:
            raise UnreadableError("PDF解开后过大")


def strange_parts(pdf: pikepdf.Pdf, again: LaidOut) -> str:
    """What the file has and the same data laid out again has not, in Chinese; empty when there is nothing."""
    if _has_actions(pdf):
        return "文件带有脚本、动作或图层"
    with pikepdf.open(io.BytesIO(again.pdf)) as expected:
        if len(pdf.pages) != len(expected.pages):
            return f"文件有{len(pdf.pages)}页，按数据重新排版应为{len(expected.pages)}页"
        pages = zip(pdf.pages, expected.pages, strict=True)
        strange = [number for number, (page, other) in enumerate(pages, 1) if _is_strange(page, other)]
    if strange:
        return f"第{strange[0]}页含有报表不会有的成分"
    return _mark_astray(pdf, again)


def _mark_astray(pdf: pikepdf.Pdf, laid_out: LaidOut) -> str:
    """Why the one thing that lies upon the pages is not the mark in its place, in Chinese; empty when it is."""
    found = [(number, mark) for number, page in enumerate(pdf.pages) for mark in items(page.obj.get("/Annots"))]
    (field,) = items(at(pdf.Root, "/AcroForm", "/Fields"))
    if [(number, mark.objgen) for number, mark in found] != [(laid_out.mark_page, field.objgen)]:
        return "页面上除签名标记外还有批注，或签名标记不在末页"
    edges = zip(field["/Rect"], laid_out.mark_box, strict=True)
    if any(abs(float(edge) - kept) > _ROUNDING for edge, kept in edges):
        return "签名标记不在它应在的位置"
    appearances = field.get("/AP", pikepdf.Dictionary())
    if set(appearances.keys()) != {"/N"} or not _is_words(appearances["/N"]):
        return "签名标记含有报表不会有的成分"
    return ""


def mark_alone(pdf: pikepdf.Pdf) -> bytes:
    """The visible mark as a one-page PDF of its own."""
    (field,) = items(at(pdf.Root, "/AcroForm", "/Fields"))
    with pikepdf.new() as alone:
        mark = alone.copy_foreign(field["/AP"]["/N"])
        _, _, width, height = (float(edge) for edge in mark["/BBox"])
        page = alone.add_blank_page(page_size=(width, height))
        page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Mark=mark))
        page.obj["/Contents"] = alone.make_stream(b"/Mark Do")
        out = io.BytesIO()
        alone.save(out)
    return out.getvalue()


def _has_actions(pdf: pikepdf.Pdf) -> bool:
    root = pdf.Root
    if any(key in root for key in _ACTIVE) or "/XFA" in root["/AcroForm"]:
        return True
    return set(root["/Names"].keys()) != {"/EmbeddedFiles"} or any("/AA" in page for page in pdf.pages)


def _is_strange(page: pikepdf.Page, other: pikepdf.Page) -> bool:
    """Whether a page needs other kinds of resources, forms or drawn fonts, or far more content than it should."""
    resources, expected = page.obj["/Resources"], other.obj["/Resources"]
    if set(resources.keys()) - set(expected.keys()) or _draws_fonts(resources):
        return True
    if any(drawn.get("/Subtype") != pikepdf.Name.Image for _, drawn in _entries(resources, "/XObject")):
        return True
    return _content_length(page) > 2 * _content_length(other) + _SPARE


def _is_words(mark: Any) -> bool:
    """Whether a mark is drawn with words alone, over the very place of its field."""
    resources = mark.get("/Resources", pikepdf.Dictionary())
    if set(resources.keys()) - _WORDS or _draws_fonts(resources) or "/Matrix" in mark:
        return False
    return len(mark.read_bytes()) < _LARGEST_MARK


def _draws_fonts(resources: Any) -> bool:
    return any(font.get("/Subtype") == pikepdf.Name.Type3 for _, font in _entries(resources, "/Font"))


def _entries(resources: Any, category: str) -> list[tuple[str, Any]]:
    found = at(resources, category)
    return [] if found is None else list(found.items())


def _content_length(page: pikepdf.Page) -> int:
    contents = page.obj.get("/Contents")
    streams = [contents] if isinstance(contents, pikepdf.Stream) else items(contents)
    return sum(len(stream.read_bytes()) for stream in streams)
