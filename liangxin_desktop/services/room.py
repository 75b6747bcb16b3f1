"""阵地六有: how the items of a standard stand, and a self-check from its first word to the record.

Every function speaks of the six items unless it is told another standard.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from liangxin_desktop.domain.branch import Branch
from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.findings import Finding, SubjectType
from liangxin_desktop.domain.periods import Period
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.room import Check, ItemStatus, PresetCheck, PresetItem, RoomItem, latest_check
from liangxin_desktop.domain.rules import Ground, RuleBook, check_ground, ground_of
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.recycle_bin import recycle
from liangxin_desktop.services.room_shelf import CheckKey, Shelf, shelf_of
from liangxin_desktop.services.room_standards import THE_SIX, Standard
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.unit_of_work import UnitOfWork

_STALE, _SELF_CHECK = "room.stale", "room.self-check"


class Standing(StrEnum):
    """How an item stands today: as the self-check found it, or met by evidence that soon, or already, is too old."""

    MET = "met"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    PARTLY = "partly"
    UNMET = "unmet"
    UNSEEN = "unseen"


@dataclass(frozen=True)
class RoomCard:
    """One item of the standard as the latest self-check has it; `item` and `checked_on` None where it was not seen.

    `holds_to` is the last day on which the evidence of a met item holds; `owner` the name of who mends it.
    """

    asked: PresetItem
    standing: Standing
    item: RoomItem | None
    checked_on: date | None
    holds_to: date | None
    owner: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class RoomDraft:
    """A self-check under way, and when it was last kept; None before that."""

    check: Check
    kept_at: datetime | None = None


@dataclass(frozen=True)
class RoomBoard:
    """The page of the room, as of today. `basis` is what the standard rests on; `findings` are those of no single item.

    Standards other than the six have no findings, and their checks are owed to nobody.
    """

    standard: Standard
    basis: str
    cards: tuple[RoomCard, ...]
    findings: tuple[Finding, ...]
    checked_on: date | None
    is_checked_this_quarter: bool
    draft: RoomDraft | None

    @property
    def met(self) -> int:
        """How many items the latest self-check found met."""
        return sum(one.item is not None and one.item.status is ItemStatus.MET for one in self.cards)

    @property
    def pressing(self) -> int:
        """How many findings are bad."""
        return sum(one.severity.is_bad for one in (*self.findings, *(f for card in self.cards for f in card.findings)))


@dataclass(frozen=True)
class KeptCheck:
    """A self-check of the record: its key, and what changed since the one before (None for the first)."""

    key: CheckKey
    check: Check
    quarter: Period
    changes: tuple[str, ...] | None


@dataclass(frozen=True)
class RoomHistory:
    """Every self-check, newest first, beside the items of today's standard and those that earlier checks answered."""

    standard: Standard
    items: tuple[PresetItem, ...]
    checks: tuple[KeptCheck, ...]


def room_board(workspace: Workspace, standard: str = THE_SIX) -> RoomBoard:
    """How the room stands by the workspace's clock."""
    today = workspace.today
    with workspace.begin() as work:
        ground, shelf = _ground(workspace, work), shelf_of(workspace, work, standard)
        check, under_way = latest_check((one for _, one in shelf.all()), last=today), _draft_in(work, shelf)
    chosen = shelf.standard
    found = [one for one in check_ground(ground).findings if one.code.startswith("room.")] if chosen.is_duty else []
    quarter = Period.containing(today, "quarter")
    return RoomBoard(
        standard=chosen,
        basis=_basis(ground) if chosen.is_duty else chosen.preset.title,
        cards=tuple(_card(ground, asked, check, found) for asked in chosen.preset.items),
        findings=tuple(one for one in found if one.subject.type is not SubjectType.ITEM),
        checked_on=check.checked_on if check else None,
        is_checked_this_quarter=check is not None and check.checked_on >= quarter.start,
        draft=under_way,
    )


