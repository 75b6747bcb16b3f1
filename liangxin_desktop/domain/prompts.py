"""内容提示: a theme for a month, as the street issues it. It proposes; the minutes are the branch's own."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Limits

from liangxin_desktop.domain.nouns import Id, Line, Noun, Text

MonthText = Annotated[str, Limits(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]


class Prompt(Noun):
    """One theme. `month` is written `2026-10`; `points` hold one point a line; `source` names the file it came in."""

    id: Id
    month: MonthText
    theme: Annotated[Line, Limits(min_length=1)]
    points: Text = ""
    source: Line = ""
