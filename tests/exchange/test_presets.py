"""A street's standard for the room as streets write it, and what is refused by its cell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from liangxin_desktop.domain.room import ALWAYS
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.exchange.presets import id_of, read_preset, schema
from liangxin_desktop.services.room_presets import presets
from tests.exchange.sheets import raw_parts, write_book, write_raw

HEAD = ["序号", "项目", "有效月数"]


def book(tmp_path: Path, *rows: Any) -> Path:
    return write_book(tmp_path / "标准.xlsx", *rows)


def document(tmp_path: Path, *items: Any, **more: Any) -> Path:
    path = tmp_path / "标准.json"
    tree = {"format": "liangxin-room-preset", "version": 1, "title": "街道阵地标准", "items": list(items), **more}
    path.write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_sheet_gives_a_standard_in_its_own_words(tmp_path: Path) -> None:
    read = read_preset(
        book(
            tmp_path,
            ["街道党建阵地 “五个一”标准"],
            ["序号", "检查项目", "佐证有效期（月）", "备注"],
            [1, "一面党旗", 24, ""],
            [2, "一套  制度", "12个月", "上墙"],
            [3, "一块标牌", "长期", ""],
            ["注：每半年核查一次", None, None, None],
        )
    )
    assert not read.refusals
    preset = read.preset
    assert preset is not None
    assert (preset.title, preset.id) == ("街道党建阵地 “五个一”标准", id_of("街道党建阵地 “五个一”标准"))
    told = [(one.title, one.shelf_months) for one in preset.items]
    assert told == [("一面党旗", 24), ("一套 制度", 12), ("一块标牌", ALWAYS)]
    assert [one.key for one in preset.items] == [id_of(one.title) for one in preset.items]


@pytest.mark.parametrize("name", [["标准名称", "五个一"], ["标准名称：五个一"], ["", "标准名称: 五个一"]])
def test_the_name_stands_beside_or_behind_its_title(tmp_path: Path, name: list[str]) -> None:
    read = read_preset(book(tmp_path, ["某街道文件"], name, HEAD, [1, "党旗", 24]))
    assert read.preset is not None
    assert read.preset.title == "五个一"


@pytest.mark.parametrize(("months", "taken"), [(1, 1), (1200, ALWAYS), (24.0, 24), ("6 个月", 6), ("不限", ALWAYS)])
def test_months_from_one_to_for_ever(tmp_path: Path, months: Any, taken: int) -> None:
    read = read_preset(book(tmp_path, ["标准"], ["五个一"], HEAD, [1, "党旗", months]))
    assert read.preset is not None
    assert read.preset.items[0].shelf_months == taken


@pytest.mark.parametrize(
    ("row", "refusal"),
    [
        ([1, "", 24], "B3 项目：没有写项目"),
        ([1, "字" * 61, 24], "B3 项目“" + "字" * 29 + "…”：最多60个字"),
        ([1, "党\u202e旗", 24], "B3 项目"),
        ([1, True, 24], "B3 项目“True”：不是文字"),
        ([1, "党旗", None], "C3 有效月数：没有写有效月数；佐证长期有效的写“长期”"),
        ([1, "党旗", 0], "C3 有效月数“0”：应为1到1200的整数"),
        ([1, "党旗", 1201], "C3 有效月数“1201”：应为1到1200的整数"),
        ([1, "党旗", 6.5], "C3 有效月数“6.5”：应为1到1200的整数"),
        ([1, "党旗", "半年"], "C3 有效月数“半年”：应为1到1200的整数"),
    ],
)
def test_a_bad_cell_is_named_and_half_a_standard_is_none(tmp_path: Path, row: list[Any], refusal: str) -> None:
    read = read_preset(book(tmp_path, ["五个一"], HEAD, row, [2, "标牌", 24]))
    assert read.preset is None
    assert [str(one)[: len(refusal)] for one in read.refusals] == [refusal]


def test_the_second_of_two_alike_is_refused(tmp_path: Path) -> None:
    read = read_preset(book(tmp_path, ["五个一"], HEAD, [1, "党旗", 24], [2, "党旗", 12]))
    assert [str(one) for one in read.refusals] == ["第2项 项目“党旗”：与前面的一项重复"]


def test_a_standard_without_a_name_is_refused(tmp_path: Path) -> None:
    for above, reason in (([], "没有写标准名称"), ([["名" * 61]], "最多60个字"), ([["标准名称", None]], "没有写")):
        read = read_preset(book(tmp_path, *above, HEAD, [1, "党旗", 24]))
        assert read.preset is None
        assert str(read.refusals[0]).startswith("A1 标准名称：")
        assert reason in str(read.refusals[0])


def test_a_file_that_is_no_standard_is_refused(tmp_path: Path) -> None:
    hostile = raw_parts(doctype='<!DOCTYPE x [<!ENTITY a "b">]>')
    for path, reason in (
        (book(tmp_path, ["五个一"], ["序号", "项目"], [1, "党旗"]), "没有找到表头"),
        (write_book(tmp_path / "空.xlsx", ["五个一"], HEAD), "里面有0项"),
        (write_book(tmp_path / "多.xlsx", ["五个一"], HEAD, *([n, f"项{n}", 1] for n in range(51))), "里面有51项"),
        (write_raw(tmp_path / "bad.xlsx", hostile), "不安全"),
        (tmp_path / "no.xlsx", ""),
        (document(tmp_path, format="liangxin-branch-archive"), "format"),
    ):
        with pytest.raises(RefusedError) as told:
            read_preset(path)
        assert path.name in told.value.title
        assert reason in told.value.title


def test_json_is_read(tmp_path: Path) -> None:
    path = document(
        tmp_path,
        {"key": "flag", "title": "有党旗", "shelf_months": 24},
        {"title": "有 标牌", "shelf_months": 1200},
        id="street-1",
    )
    Draft202012Validator.check_schema(schema())
    assert Draft202012Validator(schema()).is_valid(json.loads(path.read_text(encoding="utf-8")))
    preset = read_preset(path).preset
    assert preset is not None
    assert (preset.id, preset.title) == ("street-1", "街道阵地标准")
    assert [(one.key, one.title) for one in preset.items] == [("flag", "有党旗"), (id_of("有 标牌"), "有 标牌")]


def test_what_ships_can_be_issued(tmp_path: Path) -> None:
    shipped = presets()["venue"]
    items = [one.model_dump() for one in shipped.items]
    assert read_preset(document(tmp_path, *items, id=shipped.id, title=shipped.title)).preset == shipped


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"items": [{"title": "党旗"}]}, "items[0].shelf_months 有效月数：缺少这一项"),
        ({"items": [{"title": "党旗", "shelf_months": "24"}]}, "items[0].shelf_months 有效月数“24”：应为1到1200的整数"),
        ({"items": [{"title": "党旗", "shelf_months": True}]}, "items[0].shelf_months 有效月数“True”：应为1到1200"),
        ({"items": [{"title": "党旗", "shelf_months": 1201}]}, "items[0].shelf_months 有效月数“1201”：应为1到1200"),
        ({"items": [{"title": "", "shelf_months": 1}]}, "items[0].title 项目：应为1到60个字"),
        ({"items": [{"title": "党旗", "shelf_months": 1, "why": ""}]}, "items[0].why 这一项：是不认识的键"),
        ({"items": ["党旗"]}, "items[0] 这一项：应为对象"),
        ({"items": []}, "items 项目：应为不超过50项的列表"),
        ({"items": None}, "items 项目：缺少这一项"),
        ({"title": "名" * 61}, "title 标准名称：应为1到60个字"),
        ({"title": None}, "title 标准名称：缺少这一项"),
        ({"id": ""}, "id 标准编号：应为1到64个字"),
        ({"title": "甲\u0000"}, "title 标准名称：含有不能印出的字符"),
        ({"items": [{"title": "甲\u0000", "shelf_months": 1}]}, "items[0] 这一项：含有不能印出的字符"),
    ],
)
def test_json_and_schema_refuse_the_same(tmp_path: Path, changed: dict[str, Any], refusal: str) -> None:
    path = document(tmp_path, **{"items": [{"title": "党旗", "shelf_months": 24}], **changed})
    read = read_preset(path)
    assert read.preset is None
    assert str(read.refusals[0]).startswith(refusal)
    if "不能印出" not in refusal:
        assert not Draft202012Validator(schema()).is_valid(json.loads(path.read_text(encoding="utf-8")))


def test_json_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    for text in ("{", "[]", '{"format": "liangxin-room-preset", "version": 2}', '{"a": 1, "a": 2}'):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(RefusedError, match="不能导入"):
            read_preset(path)
