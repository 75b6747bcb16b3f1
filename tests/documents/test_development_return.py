"""发展党员情况报表 on paper: what it says, how it lies, and that others can read, print and verify it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from liangxin_desktop.documents.returns import build_return
from liangxin_desktop.domain.verdicts import Verdict
from liangxin_desktop.errors import RefusedError
from tests.documents.papers import (
    all_text,
    development_figures,
    development_payload,
    development_rows,
    finding,
    page_texts,
)
from tests.documents.specimens import edited, forge, judge, secretary

_GOLDEN = Path(__file__).parent / "golden"


def _figures(**changes: object) -> dict[str, object]:
    told: dict[str, object] = development_figures(**changes).model_dump(mode="json")
    return told


def test_the_return_reads_as_agreed(compare_golden: Callable[[Path, str], None]) -> None:
    text = "\n\f\n".join(page_texts(build_return(development_payload()).pdf)) + "\n"
    compare_golden(_GOLDEN / "development.txt", text)


def test_transfers_are_told_and_a_return_of_before_says_nothing_of_them() -> None:
    told = all_text(build_return(development_payload(figures=_figures(transferred_out=1, transferred_in=2))).pdf)
    assert "离开的人中转出1名；另有从其他支部转入2名。" in told
    before = {key: value for key, value in _figures().items() if not key.startswith("transferred")}
    assert "其他支部转入" not in all_text(build_return(development_payload(figures=before, rows=())).pdf)


def test_a_page_that_says_more_than_the_data_is_altered() -> None:
    better = build_return(development_payload(figures=_figures(admitted=3)))
    told = development_payload().to_bytes()
    page = edited(better, lambda pdf: pdf.attachments["return.json"].obj.EF.F.write(told))
    assert judge(forge(page, secretary())).verdict is Verdict.ALTERED


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "2026年发展计划3名，已接收1名，尚余2名。"),
        ({"used": 3}, "已接收3名，尚余0名。"),
        ({"used": 5}, "已接收5名，超出2名。"),
        ({"planned": None}, "2026年没有登记发展计划，已接收1名。"),
    ],
)
def test_the_plan_and_its_use_are_said(changes: dict[str, object], said: str) -> None:
    assert said in all_text(build_return(development_payload(figures=_figures(**changes))).pdf)


def test_dates_names_and_stages_stand_on_one_line() -> None:
    lines = "".join(page_texts(build_return(development_payload()).pdf)).splitlines()
    for wanted in ("2025年12月31日", "2022年11月30日", "买买提·吐尔逊", "入党积极分子"):
        assert any(wanted in line for line in lines)


def test_a_branch_without_anybody_says_so() -> None:
    assert "二、人员名单和关键日期无。" in all_text(build_return(development_payload(rows=())).pdf)


def test_many_people_flow_and_heads_come_again() -> None:
    pages = page_texts(build_return(development_payload(rows=development_rows(25))).pdf)
    assert sum("下一步及时限" in page for page in pages) > 3
    assert "".join("".join(pages).split()).count("买买提·吐尔逊") == 25


@pytest.mark.parametrize("count", range(0, 12, 2))
def test_signatures_never_stand_alone(count: int) -> None:
    findings = tuple(finding(f"第{number}条情况") for number in range(count))
    above, found, _ = page_texts(build_return(development_payload(findings=findings)).pdf)[-1].partition("填表人：")
    assert found
    assert len(above.strip()) > 1


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"rows": ({**development_rows()[0], "name": "好😀"},)}, "人员名单第1行"),
        ({"figures": {}}, "HP-0217"),
        ({"rows": ({"name": "林一帆"},)}, "HP-0217"),
    ],
)
def test_what_cannot_be_laid_out_is_refused(changes: dict[str, object], word: str) -> None:
    with pytest.raises(RefusedError, match=word):
        build_return(development_payload(**changes))
