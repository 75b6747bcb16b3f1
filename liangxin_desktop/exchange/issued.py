"""What a street issues to its branches: a small `.json` under a published schema, or a sheet with titled columns."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self

from openpyxl.utils import get_column_letter

from liangxin_desktop.domain.imports import Refusal
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.exchange import cells, json_text
from liangxin_desktop.exchange.unfit import UnfitError
from liangxin_desktop.exchange.wording import plain
from liangxin_desktop.exchange.workbook import UNCALCULATED, Grid, read_grids
from liangxin_desktop.files import reason_of
from liangxin_desktop.paths import resources

_SEARCHED_ROWS = 30
_LARGEST_JSON = 4 * 1024 * 1024
_NOTHING = "没有导入任何内容。"
_NO_VALUE = "公式没有计算结果。请在表格软件中打开、保存一次，再导入"


def refused(path: Path, reason: str) -> RefusedError:
    """That the file cannot be taken, and that nothing was."""
    return RefusedError(f"“{path.name}”不能导入：{reason}。", _NOTHING)


@cache
def schema_of(name: str) -> dict[str, Any]:
    """A JSON Schema (draft 2020-12) of `resources/schemas/`."""
    loaded: dict[str, Any] = json.loads((resources() / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    return loaded


def read_tree(path: Path, schema: Mapping[str, Any], what: str) -> dict[str, Any]:
    """The object that a file holds, of the schema's format and version, with no key that the schema doesn't know.

    Raises RefusedError naming file and reason; `what` is what the file should be, in Chinese.
    """
    tree, known = _parsed(path), schema["properties"]
    kind, version = known["format"]["const"], known["version"]["const"]
    if not isinstance(tree, dict) or tree.get("format") != kind:
        raise refused(path, f"不是{what}（format 不是 {kind}）")
    if tree.get("version") != version or isinstance(tree.get("version"), bool):
        raise refused(path, f"不是本程序认识的版本（应为 {version}）")
    if strange := next((key for key in tree if key not in known), None):
        raise refused(path, f"有不认识的键：{json_text.joined('', strange)}")
    return tree


def _parsed(path: Path) -> Any:
    try:
        if path.stat().st_size > _LARGEST_JSON:
            raise refused(path, f"超过{_LARGEST_JSON // 1024 // 1024} MB，太大了")
        tree = json_text.parse(path.read_bytes())
    except OSError as error:
        raise refused(path, reason_of(error)) from error
    except UnfitError as error:
        raise refused(path, str(error)) from None
    if problem := next(json_text.tree_problems(tree), None):
        raise refused(path, str(problem))
    return tree


def entry_refusal(
    place: int, where: str, entry: Any, shape: Mapping[str, Any], titles: Mapping[str, str]
) -> Refusal | None:
    """Why an object of a list is not what the schema asks for; None where it is. `titles` name its keys in Chinese."""
    if not isinstance(entry, dict):
        return Refusal(place, where, "这一项", "", "应为对象（写在花括号里）")
    strange = [key for key in entry if key not in shape["properties"]]
    if strange:
        return Refusal(place, json_text.joined(where, strange[0]), "这一项", "", "是不认识的键")
    for key, inner in shape["properties"].items():
        if reason := unlike(entry.get(key), inner, required=key in shape["required"]):
            shown = cells.shown(entry.get(key)) if isinstance(entry.get(key), str | int) else ""
            return Refusal(place, f"{where}.{key}", titles.get(key, ""), shown, reason)
    return None


def unlike(value: Any, shape: Mapping[str, Any], *, required: bool) -> str:
    """Why a value is not what the schema asks for; empty where it is."""
    if value is None:
        return "缺少这一项" if required else ""
    check = {"array": _no_list, "integer": _no_number}.get(shape["type"], _no_text)
    return check(value, shape)


def _no_list(value: Any, shape: Mapping[str, Any]) -> str:
    if not isinstance(value, list) or not shape.get("minItems", 0) <= len(value) <= shape["maxItems"]:
        return f"应为不超过{shape['maxItems']}项的列表"
    if "type" not in shape["items"]:
        return ""
    return next((reason for one in value if (reason := unlike(one, shape["items"], required=True))), "")


def _no_number(value: Any, shape: Mapping[str, Any]) -> str:
    least, most = shape["minimum"], shape["maximum"]
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return "" if is_number and least <= value <= most else f"应为{least}到{most}的整数"


def _no_text(value: Any, shape: Mapping[str, Any]) -> str:
    if not isinstance(value, str):
        return "应为文字（写在引号里）"
    if "pattern" in shape:
        return "" if re.fullmatch(shape["pattern"], value) else "应为 2026-10 这样的月份"
    if not value.strip() or len(value) > shape["maxLength"]:
        return f"应为1到{shape['maxLength']}个字"
    return ""


@cache
def known_titles(name: str) -> dict[str, str]:
    """The field that each title of a column stands for, of a file of `resources/wording/`."""
    data = tomllib.loads((resources() / "wording" / f"{name}.toml").read_text(encoding="utf-8"))
    return {plain(title): field for field, titles in data.items() for title in titles}


@dataclass(frozen=True)
class TitledTable:
    """The rows under a header of a sheet. `titles` name the fields in Chinese, for refusals."""

    grid: Grid
    header: int
    places: Mapping[str, int]
    titles: Mapping[str, str]

    @classmethod
    def in_book(cls, path: Path, titles: Mapping[str, str], needed: set[str], wording: str) -> Self:
        """The first table of a workbook under titles for every field needed, in the words of that file of wording.

        Raises RefusedError naming file and reason.
        """
        known = known_titles(wording)
        tables = (cls._under(grid, known, titles, needed) for grid in read_grids(path))
        found = next((table for table in tables if table is not None), None)
        if found is None:
            raise refused(path, f"没有找到表头（应有一行写着{''.join(f'“{title}”' for title in titles.values())}）")
        return found

    @classmethod
    def _under(cls, grid: Grid, known: Mapping[str, str], titles: Mapping[str, str], needed: set[str]) -> Self | None:
        for number in list(grid.rows)[:_SEARCHED_ROWS]:
            places: dict[str, int] = {}
            for place, title in enumerate(grid.rows[number]):
                field = known.get(plain(title)) if isinstance(title, str) else None
                if field:
                    places.setdefault(field, place)
            if needed <= places.keys():
                return cls(grid, number, places, titles)
        return None

    def numbers(self, *names: str) -> Iterator[int]:
        """The rows that say anything in one of these columns."""
        for number in self.grid.rows:
            if number > self.header and any(not cells.is_empty(self.cell(number, name)) for name in names):
                yield number

    def cell(self, number: int, name: str) -> Any:
        """What stands in the field's cell of the row; None where it has no column."""
        place = self.places.get(name)
        return None if place is None else self.grid.rows[number][place]

    def refusal(self, number: int, name: str, reason: str) -> Refusal:
        """That the field's cell of the row cannot be taken."""
        raw = self.cell(number, name)
        shown = "" if raw is None or raw is UNCALCULATED else cells.shown(raw)
        return Refusal(number, f"{get_column_letter(self.places[name] + 1)}{number}", self.titles[name], shown, reason)

    def above(self) -> Iterator[tuple[int, int, Any]]:
        """What stands above the header, as row, place and value."""
        for number, row in self.grid.rows.items():
            if number < self.header:
                yield from ((number, place, value) for place, value in enumerate(row) if not cells.is_empty(value))


def calculated(value: Any) -> Any:
    """The value; ValueError for a formula that was saved without its value."""
    if value is UNCALCULATED:
        raise ValueError(_NO_VALUE)
    return value
