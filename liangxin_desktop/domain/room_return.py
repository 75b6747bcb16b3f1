"""Compiles 阵地六有自查表: the quarter's latest self-check, item by item, and what changed since the one before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from liangxin_desktop.domain.findings import Finding, Severity
from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.returns import RoomFigures, RoomRow
from liangxin_desktop.domain.room import Check, ItemStatus, PresetItem, RoomCheck, RoomItem, latest_check
from liangxin_desktop.domain.room_particulars import Particulars, particulars_of
from liangxin_desktop.domain.roster import Roster
from liangxin_desktop.domain.rules import Ground, check_ground, ground_of
from liangxin_desktop.domain.rules.room import standard


@dataclass(frozen=True)
class RoomCompilation:
    """What the return says: how the items stand, one row each, and the findings on the room."""

    figures: RoomFigures
    rows: tuple[RoomRow, ...]
    findings: tuple[Finding, ...]


def compile_room(ground: Ground, period: Period) -> RoomCompilation | None:
    """The latest self-check of the quarter, as it stood when the quarter or the ground ended; None without one."""
    told = ground_of(ground.record, ground.book, as_of=min(period.end, ground.as_of), since=period.start)
    check = check_within(ground, period)
    if check is None:
        return None
    rows = rows_of(told, check)
    return RoomCompilation(figures_of(told, check, rows), rows, _findings(told))


def check_within(ground: Ground, period: Period) -> RoomCheck | None:
    """The latest self-check of the quarter, up to the ground's day."""
    return latest_check(ground.record.room_checks, period.start, min(period.end, ground.as_of))


def rows_of(ground: Ground, check: RoomCheck) -> tuple[RoomRow, ...]:
    """The items of a self-check in the order of the standard, each beside the self-check before."""
    return item_rows(ground.roster, standard(ground).items, check, _before(ground, check))


def item_rows(roster: Roster, asked: Sequence[PresetItem], check: Check, before: Check | None) -> tuple[RoomRow, ...]:
    """What a check says of the items asked, each beside the check before."""
    return tuple(_row(roster, one, check.of(one.key), before.of(one.key) if before else None) for one in asked)


def figures_of(ground: Ground, check: RoomCheck, rows: tuple[RoomRow, ...]) -> RoomFigures:
    """How many of those items stand how, and the register's particulars of the quarter up to the ground's day."""
    counted = counts_of(check, _before(ground, check), rows)
    with_register: RoomFigures = counted.but(particulars=_particulars(ground, check))
    return with_register


def counts_of(check: Check, before: Check | None, rows: Sequence[RoomRow]) -> RoomFigures:
    """How many of the items of a check stand how, whatever the standard."""
    counts = Counter(row.status for row in rows)
    return RoomFigures(
        checked_on=check.checked_on,
        compared_with=before.checked_on if before else None,
        items=len(rows),
        met=counts[ItemStatus.MET],
        partly=counts[ItemStatus.PARTLY],
        unmet=counts[ItemStatus.UNMET],
    )


def _particulars(ground: Ground, check: RoomCheck) -> Particulars:
    quarter = Period.containing(check.checked_on, "quarter")
    record, told_on = ground.record, min(quarter.end, ground.as_of)
    return particulars_of(record.room_facts, record.room_entries, quarter, told_on)


def _before(ground: Ground, check: RoomCheck) -> RoomCheck | None:
    return latest_check(one for one in ground.record.room_checks if one.checked_on < check.checked_on)


def _row(roster: Roster, asked: PresetItem, now: RoomItem | None, before: RoomItem | None) -> RoomRow:
    item = now or RoomItem()
    return RoomRow(
        item=asked.key,
        title=asked.title,
        status=now.status if now else None,
        before=before.status if before else None,
        description=(item.description or "").strip(),
        evidence_on=item.evidence_on,
        renewed=_is_renewed(item, before),
        attachments=len(item.attachments),
        gap=(item.gap or "").strip(),
        plan=(item.plan or "").strip(),
        owner=roster.name(item.plan_owner),
        due_on=item.plan_due_on,
    )


def _is_renewed(item: RoomItem, before: RoomItem | None) -> bool:
    if item.evidence_on is None or before is None:
        return False
    return before.evidence_on is None or before.evidence_on < item.evidence_on


def _findings(ground: Ground) -> tuple[Finding, ...]:
    """The findings on the room, but for what is not late yet."""
    found = check_ground(ground).findings
    return tuple(one for one in found if one.code.startswith("room.") and one.severity is not Severity.DUE)
