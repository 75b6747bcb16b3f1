"""A page that shows anything but its data is told apart; a page that was only written anew is not."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from liangxin_desktop.documents.compare import pages_equal
from liangxin_desktop.documents.returns import build_return
from tests.documents.papers import life_payload, life_rows, opened

_AGAIN = build_return(life_payload()).pdf


def _changed(change: Callable[[pikepdf.Pdf], Any]) -> bytes:
    stream = io.BytesIO()
    with opened(_AGAIN) as pdf:
        change(pdf)
        pdf.save(stream)
    return stream.getvalue()


def _draw(operators: bytes) -> bytes:
    return _changed(lambda pdf: pdf.pages[0].contents_add(operators))


def test_the_same_pages_are_equal() -> None:
    assert pages_equal(_AGAIN, _AGAIN) == []


def test_another_writer_makes_no_difference() -> None:
    def rewrite(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Producer"] = "another"
        for page in pdf.pages:
            page.contents_coalesce()
            page.Contents = pdf.make_stream(page.Contents.read_bytes())

    assert pages_equal(_changed(rewrite), _AGAIN) == []


def test_annotations_are_left_to_others() -> None:
    def annotate(pdf: pikepdf.Pdf) -> None:
        mark = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Square, Rect=[100, 100, 200, 200])
        mark.C = [1, 0, 0]
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(mark)]))

    assert pages_equal(_changed(annotate), _AGAIN) == []


@pytest.mark.parametrize(
    ("forged", "said"),
    [
        (build_return(life_payload(notes="第三党小组7月因项目交付延期，已于9月补课。")).pdf, "文字与数据不一致"),
        (build_return(life_payload(rows=life_rows(9))).pdf, "按数据重新排版应为"),
        (_draw(b"q 1 1 1 rg 200 500 60 20 re f Q"), "第1页的版面"),
        (_draw(b"q 0 0 0 rg 300 60 2 2 re f Q"), "第1页的版面"),
        (_draw(b"BT /F2+0 9 Tf 3 Tr 100 100 Td (31) Tj ET"), "第1页的文字"),
        (_changed(lambda pdf: pdf.pages[1].rotate(90, relative=True)), "第2页的纸张"),
        (_changed(lambda pdf: setattr(pdf.pages[0], "MediaBox", [0, 0, 14000, 14000])), "第1页的纸张"),
        (_changed(lambda pdf: setattr(pdf.pages[0], "CropBox", [0, 0, 500, 500])), "第1页的纸张"),
        (_changed(lambda pdf: pdf.pages.reverse()), "第1页的文字"),
    ],
    ids=["word", "rows", "covered", "dot", "hidden", "turned", "giant", "cropped", "order"],
)
def test_a_forged_page_is_told_apart(forged: bytes, said: str) -> None:
    assert any(said in difference for difference in pages_equal(forged, _AGAIN))
