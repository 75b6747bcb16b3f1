"""What 阵地自查表 says on paper: the latest self-check of the room, with its pictures."""

from __future__ import annotations

from collections.abc import Iterator

from liangxin_desktop.domain.forms import RoomForm, RoomPicture
from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.room import RoomCheck, latest_check
from liangxin_desktop.domain.room_return import figures_of, rows_of
from liangxin_desktop.domain.rules import ground_of
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.checks import record_for_check
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.unit_of_work import UnitOfWork


def room_form(workspace: Workspace) -> RoomForm:
    """The latest self-check up to today. Raises RefusedError where there is none."""
    today = workspace.today
    with workspace.begin() as work:
        check = latest_check([check for _, check in work.room_checks.all()], last=today)
        if check is None:
            raise RefusedError("还没有做过阵地自查。", "请先做一次阵地自查，再打印自查表。")
        ground = ground_of(record_for_check(work, today), workspace.book(work), as_of=today)
        rows = rows_of(ground, check)
        return RoomForm(
            branch=ground.record.branch.name,
            period=Period.containing(check.checked_on, "quarter").title,
            figures=figures_of(ground, check, rows),
            rows=rows,
            pictures=tuple(_pictures(work, check, [row.item for row in rows])),
        )


def _pictures(work: UnitOfWork, check: RoomCheck, keys: list[str]) -> Iterator[RoomPicture]:
    """The attachments that are pictures and kept here, in the order of the items."""
    for key in keys:
        item = check.items.of(key)
        for kept in item.attachments if item else ():
            picture = _picture(work.attachments.read(kept.sha256)) if work.attachments.known(kept.sha256) else None
            if item and picture:
                day = item.evidence_on or check.checked_on
                yield RoomPicture(item=key, name=kept.name, taken_on=day, data=picture)


def _picture(data: bytes) -> bytes | None:
    """The attachment as a sound picture; None for what is none, which the form counts instead of showing."""
    from liangxin_desktop.exchange.pictures import shrunk
    from liangxin_desktop.exchange.unfit import UnfitError

    try:
        return shrunk(data)[0]
    except UnfitError:
        return None
