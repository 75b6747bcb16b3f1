"""Reading JSON from strangers: bounded in size, depth and number, no repeated keys, no NaN, no broken characters."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from typing import Any

from liangxin_desktop.domain.record import Problem
from liangxin_desktop.exchange.unfit import UnfitError

MEGABYTE = 1024 * 1024
LARGEST_FILE = 64 * MEGABYTE
_LARGEST_TEXT = 128 * MEGABYTE
_MOST_VALUES = 1_000_000
_LONGEST_LIST = 20_000
_DEEPEST = 60
_MOST_DIGITS = 20
_SURROGATE = re.compile("[\ud800-\udfff]")


class _Repeating(dict[str, Any]):
    """An object in which a key stood twice."""

    repeated: str = ""


def parse(data: bytes) -> Any:
    """The value that the bytes write down. Raises UnfitError with a Chinese reason when they are no acceptable JSON."""
    if len(data) > LARGEST_FILE:
        raise UnfitError(f"超过{LARGEST_FILE // MEGABYTE} MB，太大了")
    if data.count(b",") + data.count(b"[") + data.count(b"{") > _MOST_VALUES:
        raise UnfitError("内容的项数太多")
    text = _decoded(data)
    try:
        return json.loads(text, object_pairs_hook=_unrepeated, parse_int=_modest_int, parse_constant=_no_constant)
    except RecursionError:
        raise UnfitError("嵌套的层数太多") from None
    except json.JSONDecodeError as error:
        where = f"第{error.lineno}行第{error.colno}个字符处"
        raise UnfitError(f"不是完整的 JSON（{where}不合格式，文件可能被截断或改动）") from None


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnfitError(f"不是 UTF-8 编码（第{error.start + 1}个字节处不合编码）") from None
    if sys.getsizeof(text) > _LARGEST_TEXT:
        raise UnfitError("内容太大")
    return text


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) == len(pairs):
        return result
    seen: set[str] = set()
    marked = _Repeating(result)
    marked.repeated = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    return marked


def _no_constant(name: str) -> Any:
    raise UnfitError(f"含有不是数的数值 {name}")


def _modest_int(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise UnfitError("含有位数太多的数")
    return int(digits)


def tree_problems(tree: Any) -> Iterator[Problem]:
    """What no archive may contain anywhere, with its path: repeated keys, broken characters, endless lists or nests."""
    waiting: list[tuple[str, int, Any]] = [("", 0, tree)]
    while waiting:
        path, depth, value = waiting.pop()
        if depth > _DEEPEST:
            yield Problem(path, f"嵌套超过{_DEEPEST}层")
        elif isinstance(value, str):
            yield from _text_problems(path, value)
        elif isinstance(value, dict):
            yield from _object_problems(path, value)
            waiting.extend((joined(path, key), depth + 1, inner) for key, inner in reversed(value.items()))
        elif isinstance(value, list):
            if len(value) > _LONGEST_LIST:
                yield Problem(path, f"超过{_LONGEST_LIST}项")
                continue
            waiting.extend((f"{path}[{index}]", depth + 1, value[index]) for index in reversed(range(len(value))))


def _text_problems(path: str, text: str) -> Iterator[Problem]:
    if not text.isascii() and _SURROGATE.search(text):
        yield Problem(path, "含有残缺的字符")


def _object_problems(path: str, value: dict[str, Any]) -> Iterator[Problem]:
    if isinstance(value, _Repeating):
        yield Problem(joined(path, value.repeated), "同一个键写了两次")
    for key in value:
        if _SURROGATE.search(key):
            yield Problem(joined(path, key), "键名含有残缺的字符")


def joined(path: str, key: str) -> str:
    """The path of a key below `path`, e.g. `sessions[3].host`; what cannot be shown is written as `?`, cut at 40."""
    shown = "".join(one if one.isprintable() else "?" for one in key[:40])
    return f"{path}.{shown}" if path else shown
