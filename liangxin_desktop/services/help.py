"""The help of each page, as Markdown from `resources/help/`."""

from __future__ import annotations

from liangxin_desktop.paths import resources

_GENERAL = "general"


def help_for(page: str) -> str:
    """The help of the page of that key; a general one where the page has none."""
    folder = resources() / "help"
    path = folder / f"{page}.md"
    return (path if path.is_file() else folder / f"{_GENERAL}.md").read_text(encoding="utf-8")
