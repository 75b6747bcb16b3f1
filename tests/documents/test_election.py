"""选举结果报告单, to be signed in ink and handed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from liangxin_desktop.documents.election import election_form_pdf
from liangxin_desktop.domain.election_form import CandidateLine, ElectionForm
from liangxin_desktop.errors import RefusedError
from tests.documents.papers import opened, page_texts

_GOLDEN = Path(__file__).parent / "golden"
_SEATED = [
    ("陈国华", "书记"),
    ("李文静", "副书记"),
    ("赵雪梅", "组织委员"),
    ("周晓燕", "宣传委员"),
    ("吴建平", "纪检委员"),
]


def _candidates(count: int) -> tuple[CandidateLine, ...]:
    seated = [
        CandidateLine(
            name=name,
            sex="男",
            birth_date=date(1978 + at, 3, 1),
            in_favour=16 - at,
            against=0,
            abstain=at,
            elected=True,
            role=role,
        )
        for at, (name, role) in enumerate(_SEATED)
    ]
    rest = [CandidateLine(name=f"郑丽{chr(0x5A1C + at)}", in_favour=7, against=9) for at in range(count - len(seated))]
    return (*seated, *rest)


def _form(count: int = 6, **changes: Any) -> ElectionForm:
    values = {
        "branch": "八号桥联合党支部",
        "superior": "江湾街道党工委",
        "title": "第三届换届选举",
        "held_on": date(2026, 11, 18),
        "place": "园区党员活动室",
        "host": "陈国华",
        "seats": 5,
        "voters": 18,
        "due": 18,
        "present": 16,
        "issued": 16,
        "returned": 16,
        "valid": 15,
        "candidates": _candidates(count),
        "applied_on": date(2026, 9, 1),
        "replied_on": date(2026, 9, 10),
        "proposed_on": date(2026, 10, 8),
        "approved_on": date(2026, 10, 20),
        "offices_on": date(2026, 11, 18),
        "document": "江委〔2026〕12号",
        "complete": True,
        "note": "一名党员长期在国外，按规定不计入应到。",
        "printed_on": date(2026, 11, 20),
    }
    return ElectionForm(**{**values, **changes})


def _blank() -> ElectionForm:
    return ElectionForm(branch="八号桥联合党支部", title="首次选举", printed_on=date(2026, 11, 20))


def test_the_form_reads_as_agreed(compare_golden: Callable[[Path, str], None]) -> None:
    pages = [*page_texts(election_form_pdf(_form())), *page_texts(election_form_pdf(_blank()))]
    compare_golden(_GOLDEN / "election-form.txt", "\n\f\n".join(pages) + "\n")


def test_the_same_form_gives_the_same_bytes() -> None:
    assert election_form_pdf(_form()) == election_form_pdf(_form())


@pytest.mark.parametrize(("count", "pages"), [(6, 1), (12, 2), (60, 3)])
def test_the_signatures_stay_together(count: int, pages: int) -> None:
    texts = page_texts(election_form_pdf(_form(count)))
    assert len(texts) == pages
    for sign in ("总监票人：", "计票人：", "党支部意见", "上级党组织批复"):
        assert sign in texts[-1]


def test_what_is_not_as_it_should_be_is_printed() -> None:
    text = "".join(page_texts(election_form_pdf(_form(findings=("应到18人，实到13人，不足五分之四",)))))
    assert "不足五分之四" in text
    assert "均符合规定" not in text
    assert "未能全部核对" in "".join(page_texts(election_form_pdf(_form(complete=False))))


def test_the_paper_is_fit_for_decades() -> None:
    with opened(election_form_pdf(_form())) as pdf, pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "B")


def test_a_character_that_no_font_has_is_named() -> None:
    with pytest.raises(RefusedError, match="地点"):
        election_form_pdf(_form(place="\U0001f600室"))
