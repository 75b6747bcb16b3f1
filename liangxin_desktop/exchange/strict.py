"""Twins of the nouns that take JSON at its word: no `"3"` for a number, no timestamp for a date, no unknown key.

The nouns themselves convert what they are given (SQLModel builds them through `__init__`, which forgets strictness),
so an archive is first held against these twins, made from the nouns' own fields.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache, reduce
from operator import or_
from types import GenericAlias, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, create_model

from liangxin_desktop.domain.nouns import Noun

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MINUTE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


@cache
def strict_twin(noun: type[Noun]) -> type[BaseModel]:
    """A model with the noun's fields, limits and aliases that converts nothing but JSON's dates, times and enums."""
    fields: dict[str, Any] = {
        name: (_twin_annotation(field.annotation), field) for name, field in noun.model_fields.items()
    }
    return create_model(noun.__name__, __base__=_Strict, **fields)


def _iso_date(value: object) -> object:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise ValueError("应为 2026-06-08 这样的日期")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("没有这一天") from None


def _iso_minute(value: object) -> object:
    if not isinstance(value, str) or not _MINUTE.fullmatch(value):
        raise ValueError("应为 2026-06-08T14:00 这样的日期和时间")
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise ValueError("没有这个日期或时间") from None


_EXACT: dict[Any, Any] = {
    date: Annotated[date, BeforeValidator(_iso_date)],
    datetime: Annotated[datetime, BeforeValidator(_iso_minute)],
}


def _twin_annotation(annotation: Any) -> Any:
    if annotation in _EXACT:
        return _EXACT[annotation]
    if isinstance(annotation, type) and issubclass(annotation, Noun):
        return strict_twin(annotation)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return Annotated[(_twin_annotation(arguments[0]), *arguments[1:])]
    if origin is tuple:
        return GenericAlias(tuple, (_twin_annotation(arguments[0]), ...))
    if origin in (Union, UnionType):
        return reduce(or_, (_twin_annotation(one) for one in arguments))
    return annotation
