"""What an import would do: matched, told apart or refused, never guessed, never emptied."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liangxin_desktop.domain.branch import Group
from liangxin_desktop.domain.identity_number import check_digit
from liangxin_desktop.domain.imports import FieldChange, RosterImport, RosterRow, RosterSheet
from liangxin_desktop.domain.people import Person, Role, Sex, Stage
from liangxin_desktop.exchange.plan import group_key, plan_import
from liangxin_desktop.exchange.roster import read_roster, write_roster
from liangxin_desktop.exchange.wording import roster_wording
from tests.exchange.sheets import SAMPLE_ID, write_book

OTHER_ID = "11010518991231001" + check_digit("11010518991231001")
THIRD_ID = "11010518981231001" + check_digit("11010518981231001")
HAN = Person(id="p1", name="韩明月", birth_date=date(1949, 12, 31), id_number=SAMPLE_ID, group="g1", unit="蓝鲸软件")
LI = Person(id="p2", name="李四海", birth_date=date(1890, 1, 2))
WANG_A = Person(id="p3", name="王伟", birth_date=date(1880, 1, 1))
WANG_B = Person(id="p4", name="王伟", id_number=OTHER_ID, birth_date=date(1899, 12, 31))
PEOPLE = (HAN, LI, WANG_A, WANG_B)
GROUPS = (Group(id="g1", name="第一党小组"), Group(id="g2", name="第二党小组"))
TITLES = ["姓名", "身份证号", "出生日期", "工作单位", "党小组", "入党日期", "转正日期", "人员类别"]


def _ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"new{next(numbers)}"


def _plan(folder: Path, *rows: Sequence[Any], people: Sequence[Person] = PEOPLE) -> RosterImport:
    sheet = read_roster(write_book(folder / "名册.xlsx", TITLES, *rows))
    return plan_import(sheet, people=people, groups=GROUPS, new_id=_ids())


def test_a_new_person_is_added_with_what_the_number_tells(tmp_path: Path) -> None:
    plan = _plan(tmp_path, ["韩明月", SAMPLE_ID, None, "蓝鲸软件", "2组"], people=())
    assert [one.row for one in plan.added] == [2]
    assert plan.added[0].noun == Person(
        id="new1", name="韩明月", id_number=SAMPLE_ID, birth_date=date(1949, 12, 31), sex=Sex.FEMALE,
        unit="蓝鲸软件", group="g2", stage=Stage.FULL,
    )  # fmt: skip
    assert (plan.changed, plan.unchanged, plan.refused, plan.new_groups) == ((), (), (), ())
    assert plan.nouns == (plan.added[0].noun,)


@pytest.mark.parametrize(
    ("row", "person"),
    [
        (["韩明月", SAMPLE_ID], HAN),
        (["韩明月"], HAN),
        (["李四海", None, "1890-01-02"], LI),
        (["李四海"], LI),
        (["王伟", OTHER_ID], WANG_B),
        (["王伟", None, "1880.1.1"], WANG_A),
        (["王伟", None, "1899-12-31"], WANG_B),
    ],
)
def test_known_people_are_found(tmp_path: Path, row: list[Any], person: Person) -> None:
    plan = _plan(tmp_path, row)
    assert [one.noun for one in plan.unchanged] == [person]
    assert (plan.added, plan.changed, plan.refused) == ((), (), ())


def test_changes_tell_before_and_after_and_empty_nothing(tmp_path: Path) -> None:
    plan = _plan(tmp_path, ["韩明月", None, None, None, "二组", "1975-07-01", None, "预备党员"])
    change = plan.changed[0]
    assert (change.row, change.before) == (2, HAN)
    assert change.after == HAN.but(group="g2", admitted_on=date(1975, 7, 1), stage=Stage.PROBATIONARY)
    assert set(change.changes) == {
        FieldChange("group", "g1", "g2"),
        FieldChange("admitted_on", None, date(1975, 7, 1)),
        FieldChange("stage", Stage.FULL, Stage.PROBATIONARY),
    }


def test_a_namesake_with_another_number_is_a_new_person(tmp_path: Path) -> None:
    plan = _plan(tmp_path, ["韩明月", THIRD_ID])
    assert plan.added[0].noun.id == "new1"
    plan = _plan(tmp_path, ["李四海", None, "1891-01-02"])
    assert plan.added[0].noun.birth_date == date(1891, 1, 2)


@pytest.mark.parametrize(
    ("rows", "cell", "reason"),
    [
        ([["王伟"]], "A2", "2位同名"),
        ([["李四海", SAMPLE_ID]], "A2", "属于“韩明月”"),
        ([["韩明月", SAMPLE_ID], ["韩明月", SAMPLE_ID]], "B3", "与第2行的公民身份号码重复"),
        ([["赵一"], ["赵一"]], "A3", "与第2行同名"),
        ([["赵一", THIRD_ID], ["赵一"]], "A3", "与第2行同名"),
        ([["赵一", THIRD_ID], ["赵一", None, "1898-12-31"]], "A3", "与第2行同名"),
        ([["韩明月", None, None, None, None, None, "1940-01-01"]], None, ""),
    ],
)
def test_who_cannot_be_told_apart_is_refused(tmp_path: Path, rows: list[Any], cell: str | None, reason: str) -> None:
    plan = _plan(tmp_path, *rows)
    assert [refusal.cell for refusal in plan.refused] == ([cell] if cell else [])
    assert all(reason in refusal.reason for refusal in plan.refused)
    assert SAMPLE_ID not in str(plan.refused)


def test_namesakes_with_different_birth_dates_are_two(tmp_path: Path) -> None:
    plan = _plan(tmp_path, ["赵一", None, "1880-01-01"], ["赵一", None, "1881-01-01"], ["赵一", THIRD_ID])
    assert len(plan.added) == 3


def test_namesakes_are_told_apart_by_telephone_or_admission() -> None:
    pair = [Person(id="a", name="赵一", phone="13800000000"), Person(id="b", name="赵一", admitted_on=date(2020, 7, 1))]
    sheet = RosterSheet(
        "x",
        "x",
        1,
        (),
        tuple(
            RosterRow(number, values)
            for number, values in enumerate(
                [{"name": "赵一", "phone": "13800000000"}, {"name": "赵一", "admitted_on": date(2020, 7, 1)}], 2
            )
        ),
    )
    plan = plan_import(sheet, people=pair, groups=())
    assert [one.reason[:4] for one in plan.refused] == ["与第2行"]
    apart = [pair[0].but(admitted_on=date(2019, 7, 1)), pair[1]]
    rows = tuple(
        RosterRow(number, {"name": "赵一", "admitted_on": one.admitted_on}) for number, one in enumerate(apart, 2)
    )
    plan = plan_import(RosterSheet("x", "x", 1, (), rows), people=apart, groups=())
    assert [one.noun.id for one in plan.unchanged] == ["a", "b"]


def test_the_same_in_other_words_is_no_change(tmp_path: Path) -> None:
    known = Person(id="a", name="赵　一", education="本科", ethnicity="汉", phone="138 0000 0000", unit="蓝鲸  软件")
    write_roster(tmp_path / "a.xlsx", [known], GROUPS, whole=True)
    plan = plan_import(read_roster(tmp_path / "a.xlsx"), people=[known], groups=GROUPS)
    assert [one.noun for one in plan.unchanged] == [known]


def test_a_change_that_contradicts_the_record_is_refused(tmp_path: Path) -> None:
    people = [HAN.but(admitted_on=date(1975, 7, 1))]
    plan = _plan(tmp_path, ["韩明月", None, None, None, None, None, "1970-01-01"], people=people)
    assert "转正日期早于入党日期" in plan.refused[0].reason
    assert plan.nouns == ()


def test_bad_cells_and_bad_rows_are_refused_in_the_order_of_the_sheet(tmp_path: Path) -> None:
    plan = _plan(tmp_path, ["王伟"], ["钱二", "1234"], ["孙三"], ["王伟"])
    assert [refusal.row for refusal in plan.refused] == [2, 3, 5]
    assert [one.noun.name for one in plan.added] == ["孙三"]


def test_groups_are_matched_by_name_or_made(tmp_path: Path) -> None:
    plan = _plan(
        tmp_path,
        ["赵一", None, None, None, "第三党小组"],
        ["钱二", None, None, None, "三组"],
        ["孙三", None, None, None, 4],
        ["王伟", None, None, None, "第九党小组"],
        ["周五", None, None, None, "第 1 党小组"],
    )
    third, fourth = plan.new_groups
    assert (third.name, fourth.name) == ("第三党小组", "第4党小组")
    assert [one.noun.group for one in plan.added] == [third.id, third.id, fourth.id, "g1"]
    assert len({third.id, fourth.id, *(one.noun.id for one in plan.added)}) == 6


@pytest.mark.parametrize(
    "names",
    [
        ["一组", "第一党小组", "1", "第1组", "１组", " 第 一 小组 "],
        ["第十二党小组", "12组"],
        ["二十", "20"],
        ["二十一组", "21"],
        ["机关党小组", "机关组"],
    ],
)
def test_one_group_in_many_words(names: list[str]) -> None:
    assert len({group_key(name) for name in names}) == 1
    assert group_key(names[0]) != group_key("第三党小组")


def test_a_stage_is_never_guessed(tmp_path: Path) -> None:
    plan = _plan(tmp_path, ["赵一", None, None, None, None, "2026-07-01"], ["钱二"], ["孙三", *[None] * 6, "积极分子"])
    assert [one.noun.stage for one in plan.added] == [Stage.FULL, Stage.FULL, Stage.ACTIVIST]


HAN_TEXT = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=4)
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31))


@st.composite
def people(draw: st.DrawFn) -> list[Person]:
    nobody = roster_wording().field_of_title  # a row named 姓名 is a header again
    names = draw(st.lists(HAN_TEXT.filter(lambda text: text not in nobody), max_size=6, unique=True))
    made = []
    for number, name in enumerate(names):
        admitted, full = draw(DAYS), draw(DAYS)
        if admitted and full and full < admitted:
            admitted, full = full, admitted
        made.append(
            Person(
                id=f"q{number}", name=name, sex=draw(st.none() | st.sampled_from(Sex)),
                role=draw(st.none() | st.sampled_from(Role)),
                stage=draw(st.sampled_from(Stage)), ethnicity=draw(st.sampled_from([None, "汉族", "毛南族"])),
                education=draw(st.sampled_from([None, "大学本科", "大学专科毕业"])), phone=draw(st.sampled_from([None,
                "13800000000"])),
                group=draw(st.sampled_from([None, "g1", "g2"])), admitted_on=admitted, full_on=full,
                joined_on=draw(DAYS),
                votes=draw(st.booleans()), left_on=draw(DAYS), unit=draw(st.none() | HAN_TEXT),
                left_reason=draw(st.none() | HAN_TEXT),
                joined_from=draw(st.none() | HAN_TEXT),
                left_decision=draw(st.none() | HAN_TEXT),
                birth_date=draw(st.none() | st.dates(date(1850, 1, 1), date(1899, 12, 31))),
            )
        )  # fmt: skip
    return made


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people())
def test_a_roster_written_whole_changes_nothing_when_imported_again(tmp_path: Path, members: list[Person]) -> None:
    members = [*members, HAN]
    write_roster(tmp_path / "全.xlsx", members, GROUPS, whole=True)
    plan = plan_import(read_roster(tmp_path / "全.xlsx"), people=members, groups=GROUPS)
    assert [one.noun for one in plan.unchanged] == members
    assert (plan.added, plan.changed, plan.refused, plan.new_groups) == ((), (), (), ())


def test_a_masked_roster_is_refused_not_taken_for_numbers(tmp_path: Path) -> None:
    write_roster(tmp_path / "遮.xlsx", [HAN], GROUPS)
    plan = plan_import(read_roster(tmp_path / "遮.xlsx"), people=[HAN], groups=GROUPS)
    assert "18位" in plan.refused[0].reason
    assert plan.nouns == ()
