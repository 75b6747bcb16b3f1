"""内容提示 as the street issues them: a `.json` under the published schema, or a sheet with 月份, 主题 and 要点."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from liangxin_desktop.domain.imports import Refusal
from liangxin_desktop.domain.nouns import clean_text
from liangxin_desktop.domain.prompts import Prompt
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.exchange import cells, json_text
from liangxin_desktop.exchange.dates import read_date
from liangxin_desktop.exchange.unfit import UnfitError
from liangxin_desktop.exchange.wording import plain
from liangxin_desktop.exchange.workbook import UNCALCULATED, Grid, read_grids
from liangxin_desktop.files import reason_of
from liangxin_desktop.paths import resources

FORMAT, VERSION = "liangxin-prompts", 1
_TITLES = {"month": "月份", "theme": "主题", "points": "要点"}
_SEARCHED_ROWS = 30
_MOST_SHOWN = 1000
_LARGEST_JSON = 4 * 1024 * 1024
_NOTHING = "没有导入任何内容。"
_YEAR = re.compile(r"(20\d\d)\s*年?")
_MONTH = re.compile(r"(\d{1,2})月?份?")
_NO_VALUE = "公式没有计算结果。请在表格软件中打开、保存一次，再导入"


@dataclass(frozen=True)
class PromptSheet:
    """What a file says. A row with a refused cell is not among `prompts`."""

    file: str
    prompts: tuple[Prompt, ...]
    refusals: tuple[Refusal, ...]


def read_prompts(path: Path) -> PromptSheet:
    """Read the themes of a `.json` or `.xlsx`. RefusedError names file and reason when it is neither, or unfit."""
    sheet = _read_json(path) if path.suffix.lower() == ".json" else _read_book(path)
    if not sheet.prompts and not sheet.refusals:
        raise _refused(path, "里面没有内容提示")
    return sheet


def id_of(month: str, theme: str) -> str:
    """The id of a theme that was issued without one: the same month and words give the same."""
    return hashlib.sha256(f"{month} {theme}".encode()).hexdigest()[:12]


def _refused(path: Path, reason: str) -> RefusedError:
    return RefusedError(f"“{path.name}”不能导入：{reason}。", _NOTHING)


def _sheet(path: Path, read: Sequence[Prompt | Refusal]) -> PromptSheet:
    """Of two rows for one theme the later is refused."""
    prompts: dict[str, Prompt] = {}
    refusals = [one for one in read if isinstance(one, Refusal)]
    for place, one in enumerate(read, start=1):
        if not isinstance(one, Prompt):
            continue
        if one.id in prompts:
            refusals.append(Refusal(place, f"第{place}项", _TITLES["theme"], one.theme[:30], "与前面的一项重复"))
        prompts.setdefault(one.id, one)
    return PromptSheet(path.name, tuple(prompts.values()), tuple(refusals[:_MOST_SHOWN]))


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of a list of themes (draft 2020-12)."""
    loaded: dict[str, Any] = json.loads((resources() / "schemas" / "prompts.schema.json").read_text(encoding="utf-8"))
    return loaded


def _read_json(path: Path) -> PromptSheet:
    try:
        if path.stat().st_size > _LARGEST_JSON:
            raise _refused(path, f"超过{_LARGEST_JSON // 1024 // 1024} MB，太大了")
        tree = json_text.parse(path.read_bytes())
    except OSError as error:
        raise _refused(path, reason_of(error)) from error
    except UnfitError as error:
        raise _refused(path, str(error)) from None
    if problem := next(json_text.tree_problems(tree), None):
        raise _refused(path, str(problem))
    listed = _listed(path, tree)
    return _sheet(path, [_entry(number, one, path.name) for number, one in enumerate(listed)])


def _listed(path: Path, tree: Any) -> list[Any]:
    if not isinstance(tree, dict) or tree.get("format") != FORMAT:
        raise _refused(path, f"不是内容提示（format 不是 {FORMAT}）")
    if tree.get("version") != VERSION or isinstance(tree.get("version"), bool):
        raise _refused(path, f"不是本程序认识的版本（应为 {VERSION}）")
    listed = tree.get("prompts")
    most = schema()["properties"]["prompts"]["maxItems"]
    if not isinstance(listed, list) or len(listed) > most or tree.keys() - schema()["properties"].keys():
        raise _refused(path, f"prompts 应为不超过{most}项的列表，且没有别的键")
    return listed


def _entry(place: int, entry: Any, file: str) -> Prompt | Refusal:
    """One object of the list, held against the published schema and cleaned like every text of the record."""
    where = f"prompts[{place}]"
    if not isinstance(entry, dict):
        return Refusal(place + 1, where, "这一项", "", "应为对象（写在花括号里）")
    shape = schema()["$defs"]["prompt"]
    strange = [key for key in entry if key not in shape["properties"]]
    if strange:
        return Refusal(place + 1, json_text.joined(where, strange[0]), "这一项", "", "是不认识的键")
    for key, inner in shape["properties"].items():
        if reason := _unlike(entry.get(key), inner, required=key in shape["required"]):
            shown = cells.shown(entry.get(key)) if isinstance(entry.get(key), str) else ""
            return Refusal(place + 1, f"{where}.{key}", _TITLES.get(key, ""), shown, reason)
    return _prompt(place + 1, where, entry, file)


