"""A person's way as rows of the timeline: five headings, the steps, and among them earlier terms and assessments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from liangxin_desktop.domain.development import Assessment, AssessmentKind, DevelopmentStep
from liangxin_desktop.services.development import StepLine, StepState, Way
from liangxin_desktop.services.development_decisions import Decision, disagreements
from liangxin_desktop.ui.pages.development.wording import disagreement_words, record_link
from liangxin_desktop.ui.pages.steps import Asked, earlier_rows, heading, step_small
from liangxin_desktop.ui.pages.timeline import TimelineRow
from liangxin_desktop.ui.theme import Tone

_TONES: dict[StepState, Tone] = {
    StepState.DONE: "ok",
    StepState.UNDER_WAY: "warn",
    StepState.OPEN: "info",
    StepState.WAITING: "quiet",
}
_ASSESSED_AT = {6: AssessmentKind.ACTIVIST, 21: AssessmentKind.PROBATIONARY}
"""After which step the assessments of that kind stand."""


def timeline_rows(
    way: Way,
    recorded: Sequence[DevelopmentStep],
    names: Mapping[str, str],
    asked: Asked,
    today: date,
    decisions: Mapping[str, Decision],
) -> Iterator[TimelineRow]:
    """All rows in order. A step's target is its number, another's the record itself; `decisions` are its sessions."""
    for stage in way.stages:
        yield TimelineRow(heading(stage), aside="已完成" if stage.is_done else "")
        for step in stage.steps:
            earlier = earlier_rows(way, step, recorded, names, asked)
            yield from (with_session(row, one, decisions) for one, row in earlier)
            yield with_session(_step(step, names, asked, today), step.record, decisions)
            yield from _assessments(way, step, names)


def with_session(row: TimelineRow, record: DevelopmentStep | None, decisions: Mapping[str, Decision]) -> TimelineRow:
    """The row with the session that decided it as a link, and where the two disagree."""
    decision = decisions.get(record.details.session or "") if record else None
    if record is None or decision is None:
        return row
    small = "；".join(word for word in (row.small, disagreement_words(disagreements(record, decision))) if word)
    return replace(row, small=small, link=record_link(decision), session=decision.session_id)


def _step(step: StepLine, names: Mapping[str, str], asked: Asked, today: date) -> TimelineRow:
    done = step.state is StepState.DONE
    return TimelineRow(
        title=step.name,
        small=step_small(step, names, asked, today),
        aside=_aside(step),
        sign="✓" if done else str(step.number),
        tone=_TONES[step.state],
        target=step.number,
    )


def _aside(step: StepLine) -> str:
    if step.state is StepState.DONE:
        return step.done_on.isoformat() if step.done_on else ""
    return {StepState.UNDER_WAY: "进行中", StepState.OPEN: "可办理"}.get(step.state, "待办" if step.forecast else "—")


def _assessments(way: Way, step: StepLine, names: Mapping[str, str]) -> Iterator[TimelineRow]:
    kind = _ASSESSED_AT.get(step.number)
    for one in (found for found in way.assessments if found.kind is kind):
        yield TimelineRow("半年考察", _assessed(one, names), one.done_on.isoformat(), "考", "ok", one)


def _assessed(made: Assessment, names: Mapping[str, str]) -> str:
    by = "、".join(names.get(one, one) for one in made.by)
    summary = " ".join((made.summary or "").split())
    return "：".join(word for word in (by, summary) if word)
