"""What every noun of the record shares: frozen, strict about its keys, careful with text, short random ids."""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, StringConstraints
from sqlmodel import SQLModel
from sqlmodel._compat import SQLModelConfig

_ID_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_REASONS = (
    (re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]"), "含有不可见的控制字符"),
    (re.compile(r"[\ud800-\udfff]"), "含有残缺的字符"),
    (re.compile(r"[\u202a-\u202e\u2066-\u2069]"), "含有改变书写方向的控制字符"),
)


class Noun(SQLModel):
    """One thing of the record, in the shape of the branch archive. Values never change; a change makes a new one."""

    model_config = SQLModelConfig(frozen=True, extra="forbid")

    def but(self, **changes: Any) -> Any:
        """The same noun with some fields changed, validated again."""
        fields = type(self).model_fields
        data = self.model_dump(by_alias=True)
        return type(self).model_validate(data | {fields[name].alias or name: value for name, value in changes.items()})


def new_id() -> str:
    """A short random id: eight letters and digits without look-alikes."""
    return "".join(secrets.choice(_ID_ALPHABET) for _ in range(8))


def clean_text(text: str) -> str:
    """Refuse what no form can print: NUL and other controls, lone surrogates, reversing marks. Line ends become \\n."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _UNPRINTABLE.search(text):
        raise ValueError(next(reason for pattern, reason in _REASONS if pattern.search(text)))
    return text


def _one_line(text: str) -> str:
    if "\n" in text or "\t" in text:
        raise ValueError("应写在一行内")
    return text


def _to_the_minute(value: Any) -> Any:
    """Times are naive local ones to the minute; a zone or a bare date is refused."""
    if isinstance(value, str) and "T" not in value:
        raise ValueError("应为 2026-06-08T14:00 这样的日期和时间")
    if isinstance(value, datetime):
        return value.replace(second=0, microsecond=0)
    return value


def _without_zone(value: datetime) -> datetime:
    if value.tzinfo is not None:
        raise ValueError("时间不带时区")
    return value


_Clean = AfterValidator(clean_text)
_OneLine = AfterValidator(_one_line)
Id = Annotated[str, StringConstraints(min_length=1, max_length=64), _Clean, _OneLine]
Line = Annotated[str, StringConstraints(max_length=200), _Clean, _OneLine]
Name = Annotated[str, StringConstraints(min_length=1, max_length=60), _Clean, _OneLine]
Text = Annotated[str, StringConstraints(max_length=100_000), _Clean]
Minute = Annotated[
    datetime,
    BeforeValidator(_to_the_minute),
    AfterValidator(_without_zone),
    PlainSerializer(lambda value: value.isoformat(timespec="minutes"), when_used="json"),
]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
