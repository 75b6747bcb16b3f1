"""A street's own standard for the room: a `.json` under the published schema, or a sheet with 项目 and 有效月数."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from liangxin_desktop.domain.imports import Refusal
from liangxin_desktop.domain.nouns import clean_text
from liangxin_desktop.domain.room import ALWAYS, PresetItem, RoomPreset
from liangxin_desktop.exchange import cells
from liangxin_desktop.exchange.issued import (
    TitledTable,
    calculated,
    entry_refusal,
    known_titles,
    read_tree,
    refused,
    schema_of,
    unlike,
)
from liangxin_desktop.exchange.wording import plain
from liangxin_desktop.exchange.workbook import Grid

_TITLES = {"number": "序号", "title": "项目", "shelf_months": "有效月数"}
_NAME, _ID = "标准名称", "标准编号"
_LONGEST = 60
_MONTHS = re.compile(r"(\d{1,4})(?:\.0+)?个?月?")
_FOR_EVER = frozenset(("长期", "长期有效", "永久", "不限"))


@dataclass(frozen=True)
class PresetSheet:
    """What a file says. None in place of the standard where a cell is refused: half a standard is none."""

    file: str
    preset: RoomPreset | None
    refusals: tuple[Refusal, ...]


def read_preset(path: Path) -> PresetSheet:
    """Read the standard of a `.json` or `.xlsx`. RefusedError names file and reason when it is neither, or unfit."""
    return _read_json(path) if path.suffix.lower() == ".json" else _read_book(path)


def id_of(words: str) -> str:
    """The id of a standard, or the key of an item, that was issued without one: the same words give the same."""
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def schema() -> dict[str, Any]:
    """The JSON Schema of a standard (draft 2020-12)."""
    return schema_of("room-preset")


def _sheet(path: Path, preset_id: str, title: str, read: Sequence[PresetItem | Refusal]) -> PresetSheet:
    """The standard of these items; of two alike the later is refused."""
    items: dict[str, PresetItem] = {}
    refusals = [one for one in read if isinstance(one, Refusal)]
    for place, one in enumerate(read, start=1):
        if not isinstance(one, PresetItem):
            continue
        if one.key in items or any(one.title == other.title for other in items.values()):
            refusals.append(Refusal(place, f"第{place}项", _TITLES["title"], one.title[:30], "与前面的一项重复"))
        items.setdefault(one.key, one)
    most = schema()["properties"]["items"]["maxItems"]
    if not read or len(read) > most:
        raise refused(path, f"项目应为1到{most}项，里面有{len(read)}项")
    made = None if refusals else RoomPreset(id=preset_id, title=title, items=tuple(items.values()))
    return PresetSheet(path.name, made, tuple(refusals))


def _read_json(path: Path) -> PresetSheet:
    tree, shape = read_tree(path, schema(), "阵地标准"), schema()["properties"]
    for key, title in (("id", _ID), ("title", _NAME)):
        if reason := unlike(tree.get(key), shape[key], required=key == "title"):
            return _refusing(path, Refusal(1, key, title, "", reason))
    if reason := unlike(tree.get("items"), shape["items"], required=True):
        return _refusing(path, Refusal(1, "items", _TITLES["title"], "", reason))
    try:
        title = _cleaned(tree["title"])
        preset_id = tree.get("id") or id_of(title)
        RoomPreset(id=preset_id, title=title, items=(PresetItem(key="one", title="one", shelf_months=1),))
    except ValueError:
        return _refusing(path, Refusal(1, "title", _NAME, "", "含有不能印出的字符，或编号写法不合要求"))
    return _sheet(path, preset_id, title, [_entry(place, one) for place, one in enumerate(tree["items"])])


def _refusing(path: Path, refusal: Refusal) -> PresetSheet:
    return PresetSheet(path.name, None, (refusal,))


def _entry(place: int, entry: Any) -> PresetItem | Refusal:
    """One object of the list, held against the published schema and cleaned like every text of the record."""
    where = f"items[{place}]"
    bad = entry_refusal(place + 1, where, entry, schema()["$defs"]["item"], _TITLES)
    if bad is not None:
        return bad
    try:
        title = _cleaned(entry["title"])
        return PresetItem(key=entry.get("key") or id_of(title), title=title, shelf_months=entry["shelf_months"])
    except ValueError:
        return Refusal(place + 1, where, "这一项", "", "含有不能印出的字符，或编号写法不合要求")


def _read_book(path: Path) -> PresetSheet:
    found = _Items.in_book(path, _TITLES, {"title", "shelf_months"}, "presets")
    try:
        title = found.name()
    except ValueError as error:
        return _refusing(path, Refusal(1, _first_cell(found.grid), _NAME, "", str(error)))
    return _sheet(path, id_of(title), title, [found.item(number) for number in found.numbers("title", "shelf_months")])


def _first_cell(grid: Grid) -> str:
    return f"A{next(iter(grid.rows))}"


class _Items(TitledTable):
    """A row for each item; the standard's name stands above."""

    def name(self) -> str:
        """What stands behind or beside 标准名称, else in the first line above the header. ValueError where nothing."""
        above = [(place, value) for _, place, value in self.above()]
        texts = [value for _, value in above if isinstance(value, str)]
        for at, text in enumerate(texts):
            word, _, behind = text.replace("：", ":").partition(":")
            if known_titles("presets").get(plain(word)) == "name":
                return _named(behind if behind.strip() else "".join(texts[at + 1 : at + 2]))
        return _named(texts[0] if texts else "")

    def item(self, number: int) -> PresetItem | Refusal:
        """The item of a row, or its first cell that cannot be taken."""
        values: dict[str, Any] = {}
        for name, read in (("title", _line), ("shelf_months", _months)):
            try:
                values[name] = read(calculated(self.cell(number, name)))
            except ValueError as error:
                return self.refusal(number, name, str(error))
        return PresetItem(key=id_of(values["title"]), **values)


def _cleaned(text: str) -> str:
    return " ".join(clean_text(text).split())


def _named(text: str) -> str:
    name = _cleaned(text)
    if not name:
        raise ValueError("没有写标准名称，应写在表头上方第一行")
    if len(name) > _LONGEST:
        raise ValueError(f"标准名称最多{_LONGEST}个字")
    return name


def _line(value: Any) -> str:
    text = cells.read_line(value)
    if not text:
        raise ValueError("没有写项目")
    if len(text) > _LONGEST:
        raise ValueError(f"最多{_LONGEST}个字")
    return text


def _months(value: Any) -> int:
    """A number of months, also written 24个月; 长期 for evidence that does not age."""
    text = "" if value is None else str(value).replace(" ", "")
    if not text:
        raise ValueError("没有写有效月数；佐证长期有效的写“长期”")
    if text in _FOR_EVER:
        return ALWAYS
    match = _MONTHS.fullmatch(text)
    if match is None or not 1 <= int(match[1]) <= ALWAYS:
        raise ValueError(f"应为1到{ALWAYS}的整数；佐证长期有效的写“长期”")
    return int(match[1])
