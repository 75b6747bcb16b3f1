"""Those on their way to membership: the days of their steps, the notes to them, and the half-yearly assessments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from liangxin_desktop.domain.development import (
    ACTIVIST,
    ADMISSION_VOTE,
    APPLICATION,
    APPROVAL,
    COMMITTEE_REVIEW,
    CONVERSION_APPROVAL,
    CONVERSION_REQUEST,
    CONVERSION_VOTE,
    CULTIVATORS,
    LISTING,
    OATH,
    POLITICAL_REVIEW,
    PRE_REVIEW,
    SPONSORS,
    TALK,
    TARGET,
    TRAINING,
    VOTE_COUNTS,
    Assessment,
    AssessmentKind,
    Conclusion,
    DevelopmentStep,
    MaterialState,
    StepDetails,
)
from liangxin_desktop.domain.people import Stage
from liangxin_desktop.domain.periods import add_months, add_years
from liangxin_desktop.domain.sessions import Session, SessionKind, Vote
from liangxin_desktop.services.development_papers import materials_of
from liangxin_desktop.services.sample.diary import on_or_after, on_or_before, working_days_after
from liangxin_desktop.services.sample.setting import Setting, chance, texts

_RULES_OF_2026 = date(2026, 5, 11)
_STAGES = {
    CONVERSION_APPROVAL: Stage.FULL,
    APPROVAL: Stage.PROBATIONARY,
    LISTING: Stage.TARGET,
    ACTIVIST: Stage.ACTIVIST,
    APPLICATION: Stage.APPLICANT,
}
_DECIDED_BY = {
    ACTIVIST: SessionKind.COMMITTEE_MEETING,
    TARGET: SessionKind.COMMITTEE_MEETING,
    COMMITTEE_REVIEW: SessionKind.COMMITTEE_MEETING,
    ADMISSION_VOTE: SessionKind.MEMBER_MEETING,
    CONVERSION_VOTE: SessionKind.MEMBER_MEETING,
}
Steps = dict[int, date | None]


@dataclass(frozen=True)
class Timeline:
    """One person's steps: the day of each, None for one under way. `listed` holds consent and publicity of step 8."""

    text: Mapping[str, Any]
    steps: Mapping[int, date | None]
    listed: Mapping[str, date]

    @property
    def name(self) -> str:
        """The person's name."""
        return str(self.text["name"])

    @property
    def stage(self) -> Stage:
        """The stage that the steps have reached."""
        return next(stage for step, stage in _STAGES.items() if self.steps.get(step))

    @property
    def is_member(self) -> bool:
        """Whether the person has become a member."""
        return self.stage.is_member

    @property
    def admitted_on(self) -> date | None:
        """The day of the admission vote, once approved."""
        return self.steps[ADMISSION_VOTE] if self.is_member else None

    @property
    def full_on(self) -> date | None:
        """The day probation ended, once the conversion is approved."""
        return add_years(self.admitted_on, 1) if self.stage is Stage.FULL and self.admitted_on else None

    def day(self, step: int) -> date | None:
        """The day of a step taken."""
        return self.steps.get(step)


def timelines(setting: Setting) -> tuple[Timeline, ...]:
    """Everyone on the way, each step on a working day on which the branch does not already meet."""
    return tuple(_timeline(setting, text) for text in texts("development")["candidate"])


def _timeline(setting: Setting, text: Mapping[str, Any]) -> Timeline:
    def anchor(name: str) -> date:
        offset = text[name]
        return add_months(setting.as_of + timedelta(days=offset.get("days", 0)), offset.get("months", 0))

    steps: Steps = {}
    listed: dict[str, date] = {}
    steps |= _applied(text, anchor)
    if "activist" in text:
        steps |= _activist(on_or_before(anchor("activist")))
    if "target" in text:
        listed = _listing(on_or_before(anchor("target")))
        steps |= _target(listed) | _under_review(text, listed, anchor)
    if "vote" in text:
        steps |= _admission(on_or_before(anchor("vote")), listed["listed_on"])
        steps |= _probation(text, anchor)
    return Timeline(text, dict(sorted(steps.items())), listed)


