"""What every set of words is, and the words that every form has."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Words(BaseModel):
    """The words of one form: every one must be there, and no other."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PaperWords(Words):
    """What every form has."""

    draft: str
    return_foot: str
    form_foot: str
    none: str
    list_mark: str
    activity_type: str
