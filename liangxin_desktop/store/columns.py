"""How a noun's fields become columns: closed lists as their values, times as text, and CHECKs from the noun itself."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Any, get_args

from annotated_types import Ge, Le, MinLen
from pydantic.fields import FieldInfo
from sqlalchemy import CheckConstraint, Dialect, ForeignKey, String, TypeDecorator
from sqlalchemy import Enum as ClosedList
from sqlmodel import Field, SQLModel
from sqlmodel._compat import SQLModelConfig

ROW = SQLModelConfig(frozen=False)


class MinuteText(TypeDecorator[datetime]):
    """A local time without a zone, kept as `2026-06-08T14:00`."""

    impl = String(16)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002  (their shape)
        """Write the time to the minute."""
        return None if value is None else value.isoformat(timespec="minutes")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  (their shape)
        """Read the time."""
        return None if value is None else datetime.fromisoformat(value)


def closed_list(kind: type[Enum], **more: Any) -> Any:
    """A column that holds the values of a closed list, as they stand in the archive."""
    values = ClosedList(
        kind, native_enum=False, create_constraint=False, values_callable=lambda all_: [one.value for one in all_]
    )
    return Field(sa_type=values, **more)


def minute(**more: Any) -> Any:
    """A column that holds a time to the minute."""
    return Field(sa_type=MinuteText, **more)


def refers_to(target: str, **more: Any) -> Any:
    """A column that names a row of another table. Checked when the unit of work commits, so that order is free."""
    return Field(sa_column_args=[ForeignKey(target, deferrable=True, initially="DEFERRED")], **more)


def owned_by(target: str) -> Any:
    """The column that names the row this one is a part of; it goes when its owner goes."""
    return Field(primary_key=True, foreign_key=target, ondelete="CASCADE")


def checks(noun: type[SQLModel], *more: str, leave_out: tuple[str, ...] = ()) -> tuple[CheckConstraint, ...]:
    """The CHECKs that follow from the noun's own fields, and `more` that join several of them."""
    fields = {name: field for name, field in noun.model_fields.items() if name not in leave_out}
    sentences = [sentence for name, field in fields.items() if (sentence := _sentence(f'"{name}"', field))]
    return tuple(CheckConstraint(sentence) for sentence in (*sentences, *more))


def _sentence(column: str, field: FieldInfo) -> str | None:
    kind = _plain_type(field.annotation)
    if not isinstance(kind, type):
        return None
    if issubclass(kind, Enum):
        values = ", ".join(f"'{one.value}'" for one in kind)
        return f"{column} IN ({values})"
    if issubclass(kind, datetime):
        return f"{column} IS strftime('%Y-%m-%dT%H:%M', {column})"
    if issubclass(kind, date):
        return f"{column} IS date({column})"
    if issubclass(kind, bool):
        return f"{column} IN (0, 1)"
    return _limits(column, kind, _constraints(field))


def _limits(column: str, kind: type, constraints: list[Any]) -> str | None:
    if issubclass(kind, (int, float)):
        low = next((one.ge for one in constraints if isinstance(one, Ge)), None)
        high = next((one.le for one in constraints if isinstance(one, Le)), None)
        stored = "'integer'" if issubclass(kind, int) else "'integer', 'real'"
        return f"{column} IS NULL OR typeof({column}) IN ({stored}) AND {column} BETWEEN {low} AND {high}"
    if any(getattr(one, "pattern", None) == "^[0-9a-f]{64}$" for one in constraints):
        return f"length({column}) = 64 AND {column} NOT GLOB '*[^0-9a-f]*'"
    if any(isinstance(one, MinLen) or getattr(one, "min_length", None) for one in constraints):
        return f"{column} <> ''"
    return None


def _plain_type(annotation: Any) -> Any:
    """The type itself, without its limits and without `| None`."""
    inner = [one for one in get_args(annotation) if one is not type(None)]
    return _plain_type(inner[0]) if inner else annotation


def _constraints(field: FieldInfo) -> list[Any]:
    """Every limit on the field, wherever in its annotation it stands."""
    return [*_flat(field.metadata), *_nested(field.annotation)]


def _nested(annotation: Any) -> list[Any]:
    found = _flat(getattr(annotation, "__metadata__", ()))
    for inner in get_args(annotation):
        found += _nested(inner)
    return found


def _flat(metadata: Any) -> list[Any]:
    return [part for one in metadata for part in (one, *getattr(one, "metadata", ()))]