def asked_items(workspace: Workspace, check: Check) -> tuple[PresetItem, ...]:
    """What a check answers: the standard's items of today, in the check's own words, and those no longer asked."""
    with workspace.begin() as work:
        return shelf_of(workspace, work, _standard_of(check)).asked_of(check)


def draft(workspace: Workspace, standard: str = THE_SIX) -> RoomDraft | None:
    """The self-check under way, if there is one."""
    with workspace.begin() as work:
        return _draft_in(work, shelf_of(workspace, work, standard))


def begin_check(workspace: Workspace, standard: str = THE_SIX) -> RoomDraft:
    """The self-check under way; else a new one of today, not yet kept, that starts from the last one.

    Status, description, evidence and plans are taken over, for what has not changed need not be written again.
    Raises RefusedError for a standard that was withdrawn.
    """
    with workspace.begin() as work:
        shelf = shelf_of(workspace, work, standard)
        under_way, checks = _draft_in(work, shelf), [check for _, check in shelf.all()]
    if not shelf.standard.is_open:
        raise RefusedError(f"“{shelf.standard.preset.title}”已经移除，不能再对照自查。", "需要时请重新导入街道的标准。")
    if under_way is not None:
        return under_way
    return RoomDraft(shelf.begun(workspace.today, latest_check(checks, last=workspace.today)))


def correct_check(workspace: Workspace, key: CheckKey, standard: str = THE_SIX) -> RoomDraft:
    """A self-check of the record to be corrected under its day. Refused while another one is under way."""
    with workspace.begin() as work:
        shelf = shelf_of(workspace, work, standard)
        if _draft_in(work, shelf) is not None:
            raise RefusedError("还有一次自查没有完成。", "请先完成或放弃那一次，再更正以前的自查。")
        return RoomDraft(_kept(shelf, key))


def keep_draft(workspace: Workspace, check: Check) -> RoomDraft:
    """Keep the self-check as it stands; it counts for nothing until it is finished."""
    kept = RoomDraft(check, workspace.now)
    with workspace.begin() as work:
        told = {"kept_at": workspace.now.isoformat(timespec="minutes"), "check": check.model_dump(mode="json")}
        work.settings.put(shelf_of(workspace, work, _standard_of(check)).draft, told)
        work.commit()
    return kept


def drop_draft(workspace: Workspace, standard: str = THE_SIX) -> None:
    """Give the self-check under way up."""
    with workspace.begin() as work:
        work.settings.put(shelf_of(workspace, work, standard).draft, None)
        work.commit()


def finish_check(workspace: Workspace, check: Check) -> Changes:
    """Put the self-check into the record; one of the same day is corrected in place, the audit log keeps both.

    A met item loses gap and plan, which stand in the self-check that found it wanting. Raises RefusedError for a day
    yet to come, and when no item was looked at.
    """
    if check.checked_on > workspace.today:
        raise RefusedError("自查日期还没有到，不能完成。", "请核对自查日期。")
    with workspace.begin() as work:
        shelf = shelf_of(workspace, work, _standard_of(check))
        asked = shelf.asked_of(check)
        seen = {one.key: _settled(item) for one in asked if (item := check.of(one.key)) is not None}
        if not seen:
            raise RefusedError("各项都还没有核查，不能完成。", "请逐项选择是否达标。")
        shelf.put(check.filled(check.checked_on, seen, asked))
        work.settings.put(shelf.draft, None)
        return work.commit()


def remove_check(workspace: Workspace, key: CheckKey, standard: str) -> Changes:
    """Put a check against another standard into the recycle bin. Those of the six stay: they are corrected."""
    with workspace.begin() as work:
        shelf = shelf_of(workspace, work, standard)
        check = _kept(shelf, key)
        if not isinstance(check, PresetCheck):
            raise RefusedError("“六有”自查不能删除。", "发现写错，请更正那一次自查。")
        recycle(work, "preset_checks", check, f"{check.title}自查 {check.checked_on.isoformat()}", workspace.now)
        work.preset_checks.remove(check.id)
        return work.commit()


