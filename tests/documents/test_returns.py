"""The quarterly return on paper: what it says, what it carries, and that it is the same each time."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from liangxin_desktop.documents.pages import MM
from liangxin_desktop.documents.returns import build_return
from liangxin_desktop.domain.returns import LAYOUT, ReturnBranch, ReturnKind, ReturnPayload
from liangxin_desktop.errors import RefusedError
from tests.documents.papers import (
    all_text,
    finding,
    life_payload,
    life_rows,
    opened,
    page_texts,
    set_aside,
)

_GOLDEN = Path(__file__).parent / "golden"
_ELSEWHERE = """
import hashlib
from liangxin_desktop.documents.returns import build_return
from tests.documents.papers import life_payload
print(hashlib.sha256(build_return(life_payload()).pdf).hexdigest())
"""


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def test_the_return_reads_as_agreed(compare_golden: Callable[[Path, str], None]) -> None:
    compare_golden(_GOLDEN / "life.txt", "\n\f\n".join(page_texts(build_return(life_payload()).pdf)) + "\n")


def test_the_correction_reads_as_agreed(compare_golden: Callable[[Path, str], None]) -> None:
    corrected = life_payload(
        number="HP-0217-组织生活-2026Q3-02",
        revision=2,
        revises="HP-0217-组织生活-2026Q3-01",
        reason="8月5日支部党员大会出席人数录入有误。",
        rows=(),
        findings=(),
        notes="",
    )
    compare_golden(_GOLDEN / "life-correction.txt", "\n\f\n".join(page_texts(build_return(corrected).pdf)) + "\n")


def test_the_same_payload_gives_the_same_bytes() -> None:
    assert build_return(life_payload()).pdf == build_return(life_payload()).pdf


def test_another_process_gives_the_same_bytes() -> None:
    root = Path(__file__).parents[2]
    made = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE],
        cwd=root,
        env={"PYTHONHASHSEED": "1", "PYTHONPATH": str(root)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert made.stdout.strip() == hashlib.sha256(build_return(life_payload()).pdf).hexdigest()


def test_the_data_is_attached_as_it_was_hashed() -> None:
    payload = life_payload()
    with opened(build_return(payload).pdf) as pdf:
        assert list(pdf.attachments) == ["return.json"]
        (associated,) = pdf.Root.AF
        assert associated.objgen == pdf.attachments["return.json"].obj.objgen
        assert associated.AFRelationship == pikepdf.Name.Data
        assert associated.EF.F.Subtype == pikepdf.Name("/application/json")
        assert pdf.attachments["return.json"].get_file().read_bytes() == payload.to_bytes()


def _fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == pikepdf.Name.Font:
            yield item


def test_pdfa_3b() -> None:
    with opened(build_return(life_payload()).pdf) as pdf:
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "B")
            assert metadata["xmp:CreateDate"] == "2026-10-09T00:00:00+08:00"
            assert metadata["dc:title"] == str(pdf.docinfo.Title)
        assert str(pdf.Root.Lang) == "zh-CN"
        assert pdf.Root.OutputIntents[0].DestOutputProfile.N == 3
        fonts = list(_fonts(pdf))
        assert fonts
        for font in fonts:
            assert "/FontFile2" in font.FontDescriptor
            assert str(font.BaseFont)[7] == "+"
            assert "/ToUnicode" in font
        assert {str(font.BaseFont)[8:].split("-")[0] for font in fonts} == {"NotoSerifSC", "NotoSansSC", "LXGWWenKai"}


def test_no_missing_glyph_is_drawn() -> None:
    """Code 0 of every embedded subset is .notdef; no text on any page uses it."""
    with opened(build_return(life_payload()).pdf) as pdf:
        shown = [
            bytes(operand)
            for page in pdf.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "Tj"
            for operand in operands
        ]
    assert shown
    assert not any(0 in text for text in shown)


def test_text_comes_out_as_it_went_in() -> None:
    text = all_text(build_return(life_payload()).pdf)
    for expected in (
        "（主讲：陈𠮷华）",
        "买买提·吐尔逊同志汇报<b>A&B</b>",
        "“两新”组织党支部",
        "《中国共产党支部工作条例（试行）》第十三条",
    ):
        assert expected in text


def test_other_readers_copy_the_same_text(tmp_path: Path) -> None:
    file = tmp_path / "return.pdf"
    file.write_bytes(build_return(life_payload()).pdf)
    said = subprocess.run([_tool("pdftotext"), "-raw", str(file), "-"], check=True, capture_output=True, text=True)
    for theirs, ours in zip(said.stdout.split("\f"), page_texts(file.read_bytes()), strict=False):
        assert Counter("".join(theirs.split())) == Counter("".join(ours.split()))
    assert "（主讲：陈𠮷华）" in "".join(said.stdout.split())
    fonts = subprocess.run([_tool("pdffonts"), str(file)], check=True, capture_output=True, text=True)
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts.stdout.splitlines()[2:])
    assert subprocess.run([_tool("qpdf"), "--check", str(file)], check=False, capture_output=True).returncode == 0


def test_every_foot_has_number_page_and_digest() -> None:
    payload = life_payload(rows=life_rows(12))
    texts = page_texts(build_return(payload).pdf)
    digest = " ".join(payload.sha256[i : i + 4] for i in range(0, 16, 4))
    assert len(texts) > 3
    for number, text in enumerate(texts, 1):
        assert f"编号 {payload.number}" in text
        assert f"第{number}页 共{len(texts)}页" in text
        assert digest in text
        assert f"— {number} —" in text
        assert ("第1234条" in text) == (number == len(texts))


def test_the_mark_has_an_empty_place_on_the_last_page() -> None:
    made = build_return(life_payload(rows=life_rows(12)))
    document = pypdfium2.PdfDocument(made.pdf)
    assert made.mark_page == len(document) - 1
    left, bottom, right, top = made.mark_box
    assert right - left > 70 * MM
    assert top - bottom > 15 * MM
    page = document[made.mark_page]
    height = page.get_height()
    picture = page.render(scale=2).to_pil().convert("L")
    inside = picture.crop([round(2 * edge) for edge in (left + 1, height - top + 1, right - 1, height - bottom - 1)])
    assert inside.getextrema() == (255, 255)
    assert not page.get_textpage().get_text_bounded(left, bottom, right, top).strip()
    document.close()


@pytest.mark.parametrize("rows", range(14))
def test_signatures_never_stand_alone(rows: int) -> None:
    """Whatever the length of what goes before, the page with the signatures has a line of text above them."""
    payload = life_payload(rows=(life_rows(4))[:rows], notes="支部已逐项整改，情况属实。" * rows)
    above, found, _ = page_texts(build_return(payload).pdf)[-1].partition("党支部书记（签名）")
    assert found
    assert len(above.strip()) > 10


def test_findings_are_numbered_with_their_basis() -> None:
    text = all_text(build_return(life_payload()).pdf)
    assert "（1）第三党小组2026年7月党小组会未记录（《中国共产党支部工作条例（试行）》第十三条）。" in text
    assert "第十三条）（已说明：当日临时改为走访；陈国华，2026年10月8日）。" in text


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"at": None}, "（已说明：当日临时改为走访；陈国华）"),
        ({"by": None}, "（已说明：当日临时改为走访；2026年10月8日）"),
        ({"by": None, "at": None}, "（已说明：当日临时改为走访）"),
    ],
)
def test_set_aside_says_what_is_known(changes: dict[str, None], expected: str) -> None:
    payload = life_payload(findings=(finding("未召开党小组会。", set_aside(**changes)),))
    assert expected in all_text(build_return(payload).pdf)


def test_rates() -> None:
    text = page_texts(build_return(life_payload()).pdf)[0]
    for expected in ("90.3%", "92.5%", "100%", "缺1次", "—"):
        assert expected in text
    assert "100.0%" not in text


def test_only_a_draft_is_marked() -> None:
    assert all("草稿" in text for text in page_texts(build_return(life_payload(draft=True)).pdf))
    assert "草稿" not in all_text(build_return(life_payload()).pdf)


def test_a_return_with_nothing_in_it_still_prints() -> None:
    bare = life_payload(branch=ReturnBranch(name=""), rows=(), findings=(), notes="  \n", number="1")
    text = all_text(build_return(bare).pdf)
    assert "本期没有已定稿的组织生活记录。" in text
    assert "三、需要说明的情况无。" in text


def test_very_long_text_flows() -> None:
    rows = tuple({**row, "topic": "学习讨论。" * 1500} for row in life_rows()[:1])
    payload = life_payload(rows=rows, notes="情况属实，<b>。\n" * 400, number="长" * 200)
    text = all_text(build_return(payload).pdf)
    assert text.count("学习讨论。") >= 1450
    assert text.count("情况属实，<b>。") == 400


@pytest.mark.parametrize(
    ("payload", "place"),
    [
        (life_payload(notes="好😀"), "补充说明"),
        (life_payload(branch=ReturnBranch(name="八号桥\x00")), "填报支部"),
        (life_payload(rows=({**life_rows()[0], "topic": "好😀"},)), "组织生活明细第1行"),
        (life_payload(findings=(finding("好😀"),)), "需要说明的情况第1条"),
    ],
)
def test_what_cannot_be_printed_is_named_before_layout(payload: ReturnPayload, place: str) -> None:
    with pytest.raises(RefusedError) as caught:
        build_return(payload)
    assert place in caught.value.title
    assert "U+" in caught.value.title


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": ReturnKind.RECEIPT},
        {"layout": LAYOUT + 1},
        {"layout": 0},
        {"period": "2026-13"},
        {"figures": {}},
        {"rows": ({"id": "s1"},)},
        {"period": "第三季度"},
    ],
)
def test_what_cannot_be_laid_out_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(RefusedError, match="HP-0217"):
        build_return(life_payload(**changes))
