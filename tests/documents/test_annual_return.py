"""年度综合报表 on paper: what it says, how it lies, and that others can read, print and verify it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from liangxin_desktop.documents.annual_wording import annual_words
from liangxin_desktop.documents.returns import build_return
from liangxin_desktop.domain.verdicts import Verdict
from liangxin_desktop.errors import RefusedError
from tests.documents.annual_papers import annual_figures, annual_payload, annual_rows
from tests.documents.papers import all_text, finding, page_texts
from tests.documents.specimens import edited, forge, judge, secretary

_GOLDEN = Path(__file__).parent / "golden"


def _told(**changes: Any) -> str:
    """The text of the return with other figures."""
    return all_text(build_return(annual_payload(figures=annual_figures(**changes).model_dump(mode="json"))).pdf)


def test_the_return_reads_as_agreed(compare_golden: Callable[[Path, str], None]) -> None:
    text = "\n\f\n".join(page_texts(build_return(annual_payload()).pdf)) + "\n"
    compare_golden(_GOLDEN / "annual.txt", text)


def test_a_page_that_says_more_than_the_data_is_altered() -> None:
    row = annual_rows()[0]
    better = row.but(year=row.year.but(held=4)).model_dump(mode="json")
    page = build_return(annual_payload(rows=(better, *annual_payload().rows[1:])))
    told = annual_payload().to_bytes()
    page = edited(page, lambda pdf: pdf.attachments["return.json"].obj.EF.F.write(told))
    assert judge(forge(page, secretary())).verdict is Verdict.ALTERED


def test_sections_are_numbered_on_whether_or_not_units_are_kept() -> None:
    assert "六、覆盖单位按填报时的登记，覆盖单位40家。" in _told()
    assert "七、需要说明的情况（1）" in _told()
    without = _told(cover=None)
    assert "六、需要说明的情况（1）" in without
    assert "覆盖单位40家" not in without


def test_a_year_in_which_nothing_was_done_still_prints() -> None:
    nothing = {"room": {"checked_on": [None] * 4, "items": []}, "leavings": [], "cover": {"units": 2, "rates": []}}
    told = annual_figures(**nothing, study={**annual_figures().study.model_dump(), "members": 0})
    bare = annual_payload(figures=told.model_dump(mode="json"), rows=(), findings=(), notes="")
    text = all_text(build_return(bare).pdf)
    for said in ("全年没有减少党员。", "全年没有已定稿的组织生活记录。", "全年没有做阵地自查。", "人均—学时"):
        assert said in text
    assert "七、需要说明的情况无。" in text


def test_what_is_owed_stands_beside_what_was_held() -> None:
    """In the line of a kind: held of required by quarter, a dash where its return does not list it."""
    pages = page_texts(build_return(annual_payload()).pdf)
    lines = [" ".join(line.split()) for page in pages for line in page.splitlines()]
    assert "1/1 0/1 2/1 — 3/3 96 90 93.8% 3" in " ".join(lines)
    assert "1 — — 2 3 93 71 76.3% 2" in " ".join(lines)
    assert "2 0 2 2 6 189 161 85.2% 5" in " ".join(lines)


def test_counts_of_a_large_branch_stand_on_one_line() -> None:
    (row, _), large = annual_rows(), {"held": 204, "required": 204, "due": 12345, "present": 12340}
    payload = annual_payload(rows=(row.but(year=row.year.but(**large)).model_dump(mode="json"),))
    assert "204/204 12345 12340 99.9% 3" in " ".join(" ".join(page_texts(build_return(payload).pdf)).split())


def test_conversion_moves_from_one_standing_to_the_other() -> None:
    lines = " ".join(" ".join(page_texts(build_return(annual_payload()).pdf)).split())
    assert "正式党员 30 0 1 增2 1 1 31" in lines
    assert "预备党员 2 3 0 减2 0 1 2" in lines
    assert "合计 32 3 1 — 1 2 33" in lines
    assert "全年减少党员3名：组织关系转出1名、去世1名、其他1名。" in lines


def test_a_quarter_without_a_self_check_says_so() -> None:
    text = _told()
    assert "三季度未自查" in text
    assert "部分达标—未查看" in text
    assert "达标项数1/21/2—1/2" in text


def test_a_quarter_that_has_not_begun_wants_no_self_check() -> None:
    checks = {"checked_on": ["2026-01-12", None, None, None], "items": annual_figures().room.model_dump()["items"]}
    text = _told(told_on="2026-06-30", room=checks)
    assert "二季度未自查三季度—四季度—" in text
    assert "年末" not in text
    assert text.count("现有正式党员") == text.count("现有入党申请人") == 1


def test_small_tables_are_never_divided() -> None:
    """However long what goes before, each is on one page with its heading."""
    heads = {annual_words().room.met: "阵地“六有”", "重点行业单位中有党组织的": "六、覆盖单位"}
    for count in range(2, 14, 3):
        rows = tuple(row.model_dump(mode="json") for row in annual_rows() * count)
        pages = ["".join(page.split()) for page in page_texts(build_return(annual_payload(rows=rows)).pdf)]
        for last, first in heads.items():
            assert [page for page in pages if first in page and last in page]


def test_a_table_that_no_page_holds_is_divided_after_all() -> None:
    """Such as a stranger may send: more items, rates and days than any branch has."""
    figures = annual_figures().model_dump(mode="json")
    figures["room"]["items"] *= 60
    figures["cover"]["rates"] *= 60
    figures["yearly"][0]["held_on"] *= 90
    pages = page_texts(build_return(annual_payload(figures=figures)).pdf)
    text = "".join("".join(pages).split())
    assert text.count("有一个相对固定党员活动室") == text.count("职工50人以上的单位中有党员的") == 60
    assert text.count("2026年12月29日") == 90
    assert sum("单位数" in page for page in pages) > 2


def test_many_kinds_flow_and_heads_come_again() -> None:
    rows = tuple(row.model_dump(mode="json") for row in annual_rows() * 30)
    pages = page_texts(build_return(annual_payload(rows=rows)).pdf)
    assert sum("会议类别" in page for page in pages) > 2
    assert "".join("".join(pages).split()).count("党课") == 30


@pytest.mark.parametrize("count", range(0, 12, 2))
def test_signatures_never_stand_alone(count: int) -> None:
    findings = tuple(finding(f"第{number}条情况") for number in range(count))
    above, found, _ = page_texts(build_return(annual_payload(findings=findings)).pdf)[-1].partition(
        "党支部书记（签名）"
    )
    assert found
    assert len(above.strip()) > 5


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"figures": {**annual_payload().figures, "members": []}, "notes": "好😀"}, "补充说明"),
        ({"figures": {}}, "HP-0217"),
        ({"rows": ({"year": {}},)}, "HP-0217"),
        ({"period": "2026年"}, "HP-0217"),
    ],
)
def test_what_cannot_be_laid_out_is_refused(changes: dict[str, Any], word: str) -> None:
    with pytest.raises(RefusedError, match=word):
        build_return(annual_payload(**changes))


def test_what_cannot_be_printed_is_named() -> None:
    branch = annual_figures().branch.but(secretary="好😀")
    with pytest.raises(RefusedError, match="支部书记"):
        _told(branch=branch)
