"""The forms' wording is complete, and every figure in it is one that the program fills in."""

from __future__ import annotations

from collections.abc import Iterable
from string import Formatter
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from liangxin_desktop.documents.phrases import rate
from liangxin_desktop.documents.wording import FormWords, words

_FILLED_IN = {
    *("number", "page", "pages", "digest", "form", "count", "members", "full_members", "month", "day", "what"),
    *("message", "basis", "reason", "by", "at", "seq", "year", "rate", "name", "names", "branch", "probationary"),
    *("items", "met", "numbers", "plan", "owner", "before", "status", "title", "standard", "line"),
    *("admitted", "converted", "extended", "cancelled", "left", "planned", "used", "rest"),
    *("transferred_in", "transferred_out"),
    *("said", "amount", "present", "in_favour", "against", "abstain"),
    *("place", "area", "tenure", "opening_hours", "whom", "in_period", "in_year", "people_in_period", "last_on"),
    *("people_in_year", "boards", "changed_on", "panels", "address", "rhythm", "latest", "films", "minutes", "note"),
    *("titles", "copies", "systems", "books"),
    *("sittings", "hours", "due", "first", "last", "signs", "weekday", "elected", "ends"),
}


def _texts(model: BaseModel) -> list[str]:
    found: list[str] = []
    for value in dict(model).values():
        found.extend(
            _texts(value) if isinstance(value, BaseModel) else [value] if isinstance(value, str) else _listed(value)
        )
    return found


def _listed(values: Iterable[str] | dict[Any, str]) -> Iterable[str]:
    return values.values() if isinstance(values, dict) else values


def test_braces_name_what_is_filled_in() -> None:
    texts = _texts(words())
    assert len(texts) > 80
    for text in texts:
        assert text.strip()
        assert {name for _, name, _, _ in Formatter().parse(text) if name is not None} <= _FILLED_IN


def test_a_missing_or_unknown_word_is_refused() -> None:
    complete = words().model_dump(by_alias=True)
    FormWords.model_validate(complete)
    with pytest.raises(ValidationError):
        FormWords.model_validate({**complete, "roster": {}})
    with pytest.raises(ValidationError):
        FormWords.model_validate({**complete, "other": {}})


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(28, 31, "90.3%"), (31, 31, "100%"), (0, 31, "0.0%"), (1999, 2000, "99.9%"), (0, 0, "—"), (33, 31, "106.5%")],
)
def test_rates(part: int, whole: int, expected: str) -> None:
    assert rate(part, whole) == expected
