"""Rosters as people really keep them are read; what cannot be taken is named by its cell."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from liangxin_desktop.domain.branch import Group
from liangxin_desktop.domain.imports import RosterRow, RosterSheet
from liangxin_desktop.domain.people import Person, Role, Sex, Stage
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.exchange.roster import read_roster, write_roster
from tests.exchange.sheets import SAMPLE_ID, inline_row, raw_parts, write_book, write_raw


def _read(folder: Path, *rows: Any) -> RosterSheet:
    return read_roster(write_book(folder / "名册.xlsx", *rows))


def _one(folder: Path, title: str, value: Any) -> RosterRow | str:
    """What becomes of one cell: the row, or the reason why it is refused."""
    sheet = _read(folder, ["姓名", title], ["韩明月", value])
    return sheet.rows[0] if sheet.rows else sheet.refusals[0].reason


def _value(folder: Path, title: str, field: str, value: Any) -> Any:
    row = _one(folder, title, value)
    return row if isinstance(row, str) else row.values.get(field)


def _moment(year: int, month: int, day: int) -> datetime:
    return datetime.combine(date(year, month, day), time())


def test_a_real_roster_is_read_whole(tmp_path: Path) -> None:
    book = Workbook()
    cover: Any = book.active
    cover.title = "说明"
    cover.append(["填表说明：请如实填写"])
    sheet: Any = book.create_sheet("党员花名册")
    sheet.append(["蓝鲸软件联合党支部党员花名册"])
    sheet.merge_cells("A1:L1")
    sheet.append(["填报单位：蓝鲸软件", *[None] * 9, "2026年11月"])
    sheet.append(["序号", "姓 名", "性别", "出生年月", "身份信息", None, "党内情况", None, None, "党小组", "备注"])
    sheet.append([None, None, None, None, "身份证号（18位）", "民族", "入党时间", "转正\n时间", "党员类别", None, None])
    sheet.append(
        [
            1,
            "韩　明月",
            "女",
            "1949.12",
            "11010519491231002x",
            "汉",
            _moment(1975, 7, 1),
            "1976年7月1日",
            "正式党员",
            "一组",
        ]
    )
    sheet.append([2, "买买提•吐尔逊", "男", 1990.5, None, "维族", 44000, None, "预备党员", None, "新来"])
    sheet.append([None] * 11)
    sheet.append(["3", "John  Smith", None, None, None, None, None, None, None, "第二党小组"])
    sheet.append([4])
    sheet.append(["合计", "3人"])
    sheet.append(["填表人：韩明月", None, None, None, "审核人："])
    sheet.append(["注：本表一式两份"])
    for merged in ("A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:F3", "G3:I3", "J3:J4", "J5:J6", "K3:K4"):
        sheet.merge_cells(merged)
    sheet.row_dimensions[6].hidden = True
    sheet.column_dimensions["E"].hidden = True
    path = tmp_path / "花名册.xlsx"
    book.save(path)

    read = read_roster(path)
    assert (read.sheet, read.header_row, read.refusals) == ("党员花名册", 4, ())
    assert [column.title for column in read.ignored_columns] == ["备注"]
    assert [(row.number, row.name, row.group_name) for row in read.rows] == [
        (5, "韩明月", "一组"),
        (6, "买买提·吐尔逊", "一组"),
        (8, "John Smith", "第二党小组"),
    ]
    assert dict(read.rows[0].values) == {
        "name": "韩明月", "sex": Sex.FEMALE, "birth_date": date(1949, 12, 31), "id_number": SAMPLE_ID,
        "ethnicity": "汉族", "admitted_on": date(1975, 7, 1), "full_on": date(1976, 7, 1), "stage": Stage.FULL,
    }  # fmt: skip
    assert read.rows[1].values["admitted_on"] == date(2020, 6, 18)
    assert "birth_date" not in read.rows[1].values
    assert read.rows[1].values["ethnicity"] == "维吾尔族"
    notes = "；".join(read.notes)
    assert "说明" in notes
    assert "第6行" in notes
    assert "身份证号" in notes
    assert "第11行起是表尾" in notes
    assert "1人的出生日期只有年月、缺少日，没有导入" in notes


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("出生日期", "birth_date"), ("出生年月", "birth_date"), ("入党时间", "admitted_on"),
        ("入党日期", "admitted_on"),
        ("加入党组织日期", "admitted_on"), ("加入党组织时间", "admitted_on"), ("转正时间", "full_on"),
        (" 转 正 日 期 ", "full_on"),
        ("*入党时间（年月日）", "admitted_on"), ("入党时间:", "admitted_on"), ("ＮＯ", "index"),
        ("组织关系转入时间", "joined_on"),
        ("身份证号", "id_number"), ("公民身份号码", "id_number"), ("手机", "phone"), ("联系电话", "phone"),
        ("党小组", "group_name"),
        ("组别", "group_name"), ("党内职务", "role"), ("人员类别", "stage"), ("党员类别", "stage"),
        ("工作单位", "unit"),
        ("所在单位", "unit"), ("岗位", "position"), ("职务", "position"), ("文化程度", "education"), ("籍贯", None),
        ("备注", None),
    ],
)  # fmt: skip
def test_titles_are_known_by_their_synonyms(tmp_path: Path, title: str, field: str | None) -> None:
    for name in ("姓名", "名字", "党员姓名", "姓　名"):
        sheet = _read(tmp_path, [title, name], [None, "韩明月"])
        assert [column.field for column in sheet.columns] == [field, "name"]


@pytest.mark.parametrize(
    "written", [123, 1.5, True, _moment(2020, 1, 1), "+1", "-张三", "@张三", "一二三" * 21, "张\u202e三", "长" * 61]
)
def test_what_is_no_name_is_refused(tmp_path: Path, written: Any) -> None:
    sheet = _read(tmp_path, ["姓名", "性别"], [written, "男"])
    assert [refusal.cell for refusal in sheet.refusals] == ["A2"]
    assert not sheet.rows


def test_text_that_looks_like_a_formula_is_no_name(tmp_path: Path) -> None:
    rows = inline_row(1, "姓名") + inline_row(2, '=HYPERLINK("x")') + inline_row(3, "韩明月")
    sheet = read_roster(write_raw(tmp_path / "名册.xlsx", raw_parts(rows)))
    assert "不能以“=”开头" in sheet.refusals[0].reason
    assert len(sheet.rows) == 1


def test_formulas_count_by_their_cached_value(tmp_path: Path) -> None:
    rows = inline_row(1, "姓名") + (
        '<row r="2"><c r="A2" t="str"><f>B2</f><v>韩明月</v></c></row>'
        '<row r="3"><c r="A3"><f>B3</f></c></row>'
        '<row r="4"><c r="A4" t="e"><f>B4</f><v>#REF!</v></c></row>'
        '<row r="5"><c r="A5" t="str"><f>B5</f><v></v></c></row>'
    )
    sheet = read_roster(write_raw(tmp_path / "名册.xlsx", raw_parts(rows)))
    assert [row.name for row in sheet.rows] == ["韩明月"]
    assert [(refusal.cell, refusal.reason[:4]) for refusal in sheet.refusals] == [
        ("A3", "公式没有"),
        ("A4", "单元格里"),
    ]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("1.10105E+17", "科学计数法"), (110105194912310020, "以数字存放"), (1.10105194912310e17, "以数字存放"),
        ("110105491231002", "15位"),
        ("110105194912310021", "校验码"), ("11010519491331002X", "出生日期"), ("1234", "18位"), ("张三", "18位"),
    ],
)  # fmt: skip
def test_bad_identity_numbers_are_named_and_masked(tmp_path: Path, written: Any, reason: str) -> None:
    sheet = _read(tmp_path, ["姓名", "身份证号"], ["韩明月", written], ["李四海", None])
    refusal = sheet.refusals[0]
    assert (refusal.cell, refusal.column, refusal.row) == ("B2", "身份证号", 2)
    assert reason in refusal.reason
    assert "19491231" not in str(refusal)
    assert [row.name for row in sheet.rows] == ["李四海"]


@pytest.mark.parametrize(
    ("birth", "sex", "cells"),
    [
        ("1949-12-31", "女", []), ("1949.12", None, []), ("1949", None, []), ("1949-12-30", None, ["B2"]),
        ("1949.11", None, ["C2"]),
        (None, "男", ["B2"]),
    ],
)  # fmt: skip
def test_identity_number_against_birth_and_sex(tmp_path: Path, birth: Any, sex: Any, cells: list[str]) -> None:
    sheet = _read(tmp_path, ["姓名", "身份证号", "出生日期", "性别"], ["韩明月", SAMPLE_ID, birth, sex])
    assert [refusal.cell for refusal in sheet.refusals] == cells
    if birth and not cells:
        assert sheet.rows[0].values["birth_date"] == date(1949, 12, 31)


def test_dates_that_terms_are_counted_from_need_their_day(tmp_path: Path) -> None:
    assert "缺少日" in str(_one(tmp_path, "入党时间", "2021.7"))
    assert "缺少日" in str(_one(tmp_path, "转正时间", 202107))
    assert _value(tmp_path, "入党时间", "admitted_on", "2021.7.1") == date(2021, 7, 1)
    assert "没有2024年2月30日" in str(_one(tmp_path, "入党时间", "2024-02-30"))


def test_dates_of_the_1904_system(tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet: Any = book.active
    for row in (["姓名", "入党日期", "转正日期"], ["韩明月", 43_538, _moment(2024, 3, 15)]):
        sheet.append(row)
    book.save(tmp_path / "名册.xlsx")
    values = read_roster(tmp_path / "名册.xlsx").rows[0].values
    assert (values["admitted_on"], values["full_on"]) == (date(2023, 3, 15), date(2024, 3, 15))


def test_dates_against_each_other(tmp_path: Path) -> None:
    sheet = _read(tmp_path, ["姓名", "入党时间", "转正时间"], ["韩明月", "2021-07-01", "2020-07-01"])
    assert (sheet.refusals[0].cell, sheet.refusals[0].reason) == ("C2", "转正日期早于入党日期")


def test_sections_of_groups(tmp_path: Path) -> None:
    sheet = _read(
        tmp_path,
        ["序号", "姓名"],
        ["第一党小组（2人）"],
        [1, "韩明月"],
        [2, "李四海"],
        ["小计", 2],
        ["第二党小组"],
        [3, "王五一"],
    )
    assert [(row.name, row.group_name) for row in sheet.rows] == [
        ("韩明月", "第一党小组"), ("李四海", "第一党小组"), ("王五一", "第二党小组"),
    ]  # fmt: skip


def test_repeated_titles_blank_rows_and_merged_people(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    for row in (
        ["姓名", "职务"],
        ["韩明月", "经理"],
        [None, "工会主席"],
        [None, None],
        ["姓名", "职务"],
        ["李四海", "会计"],
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    book.save(tmp_path / "名册.xlsx")
    read = read_roster(tmp_path / "名册.xlsx")
    assert [(row.number, row.values["position"]) for row in read.rows] == [(2, "经理"), (6, "会计")]
    assert read.refusals == ()


def test_a_row_without_a_name_is_refused(tmp_path: Path) -> None:
    sheet = _read(tmp_path, ["姓名", "性别"], ["韩明月", "女"], [None, "男"])
    assert [(refusal.cell, refusal.reason) for refusal in sheet.refusals] == [("A3", "缺少姓名")]


def test_every_bad_cell_of_a_row_is_named(tmp_path: Path) -> None:
    sheet = _read(tmp_path, ["姓名", "性别", "入党时间", "民族"], ["韩明月", "x", "2024-02-30", "火星"])
    assert [refusal.cell for refusal in sheet.refusals] == ["B2", "C2", "D2"]
    assert sheet.rows == ()


def test_the_sheet_with_the_best_titles_is_chosen(tmp_path: Path) -> None:
    book = Workbook()
    first: Any = book.active
    first.append(["姓名"])
    first.append(["旧人"])
    hidden: Any = book.create_sheet("隐藏")
    hidden.append(["姓名", "性别", "民族", "学历"])
    hidden.append(["藏人"])
    hidden.sheet_state = "hidden"
    best: Any = book.create_sheet("名册")
    best.append(["姓名", "性别"])
    best.append(["韩明月", "女"])
    book.save(tmp_path / "名册.xlsx")
    read = read_roster(tmp_path / "名册.xlsx")
    assert read.sheet == "名册"
    assert "Sheet" in read.notes[0]


def test_the_better_of_two_titles_is_taken(tmp_path: Path) -> None:
    sheet = _read(tmp_path, ["政治面貌", "姓名", "人员类别"], ["群众", "韩明月", "积极分子"])
    assert [column.field for column in sheet.columns] == [None, "name", "stage"]
    assert sheet.rows[0].values["stage"] is Stage.ACTIVIST


def test_a_post_in_the_first_column_is_no_footer(tmp_path: Path) -> None:
    sheet = _read(
        tmp_path, ["职务", "姓名"], ["负责人", "韩明月"], ["书记", "李四海"], ["负责人：", "王五一"], ["x", "赵一"]
    )
    assert [row.name for row in sheet.rows] == ["韩明月", "李四海"]


@pytest.mark.parametrize(
    "footer", ["合计：31人", "合 计", "填表人：李四海", "注：一式两份", "注1：一式两份", "制表日期 2026年", "填表人"]
)
def test_footers_are_no_people(tmp_path: Path, footer: str) -> None:
    sheet = _read(tmp_path, ["姓名", "性别"], ["韩明月", "女"], [footer, None])
    assert ([row.name for row in sheet.rows], sheet.refusals) == (["韩明月"], ())


@pytest.mark.parametrize("rows", [[["编号", "金额"], [1, 2]], [], [["姓名", "性别"]], [["韩明月", "女"]]])
def test_sheets_without_a_roster_are_refused(tmp_path: Path, rows: list[Any]) -> None:
    with pytest.raises(RefusedError, match=r"“名册\.xlsx”不能导入：(没有找到表头|表头下面没有人员)"):
        _read(tmp_path, *rows)


GROUPS = [Group(id="g1", name="第一党小组")]
HAN = Person(
    id="p1", name="韩明月", sex=Sex.FEMALE, birth_date=date(1949, 12, 31), id_number=SAMPLE_ID, ethnicity="汉族",
    education="大学本科", phone="13800000000", unit="蓝鲸软件", position="工程师", group="g1", role=Role.SECRETARY,
    admitted_on=date(1975, 7, 1), full_on=date(1976, 7, 1), joined_on=date(2020, 1, 1),
)  # fmt: skip


def test_written_roster_masks_numbers_unless_whole(tmp_path: Path) -> None:
    write_roster(tmp_path / "a.xlsx", [HAN], GROUPS)
    write_roster(tmp_path / "b.xlsx", [HAN], GROUPS, whole=True)
    masked: Any = load_workbook(tmp_path / "a.xlsx").active
    whole: Any = load_workbook(tmp_path / "b.xlsx").active
    titles = [cell.value for cell in masked[1]]
    number, phone = titles.index("公民身份号码"), titles.index("联系电话")
    assert (masked[2][number].value, masked[2][phone].value) == ("110***********002X", "138****0000")
    assert (whole[2][number].value, whole[2][number].data_type, whole[2][number].number_format) == (SAMPLE_ID, "s", "@")
    assert whole.freeze_panes == "A2"


@pytest.mark.parametrize("text", ["=1+1", '=cmd|"/c calc"!A1', "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_text_becomes_a_formula(tmp_path: Path, text: str) -> None:
    write_roster(tmp_path / "a.xlsx", [Person(id="p", name=text.strip(), unit=text.strip())], GROUPS)
    sheet: Any = load_workbook(tmp_path / "a.xlsx").active
    found = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value == text.strip()]
    assert len(found) == 2
    assert {cell.data_type for cell in found} == {"s"}
    assert all(cell.quotePrefix for cell in found)
