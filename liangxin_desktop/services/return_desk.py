"""What stands on the desk before a return is signed: which are owed, the note so far, and what to look at first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from liangxin_desktop.domain.annual_return import quarters_of
from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.findings import Finding, Severity
from liangxin_desktop.domain.ledger import ReturnEntry
from liangxin_desktop.domain.periods import Period, official_date
from liangxin_desktop.domain.returns import ReturnKind, ReturnPayload
from liangxin_desktop.domain.rules import DUTY_RULES
from liangxin_desktop.domain.sessions import Session
from liangxin_desktop.services.returns import deliver, return_kinds, unit_of
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.places import SYSTEM
from liangxin_desktop.store.unit_of_work import UnitOfWork

STICK, FOLDER = "U盘", "文件夹"

_NOTE = "return-note"
_TOTALS = {ReturnKind.LIFE: "total", ReturnKind.ANNUAL: "life"}
"""The returns that tell of organizational life, and what their figures call the sum of all sessions."""
_TOGETHER_FROM = 3
"""So many findings of one rule stand in one line."""


class Level(StrEnum):
    """How a thing to look at stands: as it should, worth a look, or not as it should."""

    GOOD = "good"
    LOOK = "look"
    BAD = "bad"


@dataclass(frozen=True)
class ReturnLine:
    """One return of the list: signed (`entry`), or still to be made, perhaps with a note already written (`begun`).

    `ended` is whether the period is over; `pressing` whether it ended with the quarter before this one and nothing was
    signed.
    """

    kind: ReturnKind
    period: Period
    entry: ReturnEntry | None = None
    begun: bool = False
    ended: bool = True
    pressing: bool = False

    @property
    def key(self) -> str:
        """What names the line: the number of a signed return, else kind and period."""
        return self.entry.number if self.entry else f"{self.kind} {self.period}"


@dataclass(frozen=True)
class Point:
    """One thing to look at before signing. `finding` is what to mend, where something can be mended."""

    level: Level
    text: str
    finding: Finding | None = None
    together: int = 1


def return_lines(workspace: Workspace) -> tuple[ReturnLine, ...]:
    """Every return signed, and those still to make of this year and the last; newest period first."""
    today = workspace.today
    with workspace.begin() as work:
        entries, notes = work.returns.all(), work.settings.get(_NOTE, {})
        since = max(work.sessions.first_day() or today, date(today.year - 1, 1, 1))
        checked = work.room_checks.days()
    lines = [ReturnLine(entry.kind, Period.parse(entry.period), entry) for entry in entries]
    signed = {(line.kind, line.period) for line in lines}
    for kind in return_kinds():
        for period in _periods(kind, since, checked, today):
            if (kind, period) not in signed:
                lines.append(_open_line(kind, period, notes, today))
    return tuple(sorted(lines, key=_order))


def _periods(kind: ReturnKind, since: date, checked: Sequence[date], today: date) -> Iterator[Period]:
    """The periods that want a return: each since that day; for the room those of them with a self-check."""
    unit = unit_of(kind)
    if kind is ReturnKind.ROOM:
        yield from sorted({Period.containing(day, unit) for day in checked if since <= day <= today})
        return
    period = Period.containing(since, unit)
    while period.start <= today:
        yield period
        period = period.next()


def _open_line(kind: ReturnKind, period: Period, notes: dict[str, str], today: date) -> ReturnLine:
    ended = period.end < today
    pressing = ended and today in Period.containing(period.next().start, "quarter")
    return ReturnLine(kind, period, begun=bool(notes.get(f"{kind} {period}")), ended=ended, pressing=pressing)


def _order(line: ReturnLine) -> tuple[int, int, int]:
    revision = line.entry.revision if line.entry else 0
    return -line.period.end.toordinal(), list(ReturnKind).index(line.kind), -revision


def note_of(workspace: Workspace, kind: ReturnKind, period: Period) -> str:
    """The note written so far for a return that is not signed yet."""
    with workspace.begin() as work:
        return str(work.settings.get(_NOTE, {}).get(f"{kind} {period}", ""))


def deliver_to(workspace: Workspace, number: str, folder: Path) -> tuple[Path, Changes]:
    """Write a signed return into a folder, compared; the ledger keeps whether that was a stick or a folder."""
    by = STICK if SYSTEM.on_removable(folder) else FOLDER
    return deliver(workspace, number, folder, by=by)


def keep_note(workspace: Workspace, kind: ReturnKind, period: Period, text: str) -> None:
    """Keep a note until the return is signed; an empty one is dropped."""
    key = f"{kind} {period}"
    with workspace.begin() as work:
        notes = {**work.settings.get(_NOTE, {}), key: text}
        if not text.strip():
            del notes[key]
        work.settings.put(_NOTE, notes)
        work.commit()


def points(workspace: Workspace, payload: ReturnPayload) -> tuple[Point, ...]:
    """What to look at before signing: the counts, each duty missed, the records, attendance, and what is unfinished."""
    period = Period.parse(payload.period)
    live = [one for one in payload.findings if one.override is None]
    found = [*_counts(payload, live), *_others(live)]
    if payload.kind in _TOTALS:
        found += [*_records(live), *_attendance(payload.figures[_TOTALS[payload.kind]])]
    if payload.kind is ReturnKind.ROOM:
        found = [_items(payload), *found]
    if payload.kind is ReturnKind.DEVELOPMENT:
        found = [*_way(payload.figures), *found]
    if payload.kind is ReturnKind.ANNUAL:
        found = [_members(payload), *_way(payload.figures["development"]), *found]
    found += [Point(Level.GOOD, f"已说明：{one.message}", one) for one in payload.findings if one.override]
    with workspace.begin() as work:
        drafts = work.sessions.drafts() if payload.kind in _TOTALS else ()
        drafts = [one for one in drafts if one.held_on in period]
        unsigned = tuple(_unsigned(work, payload, period)) if payload.kind is ReturnKind.ANNUAL else ()
    return (*found, *unsigned, *_unfinished(payload, period, drafts))


def _kinds(payload: ReturnPayload) -> list[dict[str, Any]]:
    """The figures of each kind that a rule asks for: of the quarter, or of each quarter of the year."""
    if payload.kind is ReturnKind.ANNUAL:
        kinds = [one for row in payload.rows for one in row["quarters"] if one]
    else:
        kinds = payload.figures.get("kinds", [])
    return [one for one in kinds if one["required"]]


def _counts(payload: ReturnPayload, live: Sequence[Finding]) -> Iterator[Point]:
    missed = [one for one in live if one.code in DUTY_RULES and one.severity is Severity.OVERDUE]
    for one in missed:
        yield Point(Level.BAD, one.message, one)
    kinds = _kinds(payload)
    if not kinds or missed:
        return
    short = sum(max(one["required"] - one["held"], 0) for one in kinds)
    if short:
        yield Point(Level.LOOK, f"本期还有{short}次会议待召开")
    else:
        yield Point(Level.GOOD, f"{len({one['kind'] for one in kinds})}类会议次数齐全")


def _items(payload: ReturnPayload) -> Point:
    met, items = payload.figures["met"], payload.figures["items"]
    day = official_date(date.fromisoformat(payload.figures["checked_on"]))
    return Point(Level.GOOD if met == items else Level.LOOK, f"{day}自查：{items}项中达标{met}项")


def _members(payload: ReturnPayload) -> Point:
    """How many members there were, and are."""
    both = next(one for one in payload.figures["members"] if one["stage"] is None)
    end = "年末" if payload.figures["told_on"].endswith("-12-31") else "现有"
    return Point(Level.GOOD, f"党员年初{both['opening']}名，{end}{both['closing']}名")


def _unsigned(work: UnitOfWork, payload: ReturnPayload, year: Period) -> Iterator[Point]:
    """The quarters of a year that are over, since the first session, whose return of sessions is not signed."""
    signed = {one.period for one in work.returns.all() if one.kind is ReturnKind.LIFE}
    first = work.sessions.first_day() or payload.compiled_on
    over = [one for one in quarters_of(year) if first <= one.end < payload.compiled_on]
    wanting = "、".join(one.title for one in over if str(one) not in signed)
    if wanting:
        yield Point(Level.LOOK, f"{wanting}的{label('return_kind', ReturnKind.LIFE)}还没有签名")


def _way(figures: dict[str, Any]) -> Iterator[Point]:
    """How many are on the way, how the plan stands, and who is behind."""
    yield Point(Level.GOOD, f"培养和考察中{sum(one['closing'] for one in figures['stages'])}人")
    planned, used, year = figures["planned"], figures["used"], figures["year"]
    if planned is None:
        yield Point(Level.LOOK, f"没有登记{year}年发展计划")
    else:
        yield Point(Level.GOOD if used <= planned else Level.LOOK, f"{year}年发展计划{planned}名，已接收{used}名")


def _records(live: Sequence[Finding]) -> Iterator[Point]:
    lacking = [one for one in live if one.code == "life.four-haves"]
    for one in lacking:
        yield Point(Level.BAD, one.message, one)
    if not lacking:
        yield Point(Level.GOOD, "每次会议“四有”齐全")


def _others(live: Sequence[Finding]) -> Iterator[Point]:
    """The remaining findings; many of one rule as one line."""
    rest = [one for one in live if one.code != "life.four-haves"]
    rest = [one for one in rest if not (one.code in DUTY_RULES and one.severity is Severity.OVERDUE)]
    by_code: dict[str, list[Finding]] = {}
    for one in rest:
        by_code.setdefault(one.code, []).append(one)
    for found in by_code.values():
        if len(found) >= _TOGETHER_FROM:
            yield Point(_level(found[0]), found[0].message, found[0], together=len(found))
        else:
            yield from (Point(_level(one), one.message, one) for one in found)


def _level(finding: Finding) -> Level:
    return Level.BAD if finding.severity.is_bad else Level.LOOK


def _attendance(total: dict[str, Any]) -> Iterator[Point]:
    if total["due"]:
        rate = 100 * total["present"] / total["due"]
        yield Point(Level.GOOD, f"出席人数与名册一致：应到{total['due']}，实到{total['present']}（{rate:.1f}%）")


def _unfinished(payload: ReturnPayload, period: Period, drafts: Iterable[Session]) -> Iterator[Point]:
    if count := len(list(drafts)):
        yield Point(Level.LOOK, f"{count}条会议记录还是草稿，未计入")
    if payload.compiled_on <= period.end:
        yield Point(Level.LOOK, f"{period.title}尚未结束，只反映到{official_date(payload.compiled_on)}的情况")
    if not payload.branch.secretary:
        yield Point(Level.BAD, "名册里没有现任书记，报表上没有签名人")
