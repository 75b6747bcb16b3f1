"""Registers of units as people really keep them are read; what cannot be taken is named by its cell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from liangxin_desktop.domain.imports import FieldChange, UnitsImport, UnitsSheet
from liangxin_desktop.domain.units import Unit, unit_key
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.exchange.roster import read_roster
from liangxin_desktop.exchange.unfit import OtherSheetError
from liangxin_desktop.exchange.unit_cells import READERS
from liangxin_desktop.exchange.units import plan_units, read_units, write_units
from liangxin_desktop.exchange.wording import plain, units_wording
from tests.exchange.sheets import inline_row, raw_parts, write_book, write_raw

TITLES = ["单位名称", "职工人数", "党员人数", "有党组织", "规模以上", "重点行业"]


def _read(folder: Path, *rows: Any) -> UnitsSheet:
    return read_units(write_book(folder / "单位.xlsx", *rows))


def _told(sheet: UnitsSheet) -> list[str]:
    return [str(one) for one in sheet.refusals]


def test_a_real_register_is_read_whole(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "两新组织情况"
    sheet.append(["江湾街道两新组织党建情况统计表"])
    sheet.merge_cells("A1:G1")
    sheet.append(["填报单位：八号桥联合党支部"])
    sheet.append(["序号", "企业名称（全称）", "人员情况", None, "是否建立\n党组织", "是否规上", "备注"])
    sheet.append([None, None, "*职工总数（人）", "其中：党员数", None, None, None])
    sheet.append([1, "启明软件 有限公司", "１２８人", "6", "√", "规上", "新迁入"])
    sheet.append(["2", "Acme (China) Ltd.", 1280.0, 0, "未建", "否", None])
    sheet.append([3, "和润物业服务有限公司", "1,024", "无", "和润物业党支部", "—", None])
    sheet.append([4])
    sheet.append(["小计", None, 2432])
    sheet.append(["序号", "企业名称", "职工", None, None, None, None])
    sheet.append([5, "青禾公益发展中心", 49, 2, None, None, None])
    sheet.append(["合计：5家", None, 2481, 8])
    sheet.append(["填表人：陈国华", None, "审核人："])
    for merged in ("A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:F4", "G3:G4", "F7:F7"):
        sheet.merge_cells(merged)
    sheet.row_dimensions[6].hidden = True
    book.create_sheet("说明").append(["请如实填写"])
    path = tmp_path / "单位.xlsx"
    book.save(path)

    read = read_units(path)
    assert (read.sheet, read.header_row, _told(read)) == ("两新组织情况", 4, [])
    assert [column.title for column in read.ignored_columns] == ["备注"]
    assert [(row.number, dict(row.values)) for row in read.rows] == [
        (5, _values("启明软件有限公司", 128, 6, has_organization=True, above_scale=True)),
        (6, _values("Acme (China) Ltd.", 1280, 0, has_organization=False, above_scale=False)),
        (7, _values("和润物业服务有限公司", 1024, 0, has_organization=True)),
        (11, _values("青禾公益发展中心", 49, 2)),
    ]
    notes = "；".join(read.notes)
    for words in ("没有读取：说明", "隐藏的行也读入了：第6行", "第13行起是表尾"):
        assert words in notes


def _values(name: str, employees: int, members: int, **flags: bool) -> dict[str, Any]:
    return {"name": name, "employees": employees, "members": members, **flags}


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("职工数", "employees"), (" 员 工 人 数 ", "employees"), ("从业人员（人）", "employees"),
        ("党员数", "members"), ("中共党员", "members"), ("党员:", "members"),
        ("是否有党组织", "has_organization"), ("党组织", "has_organization"), ("＊规模以上", "above_scale"),
        ("是否规模以上企业", "above_scale"), ("是否属于重点行业", "key_industry"),
    ],
)  # fmt: skip
def test_titles_are_known_by_their_synonyms(tmp_path: Path, title: str, field: str) -> None:
    for name in ("单位名称", "企业", "公 司 名 称", "覆盖单位"):
        sheet = _read(tmp_path, ["序号", title, name, "地址"], [1, None, "启明软件", "某路1号"])
        assert [column.field for column in sheet.columns] == ["index", field, "name", None]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (0, 0), (50, 50), (50.0, 50), ("50", 50), ("５０", 50), (" 50 人", 50), ("50名", 50), ("1,280", 1280),
        ("12,345人", 12345), ("'80", 80), ("无", 0), ("零", 0), ("", None), (None, None), ("-", None), ("不详", None),
        (100_000, 100_000),
    ],
)  # fmt: skip
@pytest.mark.parametrize("field", ["employees", "members"])
def test_numbers_of_people_however_they_are_written(field: str, written: Any, read: int | None) -> None:
    assert READERS[field](written) == read


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (49.5, "整数"), ("约50", "整数"), ("50-60", "整数"), ("1,28", "整数"), ("五十", "整数"), (True, "整数"),
        ("1.5E3", "整数"), (date(2026, 1, 1), "整数"), (datetime(2026, 1, 1, 9, 0), "整数"), (-5, "负数"),  # noqa: DTZ001
        ("-5", "负数"), (100_001, "不能大于100000"), (1e300, "整数"), (float("inf"), "整数"), ("#REF!", "整数"),
    ],
)  # fmt: skip
def test_what_is_no_number_of_people_is_refused(written: Any, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        READERS["employees"](written)


@pytest.mark.parametrize("field", ["has_organization", "above_scale", "key_industry"])
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("是", True), (" 是 ", True), ("有", True), ("√", True), ("✓", True), (1, True), ("１", True), (True, True),
        ("Y", True), ("否", False), ("无", False), ("没有", False), ("×", False), (0, False), (False, False),
        ("N", False), ("", None), (None, None), ("/", None), ("——", None), ("不详", None),
    ],
)  # fmt: skip
def test_yes_and_no_however_they_are_written(field: str, written: Any, read: bool | None) -> None:
    assert READERS[field](written) is read


@pytest.mark.parametrize(
    ("field", "written", "read"),
    [
        ("has_organization", "联合组建", True), ("has_organization", "未建", False),
        ("has_organization", "八号桥联合党支部", True), ("has_organization", "某集团党委", True),
        ("has_organization", "无党支部", False), ("above_scale", "规上", True), ("above_scale", "规模以下", False),
        ("key_industry", "重点", True), ("key_industry", "非重点", False),
    ],
)  # fmt: skip
def test_each_column_has_words_of_its_own(field: str, written: str, read: bool) -> None:
    assert READERS[field](written) is read


@pytest.mark.parametrize(
    ("field", "written"),
    [("has_organization", "筹建中"), ("above_scale", "某党支部"), ("key_industry", 2), ("above_scale", "#REF!")],
)
def test_what_is_neither_yes_nor_no_is_refused(field: str, written: Any) -> None:
    with pytest.raises(ValueError, match=r"应为是或否|错误值"):
        READERS[field](written)


def test_every_refusal_names_its_cell(tmp_path: Path) -> None:
    sheet = _read(
        tmp_path,
        ["某街道"],
        TITLES,
        ["启明软件", 60, 3, "是", "否", "否"],
        ["和润物业", "约80", "三人", "筹建中", "是", "否"],
        [None, 80, 2, "是", "是", "否"],
        ["=1+1&公司", 80, 2],
        [20260101, 80, 2],
        ["！！！", 80, 2],
        ["长" * 61, 80, 2],
        ["反\u202e转", 80, 2],
    )
    assert [row.name for row in sheet.rows] == ["启明软件"]
    assert [(one.row, one.cell, one.column) for one in sheet.refusals] == [
        (4, "B4", "职工人数"),
        (4, "C4", "党员人数"),
        (4, "D4", "有党组织"),
        (5, "A5", "单位名称"),
        (6, "A6", "单位名称"),
        (7, "A7", "单位名称"),
        (8, "A8", "单位名称"),
        (9, "A9", "单位名称"),
        (10, "A10", "单位名称"),
    ]
    assert str(sheet.refusals[0]) == "B4 职工人数“约80”：应为人数，写成 128 这样的整数"
    assert str(sheet.refusals[3]) == "A5 单位名称：缺少单位名称"
    assert "书写方向" in sheet.refusals[-1].reason


def test_a_formula_counts_by_its_saved_value_or_is_refused(tmp_path: Path) -> None:
    bare = '<row r="3"><c r="A3" t="inlineStr"><is><t>和润物业</t></is></c><c r="B3"><f>40+40</f></c></row>'
    kept = '<row r="2"><c r="A2" t="inlineStr"><is><t>启明软件</t></is></c><c r="B2"><f>40+20</f><v>60</v></c></row>'
    parts = raw_parts(inline_row(1, "单位名称", "职工人数") + kept + bare)
    sheet = read_units(write_raw(tmp_path / "单位.xlsx", parts))
    assert [dict(row.values) for row in sheet.rows] == [{"name": "启明软件", "employees": 60}]
    assert [one.cell for one in sheet.refusals] == ["B3"]
    assert "公式没有计算结果" in sheet.refusals[0].reason


def test_a_formula_saved_with_an_empty_number_is_refused_one_with_an_empty_text_is_empty(tmp_path: Path) -> None:
    number = '<row r="2"><c r="A2" t="inlineStr"><is><t>和润物业</t></is></c><c r="B2"><f>40+40</f><v></v></c></row>'
    text = '<row r="3"><c r="A3" t="inlineStr"><is><t>启明软件</t></is></c><c r="B3" t="str"><f>""</f><v></v></c></row>'
    parts = raw_parts(inline_row(1, "单位名称", "职工人数") + number + text)
    sheet = read_units(write_raw(tmp_path / "单位.xlsx", parts))
    assert [one.cell for one in sheet.refusals] == ["B2"]
    assert [dict(row.values) for row in sheet.rows] == [{"name": "启明软件"}]


def test_what_stands_beside_a_name_merged_downwards_is_told(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    for row in (TITLES, ["启明软件", 60, 3, "是", "是"], [None, 80, 2], [None, None, None], ["青禾公益", 9, 1, "否"]):
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    book.save(tmp_path / "单位.xlsx")
    read = read_units(tmp_path / "单位.xlsx")
    assert [row.name for row in read.rows] == ["启明软件", "青禾公益"]
    assert read.notes == ("第3行与上一行合并为一条，只读入上一行的内容",)


def test_cells_merged_downwards_hold_for_each_unit(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    for row in (TITLES, ["启明软件", 60, 3, "是", "是"], ["和润物业", 80, 2], ["青禾公益", 9, 1, "否"]):
        sheet.append(row)
    sheet.merge_cells("D2:D3")
    sheet.merge_cells("E2:E4")
    path = tmp_path / "单位.xlsx"
    book.save(path)
    found = [(row.values["has_organization"], row.values["above_scale"]) for row in read_units(path).rows]
    assert found == [(True, True), (True, True), (False, True)]


@pytest.mark.parametrize(
    "rows",
    [
        [["姓名", "性别", "工作单位"], ["韩明月", "女", "启明软件"]],
        [["单位名称", "地址"], ["启明软件", "某路1号"]],
        [["职工人数", "党员人数"], [60, 3]],
        [["通知"]],
    ],
)
def test_a_sheet_of_another_kind_is_told_apart(tmp_path: Path, rows: list[list[Any]]) -> None:
    with pytest.raises(OtherSheetError) as caught:
        _read(tmp_path, *rows)
    assert caught.value.title == "“单位.xlsx”不能导入：没有找到表头（应有一行写着“单位名称”等列名）。"


def test_titles_alone_and_no_workbook_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="表头下面没有单位"):
        _read(tmp_path, TITLES)
    (tmp_path / "坏.xlsx").write_bytes(b"nothing")
    with pytest.raises(RefusedError, match=r"坏\.xlsx"):
        read_units(tmp_path / "坏.xlsx")


def test_a_register_is_no_roster(tmp_path: Path) -> None:
    with pytest.raises(OtherSheetError, match="姓名"):
        read_roster(write_book(tmp_path / "单位.xlsx", TITLES, ["启明软件", 60, 3]))


def _plan(folder: Path, *rows: Sequence[Any], known: Sequence[Unit] = ()) -> UnitsImport:
    return plan_units(_read(folder, TITLES, *rows), known)


SOFT = Unit(name="启明软件（上海）有限公司", employees=60, members=3, has_organization=True)


def test_a_known_unit_is_found_by_its_name_and_only_what_is_said_changes(tmp_path: Path) -> None:
    rows = (["启明软件(上海) 有限公司", 64, None, "", "是"], ["和润物业", 80, 2, "否", "否", "否"])
    plan = _plan(tmp_path, *rows, known=[SOFT])
    (change,) = plan.changed
    assert (change.row, change.before, change.after) == (2, SOFT, SOFT.but(employees=64, above_scale=True))
    assert change.changes == (FieldChange("employees", 60, 64), FieldChange("above_scale", False, True))
    assert [one.noun for one in plan.added] == [Unit(name="和润物业", employees=80, members=2)]
    assert plan.nouns == (plan.added[0].noun, change.after)


def test_what_is_known_already_is_left_alone(tmp_path: Path) -> None:
    plan = _plan(tmp_path, [SOFT.name, 60, 3, "有", "否", None], known=[SOFT])
    assert [one.noun for one in plan.unchanged] == [SOFT]
    assert plan.nouns == ()


def test_a_unit_that_stands_twice_is_refused_by_its_cell(tmp_path: Path) -> None:
    rows = (["启明软件", 60, 3], ["和润物业", 80, 2], ["启 明 软 件", 61, 3], ["ＡＣＭＥ", 9], ["acme", 9])
    plan = _plan(tmp_path, *rows)
    assert [one.row for one in plan.added] == [2, 3, 5]
    assert [str(one) for one in plan.refused] == [
        "A4 单位名称“启明软件”：与第2行是同一家单位",
        "A6 单位名称“acme”：与第5行是同一家单位",
    ]


def test_of_two_known_units_of_one_name_none_is_guessed(tmp_path: Path) -> None:
    plan = _plan(tmp_path, [SOFT.name, 99], known=[SOFT, SOFT.but(employees=7)])
    assert [one.cell for one in plan.refused] == ["A2"]
    assert "已有2家同名单位" in plan.refused[0].reason


def test_refusals_of_cells_and_of_rows_come_in_the_order_of_the_sheet(tmp_path: Path) -> None:
    plan = _plan(tmp_path, ["启明软件", 60], ["启明软件", 60], ["和润物业", "多"])
    assert [one.cell for one in plan.refused] == ["A3", "B4"]


def test_every_title_means_one_field_and_every_field_is_read() -> None:
    wording = units_wording()
    titles = [plain(title) for field, many in wording.columns.items() if field != "index" for title in many]
    assert len(set(titles)) == len(titles)
    assert set(wording.columns) - {"index"} == set(READERS) == set(Unit.model_fields)
    assert {field: wording.field_of_title[plain(title)][0] for field, title in wording.written.items()} == {
        field: field for field in wording.columns
    }


def test_the_register_is_written_as_it_is_read(tmp_path: Path) -> None:
    write_units(tmp_path / "全.xlsx", [SOFT])
    (sheet,) = load_workbook(tmp_path / "全.xlsx").worksheets
    assert sheet.title == "覆盖单位"
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["序号", *TITLES],
        [1, "启明软件（上海）有限公司", 60, 3, "是", "否", "否"],
    ]


def test_the_empty_sheet_takes_what_is_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "空白.xlsx"
    write_units(path, ())
    book = load_workbook(path)
    book.worksheets[0].append([1, "启明软件", "六十", 3, "是", "否", "否"])
    book.worksheets[0].append([2, "和润物业", 80, 2, "是", "否", "否"])
    book.save(path)
    sheet = read_units(path)
    assert ([one.cell for one in sheet.refusals], [row.name for row in sheet.rows]) == (["C2"], ["和润物业"])


_HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=9)
_NAMES = st.one_of(_HAN, st.sampled_from(["𠮷野（上海）", "Acme & Sons <b>", "甲·乙 Ltd.", "3M中国"]))
_NUMBERS = st.integers(0, 100_000)


@st.composite
def registers(draw: st.DrawFn) -> list[Unit]:
    known = units_wording().field_of_title  # a row named 单位 is a header again
    names = draw(st.lists(_NAMES.filter(lambda name: plain(name) not in known), max_size=5, unique_by=unit_key))
    flags = ("has_organization", "above_scale", "key_industry")
    return [
        Unit(
            name=name,
            employees=draw(_NUMBERS),
            members=draw(_NUMBERS),
            **{flag: draw(st.booleans()) for flag in flags},
        )
        for name in names
    ]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(registers())
def test_a_register_written_changes_nothing_when_imported_again(tmp_path: Path, units: list[Unit]) -> None:
    units = [*units, SOFT]
    write_units(tmp_path / "全.xlsx", units)
    sheet = read_units(tmp_path / "全.xlsx")
    plan = plan_units(sheet, units)
    assert [one.noun for one in plan.unchanged] == units
    assert (plan.added, plan.changed, plan.refused) == ((), (), ())
    assert [one.noun for one in plan_units(sheet, ()).added] == units
