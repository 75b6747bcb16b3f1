"""内容提示 as the street issues them: a `.json` under the published schema, or a sheet with 月份, 主题 and 要点."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typing_extensions import override

from liangxin_desktop.domain.imports import Refusal
from liangxin_desktop.domain.nouns import clean_text
from liangxin_desktop.domain.prompts import Prompt
from liangxin_desktop.exchange import cells
from liangxin_desktop.exchange.dates import read_date
from liangxin_desktop.exchange.issued import (
    TitledTable,
    calculated,
    entry_refusal,
    read_tree,
    refused,
    schema_of,
)

_TITLES = {"month": "月份", "theme": "主题", "points": "要点"}
_MOST_SHOWN = 1000
_YEAR = re.compile(r"(20\d\d)\s*年?")
_MONTH = re.compile(r"(\d{1,2})月?份?")


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
        raise refused(path, "里面没有内容提示")
    return sheet


def id_of(month: str, theme: str) -> str:
    """The id of a theme that was issued without one: the same month and words give the same."""
    return hashlib.sha256(f"{month} {theme}".encode()).hexdigest()[:12]


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


def schema() -> dict[str, Any]:
    """The JSON Schema of a list of themes (draft 2020-12)."""
    return schema_of("prompts")


def _read_json(path: Path) -> PromptSheet:
    listed = read_tree(path, schema(), "内容提示").get("prompts")
    most = schema()["properties"]["prompts"]["maxItems"]
    if not isinstance(listed, list) or len(listed) > most:
        raise refused(path, f"prompts 应为不超过{most}项的列表")
    return _sheet(path, [_entry(number, one, path.name) for number, one in enumerate(listed)])


def _entry(place: int, entry: Any, file: str) -> Prompt | Refusal:
    """One object of the list, held against the published schema and cleaned like every text of the record."""
    where = f"prompts[{place}]"
    bad = entry_refusal(place + 1, where, entry, schema()["$defs"]["prompt"], _TITLES)
    return bad or _prompt(place + 1, where, entry, file)


def _prompt(row: int, where: str, entry: Mapping[str, Any], file: str) -> Prompt | Refusal:
    month = str(entry["month"])
    try:
        theme = " ".join(clean_text(entry["theme"]).split())
        points = "\n".join(" ".join(clean_text(one).split()) for one in entry.get("points") or ())
        return Prompt(id=entry.get("id") or id_of(month, theme), month=month, theme=theme, points=points, source=file)
    except ValueError:
        return Refusal(row, where, "这一项", "", "含有不能印出的字符，或编号写法不合要求")


def _read_book(path: Path) -> PromptSheet:
    found = _Themes.in_book(path, _TITLES, {"month", "theme"}, "prompts")
    return _sheet(path, [found.entry(number, path.name) for number in found.numbers("theme", "points")])


class _Themes(TitledTable):
    """A row for each theme; a merged month holds for its rows."""

    def entry(self, number: int, file: str) -> Prompt | Refusal:
        """The theme of a row, or its first cell that cannot be taken."""
        values: dict[str, Any] = {}
        for name, read in (("month", self._month), ("theme", _line), ("points", _lines)):
            try:
                values[name] = read(calculated(self.cell(number, name)))
            except ValueError as error:
                return self.refusal(number, name, str(error))
        return Prompt(id=id_of(values["month"], values["theme"]), source=file, **values)

    @override
    def cell(self, number: int, name: str) -> Any:
        value = super().cell(number, name)
        return self._over(number, self.places[name]) if value is None and name == "month" else value

    def _over(self, number: int, place: int) -> Any:
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
        for text in (*(value for _, _, value in self.above()), self.grid.name):
            if isinstance(text, str) and (match := _YEAR.search(text)):
                return match[1]
        raise ValueError("没有写年份，请写成 2026-10 这样")


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
