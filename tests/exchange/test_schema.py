"""The published schema and the nouns agree: field by field, and on examples in both directions."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.exchange.archive import from_bytes, to_bytes
from liangxin_desktop.exchange.layout import schema
from liangxin_desktop.exchange.strict import strict_twin
from tests.exchange.sample import sample_tree
from tests.exchange.test_archive import BAD, changed

# What a schema cannot see: references, uniqueness across lists, checks between fields, check digits, the calendar.
BEYOND_A_SCHEMA = ("没有编号", "重复", "不一致", "校验码不符", "早于", "两次", "第1步", "没有这一天", "没有这个日期")


def _accepted_by_schema(tree: Any) -> bool:
    return bool(Draft202012Validator(schema()).is_valid(tree))


def _accepted_by_import(tree: Any) -> bool:
    try:
        from_bytes(json.dumps(tree).encode(), "x")
    except RefusedError:
        return False
    return True


def test_schema_is_one() -> None:
    Draft202012Validator.check_schema(schema())
    assert schema()["$schema"].endswith("2020-12/schema")


def test_every_object_is_closed() -> None:
    shapes = [schema(), *(one for one in schema()["$defs"].values() if one.get("type") == "object")]
    assert len(shapes) == 28
    assert all(shape["additionalProperties"] is False for shape in shapes)


def test_sample_and_export_are_valid() -> None:
    record = from_bytes(json.dumps(sample_tree()).encode(), "x")
    assert _accepted_by_schema(sample_tree())
    assert _accepted_by_schema(json.loads(to_bytes(record)))


def _resolved(shape: dict[str, Any], shapes: dict[str, Any]) -> dict[str, Any]:
    """References followed and “or null” taken away."""
    if "$ref" in shape:
        return _resolved(shapes[shape["$ref"].rsplit("/", 1)[1]], shapes)
    for choice in shape.get("anyOf", ()):
        if choice.get("type") != "null":
            return _resolved(choice, shapes)
    return shape


def _outline(shape: dict[str, Any], shapes: dict[str, Any]) -> Any:
    """The fields, closed lists and limits of a shape, ours or pydantic's, in one form."""
    shape = _resolved(shape, shapes)
    if "properties" in shape:
        return {key: _outline(inner, shapes) for key, inner in sorted(shape["properties"].items())}
    if "items" in shape:
        return ["list", _outline(shape["items"], shapes)]
    if "enum" in shape:
        return sorted(value for value in shape["enum"] if value is not None)
    if by_year := shape.get("patternProperties", {}).get("^[0-9]{4}$") or shape.get("additionalProperties"):
        return ["by year", _outline(by_year, shapes)]
    return {key: shape[key] for key in ("minimum", "maximum", "minLength", "maxLength") if key in shape}


def test_fields_lists_and_limits_are_those_of_the_nouns() -> None:
    ours, theirs = schema(), strict_twin(BranchRecord).model_json_schema()
    published = _outline({"properties": ours["properties"]}, ours["$defs"])
    assert published.pop("format") == published.pop("version") == {}
    assert published == _outline({"properties": theirs["properties"]}, theirs["$defs"])
    assert len(published["sessions"][1]) == 25


def test_required_fields_are_those_of_the_nouns() -> None:
    theirs = strict_twin(BranchRecord).model_json_schema()["$defs"]
    objects = {name: shape for name, shape in theirs.items() if "properties" in shape}
    assert len(objects) == 27
    for name, shape in objects.items():
        ours = "details" if name == "StepDetails" else re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
        assert set(schema()["$defs"][ours]["required"]) == set(shape.get("required", ())), name


@pytest.mark.parametrize(("where", "value", "path", "reason"), BAD)
def test_both_refuse_the_same(where: str, value: Any, path: str, reason: str) -> None:
    tree = changed(where, value)
    assert not _accepted_by_import(tree)
    beyond = any(word in reason for word in BEYOND_A_SCHEMA) or "\ud800" in json.dumps(tree, ensure_ascii=False)
    assert _accepted_by_schema(tree) is beyond


@pytest.mark.parametrize(
    ("where", "value"),
    [
        ("people/0/id_number", ""),
        ("people/0/id_number", "11010519491231002x"),
        ("people/0/role", None),
        ("branch/yearly_quota", None),
        ("sessions/0/hours", 2),
        ("sessions/0/hours", 1000),
        ("sessions/0/topic", "一\n\t二"),
        ("sessions/0/votes/0/abstain", None),
        ("development/0/details", None),
        ("room_checks/0/items/film", {}),
        ("overrides/0/subject", {"type": "session", "id": "s1", "name": "x"}),
        ("overrides/0/at", "2026-06-08T14:00"),
        ("units", None),
        ("branch/code", "长" * 200),
    ],
)
def test_both_take_the_same(where: str, value: Any) -> None:
    tree = changed(where, value)
    assert _accepted_by_schema(tree)
    assert _accepted_by_import(tree)
