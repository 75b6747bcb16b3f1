"""发展党员情况报表 on paper: what it says, how it lies, and that others can read, print and verify it."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from liangxin_desktop.documents.returns import build_return
from liangxin_desktop.documents.signing import KeySigner, sign_return
from liangxin_desktop.domain.returns import ReturnPayload
from liangxin_desktop.domain.verdicts import Verdict
from liangxin_desktop.errors import RefusedError
from tests.conftest import tool
from tests.documents.papers import (
    all_text,
    development_figures,
    development_payload,
    development_rows,
    finding,
    opened,
    page_texts,
)
from tests.documents.specimens import SIGNED_AT, edited, forge, judge, secretary

_GOLDEN = Path(__file__).parent / "golden"


def _signed(payload: ReturnPayload) -> bytes:
    return sign_return(build_return(payload), KeySigner(secretary()), signed_at=SIGNED_AT, role="党支部书记")


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


def test_the_same_payload_gives_the_same_bytes() -> None:
    assert build_return(development_payload()).pdf == build_return(development_payload()).pdf


def test_an_honest_return_is_valid_and_a_changed_one_is_not() -> None:
    signed = _signed(development_payload())
    assert judge(signed).verdict is Verdict.VALID
    flipped = bytearray(signed)
    flipped[len(signed) // 2] ^= 1
    assert judge(bytes(flipped)).verdict not in (Verdict.VALID, Verdict.UNTRUSTED)


def test_a_page_that_says_more_than_the_data_is_altered() -> None:
    better = build_return(development_payload(figures=_figures(admitted=3)))
    told = development_payload().to_bytes()
    page = edited(better, lambda pdf: pdf.attachments["return.json"].obj.EF.F.write(told))
    assert judge(forge(page, secretary())).verdict is Verdict.ALTERED


def test_other_programs_find_it_sound(tmp_path: Path) -> None:
    file = tmp_path / "development.pdf"
    file.write_bytes(_signed(development_payload()))
    text = subprocess.run([tool("pdftotext"), "-raw", file, "-"], check=True, capture_output=True, text=True).stdout
    for theirs, ours in zip(text.split("\f"), page_texts(build_return(development_payload()).pdf), strict=False):
        assert not Counter("".join(ours.split())) - Counter("".join(theirs.split()))
    fonts = subprocess.run([tool("pdffonts"), file], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert fonts
    assert all(row.split()[-5] == "yes" for row in fonts)
    assert subprocess.run([tool("qpdf"), "--check", file], check=False, capture_output=True).returncode == 0
    signature = subprocess.run([tool("pdfsig"), file], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in signature
    assert "Total document signed" in signature
    with opened(file.read_bytes()) as pdf, pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "B")


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
