"""What pydantic found, as Chinese sentences with the path of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from liangxin_desktop.domain.record import Problem
from liangxin_desktop.exchange.json_text import joined

_SENTENCES = {
    "missing": "缺少这一项",
    "extra_forbidden": "是不认识的键",
    "enum": "只能是 {expected} 之一",
    "literal_error": "只能是 {expected}",
    "bool_type": "应为 true 或 false",
    "int_type": "应为整数",
    "int_from_float": "应为整数",
    "int_parsing_size": "数值过大",
    "float_type": "应为数",
    "finite_number": "应为有限的数",
    "string_type": "应为文字（写在引号里）",
    "string_unicode": "含有残缺的字符",
    "string_too_short": "至少要有{min_length}个字",
    "string_too_long": "最多{max_length}个字",
    "string_pattern_mismatch": "写法不合要求",
    "tuple_type": "应为列表（写在方括号里）",
    "dict_type": "应为对象（写在花括号里）",
    "none_required": "应为空",
    "model_type": "应为对象（写在花括号里）",
    "model_attributes_type": "应为对象（写在花括号里）",
    "greater_than_equal": "不能小于{ge}",
    "less_than_equal": "不能大于{le}",
    "date_type": "应为 2026-06-08 这样的日期",
    "datetime_type": "应为 2026-06-08T14:00 这样的日期和时间",
}
_OTHERWISE = "内容不合要求"
_SHAPES = {"sha256": "应为64位小写十六进制的 SHA-256", "[key]": "键名应为四位数的年份"}


def problems_of(error: ValidationError, path: str = "") -> list[Problem]:
    """Every problem that pydantic found below `path`. No input is ever quoted: it may be a person's number."""
    return [
        Problem(path_of(found["loc"], path), _sentence(found))
        for found in error.errors(include_url=False, include_input=False)
    ]


def path_of(location: Iterable[int | str], path: str = "") -> str:
    """Pydantic's location in the interfaces' notation."""
    for part in location:
        if isinstance(part, int):
            path = f"{path}[{part}]"
        elif part != "[key]":
            path = joined(path, part)
    return path or "整个文件"


def _sentence(found: ErrorDetails) -> str:
    context: dict[str, Any] = found.get("ctx") or {}
    if found["type"] == "value_error":
        return str(context["error"])
    if found["type"] == "string_pattern_mismatch":
        return _SHAPES.get(str(found["loc"][-1]), _SENTENCES["string_pattern_mismatch"])
    if found["type"] == "enum":
        context = {"expected": str(context["expected"]).replace("' or '", "', '").replace("'", "").replace(", ", "、")}
    return _SENTENCES.get(found["type"], _OTHERWISE).format(**context)