def check_days(workspace: Workspace) -> frozenset[date]:
    """The days of the self-checks in the record."""
    with workspace.begin() as work:
        return frozenset(work.room_checks.days())


def lacks(asked: PresetItem, item: RoomItem | None, checked_on: date) -> tuple[str, ...]:
    """What should still be written of an item, as sentences. None of it stops the self-check."""
    if item is None:
        return ("还没有核查。",)
    if item.status is ItemStatus.MET:
        return _lacking_evidence(asked, item, checked_on)
    wanting = [word for word, value in _asked_of_wanting(item) if not value]
    told = [f"没有达标，请写明{'、'.join(wanting)}。"] if wanting else []
    if item.plan_due_on and item.plan_due_on < checked_on:
        told.append("整改期限早于自查日期，请重新确定。")
    return tuple(told)


def room_history(workspace: Workspace, standard: str = THE_SIX) -> RoomHistory:
    """Every self-check of the record, newest first, each with what changed since the one before."""
    with workspace.begin() as work:
        shelf = shelf_of(workspace, work, standard)
        names = {one.id: one.name for one in work.people.all()}
        kept = sorted(shelf.all(), key=lambda pair: pair[1].checked_on)
    items = {one.key: one for one in shelf.standard.preset.items}
    for _, check in reversed(kept):
        for one in shelf.asked_of(check):
            items.setdefault(one.key, one)
    checks = []
    for at, (key, check) in enumerate(kept):
        changes = item_changes(tuple(items.values()), kept[at - 1][1], check, names) if at else None
        checks.append(KeptCheck(key, check, Period.containing(check.checked_on, "quarter"), changes))
    return RoomHistory(shelf.standard, tuple(items.values()), tuple(reversed(checks)))


def item_changes(items: Sequence[PresetItem], before: Check, now: Check, names: Mapping[str, str]) -> tuple[str, ...]:
    """What a self-check says otherwise than the one before, a sentence for each item that changed."""
    told = []
    for asked in items:
        changes = _changes(before.of(asked.key), now.of(asked.key), names)
        told += [f"{asked.title}：{'；'.join(changes)}"] if changes else []
    return tuple(told)


def _changes(before: RoomItem | None, now: RoomItem | None, names: Mapping[str, str]) -> list[str]:
    if before is None or now is None:
        return [] if before is now else ["新增核查" if before is None else "这次没有核查"]
    said: dict[str, Callable[[RoomItem], str]] = {
        "status": lambda one: label("room_status", one.status),
        "evidence_on": lambda one: one.evidence_on.isoformat() if one.evidence_on else "无",
        "plan_owner": lambda one: names.get(one.plan_owner or "", one.plan_owner or "无"),
        "plan_due_on": lambda one: one.plan_due_on.isoformat() if one.plan_due_on else "无",
    }
    changes = [
        f"{_WORDS[name]}{say(before)} → {say(now)}"
        for name, say in said.items()
        if getattr(before, name) != getattr(now, name)
    ]
    texts = [name for name in ("description", "gap", "plan") if getattr(before, name) != getattr(now, name)]
    changes += [f"{_WORDS[name]}有修改" for name in texts]
    more, gone = set(now.attachments) - set(before.attachments), set(before.attachments) - set(now.attachments)
    changes += [f"新增佐证{len(more)}件"] if more else []
    return changes + ([f"移除佐证{len(gone)}件"] if gone else [])


_WORDS = {
    "status": "",
    "evidence_on": "佐证日期",
    "plan_owner": "责任人",
    "plan_due_on": "整改期限",
    "description": "现状",
    "gap": "差距",
    "plan": "整改措施",
}


