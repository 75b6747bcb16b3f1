"""阵地六有: the room is looked at once a quarter, and what is wanting is put right by its day (要点 五(四))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from liangxin_desktop.domain.findings import Finding, Subject, SubjectType
from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.domain.room import ItemStatus, PresetItem, RoomItem, RoomPreset, latest_check
from liangxin_desktop.domain.rules.duties import periods
from liangxin_desktop.domain.rules.engine import Case, Ground, branch_subject, rule
from liangxin_desktop.domain.rules.rulebook import RuleBook

_STANDARD = "room.self-check"


@rule(_STANDARD)
def self_check(case: Case) -> Iterator[Finding]:
    """A self-check once in each quarter."""
    ground = case.ground
    for period in periods(case.rule, ground.since, ground.as_of):
        if latest_check(ground.record.room_checks, period.start, min(period.end, ground.as_of)) is None:
            yield from case.duty(branch_subject(ground), period)


@rule("room.unmet")
def unmet(case: Case) -> Iterator[Finding]:
    """An item that the latest self-check found wanting."""
    check = latest_check(case.ground.record.room_checks, last=case.ground.as_of)
    for asked, item in _latest_items(case.ground):
        if check and item.status is not ItemStatus.MET:
            words = {"status": _status(case, item), "day": official_date(check.checked_on)}
            yield from case.finding(_subject(asked), case.ground.as_of, dated=False, words=words)


@rule("room.stale")
def stale(case: Case) -> Iterator[Finding]:
    """Evidence of a met item older than it holds; the finding's day is the last on which it held."""
    for asked, item in _latest_items(case.ground):
        holds_to = asked.holds_to(item)
        if item.evidence_on and holds_to and holds_to < case.ground.as_of:
            words = {"day": official_date(item.evidence_on), "months": asked.shelf_months}
            for found in case.finding(_subject(asked), case.ground.as_of, words=words):
                yield found.but(due_on=holds_to)


@rule("room.plan-overdue")
def plan_overdue(case: Case) -> Iterator[Finding]:
    """The day for putting an item right has passed, and the latest self-check still found it wanting."""
    for asked, item in _latest_items(case.ground):
        due_on = item.plan_due_on
        if due_on and due_on < case.ground.as_of and item.status is not ItemStatus.MET:
            words = {
                "by": official_date(due_on),
                "who": case.ground.roster.name(item.plan_owner) or "未写明责任人",
                "status": _status(case, item),
            }
            for found in case.finding(_subject(asked), case.ground.as_of, words=words):
                yield found.but(due_on=due_on)


def standard(ground: Ground) -> RoomPreset:
    """The list of items that self-checks go by on the day the ground is told from."""
    return standard_on(ground.book, ground.as_of)


def standard_on(book: RuleBook, day: date) -> RoomPreset:
    """The list of items that self-checks go by on a day."""
    found = book[_STANDARD]
    version = found.on(day) or found.version[-1]
    return book.presets[version.params["preset"]]


def _latest_items(ground: Ground) -> Iterator[tuple[PresetItem, RoomItem]]:
    """The items that the latest self-check looked at, each with what the standard asks."""
    check = latest_check(ground.record.room_checks, last=ground.as_of)
    for asked in standard(ground).items:
        item = check.items.of(asked.key) if check else None
        if item is not None:
            yield asked, item


def _subject(asked: PresetItem) -> Subject:
    return Subject(type=SubjectType.ITEM, id=asked.key, name=asked.title)


def _status(case: Case, item: RoomItem) -> str:
    return case.ground.book.labels["room_status"][item.status]
