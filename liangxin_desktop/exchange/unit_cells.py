"""Reading one cell as one field of a unit: None when it is empty, ValueError with a Chinese reason when it is bad."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from liangxin_desktop.exchange.cells import Reader, is_empty, need_name, text_of
from liangxin_desktop.exchange.wording import squeezed, units_wording

_MOST = 100_000
_NO_COUNT = "应为人数，写成 128 这样的整数"
_NUMBER = re.compile(r"(\d{1,9}|\d{1,3}(,\d{3}){1,2})(\.0+)?")
_BETWEEN_HAN = re.compile(r"(?<=[^\x00-\xff]) (?=[^\x00-\xff])")


def read_unit_name(value: Any) -> str | None:
    """A unit's name on one line, without blanks between Chinese characters."""
    if is_empty(value):
        return None
    if not isinstance(value, str):
        raise ValueError("不是单位名称")
    text = text_of(value)
    if text is None:
        return None
    name = _BETWEEN_HAN.sub("", text)
    need_name(name, "单位名称")
    return name


def read_count(value: Any) -> int | None:
    """A number of people: 128, １２８, 1,280, 128人 and 128.0 are read alike, 无 is none at all."""
    if isinstance(value, str) and squeezed(value) in units_wording().count.naught:
        return 0
    text = _number_text(value)
    if text is None:
        return None
    if text.startswith("-"):
        raise ValueError("人数不能是负数")
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise ValueError(_NO_COUNT)
    number = int(found[1].replace(",", ""))
    if number > _MOST:
        raise ValueError(f"人数不能大于{_MOST}")
    return number


def _number_text(value: Any) -> str | None:
    """The number as plain digits, without what counts stand in: 128人."""
    if isinstance(value, bool):
        raise ValueError(_NO_COUNT)
    try:
        text = text_of(value)
    except ValueError as error:
        raise ValueError(_NO_COUNT) from error
    if text is None:
        return None
    number = squeezed(text).lstrip("'")
    for suffix in units_wording().count.suffixes:
        number = number.removesuffix(suffix)
    return number


def read_flag(field: str, value: Any) -> bool | None:
    """是 or 否, or what people write in their stead in the column of that field."""
    if isinstance(value, bool):
        return value
    words = units_wording().flag | units_wording().flags[field]
    word = None if is_empty(value) else squeezed(str(value))
    if word in words:
        return words[word]
    if text_of(value) is None:
        return None
    if field == "has_organization" and isinstance(value, str) and squeezed(value).endswith(_endings()):
        return True
    raise ValueError("应为是或否")


def _endings() -> tuple[str, ...]:
    return units_wording().organization.endings


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "name": read_unit_name,
        "employees": read_count,
        "members": read_count,
        **{name: partial(read_flag, name) for name in ("has_organization", "above_scale", "key_industry")},
    }
)
"""The reader for each field of the register."""