def _lacking_evidence(asked: PresetItem, item: RoomItem, checked_on: date) -> tuple[str, ...]:
    if item.evidence_on is None:
        return ("没有写佐证日期，不能提醒佐证到期。",) if asked.ages else ()
    holds_to = asked.holds_to(item)
    is_old = holds_to is not None and holds_to < checked_on
    return (f"佐证已超过{asked.shelf_months}个月，请更新佐证，或改为部分达标。",) if is_old else ()


def _asked_of_wanting(item: RoomItem) -> tuple[tuple[str, object], ...]:
    return (
        ("差距", item.gap),
        ("整改措施", item.plan),
        ("责任人", item.plan_owner),
        ("整改期限", item.plan_due_on),
    )


def _settled(item: RoomItem) -> RoomItem:
    if item.status is not ItemStatus.MET:
        return item
    settled: RoomItem = item.but(gap=None, plan=None, plan_owner=None, plan_due_on=None)
    return settled


def _ground(workspace: Workspace, work: UnitOfWork) -> Ground:
    """The record without its sessions: nothing of the room depends on them."""
    record = BranchRecord(
        branch=work.branch.get() or Branch(name="本支部"),
        people=tuple(work.people.all()),
        room_checks=tuple(check for _, check in work.room_checks.all()),
        overrides=tuple(one for _, one in work.overrides.all()),
    )
    return ground_of(record, _room_rules(workspace, work), as_of=workspace.today)


def _room_rules(workspace: Workspace, work: UnitOfWork) -> RuleBook:
    """The branch's rules, of which only those of the room are on."""
    book = workspace.book(work)
    return book.switched({code: False for code in book.rules if not code.startswith("room.")})


def _draft_in(work: UnitOfWork, shelf: Shelf) -> RoomDraft | None:
    kept = work.settings.get(shelf.draft)
    return RoomDraft(shelf.read(kept["check"]), datetime.fromisoformat(kept["kept_at"])) if kept else None


def _kept(shelf: Shelf, key: CheckKey) -> Check:
    found = next((check for one, check in shelf.all() if one == key), None)
    if found is None:
        raise RefusedError("没有这次自查。", "请刷新历次自查。")
    return found


def _standard_of(check: Check) -> str:
    return check.preset if isinstance(check, PresetCheck) else THE_SIX


def _card(ground: Ground, asked: PresetItem, check: Check | None, found: Sequence[Finding]) -> RoomCard:
    item = check.of(asked.key) if check else None
    findings = tuple(one for one in found if one.subject.type is SubjectType.ITEM and one.subject.id == asked.key)
    holds_to = asked.holds_to(item)
    return RoomCard(
        asked=asked,
        standing=_standing(ground, item, holds_to, findings),
        item=item,
        checked_on=check.checked_on if check and item else None,
        holds_to=holds_to,
        owner=ground.roster.name(item.plan_owner) if item else "",
        findings=findings,
    )


def _standing(ground: Ground, item: RoomItem | None, holds_to: date | None, findings: Sequence[Finding]) -> Standing:
    """Near its end is evidence that lapses within the notice that is given of a self-check.

    Where the branch does not go by the age of evidence, or set it aside for the item, it does not age.
    """
    if item is None:
        return Standing.UNSEEN
    if item.status is not ItemStatus.MET:
        return Standing(item.status.value)
    set_aside = any(one.code == _STALE and one.override is not None for one in findings)
    if holds_to is None or set_aside or not ground.book[_STALE].enabled:
        return Standing.MET
    if holds_to < ground.as_of:
        return Standing.EXPIRED
    notice = timedelta(days=ground.book[_SELF_CHECK].notice_days)
    return Standing.EXPIRING if holds_to <= ground.as_of + notice else Standing.MET


def _basis(ground: Ground) -> str:
    rule = ground.book[_SELF_CHECK]
    return (rule.on(ground.as_of) or rule.version[-1]).basis
