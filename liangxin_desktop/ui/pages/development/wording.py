"""How a person's way is put into words: the card's line and pill, the timeline's small lines, what a step waits for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from liangxin_desktop.domain.development import (
    ACTIVIST,
    ADMISSION_VOTE,
    APPLICATION,
    ARCHIVING,
    LISTING,
    TRAINING,
)
from liangxin_desktop.domain.findings import Finding, Severity
from liangxin_desktop.domain.people import Person
from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.domain.pipeline.requirements import amount
from liangxin_desktop.services.development import Column, StepLine, StepState, Way
from liangxin_desktop.services.development_decisions import Decision
from liangxin_desktop.services.rulebook import rulebook
from liangxin_desktop.services.wording import label
from liangxin_desktop.ui.pages.steps import Asked, one_line
from liangxin_desktop.ui.theme import Tone

SOON = 20
"""A day so near or nearer is shown as pressing."""
COLUMNS = {
    Column.APPLICANT: "入党申请人",
    Column.ACTIVIST: "入党积极分子",
    Column.TARGET: "发展对象",
    Column.PROBATIONARY: "预备党员",
    Column.CONVERTED: "今年转正",
}
_DISAGREES = {"date": "日期", "votes": "票数"}
_PRESSING = (Severity.OVERDUE, Severity.ERROR, Severity.DUE)
_SHORT = {
    "dev.talk": "下一步：派人谈话",
    "dev.congress-window": "支部大会讨论接收",
    "dev.approval": "接收待上级党委审批",
    "dev.oath": "入党宣誓",
    "dev.conversion": "预备期满，讨论转正",
    "dev.conversion-approval": "转正待上级党委审批",
}
_ASSESSMENT = "dev.assessment"


@dataclass(frozen=True)
class CardWords:
    """What a card says: its pill and its line."""

    tone: Tone
    pill: str
    line: str


def card_words(way: Way, today: date, asked: Asked) -> CardWords:
    """What presses most: a duty overdue or due, the training begun, a day to wait for, else the next step."""
    if way.column is Column.CONVERTED:
        return _converted(way)
    pressing = pressing_finding(way)
    if pressing is not None:
        return CardWords(*finding_pill(pressing, today), _finding_line(pressing))
    return _training(way, asked) or _day_to_come(way, today) or _next_step(way)


def pressing_finding(way: Way) -> Finding | None:
    """The gravest finding that asks for something to be done."""
    return next((one for one in way.findings if one.override is None and one.severity in _PRESSING), None)


def _converted(way: Way) -> CardWords:
    archived = way.steps[ARCHIVING - 1].state is StepState.DONE
    tone: Tone = "ok" if archived else "quiet"
    day = way.converted_on.isoformat() if way.converted_on else ""
    return CardWords(tone, "已归档" if archived else "待归档", f"{day} 转正".strip())


def finding_pill(finding: Finding, today: date) -> tuple[Tone, str]:
    """How grave a finding is, in a word or in days."""
    days = (finding.due_on - today).days if finding.due_on else 0
    if finding.override is not None:
        return "quiet", "已说明"
    if finding.severity is Severity.OVERDUE:
        return "bad", f"逾期 {-days} 天"
    if finding.severity is Severity.DUE:
        return ("warn" if days <= SOON else "info"), (f"还剩 {days} 天" if days else "今天到期")
    if finding.severity in (Severity.ERROR, Severity.LATE):
        return "bad", label("severity", finding.severity)
    return "warn", label("severity", Severity.WARNING)


def _finding_line(finding: Finding) -> str:
    if finding.code == _ASSESSMENT:
        due = f"{finding.due_on:%m-%d} 前" if finding.due_on else ""
        return "半年考察未填" if finding.severity is Severity.OVERDUE else f"半年考察 {due}"
    return _SHORT.get(finding.code) or rulebook()[finding.code].title


def _training(way: Way, asked: Asked) -> CardWords | None:
    """The hours of training had, once it is begun; days enough are enough."""
    begun = way.steps[TRAINING - 1]
    if begun.state is not StepState.UNDER_WAY or begun.record is None or asked is None:
        return None
    details, needed = begun.record.details, asked[1]
    hours = details.hours or 0
    short = 0 if (details.days or 0) >= asked[0] else max(needed - hours, 0)
    pill = f"还剩 {amount(short)} 学时" if short else "培训已满"
    return CardWords("warn" if short else "ok", pill, f"{begun.name} {amount(hours)}/{amount(needed)} 学时")


def _day_to_come(way: Way, today: date) -> CardWords | None:
    """The nearest day that the person waits for."""
    days = sorted(_days_to_come(way))
    if not days:
        return None
    day, words = days[0]
    left = (day - today).days
    return CardWords("quiet", f"还剩 {left} 天" if left > 0 else "今天到期", words)


def _days_to_come(way: Way) -> Iterator[tuple[date, str]]:
    for step in (*way.next, way.blocked):
        for lack in step.forecast.lacks if step and step.forecast else ():
            if lack.until and lack.code == "dev.target-early":
                yield lack.until, f"满一年：{lack.until.isoformat()}"
            elif lack.until and lack.code == "dev.publicity":
                yield lack.until, f"公示后最早 {lack.until:%m-%d} 列为发展对象"
    if way.assessment_due_on:
        yield way.assessment_due_on, f"半年考察 {way.assessment_due_on:%m-%d} 前"
    if way.column is Column.PROBATIONARY and way.probation_ends_on:
        yield way.probation_ends_on, f"预备期至 {way.probation_ends_on.isoformat()}"


def _next_step(way: Way) -> CardWords:
    if not way.next:
        return CardWords("quiet", "—", "没有待办的步骤")
    step = way.next[0]
    if step.state is StepState.UNDER_WAY:
        return CardWords("info", "办理中", one_line(step.record.note if step.record else "") or f"{step.name}办理中")
    return CardWords("quiet", "可办理", f"下一步：{step.name}")


def age_and_work(way: Way, today: date) -> str:
    """男 · 29 岁 · 设计总监."""
    person = way.person
    words = [label("sex", person.sex), person.position or person.unit or ""]
    if person.birth_date:
        born = person.birth_date
        years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
        words.insert(1, f"{years} 岁")
    return " · ".join(word for word in words if word)


def milestones(way: Way) -> str:
    """The days on which the person came from stage to stage."""
    days = {"申请": APPLICATION, "积极分子": ACTIVIST, "发展对象": LISTING, "接收": ADMISSION_VOTE}
    found = [(name, way.steps[number - 1].done_on) for name, number in days.items()]
    found.append(("转正", way.converted_on))
    if way.person.joined_on:
        found.append(("转入", way.person.joined_on))
    if way.person.left_on:
        found.append(("离开", way.person.left_on))
    dated = sorted((day, name) for name, day in found if day)
    return " · ".join(f"{name} {day.isoformat()}" for day, name in dated)


def leaving_words(person: Person) -> tuple[str, str]:
    """When somebody left and why, and on whose decision."""
    day = person.left_on.isoformat() if person.left_on else ""
    decided = f"依据：{person.left_decision}" if person.left_decision else ""
    return f"{day} 离开：{person.left_reason or '未写原因'}", decided


def record_link(decision: Decision) -> str:
    """2026-07-10 支部党员大会记录 ›."""
    return f"{decision.held_on.isoformat()} {label('session_kind', decision.kind)}记录 ›"


def of_the_record(where: Sequence[str]) -> str:
    """会议记录的日期、票数."""
    return f"会议记录的{'、'.join(_DISAGREES[one] for one in where)}"


def disagreement_words(where: Sequence[str]) -> str:
    """与会议记录的日期、票数不一致; empty where the step agrees with its session."""
    return f"与{of_the_record(where)}不一致" if where else ""


@dataclass(frozen=True)
class Refusal:
    """Why a step can't be taken now: the sentence, its ground, the first lawful day."""

    title: str
    text: str


def refusal_of(step: StepLine, today: date) -> Refusal | None:
    """The sentence on a step that waits; None for one that doesn't."""
    if step.forecast is None or step.forecast.is_open:
        return None
    lacks = step.forecast.lacks
    telling = [one for one in lacks if one.code != "dev.order"] or list(lacks)
    bases = "；".join(dict.fromkeys(one.basis for one in telling))
    earliest = step.forecast.earliest
    mark = "（暂算）" if step.forecast.provisional else ""
    lawful = f"。最早可办日期：{official_date(earliest)}{mark}" if earliest > today else ""
    return Refusal(
        f"还不能办理第 {step.number} 步：{'；'.join(one.message for one in telling)}。",
        f"{bases}{lawful}",
    )
