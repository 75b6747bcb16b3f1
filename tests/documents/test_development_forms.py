"""全程纪实表, the two 考察登记表 and the list of materials on paper: what they say, and the room they leave for ink."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from liangxin_desktop.documents.assessment_forms import assessment_form_pdf, probation_form_pdf
from liangxin_desktop.documents.development_form import development_form_pdf
from liangxin_desktop.domain.development_forms import (
    AssessmentForm,
    AssessmentPage,
    DevelopmentForm,
    MaterialLine,
    PersonHead,
    ProbationForm,
    TermLine,
    WayEntry,
    WayStage,
)
from liangxin_desktop.domain.forms import VoteLine
from liangxin_desktop.errors import RefusedError
from tests.conftest import tool
from tests.documents.papers import all_text, opened, page_texts

_GOLDEN = Path(__file__).parent / "golden"
_TITLES = ("申请入党", "积极分子", "发展对象", "预备党员的接收", "教育考察和转正")


def _head(**changes: Any) -> PersonHead:
    values: dict[str, Any] = {
        "branch": "八号桥联合党支部",
        "superior": "五里桥街道党工委",
        "name": "买买提·吐尔逊",
        "sex": "男",
        "ethnicity": "维吾尔族",
        "birth_date": date(1995, 12, 1),
        "education": "大学本科",
        "unit": "青序数字科技有限公司",
        "position": "产品经理",
        "group": "第一党小组",
        "applied_on": date(2023, 1, 31),
        "printed_on": date(2026, 11, 23),
    }
    return PersonHead(**{**values, **changes})


_VOTE = VoteLine(matter="", due=10, present=8, in_favour=7, against=0, abstain=1, invalid=1, written_for=1)
_KNOWN: dict[int, dict[str, Any]] = {
    1: {"done_on": date(2023, 1, 31), "note": "向支部递交书面入党申请书。", "files": 2},
    5: {"done_on": date(2024, 12, 31), "people": ("陈国华", "欧阳𠮷")},
    8: {
        "done_on": date(2026, 6, 15),
        "consent_on": date(2026, 6, 5),
        "posted_from": date(2026, 6, 8),
        "posted_to": date(2026, 6, 12),
    },
    10: {"done_on": date(2026, 7, 1), "conclusion": "合格"},
    11: {"done_on": date(2026, 7, 2), "training": (2.5, 24), "special_reason": "外派期间补训"},
    15: {"done_on": date(2026, 8, 5), "vote": _VOTE, "decided_in": "2026年8月5日支部党员大会"},
    17: {"done_on": date(2026, 11, 20), "reason_for_delay": "街道换届"},
}


def _stages(known: dict[int, dict[str, Any]]) -> tuple[WayStage, ...]:
    entries = [WayEntry(number=number, name=f"步骤{number}", **known.get(number, {})) for number in range(1, 26)]
    return tuple(
        WayStage(title=title, entries=tuple(entries[place * 5 : place * 5 + 5])) for place, title in enumerate(_TITLES)
    )


def _development(**changes: Any) -> DevelopmentForm:
    materials = (
        MaterialLine(step=1, name="入党申请书", state="扫描", files=2),
        MaterialLine(step=2, name="派人谈话记录", state="缺"),
        MaterialLine(step=23, name="转正申请书"),
    )
    return DevelopmentForm(**{"head": _head(), "stages": _stages(_KNOWN), "materials": materials, **changes})


_PAGES = (
    AssessmentPage(done_on=date(2026, 5, 14), by=("陈国华", "欧阳𠮷"), summary="培养联系人谈话3次。\n不足是发言偏少。"),
    AssessmentPage(),
)


def _assessment(**changes: Any) -> AssessmentForm:
    values: dict[str, Any] = {
        "head": _head(),
        "activist_on": date(2025, 11, 20),
        "filed_on": None,
        "cultivators": ("陈国华",),
        "pages": _PAGES,
    }
    return AssessmentForm(**{**values, **changes})


def _probation(**changes: Any) -> ProbationForm:
    terms = (
        TermLine(requested_on=date(2026, 8, 1), voted_on=date(2026, 8, 31), vote=_VOTE, result="延长预备期6个月"),
        TermLine(),
    )
    values: dict[str, Any] = {
        "head": _head(),
        "admitted_on": date(2025, 8, 31),
        "approved_on": date(2025, 10, 1),
        "ends_on": date(2027, 2, 28),
        "sponsors": ("陈国华", "欧阳𠮷"),
        "pages": _PAGES,
        "terms": terms,
    }
    return ProbationForm(**{**values, **changes})


MADE: dict[str, Callable[[], bytes]] = {
    "development-form": lambda: development_form_pdf(_development()),
    "assessment-form": lambda: assessment_form_pdf(_assessment()),
    "probation-form": lambda: probation_form_pdf(_probation()),
}


@pytest.mark.parametrize("form", list(MADE))
def test_the_form_reads_as_agreed(form: str, compare_golden: Callable[[Path, str], None]) -> None:
    compare_golden(_GOLDEN / f"{form}.txt", "\n\f\n".join(page_texts(MADE[form]())) + "\n")


@pytest.mark.parametrize("form", list(MADE))
def test_the_same_form_gives_the_same_bytes_and_others_find_it_sound(form: str, tmp_path: Path) -> None:
    made = MADE[form]()
    assert made == MADE[form]()
    with opened(made) as pdf, pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "B")
    file = tmp_path / "form.pdf"
    file.write_bytes(made)
    assert subprocess.run([tool("qpdf"), "--check", file], check=False, capture_output=True).returncode == 0
    fonts = subprocess.run([tool("pdffonts"), file], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts)


def test_each_step_says_what_it_records() -> None:
    text = all_text(MADE["development-form"]())
    for said in (
        "培养联系人：陈国华、欧阳𠮷",
        "上级党委同意：2026年6月5日",
        "公示：2026年6月8日至2026年6月12日",
        "结论：合格",
        "培训2.5天、24学时",
        "应到会有表决权10名，实到会8名",
        "赞成8票，反对0票，弃权1票，无效1票",
        "延迟原因：街道换届",
    ):
        assert said in text


def test_steps_not_taken_stay_blank() -> None:
    pages = page_texts(development_form_pdf(_development(stages=_stages({}))))
    lines = "\n".join(pages).splitlines()
    assert all(f"{number} 步骤{number}" in [line.strip() for line in lines] for number in range(1, 26))


def test_dates_stand_on_one_line() -> None:
    lines = "".join(page_texts(MADE["development-form"]())).splitlines()
    assert any("2024年12月31日" in line for line in lines)
    assert any("2026年11月20日" in line for line in lines)


def test_materials_are_ticked_missed_or_blank_on_a_page_of_their_own() -> None:
    *_, last = page_texts(MADE["development-form"]())
    assert last.strip().startswith("入党材料清单")
    lines = last.splitlines()
    assert any("入党申请书 扫描 2" in line for line in lines)
    assert any("派人谈话记录 缺" in line for line in lines)
    assert any(line.strip().endswith("转正申请书") for line in lines)


def test_an_assessment_has_its_own_page_with_room_to_sign() -> None:
    pages = page_texts(MADE["assessment-form"]())
    assert len(pages) == 3
    assert "2026年5月14日" in pages[1]
    assert all("党支部书记（签名）" in page and "支部意见" in page for page in pages[1:])
    assert "第2次半年考察" in pages[2]


@pytest.mark.parametrize("times", [1, 60, 400])
def test_long_assessments_flow_and_nothing_is_lost(times: int) -> None:
    page = AssessmentPage(done_on=date(2026, 5, 14), summary="能按时参加学习。" * times)
    assert all_text(assessment_form_pdf(_assessment(pages=(page,)))).count("习") == times
    assert all_text(probation_form_pdf(_probation(pages=(page,)))).count("习") == times


@pytest.mark.parametrize("length", range(0, 90, 15))
def test_signatures_never_stand_alone(length: int) -> None:
    known = {number: {"done_on": date(2026, 8, 5), "note": "已办理。" * length} for number in (3, 9, 16)}
    pages = page_texts(development_form_pdf(_development(stages=_stages(known))))
    (signed,) = [page for page in pages if "党支部书记（签名）" in page]
    assert "步骤25" in signed.partition("党支部书记（签名）")[0]


def test_both_terms_of_an_extended_probation_are_told() -> None:
    text = all_text(MADE["probation-form"]())
    assert "2025年8月31日至2027年2月28日" in text
    assert "延长预备期6个月" in text
    assert "预备期满后第2次讨论" in text


def test_a_bare_person_prints() -> None:
    bare = PersonHead(branch="支部", name="卫东", printed_on=date(2026, 11, 23))
    assert "卫东" in all_text(assessment_form_pdf(_assessment(head=bare, cultivators=(), activist_on=None)))
    empty = {"admitted_on": None, "approved_on": None, "ends_on": None, "sponsors": (), "terms": (TermLine(),)}
    assert "卫东" in all_text(probation_form_pdf(_probation(head=bare, **empty)))
    assert "卫东" in all_text(development_form_pdf(_development(head=bare)))


def test_what_cannot_be_printed_is_named() -> None:
    with pytest.raises(RefusedError, match="第3步"):
        development_form_pdf(_development(stages=_stages({3: {"note": "好😀"}})))
    with pytest.raises(RefusedError, match="第1次考察"):
        assessment_form_pdf(_assessment(pages=(AssessmentPage(summary="好😀"),)))
    with pytest.raises(RefusedError, match="入党介绍人"):
        probation_form_pdf(_probation(sponsors=("好😀",)))
