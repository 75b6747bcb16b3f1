"""阵地六有自查表 on paper: what it says, how it lies, and that others can read, print and verify it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from liangxin_desktop.documents.pages import MM
from liangxin_desktop.documents.returns import build_return
from liangxin_desktop.documents.signing import KeySigner, sign_return
from liangxin_desktop.domain.returns import ReturnPayload
from liangxin_desktop.domain.verdicts import Verdict
from liangxin_desktop.errors import RefusedError
from tests.documents.papers import (
    all_text,
    finding,
    page_texts,
    room_figures,
    room_particulars,
    room_payload,
    room_payload_before_register,
    room_rows,
)
from tests.documents.specimens import SIGNED_AT, edited, forge, judge, secretary

_GOLDEN = Path(__file__).parent / "golden"
_NEVER = {"in_period": 0, "in_year": 0}


def _signed(payload: ReturnPayload) -> bytes:
    return sign_return(build_return(payload), KeySigner(secretary()), signed_at=SIGNED_AT, role="党支部书记")


def test_the_return_reads_as_agreed(compare_golden: Callable[[Path, str], None]) -> None:
    compare_golden(_GOLDEN / "room.txt", "\n\f\n".join(page_texts(build_return(room_payload()).pdf)) + "\n")


def test_a_return_made_before_there_was_a_register_reads_as_it_did(compare_golden: Callable[[Path, str], None]) -> None:
    laid_out = build_return(room_payload_before_register())
    compare_golden(_GOLDEN / "room-before-register.txt", "\n\f\n".join(page_texts(laid_out.pdf)) + "\n")


def test_a_return_made_before_there_was_a_register_is_valid() -> None:
    assert judge(_signed(room_payload_before_register())).verdict is Verdict.VALID


def test_what_the_register_says_stands_on_the_page_and_nothing_is_said_to_be_nothing() -> None:
    text = all_text(build_return(room_payload()).pdf)
    assert "台账（截至2026年9月30日）" in text
    assert "地点：2号楼301面积：62.5㎡使用权：与园区工会共用开放时间：每周三下午" in text
    assert "使用：本季度11次、186人次；本年38次、640人次；最近2026年9月24日" in text
    assert "在展内容：身边的党员𠮷4块、学习园地1块" in text
    assert "名称：无网址或账号：无" in text
    assert "最近一期：2026年第4期（2026年8月28日）" in text
    assert "片名：无" in text
    assert "2种、32册（党章、支部工作条例<b>A&B</b>）" in text


@pytest.mark.parametrize(
    ("tenure", "whom", "said"),
    [("own", "", "支部独用"), ("shared", "", "共用"), ("shared", "工会", "与工会共用"), (None, "", "使用权：无")],
)
def test_whose_the_room_is(tenure: str | None, whom: str, said: str) -> None:
    room = {**room_particulars().room.model_dump(), "tenure": tenure, "shared_with": whom}
    told = room_figures().but(particulars=room_particulars(room=room)).model_dump(mode="json")
    assert said in all_text(build_return(room_payload(figures=told)).pdf)


@pytest.mark.parametrize(
    ("film", "said"),
    [
        ({"title": "桥", "year": 2024, "number": 8}, "桥（2024年，8分钟）"),
        ({"title": "桥", "number": 8}, "桥（8分钟）"),
        ({"title": "桥"}, "片名：桥六"),
    ],
)
def test_a_film_with_what_is_known_of_it(film: dict[str, object], said: str) -> None:
    told = room_figures().but(particulars=room_particulars(film={"films": [film]})).model_dump(mode="json")
    assert said in all_text(build_return(room_payload(figures=told)).pdf)


def test_many_books_flow_over_pages_and_the_head_comes_again() -> None:
    books = [{"title": f"汇编之{number}", "number": 2} for number in range(900)]
    held = {"systems": [], "books": books, "copies": 1800}
    told = room_figures().but(particulars=room_particulars(materials=held)).model_dump(mode="json")
    pages = page_texts(build_return(room_payload(figures=told)).pdf)
    body = "".join(page.partition("编号 ")[0] for page in pages)
    assert "".join(body.split()).count("汇编之") > 890  # a word may be divided between two pages
    assert sum("台账（截至" in page for page in pages) > 3


def test_it_lies_across_on_three_pages() -> None:
    document = pypdfium2.PdfDocument(build_return(room_payload()).pdf)
    sizes = [page.get_size() for page in document]
    document.close()
    assert [(round(width / MM), round(height / MM)) for width, height in sizes] == [(297, 210)] * 3


def test_a_page_that_says_more_than_the_data_is_altered() -> None:
    better = room_payload(rows=tuple(row.but(status="met").model_dump(mode="json") for row in room_rows()))
    page = edited(build_return(better), lambda pdf: _attach(pdf, room_payload().to_bytes()))
    assert judge(forge(page, secretary())).verdict is Verdict.ALTERED
    honest = edited(build_return(better), lambda pdf: _attach(pdf, better.to_bytes()))
    assert judge(forge(honest, secretary())).verdict is Verdict.VALID


def _attach(pdf: pikepdf.Pdf, data: bytes) -> None:
    pdf.attachments["return.json"].obj.EF.F.write(data)


def test_changes_name_the_items_by_their_numbers() -> None:
    text = all_text(build_return(room_payload()).pdf)
    assert "二、与上次自查（2026年4月13日）相比" in text
    changed = "第二项由部分达标变为达标；第四项由达标变为未查看；第六项由未查看变为部分达标；第一、二项佐证有更新。"
    assert changed in text


def test_without_an_earlier_self_check_there_is_nothing_to_compare() -> None:
    figures = room_figures().but(compared_with=None).model_dump(mode="json")
    assert "二、与上次自查相比没有更早的自查可比。" in all_text(build_return(room_payload(figures=figures)).pdf)


def test_nothing_changed_is_said() -> None:
    rows = tuple(row.but(before=row.status, renewed=False).model_dump(mode="json") for row in room_rows())
    assert "相比各项结论没有变化。" in all_text(build_return(room_payload(rows=rows)).pdf)


def test_the_gap_says_what_is_known() -> None:
    text = all_text(build_return(room_payload()).pdf)
    assert "无成片。整改：与园区合拍。欧阳𠮷，2027年3月31日前完成。" in text
    assert "缺借阅登记。李文静。" in text
    bare = tuple(row.but(owner="", gap="", plan="").model_dump(mode="json") for row in room_rows())
    assert "2027年3月31日前完成。" in all_text(build_return(room_payload(rows=bare)).pdf)


@pytest.mark.parametrize("count", range(0, 14, 3))
def test_signatures_never_stand_alone(count: int) -> None:
    findings = tuple(finding(f"第{number}条情况") for number in range(count))
    above, found, _ = page_texts(build_return(room_payload(findings=findings)).pdf)[-1].partition("填表人：")
    assert found
    assert len(above.strip()) > 5


def test_very_long_text_flows_and_heads_come_again() -> None:
    row = room_rows()[0].but(description="与园区共用。" * 900, gap="差距。" * 900).model_dump(mode="json")
    pages = page_texts(build_return(room_payload(rows=(row,) * 2)).pdf)
    assert "".join("".join(pages).split()).count("与园区共用。") == 1800
    assert sum("差距与整改" in page for page in pages) > 3


def test_more_items_than_numerals_are_numbered_in_figures() -> None:
    rows = tuple(row.model_dump(mode="json") for row in room_rows() * 2)
    assert "第11项" not in all_text(build_return(room_payload()).pdf)
    assert "第12项由未查看变为部分达标" in all_text(build_return(room_payload(rows=rows)).pdf)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"rows": (room_rows()[0].but(description="好😀").model_dump(mode="json"),)}, "自查表第1行"),
        (
            {
                "figures": room_figures()
                .but(particulars=room_particulars(website={"name": "好😀", "posts": _NEVER}))
                .model_dump(mode="json")
            },
            "台账“支部网站”",
        ),
        ({"figures": {}}, "HP-0217"),
        ({"rows": ({"item": "room"},)}, "HP-0217"),
    ],
)
def test_what_cannot_be_laid_out_is_refused(changes: dict[str, object], word: str) -> None:
    with pytest.raises(RefusedError, match=word):
        build_return(room_payload(**changes))
