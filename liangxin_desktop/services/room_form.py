"""What 阵地自查表 says on paper: the latest self-check of the room, with its pictures."""

from __future__ import annotations

from collections.abc import Iterator

from liangxin_desktop.domain.forms import RoomForm, RoomPicture
from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.room import Check, latest_check
from liangxin_desktop.domain.room_return import counts_of, figures_of, item_rows, rows_of
from liangxin_desktop.domain.roster import Roster
from liangxin_desktop.domain.rules import ground_of
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.checks import record_for_check
from liangxin_desktop.services.room_shelf import shelf_of
from liangxin_desktop.services.room_standards import standards_in
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.unit_of_work import UnitOfWork


def room_form(workspace: Workspace, subject: str | None = None) -> RoomForm:
    """The latest self-check up to today; with `subject`, that against the standard of this id or title.

    Raises RefusedError where there is none.
    """
    return _form_of_six(workspace) if subject is None else _form_of_other(workspace, subject)


def _form_of_other(workspace: Workspace, subject: str) -> RoomForm:
    with workspace.begin() as work:
        shelf = shelf_of(workspace, work, _key_of(workspace, work, subject))
        preset, checks = shelf.standard.preset, [check for _, check in shelf.all()]
        check = latest_check(checks, last=workspace.today)
        if check is None:
            raise RefusedError(f"还没有对照“{preset.title}”做过自查。", "请先做一次自查，再打印自查表。")
        before = latest_check(one for one in checks if one.checked_on < check.checked_on)
        rows = item_rows(Roster(work.people.all()), shelf.asked_of(check), check, before)
        branch = work.branch.get()
        return RoomForm(
            branch=branch.name if branch else "",
            standard=preset.title,
            period=Period.containing(check.checked_on, "quarter").title,
            figures=counts_of(check, before, rows),
            rows=rows,
            pictures=tuple(_pictures(work, check, [row.item for row in rows])),
        )


def _key_of(workspace: Workspace, work: UnitOfWork, subject: str) -> str:
    """The key of the standard of this id or title, other than the six."""
    others = [one for one in standards_in(workspace, work) if not one.is_duty]
    found = next((one.key for one in others if subject in (one.key, one.preset.title)), None)
    if found is None:
        known = "、".join(f"{one.key}（{one.preset.title}）" for one in others)
        raise RefusedError(f"没有“{subject}”这个标准。", f"请写标准的编号或名称：{known}；“六有”不用写。")
    return found


def _form_of_six(workspace: Workspace) -> RoomForm:
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


def _pictures(work: UnitOfWork, check: Check, keys: list[str]) -> Iterator[RoomPicture]:
    """The attachments that are pictures and kept here, in the order of the items."""
    for key in keys:
        item = check.of(key)
        for kept in item.attachments if item else ():
            picture = sound_picture(work.attachments.read(kept.sha256)) if work.attachments.known(kept.sha256) else None
            if item and picture:
                day = item.evidence_on or check.checked_on
                yield RoomPicture(item=key, name=kept.name, taken_on=day, data=picture)


def sound_picture(data: bytes) -> bytes | None:
    """The attachment as a sound picture; None for what is none, which the form counts instead of showing."""
    from liangxin_desktop.exchange.pictures import shrunk
    from liangxin_desktop.exchange.unfit import UnfitError

    try:
        return shrunk(data)[0]
    except UnfitError:
        return None
