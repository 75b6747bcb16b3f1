"""What the sheet of the branch says of the record, and how it is printed."""

from __future__ import annotations

from datetime import date

import pytest

from liangxin_desktop.domain.contacts import Contact, ContactKind, Training
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.branch import get_branch, save_branch
from liangxin_desktop.services.branch_sheet import branch_sheet
from liangxin_desktop.services.contacts import put_contact
from liangxin_desktop.services.elections import finish_course
from liangxin_desktop.services.forms import print_form
from tests.documents.papers import all_text
from tests.services.test_elections import election

GUIDE = Contact(
    id="i1",
    kind=ContactKind.INSTRUCTOR,
    name="吴敏",
    unit="新港街道",
    since=date(2025, 3, 1),
    trainings=(
        Training(name="早先的", held_on=date(2024, 4, 2)),
        Training(name="业务培训", held_on=date(2026, 4, 23), hours=7.5),
    ),
)


def test_the_sheet_follows_the_record(workspace):
    put_contact(workspace, GUIDE)
    put_contact(workspace, GUIDE.but(id="i0", name="上任", until=date(2025, 2, 28), since=None))
    sheet = branch_sheet(workspace)
    assert (sheet.formation, sheet.affiliation, sheet.units) == ("区域联建", "属块", 3)
    assert sheet.counts == (
        ("正式党员", 18),
        ("预备党员", 2),
        ("发展对象", 0),
        ("入党积极分子", 1),
        ("入党申请人", 1),
    )
    assert [(one.role, one.name) for one in sheet.seats][:2] == [("书记", "陈国华"), ("副书记", "李文静")]
    assert [(one.name, one.leader, one.members) for one in sheet.groups][::2] == [
        ("第一党小组", "赵雪梅", 7),
        ("第三党小组", "", 6),
    ]
    assert [(one.kind, one.name) for one in sheet.contacts] == [("党支部书记", "陈国华"), ("党建工作指导员", "吴敏")]
    assert sheet.contacts[1].trainings == ("2026年4月23日　业务培训，7.5学时", "2024年4月2日　早先的")


def test_a_term_on_paper_ends_the_day_before_the_next_begins(workspace):
    finish_course(workspace, election(id="e1", held_on=date(2023, 11, 18), session=None))
    finish_course(workspace, election())
    newest, first = branch_sheet(workspace).terms
    assert (newest.since, newest.until) == (date(2026, 11, 18), None)
    assert (first.since, first.until) == (date(2023, 11, 18), date(2026, 11, 17))


def test_each_election_on_paper_names_whom_it_seated_itself(workspace):
    finish_course(workspace, election(held_on=date(2025, 3, 10), session=None))
    chosen = ({"person": "p9", "for": 12, "elected": True, "role": "committee-member"},)
    late = election(id="b1", kind="by-election", term_number=None, seats=1, session=None, candidates=chosen)
    finish_course(workspace, late.but(held_on=date(2025, 11, 20)))
    by_election, term = branch_sheet(workspace).terms
    assert [one.name for one in by_election.seats] == ["冯志强"]
    assert len(term.seats) == 5


def test_it_is_printed_with_the_flag_and_without_telephones(workspace):
    save_branch(workspace, get_branch(workspace).but(activity_type=True))
    put_contact(workspace, GUIDE.but(phone="13900001234"))
    form = print_form(workspace, "branch", None)
    assert form.file_name == "党支部概况表-八号桥联合党支部-2026年11月23日.pdf"
    text = all_text(form.pdf)
    assert "（活动党组织）" in text
    assert "吴敏" in text
    assert "1390000" not in text
    with pytest.raises(RefusedError, match="不用指明编号"):
        print_form(workspace, "branch", "1")


def test_an_activity_type_branch_is_called_one_at_the_head_of_its_forms(workspace):
    asked = (("roster", None), ("session-book", "2026"), ("assessment", "陈立"))
    plain = {form: all_text(print_form(workspace, form, subject).pdf) for form, subject in asked}
    save_branch(workspace, get_branch(workspace).but(activity_type=True))
    for form, subject in asked:
        text = all_text(print_form(workspace, form, subject).pdf)
        assert "活动党组织" not in plain[form]
        assert text.count("八号桥联合党支部（活动党组织）") == 1, form