def _unlike(value: Any, shape: Mapping[str, Any], *, required: bool) -> str:
    """Why a value is not what the schema asks for; empty where it is."""
    if value is None:
        return "缺少这一项" if required else ""
    return _no_list(value, shape) if shape["type"] == "array" else _no_text(value, shape)


def _no_list(value: Any, shape: Mapping[str, Any]) -> str:
    if not isinstance(value, list) or len(value) > shape["maxItems"]:
        return f"应为不超过{shape['maxItems']}项的列表"
    return next((reason for one in value if (reason := _no_text(one, shape["items"]))), "")


def _no_text(value: Any, shape: Mapping[str, Any]) -> str:
    if not isinstance(value, str):
        return "应为文字（写在引号里）"
    if "pattern" in shape:
        return "" if re.fullmatch(shape["pattern"], value) else "应为 2026-10 这样的月份"
    if not value.strip() or len(value) > shape["maxLength"]:
        return f"应为1到{shape['maxLength']}个字"
    return ""


def _prompt(row: int, where: str, entry: Mapping[str, Any], file: str) -> Prompt | Refusal:
    month = str(entry["month"])
    try:
        theme = " ".join(clean_text(entry["theme"]).split())
        points = "\n".join(" ".join(clean_text(one).split()) for one in entry.get("points") or ())
        return Prompt(id=entry.get("id") or id_of(month, theme), month=month, theme=theme, points=points, source=file)
    except ValueError:
        return Refusal(row, where, "这一项", "", "含有不能印出的字符，或编号写法不合要求")


def _read_book(path: Path) -> PromptSheet:
    grids = read_grids(path)
    found = next((table for grid in grids if (table := _table_of(grid)) is not None), None)
    if found is None:
        raise _refused(path, "没有找到表头（应有一行写着“月份”“主题”“要点”）")
    return _sheet(path, [found.entry(number, path.name) for number in found.numbers()])


@cache
def _known() -> dict[str, str]:
    data = tomllib.loads((resources() / "wording" / "prompts.toml").read_text(encoding="utf-8"))
    return {plain(title): field for field, titles in data.items() for title in titles}


def _table_of(grid: Grid) -> _Table | None:
    for number in list(grid.rows)[:_SEARCHED_ROWS]:
        places: dict[str, int] = {}
        for place, title in enumerate(grid.rows[number]):
            field = _known().get(plain(title)) if isinstance(title, str) else None
            if field:
                places.setdefault(field, place)
        if {"month", "theme"} <= places.keys():
            return _Table(grid, number, places)
    return None


@dataclass(frozen=True)
class _Table:
    """The rows under a header of a sheet."""

    grid: Grid
    header: int
    places: Mapping[str, int]

    def numbers(self) -> Iterator[int]:
        """The rows that name a theme or a point."""
        for number in self.grid.rows:
            if number > self.header and any(
                not cells.is_empty(self._cell(number, name)) for name in ("theme", "points")
            ):
                yield number

    def entry(self, number: int, file: str) -> Prompt | Refusal:
        """The theme of a row, or its first cell that cannot be taken."""
        values: dict[str, Any] = {}
        for name, read in (("month", self._month), ("theme", _line), ("points", _lines)):
            raw = self._cell(number, name)
            try:
                values[name] = read(_calculated(raw))
            except ValueError as error:
                cell = f"{get_column_letter(self.places[name] + 1)}{number}"
                shown = "" if raw is None or raw is UNCALCULATED else cells.shown(raw)
                return Refusal(number, cell, _TITLES[name], shown, str(error))
        return Prompt(id=id_of(values["month"], values["theme"]), source=file, **values)

    def _cell(self, number: int, name: str) -> Any:
        place = self.places.get(name)
        if place is None:
            return None
        value = self.grid.rows[number][place]
        return self._above(number, place) if value is None and name == "month" else value

    def _above(self, number: int, place: int) -> Any:
        """The value of the merged cell in which a blank one lies."""
        for merge in self.grid.outline.merges:
            if merge.first_column == place + 1 == merge.last_column and merge.first_row <= number <= merge.last_row:
                return self.grid.rows.get(merge.first_row, (None,) * (place + 1))[place]
        return None

    def _month(self, value: Any) -> str:
        if value is None or (isinstance(value, str) and not value.strip()):
            raise ValueError("没有写月份")
        bare = _MONTH.fullmatch(cells.shown(value).replace(" ", ""))
        if bare and 1 <= int(bare[1]) <= 12:
            return f"{self._year()}-{int(bare[1]):02}"
        try:
            day = read_date(value, uses_1904=self.grid.uses_1904)
        except ValueError:
            raise ValueError("看不懂这个月份，请写成 2026-10 这样") from None
        if day.month is None:
            raise ValueError("只有年份，没有月份")
        return f"{day.year}-{day.month:02}"

    def _year(self) -> str:
        """The year in the lines above the header, or in the sheet's name."""
        above = (value for number, row in self.grid.rows.items() if number < self.header for value in row)
        for text in (*above, self.grid.name):
            if isinstance(text, str) and (match := _YEAR.search(text)):
                return match[1]
        raise ValueError("没有写年份，请写成 2026-10 这样")


def _calculated(value: Any) -> Any:
    if value is UNCALCULATED:
        raise ValueError(_NO_VALUE)
    return value


def _line(value: Any) -> str:
    text = cells.read_line(value)
    if not text:
        raise ValueError("没有写主题")
    return text


def _lines(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError("不是文字")
    return "\n".join(" ".join(one.split()) for one in clean_text(value).splitlines() if one.strip())
