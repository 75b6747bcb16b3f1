"""A person's steps in words and as rows of the timeline, as the page of development and that of people tell them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from liangxin_desktop.domain.development import TERM, TRAINING, DevelopmentStep, StepDetails, VoteResult
from liangxin_desktop.domain.pipeline.requirements import amount
from liangxin_desktop.services.development import StageLines, StepLine, StepState, Way
from liangxin_desktop.services.wording import label
from liangxin_desktop.ui.pages.timeline import TimelineRow

_NUMERALS = "一二三四五"
_REPLACED, _BEFORE_EXTENSION = "（另一次）", "（延长前）"
Asked = tuple[float, float] | None
"""So many days or hours of training."""


def heading(stage: StageLines) -> str:
    """第三阶段 发展对象的确定和考察."""
    return f"第{_NUMERALS[stage.number - 1]}阶段　{stage.title}"


def earlier_rows(
    way: Way, step: StepLine, recorded: Sequence[DevelopmentStep], names: Mapping[str, str], asked: Asked
) -> Iterator[tuple[DevelopmentStep, TimelineRow]]:
    """Before a step, its entries that a later one replaced; before the first of a term, the terms before it as a whole.

    An extension makes another term of probation, with a request, a vote and an approval of its own.
    """
    of_term = TERM if step.number == TERM[0] else () if step.number in TERM else (step.number,)
    latest = [way.steps[number - 1].record for number in of_term]
    others = [one for one in recorded if one.step in of_term and one not in latest]
    for one in sorted(others, key=lambda one: (one.done_on or date.max, one.step)):
        day = one.done_on.isoformat() if one.done_on else "进行中"
        name = f"{way.steps[one.step - 1].name}{_BEFORE_EXTENSION if one.step in TERM else _REPLACED}"
        yield one, TimelineRow(name, recorded_words(one, names, asked), day, "✓", "quiet", one)


def step_small(step: StepLine, names: Mapping[str, str], asked: Asked, today: date) -> str:
    """The small line under a step's name: what is recorded, or what it waits for."""
    if step.record is not None and step.state is not StepState.WAITING:
        return recorded_words(step.record, names, asked)
    if step.forecast is None:
        return "没有记录"
    if step.state is StepState.OPEN:
        return "现在可以办理"
    return waits_for(step, today)


def waits_for(step: StepLine, today: date) -> str:
    """What a step still wants, and from when it is lawful where the calendar decides."""
    if step.forecast is None:
        return ""
    lacks = step.forecast.lacks
    order = [one.message for one in lacks if one.code == "dev.order"]
    words = [one.message for one in lacks if one.code != "dev.order"] or order[:1]
    if step.forecast.earliest > today and not any(one.until for one in lacks):
        mark = "（暂算）" if step.forecast.provisional else ""
        words.append(f"最早 {step.forecast.earliest.isoformat()}{mark}")
    return "；".join(words)


def recorded_words(record: DevelopmentStep, names: Mapping[str, str], asked: Asked) -> str:
    """What an entry says beside its day."""
    details = "；".join(_details(record.details, names))
    if record.step == TRAINING and asked and record.done_on is None:
        details = f"已{details or ' 0 学时'}，需 {amount(asked[0])} 天或 {amount(asked[1])} 学时"
    words = "；".join(word for word in (details, one_line(record.note)) if word)
    return words.strip() or ("" if record.done_on else "办理中")


def _details(details: StepDetails, names: Mapping[str, str]) -> Iterator[str]:
    people = (*(details.cultivators or ()), *(details.sponsors or ()))
    if people:
        yield "、".join(names.get(one, one) for one in people)
    if details.publicity_from and details.publicity_to:
        yield f"公示 {details.publicity_from:%m-%d} 至 {details.publicity_to:%m-%d}"
    if details.conclusion:
        yield f"结论：{label('conclusion', details.conclusion)}"
    if details.days or details.hours:
        yield f" {amount(details.days or 0)} 天 {amount(details.hours or 0)} 学时"
    yield from _vote(details)
    for reason in (details.special_reason, details.reason_for_delay):
        if reason:
            yield one_line(reason)


def _vote(details: StepDetails) -> Iterator[str]:
    if details.result:
        months = f" {details.extend_months} 个月" if details.result is VoteResult.EXTEND else ""
        yield f"{label('vote_result', details.result)}{months}"
    if details.in_favour is not None:
        written = f"（另书面 {details.written_for}）" if details.written_for else ""
        there = f"到会 {details.present if details.present is not None else '—'}"
        due = f"应到 {details.due}，" if details.due is not None else ""
        yield f"{due}{there}，赞成 {details.in_favour}{written}"


def one_line(text: str | None) -> str:
    """The text without its line breaks."""
    return " ".join((text or "").split())