Anchor = Callable[[str], date]


def _applied(text: Mapping[str, Any], anchor: Anchor) -> Steps:
    if "activist" in text:
        received = on_or_before(add_months(anchor("activist"), -8))
        return {APPLICATION: received, TALK: working_days_after(received, 9)}
    if "talked" in text:
        received = on_or_before(anchor("applied"))
        return {APPLICATION: received, TALK: working_days_after(received, 9)}
    return {APPLICATION: on_or_after(anchor("applied"))}


def _activist(decided: date) -> Steps:
    return {
        ACTIVIST: decided,
        4: working_days_after(decided, 8),
        CULTIVATORS: working_days_after(decided, 3),
        6: None,
    }


def _listing(decided: date) -> dict[str, date]:
    """Step 7, the superior's consent, seven working days of publicity, and the listing two working days later."""
    consent = working_days_after(decided, 4)
    first = working_days_after(consent, 1)
    last = working_days_after(first, 6)
    return {
        "decided_on": decided,
        "consent_on": consent,
        "publicity_from": first,
        "publicity_to": last,
        "listed_on": working_days_after(last, 2),
    }


def _target(listed: Mapping[str, date]) -> Steps:
    return {
        6: on_or_before(listed["decided_on"] - timedelta(days=3)),
        TARGET: listed["decided_on"],
        LISTING: listed["listed_on"],
        SPONSORS: working_days_after(listed["listed_on"], 3),
    }


def _under_review(text: Mapping[str, Any], listed: Mapping[str, date], anchor: Anchor) -> Steps:
    """Political review and training: done for those voted on, under way for the others."""
    if "vote" in text:
        reviewed, trained = listed["listed_on"] + timedelta(days=45), listed["listed_on"] + timedelta(days=70)
        return {POLITICAL_REVIEW: on_or_before(reviewed), TRAINING: on_or_before(trained)}
    if "reviewed" in text:
        return {POLITICAL_REVIEW: on_or_before(anchor("reviewed")), TRAINING: None}
    return {POLITICAL_REVIEW: None}


def _admission(vote: date, listed: date) -> Steps:
    """Steps 12 to 20 around the vote."""
    pre_review = on_or_before(vote - timedelta(days=15))
    approved = working_days_after(vote, 15)
    return {
        12: on_or_before(max(vote - timedelta(days=40), listed + timedelta(days=75))),
        PRE_REVIEW: pre_review,
        14: working_days_after(pre_review, 2),
        ADMISSION_VOTE: vote,
        16: working_days_after(vote, 8),
        APPROVAL: approved,
        18: working_days_after(approved, 5),
        19: working_days_after(approved, 1),
        OATH: working_days_after(approved, 7),
    }


def _probation(text: Mapping[str, Any], anchor: Anchor) -> Steps:
    if "conversion" in text:
        vote = on_or_before(anchor("conversion"))
        return {
            21: on_or_before(vote - timedelta(days=28)),
            CONVERSION_REQUEST: on_or_before(vote - timedelta(days=25)),
            CONVERSION_VOTE: vote,
            CONVERSION_APPROVAL: working_days_after(vote, 12),
            25: working_days_after(vote, 25),
        }
    if "request" in text:
        return {21: None, CONVERSION_REQUEST: on_or_before(anchor("request"))}
    return {21: None}


@dataclass(frozen=True)
class Looked:
    """Who looks after a person on the way: ids and names of two full members, and the person's own id."""

    person: str
    mentors: tuple[str, str]
    names: tuple[str, str]


def steps_of(
    setting: Setting, line: Timeline, looked: Looked, ballot: Callable[[date], Vote] | None = None
) -> Iterator[DevelopmentStep]:
    """The person's steps as the record keeps them; without a ballot, the votes stay uncounted."""
    for step, done_on in line.steps.items():
        details = _details(line, looked, step) | ({"materials": _ticks(line, step)} if done_on else {})
        if ballot and step in (ADMISSION_VOTE, CONVERSION_VOTE) and done_on:
            details |= ballot(done_on).model_dump(include=set(VOTE_COUNTS))
        yield DevelopmentStep(
            person=looked.person,
            step=step,
            done_on=done_on,
            details=StepDetails(**details),
            note=_note(setting, line, looked, step),
        )


