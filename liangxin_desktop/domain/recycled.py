"""回收站: what was deleted lies here for a while before it is gone."""

from __future__ import annotations

from liangxin_desktop.domain.nouns import Id, Line, Minute, Noun


class Recycled(Noun):
    """One thing deleted: of which kind (`sessions`), under which id, how it was called, and all it said, as JSON."""

    id: Id
    kind: Line
    title: Line
    deleted_at: Minute
    content: str
