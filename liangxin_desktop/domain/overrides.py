"""Findings and rules that the branch set aside, with a written reason."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from liangxin_desktop.domain.nouns import Id, Line, Minute, Noun, clean_text


def _subject_id(value: object) -> object:
    """A subject may be given as in `check --json`, an object with an id."""
    return value.get("id") if isinstance(value, dict) else value


class Override(Noun):
    """Sets a finding aside: of one subject and period, or, where those are null, of all of them."""

    code: Line
    subject: Annotated[Id | None, BeforeValidator(_subject_id)] = None
    period: Line | None = None
    reason: Annotated[str, StringConstraints(min_length=1, max_length=2000), AfterValidator(clean_text)]
    by: Line | None = None
    at: Minute | None = None
