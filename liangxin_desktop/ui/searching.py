"""The top bar's search in the window's terms: hits to show, and the request each one makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from liangxin_desktop.services.search import Found, FoundKind, find
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.requests import OpenContact, OpenPerson, OpenRegister, OpenRoom, OpenSession, OpenUnits
from liangxin_desktop.ui.widgets.topbar import SearchHit

_ICONS = {
    FoundKind.PERSON: "users",
    FoundKind.CONTACT: "landmark",
    FoundKind.UNIT: "building-2",
    FoundKind.SESSION: "calendar-days",
    FoundKind.ACTION: "check",
    FoundKind.ROOM: "grid-2x2-check",
    FoundKind.MATERIAL: "file-text",
    FoundKind.ATTACHMENT: "paperclip",
}
_NAMES = {
    FoundKind.PERSON: "人员",
    FoundKind.CONTACT: "联系人",
    FoundKind.UNIT: "单位",
    FoundKind.SESSION: "会议",
    FoundKind.ACTION: "行动",
    FoundKind.ROOM: "阵地",
    FoundKind.MATERIAL: "资料",
    FoundKind.ATTACHMENT: "附件",
}
_PAGES = {
    FoundKind.PERSON: ("people", OpenPerson),
    FoundKind.CONTACT: ("branch", OpenContact),
    FoundKind.UNIT: ("units", OpenUnits),
    FoundKind.SESSION: ("sessions", OpenSession),
    FoundKind.MATERIAL: ("room", OpenRegister),
}


def found_by(opened: Callable[[], Workspace | None]) -> Callable[[str], Sequence[SearchHit]]:
    """A search over whatever record is open at the time."""

    def seek(text: str) -> Sequence[SearchHit]:
        workspace = opened()
        if workspace is None:
            return ()
        return list(_hits(find(workspace, text)))

    return seek


def _hits(found: Iterable[Found]) -> Iterator[SearchHit]:
    """The first of each kind names its kind."""
    for kind, alike in groupby(found, key=lambda one: one.kind):
        for number, one in enumerate(alike):
            yield SearchHit(one.title, one.note, _ICONS[kind], one, "" if number else _NAMES[kind])


def request_for(found: Found) -> tuple[str, object]:
    """The page that shows what was found, and what to ask of it."""
    if found.holder is FoundKind.ROOM:
        return "room", OpenRoom(found.part, found.id)
    page, request = _PAGES[found.holder]
    return page, request(found.id)
