"""党支部概况表: particulars, counts, leadership with its terms, groups, contacts with their training."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from liangxin_desktop.documents.branch_sheet import branch_sheet_pdf
from liangxin_desktop.domain.branch_sheet import BranchSheet, SheetContact, SheetGroup, SheetSeat, SheetTerm
from liangxin_desktop.errors import RefusedError
from tests.documents.papers import NAMES, all_text, page_texts

_GOLDEN = Path(__file__).parent / "golden"
_SEATS = tuple(
    SheetSeat(role=role, name=name, place="上海八号桥文化创意产业发展有限公司　党务工作者")
    for role, name in zip(("书记", "组织委员", "纪检委员"), (NAMES[0], NAMES[6], NAMES[7]), strict=True)
)
_CONTACT = SheetContact(
    kind="专职党群工作者",
    name="买买提·吐尔逊",
    unit="五里桥街道社区党群服务中心",
    position="专职党群工作者 <b>A&B</b>",
    since=date(2025, 7, 23),
    trainings=("2026年9月18日　两新党组织书记轮训班，24学时", "2025年9月12日　专题培训"),
)


def _sheet(**changes: Any) -> BranchSheet:
    values: dict[str, Any] = {
        "branch": "八号桥联合党支部",
        "code": "HP-0217",
        "superior": "五里桥街道党工委",
        "unit_name": "八号桥创意产业园",
        "unit_kind": "企业和社会组织混合",
        "formation": "区域联建",
        "affiliation": "属块",
        "activity_type": True,
        "established_on": date(2018, 6, 20),
        "theme_day": 25,
        "units": 5,
        "elected_on": date(2024, 3, 15),
        "ends_on": date(2027, 3, 15),
        "counts": (("正式党员", 29), ("预备党员", 2), ("发展对象", 2), ("入党积极分子", 4), ("入党申请人", 3)),
        "seats": _SEATS,
        "terms": (
            SheetTerm(title="第二届换届选举", since=date(2024, 3, 15), until=None, seats=_SEATS),
            SheetTerm(title="第一届首次选举", since=date(2021, 3, 1), until=date(2024, 3, 15), seats=_SEATS[:1]),
        ),
        "groups": (
            SheetGroup(name="第一党小组", leader="卫东", members=16),
            SheetGroup(name="园区党小组", members=15),
        ),
        "contacts": (_CONTACT, _CONTACT.but(kind="党建之友", name="方远", since=None, trainings=())),
        "as_of": date(2026, 11, 23),
    }
    return BranchSheet(**{**values, **changes})


def test_the_sheet_reads_as_agreed(compare_golden: Callable[[Path, str], None]) -> None:
    compare_golden(_GOLDEN / "branch-sheet.txt", "\n\f\n".join(page_texts(branch_sheet_pdf(_sheet()))) + "\n")


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert branch_sheet_pdf(_sheet()) == branch_sheet_pdf(_sheet())


def test_only_an_activity_type_branch_is_called_so() -> None:
    assert "八号桥联合党支部（活动党组织）" in all_text(branch_sheet_pdf(_sheet()))
    assert "活动党组织" not in all_text(branch_sheet_pdf(_sheet(activity_type=False)))


def test_a_branch_that_has_only_its_name_says_nothing_that_is_not_known() -> None:
    text = all_text(branch_sheet_pdf(BranchSheet(branch="新支部", as_of=date(2026, 11, 23))))
    assert "没有登记本届选举日期" in text
    assert text.count("无") == 3
    assert "None" not in text


def test_many_contacts_go_over_pages_under_their_heads() -> None:
    pages = page_texts(branch_sheet_pdf(_sheet(contacts=(_CONTACT,) * 30)))
    assert len(pages) == 5
    assert all("单位及职务" in page for page in pages)
    assert sum(page.count("两新党组织书记轮训") for page in pages) == 30


def test_what_cannot_be_printed_is_named() -> None:
    with pytest.raises(RefusedError, match="联系人和培训"):
        branch_sheet_pdf(_sheet(contacts=(_CONTACT.but(unit="好😀"),)))
    with pytest.raises(RefusedError, match="支部名称"):
        branch_sheet_pdf(_sheet(code="😀"))
    with pytest.raises(RefusedError, match="党小组"):
        branch_sheet_pdf(_sheet(groups=(SheetGroup(name="😀", members=1),)))
