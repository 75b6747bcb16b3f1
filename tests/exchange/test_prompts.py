"""Lists of themes as streets write them, and what is refused by its cell."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openpyxl import Workbook

from liangxin_desktop.errors import RefusedError
from liangxin_desktop.exchange.prompts import id_of, read_prompts, schema
from tests.exchange.sheets import raw_parts, write_book, write_raw


def book(tmp_path: Path, *rows: Any, title: str = "提示") -> Path:
    return write_book(tmp_path / "提示.xlsx", *rows, title=title)


def document(tmp_path: Path, *prompts: Any, **more: Any) -> Path:
    path = tmp_path / "提示.json"
    tree = {"format": "liangxin-prompts", "version": 1, "prompts": list(prompts), **more}
    path.write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_sheet_is_read_whatever_its_titles(tmp_path: Path) -> None:
    sheet = read_prompts(
        book(
            tmp_path,
            ["2026年第四季度主题党日内容提示"],
            ["序号", "年月", "学习主题", "内容要点"],
            [1, "2026-10", "学习  新精神", "读原文\n\n 谈体会 "],
            [2, "2026年11月", "走访企业", None],
            [3, datetime(2026, 12, 1), "民主评议准备", "对照检查"],  # noqa: DTZ001 - a cell has no zone
            [4, "9月份", "廉洁教育", ""],
        )
    )
    assert [(one.month, one.theme, one.points) for one in sheet.prompts] == [
        ("2026-10", "学习 新精神", "读原文\n谈体会"),
        ("2026-11", "走访企业", ""),
        ("2026-12", "民主评议准备", "对照检查"),
        ("2026-09", "廉洁教育", ""),
    ]
    assert sheet.prompts[0].id == id_of("2026-10", "学习 新精神")
    assert {one.source for one in sheet.prompts} == {"提示.xlsx"}
    assert not sheet.refusals


def test_a_merged_month_holds_for_its_rows(tmp_path: Path) -> None:
    made = Workbook()
    sheet: Any = made.active
    for row in (["月份", "主题", "要点"], ["2026-10", "甲", ""], [None, "乙", ""], [None, "丙", ""]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    made.save(tmp_path / "x.xlsx")
    read = read_prompts(tmp_path / "x.xlsx")
    assert [(one.month, one.theme) for one in read.prompts] == [("2026-10", "甲"), ("2026-10", "乙")]
    assert [str(one) for one in read.refusals] == ["A4 月份：没有写月份"]


@pytest.mark.parametrize(
    ("row", "refusal"),
    [
        (["2026-13", "甲", ""], "A2 月份“2026-13”：看不懂这个月份"),
        (["十月", "甲", ""], "A2 月份“十月”：看不懂这个月份，请写成 2026-10 这样"),
        ([10, "甲", ""], "A2 月份“10”：没有写年份，请写成 2026-10 这样"),
        (["2026", "甲", ""], "A2 月份“2026”：只有年份，没有月份"),
        (["2026-10", "", "要点"], "B2 主题：没有写主题"),
        (["2026-10", "字" * 300, ""], "B2 主题"),
        (["2026-10", "甲", 5], "C2 要点“5”：不是文字"),
        (["2026-10", "甲\u202e乙", ""], "B2 主题"),
    ],
)
def test_a_bad_cell_is_named(tmp_path: Path, row: list[Any], refusal: str) -> None:
    read = read_prompts(book(tmp_path, ["月份", "主题", "要点"], row))
    assert read.prompts == ()
    (found,) = read.refusals
    assert str(found).startswith(refusal)


def test_the_second_of_two_alike_is_refused(tmp_path: Path) -> None:
    read = read_prompts(book(tmp_path, ["月份", "主题"], ["2026-10", "甲"], ["2026-10", "甲"]))
    assert len(read.prompts) == 1
    assert "重复" in str(read.refusals[0])


def test_a_file_that_is_no_list_is_refused(tmp_path: Path) -> None:
    hostile = raw_parts(doctype='<!DOCTYPE x [<!ENTITY a "b">]>')
    for path, reason in (
        (book(tmp_path, ["姓名", "主题"], ["甲", "乙"]), "没有找到表头"),
        (write_book(tmp_path / "空.xlsx", ["月份", "主题"]), "没有内容提示"),
        (write_raw(tmp_path / "bad.xlsx", hostile), "不安全"),
        (tmp_path / "no.xlsx", "找不到"),
        (document(tmp_path, format="else"), "format"),
    ):
        with pytest.raises(RefusedError) as refused:
            read_prompts(path)
        assert reason in refused.value.title or path.name == "no.xlsx"
        assert path.name in refused.value.title


def test_json_is_read(tmp_path: Path) -> None:
    given = [
        {"id": "hp-10", "month": "2026-10", "theme": "学习新精神", "points": ["读原文", "谈体会"]},
        {"month": "2026-11", "theme": "走访"},
    ]
    path = document(tmp_path, *given)
    Draft202012Validator.check_schema(schema())
    assert Draft202012Validator(schema()).is_valid(json.loads(path.read_text(encoding="utf-8")))
    first, second = read_prompts(path).prompts
    assert (first.id, first.points) == ("hp-10", "读原文\n谈体会")
    assert second.id == id_of("2026-11", "走访")


@pytest.mark.parametrize(
    ("entry", "refusal"),
    [
        ({"month": "2026-1", "theme": "甲"}, "prompts[0].month 月份“2026-1”：应为 2026-10 这样的月份"),
        ({"month": "2026-10"}, "prompts[0].theme 主题：缺少这一项"),
        ({"month": "2026-10", "theme": 5}, "prompts[0].theme 主题“5”：应为文字"),
        ({"month": "2026-10", "theme": "甲", "points": "读"}, "prompts[0].points 要点“读”：应为不超过50项的列表"),
        ({"month": "2026-10", "theme": "甲", "points": [""]}, "prompts[0].points 要点：应为1到1000个字"),
        ({"month": "2026-10", "theme": "甲", "minutes": "讨论…"}, "prompts[0].minutes 这一项：是不认识的键"),
        ({"month": "2026-10", "theme": "甲\u0000"}, "prompts[0] 这一项：含有不能印出的字符"),
        (["2026-10", "甲"], "prompts[0] 这一项：应为对象"),
    ],
)
def test_json_and_schema_refuse_the_same(tmp_path: Path, entry: Any, refusal: str) -> None:
    path = document(tmp_path, entry)
    (found,) = read_prompts(path).refusals
    assert str(found).startswith(refusal)
    if "不能印出" not in refusal:
        assert not Draft202012Validator(schema()).is_valid(json.loads(path.read_text(encoding="utf-8")))


def test_json_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    for text in ("{", "[]", '{"format": "liangxin-prompts", "version": 2, "prompts": []}', '{"a": 1, "a": 2}'):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(RefusedError, match="不能导入"):
            read_prompts(path)
