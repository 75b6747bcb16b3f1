"""Hostile sheets do no harm: one sentence naming file and reason, bounded in cost; the tame twin is taken."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from liangxin_desktop.domain.imports import RosterSheet
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.exchange.roster import read_roster
from tests.exchange.sheets import TWO_PEOPLE, inline_row, raw_parts, write_book, write_raw

_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9))
    + "]>"
)
_XXE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def _names(sheet: RosterSheet) -> list[str]:
    return [row.name for row in sheet.rows]


def _refused(path: Path, reason: str) -> None:
    with pytest.raises(RefusedError) as caught:
        read_roster(path)
    assert path.name in caught.value.title
    assert reason in caught.value.title
    assert "\n" not in str(caught.value)


def test_control_the_tame_twin_is_taken(tmp_path: Path) -> None:
    assert _names(read_roster(write_raw(tmp_path / "名册.xlsx", raw_parts()))) == ["韩明月", "李四海"]


@pytest.mark.parametrize("doctype", [_LAUGHS, _XXE, "<!DOCTYPE worksheet>"], ids=["laughs", "xxe", "doctype"])
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml", "_rels/.rels"])
def test_document_types_are_refused_in_every_part(tmp_path: Path, doctype: str, part: str) -> None:
    parts: dict[str, str] = raw_parts()
    parts[part] = parts[part].replace("?>", f"?>{doctype}", 1)
    _refused(write_raw(tmp_path / "名册.xlsx", parts), "实体")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_document_types_in_other_encodings_are_refused(tmp_path: Path, encoding: str) -> None:
    parts: dict[str, Any] = raw_parts(doctype=_XXE)
    sheet = parts["xl/worksheets/sheet1.xml"].replace("UTF-8", "UTF-16")
    parts["xl/worksheets/sheet1.xml"] = sheet.encode(encoding)
    _refused(write_raw(tmp_path / "名册.xlsx", parts), "不能导入")


def test_openpyxl_itself_uses_defusedxml() -> None:
    assert openpyxl.DEFUSEDXML


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.bin", "xl/media/sheet1.svg"])
def test_sheets_under_other_names_are_held_to_the_same(tmp_path: Path, name: str) -> None:
    def book(rows: str, doctype: str) -> Path:
        parts = raw_parts(rows, doctype=doctype)
        parts[name] = parts.pop("xl/worksheets/sheet1.xml")
        for part in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
            parts[part] = parts[part].replace("worksheets/sheet1.xml", name.removeprefix("xl/"))
        return write_raw(tmp_path / "名册.xlsx", parts, packed=False)

    assert _names(read_roster(book(TWO_PEOPLE, ""))) == ["韩明月", "李四海"]
    _refused(book(TWO_PEOPLE, _LAUGHS), "实体")
    _refused(book(TWO_PEOPLE + f'<row r="4">{"<c/>" * 310_000}</row>', ""), "太多")


@pytest.mark.parametrize("text", [" " * 900_000 + "x", "(" * 900_000, "T1" * 500_000, "1" * 900_000])
def test_texts_that_take_long_to_search_cost_nothing(tmp_path: Path, text: str) -> None:
    titles = ["姓名", "出生日期", "学历", "手机", "身份证号", "党内职务", "党小组", text]
    rows = inline_row(1, *titles) + inline_row(2, *[text] * 8) + inline_row(3, "韩明月")
    sheet = read_roster(write_raw(tmp_path / "名册.xlsx", raw_parts(rows), packed=False))
    assert _names(sheet) == ["韩明月"]


def test_late_document_type_behind_a_long_comment_is_refused(tmp_path: Path) -> None:
    doctype = f"<!--{'x' * 600_000}-->{_XXE}"
    _refused(write_raw(tmp_path / "名册.xlsx", raw_parts(doctype=doctype)), "实体")


def test_external_links_are_not_followed(tmp_path: Path) -> None:
    parts = raw_parts()
    parts["xl/externalLinks/externalLink1.xml"] = (
        '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><externalBook/></externalLink>'
    )
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="x" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
    )
    assert _names(read_roster(write_raw(tmp_path / "名册.xlsx", parts))) == ["韩明月", "李四海"]


def test_a_dimension_of_the_whole_sheet_costs_nothing(tmp_path: Path) -> None:
    path = write_raw(tmp_path / "名册.xlsx", raw_parts(dimension="A1:XFD1048576"))
    assert _names(read_roster(path)) == ["韩明月", "李四海"]


@pytest.mark.parametrize("number", [1_048_576, 999_999_999_999])
def test_a_row_at_the_very_end_costs_nothing(tmp_path: Path, number: int) -> None:
    rows = TWO_PEOPLE + inline_row(number, "王五一")
    sheet = read_roster(write_raw(tmp_path / "名册.xlsx", raw_parts(rows)))
    assert _names(sheet)[:2] == ["韩明月", "李四海"]


def test_merges_of_the_whole_sheet_cost_nothing(tmp_path: Path) -> None:
    parts = raw_parts()
    merge = '</sheetData><mergeCells><mergeCell ref="B2:B1048576"/><mergeCell ref="D1:XFD1048576"/></mergeCells>'
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace("</sheetData>", merge)
    sheet = read_roster(write_raw(tmp_path / "名册.xlsx", parts))
    assert [row.group_name for row in sheet.rows] == ["一组", "二组"]


def test_300_000_rows_are_refused(tmp_path: Path) -> None:
    rows = TWO_PEOPLE + "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(4, 300_000))
    _refused(write_raw(tmp_path / "名册.xlsx", raw_parts(rows)), "太多")


def test_6000_rows_are_refused_and_4000_taken(tmp_path: Path) -> None:
    def book(count: int) -> Path:
        rows = inline_row(1, "姓名") + "".join(inline_row(n, f"张{chr(0x4E00 + n)}") for n in range(2, count))
        return write_raw(tmp_path / "名册.xlsx", raw_parts(rows))

    assert len(read_roster(book(4000)).rows) == 3998
    _refused(book(6000), "5000行")


def test_a_row_of_a_million_cells_is_refused(tmp_path: Path) -> None:
    rows = TWO_PEOPLE + f'<row r="4">{"<c/>" * 310_000}</row>'
    _refused(write_raw(tmp_path / "名册.xlsx", raw_parts(rows), packed=False), "太多")


def test_deep_nesting_is_harmless(tmp_path: Path) -> None:
    rows = TWO_PEOPLE + "<x>" * 140_000 + "</x>" * 140_000
    assert _names(read_roster(write_raw(tmp_path / "名册.xlsx", raw_parts(rows), packed=False))) == ["韩明月", "李四海"]


def test_bomb_by_ratio_is_refused(tmp_path: Path) -> None:
    parts: dict[str, Any] = raw_parts()
    parts["xl/media/image1.bin"] = bytes(30 * 1024 * 1024)
    _refused(write_raw(tmp_path / "名册.xlsx", parts), "压缩比")


def test_bomb_by_size_is_refused(tmp_path: Path) -> None:
    parts: dict[str, Any] = raw_parts()
    parts["xl/media/image1.bin"] = bytes(33 * 1024 * 1024)
    _refused(write_raw(tmp_path / "名册.xlsx", parts), "太大")


def test_bomb_by_count_is_refused(tmp_path: Path) -> None:
    parts = raw_parts() | {f"x{n}.xml": "" for n in range(2500)}
    _refused(write_raw(tmp_path / "名册.xlsx", parts), "超过2000个")


def test_a_directory_of_two_million_entries_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(b"PK\x03\x04" + bytes(100) + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9, 9, 90_000_000, 0, 0))
    _refused(path, "超过2000个")


def test_lying_sizes_are_refused(tmp_path: Path) -> None:
    path = write_raw(tmp_path / "名册.xlsx", raw_parts())
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    for offset in _positions(bytes(data), struct.pack("<L", size)):
        data[offset : offset + 4] = struct.pack("<L", 60)
    path.write_bytes(data)
    _refused(path, "不能导入")


def _positions(data: bytes, pattern: bytes) -> list[int]:
    found, start = [], 0
    while (start := data.find(pattern, start)) >= 0:
        found.append(start)
        start += 1
    return found


def test_a_huge_text_is_refused_in_its_cell(tmp_path: Path) -> None:
    rows = (
        inline_row(1, "姓名", "单位") + inline_row(2, "长" * 1_000_000, "x" * 1_000_000) + inline_row(3, "李四海", "好")
    )
    sheet = read_roster(write_raw(tmp_path / "名册.xlsx", raw_parts(rows), packed=False))
    assert [(refusal.cell, len(refusal.value)) for refusal in sheet.refusals] == [("A2", 30), ("B2", 30)]
    assert _names(sheet) == ["李四海"]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("名册.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "旧的 .xls"),
        ("名册.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600), "加了密码"),
        ("名册.csv", "姓名\n张三\n".encode(), ".csv"),
        ("名册.xlsm", b"PK\x03\x04", "宏"),
        ("名册.xlsx", b"", "不是 .xlsx"),
        ("名册.xlsx", b"MZ\x90\x00", "不是 .xlsx"),
        ("名册.xlsx", b"PK\x03\x04" + bytes(50), "不完整"),
        ("名册.xlsx", "<html>姓名</html>".encode(), "不是 .xlsx"),
    ],
)
def test_other_files_are_refused_with_what_to_do(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    _refused(path, reason)


def test_macros_under_another_name_are_refused(tmp_path: Path) -> None:
    _refused(write_raw(tmp_path / "名册.xlsx", raw_parts() | {"xl/vbaProject.bin": "x"}), "宏")


def test_every_cut_is_refused(tmp_path: Path) -> None:
    whole = write_book(tmp_path / "全.xlsx", ["姓名"], ["韩明月"]).read_bytes()
    path = tmp_path / "名册.xlsx"
    for cut in range(0, len(whole) - 1, 151):
        path.write_bytes(whole[:cut])
        _refused(path, "不能导入")


def test_every_missing_or_broken_part_is_refused_or_does_not_matter(tmp_path: Path) -> None:
    whole = write_book(tmp_path / "全.xlsx", ["姓名"], ["韩明月"])
    with zipfile.ZipFile(whole) as archive:
        parts: dict[str, Any] = {name: archive.read(name) for name in archive.namelist()}
    for name in parts:
        for damage in (None, b"", b"<x/>", parts[name][: len(parts[name]) // 2], b"\x00\xff"):
            damaged = {other: content for other, content in parts.items() if other != name}
            path = write_raw(tmp_path / "名册.xlsx", damaged if damage is None else damaged | {name: damage})
            assert _names_or_title(path) in ("韩明月", "“名册.xlsx”不能导入")


def _names_or_title(path: Path) -> str:
    try:
        return "、".join(_names(read_roster(path)))
    except RefusedError as error:
        return error.title.partition("：")[0]


def test_missing_file_and_folder_are_named(tmp_path: Path) -> None:
    _refused(tmp_path / "没有.xlsx", "位置不存在")
    (tmp_path / "夹.xlsx").mkdir()
    _refused(tmp_path / "夹.xlsx", "文件夹")


def test_encrypted_members_are_refused(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in raw_parts().items():
            archive.writestr(name, content)
    data = target.getvalue().replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    path = tmp_path / "名册.xlsx"
    path.write_bytes(data)
    _refused(path, "密码")
