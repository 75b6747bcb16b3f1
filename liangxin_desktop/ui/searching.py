"""The top bar's search in the window's terms: hits to show, and the request each one makes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from liangxin_desktop.services.search import Found, FoundKind, find
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.requests import OpenPerson, OpenSession
from liangxin_desktop.ui.widgets.topbar import SearchHit

_ICONS = {FoundKind.PERSON: "users", FoundKind.SESSION: "calendar-days"}
_PAGES = {FoundKind.PERSON: ("people", OpenPerson), FoundKind.SESSION: ("sessions", OpenSession)}


def found_by(opened: Callable[[], Workspace | None]) -> Callable[[str], Sequence[SearchHit]]:
    """A search over whatever record is open at the time."""

    def seek(text: str) -> Sequence[SearchHit]:
        workspace = opened()
        if workspace is None:
            return ()
        return [SearchHit(one.title, one.note, _ICONS[one.kind], one) for one in find(workspace, text)]

    return seek


def request_for(found: Found) -> tuple[str, object]:
    """The page that shows what was found, and what to ask of it."""
    page, request = _PAGES[found.kind]
    return page, request(found.id)