def with_sessions(
    steps: Iterable[DevelopmentStep], sessions: Iterable[Session], names: Mapping[str, str]
) -> Iterator[DevelopmentStep]:
    """The steps, those decided in a session of that very day with its id."""
    held: dict[date, list[Session]] = {}
    for session in sessions:
        held.setdefault(session.held_on, []).append(session)
    for step in steps:
        kind, name = _DECIDED_BY.get(step.step), names[step.person]
        on_the_day = held.get(step.done_on, []) if step.done_on else []
        found = [one.id for one in on_the_day if one.kind is kind and name in (one.topic or "")]
        yield step.but(details=step.details.but(session=found[0])) if found else step


def _ticks(line: Timeline, step: int) -> dict[str, MaterialState]:
    """The papers of a step taken: originals, but for those scanned and those that the person still owes."""
    scanned, owed = texts("development")["papers"]["scanned"], line.text.get("missing", ())
    ticks = {one.key: MaterialState.ORIGINAL for one in materials_of(step)}
    ticks |= {key: MaterialState.SCAN for key in ticks if key in scanned}
    return ticks | {key: MaterialState.MISSING for key in ticks if key in owed}


def _details(line: Timeline, looked: Looked, step: int) -> dict[str, Any]:
    if step == CULTIVATORS:
        return {"cultivators": looked.mentors}
    if step == SPONSORS:
        return {"sponsors": looked.mentors}
    if step == LISTING and line.listed["listed_on"] >= _RULES_OF_2026:
        return {key: line.listed[key] for key in ("consent_on", "publicity_from", "publicity_to")}
    if step in (POLITICAL_REVIEW, PRE_REVIEW) and line.day(step):
        return {"conclusion": Conclusion.QUALIFIED}
    if step == TRAINING:
        return dict(line.text.get("training", {"days": 3, "hours": 24}))
    return {"result": "convert"} if step == CONVERSION_VOTE else {}


def _note(setting: Setting, line: Timeline, looked: Looked, step: int) -> str:
    notes = texts("development")["notes"]
    note = str(notes[str(step)])
    done_on = line.day(step)
    if done_on is None:
        note = {POLITICAL_REVIEW: notes["waiting_review"], TRAINING: notes["waiting_training"]}.get(step, note)
    elif step == LISTING and line.listed["listed_on"] < _RULES_OF_2026:
        note = notes["under_2014"]
    elsewhere = notes["elsewhere"] if done_on and done_on < setting.established_on else ""
    return note.format(who=line.name, first=looked.names[0], second=looked.names[1]) + elsewhere


def assessments_of(setting: Setting, line: Timeline, looked: Looked) -> Iterator[Assessment]:
    """The half-yearly assessments, each a week before its day; the one known to be missing is left out."""
    due = list(_half_years(line.day(ACTIVIST), line.day(LISTING) or setting.as_of))
    missing = due[-1:] if line.text.get("missing_assessment") else []
    for index, day in enumerate(day for day in due if day not in missing):
        yield _assessment(line, looked, AssessmentKind.ACTIVIST, index, day)
    for index, day in enumerate(_half_years(line.admitted_on, line.day(CONVERSION_VOTE) or setting.as_of)):
        yield _assessment(line, looked, AssessmentKind.PROBATIONARY, index, day)


def _half_years(since: date | None, until: date) -> Iterator[date]:
    if since is None:
        return
    for months in range(6, 240, 6):
        if (day := add_months(since, months)) > until:
            return
        yield day


def _assessment(line: Timeline, looked: Looked, kind: AssessmentKind, index: int, due: date) -> Assessment:
    summaries = texts("development")["assessments"][kind]
    first = chance("assessment", line.name, kind).randrange(len(summaries))
    return Assessment(
        person=looked.person,
        kind=kind,
        done_on=on_or_before(due - timedelta(days=6)),
        by=looked.mentors,
        summary=summaries[(first + index) % len(summaries)].format(who=line.name),
    )
